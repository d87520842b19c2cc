/** The operator takes away a second factor that its owner has lost. */
export const secondsFacteurs = {
  titre: 'Seconds facteurs perdus', lead: 'Rendre l’accès à qui a perdu son application de codes et ses codes de secours', chapo: 'Vérifiez d’abord l’identité de la personne par un autre moyen que le message reçu.',
  adresse: 'Adresse électronique du compte', chercher: 'Chercher', autre: 'Chercher un autre compte',
  personne: 'Personne', application: 'Application de codes', depuis: (jour: string) => `Activée le ${jour}`, aucune: 'Aucune', cles: 'Clés d’accès', connexion: 'Dernière connexion', jamais: 'Jamais', sessions: 'Sessions ouvertes',
  effet: 'Ce qui va se passer', effets: ['L’application de codes, ses codes de secours et les clés d’accès sont retirés.', 'Toutes les sessions de la personne sont fermées.', 'Son mot de passe ne sert plus : elle en choisit un autre par un lien envoyé à son adresse, et active un nouveau second facteur s’il est exigé d’elle.', 'Elle est prévenue aussitôt, à chaque adresse connue.'],
  motif: 'Motif', motifAide: 'Comment l’identité a été vérifiée, et le numéro du ticket. Gardé dans l’historique.', bouton: 'Retirer le second facteur',
  fait: 'Le second facteur est retiré et les sessions sont fermées. Un courriel dit à la personne comment entrer.',
  fautes: { inconnue: 'Aucun compte actif n’a cette adresse', soi: 'Votre propre second facteur se change dans « Mon compte » ; perdu, un autre opérateur le retire', rien: 'Ce compte n’a ni application de codes ni clé d’accès : son mot de passe suffit', motif: 'Dites comment l’identité a été vérifiée', motifLong: (n: number) => `Pas plus de ${n} caractères` },
  api: { lire: 'Ce qui protège le compte d’une personne', retirer: 'Retirer un second facteur perdu' },
}
