/** A column of a file: its heading, and the SQL that fills it from a structure `s` (or a service `v` of it). */
export type Colonne = readonly [titre: string, valeur: string]

const NOM = `coalesce(s.raison_sociale, s.prenom || ' ' || s.nom)`
/** Withheld by the register: neither street nor complements are given. */
const diffusible = (colonne: string) => `case when not s.non_diffusible_insee then nullif(s.${colonne}, '') end`
const PAYS = `case when s.pays = 'FR' then 'France' else s.pays end`

/** The official layout, in its order. The contact address and telephone are kept empty: they may be somebody's. */
export const STRUCTURES: readonly Colonne[] = [
  ['TypeIdentifiant', 's.type_identifiant'],
  ['Identifiant', 's.identifiant'],
  ['RaisonSociale', NOM],
  ['EmetteurEdi', 's.emetteur_flux_edi'],
  ['RecepteurEdi', 's.recevoir_cycles_vie_edi'],
  ['GestionStatutMiseEnPaiement', 'not s.mise_en_paiement_non_remontee'],
  ['GestionEngagement', 's.numero_engagement_obligatoire'],
  ['GestionService', 's.code_service_obligatoire'],
  ['GestionServiceEngagement', 's.code_service_ou_numero_engagement'],
  ['EstMOA', 'false'],
  ['EstMOAUniquement', 'false'],
  ['StructureActive', 'true'],
  ['Adresse', diffusible('adresse')],
  ['ComplementAdresse1', diffusible('complement_adresse1')],
  ['ComplementAdresse2', diffusible('complement_adresse2')],
  ['CodePostal', `nullif(s.code_postal, '')`],
  ['Ville', `nullif(s.ville, '')`],
  ['NumTelephone', 'null::text'],
  ['Courriel', 'null::text'],
  ['CodePays', 's.pays'],
  ['LibellePays', PAYS],
]

/** No official layout of services is published as a CSV: the names are those of the API's fields. */
export const SERVICES: readonly Colonne[] = [
  ['TypeIdentifiant', 's.type_identifiant'],
  ['Identifiant', 's.identifiant'],
  ['CodeService', 'v.code'],
  ['NomService', 'v.nom'],
  ['DescriptionService', 'v.description'],
  ['NumeroEngagement', 'v.numero_engagement_obligatoire'],
  ['MiseEnPaiement', 'v.mise_en_paiement'],
  ['DateDebutValidite', 'v.debut_validite'],
  ['DateFinValidite', 'v.fin_validite'],
  ['EstActif', 'true'],
]

/** The result of a search: a structure a line, with its active services. */
export const RESULTAT: readonly Colonne[] = [
  ...STRUCTURES.filter(([titre]) =>
    [
      'TypeIdentifiant',
      'Identifiant',
      'RaisonSociale',
      'GestionEngagement',
      'GestionService',
      'GestionServiceEngagement',
      'Adresse',
      'ComplementAdresse1',
      'ComplementAdresse2',
      'CodePostal',
      'Ville',
      'LibellePays',
    ].includes(titre),
  ),
  [
    'Services',
    `(select string_agg(v.code || ' : ' || v.nom || case when v.numero_engagement_obligatoire then ' (engagement)' else '' end, ' | ' order by v.code) from public.service v where v.structure = s.id and public.service_en_cours(v))`,
  ],
]
