import { estAnticipee } from '#app/accueil/preferences.ts'
import { cadre } from '#app/cadre.ts'
import { dansLaLangue, Redige } from '#app/communication/apercu.tsx'
import { aQui } from '#app/communication/messages/audience.ts'
import { retirerMessage } from '#app/communication/messages/envoyer.ts'
import { lireMessage, marquerMessages, portee, type Message } from '#app/communication/messages/lire.ts'
import { charger, de, Liste } from '#app/communication/messages/messages.liste.tsx'
import { MESSAGES } from '#app/communication/messages/rediger.page.tsx'
import { estUuid, type Contexte } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Alerte, Bouton, Carte, Formulaire, Page, Resume, Succes, Temps } from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

const definirListe = (chemin: string, cote: 'recus' | 'envoyes') =>
  definirPage({ chemin, acces: 'session', charger: (c) => charger(c, cote), vue: (d, c) => <Liste c={c} d={d} /> })

/** « Communication » (COM-03): what one receives, and what one has sent. */
export const pageMessages = definirListe(MESSAGES, 'recus')

export const pageMessagesEnvoyes = definirListe(`${MESSAGES}/envoyes`, 'envoyes')

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
