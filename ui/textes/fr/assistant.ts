import { compter, liste } from '#ui/textes/format.ts'

/** The assistant, and what readers think of a sheet. */
export const assistant = {
  titre: 'Assistant', nom: 'Assistant de Choral', lead: 'Posez votre question avec vos mots. Les réponses viennent de la documentation et de ce que vous pouvez voir ; vos questions ne sont pas conservées.', conversation: 'Conversation', vous: 'Vous', question: 'Votre question', envoyer: 'Envoyer la question', fermer: 'Fermer l’assistant',
  bonjour: 'Bonjour. Que cherchez-vous ? Je peux aussi dire où en est une de vos demandes.', exemples: 'Par exemple', exemple: ['Comment changer de RIB ?', 'Pourquoi je n’ai pas accès à Engagements ?', 'Combien d’approbations m’attendent ?'],
  source: 'D’après la fiche', inconnu: 'Je ne sais pas répondre à cette question : je n’ai rien trouvé dans la documentation du portail.', voir: (nom: string) => `Voyez « ${nom} ».`, suite: 'Pour aller plus loin', personne: 'Une personne plutôt ?', ticket: 'Envoyer une demande d’aide au support', panne: 'La réponse n’a pas pu être lue. Réessayez.',
  connexion: 'Connectez-vous : je pourrai alors lire votre propre cas.', seConnecter: 'Se connecter', mesHabilitations: 'Gérer mes habilitations',
  demandeInconnue: (numero: string) => `Je ne trouve pas la demande ${numero} parmi celles que vous pouvez voir.`, voirDemande: (numero: string) => `Voir la demande ${numero}`,
  demande: (numero: string, structure: string | null, etat: string, effet: string | null) => `Demande ${numero}${structure ? `, pour ${structure}` : ''} : ${etat}${effet ? `, effet le ${effet}` : ''}.`,
  etats: { demandee: 'en attente d’une décision', programmee: 'programmée', effective: 'effective', refusee: 'refusée', annulee: 'annulée', expiree: 'expirée', echouee: 'restée sans effet' },
  decideurs: (noms: string[]) => `Peut décider : ${liste(noms)}.`, motif: (motif: string) => `Motif donné : « ${motif} »`,
  mesDemandes: (n: number) => (n ? `Vous avez soumis ${compter(n, { one: 'demande', other: 'demandes' })}. Les dernières :` : 'Vous n’avez soumis aucune demande.'),
  approbations: (n: number) => (n ? `${compter(n, { one: 'demande attend', other: 'demandes attendent' })} votre décision.` : 'Aucune demande n’attend votre décision.'),
  mesStructures: (n: number) => (n ? `Vous êtes rattaché à ${compter(n, { one: 'structure', other: 'structures' })} :` : 'Vous n’êtes rattaché à aucune structure.'), structure: (nom: string, services: string[]) => (services.length ? `${nom} : ${liste(services)}.` : `${nom} : la structure entière.`),
  ouverte: (nom: string) => `« ${nom} » vous est ouverte.`, sansProfil: (nom: string) => `Vous n’avez aucun profil en vigueur pour « ${nom} ».`, profil: (nom: string, structure: string, fin: string | null) => `« ${nom} », pour ${structure} : ${fin ? `jusqu’au ${fin}` : 'sans date de fin'}.`,
  avis: { question: 'Cette fiche vous a-t-elle été utile ?', oui: 'Oui', non: 'Non', manque: 'Ce qui vous a manqué (facultatif)', aide: 'N’écrivez ni nom ni numéro de compte. 1 000 caractères au plus.', envoyer: 'Envoyer mon avis', merci: 'Merci, votre avis est enregistré. Il est anonyme.', choisir: 'Choisissez « Oui » ou « Non ».', tropLong: 'Le commentaire dépasse 1 000 caractères.', trop: 'Trop d’avis viennent d’être envoyés. Réessayez dans une minute.',
    titre: 'Avis sur la documentation', lead: 'Ce que les lecteurs disent de chaque fiche.', fiche: 'Fiche', utiles: 'Utile', inutiles: 'Pas utile', part: 'Part utile', dernier: 'Dernier commentaire', aucun: 'Aucun avis', aucunTexte: 'Les lecteurs n’ont encore rien dit des fiches.' },
}
