import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { entier } from '#app/listes/entier.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { filDe, lignesDuBrouillon, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { chargerGouvernees, type AvecStructure } from '#app/organisation/habilitations/gouvernees.ts'
import { Propositions, Fins } from '#app/organisation/habilitations/inutilisees/inutilisees.parties.tsx'
import {
  listerFins,
  listerInutilisees,
  type DroitAProposer,
  type FiltreInutilisees,
} from '#app/organisation/habilitations/inutilisees/lire.ts'
import { LiensVoisins } from '#app/organisation/habilitations/liens.tsx'
import { supprimerHabilitation } from '#app/organisation/habilitations/supprimer.ts'
import { Verification } from '#app/organisation/habilitations/verification.tsx'
import { CHERCHE_STRUCTURE, ChampStructure } from '#app/organisation/structures/parmi.tsx'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import type { Demande } from '#demandes/index.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import { Carte, Champ, Filtres, Onglets, Page, Succes, Vide, adresseAvec } from '#ui/index.ts'

const INUTILISEES = `${GERER}/inutilisees`

const PERIODES = [30, 90, 180, 365]

interface Donnees {
  gouvernees: AvecStructure
  filtre: FiltreInutilisees
  fins: boolean
  liste: PageDeListe<DroitAProposer>
}

/** PLUS-02: rights not used for a while, proposed for removal; rights about to end, to extend. */
export const parcoursInutilisees = definirParcours<Donnees>({
  chemin: INUTILISEES,
  definition: supprimerHabilitation as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (champs, _saisie, { gouvernees }) => ({
    lignes: (champs.get('ligne') ?? []).map((v) => {
      const [utilisateur = '', application = '', service] = v.split('|')
      return { utilisateur, structure: gouvernees.structure.id, service: service || null, application }
    }),
  }),
  apres: (recu) => `${INUTILISEES}?structure=${recu.structure!.id}&recu=${recu.numero}`,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} titre="retirer" nom={c.t.droits.inutilisees.titre} />,
  formulaire: (c, d, etat) => <Inutilisees c={c} d={d} etat={etat} />,
})

async function charger(c: ContexteDuParcours): Promise<Donnees> {
  const p = c.url.searchParams
  const gouvernees = await chargerGouvernees(c, uuidDe(c, 'structure') ?? (await lignesDuBrouillon(c))[0]?.structure ?? null)
  const fins = p.get('vue') === 'fins'
  const filtre = {
    structure: gouvernees.structure.id,
    jours: entier(p, 'jours', c.settings.INUTILISE_JOURS, 3650),
    recherche: (p.get('recherche') ?? '').trim().slice(0, 200),
    page: entier(p, 'page', 1, 10_000),
    taille: entier(p, 'taille', 20, 200),
  }
  return { gouvernees, filtre, fins, liste: await (fins ? listerFins : listerInutilisees)(c.db, filtre) }
}

function Inutilisees({
  c,
  d: { gouvernees, filtre, fins, liste },
  etat,
}: {
  c: ContexteDuParcours
  d: Donnees
  etat: EtatDuFormulaire
}): JSX.Element {
  const x = c.t.droits.inutilisees
  const { structure } = gouvernees
  const recu = /^RITM\d{7,12}$/.exec(c.url.searchParams.get('recu') ?? '')?.[0]
  const erreur = etat.erreurs[0]
  const refuse =
    etat.refus ??
    (erreur ? { status: 422, code: erreur.code, detail: ['lignes', 'structure'].includes(erreur.champ) ? x.aucune : erreur.message } : null)
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      large
      pour={pourLaStructure(c, structure)}
      fil={filDe(c, x.titre)}
      erreur={refuse !== null}
      aide="/documentation/organisation/utilisateurs/qui-peut-faire-quoi"
      actions={<LiensVoisins c={c} structure={structure.id} sauf="inutilisees" />}
    >
      <div class="stack">
        {recu ? (
          <Succes>
            <p>
              {x.enregistree(recu)} <a href={`/demandes/${recu}`}>{x.voirRecu}</a>
            </p>
          </Succes>
        ) : null}
        <RefusAvecRemede refus={refuse} />
        <Carte nue>
          <Onglets
            onglets={[
              {
                libelle: x.onglets.inutilisees,
                href: adresseAvec(c.url, { vue: null, recu: null }),
                courant: !fins,
                ...(fins ? {} : { nombre: liste.total }),
              },
              {
                libelle: x.onglets.fins,
                href: adresseAvec(c.url, { vue: 'fins', recu: null }),
                courant: fins,
                ...(fins ? { nombre: liste.total } : {}),
              },
            ]}
          />
          <Filtres libelle={x.filtrer} url={c.url} noms={['structure', CHERCHE_STRUCTURE, 'jours', 'recherche', 'recu', 'brouillon']}>
            <ChampStructure c={c} {...gouvernees} choisie={structure} libelle={c.t.champs.libelles.structure} />
            {fins ? null : (
              <Champ
                nom="jours"
                type="select"
                libelle={x.periode}
                valeur={String(filtre.jours)}
                options={[...new Set([...PERIODES, c.settings.INUTILISE_JOURS, filtre.jours])]
                  .toSorted((a, b) => a - b)
                  .map((n) => ({ valeur: String(n), libelle: x.jours(n) }))}
              />
            )}
            <Champ nom="recherche" type="search" libelle={x.recherche} valeur={filtre.recherche} autoComplete="off" />
          </Filtres>
          {liste.elements.length === 0 ? (
            <Vide titre={fins ? x.videFins : x.vide} texte={fins ? x.videFinsTexte : x.videTexte} />
          ) : fins ? (
            <Fins c={c} liste={liste} />
          ) : (
            <Propositions c={c} liste={liste} etat={etat} filtre={filtre} />
          )}
        </Carte>
        {fins ? null : <p class="small muted">{x.gardee}</p>}
      </div>
    </Page>
  )
}
