import { COLONNES, type Genre } from './colonnes.ts'
import { codeDe, type Lecteur } from './enregistrements.ts'
import { REPETITIONS, TYPES_VOIE } from './nomenclatures.ts'
import type { Redacteur } from './redacteur.ts'

/** The table of each file, its key first, and what a record must have: a key of so many digits, and a state, without which it says nothing. */
export const TABLES: Record<Genre, { nom: string; colonnes: string[]; cle: string; chiffres: number; etat: string; etats: string[] }> = {
  etablissement: {
    nom: 'sirene_etablissement',
    cle: 'siret',
    chiffres: 14,
    etat: 'etatAdministratifEtablissement',
    etats: ['A', 'F'],
    colonnes: [
      'siret',
      'date_creation',
      'date_fermeture',
      'est_ouvert',
      'est_siege',
      'est_diffusible',
      'code_postal',
      'ville',
      'adresse',
      'complement',
      'distribution',
      'pays_etranger',
      'libelle',
    ],
  },
  'unite-legale': {
    nom: 'sirene_unite_legale',
    cle: 'siren',
    chiffres: 9,
    etat: 'etatAdministratifUniteLegale',
    etats: ['A', 'C'],
    colonnes: ['siren', 'nic_siege', 'categorie_juridique', 'est_diffusible', 'denomination', 'denomination_usuelle', 'nom', 'prenom'],
  },
}

type Rang = (titre: string) => number
export type Ecrire = (lecteur: Lecteur, r: Redacteur) => void

const OUVERT = codeDe('A')
const DIFFUSIBLE = codeDe('O')
const VRAIS = new Set(['true', 'True', 'TRUE', 't', '1', 'oui'].map(codeDe))
const parCode = (mots: Record<string, string>) =>
  new Map(Object.entries(mots).map(([court, long]) => [codeDe(court), Buffer.from(long, 'latin1')]))
const [voies, repetitions] = [parCode(TYPES_VOIE), parCode(REPETITIONS)]

const textes = (r: Redacteur, premier: number, second?: number) => {
  r.colonne()
  if (!r.texte(premier) && (second === undefined || !r.texte(second))) r.rien()
}
const dateOuRien = (r: Redacteur, rang: number) => {
  if (!r.colonne().date(rang)) r.rien()
}
const entierOuRien = (r: Redacteur, brut: string, max: number) => {
  r.colonne()
  if (brut.length <= max && /^\d+$/.test(brut)) r.ecrire(brut)
  else r.rien()
}

/** A word that the register abbreviates, written out. */
function abrege(l: Lecteur, r: Redacteur, rang: number, entiers: Map<number, Buffer>, apresUnMot: boolean): boolean {
  const entier = entiers.get(l.code(rang))
  if (!entier) return r.texte(rang, apresUnMot)
  r.octets(entier, apresUnMot)
  return true
}

function etablissement(rang: Rang): Ecrire {
  const e = (titre: string) => rang(`${titre}Etablissement`)
  const [siret, creation, debut, etat, siege, diffusion] = [
    rang('siret'),
    e('dateCreation'),
    rang('dateDebut'),
    e('etatAdministratif'),
    rang('etablissementSiege'),
    e('statutDiffusion'),
  ]
  const [codePostal, commune, etranger, numero, repetition, type, voie] = [
    e('codePostal'),
    e('libelleCommune'),
    e('libelleCommuneEtranger'),
    e('numeroVoie'),
    e('indiceRepetition'),
    e('typeVoie'),
    e('libelleVoie'),
  ]
  const [complement, distribution, pays, enseigne, usuelle] = [
    e('complementAdresse'),
    e('distributionSpeciale'),
    e('libellePaysEtranger'),
    e('enseigne1'),
    e('denominationUsuelle'),
  ]
  const adresse = (l: Lecteur, r: Redacteur) => {
    r.colonne()
    let dit = r.texte(numero)
    dit = abrege(l, r, repetition, repetitions, dit) || dit
    dit = abrege(l, r, type, voies, dit) || dit
    if (!(r.texte(voie, dit) || dit)) r.rien()
  }
  return (l, r) => {
    r.colonne().texte(siret)
    dateOuRien(r, creation)
    const ouvert = l.code(etat) === OUVERT
    if (ouvert) r.colonne().rien()
    else dateOuRien(r, debut)
    r.colonne().booleen(ouvert)
    r.colonne().booleen(VRAIS.has(l.code(siege)))
    r.colonne().booleen(l.code(diffusion) === DIFFUSIBLE)
    textes(r, codePostal)
    textes(r, commune, etranger)
    adresse(l, r)
    textes(r, complement)
    textes(r, distribution)
    textes(r, pays)
    textes(r, enseigne, usuelle)
  }
}

function uniteLegale(rang: Rang): Ecrire {
  const u = (titre: string) => rang(`${titre}UniteLegale`)
  const [siren, nic, categorie, diffusion, denomination, usuelle, sigle] = [
    rang('siren'),
    u('nicSiege'),
    u('categorieJuridique'),
    u('statutDiffusion'),
    u('denomination'),
    u('denominationUsuelle1'),
    u('sigle'),
  ]
  const [usage, nom, prenomUsuel, prenom] = [u('nomUsage'), u('nom'), u('prenomUsuel'), u('prenom1')]
  return (l, r) => {
    r.colonne().texte(siren)
    entierOuRien(r, l.champ(nic), 5)
    entierOuRien(r, l.champ(categorie), 4)
    r.colonne().booleen(l.code(diffusion) === DIFFUSIBLE)
    textes(r, denomination)
    textes(r, usuelle, sigle)
    textes(r, usage, nom)
    textes(r, prenomUsuel, prenom)
  }
}

/** How a record of a file with these headings is written as a row. */
export function conversion(genre: Genre, entetes: readonly string[]): { cle: number; etat: number; etats: number[]; ecrire: Ecrire } {
  const rangs = new Map(COLONNES[genre].map((c) => [c, entetes.indexOf(c)]))
  const rang: Rang = (titre) => rangs.get(titre)!
  const { cle, etat, etats } = TABLES[genre]
  return {
    cle: rang(cle),
    etat: rang(etat),
    etats: etats.map(codeDe),
    ecrire: (genre === 'etablissement' ? etablissement : uniteLegale)(rang),
  }
}
