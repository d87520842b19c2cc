import { champsDe, type NomChamp, type Valeurs } from '#app/organisation/structures/champs.ts'
import type { TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { Structure } from '#app/organisation/structures/lire.ts'
import { valeursDuRegistre } from '#app/organisation/structures/registre.ts'
import type { Etablissement } from '#app/organisation/sirene/index.ts'

/** An identifier issued by the portal, or an individual's, is what one leaves: never what one duplicates to. */
export const TYPES_DUPLIQUES = ['SIRET', 'UE_HORS_FRANCE', 'HORS_UE', 'RIDET', 'TAHITI'] as const satisfies TypeIdentifiant[]

const ADRESSE: NomChamp[] = ['adresse', 'complementAdresse1', 'complementAdresse2', 'codePostal', 'ville', 'pays']
/** What is of the legal unit, and holds for another establishment of it only. */
const UNITE: NomChamp[] = ['numeroTva', 'rcs']
/** What connects a structure never follows: it is declared anew. */
const RACCORDEMENT: NomChamp[] = ['recevoirCyclesVieEdi', 'emetteurFluxEdi', 'demandeRaccordementActive']

/** The fields that the form asks; the others are the old structure's. */
export const CHAMPS_DEMANDES: NomChamp[] = [
  'raisonSociale',
  'nom',
  'prenom',
  'libelle',
  'adresseElectronique',
  'telephone',
  ...ADRESSE,
  'nonDiffusibleInsee',
]

/** The new structure as the old one and the register make it: the register's address, never the old one's, under a SIRET. */
export function proposerNouvelle(
  ancienne: Structure,
  type: TypeIdentifiant,
  identifiant: string,
  registre: Etablissement | null,
): Partial<Valeurs> {
  const memeUnite = type === 'SIRET' && ancienne.typeIdentifiant === 'SIRET' && ancienne.identifiant.slice(0, 9) === identifiant.slice(0, 9)
  // A libellé tells one's structures apart: the new one gets its own (DUP-01).
  const tus = [...RACCORDEMENT, 'nonDiffusibleInsee', 'libelle', ...(memeUnite ? [] : UNITE), ...(type === 'SIRET' ? ADRESSE : [])]
  const gardes = Object.fromEntries(
    champsDe(ancienne)
      .filter((n) => !tus.includes(n) && ancienne[n] !== null)
      .map((n) => [n, ancienne[n]]),
  )
  const {
    libelle: _,
    raisonSociale,
    nom,
    prenom,
    ...duRegistre
  } = registre ? valeursDuRegistre(registre) : ({} as ReturnType<typeof valeursDuRegistre>)
  // The name in use stays the person's own; a name of the other kind than the old one's does not join it.
  const noms = raisonSociale ? { raisonSociale } : nom && prenom ? { nom, prenom } : null
  if (noms) for (const n of ['raisonSociale', 'nom', 'prenom']) delete gardes[n]
  return { ...(type === 'SIRET' ? { pays: 'FR' } : {}), ...gardes, ...noms, ...duRegistre } as Partial<Valeurs>
}

/** What was typed over what is proposed: a compulsory field left empty keeps the proposal, another one is emptied. */
export function completerNouvelle(saisie: Record<string, unknown>, proposee: Partial<Valeurs>): Partial<Valeurs> {
  const obligatoires: string[] = ['raisonSociale', 'nom', 'prenom', 'adresse', 'codePostal', 'ville', 'pays']
  const vide = (v: unknown) => v === null || v === ''
  const saisies = Object.entries(saisie).filter(
    ([n, v]) => CHAMPS_DEMANDES.includes(n as NomChamp) && v !== undefined && !(vide(v) && obligatoires.includes(n)),
  )
  const tapes = Object.fromEntries(saisies)
  const noms = tapes.raisonSociale ? ['nom', 'prenom'] : tapes.nom || tapes.prenom ? ['raisonSociale'] : []
  const tout = { ...Object.fromEntries(Object.entries(proposee).filter(([n]) => !noms.includes(n))), ...tapes }
  return Object.fromEntries(Object.entries(tout).filter(([, v]) => !vide(v) && v !== false)) as Partial<Valeurs>
}
