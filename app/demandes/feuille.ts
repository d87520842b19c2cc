import { decrire, enUneLigne, nommer } from '#app/demandes/decrire.ts'
import type { DemandeEnListe } from '#app/demandes/lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

/** « Mes demandes » as a sheet. */
export const demandesEnFeuille = (elements: DemandeEnListe[]): Sheet => ({
  nom: 'demandes',
  entetes: [
    fr.demandes.recu.numero,
    fr.demandes.feuille.genre,
    fr.demandes.feuille.change,
    fr.demandes.recu.structure,
    fr.champs.libelles.identifiant,
    fr.demandes.recu.etat,
    fr.demandes.recu.creeLe,
    fr.demandes.recu.prendEffet,
    fr.demandes.recu.motif,
  ],
  lignes: elements.map((d) => [
    d.numero ?? '',
    fr.demandes.phrases[d.type] ?? d.type,
    d.nomObjet ?? enUneLigne(fr, nommer(fr, decrire(fr, 'fr', d), [d.auteur]), Infinity),
    d.structure?.raisonSociale ?? '',
    d.structure?.identifiant ?? '',
    fr.demandes.etats[d.etat] ?? d.etat,
    d.creeLe,
    d.effetLe ?? '',
    d.motif ?? '',
  ]),
})
