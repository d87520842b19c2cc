import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { COOKIE, nouveauJeton, quiEst } from '#app/support/clavardage/acces.ts'
import type { Demandeur } from '#app/support/clavardage/ouvrir.ts'
import { contactDuLien, lireLienDeSupport } from '#app/support/sans-compte/contact.ts'

/** The address behind the link of somebody without an account, while the link holds; it also serves to write a ticket. */
export async function adresseDuVisiteur(c: Contexte, lien: string | null): Promise<string | null> {
  const lu = c.utilisateur || !lien ? null : await lireLienDeSupport(c, lien)
  return lu?.etat === 'valable' ? lu.adresse : null
}

/** Whoever has that link has that address: their contact, and a token for this browser. */
export async function visiteur(c: Contexte, lien: string, nom: string | null): Promise<Extract<Demandeur, { contact: string }> | null> {
  const lu = await lireLienDeSupport(c, lien)
  return lu?.etat === 'valable' ? { contact: (await contactDuLien(c, lu, nom)).id, jeton: nouveauJeton() } : null
}

export const garderLeJeton = (c: Contexte, jeton: string) =>
  c.reponse.setCookie(COOKIE, jeton, {
    path: '/',
    sameSite: 'lax',
    httpOnly: true,
    secure: c.settings.PUBLIC_URL.startsWith('https:'),
    maxAge: 86_400,
  })

/** The conversation that this browser has open without an account. */
export async function conversationDuVisiteur(c: Contexte): Promise<string | null> {
  const { jeton } = quiEst(c)
  if (!jeton) return null
  return (
    (await sql<{ id: string }>`select id from conversation where jeton = ${jeton} and etat <> 'terminee'`.execute(c.db)).rows[0]?.id ?? null
  )
}
