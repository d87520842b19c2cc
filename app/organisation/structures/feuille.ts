import type { StructureEnListe } from '#app/organisation/structures/lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

/** A list of structures as a sheet. */
export const structuresEnFeuille = (elements: StructureEnListe[]): Sheet => ({
  nom: 'structures',
  entetes: [
    fr.champs.libelles.typeIdentifiant,
    fr.champs.libelles.identifiant,
    fr.champs.libelles.raisonSociale,
    fr.champs.libelles.libelle,
    fr.champs.libelles.codePostal,
    fr.champs.libelles.ville,
    fr.champs.libelles.statut,
  ],
  lignes: elements.map((s) => [
    fr.structures.types[s.typeIdentifiant] ?? s.typeIdentifiant,
    s.identifiant,
    s.raisonSociale,
    s.libelle ?? '',
    s.codePostal,
    s.ville,
    fr.structures.statut[s.statut] ?? s.statut,
  ]),
})
