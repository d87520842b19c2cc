import { sql } from 'kysely'
import { lireReponse, NUL, REPONSE_MEME_INACTIVE, reponses, type Decision, type RaisonRefus, type Reponse } from '#acces/decider.ts'
import { unseen } from '#platform/database/arrays.ts'
import type { Db, Tx } from '#platform/database/open.ts'

/** What a person is for one structure, read once for a whole page or list. */
export interface AccesStructure {
  structure: string
  /** Attached to the whole structure (true) or to some of its services only. */
  entiere: boolean
  estGestionnaire: boolean
  statut: 'ACTIVE' | 'INACTIVE'
  /** Level held on « Organisation » for the whole structure: 0 none, 1 consultation, 2 modification. */
  organisation: 0 | 1 | 2
  /** « Organisation modification » on the whole structure, now; and as it is judged where an inactive one does not matter. */
  modification: Decision
  modificationMemeInactive: Decision
  gestionnaire: { prenom: string; nom: string } | null
}

/** Why one does not read what is the whole structure's (its bank details, its attachments, all of its services); null: one does. */
export const defautDeLecture = ({ entiere, organisation }: Pick<AccesStructure, 'entiere' | 'organisation'>) =>
  !entiere ? 'autre-service' : organisation ? null : 'profil-manquant'

type Ligne = Reponse &
  Omit<AccesStructure, 'gestionnaire' | 'modification' | 'modificationMemeInactive'> & {
    reponseMemeInactive: Reponse['reponse']
    gpPrenom: string | null
    gpNom: string | null
  }

/**
 * The structures one acts for, with what one is there; « not yours » has no row (deny by default). One statement: the decider's own, asked
 * once a structure, judged both ways.
 */
export async function accesAuxStructures(db: Db | Tx, utilisateur: string, structures: string[]): Promise<Map<string, AccesStructure>> {
  if (!structures.length) return new Map()
  const { rows } = await sql<Ligne>`/* @acces-structures */ ${reponses(
    sql`(select i.t, ${utilisateur}::uuid as utilisateur, s.id as structure, 'organisation' as application,
            ${sql.lit(NUL)}::uuid as service, 2 as niveau, false as meme_inactive
          from (select maintenant() as t offset 0) i, unnest(${unseen(structures, 'uuid')}) s(id)) z`,
    `, ${REPONSE_MEME_INACTIVE}, st.id as structure, r.present as entiere, coalesce(st.gestionnaire_principal = u.id, false) as est_gestionnaire, st.statut, coalesce(h.niveau, 0) as organisation, g.prenom as gp_prenom, g.nom as gp_nom`,
    false,
  )}
    left join utilisateur g on g.id = st.gestionnaire_principal
    where r.present or r.autre_service`.execute(db)
  return new Map(
    rows.map(({ reponse, reponseMemeInactive, le, gpPrenom, gpNom, ...a }) => [
      a.structure,
      {
        ...a,
        modification: lireReponse({ reponse, le }),
        modificationMemeInactive: lireReponse({ reponse: reponseMemeInactive, le }),
        gestionnaire: gpNom === null ? null : { prenom: gpPrenom!, nom: gpNom },
      },
    ]),
  )
}

export type Possible = true | { raison: RaisonRefus; le: Date | null; qui: { prenom: string; nom: string } | null }
export type ActionStructure = 'modifier' | 'activer' | 'desactiver' | 'mettreAJourInsee' | 'dupliquer' | 'transferer'

/** What one may do with a structure, and if not why and who can give it: screens show it, none decides by itself. */
export function actionsStructure(a: AccesStructure): Record<ActionStructure, Possible> {
  const possible = (d: Decision): Possible => d.oui || { raison: d.raison, le: d.le, qui: a.gestionnaire }
  const [modifier, memeInactive] = [possible(a.modification), possible(a.modificationMemeInactive)]
  return {
    modifier,
    desactiver: modifier,
    mettreAJourInsee: modifier,
    dupliquer: memeInactive,
    activer: memeInactive,
    transferer: a.estGestionnaire ? true : { raison: 'profil-manquant', le: null, qui: a.gestionnaire },
  }
}
