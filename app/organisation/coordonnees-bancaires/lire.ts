import { sql } from 'kysely'
import { deciderPlusieurs, type Decision, type Possible } from '#acces/index.ts'
import type { Compte } from '#app/organisation/coordonnees-bancaires/champs.ts'
import { masque, ouvrirCompte } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import { refus } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'
import type { Textes } from '#ui/textes/index.ts'

export type StatutCoordonnee = 'ACTIVE' | 'INACTIVE'

/** An account as it is shown: its number is its last characters. */
export interface Coordonnee extends Omit<Compte, 'iban' | 'bban'> {
  id: string
  compte: string
  aIban: boolean
  statut: StatutCoordonnee
  version: number
  creeLe: Date
  modifieLe: Date
  rib: { id: string; nom: string } | null
  structure: {
    id: string
    typeIdentifiant: string
    identifiant: string
    raisonSociale: string
    libelle: string | null
    statut: 'ACTIVE' | 'INACTIVE'
  }
  gestionnaire: { prenom: string; nom: string } | null
}

export async function lireCoordonnee(db: Db | Tx, id: string): Promise<Coordonnee | null> {
  const { rows } = await sql<Omit<Coordonnee, 'compte'> & { fin: string }>`/* @coordonnee */
    select c.id, c.type, c.nom, c.pays, c.bic, c.affactureur, c.designation_affactureur, c.identifiant_affactureur, c.fin, c.a_iban,
      c.statut, c.version, c.cree_le, c.modifie_le, case when p.id is not null then json_build_object('id', p.id, 'nom', p.nom) end as rib,
      json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant, 'raisonSociale', nom_structure(s),
          'libelle', s.libelle, 'statut', s.statut) as structure,
      case when g.id is not null then json_build_object('prenom', g.prenom, 'nom', g.nom) end as gestionnaire
    from coordonnee_bancaire c
    join structure s on s.id = c.structure
    left join utilisateur g on g.id = s.gestionnaire_principal
    left join piece_jointe p on p.id = c.piece_jointe and p.supprimee_le is null
    where c.id = ${id}::uuid`.execute(db)
  if (!rows[0]) return null
  const { fin, ...c } = rows[0]
  return { ...c, compte: masque(fin) }
}

/** The account with its numbers in clear: for what judges and seals it again, never for a screen. */
export async function lireCompte(tx: Db | Tx, settings: Settings, id: string): Promise<Compte> {
  const { rows } = await sql<
    Omit<Compte, 'iban' | 'bban'> & { cle: number; scelle: Buffer }
  >`select type, nom, pays, bic, affactureur, designation_affactureur, identifiant_affactureur, cle, scelle
    from coordonnee_bancaire
    where id = ${id}::uuid`.execute(tx)
  const { cle, scelle, ...c } = rows[0]!
  return { ...c, ...(await ouvrirCompte(tx, settings, id, { cle, scelle })) }
}

export type ActionCoordonnee = 'modifier' | 'activer' | 'desactiver' | 'afficher'
export interface CoordonneeVue extends Coordonnee {
  actions: Record<ActionCoordonnee, Possible>
}

/** An account that one may read, with what one may do with it. Two statements. @throws Refus 404, 403 */
export async function coordonneeVisible(
  db: Db,
  t: Textes,
  utilisateur: string,
  id: string | null,
  structure?: string,
): Promise<CoordonneeVue> {
  const c = id ? await lireCoordonnee(db, id) : null
  if (!c || (structure && c.structure.id !== structure)) throw refus(t, 'introuvable')
  const question = { utilisateur, structure: c.structure.id, application: 'organisation' }
  const [lire, modifier, meme] = await deciderPlusieurs(db, [
    { ...question, niveau: 'consultation' },
    { ...question, niveau: 'modification' },
    { ...question, niveau: 'modification', memeInactive: true },
  ])
  if (!lire!.oui) throw refusAcces(t, lire!.raison, lire!.le, c.gestionnaire)
  const possible = (d: Decision): Possible => d.oui || { raison: d.raison, le: d.le, qui: c.gestionnaire }
  return {
    ...c,
    actions: { modifier: possible(modifier!), activer: possible(modifier!), desactiver: possible(modifier!), afficher: possible(meme!) },
  }
}
