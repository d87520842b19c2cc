import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { A_PARTIR_DU, VERSION } from '#demandes/communs.ts'
import { autoriser } from '#demandes/autoriser.ts'
import type { Auteur, Demande, Issue, StructureVerrouillee } from '#demandes/definir.ts'
import { journaliser } from '#demandes/journal.ts'
import { notifier } from '#demandes/notifier.ts'
import { COLONNES, lireRecu, type Recu } from '#demandes/recu.ts'
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

/**
 * Submits a demande in one transaction: lock → idempotency → access → validate → record → (apply) → journal → job.
 * A simulation authorises and validates, says what would happen and when, and writes nothing. Same key and same body: the same demande again.
 * @throws Refus with the codes of INT-12
 */
export async function soumettre(milieu: Milieu, s: Soumission): Promise<{ recu: Recu; rejouee: boolean }> {
  const corps = (s.corps && typeof s.corps === 'object' && !Array.isArray(s.corps) ? s.corps : {}) as Record<string, unknown>
  if (s.simulation) return { recu: await simuler(milieu, s, corps), rejouee: false }
  const enquete = await enquerir(milieu, s, corps)
  return milieu.db.transaction().execute((tx) => dansLaTransaction(tx, milieu, s, corps, enquete))
}

/** Asks outside, before any lock that would last. A key that led to a demande, before or meanwhile, is answered by that demande. */
async function enquerir({ db, t, ...milieu }: Milieu, { definition: d, auteur, cle }: Soumission, corps: Record<string, unknown>): Promise<unknown> {
  if (!d.enquerir) return undefined
  const servie = async () => cle && (await sql`select from idempotence where auteur = ${auteur.id}::uuid and cle = ${cle} and route = ${d.type}`.execute(db)).rows.length > 0
  if (await servie()) return undefined
  const structure = 'profil' in d.acces ? await verrouillerStructure(db, corps.structure) : null
  await autoriser(db, t, d.acces, auteur, structure, corps.structure)
  try {
    return await d.enquerir({ db, t, ...milieu }, { saisie: valider(d, corps, t).saisie, structure, auteur })
  } catch (erreur) {
    if (await servie()) return undefined
    throw erreur
  }
}

/** What a submission settles before it writes anything. */
async function juger(tx: Tx | Db, t: Textes, { definition: d, auteur, corps }: Soumission, structure: StructureVerrouillee | null, demandee: unknown, enquete: unknown) {
  await autoriser(tx, t, d.acces, auteur, structure, demandee)
  const { saisie, version, aPartirDu } = valider(d, corps, t)
  if (structure) await verifierVersion(tx, t, structure, version)
  const prepare = (await d.preparer?.(tx as Tx, { t, saisie, structure, auteur, enquete, simulation: false })) ?? { saisie: sansStructure(saisie) }
  return { saisie, prepare, aPartirDu: aPartirDu ?? null }
}

const delaiDe = (d: Demande<string, z.ZodObject>, settings: Settings) => (d.effet === 'immediat' ? 0 : settings.DELAI_EFFET_MINUTES[d.effet])

/** The same judgement as a submission's, on what is in force now; nothing is locked for long, nothing is written. */
async function simuler(milieu: Milieu, s: Soumission, corps: Record<string, unknown>): Promise<Recu> {
  const { definition: d, auteur } = s
  const { db, t } = milieu
  const structure = 'profil' in d.acces ? await verrouillerStructure(db, corps.structure) : null
  await autoriser(db, t, d.acces, auteur, structure, corps.structure)
  const { saisie, version, aPartirDu } = valider(d, s.corps, t)
  if (structure) await verifierVersion(db, t, structure, version)
  const enquete = await d.enquerir?.(milieu, { saisie, structure, auteur })
  const prepare = (await d.preparer?.(db as Tx, { t, saisie, structure, auteur, enquete, simulation: true })) ?? { saisie: sansStructure(saisie) }
  const { creeLe, effetLe } = await heures(db, delaiDe(d, milieu.settings), aPartirDu ?? null, structure)
  const etat = d.approbation !== 'aucune' ? 'demandee' : effetLe > creeLe ? 'programmee' : 'effective'
  const { id, prenom, nom, adresseElectronique } = auteur
  return {
    numero: null, type: d.type, etat, creeLe, effetLe, termineeLe: null, auteur: { id, prenom, nom, adresseElectronique },
    structure: structure && { id: structure.id, typeIdentifiant: structure.typeIdentifiant, identifiant: structure.identifiant, raisonSociale: structure.raisonSociale },
    saisie: prepare.saisie, avant: prepare.avant ?? null, motif: null, resultat: prepare.resultat ?? null,
    gestionnaire: structure?.gestionnaire ?? null,
  }
}

/** When it would be submitted and when it would hold; the clock came with the structure unless a day was chosen. */
async function heures(db: Db, delai: number, aPartirDu: string | null, structure: StructureVerrouillee | null): Promise<{ creeLe: Date; effetLe: Date }> {
  if (structure && !aPartirDu) return { creeLe: structure.heure, effetLe: new Date(structure.heure.getTime() + delai * 60_000) }
  const { rows } = await sql<{ creeLe: Date; effetLe: Date }>`select t.ici as cree_le, ${heureDEffet(delai, aPartirDu)} as effet_le from (select maintenant() as ici offset 0) t`.execute(db)
  return rows[0]!
}

async function dansLaTransaction(tx: Tx, milieu: Milieu, s: Soumission, corps: Record<string, unknown>, enquete: unknown) {
  const { definition: d, auteur, cle } = s
  const structure = 'profil' in d.acces ? await verrouillerStructure(tx, corps.structure) : null
  if (cle) {
    const deja = await reserverCle(tx, milieu.t, auteur.id, d.type, cle, s.corps)
    if (deja) return { recu: await lireRecu(tx, deja), rejouee: true }
  }
  const { saisie, prepare, aPartirDu } = await juger(tx, milieu.t, s, structure, corps.structure, enquete)
  const attend = d.approbation !== 'aucune'
  const ligne = await enregistrer(tx, { type: d.type, auteur: auteur.id, structure: structure?.id ?? null, saisie: prepare.saisie, avant: prepare.avant ?? null, etat: attend ? 'demandee' : 'programmee', delai: delaiDe(d, milieu.settings), aPartirDu, cle: cle ?? null })
  const immediate = !attend && !ligne.differee
  const issue = immediate ? ((await d.appliquer(tx, { milieu, demande: ligne.id, saisie: { ...saisie, ...prepare.saisie }, structure, auteur })) ?? {}) : null
  if (issue) await terminer(tx, ligne.id, issue)
  await journaliser(tx, {
    chaine: issue?.structure ?? structure?.id ?? auteur.id, auteur: auteur.id, demande: ligne.id, evenement: `${d.type}:${immediate ? 'effective' : attend ? 'demandee' : 'programmee'}`,
    contenu: { avant: prepare.avant ?? null, apres: prepare.saisie, ...(structure ? { version: structure.version + 1 } : {}), ...(immediate ? {} : { effetLe: ligne.recu.effetLe }) },
  }, structure ? versionSuivante(structure.id, immediate) : undefined)
  await notifier(tx, milieu.jobs, ligne.id, immediate ? 'effective' : 'recue')
  return { recu: immediate ? await lireRecu(tx, ligne.id) : ligne.recu, rejouee: false }
}

/** Every change, and every programmed change, moves the version: whoever started before is told (STR-06). */
export const versionSuivante = (structure: string, enVigueur: boolean) =>
  sql`update structure set version = version + 1 ${enVigueur ? sql`, modifie_le = maintenant()` : sql``} where id = ${structure}::uuid`

/** Takes the key for this transaction, or says which demande it already led to; two at once: the second waits. */
async function reserverCle(tx: Tx, t: Textes, auteur: string, route: string, cle: string, corps: unknown): Promise<number | null> {
  const empreinte = createHash('sha256').update(JSON.stringify(trier(corps))).digest()
  const { rows } = await sql<{ demande: number | null; memeCorps: boolean; prise: boolean }>`/* @cle */
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
  const erreurs = lu.success ? [] : erreursDeChamps(lu.error, t)
  if (d.controler && corps && typeof corps === 'object') erreurs.push(...d.controler(corps as Record<string, unknown>, t).filter((e) => !erreurs.some((x) => x.champ === e.champ)))
  if (!lu.success || erreurs.length) throw refusDeChamps(t, erreurs)
  const { version, aPartirDu, ...saisie } = lu.data as Record<string, unknown> & { version?: number; aPartirDu?: string }
  return { saisie, version, aPartirDu }
}

const sansStructure = ({ structure: _, ...reste }: Record<string, unknown>) => reste

interface AEnregistrer { type: string; auteur: string; structure: string | null; saisie: object; avant: object | null; etat: string; delai: number; aPartirDu: string | null; cle: string | null }

/** Midnight in Paris of the day chosen, never before the delay (PLUS-13); « t.ici » is the hour of the statement. */
const heureDEffet = (delai: number, aPartirDu: string | null) => sql`greatest(t.ici + make_interval(mins => ${delai}), ${aPartirDu}::date::timestamp at time zone 'Europe/Paris')`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The demande's row and the key that led to it, in one statement, answered as its receipt; the draft under that key is spent. */
async function enregistrer(tx: Tx, d: AEnregistrer): Promise<{ id: number; differee: boolean; recu: Recu }> {
  const { rows } = await sql<{ id: number; differee: boolean } & Recu>`/* @demande */
    with d as (insert into demande (type, auteur, structure, saisie, avant, etat, cree_le, effet_le)
      select ${d.type}, ${d.auteur}::uuid, ${d.structure}::uuid, ${JSON.stringify(d.saisie)}::jsonb, ${d.avant ? JSON.stringify(d.avant) : null}::jsonb, ${d.etat}, t.ici, ${heureDEffet(d.delai, d.aPartirDu)}
      from (select maintenant() as ici offset 0) t returning *),
    b as (delete from brouillon where cle = ${UUID.test(d.cle ?? '') ? d.cle : null}::uuid and auteur = ${d.auteur}::uuid),
    c as (update idempotence i set demande = d.id from d where i.auteur = ${d.auteur}::uuid and i.route = ${d.type} and i.cle = ${d.cle})
    select d.id, d.effet_le > d.cree_le as differee, ${COLONNES} from d join utilisateur u on u.id = d.auteur left join structure s on s.id = d.structure`.execute(tx)
  const { id, differee, ...recu } = rows[0]!
  return { id, differee, recu }
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
