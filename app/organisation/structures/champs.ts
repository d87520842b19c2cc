import { z } from 'zod'
import pays from '#ui/textes/pays.json' with { type: 'json' }
import { verifierNumeroTva } from '#app/organisation/structures/identifiants/index.ts'
import { code, texteLibre, texteRequis } from '#demandes/validation.ts'

const CODES_PAYS = new Set(pays.map((p) => p.code))
export const REGIMES = ['COSP', 'INDEPENDANT'] as const
export const CATEGORIES = ['EXPERT', 'INTERPRETE', 'MEDECIN', 'ENQUETEUR', 'AUTRE'] as const

const libre = <S extends z.ZodType<string>>(schema: S) =>
  z
    .union([z.literal('').transform(() => null), schema])
    .nullable()
    .optional()
const option = () => z.boolean(code('champ-invalide'))

/** The fields of STR-01 that a person fills in, each with its own rule; the order is that of the screens. */
export const CHAMPS = {
  raisonSociale: texteRequis(200),
  nom: texteRequis(100),
  prenom: texteRequis(100),
  libelle: texteLibre(200),
  adresseElectronique: libre(
    z
      .string()
      .trim()
      .max(254, code('trop-long', 254))
      .pipe(z.email(code('adresse-electronique-invalide'))),
  ),
  telephone: libre(
    z
      .string()
      .trim()
      .regex(/^\+?[\d ]{4,20}$/, code('telephone-invalide')),
  ),
  adresse: texteRequis(200),
  complementAdresse1: texteLibre(200),
  complementAdresse2: texteLibre(200),
  codePostal: texteRequis(10),
  ville: texteRequis(100),
  pays: z.string().refine((v) => CODES_PAYS.has(v), code('pays-inconnu')),
  recevoirCyclesVieEdi: option(),
  emetteurFluxEdi: option(),
  demandeRaccordementActive: option(),
  categoriePrestataire: libre(z.enum(CATEGORIES, code('choix-invalide'))),
  regime: libre(z.enum(REGIMES, code('choix-invalide'))),
  nonDiffusibleInsee: option(),
  numeroTva: libre(
    z
      .string()
      .trim()
      .toUpperCase()
      .max(20, code('trop-long', 20))
      .refine((v) => verifierNumeroTva(v).ok, code('numero-tva-invalide')),
  ),
  rcs: texteLibre(50),
  categorieJuridique: libre(z.string().regex(/^\d{4}$/, code('categorie-inconnue'))),
  secondFacteurExige: option(),
  codeServiceObligatoire: option(),
  numeroEngagementObligatoire: option(),
  codeServiceOuNumeroEngagement: option(),
  miseEnPaiementNonRemontee: option(),
} as const

export type NomChamp = keyof typeof CHAMPS
export type ValeurChamp = string | boolean | null
export type Valeurs = Record<NomChamp, ValeurChamp>

/** Only a public entity says what it requires of its suppliers. */
export const CHAMPS_PUBLICS: NomChamp[] = [
  'codeServiceObligatoire',
  'numeroEngagementObligatoire',
  'codeServiceOuNumeroEngagement',
  'miseEnPaiementNonRemontee',
]
export const OPTIONS: NomChamp[] = [
  'recevoirCyclesVieEdi',
  'emetteurFluxEdi',
  'demandeRaccordementActive',
  'nonDiffusibleInsee',
  'secondFacteurExige',
  ...CHAMPS_PUBLICS,
]

/** The screens' groups of fields, and each field's share of the line. */
export const GROUPES: { cle: 'generales' | 'adresse' | 'raccordement' | 'frais' | 'exigences'; champs: NomChamp[] }[] = [
  {
    cle: 'generales',
    champs: [
      'raisonSociale',
      'nom',
      'prenom',
      'libelle',
      'adresseElectronique',
      'telephone',
      'numeroTva',
      'rcs',
      'categorieJuridique',
      'nonDiffusibleInsee',
      'secondFacteurExige',
    ],
  },
  { cle: 'adresse', champs: ['adresse', 'complementAdresse1', 'complementAdresse2', 'codePostal', 'ville', 'pays'] },
  { cle: 'raccordement', champs: ['recevoirCyclesVieEdi', 'emetteurFluxEdi', 'demandeRaccordementActive'] },
  { cle: 'frais', champs: ['categoriePrestataire', 'regime'] },
  { cle: 'exigences', champs: CHAMPS_PUBLICS },
]

/** The fields that a structure of this kind has: a legal entity has a raison sociale, an individual a name and a first name. */
export function champsDe(s: { raisonSociale: ValeurChamp; typeStructure: string }): NomChamp[] {
  const absents = new Set<NomChamp>([
    ...(s.raisonSociale === null ? (['raisonSociale'] as const) : (['nom', 'prenom'] as const)),
    ...(s.typeStructure === 'PUBLIQUE' ? [] : CHAMPS_PUBLICS),
  ])
  return (Object.keys(CHAMPS) as NomChamp[]).filter((c) => !absents.has(c))
}
