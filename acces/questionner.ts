import type { Pool } from 'pg'
import type { RaisonRefus } from '#acces/decider.ts'
import { instruction, type Posee } from '#acces/questionner.instruction.ts'

/** A question as an outside application asks it: people, structures and services by their id or by the name they are known under. */
export interface QuestionNommee {
  utilisateur: { id: string } | { adresse: string }
  structure: { id: string } | { identifiant: string; types: readonly string[] }
  service: { id: string } | { code: string } | null
  /** Code of the application. */
  application: string
  niveau: 1 | 2
}

export interface ReponseNommee {
  /** May this key ask about this application? Nothing else is told otherwise. */
  permise: boolean
  reponse: 'oui' | RaisonRefus
  le: Date | null
  /** Attached to the structure, at any maille: only then is anything told of it. */
  rattache: boolean
  /** Level held: 1 where 2 is wanted; null: none. */
  tenu: number | null
  utilisateur: string | null
  structure: string | null
  gpPrenom: string | null
  gpNom: string | null
}

/** What the key leads to; null: no such key, or revoked or expired. `cle` is its id. */
export type Issue = { cle: string; reponses: ReponseNommee[] } | null

type Ligne = ReponseNommee & { cle: string | null }
const poser = (empreinte: string, q: QuestionNommee): Posee => ({
  empreinte,
  utilisateur: 'id' in q.utilisateur ? q.utilisateur.id : null,
  adresse: 'id' in q.utilisateur ? null : q.utilisateur.adresse,
  structure: 'id' in q.structure ? q.structure.id : null,
  identifiant: 'id' in q.structure ? null : q.structure.identifiant,
  types: 'id' in q.structure ? null : q.structure.types,
  service: q.service && 'id' in q.service ? q.service.id : null,
  code: q.service && 'code' in q.service ? q.service.code : null,
  application: q.application,
  niveau: q.niveau,
})
/** No question: the key is checked all the same. */
const rien = (empreinte: string): Posee => ({
  empreinte,
  utilisateur: null,
  adresse: null,
  structure: null,
  identifiant: null,
  types: null,
  service: null,
  code: null,
  application: '',
  niveau: 1,
})

interface Appel {
  posees: Posee[]
  nombre: number
  resolve: (i: Issue) => void
  reject: (e: Error) => void
}

/** Statements at once, at most: the screens' connections are left to the screens. */
const ENSEMBLE = 4
/**
 * Calls that wait leave together, up to so many questions; as many as this do not wait, nor do those of a quiet moment, when there are so
 * few in all.
 */
const [MAXIMUM, ASSEZ, PEU] = [100, 16, 3]
/** A statement that hangs holds nobody longer, in milliseconds. */
const PATIENCE = 20

export type Guichet = (empreinte: Buffer, questions: QuestionNommee[]) => Promise<Issue>

/**
 * Answers the bearers of keys, on the primary: one statement a call at most, whatever its number of questions. While one is under way
 * the calls that come share the next: under load a question costs a fraction of one asked alone. Many questions, or a statement that is
 * long to come back, and others leave beside it.
 * Each is judged by a statement that begins after it came. No question at all still checks the key.
 */
export function ouvrirGuichet(pool: Pool): Guichet {
  const attente: Appel[] = []
  let [enCours, enAttente, enVol] = [0, 0, 0]
  let reveil: NodeJS.Timeout | null = null

  function prendre(): Appel[] {
    const appels: Appel[] = []
    let nombre = 0
    do {
      appels.push(attente.shift()!)
      nombre += appels.at(-1)!.posees.length
    } while (attente[0] && nombre + attente[0].posees.length <= MAXIMUM)
    enAttente -= nombre
    return appels
  }

  async function servir() {
    const appels = prendre()
    const nombre = appels.reduce((n, a) => n + a.posees.length, 0)
    enCours++
    enVol += nombre
    try {
      const { text, values } = instruction(appels.flatMap((a) => a.posees))
      const { rows } = await pool.query<Ligne>(text, values)
      let rang = 0
      for (const a of appels) {
        const siennes = rows.slice(rang, (rang += a.posees.length))
        a.resolve(siennes[0]?.cle ? { cle: siennes[0].cle, reponses: siennes.slice(0, a.nombre) } : null)
      }
    } catch (erreur) {
      for (const a of appels) a.reject(erreur as Error)
    } finally {
      enCours--
      enVol -= nombre
      continuer()
    }
  }

  function continuer() {
    while (attente.length && (enCours === 0 || (enCours < ENSEMBLE && (enAttente >= ASSEZ || enVol + enAttente <= PEU)))) void servir()
    if (attente.length) reveil ??= setTimeout(impatienter, PATIENCE)
  }

  function impatienter() {
    reveil = null
    if (attente.length && enCours < ENSEMBLE) void servir()
    continuer()
  }

  return (cle, questions) =>
    new Promise((resolve, reject) => {
      const empreinte = `\\x${cle.toString('hex')}`
      const posees = questions.length ? questions.map((q) => poser(empreinte, q)) : [rien(empreinte)]
      attente.push({ posees, nombre: questions.length, resolve, reject })
      enAttente += posees.length
      continuer()
    })
}
