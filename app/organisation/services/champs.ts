import { z } from 'zod'
import { CHAMPS as DE_STRUCTURE } from '#app/organisation/structures/champs.ts'
import { code, jour, texteLibre, texteRequis } from '#demandes/validation.ts'

/** What public entities receive invoices of one another with: theirs from the start, as it is, for ever (SER-01). */
export const RESERVE = 'FACTURES_PUBLIQUES'

const jourLibre = z
  .union([z.literal('').transform(() => null), jour()])
  .nullable()
  .optional()
const option = () => z.boolean(code('champ-invalide'))

/** The fields of SER-01 that a person fills in, each with its own rule; the order is that of the screens. Without an address, the structure's. */
export const CHAMPS = {
  code: texteRequis(100),
  nom: texteRequis(200),
  description: texteLibre(1000),
  adresseElectronique: DE_STRUCTURE.adresseElectronique,
  telephone: DE_STRUCTURE.telephone,
  adresse: texteLibre(200),
  complementAdresse1: texteLibre(200),
  complementAdresse2: texteLibre(200),
  codePostal: texteLibre(10),
  ville: texteLibre(100),
  pays: z
    .union([z.literal('').transform(() => null), DE_STRUCTURE.pays])
    .nullable()
    .optional(),
  debutValidite: jourLibre,
  finValidite: jourLibre,
  numeroEngagementObligatoire: option(),
  miseEnPaiement: option(),
} as const

export type NomChamp = keyof typeof CHAMPS
export type Valeurs = Record<NomChamp, string | boolean | null>

/** Only a public entity says what it requires of its suppliers. */
export const CHAMPS_PUBLICS: NomChamp[] = ['numeroEngagementObligatoire', 'miseEnPaiement']
export const CHAMPS_ADRESSE: NomChamp[] = ['adresse', 'complementAdresse1', 'complementAdresse2', 'codePostal', 'ville', 'pays']

/** The screens' groups of fields. */
export const GROUPES: { cle: 'generales' | 'adresse' | 'validite' | 'exigences'; champs: NomChamp[] }[] = [
  { cle: 'generales', champs: ['code', 'nom', 'description', 'adresseElectronique', 'telephone'] },
  { cle: 'adresse', champs: CHAMPS_ADRESSE },
  { cle: 'validite', champs: ['debutValidite', 'finValidite'] },
  { cle: 'exigences', champs: CHAMPS_PUBLICS },
]

/** The fields that a service of this kind of structure has. */
export const champsDe = ({ typeStructure }: { typeStructure: string }): NomChamp[] =>
  (Object.keys(CHAMPS) as NomChamp[]).filter((c) => typeStructure === 'PUBLIQUE' || !CHAMPS_PUBLICS.includes(c))

type Facultatifs = { [K in NomChamp]: z.ZodOptional<(typeof CHAMPS)[K]> }
/** Left out: nothing, or what it was. */
export const FACULTATIFS = Object.fromEntries(Object.entries(CHAMPS).map(([nom, schema]) => [nom, schema.optional()])) as Facultatifs
