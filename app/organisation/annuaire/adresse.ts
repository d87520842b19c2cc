import { entier } from '#app/listes/entier.ts'
import { EXIGENCES, TRIS_ANNUAIRE, type Exigence, type FiltreAnnuaire } from '#app/organisation/annuaire/filtre.ts'
import { COUNT_LIMIT } from '#platform/database/lists.ts'

/** What the address of the directory asks for; what it cannot mean is as if it were not there. */
export function lireFiltre(p: URLSearchParams): FiltreAnnuaire & { page: number; taille: number } {
  const texte = (nom: string) => p.get(nom)?.trim().slice(0, 200) || undefined
  const taille = entier(p, 'taille', 20, 200)
  const parmi = <T extends string>(liste: readonly T[], nom: string) => liste.find((v) => v === p.get(nom))
  return {
    recherche: p.get('recherche')?.slice(0, 200) || undefined,
    ville: texte('ville'),
    codePostal: texte('codePostal'),
    departement: texte('departement'),
    identifiant: texte('identifiant'),
    codeService: texte('codeService'),
    exige: parmi<Exigence>(EXIGENCES, 'exige'),
    tri: parmi(TRIS_ANNUAIRE, 'tri'),
    apres: p.get('apres') || undefined,
    page: entier(p, 'page', 1, Math.ceil(COUNT_LIMIT / taille)),
    taille,
  }
}
