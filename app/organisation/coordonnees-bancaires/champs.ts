import { bbanJuste, bicDuPays, bicJuste, ibanDuPays, ibanJuste, ibanNu, sansEspaces } from '#app/organisation/coordonnees-bancaires/verifier.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

/** The numbers of an account: in clear only between a request and its seal, and when shown whole. */
export interface Numeros { iban: string | null; bban: string | null }

export interface Compte extends Numeros {
  type: 'IBAN' | 'BBAN' | 'AUTRE'; nom: string; pays: string; bic: string | null
  affactureur: boolean; designationAffactureur: string | null; identifiantAffactureur: string | null
}

type Saisie = { [K in keyof Compte]?: Compte[K] | null | undefined }

/** What was typed, with what an IBAN says by itself: its country and its BBAN. */
export function normaliserCompte(s: Saisie): Compte {
  const iban = ibanNu(s.iban ?? '') || null
  const lu = iban && ibanJuste(iban) ? iban : null
  return {
    type: s.type ?? 'IBAN', nom: s.nom ?? '', pays: s.pays || (lu?.slice(0, 2) ?? ''), iban, bban: sansEspaces(s.bban ?? '') || (lu?.slice(4) ?? null), bic: sansEspaces(s.bic ?? '') || null,
    affactureur: s.affactureur ?? false, designationAffactureur: s.affactureur ? (s.designationAffactureur ?? null) : null, identifiantAffactureur: s.affactureur ? (s.identifiantAffactureur ?? null) : null,
  }
}

/** Every error of the account, none of which repeats a number. */
export function erreursDuCompte(c: Compte, t: Textes): ErreurChamp[] {
  const erreur = (champ: keyof Compte, nom: string): ErreurChamp => ({ champ, code: nom, message: t.champs.erreur(nom, (t.champs.libelles as Record<string, string>)[champ] ?? champ) })
  const e: ErreurChamp[] = []
  const juste = c.iban !== null && ibanJuste(c.iban)
  if (c.type === 'IBAN' && !c.iban) e.push(erreur('iban', 'champ-manquant'))
  if (c.iban && !juste) e.push(erreur('iban', 'iban-invalide'))
  if (!c.pays && (c.type !== 'IBAN' || juste)) e.push(erreur('pays', 'champ-manquant'))
  if (juste && c.pays && !ibanDuPays(c.iban!, c.pays)) e.push(erreur('iban', 'iban-pays-different'))
  if (c.type !== 'IBAN' && !c.bban) e.push(erreur('bban', 'champ-manquant'))
  if (c.bban && ((c.type === 'BBAN' && c.pays && !bbanJuste(c.bban, c.pays)) || (juste && c.bban !== c.iban!.slice(4)) || !/^[A-Z0-9]{1,34}$/.test(c.bban))) e.push(erreur('bban', 'bban-invalide'))
  if (c.bic && !bicJuste(c.bic)) e.push(erreur('bic', 'bic-invalide'))
  else if (c.bic && (juste || c.pays) && !bicDuPays(c.bic, juste ? c.iban!.slice(0, 2) : c.pays)) e.push(erreur('bic', 'bic-pays-different'))
  if (c.affactureur) for (const champ of ['designationAffactureur', 'identifiantAffactureur'] as const) if (!c[champ]) e.push(erreur(champ, 'champ-manquant'))
  return e
}
