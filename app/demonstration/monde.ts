import type { Pool } from 'pg'

/** The small named world: the same people and structures serve the demonstration, the tests and the guide's pictures. */
export const PERSONNES = {
  daniel: { prenom: 'Daniel', nom: 'Poitier', adresse: 'daniel.poitier@exemple.fr' },
  heloise: { prenom: 'Héloïse', nom: 'Ferdinand', adresse: 'heloise.ferdinand@exemple.fr' },
  nadia: { prenom: 'Nadia', nom: 'Bonjean', adresse: 'nadia.bonjean@exemple.fr' },
  camille: { prenom: 'Camille', nom: 'Moreau', adresse: 'sans.structure@exemple.fr' },
  agent: { prenom: 'Inès', nom: 'Carpentier', adresse: 'agent@exemple.fr', agent: true },
  operateur: { prenom: 'Marc', nom: 'Delorme', adresse: 'operateur@exemple.fr', operateur: true },
} as const
export type NomPersonne = keyof typeof PERSONNES

interface StructureDuMonde {
  identifiant: string
  raisonSociale: string
  libelle?: string
  publique?: boolean
  inactive?: boolean
  adresse: string
  codePostal: string
  ville: string
  adresseElectronique?: string
  telephone?: string
  categorieJuridique: string
  gestionnaire: NomPersonne
  simples?: NomPersonne[]
  services?: [code: string, nom: string][]
}

/** Fictional companies; the town hall is a real commune, with fictional services. */
export const STRUCTURES: Record<'menuiserie' | 'agencement' | 'sci' | 'mairie', StructureDuMonde> = {
  menuiserie: {
    identifiant: '12345678200010',
    raisonSociale: 'Menuiserie Poitier',
    libelle: 'Menuiserie Poitier, siège',
    adresse: '14 quai des Charpentiers',
    codePostal: '44000',
    ville: 'Nantes',
    adresseElectronique: 'contact@exemple.fr',
    telephone: '02 40 00 00 10',
    categorieJuridique: '5499',
    gestionnaire: 'daniel',
    simples: ['heloise'],
    services: [
      ['COMPTA', 'Comptabilité'],
      ['CHANTIER', 'Suivi des chantiers'],
      ['ACHATS', 'Achats'],
    ],
  },
  agencement: {
    identifiant: '98765432400019',
    raisonSociale: 'Poitier Agencement',
    adresse: '3 rue des Ateliers',
    codePostal: '44200',
    ville: 'Nantes',
    categorieJuridique: '5710',
    gestionnaire: 'daniel',
  },
  sci: {
    identifiant: '33333333400014',
    raisonSociale: 'SCI du Quai',
    inactive: true,
    adresse: '14 quai des Charpentiers',
    codePostal: '44000',
    ville: 'Nantes',
    categorieJuridique: '6540',
    gestionnaire: 'daniel',
  },
  mairie: {
    identifiant: '21690266800013',
    raisonSociale: 'Commune de Villeurbanne',
    publique: true,
    adresse: 'Place du Docteur Lazare-Goujon',
    codePostal: '69100',
    ville: 'Villeurbanne',
    categorieJuridique: '7210',
    gestionnaire: 'nadia',
    services: [
      ['FACTURES_PUBLIQUES', 'Factures publiques'],
      ['VOIRIE', 'Voirie'],
      ['CULTURE', 'Culture'],
      ['ECOLES', 'Écoles'],
    ],
  },
}
export type NomStructure = keyof typeof STRUCTURES
export type Monde = Record<NomPersonne | NomStructure, string>

/** A pool, or a client in its transaction. */
type Executeur = Pick<Pool, 'query'>

/**
 * Writes the named world, with the hash of a password when given one, and returns everyone's id. The ground of fixtures: not through
 * demandes, which would date it of today's decisions.
 */
export async function creerMonde(pool: Executeur, motDePasse?: string): Promise<Monde> {
  const monde = {} as Monde
  for (const [cle, p] of Object.entries(PERSONNES)) {
    const { rows } = await pool.query<{ id: string }>(
      `insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet, est_agent, est_operateur)
        values ($1, true, $2, $3, $2 || ' ' || $3, $4, $5)
        returning id`,
      [p.adresse, p.prenom, p.nom, 'agent' in p, 'operateur' in p],
    )
    monde[cle as NomPersonne] = rows[0]!.id
    if (motDePasse)
      await pool.query(
        `insert into identite (utilisateur, fournisseur, identifiant, mot_de_passe, mot_de_passe_le)
          values ($1::uuid, 'credential', $1::text, $2, clock_timestamp())`,
        [rows[0]!.id, motDePasse],
      )
  }
  for (const [cle, s] of Object.entries(STRUCTURES)) monde[cle as NomStructure] = await creerStructureDuMonde(pool, s, monde)
  return monde
}

async function creerStructureDuMonde(pool: Executeur, s: StructureDuMonde, monde: Monde): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, libelle, type_structure, statut, adresse_electronique,
                telephone, gestionnaire_principal, adresse, code_postal, ville, categorie_juridique)
          values ('SIRET', $1, $2, $3, $4, $5, $6, $7, $8::uuid, $9, $10, $11, $12)
          returning id),
        gp as (insert into rattachement (utilisateur, structure, periode, tri)
          select $8::uuid, s.id, tstzrange(maintenant(), null), plier(u.nom || ' ' || u.prenom)
          from s, utilisateur u
          where u.id = $8::uuid),
        droits as (insert into habilitation (utilisateur, structure, application, niveau, periode)
          select $8::uuid, s.id, a.id, a.niveaux, tstzrange(maintenant(), null)
          from s, application a),
        j as (select journaliser(s.id, $8::uuid, 'structure.creer:effective', null,
                jsonb_build_object('apres', jsonb_build_object('raisonSociale', $2::text), 'version', 1))
          from s)
      select s.id
      from s, j`,
    [
      s.identifiant,
      s.raisonSociale,
      s.libelle ?? null,
      s.publique ? 'PUBLIQUE' : 'PRIVEE',
      s.inactive ? 'INACTIVE' : 'ACTIVE',
      s.adresseElectronique ?? null,
      s.telephone ?? null,
      monde[s.gestionnaire],
      s.adresse,
      s.codePostal,
      s.ville,
      s.categorieJuridique,
    ],
  )
  const id = rows[0]!.id
  for (const qui of s.simples ?? [])
    await pool.query(
      `with r as (insert into rattachement (utilisateur, structure, periode, tri)
            select $1::uuid, $2::uuid, tstzrange(maintenant(), null), plier(u.nom || ' ' || u.prenom)
            from utilisateur u
            where u.id = $1::uuid)
        insert into habilitation (utilisateur, structure, application, niveau, periode)
        select $1::uuid, $2::uuid, a.id, case when a.code = 'organisation' then 1 else a.niveaux end, tstzrange(maintenant(), null)
        from application a`,
      [monde[qui], id],
    )
  for (const [code, nom] of s.services ?? [])
    await pool.query('insert into service (structure, code, nom) values ($1, $2, $3)', [id, code, nom])
  return id
}
