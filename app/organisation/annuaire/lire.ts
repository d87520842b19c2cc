import { sql } from 'kysely'
import { listerPage, parMot, type FiltrePage } from '#app/listes/lister.ts'
import { estUuid } from '#app/contexte.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

/** What anybody may read of a public structure: nothing of the people who run it, nor how to reach them. */
export interface FicheAnnuaire {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
  categorieJuridique: string | null
  adresse: string
  complementAdresse1: string | null
  complementAdresse2: string | null
  codePostal: string
  ville: string
  pays: string
  codeServiceObligatoire: boolean
  numeroEngagementObligatoire: boolean
  codeServiceOuNumeroEngagement: boolean
  miseEnPaiementNonRemontee: boolean
  /** Services that require a commitment number by themselves. */
  servicesExigeants: number
  nombreServices: number
  modifieLe: Date
}

export interface ServiceAnnuaire {
  id: string
  code: string
  nom: string
  description: string | null
  numeroEngagementObligatoire: boolean
  debutValidite: string | null
  finValidite: string | null
}

/** An active public structure; any other one does not exist here. */
export async function lireFiche(db: Db, id: string): Promise<FicheAnnuaire | null> {
  if (!estUuid(id)) return null
  const { rows } = await sql<FicheAnnuaire>`
    select s.id, s.type_identifiant, s.identifiant, coalesce(s.raison_sociale, s.prenom || ' ' || s.nom) as raison_sociale,
      s.categorie_juridique, case when s.non_diffusible_insee then '' else s.adresse end as adresse,
      case when not s.non_diffusible_insee then s.complement_adresse1 end as complement_adresse1,
      case when not s.non_diffusible_insee then s.complement_adresse2 end as complement_adresse2, s.code_postal, s.ville, s.pays,
      s.code_service_obligatoire, s.numero_engagement_obligatoire, s.code_service_ou_numero_engagement, s.mise_en_paiement_non_remontee,
      s.modifie_le, n.*
    from public.structure s,
      lateral (select count(*)::int as nombre_services, count(*) filter (where v.numero_engagement_obligatoire)::int as services_exigeants
        from public.service v
        where v.structure = s.id and public.service_en_cours(v)) n
    where s.id = ${id}::uuid and s.type_structure = 'PUBLIQUE' and s.statut = 'ACTIVE' and s.type_identifiant <> 'PARTICULIER'`.execute(db)
  return rows[0] ?? null
}

export const TRIS_SERVICES = ['code', '-code', 'nom', '-nom'] as const
export interface FiltreServices extends FiltrePage {
  recherche?: string | undefined
  numeroEngagementObligatoire?: boolean | undefined
}

/** Active services of a structure. Few hundreds at most times: sorted as they are read. */
export async function listerServicesPublies(db: Db, structure: string, f: FiltreServices): Promise<PageDeListe<ServiceAnnuaire>> {
  const texte = (f.recherche ?? '').slice(0, 200).replaceAll('\0', ' ').trim()
  const cherche = texte ? sql`and (strpos(upper(v.code), upper(${texte})) > 0 or strpos(plier(v.nom), ${motPlie(texte)}) > 0)` : sql``
  const engagement =
    f.numeroEngagementObligatoire === undefined ? sql`` : sql`and v.numero_engagement_obligatoire = ${f.numeroEngagementObligatoire}`
  return listerPage<ServiceAnnuaire>(
    db,
    {
      colonnes: sql`v.id, v.code, v.nom, v.description, v.numero_engagement_obligatoire, v.debut_validite::text, v.fin_validite::text`,
      depuis: sql`public.service v`,
      unique: { colonne: sql`v.id`, type: 'uuid' },
      defaut: 'code',
      tris: { code: parMot(sql`v.code collate "C"`), nom: parMot(sql`plier(v.nom) collate "C"`) },
      ou: sql`v.structure = ${structure}::uuid and public.service_en_cours(v) ${cherche} ${engagement}`,
    },
    f,
  )
}
