import { sql } from 'kysely'
import type { StructureVerrouillee } from '#demandes/definir.ts'

/** People, structures and services as a demande keeps them: read again without a look-up. */
export interface RefU {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
}
export interface RefS {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
  /** What its people call it, where it has such a name. */
  libelle?: string | null
}
export interface RefSv {
  id: string
  code: string
  nom: string
}
/** One place where a person is attached. */
export interface Ligne {
  structure: RefS
  service: RefSv | null
}

export const refStructure = ({ id, typeIdentifiant, identifiant, raisonSociale, libelle }: StructureVerrouillee): RefS => ({
  id,
  typeIdentifiant,
  identifiant,
  raisonSociale,
  ...(libelle ? { libelle } : {}),
})

export const jsonService = (v: string) =>
  sql.raw(`case when ${v}.id is not null then json_build_object('id', ${v}.id, 'code', ${v}.code, 'nom', ${v}.nom) end`)
export const jsonStructure = (s: string) =>
  sql.raw(
    `json_build_object('id', ${s}.id, 'typeIdentifiant', ${s}.type_identifiant, 'identifiant', ${s}.identifiant, 'raisonSociale', nom_structure(${s}), 'libelle', ${s}.libelle)`,
  )
export const jsonUtilisateur = (u: string) =>
  sql.raw(`json_build_object('id', ${u}.id, 'prenom', ${u}.prenom, 'nom', ${u}.nom, 'adresseElectronique', ${u}.adresse_electronique)`)

export const idDe = (v: unknown): unknown => (v && typeof v === 'object' ? (v as { id?: unknown }).id : v)
