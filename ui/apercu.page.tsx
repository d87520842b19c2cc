import type { JSX } from 'preact'
import { CHAMPS, MESSAGES } from '#ui/apercu.donnees.ts'
import { ApercuListe } from '#ui/apercu.liste.tsx'
import { Couleurs, Boutons, FormulaireDExemple, TuilesDExemple } from '#ui/apercu.parties.tsx'
import { Divers } from '#ui/apercu.divers.tsx'
import { DemandeDExemple } from '#ui/apercu.demande.tsx'
import { Alerte, Bouton, Champ, Colonnes, Dialogue, Page, ResumeErreurs, Section, SurCettePage, type CadrePage } from '#ui/index.ts'

const ERREURS = CHAMPS.flatMap((c) => (c.erreur ? [{ champ: c.nom, message: c.erreur }] : []))

const PARTIES = [
  ['couleurs', 'Couleurs'],
  ['boutons', 'Boutons et étiquettes'],
  ['messages', 'Messages'],
  ['champs', 'Champs'],
  ['liste', 'Liste'],
  ['tuiles', 'Tuiles'],
  ['demande', 'Demande'],
  ['divers', 'Divers'],
] as const

/** The catalogue of the components, each in its states, served at /ui: what one looks at before and after touching any of them. */
export function PageApercu({ c }: { c: CadrePage }): JSX.Element {
  return (
    <Page
      c={c}
      titre="Composants"
      chapo="Chaque pièce des pages, dans ses états."
      erreur
      fil={[{ nom: 'Composants' }]}
      pour={{ libelle: 'Menuiserie Poitier', detail: 'SIRET 123 456 782 00010' }}
      etapes={{ liste: ['Modifier', 'Vérifier', 'Demande reçue'], courante: 1 }}
      resume={<ResumeErreurs erreurs={ERREURS} />}
    >
      <Colonnes large nomAside="Repères" aCote={<SurCettePage liens={PARTIES.map(([id, libelle]) => ({ href: `#${id}`, libelle }))} />}>
        <Couleurs />
        <Boutons />
        <Section id="messages" titre="Messages">
          <div class="stack">
            {MESSAGES.map((m) => (
              <Alerte key={m.genre} genre={m.genre} titre={'titre' in m ? m.titre : undefined}>
                {m.texte}
              </Alerte>
            ))}
          </div>
        </Section>
        <FormulaireDExemple />
      </Colonnes>
      <ApercuListe url={c.url} />
      <TuilesDExemple />
      <DemandeDExemple />
      <Divers />
      <Dialogue
        id="refuser"
        titre="Refuser RITM0014709"
        action="/ui"
        fermer="Fermer sans refuser"
        pied={
          <>
            <Bouton genre="danger">Refuser la demande</Bouton>
            <Bouton genre="second" type="button" attrs={{ 'data-dialogue-fermer': true }}>
              Revenir
            </Bouton>
          </>
        }
      >
        <Champ nom="motif" libelle="Motif du refus" type="textarea" aide="Héloïse Ferdinand le recevra par courriel." />
      </Dialogue>
    </Page>
  )
}
