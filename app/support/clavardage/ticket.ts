import { sql } from 'kysely'
import type { Qui } from '#app/support/clavardage/acces.ts'
import { ajouter } from '#app/support/clavardage/evenement.ts'
import { joindreAuxFichiersDuTicket } from '#app/support/clavardage/fichiers.ts'
import { lireConversation, lireMessages, type Conversation, type Message } from '#app/support/clavardage/lire.ts'
import type { MilieuClavardage } from '#app/support/clavardage/ouvrir.ts'
import { enLigne } from '#app/support/clavardage/transcrire.ts'
import { TEXTE_MAX, TITRE_MAX } from '#app/support/tickets/champs.ts'
import { creerTicket } from '#app/support/tickets/emetteur/creer.ts'
import { refus } from '#demandes/index.ts'
import { debutDe } from '#platform/plier.ts'
import { textes } from '#ui/textes/index.ts'

/** To the support of the portal, whatever was spoken of: an agent sorts it. */
const SOUS_CATEGORIE = 'generale-portail'

/** A ticket of whoever asked, with the exchange in it, by either side: pressed twice, it is one. @throws Refus */
export async function enFaireUnTicket(c: MilieuClavardage, qui: Qui, id: string): Promise<string> {
  const v = await lireConversation(c.db, qui, id)
  if (!v) throw refus(c.t, 'introuvable')
  if (v.ticket) return v.ticket
  if (v.cote === 'agent' && v.agent !== qui.utilisateur) throw refus(c.t, 'conversation-a-prendre')
  const t = textes[v.langue]
  const messages = await lireMessages(c.db, id)
  const premier = messages.find((m) => m.texte && m.cote === 'utilisateur')?.texte?.replaceAll(/\s+/g, ' ')
  const {
    rows: [a],
  } = await sql<{ adresse: string; ici: boolean }>`select coalesce(u.adresse_contact, u.adresse_electronique, o.adresse)::text as adresse,
      exists (select from rattachement r
        where r.utilisateur = c.utilisateur and r.structure = c.structure and r.retire_le is null and r.periode @> maintenant()) as ici
    from conversation c
    left join utilisateur u on u.id = c.utilisateur
    left join contact_verifie o on o.id = c.contact
    where c.id = ${id}::uuid`.execute(c.db)
  // Its key is the conversation: of both sides at once, one ticket.
  const numero = await creerTicket(
    { ...c, utilisateur: v.utilisateur ? { id: v.utilisateur, adresseElectronique: a!.adresse } : null, contact: v.contact },
    id,
    {
      sousCategorie: SOUS_CATEGORIE,
      structure: a!.ici ? v.structure?.id : null,
      titre: couper(premier ?? t.clavardage.titre, TITRE_MAX),
      description: enDescription(v, messages),
    },
    [],
    [],
    true,
  )
  await c.db.transaction().execute(async (tx) => {
    const { numAffectedRows } =
      await sql`update conversation set ticket = (select id from ticket where numero = ${numero}) where id = ${id}::uuid and ticket is null`.execute(
        tx,
      )
    if (numAffectedRows) await joindreAuxFichiersDuTicket(tx, id, numero)
    if (numAffectedRows && v.etat !== 'terminee')
      await ajouter(tx, id, { cote: v.cote, auteur: qui.utilisateur, evenement: 'ticket', donnees: { numero } })
  })
  c.waker.wake(id)
  return numero
}

const couper = (texte: string, max: number) => (texte.length > max ? `${debutDe(texte, max - 1)}…` : texte)

/** The exchange, its end rather than its beginning when it is long. */
function enDescription(v: Conversation, messages: Message[]): string {
  const t = textes[v.langue]
  const tete = t.clavardage.enTete
  const lignes: string[] = []
  let place = TEXTE_MAX - tete.length - t.clavardage.debutOmis.length - 4
  const dites = [
    ...(v.assistant ? [`${t.clavardage.bureau.ditALAssistant}\n${v.assistant}\n`] : []),
    ...messages.map((m) => enLigne(t, v.langue, v, m)),
  ]
  for (const dite of dites.toReversed()) {
    const ligne = couper(dite, TEXTE_MAX / 2)
    if ((place -= ligne.length + 1) < 0) return [tete, t.clavardage.debutOmis, ...lignes].join('\n')
    lignes.unshift(ligne)
  }
  return [tete, ...lignes].join('\n')
}
