import {
  estArrondi,
  lireCellules,
  lireEntetes as lireLesEntetes,
  lireIdentifiant,
  lireJour,
  lireType,
  replier,
  type Entetes,
} from '#app/organisation/imports/colonnes.ts'
import { CHAMPS, type NomChamp } from '#app/organisation/services/champs.ts'
import type { Row } from '#platform/tables/types.ts'
import { columnOf } from '#platform/database/columns.ts'

/** The columns of the file, in the order of the model; the cells of a line are kept in that order. */
export const COLONNES = ['typeIdentifiant', 'identifiant', ...(Object.keys(CHAMPS) as NomChamp[])] as const
export type Colonne = 'typeIdentifiant' | 'identifiant' | NomChamp

/** Headings that people write, folded. */
const TITRES: Record<Colonne, string[]> = {
  typeIdentifiant: ['typedidentifiant', 'typeidentifiant'],
  identifiant: ['structure', 'identifiant', 'siret', 'identifiantdelastructure'],
  code: ['code', 'codeduservice', 'codeservice', 'service'],
  nom: ['nom', 'nomduservice', 'libelle'],
  description: ['description'],
  adresseElectronique: ['adresseelectronique', 'courriel', 'email', 'mail', 'adresseemail'],
  telephone: ['telephone', 'tel'],
  adresse: ['adresse', 'adressepostale', 'voie'],
  complementAdresse1: ['complementdadresse1', 'complementadresse1', 'complementdadresse', 'complement'],
  complementAdresse2: ['complementdadresse2', 'complementadresse2'],
  codePostal: ['codepostal', 'cp'],
  ville: ['ville', 'commune'],
  pays: ['pays'],
  debutValidite: ['debutdevalidite', 'debutvalidite', 'datededebut', 'valableapartirdu'],
  finValidite: ['findevalidite', 'finvalidite', 'datedefin', 'valablejusquau'],
  numeroEngagementObligatoire: ['numerodengagementobligatoire', 'numeroengagementobligatoire', 'engagementobligatoire'],
  miseEnPaiement: ['miseenpaiement'],
}

/** `choisie`: a line that names no structure is of the one that was chosen. */
export const lireEntetes = (ligne: Row, choisie: boolean): Entetes<Colonne> =>
  lireLesEntetes(ligne, TITRES, choisie ? ['code'] : ['identifiant', 'code'])

/** A line as it is kept, in the names of its table. */
export type LigneLue = {
  rang: number
  cellules: string[]
  type_identifiant: string
  identifiant: string | null
  lues: string[]
  avis: string[]
} & Record<string, unknown>

const MAX_CELLULE = 1000
const OUI_NON = new Map([
  ['oui', true],
  ['o', true],
  ['vrai', true],
  ['true', true],
  ['1', true],
  ['x', true],
  ['non', false],
  ['n', false],
  ['faux', false],
  ['false', false],
  ['0', false],
])
const TEXTES: NomChamp[] = [
  'code',
  'nom',
  'description',
  'adresseElectronique',
  'telephone',
  'adresse',
  'complementAdresse1',
  'complementAdresse2',
  'codePostal',
  'ville',
  'pays',
]

/** The sense of a line, or all that is wrong with it that the file alone shows. An empty cell says nothing: what is there stays. */
export function creerLecteur(ou: Map<number, Colonne>, choisie: boolean) {
  return (ligne: Row): LigneLue => {
    const { lire, cellule, faute, fautes, saisies } = lireCellules(ligne, ou, MAX_CELLULE)
    const avis: string[] = []
    const champs: Record<string, unknown> = {}
    const type = lireType(lire('typeIdentifiant') ?? '', faute)
    const saisi = lire('identifiant')
    const identifiant = saisi === null ? null : !saisi && choisie ? '' : lireIdentifiant(cellule('identifiant'), saisi, type, faute)
    if (lire('code') === '') faute('champ-manquant', 'code')
    for (const champ of TEXTES) {
      const texte = lire(champ)
      if (!texte) continue
      const lu = CHAMPS[champ].safeParse(champ === 'pays' ? texte.toUpperCase() : texte)
      if (lu.success) champs[columnOf(champ)] = lu.data
      else {
        const [code, valeur] = lu.error.issues[0]!.message.split('|')
        faute(code!, champ, valeur)
      }
    }
    for (const champ of ['debutValidite', 'finValidite'] as const)
      champs[columnOf(champ)] = lireJour(cellule(champ), lire(champ) ?? '', champ, faute)
    for (const champ of ['numeroEngagementObligatoire', 'miseEnPaiement'] as const) {
      const dit = replier(lire(champ) ?? '')
      if (dit && !OUI_NON.has(dit)) faute('oui-ou-non', champ)
      champs[columnOf(champ)] = OUI_NON.get(dit) ?? null
    }
    // « 007 » typed as a number is 7: nothing tells it from a 7, so it is said.
    if (typeof champs.code === 'string') {
      const de = cellule('code')?.kind
      if (de === 'date') faute('code-en-date', 'code')
      else if (estArrondi(champs.code)) faute('notation-scientifique', 'code')
      else if (de === 'number') avis.push(`code-en-nombre|code|${champs.code}`)
    }
    // Elsewhere, four digits are a postal code.
    if ((champs.pays ?? 'FR') === 'FR' && cellule('codePostal')?.kind === 'number' && /^\d{4}$/.test(String(champs.code_postal)))
      faute('code-postal-zero', 'codePostal', String(champs.code_postal).padStart(5, '0'))
    return { rang: ligne.number, cellules: saisies(COLONNES), type_identifiant: type ?? '', identifiant, ...champs, lues: fautes, avis }
  }
}
