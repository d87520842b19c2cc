import { isUtf8 } from 'node:buffer'
import { StartError } from '#platform/settings.ts'
import type { Lot } from './lots-csv.ts'

export const ESPACE = 32
const VIRGULE = 44
const GUILLEMET = 34
const FIN_DE_LIGNE = 10
const RETOUR = 13
const ZERO = 48
const [TABULATION, BARRE] = [9, 92]

/**
 * Goes through the records of a lot, byte by byte: forty million of them are read in minutes only if nothing is made of the columns that
 * nobody asks for.
 * Text is told as « latin1 », a sign a byte: what only passes through is neither decoded nor encoded.
 */
export class Lecteur {
  /** Line of the file on which the record begins. */
  ligne: number
  /** Whether a column's bytes are its value: nothing between quotes, nothing to escape. */
  simple = true
  readonly octets: Buffer
  /** Where each column begins; one more tells where the last ends. */
  readonly debuts: Int32Array
  private readonly colonnes: number
  private readonly special: boolean
  private readonly crlf: boolean
  private suite = 0
  private lignes = 0

  constructor(lot: Lot, premiereLigne: number, colonnes: number) {
    verifierOctets(lot.csv, premiereLigne)
    this.octets = lot.csv
    this.ligne = premiereLigne
    this.colonnes = colonnes
    this.debuts = new Int32Array(colonnes + 1)
    this.special = [TABULATION, BARRE, RETOUR].some((signe) => lot.csv.includes(signe))
    this.crlf = lot.csv[lot.csv.indexOf(FIN_DE_LIGNE) - 1] === RETOUR
  }

  /** Goes to the next record, if there is one. @throws StartError with the line of the file, when it is not as it must be */
  suivant(): boolean {
    const { octets, debuts, crlf } = this
    const longueur = octets.length
    this.ligne += this.lignes
    let i = this.suite
    if (i >= longueur) return false
    let rang = 0
    let lignes = 1
    let ouvert = false
    let guillemets = false
    debuts[0] = i
    for (; i < longueur; i++) {
      const signe = octets[i]!
      if (signe > VIRGULE) continue
      if (signe === VIRGULE) {
        // Those beyond the last column are counted, not kept.
        if (!ouvert) debuts[++rang] = i + 1
      } else if (signe === GUILLEMET) {
        ouvert = !ouvert
        guillemets = true
      } else if (signe === FIN_DE_LIGNE) {
        if (!ouvert) break
        lignes++
      } else if (signe === RETOUR && !ouvert && !(crlf && octets[i + 1] === FIN_DE_LIGNE)) throw this.mauvais()
    }
    const fin = crlf ? i - 1 : i
    if (i === longueur || (crlf && octets[fin] !== RETOUR)) throw this.mauvais()
    if (rang + 1 < this.colonnes)
      throw new StartError(`Ligne ${this.ligne} : moins de ${this.colonnes} colonnes ; le fichier est sans doute tronqué.`)
    if (rang + 1 > this.colonnes) throw new StartError(`Ligne ${this.ligne} : plus de ${this.colonnes} colonnes.`)
    debuts[this.colonnes] = fin + 1
    this.simple = !guillemets && !this.special
    this.suite = i + 1
    this.lignes = lignes
    return true
  }

  champ(rang: number): string {
    const brut = this.octets.toString('latin1', this.debuts[rang], this.debuts[rang + 1]! - 1)
    return this.simple || !brut.includes('"') ? brut : sansGuillemets(brut)
  }

  /** The number that a column writes in so many digits; NaN when it does not. */
  nombre(rang: number, combien: number): number {
    const debut = this.debuts[rang]!
    if (this.simple) return this.debuts[rang + 1]! - 1 - debut === combien ? chiffres(this.octets, debut, combien) : NaN
    const dit = this.champ(rang)
    return dit.length === combien ? chiffres(Buffer.from(dit, 'latin1'), 0, combien) : NaN
  }

  /** What a column says in a few signs (`codeDe`): compared without making a text of it. */
  code(rang: number): number {
    const { octets, debuts } = this
    if (!this.simple) return codeDe(this.champ(rang))
    const fin = debuts[rang + 1]! - 1
    let i = debuts[rang]!
    if (fin - i > SIGNES) return -1
    let code = 0
    while (i < fin) code = code * 256 + octets[i++]!
    return code
  }

  /** Bytes of the record. */
  taille = () => this.debuts[this.colonnes]! - this.debuts[0]!

  private mauvais = () =>
    new StartError(`Ligne ${this.ligne} : ce n’est pas du CSV correct (guillemet non refermé ou fin de ligne inattendue).`)
}

/** The number that so many bytes write; NaN when one is not a digit. */
export function chiffres(octets: Uint8Array, debut: number, combien: number): number {
  let n = 0
  for (let i = debut; i < debut + combien; i++) {
    const chiffre = octets[i]! - ZERO
    if (!(chiffre >= 0 && chiffre <= 9)) return NaN
    n = n * 10 + chiffre
  }
  return n
}

const SIGNES = 6
/** A number for a text of at most six signs, 0 for none; -1 for any other. */
export function codeDe(texte: string): number {
  if (texte.length > SIGNES) return -1
  let code = 0
  for (let i = 0; i < texte.length; i++) code = code * 256 + texte.charCodeAt(i)
  return code
}

/** Two quotes between quotes stand for one; the others are not of the value. */
function sansGuillemets(brut: string): string {
  let [champ, debut, ouvert] = ['', 0, false]
  for (let i = brut.indexOf('"'); i >= 0; i = brut.indexOf('"', i + 1)) {
    champ += brut.slice(debut, i)
    const deux = ouvert && brut.charCodeAt(i + 1) === GUILLEMET
    debut = deux ? ++i : i + 1
    if (!deux) ouvert = !ouvert
  }
  return champ + brut.slice(debut)
}

function verifierOctets(octets: Buffer, premiereLigne: number): void {
  if (isUtf8(octets) && !octets.includes(0)) return
  for (let [ligne, debut] = [premiereLigne, 0]; ; ligne++) {
    const fin = octets.indexOf(FIN_DE_LIGNE, debut)
    const brute = octets.subarray(debut, fin)
    if (!isUtf8(brute) || brute.includes(0)) throw new StartError(`Ligne ${ligne} : des octets ne sont pas de l’UTF-8.`)
    debut = fin + 1
  }
}
