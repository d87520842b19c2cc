import type { fichiers as fr } from '#ui/textes/fr/fichiers.ts'

export const fichiers = {
  courrielInfecte: (prenom: string, nom: string, fichier: string) => ({
    sujet: 'One of your files is infected',
    avant: [
      `Hello ${prenom} ${nom},`,
      `“${fichier}”, which you sent while the antivirus did not answer, has now been scanned: it is infected. It was taken away and is no longer kept.`,
    ],
    apres: ['Scan the computer it comes from before you send a clean copy.'],
  }),
  tus: {
    'decalage-different': 'The portal has not received that far: ask first where to resume.',
    'version-tus': 'Announce version 1.0.0 of the tus protocol.',
    'envoi-occupe': 'This upload is already on its way: wait a moment.',
  },
} satisfies typeof fr
