import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { A_PARTIR_DU, VERSION } from '#demandes/communs.ts'
import { autoriser } from '#demandes/autoriser.ts'
import type { Auteur, Demande, Issue } from '#demandes/definir.ts'
import { journaliser } from '#demandes/journal.ts'
import { notifier } from '#demandes/notifier.ts'
import { lireRecu, type Recu } from '#demandes/recu.ts'
import { refus, refusDeChamps } from '#demandes/refus.ts'
import { erreursDeChamps } from '#demandes/validation.ts'
import { verifierVersion } from '#demandes/version.ts'
import { verrouillerStructure } from '#demandes/verrou.ts'
import type { Jobs } from '#platform/jobs.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'
import type { Textes } from '#ui/textes/index.ts'

export interface Milieu { db: Db; settings: Settings; jobs: Jobs; t: Textes }

export interface Soumission {
  definition: Demande<string, z.ZodObject>
  auteur: Auteur & { roles: string[] }
  /** The body as it came: access is decided before its fields are looked at (INT-09). */
  corps: unknown
  cle?: string | null
  simulation?: boolean
}

class FinDeSimulation extends Error {
  recu: Recu
  constructor(recu: Recu) {
    super('simulation')
    this.recu = recu
  }
}

/**
 * Submits a demande in one transaction: lock → idempotency → access → validate → record → (apply) → journal → job.
 * A simulation does the same and rolls back. Same key and same body: the same demande again.
 * @throws Refus with the codes of INT-12
 */
export async function soumettre(milieu: Milieu, s: Soumission): Promise<{ recu: Recu; rejouee: boolean }> {
  const corps = (s.corps && typeof s.corps === 'object' && !Array.isArray(s.corps) ? s.corps : {}) as Record<string, unknown>
  try {
    return await milieu.db.transaction().execute((tx) => dansLaTransaction(tx, milieu, s, corps))
  } catch (erreur) {
    if (erreur instanceof FinDeSimulation) return { recu: erreur.recu, rejouee: false }
    throw erreur
  }
}

async function dansLaTransaction(tx: Tx, milieu: Milieu, { definition: d, auteur, cle, simulation, ...s }: Soumission, corps: Record<string, unknown>) {
  const { t } = milieu
  const structure = 'profil' in d.acces ? await verrouillerStructure(tx, corps.structure) : null
  if (cle && !simulation) {
    const deja = await reserverCle(tx, t, auteur.id, d.type, cle, s.corps)
    if (deja) return { recu: await lireRecu(tx, deja), rejouee: true }
  }
  await autoriser(tx, t, d.acces, auteur, structure, corps.structure)
  const { saisie, version, aPartirDu } = valider(d, s.corps, t)
  if (structure) await verifierVersion(tx, t, structure, version)
  const prepare = (await d.preparer?.(tx, { saisie, structure, auteur })) ?? { saisie: sansStructure(saisie) }

  const delai = d.effet === 'immediat' ? 0 : milieu.settings.DELAI_EFFET_MINUTES[d.effet]
  const attend = d.approbation !== 'aucune'
  const ligne = await enregistrer(tx, { type: d.type, auteur: auteur.id, structure: structure?.id ?? null, saisie: prepare.saisie, avant: prepare.avant ?? null, etat: attend ? 'demandee' : 'programmee', delai, aPartirDu: aPartirDu ?? null })
  const immediate = !attend && !ligne.differee
  const issue = immediate ? ((await d.appliquer(tx, { saisie: { ...saisie, ...prepare.saisie }, structure, auteur })) ?? {}) : null
  if (issue) await terminer(tx, ligne.id, issue)
  const touche = issue?.structure ?? structure?.id ?? null
  await journaliser(tx, {
    chaine: touche ?? auteur.id, auteur: auteur.id, demande: ligne.id, evenement: `${d.type}:${immediate ? 'effective' : attend ? 'demandee' : 'programmee'}`,
    contenu: { avant: prepare.avant ?? null, apres: prepare.saisie, ...(structure ? { version: structure.version + 1 } : {}), ...(immediate ? {} : { effetLe: ligne.effetLe }) },
  })
  if (structure) await sql`update structure set version = version + 1 ${immediate ? sql`, modifie_le = maintenant()` : sql``} where id = ${structure.id}::uuid`.execute(tx)
  if (cle && !simulation) await sql`update idempotence set demande = ${ligne.id} where auteur = ${auteur.id}::uuid and route = ${d.type} and cle = ${cle}`.execute(tx)
  const recu = await lireRecu(tx, ligne.id)
  if (simulation) throw new FinDeSimulation({ ...recu, numero: null })
  await notifier(tx, milieu.jobs, ligne.id, immediate ? 'effective' : 'recue')
  return { recu, rejouee: false }
}

/** Takes the key for this transaction, or says which demande it already led to; two at once: the second waits. */
async function reserverCle(tx: Tx, t: Textes, auteur: string, route: string, cle: string, corps: unknown): Promise<number | null> {
  const empreinte = createHash('sha256').update(JSON.stringify(trier(corps))).digest()
  const { rows } = await sql<{ demande: number | null; memeCorps: boolean; prise: boolean }>`
    with prise as (insert into idempotence (auteur, cle, route, empreinte) values (${auteur}::uuid, ${cle}, ${route}, ${empreinte}) on conflict do nothing returning true)
    select null::bigint as demande, true as meme_corps, true as prise from prise
    union all select demande, empreinte = ${empreinte}, false from idempotence where auteur = ${auteur}::uuid and cle = ${cle} and route = ${route} and not exists (select from prise)`.execute(tx)
  const vue = rows[0] ?? (await sql<{ demande: number | null; memeCorps: boolean; prise: boolean }>`
    select demande, empreinte = ${empreinte} as meme_corps, false as prise from idempotence where auteur = ${auteur}::uuid and cle = ${cle} and route = ${route}`.execute(tx)).rows[0]
  if (!vue || vue.prise) return null
  if (!vue.memeCorps) throw refus(t, 'cle-idempotence-reutilisee')
  return vue.demande
}

/** Same body, same hash, whatever the order of its members. */
function trier(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(trier)
  if (v && typeof v === 'object') return Object.fromEntries(Object.keys(v).toSorted().map((k) => [k, trier((v as Record<string, unknown>)[k])]))
  return v
}

function valider(d: Demande<string, z.ZodObject>, corps: unknown, t: Textes) {
  const lu = schemaComplet(d).safeParse(corps)
  if (!lu.success) throw refusDeChamps(t, erreursDeChamps(lu.error, t))
  const { version, aPartirDu, ...saisie } = lu.data as Record<string, unknown> & { version?: number; aPartirDu?: string }
  return { saisie, version, aPartirDu }
}

const sansStructure = ({ structure: _, ...reste }: Record<string, unknown>) => reste

interface AEnregistrer { type: string; auteur: string; structure: string | null; saisie: object; avant: object | null; etat: string; delai: number; aPartirDu: string | null }

async function enregistrer(tx: Tx, d: AEnregistrer): Promise<{ id: number; effetLe: Date; differee: boolean }> {
  const { rows } = await sql<{ id: number; effetLe: Date; differee: boolean }>`
    insert into demande (type, auteur, structure, saisie, avant, etat, cree_le, effet_le)
    select ${d.type}, ${d.auteur}::uuid, ${d.structure}::uuid, ${JSON.stringify(d.saisie)}::jsonb, ${d.avant ? JSON.stringify(d.avant) : null}::jsonb, ${d.etat}, t.ici,
      greatest(t.ici + make_interval(mins => ${d.delai}), ${d.aPartirDu}::date::timestamp at time zone 'Europe/Paris')
    from (select maintenant() as ici) t
    returning id, effet_le, effet_le > cree_le as differee`.execute(tx)
  return rows[0]!
}

/** The guarded transition to « effective »: zero rows means it is done already. */
export async function terminer(tx: Tx, id: number, issue: Issue): Promise<boolean> {
  const { rows } = await sql`update demande set etat = 'effective', terminee_le = maintenant(), structure = coalesce(${issue.structure ?? null}::uuid, structure), resultat = ${JSON.stringify(issue.resultat ?? {})}::jsonb
    where id = ${id} and etat = 'programmee' returning id`.execute(tx)
  return rows.length === 1
}

/** The body of the API: the demande's own fields, and what every demande on an object accepts. */
export function schemaComplet(d: Demande<string, z.ZodObject>): z.ZodObject {
  return 'profil' in d.acces ? d.saisie.extend(d.effet === 'immediat' ? { version: VERSION } : { version: VERSION, aPartirDu: A_PARTIR_DU }) : d.saisie
}
