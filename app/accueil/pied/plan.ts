import type { Contexte } from '#app/contexte.ts'

export interface LienDuPlan {
  nom: string
  href: string
}
export interface PlanDuPortail {
  portail: LienDuPlan[]
  compte: LienDuPlan[]
  aide: LienDuPlan[]
  obligations: LienDuPlan[]
}

/** What one is owed rather than looks for. */
export const OBLIGATIONS = [
  ['plan', '/plan-du-site'],
  ['accessibilite', '/accessibilite'],
  ['mentions', '/mentions-legales'],
  ['donnees', '/donnees-personnelles'],
  ['cookies', '/gestion-des-cookies'],
  ['affichage', '/affichage'],
  ['langue', '/langue'],
] as const

/** The portal's own pages, for the site map and the search: what this visitor can open. */
export function planDuPortail(c: Contexte): PlanDuPortail {
  const t = c.t.pages.liens
  const lien = (nom: keyof typeof t, href: string): LienDuPlan => ({ nom: t[nom], href })
  const compte = c.utilisateur
    ? [
        lien('compte', '/compte'),
        lien('structures', '/compte/structures'),
        lien('demandes', '/compte/demandes'),
        lien('groupes', '/compte/groupes'),
      ]
    : [lien('connexion', '/connexion'), lien('inscription', '/inscription')]
  return {
    portail: [
      lien('accueil', '/'),
      lien('recherche', '/recherche'),
      lien('actualites', '/actualites'),
      lien('communication', '/communication'),
      lien('approbations', '/approbations'),
      ...(c.settings.demonstration ? [lien('demonstration', '/demonstration')] : []),
    ],
    compte,
    aide: [
      lien('documentation', '/documentation'),
      lien('support', '/support'),
      lien('etat', '/etat-du-service'),
      { nom: c.t.qualite.titre, href: '/satisfaction' },
    ],
    obligations: OBLIGATIONS.map(([cle, href]) => lien(cle, href)),
  }
}
