import { chiffres, ESPACE, type Lecteur } from './enregistrements.ts'

const ENVOI = 65_536
const [TABULATION, FIN_DE_LIGNE, BARRE, N, OUI, NON, TIRET, CROCHET] = [9, 10, 92, 78, 116, 102, 45, 91] as const
const JOURS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const ECHAPPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Writes rows in COPY's text form, from the record where a reader is. What it has written is taken by `rendre`. */
export class Redacteur {
  private readonly l: Lecteur
  private sortie: Buffer = Buffer.allocUnsafe(0)
  private fin = 0
  private premiere = true

  constructor(lecteur: Lecteur) {
    this.l = lecteur
  }

  /** Before a row: what is full, to be sent. A value is at most twice as long once escaped, or a street's kind written out. */
  commencer(): Buffer | null {
    const voulu = 2 * this.l.taille() + 1000
    const plein = this.fin > ENVOI - 4000 || this.fin + voulu > this.sortie.length ? this.rendre() : null
    if (!this.sortie.length) this.sortie = Buffer.allocUnsafe(Math.max(ENVOI, voulu))
    this.premiere = true
    return plein?.length ? plein : null
  }

  rendre(): Buffer {
    const fait = this.sortie.subarray(0, this.fin)
    this.sortie = Buffer.allocUnsafe(0)
    this.fin = 0
    return fait
  }

  finir = () => void (this.sortie[this.fin++] = FIN_DE_LIGNE)

  colonne(): this {
    if (!this.premiere) this.sortie[this.fin++] = TABULATION
    this.premiere = false
    return this
  }

  rien(): void {
    this.sortie[this.fin++] = BARRE
    this.sortie[this.fin++] = N
  }

  booleen = (vrai: boolean) => void (this.sortie[this.fin++] = vrai ? OUI : NON)

  ecrire(latin1: string): void {
    this.fin += this.sortie.write(latin1, this.fin, 'latin1')
  }

  octets(source: Uint8Array, apresUnMot: boolean): void {
    if (apresUnMot) this.sortie[this.fin++] = ESPACE
    for (let i = 0; i < source.length; i++) this.sortie[this.fin++] = source[i]!
  }

  /** A text of the register, when it has one: empty and withheld (« [ND] ») are nothing. */
  texte(rang: number, apresUnMot = false): boolean {
    const { octets, debuts, simple } = this.l
    if (!simple) return this.lu(this.l.champ(rang), apresUnMot)
    let debut = debuts[rang]!
    let fin = debuts[rang + 1]! - 1
    while (debut < fin && octets[debut] === ESPACE) debut++
    while (debut < fin && octets[fin - 1] === ESPACE) fin--
    if (debut === fin || (fin - debut === 4 && octets[debut] === CROCHET && octets.toString('latin1', debut, fin) === '[ND]')) return false
    const { sortie } = this
    let ou = this.fin
    if (apresUnMot) sortie[ou++] = ESPACE
    while (debut < fin) sortie[ou++] = octets[debut++]!
    this.fin = ou
    return true
  }

  private lu(brut: string, apresUnMot: boolean): boolean {
    const dit = brut.replace(/^ +| +$/g, '')
    if (dit === '' || dit === '[ND]') return false
    this.ecrire((apresUnMot ? ' ' : '') + dit.replace(/[\\\t\n\r]/g, (s) => ECHAPPES[s]!))
    return true
  }

  /** A date of the register, of which ten signs are read; none is written when it is no date (30 February). */
  date(rang: number): boolean {
    const { octets, debuts, simple } = this.l
    const debut = debuts[rang]!
    const source = simple ? octets : Buffer.from(this.l.champ(rang), 'latin1')
    const ici = simple ? debut : 0
    if ((simple ? debuts[rang + 1]! - 1 - debut : source.length) < 10 || source[ici + 4] !== TIRET || source[ici + 7] !== TIRET)
      return false
    const [annee, mois, jour] = [chiffres(source, ici, 4), chiffres(source, ici + 5, 2), chiffres(source, ici + 8, 2)]
    if (!(annee > 0 && mois >= 1 && mois <= 12 && jour >= 1 && jour <= JOURS[mois - 1]!)) return false
    if (mois === 2 && jour === 29 && (annee % 4 || (annee % 100 === 0 && annee % 400))) return false
    for (let i = 0; i < 10; i++) this.sortie[this.fin++] = source[ici + i]!
    return true
  }
}
