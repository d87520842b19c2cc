import { sql } from 'kysely'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Qui } from '#app/support/clavardage/acces.ts'
import { lireConversation, lireMessages, type Conversation, type Message } from '#app/support/clavardage/lire.ts'
import type { MilieuClavardage } from '#app/support/clavardage/ouvrir.ts'
import { refus } from '#demandes/index.ts'
import { sendMail } from '#platform/mail/index.ts'
import { dateHeure, heure } from '#ui/textes/format.ts'
import { textes, type Textes } from '#ui/textes/index.ts'

/** Of a mail; the page has the whole. */
const LONGUEUR_MAX = 60_000

const nom = (n: { prenom: string; nom: string }) => `${n.prenom} ${n.nom}`.trim()

/** One line of an exchange, as a text. */
export function enLigne(t: Textes, langue: 'fr' | 'en', v: Pick<Conversation, 'nom'>, m: Message): string {
  const x = t.clavardage
  const qui = m.auteur ? nom(m.auteur) : m.cote === 'utilisateur' ? nom(v.nom) : x.portail
  return `${heure(m.le, langue)} · ${m.evenement ? x.faits[m.evenement](qui, m.donnees ?? {}) : x.dit(qui, [m.texte, m.fichiers ? x.joints(m.fichiers.map((f) => f.nom)) : null].filter((l) => l !== null).join('\n'))}`
}

/** The exchange by mail, to whoever asked, at their own address: the same exchange is sent once. @throws Refus */
export async function envoyerTranscription(c: MilieuClavardage, qui: Qui, id: string): Promise<void> {
  await c.db.transaction().execute(async (tx) => {
    const v = await lireConversation(tx, qui, id, { verrou: true })
    if (v?.cote !== 'utilisateur') throw refus(c.t, 'introuvable')
    const {
      rows: [a],
    } = await sql<{
      adresse: string
      langue: string
      saisie: boolean
    }>`select coalesce(u.adresse_contact, u.adresse_electronique, o.adresse)::text as adresse, coalesce(u.langue, o.langue) as langue,
        u.id is null as saisie
      from conversation c
      left join utilisateur u on u.id = c.utilisateur
      left join contact_verifie o on o.id = c.contact
      where c.id = ${id}::uuid`.execute(tx)
    const langue = langueDe(a!.langue)
    const lignes = lignesDuCourriel(textes[langue], langue, v, await lireMessages(tx, id))
    await sendMail(
      c,
      tx,
      composer(
        c,
        langue,
        `transcription:${id}:${v.dernier}`,
        a!.adresse,
        () => textes[langue].clavardage.courriel(nom(v.nom), dateHeure(v.ouverteLe, langue), lignes),
        `/support/clavardage/${id}`,
        null,
        a!.saisie,
      ),
    )
  })
}

function lignesDuCourriel(t: Textes, langue: 'fr' | 'en', v: Conversation, messages: Message[]): string[] {
  const lignes: string[] = []
  let place = LONGUEUR_MAX
  for (const m of messages) {
    const ligne = enLigne(t, langue, v, m)
    if ((place -= ligne.length) < 0) return [...lignes, t.clavardage.suiteEnLigne]
    lignes.push(ligne)
  }
  return lignes
}
