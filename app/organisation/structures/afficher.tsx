import { libelleCategorieJuridique } from '#app/organisation/sirene/index.ts'
import { date, identifiantGroupe } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'
import { nomDuPays } from '#ui/textes/pays.ts'

/** A field's value as a person reads it. */
export function afficher(t: Textes, langue: 'fr' | 'en', champ: string, valeur: unknown): string {
  if (typeof valeur === 'boolean') return valeur ? t.structures.oui : t.structures.non
  if (valeur === null || valeur === undefined || valeur === '') return t.structures.vide
  const texte = String(valeur)
  switch (champ) {
    case 'pays':
      return nomDuPays(texte, langue)
    case 'debutValidite':
    case 'finValidite':
    case 'desactiverLe':
    case 'aPartirDu':
      return date(texte, langue)
    // The register's own words, then its code.
    case 'categorieJuridique': {
      const libelle = libelleCategorieJuridique(texte)
      return libelle ? `${libelle} (${texte})` : texte
    }
    case 'regime':
      return t.structures.regimes[texte] ?? texte
    case 'categoriePrestataire':
      return t.structures.categories[texte] ?? texte
    case 'type':
      return t.coordonnees.types[texte] ?? texte
    case 'statut':
      return t.structures.statut[texte] ?? texte
    case 'typeStructure':
      return t.structures.typeStructure[texte] ?? texte
    // Kept with a plain space, for those who read it by program.
    case 'compte':
      return texte.replace(' ', '\u00a0')
    case 'identifiant':
      return identifiantGroupe(texte)
    case 'typeIdentifiant':
      return t.structures.types[texte] ?? texte
    default:
      return texte
  }
}
