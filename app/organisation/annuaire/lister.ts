import { sql, type RawBuilder } from 'kysely'
import { ensemble, NOM, type Ensemble, type FiltreAnnuaire } from '#app/organisation/annuaire/filtre.ts'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export interface StructureAnnuaire {
  id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; codePostal: string; ville: string
  codeServiceObligatoire: boolean; numeroEngagementObligatoire: boolean; codeServiceOuNumeroEngagement: boolean
  nombreServices: number
  /** The service whose code was asked for. */
  service: { code: string; nom: string } | null
}

const CLES: Record<string, RawBuilder<unknown>> = { raisonSociale: NOM, ville: sql`plier(s.ville) collate "C"`, codePostal: sql`s.code_postal collate "C"`, identifiant: sql`s.identifiant collate "C"` }

/** The public directory (POR-10): sorted as asked, best first by default when a text is looked for. */
export async function listerAnnuaire(db: Db, f: FiltreAnnuaire): Promise<PageDeListe<StructureAnnuaire>> {
  const { page = 1, taille = 20 } = f
  const choix = await ensemble(db, f)
  const cles = await clesDePage(db, choix, { ...f, page, taille })
  const compte = await compterJusqua(db, choix.compte)
  const derniere = cles.length === taille ? cles.at(-1) : undefined
  return { elements: await lireLignes(db, cles.map((c) => c.id), f.codeService || f.recherche), ...compte, page, taille, suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null }
}

interface Cle { id: string; cle: string }

/** The order of a text: ranked ones first, by their rank; the others after, by name. One key for both, so that it goes on by key too. */
const rang = (ranges: string[]) => sql`(lpad(coalesce(array_position(${ranges}::uuid[], s.id), 9999)::text, 4, '0') || case when s.id = any (${ranges}::uuid[]) then '' else ' ' || (${NOM}) end) collate "C"`

function ordre({ ranges }: Ensemble, demande: string | undefined) {
  const tri = demande && demande !== 'pertinence' ? demande : ranges ? 'pertinence' : 'raisonSociale'
  const cle = tri === 'pertinence' ? rang(ranges!) : (CLES[tri.replace('-', '')] ?? NOM)
  const decroissant = tri.startsWith('-')
  return { cle, decroissant, sens: decroissant ? sql`desc` : sql`asc`, rangee: tri === 'pertinence' }
}

/** A page that the ranked ones fill is theirs: the thousands that a common word finds are not sorted after them. */
async function desMeilleures(db: Db, { filtres, ranges }: Ensemble, { page, taille }: { page: number; taille: number }): Promise<Cle[]> {
  const { rows } = await sql<Cle>`select s.id, lpad(r.rang::text, 4, '0') as cle from unnest(${ranges}::uuid[]) with ordinality r (id, rang) join public.structure s on s.id = r.id where ${filtres} order by r.rang limit ${taille} offset ${(page - 1) * taille}`.execute(db)
  return rows
}

async function clesDePage(db: Db, choix: Ensemble, f: FiltreAnnuaire & { page: number; taille: number }): Promise<Cle[]> {
  const { cle, decroissant, sens, rangee } = ordre(choix, f.tri)
  if (rangee && !f.apres && f.page * f.taille <= choix.ranges!.length) {
    const meilleures = await desMeilleures(db, choix, f)
    if (meilleures.length === f.taille) return meilleures
  }
  const apres = lireCle(f.apres, 'uuid')
  const suite = apres ? sql`and (${cle}, s.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}, ${apres[1]}::uuid)` : sql``
  const { rows } = await sql<Cle>`select s.id, ${cle} as cle from public.structure s where ${choix.ou} ${suite} order by ${cle} ${sens}, s.id ${sens} limit ${f.taille} offset ${apres ? 0 : (f.page - 1) * f.taille}`.execute(db)
  return rows
}

/** The same structures in the same order, without pages: what a file holds. */
export async function dansLOrdre(db: Db, f: FiltreAnnuaire, limite: number | null): Promise<RawBuilder<unknown>> {
  const choix = await ensemble(db, f)
  const { cle, sens } = ordre(choix, f.tri)
  return sql`select s.id from public.structure s where ${choix.ou} order by ${cle} ${sens}, s.id ${sens} limit ${limite}`
}

async function lireLignes(db: Db, ids: string[], code: string | undefined): Promise<StructureAnnuaire[]> {
  if (!ids.length) return []
  const cherche = (code ?? '').slice(0, 100).replaceAll('\0', ' ').trim().toUpperCase()
  const { rows } = await sql<StructureAnnuaire>`
    select s.id, s.type_identifiant, s.identifiant, coalesce(s.raison_sociale, s.prenom || ' ' || s.nom) as raison_sociale, s.code_postal, s.ville,
      s.code_service_obligatoire, s.numero_engagement_obligatoire, s.code_service_ou_numero_engagement, n.nombre_services,
      (select json_build_object('code', v.code, 'nom', v.nom) from public.service v where v.structure = s.id and length(${cherche}) >= 2 and upper(v.code) collate "C" >= ${cherche} and upper(v.code) collate "C" < ${`${cherche}~`} and public.service_en_cours(v) order by v.code limit 1) as service
    from public.structure s, lateral (select count(*)::int as nombre_services from public.service v where v.structure = s.id and public.service_en_cours(v)) n
    where s.id = any (${ids}::uuid[]) order by array_position(${ids}::uuid[], s.id)`.execute(db)
  return rows
}
