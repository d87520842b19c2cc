import type { Pool } from 'pg'
import { comme } from '#app/demonstration/comme.ts'
import type { Monde, NomStructure } from '#app/demonstration/monde.ts'
import { ajouterHabilitation } from '#app/organisation/habilitations/ajouter.ts'
import { supprimerHabilitation } from '#app/organisation/habilitations/supprimer.ts'
import { soumettre, type Demande } from '#demandes/index.ts'
import type { Settings } from '#platform/settings.ts'
import { plier } from '#platform/plier.ts'

interface Collegue {
  prenom: string
  nom: string
  structure: NomStructure
  /** At the maille service. */
  service?: string
  /** Level held on each application: 1 consultation, 2 modification. */
  droits: Record<string, 1 | 2>
  /** Days until these rights end. */
  fin?: number
  /** Days since the last sign-in. */
  vu?: number
}

/** Those who work with Daniel and with Nadia: lists, the table of rights and the queue of tickets have somebody in them. Nobody signs in as them. */
const COLLEGUES: Collegue[] = [
  {
    prenom: 'Karim',
    nom: 'Benali',
    structure: 'menuiserie',
    service: 'COMPTA',
    vu: 1,
    droits: {
      'factures-emises': 2,
      'factures-recues': 2,
      'factures-a-valider': 2,
      'remboursements-de-taxes': 2,
      'sollicitations-emises': 1,
    },
  },
  {
    prenom: 'Émile',
    nom: 'Garnier',
    structure: 'menuiserie',
    service: 'ACHATS',
    vu: 5,
    droits: { 'factures-recues': 1, engagements: 2, marches: 1 },
  },
  {
    prenom: 'Antoine',
    nom: 'Leclerc',
    structure: 'menuiserie',
    service: 'CHANTIER',
    vu: 12,
    droits: { 'factures-emises': 1, 'factures-de-travaux': 2, engagements: 1 },
  },
  {
    prenom: 'Claire',
    nom: 'Morel',
    structure: 'menuiserie',
    vu: 2,
    droits: {
      organisation: 1,
      'factures-emises': 2,
      'factures-recues': 2,
      engagements: 2,
      'cessions-de-creance': 1,
      marches: 2,
      'sollicitations-emises': 2,
      'suivi-des-flux': 1,
    },
  },
  {
    prenom: 'Béatrice',
    nom: 'Nguyen',
    structure: 'menuiserie',
    fin: 21,
    droits: { organisation: 1, 'factures-emises': 1, 'factures-recues': 1, 'factures-a-valider': 1 },
  },
  {
    prenom: 'Thomas',
    nom: 'Leroy',
    structure: 'mairie',
    service: 'ECOLES',
    vu: 3,
    droits: { 'factures-recues': 2, 'sollicitations-recues': 2 },
  },
  {
    prenom: 'Sophie',
    nom: 'Roche',
    structure: 'mairie',
    service: 'VOIRIE',
    vu: 1,
    droits: { 'factures-recues': 2, engagements: 1, 'sollicitations-recues': 2 },
  },
]

const adresseDe = (c: Collegue) => plier(`${c.prenom}.${c.nom}@exemple.fr`)

/** Written like the named world, not asked for: they were there before the first day. */
export async function entourer(pool: Pick<Pool, 'query'>, monde: Monde) {
  for (const c of COLLEGUES)
    await pool.query(
      `with u as (insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet, derniere_connexion_le)
            values ($1, true, $2, $3, $2 || ' ' || $3, maintenant() - make_interval(days => $4, hours => 3))
            returning id),
          v as (select (select id from service where structure = $5 and code = $6) as service),
          r as (insert into rattachement (utilisateur, structure, service, periode, tri)
            select u.id, $5, v.service, tstzrange(maintenant(), null), plier($3 || ' ' || $2)
            from u, v)
        insert into habilitation (utilisateur, structure, service, application, niveau, periode)
        select u.id, $5, v.service, a.id, least(d.value::int, a.niveaux), tstzrange(maintenant(), maintenant() + make_interval(days => $8))
        from u, v, jsonb_each_text($7) d
        join application a on a.code = d.key`,
      [adresseDe(c), c.prenom, c.nom, c.vu ?? null, monde[c.structure], c.service ?? null, JSON.stringify(c.droits), c.fin ?? null],
    )
}

/** What is about to change on the first day, asked through the portal's own door. */
export async function programmer(pool: Pool, settings: Settings, monde: Monde) {
  const { milieu, auteur } = await comme(pool, settings, monde.daniel)
  const { rows } = await pool.query<{ nom: string; id: string; service: string | null }>(
    `select u.nom, u.id, r.service from utilisateur u join rattachement r on r.utilisateur = u.id where r.structure = $1`,
    [monde.menuiserie],
  )
  const qui = (nom: string) => rows.find((r) => r.nom === nom)!
  const {
    rows: [jour],
  } = await pool.query<{ premier: string }>(
    `select to_char(date_trunc('month', maintenant() at time zone 'Europe/Paris') + interval '1 month', 'YYYY-MM-DD') as premier`,
  )
  const structure = monde.menuiserie
  await soumettre(milieu, {
    definition: ajouterHabilitation as unknown as Demande,
    auteur,
    corps: {
      utilisateur: qui('Benali').id,
      structure,
      service: qui('Benali').service,
      profil: 'cessions-de-creance.consultation',
      debut: jour!.premier,
    },
  })
  await soumettre(milieu, {
    definition: supprimerHabilitation as unknown as Demande,
    auteur,
    corps: { utilisateur: qui('Morel').id, structure, application: 'marches' },
  })
}
