import { sql } from 'kysely'
import type { ObjetVerrouille, StructureVerrouillee } from '#demandes/definir.ts'
import { refus } from '#demandes/refus.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

export interface Changement {
  champ: string
  avant: unknown
  apres: unknown
  par: string | null
  le: Date
  /** Not in force yet: when it will be. */
  effetLe: string | null
}

/** What changed, or was programmed, since a version of the structure, or of one of its objects: read from the history. */
export async function changementsDepuis(
  db: Db | Tx,
  structure: string,
  version: number,
  objet: string | null = null,
): Promise<Changement[]> {
  const { rows } = await sql<{
    le: Date
    contenu: { avant: Record<string, unknown> | null; apres: Record<string, unknown> | null; effetLe?: string }
    par: string | null
  }>`
    select j.le, j.contenu, u.prenom || ' ' || u.nom as par from journal j left join utilisateur u on u.id = j.auteur
    where j.chaine = ${structure}::uuid and ${objet ? sql`j.contenu->>'objet' = ${objet} and (j.contenu->>'versionObjet')::int > ${version}` : sql`(j.contenu->>'version')::int > ${version}`} order by j.rang desc limit 50`.execute(
    db,
  )
  return rows.toReversed().flatMap(({ le, contenu, par }) =>
    Object.keys(contenu.avant ?? {}).map((champ) => ({
      champ,
      avant: contenu.avant?.[champ] ?? null,
      apres: contenu.apres?.[champ] ?? null,
      par,
      le,
      effetLe: contenu.effetLe ?? null,
    })),
  )
}

/** Two people at once never silently overwrite each other: a stale version gets 412 with what changed (STR-06). */
export async function verifierVersion(
  tx: Tx | Db,
  t: Textes,
  structure: StructureVerrouillee,
  objet: ObjetVerrouille | null,
  version: number | undefined,
) {
  const actuelle = (objet ?? structure).version
  if (version === undefined || version === actuelle) return
  const changements = version < actuelle ? await changementsDepuis(tx, structure.id, version, objet?.id) : []
  throw refus(t, 'version-perimee', { plus: { version: actuelle, changements } })
}
