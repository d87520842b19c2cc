import { sql } from 'kysely'
import type { Piece } from '#app/organisation/pieces-jointes/lister.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { porte, STRUCTURES_MONTREES, type Parmi } from '#app/organisation/structures/parmi.tsx'
import type { Db, Tx } from '#platform/database/open.ts'

export const ETATS_RECUPERATION = ['en-attente', 'acceptee', 'refusee', 'annulee'] as const
export type EtatRecuperation = (typeof ETATS_RECUPERATION)[number]
interface Nom {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
}

export interface Recuperation {
  id: string
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; libelle?: string | null }
  demandeur: Nom
  /** Who governs now. */
  titulaire: Nom | null
  motif: string
  /** By somebody who is not attached: the creation is disputed. */
  contestation: boolean
  /** The evidence; without its content when the antivirus took it away. */
  piece: { nom: string; type: string | null; taille: number | null; etat: 'sain' | 'en-attente' | null } | null
  etat: EtatRecuperation
  creeLe: Date
  attenteJusqua: Date
  /** The waiting period is over, by the domain's clock. */
  mure: boolean
  rappelLe: Date | null
  oppositionLe: Date | null
  oppositionMotif: string | null
  decideeLe: Date | null
  decisionMotif: string | null
}

const personne = (u: string) =>
  sql.raw(`json_build_object('id', ${u}.id, 'prenom', ${u}.prenom, 'nom', ${u}.nom, 'adresseElectronique', ${u}.adresse_electronique)`)
const COLONNES = sql`r.id,
    json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant, 'raisonSociale', nom_structure(s),
        'libelle', s.libelle) as structure, ${personne('d')} as demandeur,
    case when g.id is not null then ${personne('g')} end as titulaire, r.motif, r.contestation,
    case when p.id is not null then json_build_object('nom', p.nom, 'type', f.type, 'taille', f.taille, 'etat', f.controle) end as piece,
    r.etat, r.cree_le, r.attente_jusqua, r.attente_jusqua <= maintenant() as mure, r.rappel_le, r.opposition_le, r.opposition_motif,
    r.decidee_le, r.decision_motif`
const DEPUIS = sql`from recuperation r
  join structure s on s.id = r.structure
  join utilisateur d on d.id = r.demandeur
  left join utilisateur g on g.id = s.gestionnaire_principal
  left join piece_jointe p on p.id = r.piece_jointe
  left join fichier f on f.empreinte = p.fichier`

/** Whoever disputes from outside learns nothing of the structure: the identifier they gave, not its names nor its people. */
const vueDe = (r: Recuperation, lecteur: string): Recuperation =>
  r.contestation && r.etat !== 'acceptee' && r.demandeur.id === lecteur
    ? { ...r, titulaire: null, structure: { ...r.structure, raisonSociale: r.structure.identifiant, libelle: null } }
    : r

/**
 * As its author, the incumbent and whoever was it when it was asked see it: all three are written to; for others it does not exist. The
 * operator has a screen of their own.
 */
export async function lireRecuperation(db: Db | Tx, id: string, lecteur: { id: string } | 'operateur'): Promise<Recuperation | null> {
  const qui =
    lecteur === 'operateur'
      ? sql`true`
      : sql`(r.demandeur = ${lecteur.id}::uuid or r.titulaire = ${lecteur.id}::uuid or s.gestionnaire_principal = ${lecteur.id}::uuid)`
  const { rows } = await sql<Recuperation>`select ${COLONNES} ${DEPUIS} where r.id = ${id}::uuid and ${qui}`.execute(db)
  const r = rows[0]
  if (!r) return null
  // The operator is outside (0063).
  return lecteur === 'operateur' ? { ...r, structure: { ...r.structure, libelle: null } } : vueDe(r, lecteur.id)
}

export async function mesRecuperations(db: Db, utilisateur: string): Promise<Recuperation[]> {
  const { rows } = await sql<Recuperation>`select ${COLONNES} ${DEPUIS}
      where r.demandeur = ${utilisateur}::uuid or (s.gestionnaire_principal = ${utilisateur}::uuid and r.etat = 'en-attente')
      order by r.cree_le desc, r.id
      limit 50`.execute(db)
  return rows.map((r) => vueDe(r, utilisateur))
}

export interface Recuperables {
  id: string
  nom: string
  identifiant: string
  gestionnaire: string | null
}

/**
 * The structures one could ask for: attached to the whole, not governing, nothing under way. The first by name, or those found, whichever
 * is chosen already first.
 */
export async function recuperables(
  db: Db,
  utilisateur: string,
  { cherche, choisie }: { cherche: string; choisie: string | null },
): Promise<{ structures: Recuperables[]; parmi: Parmi }> {
  const { rows } = await sql<{
    structures: Recuperables[]
    parmi: Parmi
  }>`with s as materialized (select s.id, ${NOM_AFFICHE} as nom, s.identifiant, g.prenom || ' ' || g.nom as gestionnaire,
          ${porte('s', cherche)} as trouvee, (s.id = ${choisie}::uuid) is true as choisie
        from rattachement r
        join structure s on s.id = r.structure
        left join utilisateur g on g.id = s.gestionnaire_principal
        where r.utilisateur = ${utilisateur}::uuid and r.service is null and r.retire_le is null and r.periode @> maintenant()
          and s.gestionnaire_principal is distinct from ${utilisateur}::uuid
          and not exists (select from recuperation x where x.structure = s.id and x.etat = 'en-attente' and not x.contestation))
    select coalesce((select json_agg(json_build_object('id', x.id, 'nom', x.nom, 'identifiant', x.identifiant, 'gestionnaire',
                      x.gestionnaire)
                order by x.choisie desc, plier(x.nom), x.id)
            from (select * from s where trouvee or choisie order by choisie desc, plier(nom), id limit ${STRUCTURES_MONTREES}) x), '[]') as structures,
      json_build_object('nombre', (select count(*) from s), 'trouvees', (select count(*) from s where trouvee)) as parmi`.execute(db)
  return rows[0]!
}

export async function listerRecuperations(
  db: Db,
  { etat, page, taille }: { etat?: EtatRecuperation; page: number; taille: number },
): Promise<{ elements: Recuperation[]; total: number }> {
  const { rows } = await sql<
    Recuperation & { total: number }
  >`select ${COLONNES}, count(*) over ()::int as total ${DEPUIS} where ${etat ?? null}::text is null or r.etat = ${etat ?? null}
    order by r.cree_le desc, r.id limit ${taille} offset ${(page - 1) * taille}`.execute(db)
  return { elements: rows, total: rows[0]?.total ?? 0 }
}

type Contenu = Pick<Piece, 'nom' | 'type' | 'taille' | 'etat' | 'empreinte'>

export async function lirePieceDeRecuperation(db: Db, id: string): Promise<Contenu | null> {
  const { rows } = await sql<Contenu>`select p.nom, f.type, f.taille::int as taille, f.controle as etat, f.empreinte
      from recuperation r
      join piece_jointe p on p.id = r.piece_jointe
      join fichier f on f.empreinte = p.fichier
      where r.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}
