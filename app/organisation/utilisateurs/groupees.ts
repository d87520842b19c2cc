import type { UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'

/** What can be done with several people at once: each line is a demande of its own, with its own outcome. */
export interface ActionGroupee {
  code: string
  /** Type of the demande that each line submits. */
  type: string
  danger?: true
  /** The bodies to submit for one person; none: nothing for this one. */
  corps: (u: UtilisateurEnListe, saisie: { commentaire: string }) => Record<string, unknown>[]
}

/** Attached to the whole structure: one detachment there ends those at its services; else one a service, of those that the reader manages. */
const detacher: ActionGroupee = {
  code: 'detacher',
  type: 'rattachement.terminer',
  danger: true,
  corps: (u, { commentaire }) => {
    const corps = { structure: u.structure.id, utilisateur: u.id, commentaire }
    return u.maille === 'structure' && u.gereStructure ? [corps] : u.servicesGeres.map((service) => ({ ...corps, service }))
  },
}

export const ACTIONS_GROUPEES: readonly ActionGroupee[] = [detacher]
