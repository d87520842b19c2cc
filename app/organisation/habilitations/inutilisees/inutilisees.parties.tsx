import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { profilDe } from '#app/organisation/habilitations/cadre.tsx'
import type { DroitAProposer, FiltreInutilisees } from '#app/organisation/habilitations/inutilisees/lire.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import { ActionsGroupees, Bouton, Cache, FormulaireDeSelection, Outils, Pages, Tableau, adresseAvec } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

const cleDe = (d: DroitAProposer) => `${d.utilisateur.id}|${d.application}|${d.service?.id ?? ''}`

const etatDe = (liste: PageDeListe<DroitAProposer>) => ({
  page: liste.page,
  taille: liste.taille,
  tri: '',
  total: liste.total,
  totalExact: true,
})

const nom = (d: DroitAProposer) => `${d.utilisateur.prenom} ${d.utilisateur.nom}`

const ou = (c: ContexteDuParcours, d: DroitAProposer) => d.service?.nom ?? <span class="muted">{c.t.habilitations.touteLaStructure}</span>

export function Propositions({
  c,
  liste,
  etat,
  filtre,
}: {
  c: ContexteDuParcours
  liste: PageDeListe<DroitAProposer>
  etat: EtatDuFormulaire
  filtre: FiltreInutilisees
}) {
  const x = c.t.droits.inutilisees
  const l = x.colonnes
  const colonnes = [
    { nom: 'profil', libelle: l.profil, entete: true },
    { nom: 'personne', libelle: l.personne },
    { nom: 'service', libelle: l.service },
    { nom: 'depuis', libelle: l.depuis },
    { nom: 'usage', libelle: l.usage },
  ]
  const cochees = new Set(
    ((etat.saisie?.lignes as { utilisateur: string; application?: string; service?: string | null }[] | undefined) ?? []).map(
      (g) => `${g.utilisateur}|${g.application}|${g.service ?? ''}`,
    ),
  )
  return (
    <FormulaireDeSelection
      action={adresseAvec(c.url, { structure: filtre.structure, page: liste.page, brouillon: null, etape: null, recu: null })}
    >
      <input type="hidden" name="_cle" value={etat.cle} />
      <Outils>{x.nombre(liste.total, filtre.jours)}</Outils>
      <Tableau
        selection={{ nom: 'ligne' }}
        legende={x.titre}
        colonnes={colonnes}
        etat={etatDe(liste)}
        url={c.url}
        lignes={liste.elements.map((d) => ({
          cle: cleDe(d),
          selection: x.droit(profilDe(c, d.application, d.niveau), nom(d)),
          cochee: cochees.has(cleDe(d)),
          cellules: [
            profilDe(c, d.application, d.niveau),
            nom(d),
            ou(c, d),
            date(d.debut, c.langue),
            d.dernierUsage ? date(d.dernierUsage, c.langue) : <span class="muted">{x.jamais}</span>,
          ],
        }))}
      />
      <ActionsGroupees>
        <Bouton petit genre="danger" name="_etape" value="verifier">
          {x.retirer}
        </Bouton>
      </ActionsGroupees>
      <Pages etat={etatDe(liste)} url={c.url} />
    </FormulaireDeSelection>
  )
}

/** What comes back at the end of a temporary profile, or that nothing does. */
const ensuite = (c: ContexteDuParcours, d: DroitAProposer) =>
  d.retour ? (
    [profilDe(c, d.application, d.retour.niveau), ...(d.retour.fin ? [c.t.habilitations.jusqua(d.retour.fin, c.heure)] : [])].join(', ')
  ) : (
    <span class="muted">{c.t.habilitations.ensuite.rien}</span>
  )

export function Fins({ c, liste }: { c: ContexteDuParcours; liste: PageDeListe<DroitAProposer> }) {
  const x = c.t.droits.inutilisees
  const l = x.colonnes
  const colonnes = [
    { nom: 'profil', libelle: l.profil, entete: true },
    { nom: 'personne', libelle: l.personne },
    { nom: 'service', libelle: l.service },
    { nom: 'fin', libelle: l.fin },
    { nom: 'ensuite', libelle: c.t.habilitations.colonnes.ensuite },
    { nom: 'actions', libelle: l.actions, muette: true },
  ]
  return (
    <>
      <Outils>{x.nombreFins(liste.total)}</Outils>
      <Tableau
        legende={x.onglets.fins}
        colonnes={colonnes}
        etat={etatDe(liste)}
        url={c.url}
        lignes={liste.elements.map((d) => ({
          cle: d.id,
          cellules: [
            profilDe(c, d.application, d.niveau),
            nom(d),
            ou(c, d),
            c.t.habilitations.jusqua(d.fin!, c.heure),
            ensuite(c, d),
            <Bouton petit genre="discret" href={`${GERER}/modifier?ligne=${d.id}`}>
              {x.prolonger}
              <Cache> {x.droit(profilDe(c, d.application, d.niveau), nom(d))}</Cache>
            </Bouton>,
          ],
        }))}
      />
      <Pages etat={etatDe(liste)} url={c.url} />
    </>
  )
}
