import { sql, type RawBuilder } from 'kysely'
import { ensemble, majuscules, type Ensemble, type FiltreAnnuaire } from '#app/organisation/annuaire/filtre.ts'
import { COUNT_LIMIT, compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export interface StructureAnnuaire {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
  codePostal: string
  ville: string
  codeServiceObligatoire: boolean
  numeroEngagementObligatoire: boolean
  codeServiceOuNumeroEngagement: boolean
  nombreServices: number
  /** The service whose code was asked for. */
  service: { code: string; nom: string } | null
}

const CLES: Record<string, RawBuilder<unknown>> = {
  raisonSociale: sql`r.nom`,
  ville: sql`r.ville`,
  codePostal: sql`r.code_postal`,
  identifiant: sql`r.identifiant`,
}

/** The public directory (POR-10): sorted as asked, best first by default when a text is looked for. */
export async function listerAnnuaire(db: Db, f: FiltreAnnuaire): Promise<PageDeListe<StructureAnnuaire>> {
  const { page = 1, taille = 20 } = f
  const { cles, total } = await clesDePage(db, await ensemble(db, f), { ...f, page, taille })
  const derniere = cles.length === taille ? cles.at(-1) : undefined
  return {
    elements: await lireLignes(
      db,
      cles.map((c) => c.id),
      f.codeService || f.recherche,
    ),
    total: Math.min(total, COUNT_LIMIT),
    totalExact: total <= COUNT_LIMIT,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
  }
}

interface Cle {
  id: string
  cle: string
}
interface Page {
  page: number
  taille: number
  apres?: string | undefined
}

/** The order of a text: ranked ones first, by their rank; the others after, by name. One key for both, so that it goes on by key too. */
const cleDeRang = (rang: number) => String(rang).padStart(4, '0')
const RANG = sql`coalesce(lpad(k.rang::text, 4, '0'), '9999 ' || r.nom) collate "C"`

function ordre({ ranges }: Ensemble, demande: string | undefined) {
  const tri = demande && demande !== 'pertinence' ? demande : ranges ? 'pertinence' : 'raisonSociale'
  const rangee = tri === 'pertinence' && ranges !== null
  const cle = rangee ? RANG : (CLES[tri.replace('-', '')] ?? CLES.raisonSociale!)
  const decroissant = tri.startsWith('-')
  const depuis = rangee
    ? sql`public.recherche_structure r left join unnest(${ranges}::uuid[]) with ordinality k (id, rang) on k.id = r.structure`
    : sql`public.recherche_structure r`
  return { depuis, cle, decroissant, sens: decroissant ? sql`desc` : sql`asc`, rangee }
}

async function clesDePage(db: Db, choix: Ensemble, f: FiltreAnnuaire & Page): Promise<{ cles: Cle[]; total: number }> {
  const o = ordre(choix, f.tri)
  const ranges = o.rangee && !choix.filtres ? desRanges(choix, f) : null
  if (ranges) return { cles: ranges, total: choix.total! }
  const groupe = choix.filtres ? await assembler(db, choix, o, f) : null
  if (groupe && groupe.total <= COUNT_LIMIT) return groupe
  const { rows } = await sql<Cle>`select r.structure as id, ${o.cle} as cle
      from ${o.depuis}
      where ${choix.ou} ${suite(f, o.cle, sql`r.structure`, o.decroissant)}
      order by ${o.cle} ${o.sens}, r.structure ${o.sens}
      limit ${f.taille} offset ${decalage(f)}`.execute(db)
  return { cles: rows, total: groupe?.total ?? choix.total ?? (await compter(db, choix.ou)) }
}

/** A page that the ranked ones fill is theirs, as any page when they are all: the thousands that a common word finds are not sorted after them. */
function desRanges({ ranges, total }: Ensemble, f: Page): Cle[] | null {
  const apres = lireCle(f.apres, 'uuid')?.[0]
  if (apres && !/^\d{4}$/.test(apres)) return null
  const debut = apres ? Number(apres) : decalage(f)
  return debut + f.taille <= ranges!.length || total === ranges!.length
    ? ranges!.slice(debut, debut + f.taille).map((id, i) => ({ id, cle: cleDeRang(debut + i + 1) }))
    : null
}

const suite = (f: Page, cle: RawBuilder<unknown>, id: RawBuilder<unknown>, decroissant: boolean) => {
  const apres = lireCle(f.apres, 'uuid')
  return apres ? sql`and (${cle}, ${id}) ${decroissant ? sql`<` : sql`>`} (${apres[0]}, ${apres[1]}::uuid)` : sql``
}
const decalage = (f: Page) => (lireCle(f.apres, 'uuid') ? 0 : (f.page - 1) * f.taille)

/** Of a town, a department: gathered once, counted and sorted. The planner would else go through everybody in order until it has a page of them. */
async function assembler(
  db: Db,
  choix: Ensemble,
  { depuis, cle, decroissant, sens }: ReturnType<typeof ordre>,
  f: FiltreAnnuaire & Page,
): Promise<{ cles: Cle[]; total: number }> {
  const { rows } = await sql<{ total: number; ids: string[] | null; cles: string[] | null }>`
    with x as materialized (select r.structure as id, ${cle} as cle from ${depuis} where ${choix.ou} limit ${COUNT_LIMIT + 1})
    select (select count(*)::int from x) as total, array_agg(p.id) as ids, array_agg(p.cle) as cles
    from (select x.id, x.cle
        from x
        where true ${suite(f, sql`x.cle`, sql`x.id`, decroissant)}
        order by x.cle ${sens}, x.id ${sens}
        limit ${f.taille} offset ${decalage(f)}) p`.execute(db)
  const { total, ids, cles } = rows[0]!
  return { total, cles: (ids ?? []).map((id, i) => ({ id, cle: cles![i]! })) }
}

async function compter(db: Db, ou: RawBuilder<unknown>): Promise<number> {
  const { total, totalExact } = await compterJusqua(db, sql`from public.recherche_structure r where ${ou}`)
  return totalExact ? total : COUNT_LIMIT + 1
}

/** The same structures in the same order, without pages: what a file holds. */
export async function dansLOrdre(db: Db, f: FiltreAnnuaire, limite: number | null): Promise<RawBuilder<unknown>> {
  const choix = await ensemble(db, f)
  const { depuis, cle, sens } = ordre(choix, f.tri)
  return sql`select r.structure from ${depuis} where ${choix.ou} order by ${cle} ${sens}, r.structure ${sens} limit ${limite}`
}

async function lireLignes(db: Db, ids: string[], code: string | undefined): Promise<StructureAnnuaire[]> {
  if (!ids.length) return []
  const cherche = majuscules(code ?? '')
  const { rows } = await sql<StructureAnnuaire>`/* @annuaire-lignes */
    select s.id, s.type_identifiant, s.identifiant, coalesce(s.raison_sociale, s.prenom || ' ' || s.nom) as raison_sociale, s.code_postal,
      s.ville, s.code_service_obligatoire, s.numero_engagement_obligatoire, s.code_service_ou_numero_engagement, n.nombre_services,
      (select json_build_object('code', v.code, 'nom', v.nom)
        from public.service v
        where v.structure = s.id and length(${cherche}) >= 2 and left(upper(v.code), length(${cherche})) = ${cherche}
          and public.service_en_cours(v)
        order by v.code
        limit 1) as service
    from unnest((select ${ids}::uuid[])) with ordinality k (id, rang)
    join public.structure s on s.id = k.id,
      lateral (select count(*)::int as nombre_services from public.service v where v.structure = s.id and public.service_en_cours(v)) n
    order by k.rang`.execute(db)
  return rows
}
