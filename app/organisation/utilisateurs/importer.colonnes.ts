import { adresseCanonique } from '#app/comptes/adresse.ts'
import { normaliser, TYPES_IDENTIFIANT, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { Cell, Row } from '#platform/tables/types.ts'
import { catalogue } from '#ui/textes/fr/catalogue.ts'

/** The columns of the file, in the order of the model; `x` of a line keeps its cells in that order. */
export const COLONNES = ['adresseElectronique', 'prenom', 'nom', 'typeIdentifiant', 'identifiant', 'codeService', 'profils', 'fin'] as const
export type Colonne = (typeof COLONNES)[number]

/** Headings that people write, folded. */
const TITRES: Record<Colonne, string[]> = {
  adresseElectronique: ['adresseelectronique', 'adressemail', 'adresseemail', 'courriel', 'email', 'mail', 'adresse'],
  prenom: ['prenom'], nom: ['nom', 'nomdefamille'],
  typeIdentifiant: ['typedidentifiant', 'typeidentifiant'],
  identifiant: ['structure', 'identifiant', 'siret', 'identifiantdelastructure'],
  codeService: ['service', 'codeservice', 'codeduservice'],
  profils: ['profils', 'profil', 'habilitations'],
  fin: ['datedefin', 'fin', 'valablejusquau'],
}
const OBLIGATOIRES: Colonne[] = ['adresseElectronique', 'identifiant']

export const replier = (s: string) => s.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '')

export type CodeEntetes = 'colonnes-manquantes' | 'colonne-en-double'
export type Entetes = { ou: Map<number, Colonne>; ignorees: string[] } | { code: CodeEntetes; colonnes: string[] }

/** Which column is which; those that are not ours are left out, by name. */
export function lireEntetes(ligne: Row): Entetes {
  const ou = new Map<number, Colonne>()
  const ignorees: string[] = []
  const doubles: string[] = []
  ligne.cells.forEach((c, i) => {
    const titre = replier(c!.text)
    const colonne = COLONNES.find((k) => TITRES[k].includes(titre))
    if (!colonne) ignorees.push(c!.text.trim().slice(0, 60))
    else if ([...ou.values()].includes(colonne)) doubles.push(colonne)
    else ou.set(i, colonne)
  })
  if (doubles.length) return { code: 'colonne-en-double', colonnes: doubles }
  const manquantes = OBLIGATOIRES.filter((k) => ![...ou.values()].includes(k))
  return manquantes.length ? { code: 'colonnes-manquantes', colonnes: manquantes } : { ou, ignorees }
}

/** A line as it is kept: short names, for there are a hundred thousand. */
export interface LigneLue {
  /** Its number in the file. */
  r: number
  /** The cells as they were typed. */
  x: string[]
  /** Address, type, identifier and service code in their normal form; « » when there is none. */
  c: string | null
  t: string
  i: string | null
  s: string
  /** Profiles, ten times the application's key plus the level; names of sets; last day. */
  d: number[]
  e: string[]
  f: string | null
  /** « code|column|more » of each fault. */
  k: string[]
}

export interface Application { id: number; code: string; niveaux: number }

const MAX_CELLULE = 500

/** The sense of a line, or all that is wrong with it that the file alone shows. */
export function creerLecteur(applications: Application[], ou: Map<number, Colonne>) {
  const parCode = new Map(applications.map((a) => [a.code, a]))
  const parNom = new Map<string, number>()
  for (const a of applications) for (const n of [1, 2]) for (const nom of [`${a.code}.${n === 2 ? 'modification' : 'consultation'}`, catalogue.profil(a.code, n)]) parNom.set(replier(nom), n > a.niveaux ? -1 : a.id * 10 + n)
  const types = new Map(TYPES_IDENTIFIANT.map((t) => [replier(t), t]))
  for (const [nom, t] of [['ue', 'UE_HORS_FRANCE'], ['tva', 'UE_HORS_FRANCE'], ['tvaintracommunautaire', 'UE_HORS_FRANCE'], ['horsunioneuropeenne', 'HORS_UE'], ['encoursdimmatriculation', 'AUTRE']] as const) types.set(nom, t)

  return (ligne: Row): LigneLue => {
    const k: string[] = []
    const faute: Dire = (code, colonne, plus = '') => (k.push(`${code}|${colonne}|${plus.slice(0, 120)}`), null)
    const cellules = new Map<Colonne, Cell>()
    ligne.cells.forEach((c, i) => {
      const colonne = ou.get(i)
      if (colonne && c) cellules.set(colonne, c)
    })
    for (const [colonne, c] of cellules) {
      if (c.kind === 'formula') faute('formule', colonne)
      else if (c.kind === 'error') faute('cellule-en-erreur', colonne, c.text)
      else if (c.text.length > MAX_CELLULE) faute('cellule-trop-longue', colonne)
      else if (/[^\P{C}\n\r\t]/u.test(c.text.replace(/\p{Cf}/gu, ''))) faute('caracteres-interdits', colonne)
    }
    const lire = (colonne: Colonne) => (k.some((f) => f.split('|')[1] === colonne) ? null : (cellules.get(colonne)?.text.trim() ?? ''))

    const brute = lire('adresseElectronique')
    const c = brute ? adresseCanonique(brute) : null
    if (brute === '') faute('champ-manquant', 'adresseElectronique')
    else if (brute !== null && !c) faute('adresse-electronique-invalide', 'adresseElectronique')

    const t = lireType(lire('typeIdentifiant') ?? '', types, faute)
    const i = lireIdentifiant(cellules.get('identifiant'), lire('identifiant'), t, faute)
    const { d, e } = lireProfils(lire('profils') ?? '', parNom, parCode, faute)
    const f = lireFin(cellules.get('fin'), lire('fin') ?? '', faute)
    // A formula is shown as one: sent again, it is no empty cell.
    const x = COLONNES.map((colonne) => (cellules.get(colonne)?.kind === 'formula' ? '=…' : (cellules.get(colonne)?.text ?? '')).replace(/\p{C}/gu, ' ').trim().slice(0, 200))
    return { r: ligne.number, x, c, t: t ?? '', i, s: lire('codeService') ?? '', d, e, f, k }
  }
}

type Dire = (code: string, colonne: Colonne, plus?: string) => null

function lireType(saisi: string, types: Map<string, TypeIdentifiant>, faute: Dire): TypeIdentifiant | null {
  if (!saisi) return null
  const type = types.get(replier(saisi)) ?? null
  if (!type) faute('type-inconnu', 'typeIdentifiant', saisi)
  return type
}

function lireIdentifiant(cellule: Cell | undefined, saisi: string | null, type: TypeIdentifiant | null, faute: Dire): string | null {
  if (saisi === null) return null
  if (!saisi) return faute('champ-manquant', 'identifiant')
  // « 1,23457E+13 »: a spreadsheet has kept six digits of fourteen.
  if (/^\d([.,]\d+)?E\+?\d+$/i.test(saisi)) return faute('notation-scientifique', 'identifiant')
  const i = normaliser(type ?? 'SIRET', saisi)
  // Ten digits may be a RIDET: without a type, only what is nearly fourteen can be nothing else.
  const siret = /^\d+$/.test(i) && (type === 'SIRET' || (!type && i.length > 10 && i.length < 14))
  if (siret && i.length < 14 && (i.length === 13 || cellule?.kind === 'number')) return faute('zero-perdu', 'identifiant', i.padStart(14, '0'))
  if (siret && i.length !== 14) return faute('siret-incomplet', 'identifiant', String(i.length))
  return i.slice(0, 100)
}

function lireProfils(saisi: string, parNom: Map<string, number>, parCode: Map<string, Application>, faute: Dire): { d: number[]; e: string[] } {
  const d: number[] = []
  const e: string[] = []
  for (const nom of saisi.split(/[,;\n|]/).map((s) => s.trim()).filter(Boolean)) {
    const profil = parNom.get(replier(nom))
    if (profil === -1) faute('profil-sans-modification', 'profils', nom)
    else if (profil) d.push(profil)
    else if (/^[a-z-]+\.[a-z]+$/.test(nom) || parCode.has(nom)) faute('profil-inconnu', 'profils', nom)
    else e.push(nom.slice(0, 80))
  }
  return { d: [...new Set(d)], e: [...new Set(e)] }
}

function lireFin(cellule: Cell | undefined, saisi: string, faute: Dire): string | null {
  if (!saisi) return null
  const francaise = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(saisi)
  const iso = francaise ? `${francaise[3]}-${francaise[2]!.padStart(2, '0')}-${francaise[1]!.padStart(2, '0')}` : saisi
  const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : null
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso) return faute(cellule?.kind === 'number' ? 'date-en-nombre' : 'date-invalide', 'fin')
  if (iso >= '2100') return faute('date-trop-lointaine', 'fin')
  return iso
}
