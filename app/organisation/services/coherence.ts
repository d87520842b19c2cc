import { CHAMPS_ADRESSE, CHAMPS_PUBLICS, RESERVE, type NomChamp, type Valeurs } from '#app/organisation/services/champs.ts'
import { TOUS_LUS, type SontLus } from '#demandes/lecture.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'
import { phraseDuChamp } from '#demandes/validation.ts'

/** An error on a field of a service, in words. */
export const erreurDe = (t: Textes, champ: NomChamp, code: string, valeur?: string): ErreurChamp => ({
  champ,
  code,
  message: phraseDuChamp(t, champ, code, valeur),
})

/** Rules between fields, judged on the whole service as it would be; `lus`: of what is asked, the fields that are well-formed. */
export function incoherences(v: Partial<Valeurs>, typeStructure: string, t: Textes, lus: SontLus = TOUS_LUS): ErreurChamp[] {
  const vide = (champ: NomChamp) => v[champ] === undefined || v[champ] === null || v[champ] === ''
  const erreurs: ErreurChamp[] = []
  // An address of its own is whole, or it is the structure's.
  if (CHAMPS_ADRESSE.some((c) => !vide(c)))
    erreurs.push(...(['adresse', 'codePostal', 'ville', 'pays'] as const).filter(vide).map((c) => erreurDe(t, c, 'champ-manquant')))
  if (lus('pays') && v.pays === 'FR' && typeof v.codePostal === 'string' && !/^\d{5}$/.test(v.codePostal))
    erreurs.push(erreurDe(t, 'codePostal', 'code-postal-invalide', v.codePostal))
  if (lus('debutValidite') && v.debutValidite && v.finValidite && v.finValidite < v.debutValidite)
    erreurs.push(erreurDe(t, 'finValidite', 'fin-avant-debut'))
  if (typeStructure !== 'PUBLIQUE')
    erreurs.push(...CHAMPS_PUBLICS.filter((c) => v[c]).map((c) => erreurDe(t, c, 'reserve-entites-publiques')))
  return erreurs
}

/** The reserved code in any writing: nobody else's service looks like it. */
export const estReserve = (code: string) => code.toUpperCase() === RESERVE
