import { createHmac, timingSafeEqual } from 'node:crypto'

/** What the link of a mail says: for which approval, to whom, until when. It opens a page; it decides nothing (PLUS-09). */
export interface LienDApprobation {
  numero: string
  utilisateur: string
  expireLe: Date
}

const signature = (corps: string, secret: string) =>
  createHmac('sha256', secret).update(`approbation:${corps}`).digest().subarray(0, 18).toString('base64url')

/** The same at each sending of the same mail, and nowhere in the database. */
export function signerLien({ numero, utilisateur, expireLe }: LienDApprobation, secret: string): string {
  const corps = Buffer.from(JSON.stringify([numero, utilisateur, Math.floor(expireLe.getTime() / 1000)])).toString('base64url')
  return `${corps}.${signature(corps, secret)}`
}

export const adresseDuLien = (lien: LienDApprobation, secret: string) => `/approbations/${lien.numero}?lien=${signerLien(lien, secret)}`

/** @returns null when the signature is not ours, or it names another approval */
export function lireLienDApprobation(brut: string, numero: string, secret: string): LienDApprobation | null {
  const [corps = '', recue = ''] = brut.split('.')
  const attendue = signature(corps, secret)
  if (!/^[\w-]{1,300}\.[\w-]{24}$/.test(brut) || !timingSafeEqual(Buffer.from(recue), Buffer.from(attendue))) return null
  const [n, utilisateur, secondes] = JSON.parse(Buffer.from(corps, 'base64url').toString()) as [string, string, number]
  return n === numero ? { numero, utilisateur, expireLe: new Date(secondes * 1000) } : null
}
