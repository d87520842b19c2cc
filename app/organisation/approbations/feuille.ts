import { decrire, enUneLigne } from '#app/demandes/decrire.ts'
import type { ApprobationEnListe } from '#app/organisation/approbations/lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

/** « Approbations » as a sheet. */
export const approbationsEnFeuille = (elements: ApprobationEnListe[]): Sheet => {
  const x = fr.approbations
  const c = x.liste.colonnes
  return {
    nom: 'approbations',
    entetes: [
      fr.demandes.recu.numero,
      c.etat,
      c.description,
      x.lot.colonnes.change,
      c.demandeur,
      c.structure,
      c.raisonSociale,
      c.service,
      c.creeLe,
    ],
    lignes: elements.map((a) => [
      a.numero,
      x.etats[a.etat] ?? a.etat,
      x.descriptions[a.type] ?? fr.demandes.phrases[a.type] ?? a.type,
      enUneLigne(fr, decrire(fr, 'fr', a), 20),
      `${a.demandeur.prenom} ${a.demandeur.nom}`,
      a.structure.identifiant,
      a.structure.raisonSociale,
      a.service?.nom ?? '',
      a.creeLe,
    ]),
  }
}
