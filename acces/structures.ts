import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'
import type { RaisonRefus } from '#acces/decider.ts'

/** What a person is for one structure, read once for a whole page or list. */
export interface AccesStructure {
  structure: string
  /** Attached to the whole structure (true) or to some of its services only. */
  entiere: boolean
  estGestionnaire: boolean
  statut: 'ACTIVE' | 'INACTIVE'
  /** Level held on « Organisation » for the whole structure: 0 none, 1 consultation, 2 modification. */
  organisation: 0 | 1 | 2
  /** A level on « Organisation » that begins later. */
  organisationLe: Date | null
  gestionnaire: { prenom: string; nom: string } | null
}

/** The structures one acts for, with what one is there; « not yours » has no row (deny by default). One statement. */
export async function accesAuxStructures(db: Db | Tx, utilisateur: string, structures: string[]): Promise<Map<string, AccesStructure>> {
  if (!structures.length) return new Map()
  const { rows } = await sql<Omit<AccesStructure, 'gestionnaire'> & { gpPrenom: string | null; gpNom: string | null }>`/* @acces-structures */
    select s.id as structure, bool_or(r.service is null) as entiere, coalesce(s.gestionnaire_principal = ${utilisateur}::uuid, false) as est_gestionnaire, s.statut,
      coalesce((select max(h.niveau) from habilitation h where h.utilisateur = ${utilisateur}::uuid and h.structure = s.id and h.application = 1 and h.service is null
        and h.retiree_le is null and h.periode @> maintenant()), 0) as organisation,
      (select min(lower(h.periode)) from habilitation h where h.utilisateur = ${utilisateur}::uuid and h.structure = s.id and h.application = 1 and h.niveau = 2 and h.service is null
        and h.retiree_le is null and lower(h.periode) > maintenant()) as organisation_le,
      g.prenom as gp_prenom, g.nom as gp_nom
    from rattachement r join structure s on s.id = r.structure left join utilisateur g on g.id = s.gestionnaire_principal
    where r.utilisateur = ${utilisateur}::uuid and r.structure = any(${structures}::uuid[]) and r.retire_le is null and r.periode @> maintenant()
    group by s.id, g.prenom, g.nom`.execute(db)
  return new Map(rows.map(({ gpPrenom, gpNom, ...a }) => [a.structure, { ...a, gestionnaire: gpNom === null ? null : { prenom: gpPrenom!, nom: gpNom } }]))
}

export type Possible = true | { raison: RaisonRefus; le: Date | null; qui: { prenom: string; nom: string } | null }
export type ActionStructure = 'modifier' | 'activer' | 'desactiver' | 'mettreAJourInsee' | 'dupliquer' | 'transferer'

/** What one may do with a structure, and if not why and who can give it: screens show it, none decides by itself. */
export function actionsStructure(a: AccesStructure): Record<ActionStructure, Possible> {
  const refus = (raison: RaisonRefus, le: Date | null = null): Possible => ({ raison, le, qui: a.gestionnaire })
  const modification = (memeInactive: boolean): Possible => {
    if (a.statut === 'INACTIVE' && !memeInactive) return refus('structure-inactive')
    if (!a.entiere) return refus('autre-service')
    if (a.organisation === 2) return true
    if (a.organisationLe) return refus('a-venir', a.organisationLe)
    return refus(a.organisation ? 'profil-insuffisant' : 'profil-manquant')
  }
  return {
    modifier: modification(false), desactiver: modification(false), mettreAJourInsee: modification(false), dupliquer: modification(true), activer: modification(true),
    transferer: a.estGestionnaire ? true : refus('profil-manquant'),
  }
}
