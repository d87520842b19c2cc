import type { Contexte } from '#app/contexte.ts'
import { lieuDe } from '#app/demandes/lieux.ts'
import { lireDemande, refus, type RecuVisible } from '#demandes/index.ts'

export async function charger(c: Contexte): Promise<RecuVisible> {
  const demande = /^RITM\d{7,12}$/.test(c.params.numero ?? '') ? await lireDemande(c.db, c.params.numero!, c.utilisateur!) : null
  if (!demande) throw refus(c.t, 'introuvable')
  return demande
}

export const filDe = (c: Contexte, d: RecuVisible) => [...lieuDe(c, d).fil, { nom: d.numero ?? '' }]

/** Nothing is done while one looks as somebody else (PLUS-12). */
export const peutAnnuler = (c: Contexte, d: RecuVisible) => d.peutAnnuler && !c.voirComme
