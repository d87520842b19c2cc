import type { ServiceEnListe } from '#app/organisation/services/lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

/** A list of services as a sheet. */
export const servicesEnFeuille = (elements: ServiceEnListe[]): Sheet => {
  const { libelles } = fr.champs
  return {
    nom: 'services',
    entetes: [
      libelles.code,
      libelles.nom,
      libelles.description,
      libelles.statut,
      libelles.debutValidite,
      libelles.finValidite,
      libelles.adresseElectronique,
      libelles.telephone,
    ],
    lignes: elements.map((s) => [
      s.code,
      s.nom,
      s.description ?? '',
      fr.structures.statut[s.statut] ?? s.statut,
      s.debutValidite ? { jour: s.debutValidite } : '',
      s.finValidite ? { jour: s.finValidite } : '',
      s.adresseElectronique ?? '',
      s.telephone ?? '',
    ]),
  }
}
