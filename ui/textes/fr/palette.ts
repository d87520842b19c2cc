/** The command palette's own sentences and actions; kept apart so that its script carries them only. */
export const palette = {
  titre: 'Rechercher ou aller à', champ: 'Une page, une application, un numéro, un nom…', fermer: 'Fermer', actions: 'Actions', allerA: 'Aller à', enPanne: 'La recherche ne répond pas ; appuyez sur Entrée pour ouvrir la page de recherche',
  resultats: (n: number) => (n === 0 ? 'Aucun résultat' : `${n} résultat${n > 1 ? 's' : ''}`), tout: 'Tous les résultats', aide: '↑ ↓ pour choisir, Entrée pour ouvrir, Échap pour fermer', raccourcis: 'Raccourcis clavier',
  genres: { application: 'Applications', page: 'Pages du portail', structure: 'Structures', utilisateur: 'Utilisateurs', demande: 'Demandes', approbation: 'Approbations', ticket: 'Tickets', actualite: 'Actualités', domaine: 'Domaines', documentation: 'Documentation' },
  demander: (q: string) => `Demander à l’assistant : « ${q} »`,
  /** What can be done or opened from anywhere; `mots`: how people also say it. */
  faire: { ticket: 'Créer un ticket', sombre: 'Affichage sombre', clair: 'Affichage clair', langue: 'English version', raccourcis: 'Raccourcis clavier', deconnexion: 'Se déconnecter' },
  mots: { ticket: 'demande aide support problème signaler contacter', sombre: 'thème nuit noir mode couleur', clair: 'thème jour blanc mode couleur', langue: 'anglais langue traduction', raccourcis: 'touches clavier', deconnexion: 'quitter fermer session sortir' },
  aller: { accueil: 'Accueil', structures: 'Mes structures', demandes: 'Mes demandes', approbations: 'Approbations', tickets: 'Tickets émis', compte: 'Mon compte', annuaire: 'Annuaire des structures publiques', documentation: 'Documentation', support: 'Nous contacter' },
}
