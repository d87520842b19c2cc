import type { Sheet } from '#platform/spreadsheets.ts'
import type { HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { fr } from '#ui/textes/index.ts'

interface Ligne {
  utilisateur: { nom: string; prenom: string; adresseElectronique: string }
  structure: { identifiant: string; raisonSociale: string }
  service: { nom: string; statut: string } | null
  application: string
  niveau: string
  etat: string
  debut: string | null
  fin: string | null
  changement: { demande: string | null } | null
}

/** A list of rights as a sheet; times in UTC, as everywhere software reads. */
export const habilitationsEnFeuille = (elements: Ligne[]): Sheet => ({
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
    fr.catalogue.profil(h.application, h.niveau === 'modification' ? 2 : 1),
    fr.habilitations.etats[h.etat] ?? h.etat,
    h.debut ?? '',
    h.fin ?? '',
    h.changement?.demande ?? '',
  ]),
})

/** A right as its sheet reads it. */
export const enLigne = ({ debut, fin, niveau, ...h }: HabilitationEnListe): Ligne => ({
  ...h,
  niveau: niveau === 2 ? 'modification' : 'consultation',
  debut: debut.toISOString(),
  fin: fin?.toISOString() ?? null,
})
