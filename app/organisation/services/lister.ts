import { sql } from 'kysely'
import { listerPage, parJour, parMot, type FiltrePage } from '#app/listes/lister.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import { RESERVE } from '#app/organisation/services/champs.ts'
import { refusDeLecture, VALIDITE, type StatutService, type Validite } from '#app/organisation/services/lire.ts'
import { defautDeLecture, type AccesStructure } from '#acces/index.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
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

export interface FiltreServices extends FiltrePage {
  statut?: string | undefined
  recherche?: string | undefined
}

/** Which services of a structure one may read: all (null), or one's own. At most one statement. @throws Refus 403 */
export async function servicesLisibles(db: Db, t: Textes, utilisateur: string, a: AccesStructure): Promise<string[] | null> {
  const raison = defautDeLecture(a)
  if (!raison) return null
  const { rows } = await sql<{
    service: string
  }>`select distinct service
    from acces_en_vigueur
    where utilisateur = ${utilisateur}::uuid and structure = ${a.structure}::uuid and application = 1 and service is not null`.execute(db)
  if (!rows.length) throw refusDeLecture(t, { oui: false, raison, le: null }, a.gestionnaire)
  return rows.map((r) => r.service)
}

const COLONNES = sql`v.id, v.code, v.nom, v.description, v.statut, ${VALIDITE} as validite, v.debut_validite::text, v.fin_validite::text,
    v.adresse_electronique, v.telephone, v.code = ${RESERVE} as est_reserve, v.version`

/** A structure's services, one page of them; `parmi`: those that one may read. Two statements. */
export function listerServices(db: Db, structure: string, parmi: string[] | null, f: FiltreServices): Promise<PageDeListe<ServiceEnListe>> {
  const texte = f.recherche?.trim()
  return listerPage<ServiceEnListe>(
    db,
    {
      colonnes: COLONNES,
      depuis: sql`service v`,
      unique: { colonne: sql`v.id`, type: 'uuid' },
      defaut: 'code',
      tris: {
        code: parMot(sql`v.code collate "C"`),
        nom: parMot(sql`plier(v.nom) collate "C"`),
        statut: parMot(sql`v.statut`),
        debutValidite: parJour(sql`coalesce(v.debut_validite, '0001-01-01'::date)`),
      },
      ou: sql`v.structure = ${structure}::uuid
          and v.statut <> 'SUPPRIME' ${f.statut ? sql`and v.statut = ${f.statut}` : sql``}
            ${parmi ? sql`and v.id = any(${parmi}::uuid[])` : sql``}
            ${texte ? sql`and strpos(plier(v.code || ' ' || v.nom || ' ' || coalesce(v.description, '')), ${motPlie(texte)}) > 0` : sql``}`,
    },
    f,
  )
}
