import { nombre } from '#ui/textes/format.ts'

/** What is written for others to read: incidents, news, messages (COM). */
export const communication = {
  etapes: ['Rédiger', 'Vérifier'], verifier: 'Vérifier avant de publier', voir: 'Voir avant de publier', publier: 'Publier', abandonner: 'Abandonner', recherche: 'Rechercher dans le titre et le texte', resultats: (n: number) => (n > 1 ? `${nombre(n)} résultats` : `${n} résultat`),
  enFrancais: 'En français', enAnglais: 'En anglais', texte: 'Texte', titreEn: 'Titre en anglais', texteEn: 'Texte en anglais', markdown: 'En Markdown : **gras**, *italique*, listes, [lien](/support). Le HTML n’est pas interprété.',
  fautes: { tropLong: (max: number) => `${nombre(max)} caractères au plus`, caracteres: 'Caractères interdits : retirez les caractères de commande', instant: 'Donnez une date et une heure, par exemple 2026-11-28T06:00' },
  incidents: {
    titre: 'Incidents et maintenances', chapo: 'Annoncés sur chaque page tant qu’ils durent, puis gardés sur « État du service ».', creer: 'Annoncer un incident', modifier: 'Modifier l’annonce',
    genre: 'Genre', genres: { incident: 'Incident', maintenance: 'Maintenance' } as Record<string, string>, genresAide: { incident: 'Quelque chose ne marche pas en ce moment.', maintenance: 'Une intervention prévue, avec sa fin.' } as Record<string, string>,
    quand: 'Quand', debut: 'Début', debutAide: 'Heure de Paris. Vide : tout de suite.', fin: 'Fin', finPrevue: 'Fin prévue', finAide: 'Obligatoire pour une maintenance. Vide : jusqu’à ce que vous le terminiez.', titreChamp: 'Titre', titreAide: 'Le bandeau de chaque page : une phrase courte.', toutDeSuite: 'Tout de suite', sansFin: 'Non connue',
    publicTexte: 'Le bandeau paraît sur toutes les pages, pour tout le monde, en quelques secondes.', etat: 'État', etats: { 'en-cours': 'En cours', prevu: 'Prévu', termine: 'Terminé', annule: 'Annulé' } as Record<string, string>, tousGenres: 'Tous les genres', tousEtats: 'Tous les états', agir: 'Agir', terminer: 'Terminer', annuler: 'Annuler',
    vide: 'Aucune annonce', videTexte: 'Les incidents et maintenances annoncés paraîtront ici.', faits: { publie: 'L’annonce est publiée.', modifie: 'L’annonce est modifiée.', termine: 'L’annonce est terminée : le bandeau disparaît.' } as Record<string, string>,
    fautes: { genre: 'Choisissez un incident ou une maintenance', titre: 'Donnez un titre', texte: 'Décrivez ce qui se passe', fin: 'Une maintenance a une fin : donnez-la', periode: 'La fin vient après le début' },
    actuels: 'Incidents en cours et maintenances prévues', aucun: 'Aucun incident en cours, aucune maintenance prévue.', passes: 'Incidents et maintenances passés', aucunPasse: 'Aucun incident passé.', du: (debut: string, fin: string | null) => (fin ? `Du ${debut} au ${fin}` : `Depuis le ${debut}`), 
    exploitation: 'Annoncer, modifier, terminer : le bandeau de chaque page.',
  },
  api: { incidents: 'Incidents et maintenances, en cours, prévus et passés.', incident: 'Un incident ou une maintenance.', publierIncident: 'Annonce un incident ou une maintenance (opérateur).', modifierIncident: 'Modifie une annonce (opérateur).', terminerIncident: 'Termine un incident, ou annule une maintenance prévue (opérateur).' },
}
