import type { FastifyInstance } from 'fastify'
import { routesMoi } from '#app/api/moi.ts'
import { desactiverCompte } from '#app/comptes/compte/desactiver.ts'
import type { Programme } from '#app/contexte.ts'
import type { Domaine } from '#app/page.ts'
import { actionActivation, actionRenvoyer, pageActivation, pageRenvoyer } from './activation.page.tsx'
import { servirApiComptes } from './api.ts'
import { pageBienvenue } from './bienvenue.page.tsx'
import { servirCles } from './cles/api.ts'
import { actionNommer, actionRetirerCle, pageCle } from './cles/cle.page.tsx'
import { actionAbandonner, actionAdresse, actionContact, pageAdresse, pageConfirmer, pageContact } from './compte/adresse.page.tsx'
import { pageCompte } from './compte/compte.page.tsx'
import { pageDemandes } from './compte/demandes.page.tsx'
import { pageCompteDesactive, parcoursDesactiverCompte } from './compte/desactiver.page.tsx'
import { donneesPersonnelles } from './compte/donnees.ts'
import { actionIdentite, pageIdentite } from './compte/identite.page.tsx'
import { actionMotDePasse, pageMotDePasse } from './compte/motdepasse.page.tsx'
import { actionFermerSession, actionFermerSessions } from './compte/sessions.ts'
import { pageStructures } from './compte/structures.page.tsx'
import { actionConnexion, pageConnexion } from './connexion.page.tsx'
import { actionRepondre, pagesBoite } from './courriels/boite.page.tsx'
import { declarerCourriels } from './courriels/travaux.ts'
import { actionDeconnexion } from './deconnexion.ts'
import { pageFournisseur, pageRelier, pageRetour, servirFournisseur } from './fournisseur/pages.ts'
import { actionInscription, pageEnvoyee, pageInscription } from './inscription.page.tsx'
import { actionNouveau, actionOublie, pageNouveau, pageOublie, pageOublieEnvoye } from './motdepasse/oublie.page.tsx'
import { actionPreuve, pagePreuve } from './preuve.page.tsx'
import { actionCode, pageCode } from './secondfacteur/code.page.tsx'
import { actionCodes, actionConfirmer, actionPreparer, actionRetirer, pageCodes, pageSecondFacteur } from './secondfacteur/compte.page.tsx'

/** Accounts: sign-up, sign-in, « Mon compte » and what belongs to it (CPT). */
export const comptes: Domaine = {
  pages: [
    pageConnexion,
    pageCode,
    pageFournisseur,
    pageRetour,
    pageInscription,
    pageEnvoyee,
    pageActivation,
    pageRenvoyer,
    pageOublie,
    pageOublieEnvoye,
    pageNouveau,
    pageBienvenue,
    pagePreuve,
    pageCompte,
    pageIdentite,
    pageAdresse,
    pageContact,
    pageConfirmer,
    pageMotDePasse,
    pageSecondFacteur,
    pageCodes,
    pageCle,
    pageRelier,
    donneesPersonnelles,
    pageStructures,
    pageDemandes,
    parcoursDesactiverCompte.page,
    pageCompteDesactive,
    ...pagesBoite,
  ],
  actions: [
    actionRepondre,
    actionConnexion,
    actionCode,
    actionDeconnexion,
    actionInscription,
    actionActivation,
    actionRenvoyer,
    actionOublie,
    actionNouveau,
    actionPreuve,
    actionIdentite,
    actionAdresse,
    actionContact,
    actionAbandonner,
    actionMotDePasse,
    actionPreparer,
    actionConfirmer,
    actionRetirer,
    actionCodes,
    actionNommer,
    actionRetirerCle,
    actionFermerSession,
    actionFermerSessions,
    parcoursDesactiverCompte.action,
  ],
  routes(app: FastifyInstance, programme: Programme) {
    servirApiComptes(app, programme)
    servirCles(app, programme)
    servirFournisseur(app, programme)
  },
  demandes: [desactiverCompte],
  api: [routesMoi],
  travaux: declarerCourriels,
}
