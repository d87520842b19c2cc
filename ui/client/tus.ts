import { memoire } from '#ui/client/memoire.ts'

/** One file sent by the tus protocol (1.0.0): in pieces, each acknowledged, so that a cut loses one piece at most. */
const MORCEAU = 1_000_000
const REPRISES_MS = [0, 1000, 3000, 5000, 10_000]
const ENTETES = { 'tus-resumable': '1.0.0' }

/**
 * Where this tab was with a file, so that it goes on after a reload when the same file is chosen again; addresses in use here are not taken
 * twice.
 */
const enUsage = new Set<string>()
const cleDe = (f: File) => `envoi:${f.name}:${f.size}:${f.lastModified}`
const noter = (f: File, url: string) => memoire.garder(cleDe(f), url)
function retrouver(f: File): string {
  const url = memoire.lire(cleDe(f))
  return enUsage.has(url) ? '' : url
}

export interface Probleme {
  detail?: string
}
/** What the server refused, in its own words; without words, it was not heard. */
export class Refuse extends Error {
  probleme: Probleme
  constructor(probleme: Probleme) {
    super(probleme.detail)
    this.probleme = probleme
  }
}
class Coupe extends Error {}

export class EnvoiTus {
  url = ''
  private decalage = 0
  private requete: XMLHttpRequest | null = null
  private arret = new AbortController()

  private adresse: string
  private fichier: File
  private avancer: (part: number) => void
  private couper: () => void

  /** `couper`: the line is cut, it is tried again by itself. */
  constructor(adresse: string, fichier: File, avancer: (part: number) => void, couper: () => void = () => {}) {
    this.adresse = adresse
    this.fichier = fichier
    this.avancer = avancer
    this.couper = couper
  }

  /** Sends from wherever it was to the end; a cut is tried again a few times, then thrown. @returns whether the antivirus has seen it */
  async envoyer(): Promise<'sain' | 'en-attente'> {
    this.arret = new AbortController()
    if (!this.url) this.url = retrouver(this.fichier)
    if (this.url) enUsage.add(this.url)
    for (let essai = 0; ; essai++) {
      const avant = this.decalage
      try {
        const etat = await this.suite()
        this.oublier()
        return etat
      } catch (erreur) {
        if (erreur instanceof Refuse) this.oublier()
        if (!(erreur instanceof Coupe) && !(erreur instanceof TypeError)) throw erreur
        if (this.decalage > avant) essai = 0
        if (this.arret.signal.aborted || essai >= REPRISES_MS.length) throw erreur
        if (essai) this.couper()
        await new Promise((r) => setTimeout(r, REPRISES_MS[essai]))
      }
    }
  }

  private async suite() {
    let etat = this.url ? await this.situer() : await this.creer()
    while (this.decalage < this.fichier.size) etat = await this.pousser()
    return etat === 'en-attente' ? etat : 'sain'
  }

  private async creer() {
    const nom = btoa(String.fromCharCode(...new TextEncoder().encode(this.fichier.name)))
    const r = await this.demander(this.adresse, 'POST', {
      'upload-length': String(this.fichier.size),
      'upload-metadata': `filename ${nom}`,
    })
    this.url = r.headers.get('location')!
    enUsage.add(this.url)
    noter(this.fichier, this.url)
    this.decalage = 0
    return ''
  }

  /** Where to go on; lost by the server, it begins again. */
  private async situer(): Promise<string> {
    const r = await this.demander(this.url, 'HEAD', {}, [404])
    if (r.status === 404) return this.creer()
    this.decalage = Number(r.headers.get('upload-offset'))
    return r.headers.get('envoi-etat') ?? ''
  }

  private async demander(adresse: string, methode: string, entetes: Record<string, string>, admis: number[] = []) {
    const r = await fetch(adresse, { method: methode, headers: { ...ENTETES, ...entetes }, signal: this.arret.signal })
    if (r.status >= 500 || r.status === 429) throw new Coupe()
    if (!r.ok && !admis.includes(r.status)) throw new Refuse(await r.json().catch(() => ({})))
    return r
  }

  private oublier() {
    enUsage.delete(this.url)
    noter(this.fichier, '')
  }

  /** By XMLHttpRequest, the one that tells how far it is. */
  private pousser() {
    const depuis = this.decalage
    return new Promise<string>((fini, echec) => {
      const x = (this.requete = new XMLHttpRequest())
      x.open('PATCH', this.url)
      for (const [nom, v] of Object.entries({
        ...ENTETES,
        'upload-offset': String(depuis),
        'content-type': 'application/offset+octet-stream',
      }))
        x.setRequestHeader(nom, v)
      x.upload.onprogress = (e) => this.avancer((depuis + e.loaded) / this.fichier.size)
      x.onerror = x.onabort = x.ontimeout = () => echec(new Coupe())
      x.onload = () => {
        if (x.status < 300) {
          this.decalage = Number(x.getResponseHeader('upload-offset'))
          return fini(x.getResponseHeader('envoi-etat') ?? '')
        }
        if (x.status === 422 || x.status === 413 || x.status === 401 || x.status === 403) return echec(new Refuse(lire(x.responseText)))
        echec(new Coupe())
      }
      x.send(this.fichier.slice(depuis, depuis + MORCEAU))
    })
  }

  /** Stops; what was sent stays where it is, unless it is not wanted any more. */
  arreter(effacer = false) {
    this.arret.abort()
    this.requete?.abort()
    enUsage.delete(this.url)
    if (effacer) this.oublier()
    if (effacer && this.url) void fetch(this.url, { method: 'DELETE', headers: ENTETES }).catch(() => {})
  }
}

function lire(texte: string): Probleme {
  try {
    return JSON.parse(texte) as Probleme
  } catch {
    return {}
  }
}
