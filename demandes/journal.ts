import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'

export interface Evenement {
  /** The structure (or, when nothing else is concerned, the user) whose history it joins. */
  chaine: string
  auteur: string | null
  evenement: string
  demande?: number | null
  contenu: Record<string, unknown>
}

/** Appends to the append-only, hash-chained history (PLUS-06); `avec`, a change, goes in the same statement: one round trip fewer under the lock. */
export const journaliser = (tx: Tx | Db, e: Evenement, avec?: RawBuilder<unknown>) =>
  sql`/* @journal */ ${avec ? sql`with avec as (${avec}) ` : sql``}select journaliser(${e.chaine}::uuid, ${e.auteur}::uuid, ${e.evenement},
          ${e.demande ?? null}::bigint, ${JSON.stringify(e.contenu)}::jsonb)`.execute(tx)

/** The same for several chains at once: one statement whatever their number. */
export const journaliserPlusieurs = (tx: Tx | Db, evenements: Evenement[]) =>
  sql`/* @journal-plusieurs */
    select journaliser(x.chaine, x.auteur, x.evenement, x.demande, x.contenu)
    from jsonb_to_recordset(${JSON.stringify(evenements)}::jsonb) as x (chaine uuid, auteur uuid, evenement text, demande bigint,
          contenu jsonb)
    order by x.chaine`.execute(tx)

/** Of what a demande on several structures says, what concerns these: the history of one is not read by the people of another. */
export function proprementA<T>(contenu: T, structures: string[]): T {
  if (Array.isArray(contenu)) return contenu.filter((l) => concerne(l, structures)).map((l) => proprementA(l, structures)) as T
  if (!contenu || typeof contenu !== 'object' || contenu instanceof Date) return contenu
  return Object.fromEntries(
    Object.entries(contenu).map(([nom, v]) => [
      nom,
      Array.isArray(v) || nom === 'apres' || nom === 'avant' ? proprementA(v, structures) : v,
    ]),
  ) as T
}

function concerne(ligne: unknown, structures: string[]) {
  const structure = vise(ligne)
  return structure === undefined || structures.includes(structure)
}

type Visee = { id?: string; identifiant?: string; structure?: { id?: string } | string } | null
/** The structure that a line is about, if it is about one. */
function vise(ligne: unknown): string | undefined {
  const l = ligne as Visee
  if (typeof l !== 'object' || l === null) return undefined
  return typeof l.structure === 'string' ? l.structure : (l.structure?.id ?? (l.identifiant ? l.id : undefined))
}

export interface LigneJournal {
  rang: number
  le: Date
  evenement: string
  numero: string | null
  contenu: {
    avant?: Record<string, unknown>
    apres?: Record<string, unknown>
    version?: number
    motif?: string
    etat?: string
    effetLe?: string
  }
  auteur: { prenom: string; nom: string } | null
}

/** Events about people's rights: read by those who govern, not by every colleague (HAB-01). */
export const PERSONNES = [
  'rattachement',
  'habilitation',
  'utilisateur',
  'invitation',
  'approbation',
  'suppleance',
  'ensemble',
  'recuperation',
  'vue',
]

/**
 * One page of a structure's history, or of what concerns one of its objects, newest first; `avantRang` goes on by key; `personnes`: events
 * about people's rights too.
 */
export async function lireHistorique(
  db: Db,
  chaine: string,
  { avantRang, limite, personnes = false, objet }: { avantRang?: number; limite: number; personnes?: boolean; objet?: string },
): Promise<LigneJournal[]> {
  const { rows } = await sql<Omit<LigneJournal, 'auteur'> & { prenom: string | null; nom: string | null }>`
    select j.rang, j.le, j.evenement, d.numero, j.contenu, u.prenom, u.nom
    from journal j
    left join demande d on d.id = j.demande
    left join utilisateur u on u.id = j.auteur
    where j.chaine = ${chaine}::uuid ${objet ? sql`and j.contenu->>'objet' = ${objet} and j.contenu ? 'objet'` : sql``}
      and j.rang < ${avantRang ?? Number.MAX_SAFE_INTEGER}
      and (${personnes} or split_part(j.evenement, '.', 1) <> all(${PERSONNES}::text[]))
    order by j.rang desc
    limit ${limite}`.execute(db)
  return rows.map(({ prenom, nom, ...l }) => ({ ...l, auteur: nom === null ? null : { prenom: prenom!, nom } }))
}

export interface Rupture {
  chaine: string
  rang: number
}

/** Checks every chain, in one pass of the database; the first break of each, or nothing. */
export async function verifierJournal(db: Db): Promise<{ lignes: number; ruptures: Rupture[] }> {
  const { rows } = await sql<Rupture & { lignes: number }>`
    with calcul as (select chaine, rang, empreinte, row_number() over w as attendu,
          journal_empreinte(coalesce(lag(empreinte) over w, ''), chaine, rang, le, auteur, evenement, demande, contenu) as refaite
        from journal window w as (partition by chaine order by rang)),
      fautes as (select chaine, min(rang) as rang
        from calcul
        where rang <> attendu or empreinte <> refaite
        group by chaine
        union all select t.chaine, t.rang
        from journal_tete t
        left join journal j on j.chaine = t.chaine and j.rang = t.rang
        where t.rang > 0 and j.empreinte is distinct from t.empreinte
        union all select distinct c.chaine, 0::bigint
        from calcul c
        left join journal_tete t on t.chaine = c.chaine
        where t.chaine is null)
    select f.chaine, min(f.rang) as rang, (select count(*) from journal)::int as lignes
    from fautes f
    group by f.chaine
    union all select null, null, (select count(*) from journal)::int
    where not exists (select from fautes)`.execute(db)
  return { lignes: rows[0]?.lignes ?? 0, ruptures: rows.filter((r) => r.chaine !== null).map(({ chaine, rang }) => ({ chaine, rang })) }
}
