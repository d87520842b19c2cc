import { compter } from '#ui/textes/format.ts'

/** Notices, and how one wants their mails (CPT-08). */
export const avis = {
  titre: 'Avis', chapo: 'Ce qui s’est passé et vous concerne, qu’un courriel l’ait dit ou non.', preferences: 'Choisir mes avis', tous: 'Tous', nonLus: 'Non lus', lu: 'Lu', nonLu: 'Non lu', quoi: 'Avis', etat: 'État', genre: 'Genre', le: 'Le', agir: 'Agir', recherche: 'Rechercher un avis', tousGenres: 'Tous les genres', marquerLu: 'Marquer comme lu', marquerNonLu: 'Marquer comme non lu',
  genres: { approbations: 'Approbations à décider', demandes: 'Mes demandes', tickets: 'Mes tickets', droits: 'Mes structures et mes droits', gestion: 'Gestion des structures', imports: 'Mes imports', securite: 'Sécurité du compte' } as Record<string, string>,
  details: { approbations: 'nouvelle demande, rappel', demandes: 'décision, prise d’effet, annulation', tickets: 'réponse, question, clôture', droits: 'changements demandés par d’autres, rattachements, détachements', gestion: 'structure confiée ou dupliquée, suppléance, SIRET attendu', imports: 'import d’utilisateurs terminé', securite: 'mot de passe, adresse, second facteur, clés d’accès, coordonnées bancaires, structure transmise, récupération, fichier infecté' } as Record<string, string>,
  cadences: { aussitot: 'Aussitôt', jour: 'Chaque jour', semaine: 'Chaque semaine', jamais: 'Jamais' } as Record<string, string>,
  preferencesChapo: 'Par courriel, à votre adresse de contact. Tout reste aussi dans « Avis » et dans « À faire ».', toujours: 'Toujours, aussitôt : ces courriels vous protègent.', enregistrer: 'Enregistrer mes avis', enregistrees: 'Vos choix sont enregistrés.', heure: 'Le résumé part à 8 h, celui de la semaine le lundi. Chaque résumé porte un lien pour s’en désabonner.',
  vide: 'Aucun avis', videTexte: 'Ce qui vous concerne paraîtra ici.', toutLu: 'Tout est lu', faits: { un: 'L’avis est marqué.', tous: 'Tous les avis sont marqués comme lus.' } as Record<string, string>, section: 'Avis', sectionTexte: 'Aussitôt, en un résumé par jour ou par semaine, ou jamais : par genre d’événement.', voir: 'Voir mes avis',
  courriel: {
    sujet: { jour: (n: number) => `Votre résumé du jour : ${compter(n, { one: 'avis', many: 'avis', other: 'avis' })}`, semaine: (n: number) => `Votre résumé de la semaine : ${compter(n, { one: 'avis', many: 'avis', other: 'avis' })}` } as Record<string, (n: number) => string>,
    bonjour: (prenom: string) => `Bonjour ${prenom},`, autres: (n: number) => (n > 1 ? `et ${n} autres.` : 'et un autre.'), voir: 'Voir mes avis', regler: 'Vous pouvez choisir, par genre d’événement, ce que vous recevez : « Mon compte », « Avis ».', desabonner: (lien: string) => `Vous recevez ce résumé parce que vous l’avez choisi. Ne plus le recevoir : ${lien}`,
  },
  desabonnement: {
    titre: 'Se désabonner du résumé', texte: { jour: 'Vous ne recevrez plus le résumé quotidien. Ce qui s’y trouvait restera dans « Avis ».', semaine: 'Vous ne recevrez plus le résumé hebdomadaire. Ce qui s’y trouvait restera dans « Avis ».' } as Record<string, string>, bouton: 'Ne plus recevoir ce résumé',
    fait: { jour: 'C’est fait : le résumé quotidien ne vous sera plus envoyé.', semaine: 'C’est fait : le résumé hebdomadaire ne vous sera plus envoyé.' } as Record<string, string>, regler: 'Choisir mes avis',
  },
  api: { lister: 'Vos avis, les derniers d’abord.', lire: 'Marque un avis, ou tous, comme lus.', preferences: 'Comment vous voulez les courriels de chaque genre d’événement.', regler: 'Change ces choix.' },
}
