export interface EnAttente {
  cle: string
  texte: string
  envois?: string[]
  noms?: string[]
}

/** What is written and not stored yet, kept by the browser for all its tabs: nothing is lost by a reload. */
export class Depot {
  private nom: string
  private memoire: EnAttente[] = []
  constructor(nom: string) {
    this.nom = nom
  }

  lire(): EnAttente[] {
    try {
      return JSON.parse(localStorage.getItem(this.nom) ?? '[]') as EnAttente[]
    } catch {
      return this.memoire
    }
  }

  ajouter(m: EnAttente) {
    this.ecrire([...this.lire(), m])
  }
  retirer(cle: string) {
    this.ecrire(this.lire().filter((m) => m.cle !== cle))
  }

  private ecrire(tous: EnAttente[]) {
    this.memoire = tous
    try {
      if (tous.length) localStorage.setItem(this.nom, JSON.stringify(tous))
      else localStorage.removeItem(this.nom)
    } catch {
      /* a browser that keeps nothing: this tab does */
    }
  }
}

/** On plain http elsewhere than at home, `randomUUID` is not there. */
export function nouvelleCle(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID()
  const o = (crypto as Crypto).getRandomValues(new Uint8Array(16))
  o[6] = (o[6]! & 15) | 64
  o[8] = (o[8]! & 63) | 128
  return [...o].map((b, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + b.toString(16).padStart(2, '0')).join('')
}

/**
 * Sends what waits, in order, one tab at a time; stops at the first that does not pass, for another try. The key makes each one message,
 * however often it goes.
 */
export async function vider(
  depot: Depot,
  api: string,
  dire: (cle: string, issue: 'envoye' | 'refuse', detail?: string) => void,
): Promise<boolean> {
  const travail = async () => {
    for (const m of depot.lire()) {
      const r = await fetch(`${api}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': m.cle },
        body: JSON.stringify({ texte: m.texte, ...(m.envois ? { envois: m.envois } : {}) }),
        signal: AbortSignal.timeout(10_000),
      }).catch(() => null)
      if (!r || r.status >= 500 || r.status === 429 || r.status === 401) return false
      depot.retirer(m.cle)
      dire(m.cle, r.ok ? 'envoye' : 'refuse', r.ok ? undefined : ((await r.json().catch(() => ({}))) as { detail?: string }).detail)
    }
    return true
  }
  return navigator.locks ? navigator.locks.request(`${api}/envoi`, travail) : travail()
}
