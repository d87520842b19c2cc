import pays from '#app/organisation/structures/pays.json' with { type: 'json' }
import { libelleCategorieJuridique } from '#app/organisation/sirene/index.ts'
import { date, identifiantGroupe } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

const NOMS_PAYS = new Map(pays.map((p) => [p.code, p.nom]))
const regions = { fr: new Intl.DisplayNames('fr', { type: 'region' }), en: new Intl.DisplayNames('en', { type: 'region' }) }

/** A country in the reader's language. */
export const nomDuPays = (code: string, langue: 'fr' | 'en') =>
  (langue === 'fr' ? NOMS_PAYS.get(code) : undefined) ?? regions[langue].of(code) ?? code

/** Countries as choices, France first, then by name. */
export function choixDePays(langue: 'fr' | 'en'): { valeur: string; libelle: string }[] {
  const tous = pays
    .map((p) => ({ valeur: p.code, libelle: nomDuPays(p.code, langue) }))
    .toSorted((a, b) => a.libelle.localeCompare(b.libelle, langue))
  return [...tous.filter((p) => p.valeur === 'FR'), ...tous.filter((p) => p.valeur !== 'FR')]
}

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
    case 'identifiant':
      return identifiantGroupe(texte)
    case 'typeIdentifiant':
      return t.structures.types[texte] ?? texte
    default:
      return texte
  }
}
