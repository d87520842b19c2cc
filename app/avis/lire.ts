import { sql } from 'kysely'
import type { Cadence, GenreAvis } from '#app/avis/aviser.ts'
import { listerPage, parInstant, type FiltrePage } from '#app/listes/lister.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const TRIS_AVIS = ['-creeLe', 'creeLe'] as const
export interface AvisLu {
  id: string
  genre: GenreAvis | 'securite'
  titre: string
  adresse: string
  creeLe: Date
  lu: boolean
}
export interface FiltreAvis extends FiltrePage {
  genre?: string | undefined
  lu?: 'oui' | 'non' | undefined
  recherche?: string | undefined
}

/** The notices of one person, the latest first. */
export function listerAvis(db: Db, utilisateur: string, f: FiltreAvis): Promise<PageDeListe<AvisLu>> {
  const texte = f.recherche?.trim()
  return listerPage<AvisLu>(
    db,
    {
      colonnes: sql`x.id, x.genre, x.titre, x.adresse, x.cree_le, x.lu_le is not null as lu`,
      depuis: sql`avis x`,
      defaut: '-creeLe',
      tris: { creeLe: parInstant(sql`x.cree_le`) },
      ou: sql`x.utilisateur = ${utilisateur}::uuid
            ${f.lu ? (f.lu === 'oui' ? sql`and x.lu_le is not null` : sql`and x.lu_le is null`) : sql``}
            ${f.genre ? sql`and x.genre = ${f.genre}` : sql``} ${texte ? sql`and strpos(plier(x.titre), ${motPlie(texte)}) > 0` : sql``}`,
    },
    f,
  )
}

/** Marks one, or all of them, as read or not. @returns where the one leads */
export async function marquerAvis(db: Db, utilisateur: string, id: string | 'tous', lu: boolean): Promise<string | null> {
  const { rows } = await sql<{
    adresse: string
  }>`update avis
    set lu_le = ${lu ? sql`coalesce(lu_le, maintenant())` : sql`null`}
    where utilisateur = ${utilisateur}::uuid and ${id === 'tous' ? sql`lu_le is null` : sql`id = ${id}::uuid`}
    returning adresse`.execute(db)
  return rows[0]?.adresse ?? null
}

export async function lirePreferences(db: Db, utilisateur: string): Promise<Record<GenreAvis, Cadence>> {
  const { rows } = await sql<{
    genre: GenreAvis
    cadence: Cadence
  }>`select genre, cadence from preference_avis where utilisateur = ${utilisateur}::uuid`.execute(db)
  return {
    approbations: 'aussitot',
    demandes: 'aussitot',
    tickets: 'aussitot',
    droits: 'aussitot',
    gestion: 'aussitot',
    imports: 'aussitot',
    ...Object.fromEntries(rows.map((r) => [r.genre, r.cadence])),
  }
}

export async function garderPreferences(db: Db, utilisateur: string, p: Partial<Record<GenreAvis, Cadence>>): Promise<void> {
  await sql`insert into preference_avis (utilisateur, genre, cadence)
    select ${utilisateur}::uuid, key, value
    from jsonb_each_text(${JSON.stringify(p)}::jsonb)
    on conflict (utilisateur, genre) do update
    set cadence = excluded.cadence`.execute(db)
}
