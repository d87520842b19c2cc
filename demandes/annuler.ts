import { sql } from 'kysely'
import { z } from 'zod'
import { cloreSansEffet, verrouillerCelles, type Enregistree } from '#demandes/appliquer.ts'
import { definitionDe, typesLongs } from '#demandes/definir.ts'
import { lireDemande, type RecuVisible } from '#demandes/recu.ts'
import { refus, refusDeChamps } from '#demandes/refus.ts'
import type { Milieu } from '#demandes/milieu.ts'
import { erreursDeChamps, texteLibre } from '#demandes/validation.ts'

export const MOTIF_MAX = 500

/**
 * Cancels a demande that has not taken effect, by its author or the gestionnaire principal (STR-06).
 * Exactly one of « annulée » and « effective » wins, whatever the instant.
 * @throws Refus introuvable, champs-invalides, acces-refuse, demande-deja-terminee
 */
export async function annulerDemande(
  milieu: Milieu,
  numero: string,
  qui: { id: string; roles: string[] },
  motif?: string,
): Promise<RecuVisible> {
  const { t } = milieu
  const lu = z.object({ motif: texteLibre(MOTIF_MAX) }).safeParse({ motif })
  if (!lu.success) throw refusDeChamps(t, erreursDeChamps(lu.error, t))
  const vue = await lireDemande(milieu.db, numero, qui)
  if (!vue) throw refus(t, 'introuvable')
  await milieu.db.transaction().execute(async (tx) => {
    const { rows: vises } = await sql<Enregistree>`select type, structure, objet, saisie from demande where numero = ${numero}`.execute(tx)
    // All those that it names; `structure` is its own, which is not the one that somebody of another reads it under.
    const { structure } = await verrouillerCelles(tx, definitionDe(vises[0]!.type)!, vises[0]!)
    if (vue.auteur.id !== qui.id && structure?.gestionnairePrincipal !== qui.id)
      throw refus(t, 'acces-refuse', { raison: t.acces.auteurOuGestionnaire, remede: t.acces.remedeGestionnaire(null) })
    const { rows } = await sql<{
      id: number
    }>`select id
      from demande
      where numero = ${numero}
        and (etat = 'demandee' or (etat = 'programmee' and (effet_le > maintenant() or type = any(${typesLongs()}::text[])))) for update`.execute(
      tx,
    )
    if (!rows[0]) throw refus(t, 'demande-deja-terminee')
    if ((await cloreSansEffet(tx, milieu, rows[0].id, 'annulee', lu.data.motif ?? null, qui.id)) === 'deja')
      throw refus(t, 'demande-deja-terminee')
  })
  return (await lireDemande(milieu.db, numero, qui))!
}
