import type { Sheet } from '#platform/spreadsheets.ts'
import type { HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { fr } from '#ui/textes/index.ts'

/** A list of rights as a sheet. */
export const habilitationsEnFeuille = (elements: HabilitationEnListe[]): Sheet => ({
  nom: 'habilitations',
  entetes: [
    fr.champs.libelles.identifiant,
    fr.champs.libelles.structure,
    fr.champs.libelles.nom,
    fr.champs.libelles.prenom,
    fr.champs.libelles.adresseElectronique,
    fr.champs.libelles.service,
    fr.habilitations.colonnes.statutService,
    fr.champs.libelles.profil,
    fr.habilitations.colonnes.etat,
    fr.habilitations.colonnes.debut,
    fr.habilitations.colonnes.fin,
    fr.habilitations.colonnes.ensuite,
    fr.habilitations.colonnes.demande,
  ],
  lignes: elements.map((h) => [
    h.structure.identifiant,
    h.structure.raisonSociale,
    h.utilisateur.nom,
    h.utilisateur.prenom,
    h.utilisateur.adresseElectronique,
    h.service?.nom ?? '',
    h.service ? (fr.habilitations.statutService[h.service.statut] ?? h.service.statut) : '',
    fr.catalogue.profil(h.application, h.niveau),
    fr.habilitations.etats[h.etat] ?? h.etat,
    h.debut,
    h.fin ?? '',
    h.retour ? fr.catalogue.profil(h.application, h.retour.profil.endsWith('modification') ? 2 : 1) : '',
    h.changement?.demande ?? '',
  ]),
})
