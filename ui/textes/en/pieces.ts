import type { pieces as fr } from '#ui/textes/fr/pieces.ts'

export const pieces = {
  fil: 'Attachments',
  defaut(code: string, nom: string, limite: string): string {
    switch (code) {
      case 'fichier-vide':
        return `“${nom}” is empty: choose a file that holds something`
      case 'fichier-trop-grand':
        return `“${nom}” is over ${limite}: make it smaller or send several files`
      case 'extension-refusee':
        return `“${nom}”: this extension is not accepted; send for example a PDF, an image or a spreadsheet`
      case 'format-actif':
        return `“${nom}” holds a page that runs (HTML, SVG): send a PDF copy of it`
      case 'contenu-inconnu':
        return `“${nom}”: its content is in no accepted format`
      case 'contenu-different':
        return `“${nom}”: its content does not match its extension; save it again in the right format`
      case 'fichier-a-macros':
        return `“${nom}” holds macros: save a copy without any`
      case 'archive-demesuree':
        return `“${nom}” expands beyond measure: send the files one by one`
      case 'archive-chiffree':
        return `“${nom}” is encrypted: send an archive without a password`
      case 'xml-a-entites':
        return `“${nom}” declares a DOCTYPE or entities: send XML without them`
      case 'fichier-infecte':
        return `“${nom}” is infected: it was refused and nothing of it is kept`
      case 'trop-de-fichiers':
        return 'Too many of your files wait to be attached: submit them or wait a day'
      case 'structure-pleine':
        return 'The structure has no room for these files: delete some first'
      case 'fichier-perdu':
        return 'A file is gone (what is sent is kept one day): choose it again'
      default:
        return `“${nom}” could not be sent: try again`
    }
  },
  champ: {
    aide: (limite: string) => `PDF, picture, Word, Excel, OpenDocument, text, XML or ZIP archive, ${limite} at most each.`,
    deposer: 'or drop them here',
    deposerUn: 'or drop it here',
    envoye: (poids: string) => `Sent, ${poids}`,
    enAttente: (poids: string) => `Sent, ${poids}, waiting to be scanned`,
    garder: 'Keep',
    choisir: 'Choose files',
    choisirUn: 'Choose a file',
    retirer: 'Remove',
    reprendre: 'Resume',
    script: {
      avance: '{}% of {}',
      verifie: 'Checking…',
      envoye: 'Sent, {}',
      enAttente: 'Sent, {}, waiting to be scanned',
      essai: 'The connection is cut: trying again…',
      coupe: 'The connection is cut: the upload will go on from where it was',
      echec: 'The upload did not succeed: try again',
      patienter: 'The form will go as soon as every file is sent.',
      aRegler: 'First resume or remove the files in error.',
      retire: '{} removed',
    },
  },
  creer: {
    titre: 'Add an attachment',
    chapo: 'A document kept with the structure: whoever reads “Organisation” there can download it.',
    etapes: ['Fill in', 'Check', 'Done'],
    fichiers: 'Files',
    fichiersAide: (n: number) => `Up to ${n} files at a time.`,
    resume: 'What will be added',
    note: 'Nothing is added to the structure at this step yet. Your files and what you typed are kept one day as a draft.',
    designation: 'Designation',
    designationAide: 'What it is, for example “Company register extract, March 2026”. The same for all these files.',
    verifier: 'Check',
    bouton: 'Submit',
    aucune: 'No structure to add to',
    aucuneTexte: 'It takes the profile “Organisation modification” on a whole structure.',
  },
  telecharger: {
    titre: 'Download an attachment',
    choisir: 'Choose the structure whose document you are looking for.',
    aucune: 'No structure whose documents to read',
    aucuneTexte: 'It takes the profile “Organisation consultation” on a whole structure.',
  },
  supprimer: {
    titre: 'Delete an attachment',
    choisir: 'Choose the structure, then the document to delete.',
    aucune: 'No structure where to delete a document',
    aucuneTexte: 'It takes the profile “Organisation modification” on a whole structure.',
    question: (nom: string) => `Delete “${nom}”?`,
    texte: 'The document disappears for everybody, at once and for good. The history keeps its name.',
    bouton: 'Delete',
    garder: 'Keep the document',
  },
  liste: {
    titre: 'Attachments',
    legende: 'Attachments of the structure',
    sansDesignation: 'No designation',
    nom: 'Name',
    designation: 'Designation',
    taille: 'Size',
    octets: 'Size (bytes)',
    type: 'Content type',
    auteur: 'Added by',
    creeLe: 'Added on',
    par: (qui: string) => `by ${qui}`,
    etat: 'State',
    tous: 'All',
    etats: { sain: 'Available', 'en-attente': 'Waiting to be scanned' } as Record<string, string>,
    enAttente: 'Waiting to be scanned',
    vide: 'No attachment',
    videTexte: 'Documents added for the structure are found here.',
    recherche: 'Name or designation',
    aucunResultat: 'No result',
    aucunResultatTexte: 'Try another word.',
    resultats: (n: number) => (n === 1 ? '1 document' : `${n} documents`),
    telecharger: (nom: string) => `Download ${nom}`,
    actions: 'Actions',
    toutes: 'All attachments',
    enAttenteTexte: 'The antivirus has not seen this file yet: it can be downloaded as soon as it has.',
  },
  api: {
    deposer: 'Send a file, to be attached by a demande',
    liste: 'Attachments of a structure',
    contenu: 'Content of an attachment',
    fichier:
      'Multipart, one file, field “fichier”. Its content is checked at once; the id answered is attached by a demande “piece-jointe.creer” within the day.',
    contenuTexte: 'The bytes, to be saved. 409 “fichier-en-attente” until the antivirus has seen the file.',
    unSeul: 'One file at a time: send the others one by one',
  },
  exemples: [
    {
      nom: 'Articles.pdf',
      designation: 'Articles of association, January 2026',
      texte: 'An example, of no value. The company makes and fits joinery.',
    },
    {
      nom: 'Signing authority.pdf',
      designation: 'Signing authority, invoices up to 5,000 euros',
      texte: 'An example, of no value. Daniel Poitier lets Héloïse Ferdinand sign during his holidays.',
    },
    {
      nom: 'Insurance.pdf',
      designation: 'Ten-year liability, received this week',
      texte: 'An example, of no value. The company is insured for the joinery that it makes.',
    },
  ],
  evenements: {
    'piece-jointe.creer:effective': 'Attachment added',
    'piece-jointe.supprimer:effective': 'Attachment deleted',
    'piece-jointe.infectee:effective': 'Attachment taken away: the antivirus found it infected',
  } as Record<string, string>,
} satisfies typeof fr
