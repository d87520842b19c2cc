import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

interface Ligne {
  numero: string | null
  type: string
  etat: string
  creeLe: string | null
  effetLe: string | null
  structure: { identifiant: string; raisonSociale: string } | null
}

/** « Mes demandes » as a sheet; times in UTC, as everywhere software reads. */
export const demandesEnFeuille = (elements: Ligne[]): Sheet => ({
  nom: 'demandes',
  entetes: [
    fr.demandes.recu.numero,
    fr.demandes.feuille.genre,
    fr.demandes.recu.structure,
    fr.champs.libelles.identifiant,
    fr.demandes.recu.etat,
    fr.demandes.recu.creeLe,
    fr.demandes.recu.prendEffet,
  ],
  lignes: elements.map((d) => [
    d.numero ?? '',
    fr.demandes.phrases[d.type] ?? d.type,
    d.structure?.raisonSociale ?? '',
    d.structure?.identifiant ?? '',
    fr.demandes.etats[d.etat] ?? d.etat,
    d.creeLe ?? '',
    d.effetLe ?? '',
  ]),
})
