import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { dansLaLangue } from '#app/communication/apercu.tsx'
import { etatDeListe } from '#app/listes/lister.ts'
import { aQui } from '#app/communication/messages/audience.ts'
import { listerMessages, TRIS_MESSAGE, type EtatMessage, type Message } from '#app/communication/messages/lire.ts'
import { MESSAGES, peutEcrire } from '#app/communication/messages/rediger.page.tsx'
import type { Contexte } from '#app/contexte.ts'
import { Bouton, Etiquette, Formulaire, ListeFiltree, Onglets, Page, Succes, Temps, type Genre } from '#ui/index.ts'

const GENRES: Record<EtatMessage, Genre> = { 'en-cours': 'ok', termine: 'neutre', retire: 'neutre' }

export async function charger(c: Contexte, cote: 'recus' | 'envoyes') {
  const f = {
    ...etatDeListe(c.url.searchParams, TRIS_MESSAGE, '-creeLe'),
    cote,
    lu: c.url.searchParams.get('lu') === 'non' ? ('non' as const) : undefined,
  }
  const [liste, ecrit] = await Promise.all([listerMessages(c.db, c.utilisateur!, f), peutEcrire(c)])
  return { f, liste, ecrit }
}

export const de = (c: Contexte, m: Message) =>
  m.auteur.operateur ? c.t.communication.messages.operateur : `${m.auteur.prenom} ${m.auteur.nom}`

export function Liste({ c, d: { f, liste, ecrit } }: { c: Contexte; d: Awaited<ReturnType<typeof charger>> }): JSX.Element {
  const x = c.t.communication.messages
  const envoyes = f.cote === 'envoyes'
  const fait = x.faits[c.url.searchParams.get('fait') ?? '']
  const onglets = [
    { libelle: x.tous, href: MESSAGES, courant: !envoyes && !f.lu },
    { libelle: x.nonLus, href: `${MESSAGES}?lu=non`, courant: !envoyes && f.lu === 'non', nombre: c.compteurs.messages },
    ...(ecrit ? [{ libelle: x.envoyes, href: `${MESSAGES}/envoyes`, courant: envoyes }] : []),
  ]
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      large
      chapo={x.chapo}
      fil={[{ nom: x.titre }]}
      actions={
        ecrit ? (
          <Bouton icone="plus" href={`${MESSAGES}/rediger`}>
            {x.ecrire}
          </Bouton>
        ) : undefined
      }
      aide="/documentation/communication/messages"
    >
      {fait ? <Succes>{fait}</Succes> : null}
      <Resultats c={c} f={f} liste={liste} onglets={onglets} />
    </Page>
  )
}

type Onglet = Parameters<typeof Onglets>[0]['onglets'][number]
type Lu = Awaited<ReturnType<typeof charger>>

function Resultats({ c, f, liste, onglets }: { c: Contexte; f: Lu['f']; liste: Lu['liste']; onglets: readonly Onglet[] }) {
  const x = c.t.communication.messages
  const envoyes = f.cote === 'envoyes'
  const colonnes = [
    { nom: 'titre', libelle: x.titreChamp, tri: true, entete: true },
    { nom: 'etat', libelle: x.etat },
    { nom: 'de', libelle: envoyes ? x.aQui : x.de },
    { nom: 'creeLe', libelle: x.envoye, tri: true },
  ]
  const marque = (m: Message) =>
    envoyes ? (
      <Etiquette genre={GENRES[m.etat]}>{x.etats[m.etat]}</Etiquette>
    ) : m.lu ? (
      <span class="muted">{x.lu}</span>
    ) : (
      <Etiquette genre="action">{x.nonLu}</Etiquette>
    )
  return (
    <ListeFiltree
      titre={x.titre}
      url={c.url}
      tete={
        <div data-turbo-prefetch="false">
          <Onglets libelle={x.titre} onglets={onglets} />
        </div>
      }
      filtres={[{ nom: 'recherche', libelle: c.t.communication.recherche, valeur: f.recherche }]}
      colonnes={colonnes}
      liste={liste}
      tri={f.tri}
      compte={c.t.communication.resultats(liste.total)}
      outils={
        !envoyes && c.compteurs.messages ? (
          <Formulaire action={`${MESSAGES}/lus`}>
            <Bouton genre="second" petit>
              {x.toutMarquer}
            </Bouton>
          </Formulaire>
        ) : null
      }
      exporter={{ adresse: '/api/v1/messages', avec: { cote: f.cote, lu: f.lu } }}
      lignes={liste.elements.map((m) => ({
        cle: m.id,
        cellules: [
          <Titre c={c} m={m} gras={!m.lu && !envoyes} />,
          marque(m),
          envoyes ? (
            aQui(c, m)
          ) : (
            <div>
              {de(c, m)}
              {m.structures.length ? <span class="sub">{aQui(c, m)}</span> : null}
            </div>
          ),
          <Temps date={m.creeLe} forme="courte" />,
        ],
      }))}
      vide={{ titre: f.lu ? x.toutLu : x.vide, texte: envoyes ? x.videEnvoyes : x.videTexte }}
    />
  )
}

function Titre({ c, m, gras }: { c: Contexte; m: Message; gras: boolean }): JSX.Element {
  const { titre, langTitre } = dansLaLangue(c, m)
  return (
    <a href={`${MESSAGES}/${m.id}`} lang={langTitre}>
      {gras ? <b>{titre}</b> : titre}
    </a>
  )
}
