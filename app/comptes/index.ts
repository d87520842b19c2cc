import type { Domaine } from '#app/page.ts'
import { actionActivation, actionRenvoyer, pageActivation, pageRenvoyer } from './activation.page.tsx'
import { servirApiComptes } from './api.ts'
import { pageBienvenue } from './bienvenue.page.tsx'
import { actionConnexion, pageConnexion } from './connexion.page.tsx'
import { pagesBoite } from './courriels/boite.page.tsx'
import { actionDeconnexion } from './deconnexion.ts'
import { actionInscription, pageEnvoyee, pageInscription } from './inscription.page.tsx'
import { actionNouveau, actionOublie, pageNouveau, pageOublie, pageOublieEnvoye } from './motdepasse/oublie.page.tsx'

/** Accounts: sign-up, sign-in, « Mon compte » and what belongs to it (CPT). */
export const comptes: Domaine = {
  pages: [pageConnexion, pageInscription, pageEnvoyee, pageActivation, pageRenvoyer, pageOublie, pageOublieEnvoye, pageNouveau, pageBienvenue, ...pagesBoite],
  actions: [actionConnexion, actionDeconnexion, actionInscription, actionActivation, actionRenvoyer, actionOublie, actionNouveau],
  routes: servirApiComptes,
}
