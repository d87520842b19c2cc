import type { JSX } from 'preact'
import { estAnticipee } from '#app/accueil/preferences.ts'
import { cadre } from '#app/cadre.ts'
import { dansLaLangue, Redige } from '#app/communication/apercu.tsx'
import { etatDeListe } from '#app/communication/lister.ts'
import { aQui } from '#app/communication/messages/audience.ts'
import { retirerMessage } from '#app/communication/messages/envoyer.ts'
import {
  lireMessage,
  listerMessages,
  marquerMessages,
  portee,
  TRIS_MESSAGE,
  type EtatMessage,
  type Message,
} from '#app/communication/messages/lire.ts'
import { MESSAGES, peutEcrire } from '#app/communication/messages/rediger.page.tsx'
import { estUuid, type Contexte } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import {
  Alerte,
  Bouton,
  Carte,
  Champ,
  Etiquette,
  Exports,
  Filtres,
  Formulaire,
  Onglets,
  Outils,
  Page,
  Pages,
  Resume,
  Succes,
  Tableau,
  Temps,
  TriDesCartes,
  Vide,
  type Genre,
} from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

const GENRES: Record<EtatMessage, Genre> = { 'en-cours': 'ok', termine: 'neutre', retire: 'neutre' }

async function charger(c: Contexte, cote: 'recus' | 'envoyes') {
  const f = {
    ...etatDeListe(c.url.searchParams, TRIS_MESSAGE, '-creeLe'),
    cote,
    lu: c.url.searchParams.get('lu') === 'non' ? ('non' as const) : undefined,
  }
  const [liste, ecrit] = await Promise.all([listerMessages(c.db, c.utilisateur!, f), peutEcrire(c)])
  return { f, liste, ecrit }
}

const definirListe = (chemin: string, cote: 'recus' | 'envoyes') =>
  definirPage({ chemin, acces: 'session', charger: (c) => charger(c, cote), vue: (d, c) => <Liste c={c} d={d} /> })
/** « Communication » (COM-03): what one receives, and what one has sent. */
export const pageMessages = definirListe(MESSAGES, 'recus')
export const pageMessagesEnvoyes = definirListe(`${MESSAGES}/envoyes`, 'envoyes')

const de = (c: Contexte, m: Message) => (m.auteur.operateur ? c.t.communication.messages.operateur : `${m.auteur.prenom} ${m.auteur.nom}`)

function Liste({ c, d: { f, liste, ecrit } }: { c: Contexte; d: Awaited<ReturnType<typeof charger>> }): JSX.Element {
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
      <Carte nue>
        <div data-turbo-prefetch="false">
          <Onglets libelle={x.titre} onglets={onglets} />
        </div>
        <Filtres libelle={x.titre} url={c.url} noms={['recherche']}>
          <Champ nom="recherche" type="search" libelle={c.t.communication.recherche} valeur={f.recherche} />
        </Filtres>
        {liste.elements.length ? (
          <Resultats c={c} f={f} liste={liste} />
        ) : (
          <Vide titre={f.lu ? x.toutLu : x.vide} texte={envoyes ? x.videEnvoyes : x.videTexte} />
        )}
      </Carte>
    </Page>
  )
}

function Resultats({ c, f, liste }: { c: Contexte } & Pick<Awaited<ReturnType<typeof charger>>, 'f' | 'liste'>) {
  const x = c.t.communication.messages
  const envoyes = f.cote === 'envoyes'
  const etat = { ...liste, tri: f.tri, suivant: liste.suivant ?? undefined }
  const colonnes = [
    { nom: 'titre', libelle: x.titreChamp, tri: true, entete: true },
    { nom: 'etat', libelle: x.etat },
    { nom: 'de', libelle: envoyes ? x.aQui : x.de },
    { nom: 'creeLe', libelle: x.envoye, tri: true },
  ]
  const exporter = (format: string) =>
    `/api/v1/messages?${new URLSearchParams({ format, tri: f.tri, cote: f.cote, ...(f.lu ? { lu: f.lu } : {}), ...(f.recherche ? { recherche: f.recherche } : {}) })}`
  const marque = (m: Message) =>
    envoyes ? (
      <Etiquette genre={GENRES[m.etat]}>{x.etats[m.etat]}</Etiquette>
    ) : m.lu ? (
      <span class="muted">{x.lu}</span>
    ) : (
      <Etiquette genre="action">{x.nonLu}</Etiquette>
    )
  return (
    <>
      <Outils
        actions={
          <>
            {!envoyes && c.compteurs.messages ? (
              <Formulaire action={`${MESSAGES}/lus`}>
                <Bouton genre="second" petit>
                  {x.toutMarquer}
                </Bouton>
              </Formulaire>
            ) : null}
            <Exports tableau href={exporter} />
          </>
        }
      >
        {c.t.communication.resultats(liste.total)}
      </Outils>
      <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
      <Tableau
        colonnes={colonnes}
        etat={etat}
        url={c.url}
        legende={x.titre}
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
      />
      <Pages etat={etat} url={c.url} />
    </>
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

async function chargerUn(c: Contexte): Promise<Message> {
  const m = estUuid(c.params.id) ? await lireMessage(c.db, c.utilisateur!, c.params.id) : null
  if (!m) throw refus(c.t, 'introuvable')
  return m
}

/** A message: opened, it is read. A page fetched in advance is not opened. */
export const pageMessage = definirPage({
  chemin: `${MESSAGES}/:id`,
  acces: 'session',
  async charger(c) {
    const m = await chargerUn(c)
    const sien = m.mien || c.utilisateur!.roles.includes('operateur')
    if (!m.mien && !m.lu && !estAnticipee(c)) {
      await marquerMessages(c.db, c.utilisateur!.id, [m.id], true)
      c.compteurs = { ...c.compteurs, messages: Math.max(0, c.compteurs.messages - 1) }
    }
    return { m, combien: sien && m.etat === 'en-cours' ? await portee(c.db, m.id, c.utilisateur!.id) : null }
  },
  vue({ m, combien }, c) {
    const x = c.t.communication.messages
    const fait = x.faits[c.url.searchParams.get('fait') ?? '']
    const v = dansLaLangue(c, m)
    return (
      <Page
        c={cadre(c)}
        titre={v.titre}
        surtitre={
          <>
            <Temps date={m.creeLe} /> · {de(c, m)}
          </>
        }
        fil={[{ nom: x.titre, href: MESSAGES }, { nom: v.titre }]}
        aide="/documentation/communication/messages"
      >
        {fait ? <Succes>{fait}</Succes> : null}
        {m.etat === 'en-cours' ? null : <Alerte genre="warn">{x.pasEnCours[m.etat]}</Alerte>}
        <div class="narrow stack">
          <Carte>
            <Redige source={v.texte} lang={v.langTexte} />
          </Carte>
          <Resume
            lignes={[
              { cle: x.aQui, valeur: aQui(c, m) },
              { cle: x.jusquau, valeur: dateHeure(m.expireLe, c.langue) },
              ...(combien === null ? [] : [{ cle: x.touche, valeur: x.personnes(combien) }]),
            ]}
          />
          <div class="row">
            {m.mien ? null : (
              <Formulaire action={`${MESSAGES}/lus`}>
                <input type="hidden" name="message" value={m.id} />
                <Bouton genre="second" name="etat" value="non-lu">
                  {x.marquerNonLu}
                </Bouton>
              </Formulaire>
            )}
            {combien === null ? null : (
              <Formulaire action={`${MESSAGES}/${m.id}/retrait`}>
                <Bouton genre="danger-second">{x.retirer}</Bouton>
              </Formulaire>
            )}
            <a href={MESSAGES}>{x.voirMessages}</a>
          </div>
        </div>
      </Page>
    )
  },
})

/** « Tout marquer comme lu », or one of them read or not. */
export const actionMarquer = definirAction({
  chemin: `${MESSAGES}/lus`,
  acces: 'session',
  async executer(c, champs) {
    const id = champs.get('message')?.[0]
    const nonLu = champs.get('etat')?.[0] === 'non-lu'
    if (id && !estUuid(id)) throw refus(c.t, 'introuvable')
    await marquerMessages(c.db, c.utilisateur!.id, id ? [id] : 'tous', !nonLu)
    return { rediriger: `${MESSAGES}?fait=${id ? (nonLu ? 'nonLu' : 'lu') : 'lus'}` }
  },
})

export const actionRetirerMessage = definirAction({
  chemin: `${MESSAGES}/:id/retrait`,
  acces: 'session',
  async executer(c) {
    await chargerUn(c)
    await retirerMessage(c as ContexteDuParcours, c.params.id!)
    return { rediriger: `${MESSAGES}/envoyes?fait=retire` }
  },
})
