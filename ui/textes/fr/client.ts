/** What the browser says by itself; kept apart so that the script carries these sentences only. */
export const client = {
  suggestions: (n: number) =>
    n === 0
      ? 'Aucun résultat ; vérifiez l’orthographe ou saisissez moins de mots'
      : `${n} résultat${n > 1 ? 's' : ''} ; flèches pour choisir, Entrée pour valider`,
  suggestionsEnPanne: 'La liste ne répond pas : saisissez la valeur entière',
  selection: (n: number) => (n === 0 ? 'Aucune ligne sélectionnée' : `${n} ligne${n > 1 ? 's' : ''} sélectionnée${n > 1 ? 's' : ''}`),
  ibanJuste: 'Clé de contrôle juste',
  ibanFaux: 'La clé de contrôle est fausse : un caractère manque, est de trop ou est faux',
  fermer: 'Fermer',
  afficher: 'Afficher',
  masquer: 'Masquer',
}
