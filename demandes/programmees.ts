import { sql } from 'kysely'
import { STRUCTURES_NOMMEES } from '#demandes/recu.ts'

/** The demandes « d » that these people have programmed there by their own right, whose hour has not come; what somebody decided is not among them. */
export const programmeesPar = (auteurs: string[], structures: { id: string }[]) =>
  sql`d.auteur = any(${auteurs}::uuid[]) and d.etat = 'programmee' and d.effet_le > maintenant()
      and ${STRUCTURES_NOMMEES} && ${structures.map((s) => s.id)}::uuid[] and not exists (select from approbation a where a.demande = d.id)`
