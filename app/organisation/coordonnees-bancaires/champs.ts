import { z } from 'zod'
import {
  bbanJuste,
  bicDuPays,
  bicJuste,
  ibanDuPays,
  ibanJuste,
  ibanNu,
  sansEspaces,
} from '#app/organisation/coordonnees-bancaires/verifier.ts'
import type { Numeros } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import pays from '#ui/textes/pays.json' with { type: 'json' }
import { code, phraseDuChamp, texte, texteLibre, texteRequis } from '#demandes/validation.ts'
import { TOUS_LUS, type SontLus } from '#demandes/lecture.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

export const NOM_MAX = 100
export const TYPES_COMPTE = ['IBAN', 'BBAN', 'AUTRE'] as const
const CODES_PAYS = new Set(pays.map((p) => p.code))
/** Spaces and dashes of what is pasted included. */
const numero = () => texte(60).nullish()

/** The fields of BAN-01; what they must be together is in `erreursDuCompte`. */
export const CHAMPS_COMPTE = {
  nom: texteRequis(NOM_MAX),
  type: z.enum(TYPES_COMPTE, code('choix-invalide')),
  iban: numero(),
  pays: z.union([z.literal('').transform(() => null), z.string().refine((v) => CODES_PAYS.has(v), code('pays-inconnu'))]).nullish(),
  bban: numero(),
  bic: texte(20).nullish(),
  affactureur: z.boolean(code('champ-invalide')).optional(),
  designationAffactureur: texteLibre(200),
  identifiantAffactureur: texteLibre(50),
}

export interface Compte extends Numeros {
  type: (typeof TYPES_COMPTE)[number]
  nom: string
  pays: string
  bic: string | null
  affactureur: boolean
  designationAffactureur: string | null
  identifiantAffactureur: string | null
}

export type SaisieCompte = { [K in keyof Compte]?: Compte[K] | null | undefined }

/** What was typed, with what an IBAN says by itself: its country and its BBAN. */
export function normaliserCompte(s: SaisieCompte): Compte {
  const iban = ibanNu(s.iban ?? '') || null
  const lu = iban && ibanJuste(iban) ? iban : null
  return {
    type: s.type ?? 'IBAN',
    nom: s.nom ?? '',
    pays: s.pays || (lu?.slice(0, 2) ?? ''),
    iban,
    bban: sansEspaces(s.bban ?? '') || (lu?.slice(4) ?? null),
    bic: sansEspaces(s.bic ?? '') || null,
    affactureur: s.affactureur ?? false,
    designationAffactureur: s.affactureur ? (s.designationAffactureur ?? null) : null,
    identifiantAffactureur: s.affactureur ? (s.identifiantAffactureur ?? null) : null,
  }
}

/** Every error of the account, none of which repeats a number; `lus`: of what is asked, the fields that are well-formed. */
export function erreursDuCompte(c: Compte, t: Textes, lus: SontLus = TOUS_LUS): ErreurChamp[] {
  const erreur = (champ: keyof Compte, nom: string, valeur?: string): ErreurChamp => ({
    champ,
    code: nom,
    message: phraseDuChamp(t, champ, nom, valeur),
  })
  const e: ErreurChamp[] = []
  const juste = c.iban !== null && ibanJuste(c.iban)
  // What is no country is not repeated: it may be a number typed in the wrong field.
  const paysDuCompte = juste ? c.iban!.slice(0, 2) : CODES_PAYS.has(c.pays) ? c.pays : ''
  if (c.type === 'IBAN' && !c.iban && lus('type')) e.push(erreur('iban', 'champ-manquant'))
  if (c.iban && !juste) e.push(erreur('iban', 'iban-invalide'))
  if (!c.pays && (c.type !== 'IBAN' || juste) && lus('type')) e.push(erreur('pays', 'champ-manquant'))
  if (juste && lus('pays') && CODES_PAYS.has(c.pays) && !ibanDuPays(c.iban!, c.pays))
    e.push(erreur('iban', 'iban-pays-different', `${c.iban!.slice(0, 2)}, ${c.pays}`))
  if (c.type !== 'IBAN' && !c.bban && lus('type')) e.push(erreur('bban', 'champ-manquant'))
  if (
    c.bban &&
    ((c.type === 'BBAN' && c.pays && lus('type', 'pays') && !bbanJuste(c.bban, c.pays)) ||
      (juste && lus('iban') && c.bban !== c.iban!.slice(4)) ||
      !/^[A-Z0-9]{1,34}$/.test(c.bban))
  )
    e.push(erreur('bban', 'bban-invalide'))
  if (c.bic && !bicJuste(c.bic)) e.push(erreur('bic', 'bic-invalide'))
  else if (c.bic && paysDuCompte && lus('iban', 'pays') && !bicDuPays(c.bic, paysDuCompte))
    e.push(erreur('bic', 'bic-pays-different', `${c.bic.slice(4, 6)}, ${paysDuCompte}`))
  if (c.affactureur && lus('affactureur'))
    for (const champ of ['designationAffactureur', 'identifiantAffactureur'] as const)
      if (!c[champ]) e.push(erreur(champ, 'champ-manquant'))
  return e
}

/** An account with what is asked over it. A number left empty is kept; another BBAN alone leaves behind the IBAN that held the old one. */
export function completerCompte(actuel: Compte, s: SaisieCompte): Compte {
  const champs = Object.fromEntries(
    Object.entries(s).filter(([nom, v]) => v !== undefined && nom !== 'iban' && nom !== 'bban'),
  ) as SaisieCompte
  const voulu = { ...actuel, ...champs }
  if (s.iban) return normaliserCompte({ ...voulu, pays: s.pays, iban: s.iban, bban: s.bban })
  if (s.bban) return normaliserCompte({ ...voulu, bban: s.bban, iban: voulu.type === 'IBAN' ? actuel.iban : null })
  return normaliserCompte(voulu)
}

/** The fields that are kept and shown in clear. */
export const CHAMPS_CLAIRS = ['type', 'nom', 'pays', 'bic', 'affactureur', 'designationAffactureur', 'identifiantAffactureur'] as const
export type ChampClair = (typeof CHAMPS_CLAIRS)[number]
