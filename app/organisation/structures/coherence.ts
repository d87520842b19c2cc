import type { NomChamp, Valeurs } from '#app/organisation/structures/champs.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Rules between fields, judged on the whole structure as it would be. */
export function incoherences(v: Partial<Valeurs>, t: Textes): ErreurChamp[] {
  const erreur = (champ: NomChamp, code: string, valeur?: string): ErreurChamp => ({
    champ,
    code,
    message: t.champs.erreur(code, t.champs.libelles[champ], valeur),
  })
  const erreurs: ErreurChamp[] = []
  if (v.pays === 'FR' && typeof v.codePostal === 'string' && !/^\d{5}$/.test(v.codePostal))
    erreurs.push(erreur('codePostal', 'code-postal-invalide', v.codePostal))
  if (v.codeServiceOuNumeroEngagement && (v.codeServiceObligatoire || v.numeroEngagementObligatoire))
    erreurs.push(erreur('codeServiceOuNumeroEngagement', 'regles-incompatibles'))
  return erreurs
}
