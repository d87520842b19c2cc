import { adresseCanonique } from '#app/comptes/adresse.ts'
import {
  lireCellules,
  lireEntetes as lireLesEntetes,
  lireIdentifiant,
  lireJour,
  lireType,
  replier,
  type Dire,
  type Entetes,
} from '#app/organisation/imports/colonnes.ts'
import type { Row } from '#platform/tables/types.ts'
import { debutDe } from '#platform/plier.ts'
import { catalogue } from '#ui/textes/fr/catalogue.ts'

/** The columns of the file, in the order of the model; `x` of a line keeps its cells in that order. */
export const COLONNES = ['adresseElectronique', 'prenom', 'nom', 'typeIdentifiant', 'identifiant', 'codeService', 'profils', 'fin'] as const
export type Colonne = (typeof COLONNES)[number]

/** Headings that people write, folded. */
const TITRES: Record<Colonne, string[]> = {
  adresseElectronique: ['adresseelectronique', 'adressemail', 'adresseemail', 'courriel', 'email', 'mail', 'adresse'],
  prenom: ['prenom'],
  nom: ['nom', 'nomdefamille'],
  typeIdentifiant: ['typedidentifiant', 'typeidentifiant'],
  identifiant: ['structure', 'identifiant', 'siret', 'identifiantdelastructure'],
  codeService: ['service', 'codeservice', 'codeduservice'],
  profils: ['profils', 'profil', 'habilitations'],
  fin: ['datedefin', 'fin', 'valablejusquau'],
}
const OBLIGATOIRES: Colonne[] = ['adresseElectronique', 'identifiant']

export const lireEntetes = (ligne: Row): Entetes<Colonne> => lireLesEntetes(ligne, TITRES, OBLIGATOIRES)

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

export interface Application {
  id: number
  code: string
  niveaux: number
}

const MAX_CELLULE = 500

/** The sense of a line, or all that is wrong with it that the file alone shows. */
export function creerLecteur(applications: Application[], ou: Map<number, Colonne>) {
  const parCode = new Map(applications.map((a) => [a.code, a]))
  const parNom = new Map<string, number>()
  for (const a of applications)
    for (const n of [1, 2])
      for (const nom of [`${a.code}.${n === 2 ? 'modification' : 'consultation'}`, catalogue.profil(a.code, n)])
        parNom.set(replier(nom), n > a.niveaux ? -1 : a.id * 10 + n)

  return (ligne: Row): LigneLue => {
    const { lire, cellule, faute, fautes: k, saisies } = lireCellules(ligne, ou, MAX_CELLULE)
    const brute = lire('adresseElectronique')
    const c = brute ? adresseCanonique(brute) : null
    if (brute === '') faute('champ-manquant', 'adresseElectronique')
    else if (brute !== null && !c) faute('adresse-electronique-invalide', 'adresseElectronique')

    const t = lireType(lire('typeIdentifiant') ?? '', faute)
    const identifiant = lire('identifiant')
    const i = identifiant === null ? null : lireIdentifiant(cellule('identifiant'), identifiant, t, faute)
    const { d, e } = lireProfils(lire('profils') ?? '', parNom, parCode, faute)
    const f = lireJour(cellule('fin'), lire('fin') ?? '', 'fin', faute)
    return { r: ligne.number, x: saisies(COLONNES), c, t: t ?? '', i, s: lire('codeService') ?? '', d, e, f, k }
  }
}

function lireProfils(
  saisi: string,
  parNom: Map<string, number>,
  parCode: Map<string, Application>,
  faute: Dire<Colonne>,
): { d: number[]; e: string[] } {
  const d: number[] = []
  const e: string[] = []
  for (const nom of saisi
    .split(/[,;\n|]/)
    .map((s) => s.trim())
    .filter(Boolean)) {
    const profil = parNom.get(replier(nom))
    if (profil === -1) faute('profil-sans-modification', 'profils', nom)
    else if (profil) d.push(profil)
    else if (/^[a-z-]+\.[a-z]+$/.test(nom) || parCode.has(nom)) faute('profil-inconnu', 'profils', nom)
    else e.push(debutDe(nom, 80))
  }
  return { d: [...new Set(d)], e: [...new Set(e)] }
}
