import type { NomChamp, Valeurs } from '#app/organisation/structures/champs.ts'
import { TOUS_LUS, type SontLus } from '#demandes/lecture.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'
import { phraseDuChamp } from '#demandes/validation.ts'

/** Rules between fields, judged on the whole structure as it would be; `lus`: of what is asked, the fields that are well-formed. */
export function incoherences(v: Partial<Valeurs>, t: Textes, lus: SontLus = TOUS_LUS): ErreurChamp[] {
  const erreur = (champ: NomChamp, code: string, valeur?: string): ErreurChamp => ({
    champ,
    code,
    message: phraseDuChamp(t, champ, code, valeur),
  })
  const erreurs: ErreurChamp[] = []
  if (lus('pays') && v.pays === 'FR' && typeof v.codePostal === 'string' && !/^\d{5}$/.test(v.codePostal))
    erreurs.push(erreur('codePostal', 'code-postal-invalide', v.codePostal))
  const exigences = [v.codeServiceObligatoire, v.numeroEngagementObligatoire]
  if (v.codeServiceOuNumeroEngagement && exigences.some(Boolean) && lus('codeServiceObligatoire', 'numeroEngagementObligatoire'))
    erreurs.push(erreur('codeServiceOuNumeroEngagement', 'regles-incompatibles'))
  return erreurs
}
