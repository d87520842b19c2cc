import { sql } from 'kysely'
import { accesAuxStructures, actionsStructure, type AccesStructure, type ActionStructure, type Possible } from '#acces/index.ts'
import type { Valeurs } from '#app/organisation/structures/champs.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export interface Structure extends Valeurs {
  id: string
  typeIdentifiant: string
  identifiant: string
  typeStructure: 'PRIVEE' | 'PUBLIQUE'
  statut: 'ACTIVE' | 'INACTIVE'
  version: number
  creeLe: Date
  modifieLe: Date
  gestionnairePrincipal: { id: string; prenom: string; nom: string; adresseElectronique: string } | null
  structureOrigine: Reference | null
  structuresDupliquees: Reference[]
}

export interface Reference {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
}

const reference = (alias: string) =>
  sql.raw(
    `json_build_object('id', ${alias}.id, 'typeIdentifiant', ${alias}.type_identifiant, 'identifiant', ${alias}.identifiant, 'raisonSociale', coalesce(${alias}.raison_sociale, ${alias}.prenom || ' ' || ${alias}.nom))`,
  )

/** Everything of STR-01 in one statement; whether the reader may see it is asked apart. */
export async function lireStructure(db: Db | Tx, id: string): Promise<Structure | null> {
  const { rows } = await sql<Structure>`/* @structure */
    select s.id, s.type_identifiant, s.identifiant, s.raison_sociale, s.nom, s.prenom, s.libelle, s.type_structure, s.statut,
      s.adresse_electronique, s.telephone, s.adresse, s.complement_adresse1, s.complement_adresse2, s.code_postal, s.ville, s.pays,
      s.recevoir_cycles_vie_edi, s.emetteur_flux_edi, s.demande_raccordement_active, s.categorie_prestataire, s.regime,
      s.non_diffusible_insee, s.second_facteur_exige, s.numero_tva, s.rcs, s.categorie_juridique, s.code_service_obligatoire,
      s.numero_engagement_obligatoire, s.code_service_ou_numero_engagement, s.mise_en_paiement_non_remontee, s.version, s.cree_le,
      s.modifie_le,
      case when g.id is not null then json_build_object('id', g.id, 'prenom', g.prenom, 'nom', g.nom, 'adresseElectronique',
          g.adresse_electronique) end as gestionnaire_principal, case when o.id is not null then ${reference('o')} end as structure_origine,
      coalesce((select json_agg(${reference('c')} order by c.cree_le) from structure c where c.structure_origine = s.id), '[]') as structures_dupliquees
    from structure s
    left join utilisateur g on g.id = s.gestionnaire_principal
    left join structure o on o.id = s.structure_origine
    where s.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export interface StructureVue extends Structure {
  acces: AccesStructure
  /** What the reader may do, and if not why and who can give it. */
  actions: Record<ActionStructure, Possible>
}

/** A structure one is attached to, with what one may do there; otherwise null, as if it did not exist. Two statements. */
export async function structureVisible(db: Db | Tx, utilisateur: string, id: string): Promise<StructureVue | null> {
  const acces = (await accesAuxStructures(db, utilisateur, [id])).get(id)
  if (!acces) return null
  const structure = await lireStructure(db, id)
  return structure && { ...structure, acces, actions: actionsStructure(acces) }
}

export const nomDe = (s: { raisonSociale?: unknown; libelle?: unknown; prenom?: unknown; nom?: unknown }): string =>
  String(s.libelle || s.raisonSociale || `${String(s.prenom ?? '')} ${String(s.nom ?? '')}`.trim())
