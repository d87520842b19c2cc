import { sql, type RawBuilder } from 'kysely'
import { revient, suit } from '#acces/retours.ts'
import type { Tx } from '#platform/database/open.ts'

/** One right of one person: a line is known by who, where and on which application (HAB-01). */
export interface LigneDeDroit {
  utilisateur: string
  structure: string
  service?: string | null
  /** Code of the application. */
  application: string
}
export interface DroitAPoser extends LigneDeDroit {
  niveau: 1 | 2
  debut?: string | Date | null
  fin?: string | Date | null
  /** What comes back at its end, and until when: the lasting profile that a temporary one replaces. */
  retour?: { niveau: 1 | 2; fin: string | Date | null } | null
}

/** `demande`: its hour is the one that counts, to the microsecond; `quand` where there is none. */
interface Moment {
  demande: number | null
  quand: Date
}

const heure = ({ demande, quand }: Moment) =>
  sql`coalesce((select effet_le from demande where id = ${demande}::bigint), ${quand}::timestamptz)`
/** Lines as a table, with the key of each application. */
const enTable = (lignes: LigneDeDroit[]) => sql`(select x.utilisateur, x.structure, x.service, a.id as application, x.niveau, x.debut, x.fin
      from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) as x (utilisateur uuid, structure uuid, service uuid, application text,
            niveau smallint, debut timestamptz, fin timestamptz)
      join application a on a.code = x.application)`
/** The same as a table « l », each from its hour on. */
const lignesDe = (lignes: RawBuilder<unknown>, m: Moment) =>
  sql`(select x.utilisateur, x.structure, x.service, x.application, x.niveau, greatest(q.heure, x.debut) as debut, x.fin
        from ${lignes} x, (select ${heure(m)} as heure offset 0) q) l`
// Said so, only the index that begins with the person can answer: many lines of one structure would otherwise read all of its rights, each.
const MEME_LIGNE = sql`h.utilisateur = l.utilisateur and h.structure = l.structure and h.service is not distinct from l.service
    and h.application = l.application and (h.retiree_le is not null) is false`

/** Ends from « l.debut » on what the lines hold: what has begun is bounded, what has not is withdrawn. */
const borner = (lignes: RawBuilder<unknown>, m: Moment) => sql`update habilitation h
  set terminee_par = ${m.demande}::bigint, fin_avant = upper(h.periode),
    periode = case when lower(h.periode) < l.debut then tstzrange(lower(h.periode), l.debut) else h.periode end,
    retiree_le = case when lower(h.periode) >= l.debut then maintenant() end
  from ${lignesDe(lignes, m)}
  where ${MEME_LIGNE} and (upper_inf(h.periode) or upper(h.periode) > l.debut)`

/** Lines of one statement: twenty thousand go in four pairs, each well within a statement's time. */
export const DROITS_PAR_LOT = 5000
const enLots = <T>(lignes: T[]): T[][] =>
  Array.from({ length: Math.ceil(lignes.length / DROITS_PAR_LOT) }, (_, i) => lignes.slice(i * DROITS_PAR_LOT, (i + 1) * DROITS_PAR_LOT))

/**
 * Grants, or changes the level of, each line from its hour on; what it replaces ends where it begins, and may come back where it ends. Two
 * statements a lot, three with what comes back.
 */
export async function poserDroits(tx: Tx, lignes: DroitAPoser[], moment: Moment) {
  for (const lot of enLots(lignes)) {
    await remplacer(tx, enTable(lot), moment)
    const retours = lot.flatMap(({ fin, retour, ...l }) =>
      fin && retour ? [{ ...l, niveau: retour.niveau, debut: fin, fin: retour.fin }] : [],
    )
    if (retours.length) await inscrireDroits(tx, enTable(retours), moment)
  }
}

/**
 * The same for what a table holds (utilisateur, structure, service, application by its key, niveau, debut, fin): a lot at most. What was
 * held below and would have lasted longer comes back where a line ends.
 * In the order of the people's ids: what the database inserts beside what it has just inserted costs it less.
 */
export async function poserDroitsParmi(tx: Tx, lignes: RawBuilder<unknown>, moment: Moment) {
  const retours = await lireRetours(tx, lignes, moment)
  await remplacer(tx, lignes, moment)
  if (retours.length) await inscrireDroits(tx, enTable(retours), moment)
}

async function remplacer(tx: Tx, lignes: RawBuilder<unknown>, moment: Moment) {
  await borner(lignes, moment).execute(tx)
  await inscrireDroits(tx, lignes, moment)
}

/** Of each line that ends: what was to come back to the person already, else what they hold, where it is less and lasts longer. */
const lireRetours = async (tx: Tx, lignes: RawBuilder<unknown>, m: Moment) =>
  (
    await sql<
      LigneDeDroit & Pick<DroitAPoser, 'niveau' | 'debut' | 'fin'>
    >`select l.utilisateur, l.structure, l.service, a.code as application, d.niveau, l.fin::text as debut, upper(d.periode)::text as fin
      from ${lignesDe(lignes, m)}
      join application a on a.id = l.application
      join habilitation h on ${MEME_LIGNE} and h.periode @> l.debut
      cross join lateral (select x.niveau, x.periode
          from habilitation x
          where x.id = h.id or (${revient('x', 'h')})
          order by lower(x.periode) desc
          limit 1) d
      where l.fin is not null and d.niveau < l.niveau and (upper_inf(d.periode) or upper(d.periode) > l.fin)`.execute(tx)
  ).rows

async function inscrireDroits(tx: Tx, lignes: RawBuilder<unknown>, moment: Moment) {
  await sql`insert into habilitation (utilisateur, structure, service, application, niveau, periode, demande)
    select l.utilisateur, l.structure, l.service, l.application, l.niveau, tstzrange(l.debut, l.fin), ${moment.demande}::bigint
    from ${lignesDe(lignes, moment)}
    order by l.utilisateur`.execute(tx)
}

/** Ends each line at its hour; `immediat`: at once, what was to begin too, and a clock that steps back revives nothing. */
export async function retirerDroits(tx: Tx, lignes: LigneDeDroit[], { immediat = false, ...moment }: Moment & { immediat?: boolean }) {
  for (const lot of enLots(lignes)) await (immediat ? couper : borner)(enTable(lot), moment).execute(tx)
}

/** At once: what holds and what was to begin. */
const couper = (
  lignes: RawBuilder<unknown>,
  m: Moment,
) => sql`update habilitation h set retiree_le = maintenant(), terminee_par = ${m.demande}::bigint, fin_avant = upper(h.periode)
  from ${lignesDe(lignes, m)} where ${MEME_LIGNE} and (upper_inf(h.periode) or upper(h.periode) > maintenant())`

/**
 * Undoes what a demande had written for its hour: what it gave is withdrawn, what it ended has its former end again, and what was to come
 * back after that, not begun and so withdrawn, is to come back again;
 * what was withdrawn at once meanwhile stays so, with what was to follow it.
 */
export async function effacerDroits(tx: Tx, demande: number) {
  await sql`update habilitation set retiree_le = maintenant() where demande = ${demande} and retiree_le is null`.execute(tx)
  await sql`with rendus as (update habilitation
        set periode = tstzrange(lower(periode), fin_avant), terminee_par = null, fin_avant = null
        where terminee_par = ${demande} and retiree_le is null
        returning *)
    update habilitation h
    set retiree_le = null, terminee_par = null, fin_avant = null
    from rendus r
    where h.terminee_par = ${demande} and h.retiree_le is not null and ${suit('h', 'r')}`.execute(tx)
}

/**
 * Its hour has come: what the demande ended is over for good, whatever the clock says later (hard case U12).
 * @returns those who lost something by it
 */
export async function conclureDroits(tx: Tx, demande: number): Promise<string[]> {
  await sql`update habilitation
    set retiree_le = maintenant()
    where terminee_par = ${demande} and retiree_le is null and upper(periode) <= maintenant()`.execute(tx)
  const { rows } = await sql<{ utilisateur: string }>`select distinct utilisateur
    from habilitation
    where terminee_par = ${demande} and retiree_le is not null`.execute(tx)
  return rows.map((h) => h.utilisateur)
}
