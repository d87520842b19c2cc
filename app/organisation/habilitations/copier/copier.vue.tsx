import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { filDe, profilDe, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { ChercherUnContact } from '#app/organisation/habilitations/chercher.tsx'
import { servicesDe, type Choix } from '#app/organisation/habilitations/choix.ts'
import { RAISONS, type Proposition } from '#app/organisation/habilitations/copier/proposer.ts'
import { differences, type LigneDite } from '#app/organisation/habilitations/verification.tsx'
import { nomDe as nomDeStructure } from '#app/organisation/structures/lire.ts'
import { ChampStructure } from '#app/organisation/structures/parmi.tsx'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { optionsDePersonnes } from '#app/organisation/utilisateurs/homonymes.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Champs, Diff, Formulaire, Icone, Page, Vide } from '#ui/index.ts'

export const COPIER = `${GERER}/copier`

export type LigneCopiee = LigneDite & { utilisateur: { id: string }; structure: { id: string }; service: { id: string } | null }

export interface Donnees {
  choix: Choix
  cibles: string[]
  partout: boolean
  propositions: Proposition[]
  lignes: LigneCopiee[]
}

export function Copier({ c, d, etat }: { c: ContexteDuParcours; d: Donnees; etat: EtatDuFormulaire }): JSX.Element {
  const x = c.t.droits.copier
  const { choix, lignes } = d
  const structure = choix.structure!
  const source = c.url.searchParams.get('source') ?? uuidDe(c, 'utilisateur') ?? ''
  const contacts =
    choix.contact && !choix.contacts.some((u) => u.id === choix.contact!.id) ? [choix.contact, ...choix.contacts] : choix.contacts
  const personnes = optionsDePersonnes(contacts, servicesDe)
  const sansSuite = d.propositions.filter((p) => !p.passee && p.suite && !p.retour).length
  const compare = lignes.length > 0 || (d.cibles.length > 0 && source !== '')
  const adresse = new URLSearchParams([
    ['structure', structure.id],
    ['source', source],
    ...d.cibles.map((id) => ['cible', id]),
    ...(d.partout ? [['partout', 'oui']] : []),
  ] as [string, string][])
  // What was refused names lines that are no fields here.
  const oublis = c.url.searchParams.has('comparer')
    ? [
        ...(source ? [] : [{ champ: 'source', code: 'champ-manquant', message: x.sansSource }]),
        ...(d.cibles.length ? [] : [{ champ: 'cible', code: 'champ-manquant', message: x.sansCible }]),
      ]
    : []
  const oubli = (champ: string) => oublis.find((e) => e.champ === champ)?.message
  const refuse = etat.refus ?? (etat.erreurs[0] ? { status: 422, code: etat.erreurs[0].code, detail: etat.erreurs[0].message } : null)
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      pour={pourLaStructure(c, structure)}
      fil={filDe(c, x.titre)}
      etapes={{ liste: x.etapes, courante: 0 }}
      {...fautesDe(c, oublis, refuse)}
      aide="/documentation/organisation/utilisateurs/ensembles-de-profils"
    >
      <div class="stack stack--loose">
        <RefusAvecRemede refus={refuse} />
        <Carte titre={x.choisir}>
          <form method="get" action={COPIER} class="stack">
            <ChercherUnContact c={c} choix={choix} />
            <Champs>
              <ChampStructure
                c={c}
                parmi={choix.parmi}
                structures={choix.structures}
                choisie={structure}
                libelle={c.t.champs.libelles.structure}
                largeur="w3"
                attrs={{}}
              />
              <Champ
                nom="source"
                type="select"
                largeur="w3"
                libelle={x.de}
                valeur={source}
                erreur={oubli('source')}
                sansChoix={c.t.habilitations.ajouter.choisir}
                options={personnes}
              />
              <Champ
                nom="cible"
                type="cases"
                libelle={x.vers}
                aide={x.versAide}
                valeur={d.cibles}
                erreur={oubli('cible')}
                options={personnes.filter((u) => u.valeur !== source)}
              />
              {choix.parmi.nombre > 1 ? <Champ nom="partout" type="checkbox" libelle={x.partout} valeur={d.partout} /> : null}
            </Champs>
            <Actions>
              <Bouton genre={lignes.length ? 'second' : 'premier'} name="comparer" value="oui">
                {x.comparer}
              </Bouton>
            </Actions>
          </form>
        </Carte>
        {compare ? <Passees c={c} propositions={d.propositions} /> : null}
        {sansSuite ? <Alerte genre="info">{x.sansSuite(sansSuite)}</Alerte> : null}
        {lignes.length ? (
          <Formulaire action={source && d.cibles.length ? `${COPIER}?${adresse}` : `${COPIER}?brouillon=${etat.cle}`} class="stack">
            <input type="hidden" name="_cle" value={etat.cle} />
            <Diff legende={x.difference} lignes={differences(c, lignes)} />
            <PiedDuFormulaire
              c={c}
              verifier={x.verifier}
              retour={`${COPIER}?structure=${structure.id}`}
              abandonner={x.recommencer}
              note={c.t.habilitations.ajouter.note}
            />
          </Formulaire>
        ) : compare ? (
          <Vide titre={x.rien} texte={x.rienTexte} />
        ) : null}
      </div>
    </Page>
  )
}

function Passees({ c, propositions }: { c: ContexteDuParcours; propositions: Proposition[] }) {
  const x = c.t.droits.copier
  const parRaison = RAISONS.map((raison) => ({ raison, lignes: propositions.filter((p) => p.passee === raison) })).filter(
    (r) => r.lignes.length,
  )
  if (!parRaison.length) return null
  return (
    <Alerte genre="info" titre={x.passees}>
      <ul>
        {parRaison.map(({ raison, lignes }) => (
          <li key={raison}>
            <details class="fold">
              <summary>
                {x.raisons[raison]!(lignes.length)} <Icone nom="chevron" class="chevron" />
              </summary>
              <ul>
                {lignes.map((l, i) => (
                  <li key={i}>
                    {profilDe(c, l.application, l.apres)} · {l.utilisateur.prenom} {l.utilisateur.nom} ·{' '}
                    {l.service?.nom ?? nomDeStructure(l.structure)}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </Alerte>
  )
}
