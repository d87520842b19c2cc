import { sql, type RawBuilder } from 'kysely'
import { RESERVE } from '#app/organisation/services/champs.ts'
import { refusDeLecture, VALIDITE, type StatutService, type Validite } from '#app/organisation/services/lire.ts'
import { defautDeLecture, type AccesStructure } from '#acces/index.ts'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

export const TRIS_SERVICES = ['code', '-code', 'nom', '-nom', 'statut', '-statut', 'debutValidite', '-debutValidite'] as const
export const STATUTS_SERVICES = ['ACTIF', 'INACTIF'] as const

export interface ServiceEnListe {
  id: string
  code: string
  nom: string
  description: string | null
  statut: StatutService
  validite: Validite
  debutValidite: string | null
  finValidite: string | null
  adresseElectronique: string | null
  telephone: string | null
  estReserve: boolean
  version: number
}

export interface FiltreServices {
  page?: number
  taille?: number
  tri?: string | undefined
  statut?: string | undefined
  recherche?: string | undefined
  apres?: string | undefined
}

/** Which services of a structure one may read: all (null), or one's own. At most one statement. @throws Refus 403 */
export async function servicesLisibles(db: Db, t: Textes, utilisateur: string, a: AccesStructure): Promise<string[] | null> {
  const raison = defautDeLecture(a)
  if (!raison) return null
  const { rows } = await sql<{
    service: string
  }>`select distinct service from acces_en_vigueur where utilisateur = ${utilisateur}::uuid and structure = ${a.structure}::uuid and application = 1 and service is not null`.execute(
    db,
  )
  if (!rows.length) throw refusDeLecture(t, { oui: false, raison, le: null }, a.gestionnaire)
  return rows.map((r) => r.service)
}

interface Tri {
  cle: RawBuilder<unknown>
  type: RawBuilder<unknown>
}
const CLES: Record<string, Tri> = {
  code: { cle: sql`v.code collate "C"`, type: sql`text` },
  nom: { cle: sql`plier(v.nom) collate "C"`, type: sql`text` },
  statut: { cle: sql`v.statut`, type: sql`text` },
  debutValidite: { cle: sql`coalesce(v.debut_validite, '0001-01-01'::date)`, type: sql`date` },
}

/** A structure's services, one page of them; `parmi`: those that one may read. Two statements. */
export async function listerServices(
  db: Db,
  structure: string,
  parmi: string[] | null,
  f: FiltreServices,
): Promise<PageDeListe<ServiceEnListe>> {
  const { page = 1, taille = 20, tri = 'code' } = f
  const texte = f.recherche?.trim()
  const ou = sql`from service v where v.structure = ${structure}::uuid and v.statut <> 'SUPPRIME' ${f.statut ? sql`and v.statut = ${f.statut}` : sql``} ${parmi ? sql`and v.id = any(${parmi}::uuid[])` : sql``}
    ${texte ? sql`and strpos(plier(v.code || ' ' || v.nom || ' ' || coalesce(v.description, '')), plier(${texte})) > 0` : sql``}`
  const decroissant = tri.startsWith('-')
  const { cle, type } = CLES[tri.replace('-', '')] ?? CLES.code!
  const sens = decroissant ? sql`desc` : sql`asc`
  const apres = lireCle(f.apres, 'uuid', tri.endsWith('debutValidite') ? 'day' : 'text')
  const suite = apres ? sql`and (${cle}, v.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}::${type}, ${apres[1]}::uuid)` : sql``
  const { rows } = await sql<
    ServiceEnListe & { cle: string }
  >`/* @services */ select v.id, v.code, v.nom, v.description, v.statut, ${VALIDITE} as validite, v.debut_validite::text, v.fin_validite::text, v.adresse_electronique, v.telephone, v.code = ${RESERVE} as est_reserve, v.version, (${cle})::text as cle
    ${ou} ${suite} order by ${cle} ${sens}, v.id ${sens} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(db)
  const compte = await compterJusqua(db, ou)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, ...s }) => s),
    ...compte,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
  }
}
