import type { Entetes } from '#app/organisation/annuaire/importer.entetes.ts'

export type GenreAnnuaire = 'nommees' | 'identifiants' | 'structures' | 'services'

const t = (colonne: string) => `nullif(btrim(${colonne}), '')`
/** An identifier without spaces; a spreadsheet takes the zero that begins a SIRET away. */
const identifiant = (colonne: string, type = `'SIRET'`) =>
  `(select case when ${type} = 'SIRET' and i ~ '^\\d{13}$' then '0' || i else i end from (select upper(regexp_replace(${colonne}, '[^0-9A-Za-z]', '', 'g')) i) x)`
const vrai = (colonne: string) => `coalesce(lower(btrim(${colonne})) in ('true', 't', '1', 'oui', 'o', 'vrai'), false)`
const TYPES = `('SIRET', 'UE_HORS_FRANCE', 'HORS_UE', 'RIDET', 'TAHITI', 'AUTRE')`
/** A structure known by its identifier only is named so until a file names it. */
const SANS_NOM = `'Structure publique ' || case when l.identifiant ~ '^\\d{14}$' then regexp_replace(l.identifiant, '^(...)(...)(...)(.....)$', '\\1 \\2 \\3 \\4') else l.identifiant end`

function lues(genre: GenreAnnuaire, c: Entetes): string {
  if (genre === 'nommees')
    return `select distinct on (identifiant) * from (select ligne, 'SIRET' as type, ${identifiant(c('identifiant'))} as identifiant,
      case when ${t(c('nature'))} = 'commune' then 'Commune de ' || ${t(c('nom'))} else ${t(c('nom'))} end as nom, left(btrim(${c('codesPostaux')}), 5) as code_postal,
      case when ${t(c('nature'))} = 'commune' then ${t(c('nom'))} end as ville from annuaire_lot) x order by identifiant, ligne desc`
  if (genre === 'identifiants')
    return `select distinct on (identifiant) * from (select ligne, 'SIRET' as type, ${identifiant(c('identifiant'))} as identifiant from annuaire_lot) x order by identifiant, ligne desc`
  const type = `case when upper(btrim(${c('TypeIdentifiant')})) in ${TYPES} then upper(btrim(${c('TypeIdentifiant')})) end`
  return `select distinct on (type, identifiant) * from (select ligne, ${type} as type, ${identifiant(c('Identifiant'), `upper(btrim(${c('TypeIdentifiant')}))`)} as identifiant, ${t(c('RaisonSociale'))} as nom,
      ${vrai(c('EmetteurEdi'))} as emetteur, ${vrai(c('RecepteurEdi'))} as recepteur, not ${vrai(c('GestionStatutMiseEnPaiement'))} as non_remontee, ${vrai(c('GestionEngagement'))} as engagement, ${vrai(c('GestionService'))} as code_service,
      ${vrai(c('GestionServiceEngagement'))} as un_des_deux, case when ${vrai(c('StructureActive'))} then 'ACTIVE' else 'INACTIVE' end as statut,
      coalesce(${t(c('Adresse'))}, '') as adresse, ${t(c('ComplementAdresse1'))} as complement1, ${t(c('ComplementAdresse2'))} as complement2, coalesce(${t(c('CodePostal'))}, '') as code_postal, coalesce(${t(c('Ville'))}, '') as ville,
      case when upper(btrim(${c('CodePays')})) ~ '^[A-Z]{2}$' then upper(btrim(${c('CodePays')})) else 'FR' end as pays from annuaire_lot) x order by type, identifiant, ligne desc`
}

/** What a file of each kind says, column by column of a structure. */
const VALEURS: Record<Exclude<GenreAnnuaire, 'services'>, Record<string, string>> = {
  identifiants: {},
  nommees: { raison_sociale: 'l.nom', code_postal: `coalesce(l.code_postal, '')`, ville: `coalesce(l.ville, '')` },
  structures: {
    raison_sociale: 'l.nom',
    emetteur_flux_edi: 'l.emetteur',
    recevoir_cycles_vie_edi: 'l.recepteur',
    mise_en_paiement_non_remontee: 'l.non_remontee',
    numero_engagement_obligatoire: 'l.engagement',
    code_service_obligatoire: 'l.code_service',
    code_service_ou_numero_engagement: 'l.un_des_deux',
    statut: 'l.statut',
    adresse: 'l.adresse',
    complement_adresse1: 'l.complement1',
    complement_adresse2: 'l.complement2',
    code_postal: 'l.code_postal',
    ville: 'l.ville',
    pays: 'l.pays',
  },
}

/**
 * Writes a lot of structures: new ones with the service by which public entities invoice each other; known ones are brought up to date
 * unless somebody manages them.
 */
export function fusionStructures(genre: Exclude<GenreAnnuaire, 'services'>, c: Entetes, servicePublic: string): string {
  const valeurs = Object.entries(VALEURS[genre]).map(
    ([colonne, valeur]) => [colonne, colonne === 'raison_sociale' ? `coalesce(${valeur}, ${SANS_NOM})` : valeur] as const,
  )
  const ecrites = genre === 'identifiants' ? [['raison_sociale', SANS_NOM] as const] : valeurs
  const change = valeurs.length
    ? `, modifiee as (update structure s set ${valeurs.map(([k, v]) => `${k} = ${v}`).join(', ')}, version = s.version + 1, modifie_le = maintenant() from l where s.type_identifiant = l.type and s.identifiant = l.identifiant
        and s.type_structure = 'PUBLIQUE' and s.gestionnaire_principal is null and (${valeurs.map(([k]) => `s.${k}`).join(', ')}) is distinct from (${valeurs.map(([, v]) => v).join(', ')}) returning s.id)`
    : ''
  return `with lue as (select *, type is not null and identifiant <> '' as valable from (${lues(genre, c)}) y), l as (select * from lue where valable),
    creee as (insert into structure (type_identifiant, identifiant, type_structure, ${ecrites.map(([k]) => k).join(', ')}) select l.type, l.identifiant, 'PUBLIQUE', ${ecrites.map(([, v]) => v).join(', ')} from l
      where not exists (select from structure s where s.type_identifiant = l.type and s.identifiant = l.identifiant) on conflict do nothing returning id),
    reserve as (insert into service (structure, code, nom) select id, 'FACTURES_PUBLIQUES', '${servicePublic.replaceAll("'", "''")}' from creee on conflict do nothing)${change}
    select (select count(*)::int from creee) as creees, ${change ? '(select count(*)::int from modifiee)' : '0'} as modifiees,
      (select count(*)::int from l join structure s on s.type_identifiant = l.type and s.identifiant = l.identifiant where s.gestionnaire_principal is not null or s.type_structure <> 'PUBLIQUE') as gerees, (select count(*)::int from lue where not valable) as ecartees`
}

/** Services of structures already there that nobody manages in the portal. */
export function fusionServices(c: Entetes): string {
  const jour = (colonne: string) => `sirene_date(${colonne})`
  const valeurs = {
    nom: 'l.nom',
    description: 'l.description',
    numero_engagement_obligatoire: 'l.engagement',
    mise_en_paiement: 'l.paiement',
    debut_validite: 'l.debut',
    fin_validite: 'case when l.fin >= l.debut or l.debut is null then l.fin end',
    statut: 'l.statut',
  }
  return `with lue as (select distinct on (type, identifiant, code) * from (select ligne, upper(btrim(${c('TypeIdentifiant')})) as type, ${identifiant(c('Identifiant'), `upper(btrim(${c('TypeIdentifiant')}))`)} as identifiant, left(btrim(${c('CodeService')}), 100) as code,
      coalesce(${t(c('NomService'))}, btrim(${c('CodeService')})) as nom, ${t(c('DescriptionService'))} as description, ${vrai(c('NumeroEngagement'))} as engagement, ${vrai(c('MiseEnPaiement'))} as paiement, ${jour(c('DateDebutValidite'))} as debut, ${jour(c('DateFinValidite'))} as fin,
      case when ${vrai(c('EstActif'))} then 'ACTIF' else 'INACTIF' end as statut from annuaire_lot) x order by type, identifiant, code, ligne desc),
    l as (select lue.*, s.id as structure, s.gestionnaire_principal is not null or s.type_structure <> 'PUBLIQUE' as geree from lue join structure s on s.type_identifiant = lue.type and s.identifiant = lue.identifiant where lue.code <> '' and lue.code <> 'FACTURES_PUBLIQUES'),
    ecrite as (insert into service (structure, code, ${Object.keys(valeurs).join(', ')}) select l.structure, l.code, ${Object.values(valeurs).join(', ')} from l where not l.geree
      on conflict (structure, code) do update set ${Object.keys(valeurs)
        .map((k) => `${k} = excluded.${k}`)
        .join(', ')}, version = service.version + 1, modifie_le = maintenant()
      where (${Object.keys(valeurs)
        .map((k) => `service.${k}`)
        .join(', ')}) is distinct from (${Object.keys(valeurs)
        .map((k) => `excluded.${k}`)
        .join(', ')}) returning version)
    select (select count(*)::int from ecrite where version = 1) as creees, (select count(*)::int from ecrite where version > 1) as modifiees, (select count(*)::int from l where geree) as gerees, (select count(*)::int from lue) - (select count(*)::int from l) as ecartees`
}
