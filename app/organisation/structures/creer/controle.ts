import { partsParticulier, verifier, TYPES_IDENTIFIANT, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { Valeurs } from '#app/organisation/structures/champs.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'
import { phraseDuChamp } from '#demandes/validation.ts'

/** What an individual's identifier is built from, beside the name and the postal code; asked and not kept. */
export const PARTIES = ['sexe', 'moisNaissance', 'anneeNaissance']

const estVide = (v: unknown) => v === undefined || v === null || (typeof v === 'string' && !v.trim())
const erreur = (t: Textes, champ: string, code: string): ErreurChamp => ({
  champ,
  code,
  message: phraseDuChamp(t, champ, code),
})

/** The identifier and all that is missing, told in one go; for a SIRET, what is missing is known once the register has answered. */
export function controlerCreation(corps: Record<string, unknown>, t: Textes): ErreurChamp[] {
  const type = TYPES_IDENTIFIANT.find((x) => x === corps.typeIdentifiant)
  if (!type) return []
  const identifiant = erreurIdentifiant(type, corps.identifiant, t)
  return [
    ...(identifiant ? [identifiant] : []),
    ...erreursParties(type, corps, t),
    ...(type === 'SIRET' ? [] : manquants(corps as Partial<Valeurs>, type, t)),
  ]
}

/** What is wrong with an identifier, in the words of its type; AUTRE and PARTICULIER are never typed. */
export function erreurIdentifiant(type: TypeIdentifiant, saisi: unknown, t: Textes): ErreurChamp | null {
  const texte = typeof saisi === 'string' ? saisi : ''
  if (type === 'AUTRE' || type === 'PARTICULIER')
    return estVide(saisi)
      ? null
      : { champ: 'identifiant', code: 'identifiant-invalide', message: t.identifiants.raisons['jamais-saisi']({ type }) }
  const v = verifier(type, texte)
  return v.ok ? null : { champ: 'identifiant', code: v.code, message: t.identifiants.raisons[v.raison](v.params) }
}

/** What has a sentence of its own. */
const DITES: Record<string, string> = { codePostal: 'code-postal-invalide', nom: 'nom-sans-lettre' }

function erreursParties(type: TypeIdentifiant, corps: Record<string, unknown>, t: Textes): ErreurChamp[] {
  if (type !== 'PARTICULIER') return PARTIES.filter((p) => !estVide(corps[p])).map((p) => erreur(t, p, 'champ-inconnu'))
  const absentes = PARTIES.filter((p) => estVide(corps[p])).map((p) => erreur(t, p, 'champ-manquant'))
  const { sexe, anneeNaissance, moisNaissance, codePostal, nom } = corps
  const lues = partsParticulier.safeParse({ sexe, anneeNaissance, moisNaissance, codePostal, nom })
  const fausses = new Set((lues.error?.issues ?? []).map((i) => String(i.path[0])).filter((p) => !estVide(corps[p])))
  return [...absentes, ...[...fausses].map((p) => erreur(t, p, DITES[p] ?? 'particulier-invalide'))]
}

/** A name and an address: what a structure cannot do without (STR-01). */
export function manquants(v: Partial<Record<string, unknown>>, type: TypeIdentifiant, t: Textes): ErreurChamp[] {
  const physique = type === 'PARTICULIER' || !estVide(v.nom) || !estVide(v.prenom)
  const noms = physique ? ['nom', 'prenom'] : ['raisonSociale']
  const deTrop = physique && !estVide(v.raisonSociale) ? [erreur(t, 'raisonSociale', 'deux-noms')] : []
  return [
    ...deTrop,
    ...[...noms, 'adresse', 'codePostal', 'ville', 'pays'].filter((n) => estVide(v[n])).map((n) => erreur(t, n, 'champ-manquant')),
  ]
}
