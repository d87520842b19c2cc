import { sql } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import type { Demande } from '#demandes/index.ts'
import type { Db } from '#platform/database/open.ts'
import { sealWithRing, unsealWithRing } from '#platform/secrets/ring.ts'
import type { Settings } from '#platform/settings.ts'

/** What a demande keeps in clear nowhere, sealed and bound to the draft. */
interface Scelle {
  cleDonnees: number
  scelle: Buffer
}
export interface Brouillon {
  cle: string
  saisie: Record<string, unknown>
  version: number | null
  modifieLe: Date
}

/** Keeps what was typed under the form's key; another person's key changes nothing.  */
export async function garderBrouillon(
  db: Db,
  b: {
    cle: string
    auteur: string
    type: string
    structure: string | null
    objet?: string | null
    saisie: Record<string, unknown>
    version: number | null
    scelle?: Scelle | null
  },
): Promise<void> {
  await sql`insert into brouillon (cle, auteur, type, structure, objet, saisie, version, cle_donnees, scelle)
    values (${b.cle}::uuid, ${b.auteur}::uuid, ${b.type}, ${b.structure}::uuid, ${b.objet ?? null}::uuid,
          ${JSON.stringify(b.saisie)}::jsonb, ${b.version}, ${b.scelle?.cleDonnees ?? null}, ${b.scelle?.scelle ?? null})
    on conflict (cle) do update
    set saisie = excluded.saisie, cle_donnees = excluded.cle_donnees, scelle = excluded.scelle, version = excluded.version,
      modifie_le = now()
    where brouillon.auteur = excluded.auteur and brouillon.type = excluded.type`.execute(db)
}

export type EtatDuBrouillon = { numero: string } | { brouillon: Brouillon; scelle?: Scelle | null } | null

/** The draft under a key of one's own, or the number of the demande it already became; without a key, the latest draft of this form. */
export async function lireBrouillon(
  db: Db,
  q: { auteur: string; type: string; structure: string | null; objet?: string | null; cle?: string | null },
): Promise<EtatDuBrouillon> {
  const { rows } = await sql<Brouillon & { cleDonnees: number | null; scelle: Buffer | null; numero: string | null }>`
    select d.numero, null::uuid as cle, null::jsonb as saisie, null::int as version, null::timestamptz as modifie_le,
      null::int as cle_donnees, null::bytea as scelle, 0 as rang
    from idempotence i
    join demande d on d.id = i.demande
    where i.auteur = ${q.auteur}::uuid and i.route = ${q.type} and i.cle = ${q.cle ?? null}
    union all (select null, b.cle, b.saisie, b.version, b.modifie_le, b.cle_donnees, b.scelle, 1
        from brouillon b
        where b.auteur = ${q.auteur}::uuid and b.type = ${q.type} and b.structure is not distinct from ${q.structure}::uuid
          and b.objet is not distinct from ${q.objet ?? null}::uuid and (${q.cle ?? null}::uuid is null or b.cle = ${q.cle ?? null}::uuid)
          and not exists (select from idempotence i where i.auteur = b.auteur and i.route = b.type and i.cle = b.cle::text)
        order by b.modifie_le desc
        limit 1)
    order by rang
    limit 1`.execute(db)
  const l = rows[0]
  if (!l) return null
  if (l.numero) return { numero: l.numero }
  const { cleDonnees, scelle, ...brouillon } = l
  return { brouillon, scelle: scelle && { cleDonnees: cleDonnees!, scelle } }
}

type ChezSoi = { db: Db; utilisateur: { id: string } | null }

/** What one chose on a page and decides on another, kept for this person under the key of the address. */
export const garderChoisis = <T extends object>({ db, utilisateur }: ChezSoi, type: string, cle: string, choisis: T) =>
  garderBrouillon(db, { cle, auteur: utilisateur!.id, type, structure: null, saisie: choisis as Record<string, unknown>, version: null })

export async function lireChoisis<T extends object>({ db, utilisateur }: ChezSoi, type: string, cle: string): Promise<T | null> {
  const trouve = estUuid(cle) ? await lireBrouillon(db, { auteur: utilisateur!.id, type, structure: null, cle }) : null
  return trouve && 'brouillon' in trouve ? (trouve.brouillon.saisie as T) : null
}

/** The structure that a draft of one's own is about, as it was typed: the form finds it again. */
export async function structureDuBrouillon(
  db: Db,
  { auteur, type, cle }: { auteur: string; type: string; cle: string },
): Promise<string | null> {
  const { rows } = await sql<{
    structure: string | null
  }>`select saisie->>'structure' as structure from brouillon where cle = ${cle}::uuid and auteur = ${auteur}::uuid and type = ${type}`.execute(
    db,
  )
  return rows[0]?.structure ?? null
}

type Lieu = { db: Db; settings: Settings }
const surBrouillon = (cle: string) => `brouillon:${cle}`

/** The same for a demande with sealed fields: they go apart, and come back for their author alone. */
export async function garderScelle({ db, settings }: Lieu, d: Pick<Demande, 'scelles'>, b: Parameters<typeof garderBrouillon>[1]) {
  const secrets = Object.entries(b.saisie).filter(([n, v]) => d.scelles?.includes(n) && v !== null && v !== '')
  if (!secrets.length) return garderBrouillon(db, b)
  const { cle, scelle } = await sealWithRing(db, settings, JSON.stringify(Object.fromEntries(secrets)), surBrouillon(b.cle))
  const claire = Object.fromEntries(Object.entries(b.saisie).filter(([n]) => !d.scelles?.includes(n)))
  await garderBrouillon(db, { ...b, saisie: claire, scelle: { cleDonnees: cle, scelle } })
}

export async function lireScelle({ db, settings }: Lieu, q: Parameters<typeof lireBrouillon>[1]): Promise<EtatDuBrouillon> {
  const trouve = await lireBrouillon(db, q)
  if (!trouve || 'numero' in trouve || !trouve.scelle) return trouve
  const secrets = JSON.parse(
    await unsealWithRing(db, settings, { cle: trouve.scelle.cleDonnees, scelle: trouve.scelle.scelle }, surBrouillon(trouve.brouillon.cle)),
  ) as Record<string, unknown>
  return { brouillon: { ...trouve.brouillon, saisie: { ...trouve.brouillon.saisie, ...secrets } } }
}
