import type { Decision } from '#acces/index.ts'
import { demanderAcces } from '#demandes/autoriser.ts'
import type { Auteur, ObjetVerrouille, Perimetre, StructureVerrouillee } from '#demandes/definir.ts'
import { demandeSousCle, prendreCle, type Cle } from '#demandes/idempotence.ts'
import type { Definition } from '#demandes/milieu.ts'
import { objetNomme, uuid, verrouillerObjet } from '#demandes/objet.ts'
import { verrouillerAvecCle, verrouillerStructures } from '#demandes/verrou.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/**
 * What the body names, under lock: the structures in the order of their ids, the first one it names, and the object of it that it changes;
 * with what was asked of it in the same breath.
 */
export interface Vises {
  perimetres: Perimetre[]
  structures: StructureVerrouillee[]
  structure: StructureVerrouillee | null
  objet: ObjetVerrouille | null
  decisions: Decision[] | null
  lu: unknown
}

export const perimetresDe = (d: Definition, corps: Record<string, unknown>): Perimetre[] =>
  d.perimetres?.(corps) ?? [{ structure: corps.structure, service: corps.service }]

export const viser = async (tx: Db, d: Definition, auteur: Auteur, corps: Record<string, unknown>): Promise<Vises> =>
  (await verrouiller(tx, d, auteur, corps, async (ids) => ({ structures: await verrouillerStructures(tx, ids) }))).vises

/**
 * Asks for the locks and, without waiting, for what is judged under them: a transaction's connection answers in turn, each by what it sees
 * when its turn comes,
 * and the lock is held one round trip instead of three.
 */
async function verrouiller<V extends { structures: StructureVerrouillee[] }>(
  tx: Db,
  d: Definition,
  auteur: Auteur,
  corps: Record<string, unknown>,
  prendre: (ids: unknown[]) => Promise<V>,
): Promise<{ vises: Vises; pris: V }> {
  const perimetres = 'sur' in d.acces ? perimetresDe(d, corps) : []
  const premiere = uuid(perimetres[0]?.structure)
  const [pris, decisions, lu] = await Promise.all([
    prendre(perimetres.map((p) => p.structure)),
    demanderAcces(tx, d.acces, auteur, perimetres),
    premiere ? d.lire?.(tx as Tx, premiere) : undefined,
  ])
  const structure = pris.structures.find((s) => s.id === premiere) ?? null
  const objet = d.objet ? await verrouillerObjet(tx, d.objet.table, objetNomme(d, corps), structure?.id) : null
  return { vises: { perimetres, structures: pris.structures, structure, objet, decisions, lu }, pris }
}

/** Locks what the body names, then takes the key; `deja`: the demande that the key led to. */
export async function viserSousCle(
  tx: Tx,
  t: Textes,
  d: Definition,
  auteur: Auteur,
  corps: Record<string, unknown>,
  cle: Cle | null,
): Promise<Vises & { deja: number | null }> {
  if (!cle) return { ...(await viser(tx, d, auteur, corps)), deja: null }
  const { vises, pris } = await verrouiller(tx, d, auteur, corps, (ids) => verrouillerAvecCle(tx, ids, prendreCle(cle)))
  return { ...vises, deja: pris.prise ? null : await demandeSousCle(tx, t, cle) }
}
