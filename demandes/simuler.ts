import { sql } from 'kysely'
import type { StructureVerrouillee } from '#demandes/definir.ts'
import { heureDEffet } from '#demandes/enregistrer.ts'
import { juger } from '#demandes/juger.ts'
import type { Milieu, Soumission } from '#demandes/milieu.ts'
import type { Recu } from '#demandes/recu.ts'
import { viser } from '#demandes/viser.ts'
import type { Db } from '#platform/database/open.ts'

/** The same judgement as a submission's, on what is in force now; nothing is locked for long, nothing is written. */
export async function simuler(milieu: Milieu, s: Soumission, corps: Record<string, unknown>): Promise<Recu> {
  const { definition: d, auteur } = s
  const vises = await viser(milieu.db, d, auteur, corps)
  const { structure, structures, objet } = vises
  const { prepare, aPartirDu, delai } = await juger(
    milieu.db,
    milieu,
    s,
    corps,
    vises,
    async (lisible) => d.enquerir?.(milieu, { ...lisible, structure, structures, objet, auteur }),
    true,
  )
  const { creeLe, effetLe } = await heures(milieu.db, delai, aPartirDu, structure)
  const attend = d.approbation !== 'aucune'
  const { id, prenom, nom, adresseElectronique } = auteur
  return {
    numero: null,
    type: d.type,
    etat: attend ? 'demandee' : effetLe > creeLe ? 'programmee' : 'effective',
    creeLe,
    effetLe: attend ? null : effetLe,
    termineeLe: null,
    auteur: { id, prenom, nom, adresseElectronique },
    structure: structure && {
      id: structure.id,
      typeIdentifiant: structure.typeIdentifiant,
      identifiant: structure.identifiant,
      raisonSociale: structure.raisonSociale,
      libelle: structure.libelle,
    },
    saisie: prepare.saisie,
    avant: prepare.avant ?? null,
    motif: null,
    resultat: prepare.resultat ?? null,
    objet: objet?.id ?? null,
    nomObjet: objet?.nomAffiche ?? null,
    approbation: null,
    gestionnaire: structure?.gestionnaire ?? null,
    concerne: prepare.concerne ?? null,
  }
}

/** When it would be submitted and when it would hold; the clock came with the structure unless a day was chosen. */
async function heures(
  db: Db,
  delai: number,
  aPartirDu: string | null,
  structure: StructureVerrouillee | null,
): Promise<{ creeLe: Date; effetLe: Date }> {
  if (structure && !aPartirDu) return { creeLe: structure.heure, effetLe: new Date(structure.heure.getTime() + delai * 60_000) }
  const { rows } = await sql<{
    creeLe: Date
    effetLe: Date
  }>`select t.ici as cree_le, ${heureDEffet(delai, aPartirDu)} as effet_le from (select maintenant() as ici offset 0) t`.execute(db)
  return rows[0]!
}
