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

/** What changed, or is programmed, since a version of the structure, or of one of its objects: read from the history. */
export async function changementsDepuis(
  db: Db | Tx,
  structure: string,
  version: number,
  objet: string | null = null,
): Promise<Changement[]> {
  const { rows } = await sql<{
    le: Date
    demande: number | null
    contenu: { avant: Record<string, unknown> | null; apres: Record<string, unknown> | null; effetLe?: string }
    par: string | null
  }>`
    select j.le, j.demande, j.contenu, u.prenom || ' ' || u.nom as par
    from journal j
    left join utilisateur u on u.id = j.auteur
    left join demande d on d.id = j.demande
    where d.etat is distinct from 'annulee' and d.etat is distinct from 'echouee' and j.chaine = ${structure}::uuid
      and ${
        objet
          ? sql`j.contenu->>'objet' = ${objet} and (j.contenu->>'versionObjet')::int > ${version}`
          : sql`(j.contenu->>'version')::int
            > ${version}`
      }
    order by j.rang desc
    limit 50`.execute(db)
  // A change that was programmed, then took effect, is told once: as it stands.
  const dernieres = rows.filter((r, i) => r.demande === null || rows.findIndex((x) => x.demande === r.demande) === i)
  return dernieres.toReversed().flatMap(({ le, contenu, par }) =>
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
