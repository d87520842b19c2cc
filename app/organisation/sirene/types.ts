import type { Settings } from '#platform/settings.ts'

/** An establishment as the portal uses it. Dates are `AAAA-MM-JJ`; what the register withholds or lacks is null, never invented. */
export interface Etablissement {
  siret: string
  siren: string
  /** Name of the legal entity; null for an individual, and when withheld. */
  raisonSociale: string | null
  nom: string | null
  prenom: string | null
  /** Sign or usual name. */
  libelle: string | null
  adresse: string | null
  complementAdresse1: string | null
  /** Special distribution (BP, CS…). */
  complementAdresse2: string | null
  codePostal: string | null
  ville: string | null
  /** ISO 3166 code; null for an address abroad in a country the portal does not recognise. */
  pays: string | null
  /** Four digits; its label: `libelleCategorieJuridique`. */
  categorieJuridique: string | null
  estSiege: boolean
  siretSiege: string | null
  nonDiffusible: boolean
  dateCreation: string | null
  dateFermeture: string | null
  /** SIRET of the establishment that took over from a closed one, when the register says so. */
  successeur: string | null
  /** Its legal category is of a public body: no user creates it (STR-03). */
  unitePublique: boolean
}

export type CauseInjoignable = 'delai' | 'debit' | 'panne' | 'illisible' | 'cle' | 'non-configure'

/**
 * `reessayerDans`: seconds. `consulteLe`: when the API answered or, for the stock, when it was imported.
 * `secours`: the stock answers because the API could not, and why (« cle » is the operator's matter).
 */
export type ReponseRegistre =
  | { etat: 'ouvert' | 'ferme'; etablissement: Etablissement; source: 'api' | 'stock'; consulteLe: Date; secours?: CauseInjoignable }
  | { etat: 'inconnu' }
  | { etat: 'injoignable'; cause: CauseInjoignable; reessayerDans?: number }

export interface Trouvaille {
  ouvert: boolean
  etablissement: Etablissement
}

/** What the API said of one SIRET; `null`: it does not know it. */
export type ReponseApi = { trouve: Trouvaille | null } | { cause: Exclude<CauseInjoignable, 'non-configure'>; reessayerDans?: number }

export type ReglagesSirene = Partial<Pick<Settings, 'SIRENE_API_URL' | 'SIRENE_API_KEY'>>
