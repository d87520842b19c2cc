import type { fichiers as fr } from '#ui/textes/fr/fichiers.ts'

export const fichiers = {
  courrielInfecte: (prenom: string, nom: string, fichier: string) => ({
    sujet: 'One of your files is infected',
    avant: [`Hello ${prenom} ${nom},`, `“${fichier}”, which you sent while the antivirus did not answer, has now been scanned: it is infected. It was taken away and is no longer kept.`],
    apres: ['Scan the computer it comes from before you send a clean copy.'],
  }),
} satisfies typeof fr
