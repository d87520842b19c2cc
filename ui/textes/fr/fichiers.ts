/** What files say by themselves, whatever they are attached to. */
export const fichiers = {
  courrielInfecte: (prenom: string, nom: string, fichier: string) => ({
    sujet: 'Un de vos fichiers est infecté',
    avant: [
      `Bonjour ${prenom} ${nom},`,
      `« ${fichier} », que vous avez déposé pendant que l’antivirus ne répondait pas, vient d’être analysé : il est infecté. Il a été retiré et n’est plus gardé.`,
    ],
    apres: ['Analysez l’ordinateur d’où il vient avant d’en déposer une copie saine.'],
  }),
  tus: {
    'decalage-different': 'Le portail n’a pas reçu jusque-là : demandez d’abord où reprendre.',
    'version-tus': 'Annoncez la version 1.0.0 du protocole tus.',
    'envoi-occupe': 'Cet envoi est déjà en train d’arriver : attendez un instant.',
  },
}
