import { performance } from 'node:perf_hooks'
import { setTimeout as attendre } from 'node:timers/promises'
import type { Programme } from '#app/contexte.ts'
import { estDit, lireDit, type Dit } from '#app/support/clavardage/dit.ts'
import { lireAReveiller, lireChanges, lireDepartis, lireSuites, type Lecteur, type Suite } from '#app/support/clavardage/flux.lire.ts'
import type { Message } from '#app/support/clavardage/lire.ts'
import { chezLAutre, ligneEnTexte, nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { teteEnTexte } from '#app/support/clavardage/tete.vue.tsx'

/** The safety net: what a lost notification would have said is asked this often. */
const PAS_MS = 2000
const BATTEMENT_MS = 20_000
/** The queue and the desks are drawn again at most so often. */
const [FILE_MS, BUREAU_MS, BUREAU_PAS_MS] = [500, 1000, 250]
/** Streams that one person keeps; beyond, the oldest ends. */
const PAR_PERSONNE = 8

/**
 * `etat`, `qui`: what was last told of the state; its head is drawn again only when it changes. `du`: since when it lacks that the desk
 * moved, 0 otherwise; `regarde`: when it was last told.
 */
interface Ouvert extends Lecteur {
  etat: string
  qui: string
  tete: string
  battu: number
  du: number
  regarde: number
}

const REGARDER = 'event: bureau\ndata: {}\n\n'

export interface Flux {
  suivre: (l: Lecteur) => void
  nombre: () => number
  fermer: () => void
}

const ranger = <K, V>(m: Map<K, Set<V>>, k: K, v: V) => m.set(k, (m.get(k) ?? new Set<V>()).add(v))
/** @returns whether it was the last one */
const retirer = <K, V>(m: Map<K, Set<V>>, k: K, v: V) => {
  const s = m.get(k)
  s?.delete(v)
  return Boolean(s && !s.size && m.delete(k))
}

/**
 * Every browser that follows a conversation through this process: messages by rank, then the state of both sides. All that is woken
 * together is read in one statement.
 */
export function ouvrirFlux(programme: Pick<Programme, 'db' | 'waker' | 'log'>): Flux {
  const lecteurs = new Map<string, Set<Ouvert>>()
  const bureaux = new Map<string, Set<Ouvert>>()
  const tous = new Set<Ouvert>()
  const personnes = new Map<string, Set<Ouvert>>()
  const aLire = new Set<string>()
  const versions = new Map<string, string>()
  /** As they were last read, without what was said. */
  const connues = new Map<string, Suite>()
  let lecture: Promise<void> | null = null
  let file: NodeJS.Timeout | null = null
  /** Streams of desks that moved. */
  const aRegarder = new Set<Ouvert>()
  let bureau: NodeJS.Timeout | null = null
  let veille: Promise<void> | null = null
  let ecoute = false
  let ferme = false

  const ecrire = (l: Ouvert, texte: string) => {
    l.battu = performance.now()
    // What it is owed leaves in the same piece: each is a call to the system.
    if (l.du && l.battu - l.regarde >= BUREAU_MS) {
      l.du = 0
      l.regarde = l.battu
      aRegarder.delete(l)
      texte = REGARDER + texte
    }
    // Too slow: it comes back for what it lacks.
    if (l.sortie.writableLength > 256_000) l.sortie.destroy()
    // Straight to the connection once it is its own: nothing frames what follows the head.
    else (l.sortie.socket ?? l.sortie).write(texte)
  }
  const quitter = (l: Ouvert) => {
    tous.delete(l)
    aRegarder.delete(l)
    retirer(personnes, l.session ?? l.jeton ?? '', l)
    if (l.agent) retirer(bureaux, l.agent, l)
    if (l.conversation && retirer(lecteurs, l.conversation, l)) {
      versions.delete(l.conversation)
      connues.delete(l.conversation)
    }
  }
  const finir = (l: Ouvert) => {
    quitter(l)
    l.sortie.end('event: fin\ndata: {}\n\n')
  }

  const entendre = (sujets: string[]) => {
    for (const s of sujets) {
      if (s === 'file') file ??= setTimeout(direLaFile, FILE_MS).unref()
      else if (s.startsWith('agent:')) noterBureau(s.slice(6))
      else if (s.startsWith('ecrit:')) {
        const [, cote, id] = s.split(':')
        for (const l of lecteurs.get(id!) ?? []) if (l.cote !== cote) ecrire(l, 'event: ecrit\ndata: {}\n\n')
      } else if (estDit(s)) direAussitot(lireDit(s))
      else if (lecteurs.has(s)) aLire.add(s)
    }
    if (aLire.size)
      lecture ??= lire().finally(() => {
        lecture = null
        if (aLire.size && !ferme) entendre([])
      })
  }
  /** Stored a moment ago: nothing is read for those who have what comes before it. */
  const direAussitot = ({ id, version, agent, m }: Dit) => {
    const leurs = [...(lecteurs.get(id) ?? [])]
    if (!leurs.length) return
    const connue = connues.get(id)
    const suivent =
      connue?.etat === 'en-cours' &&
      connue.agent === agent &&
      leurs.every((l) => l.apres >= m.rang - 1 && (l.cote !== 'agent' || l.agent === agent))
    if (!suivent) return void aLire.add(id)
    for (const l of leurs)
      if (l.apres === m.rang - 1) {
        ecrire(l, trame(l, connue, m))
        versions.set(id, version)
      }
  }
  /** The queue moved: desks look again, and whoever waits learns their place. */
  const direLaFile = () => {
    file = null
    for (const id of bureaux.keys()) noterBureau(id)
    for (const l of aRegarder) if (performance.now() - l.regarde >= BUREAU_MS) ecrire(l, '')
    void lireAReveiller(programme.db, [...lecteurs.keys()])
      .then(entendre)
      .catch(() => {})
  }
  const noterBureau = (agent: string) => {
    const leurs = bureaux.get(agent)
    if (!leurs) return
    for (const l of leurs) {
      l.du ||= performance.now()
      aRegarder.add(l)
    }
    bureau ??= setTimeout(direAuBureau, BUREAU_PAS_MS).unref()
  }
  /** Those that nothing else was told for so long look again: once for all that happened. */
  const direAuBureau = () => {
    const maintenant = performance.now()
    for (const l of aRegarder) if (maintenant - l.du >= BUREAU_MS) ecrire(l, '')
    bureau = aRegarder.size ? setTimeout(direAuBureau, BUREAU_PAS_MS).unref() : null
  }
  const lire = async () => {
    const ids = [...aLire].filter((id) => lecteurs.has(id))
    aLire.clear()
    if (!ids.length) return
    const suites = await lireSuites(
      programme.db,
      ids.map((id) => ({ id, apres: Math.min(...[...lecteurs.get(id)!].map((l) => l.apres)) })),
    ).catch((e: Error) => {
      programme.log.warn({ err: e }, 'conversations not read')
      return []
    })
    for (const suite of suites) {
      if (!lecteurs.has(suite.id)) continue
      versions.set(suite.id, suite.version)
      connues.set(suite.id, { ...suite, messages: [] })
      // Another agent has it: not one word more for whoever had it.
      for (const l of lecteurs.get(suite.id) ?? []) if (l.cote === 'agent' && suite.etat !== 'attente' && suite.agent !== l.agent) finir(l)
      for (const l of lecteurs.get(suite.id) ?? []) direLaSuite(l, suite)
    }
  }
  const trame = (l: Ouvert, suite: Suite, m: Message) => {
    l.apres = m.rang
    const html = ligneEnTexte({ id: suite.id, m, cote: l.cote, moi: l.agent, langue: l.langue, nom: suite.nom, lectures: suite })
    return `id: ${m.rang}\ndata: ${JSON.stringify({ rang: m.rang, cle: m.cle, autre: m.cote !== l.cote && m.evenement === null, html })}\n\n`
  }
  const direLaSuite = (l: Ouvert, suite: Suite) => {
    let texte = ''
    for (const m of suite.messages) if (m.rang > l.apres) texte += trame(l, suite, m)
    const qui = `${suite.etat} ${suite.position ?? ''} ${suite.agentNom ? nomComplet(suite.agentNom) : ''}`
    if (qui !== l.qui) l.tete = l.cote === 'utilisateur' ? teteEnTexte(suite, l.langue) : ''
    l.qui = qui
    const etat = JSON.stringify({
      etat: suite.etat,
      ...chezLAutre(l.cote, suite),
      nom: l.cote === 'agent' ? nomComplet(suite.nom) : suite.agentNom ? nomComplet(suite.agentNom) : '',
      tete: l.tete,
    })
    if (etat !== l.etat) texte += `event: etat\ndata: ${etat}\n\n`
    l.etat = etat
    if (texte) ecrire(l, texte)
  }

  /** Who may no longer follow stops; what was missed is found; an idle line is kept open; presence is written. */
  const veiller = async () => {
    while (tous.size && !ferme) {
      const debut = performance.now()
      await tour().catch((e: Error) => programme.log.warn({ err: e }, 'streams not checked'))
      await attendre(Math.max(PAS_MS, 5 * (performance.now() - debut)), undefined, { ref: false })
    }
  }
  const tour = async () => {
    // Those who come while it is asked were let in a moment ago.
    const demandes = [...tous]
    for (const l of await lireDepartis(programme.db, demandes)) finir(l)
    entendre(await lireChanges(programme.db, versions, [...lecteurs.keys()]))
    for (const l of tous) if (performance.now() - l.battu > BATTEMENT_MS) ecrire(l, ':\n\n')
  }
  return {
    suivre(lecteur) {
      // Gone while one looked at what it may follow: it would never be heard to leave, and would count as there for good.
      if (lecteur.sortie.destroyed) return
      const l: Ouvert = { ...lecteur, etat: '', qui: '', tete: '', battu: performance.now(), du: 0, regarde: 0 }
      // It ends with its connection: what is written leaves as it is, in one piece.
      l.sortie.useChunkedEncodingByDefault = false
      l.sortie.writeHead(200)
      l.sortie.write('retry: 1000\n\n')
      if (ferme) return void l.sortie.end()
      const personne = l.session ?? l.jeton ?? ''
      const siens = [...(personnes.get(personne) ?? [])]
      for (const x of siens.slice(0, Math.max(0, siens.length - PAR_PERSONNE + 1))) finir(x)
      if (!ecoute) {
        ecoute = true
        programme.waker.listen(entendre)
      }
      tous.add(l)
      ranger(personnes, personne, l)
      if (l.agent) ranger(bureaux, l.agent, l)
      if (l.conversation) {
        ranger(lecteurs, l.conversation, l)
        entendre([l.conversation])
      }
      l.sortie.once('close', () => quitter(l))
      veille ??= veiller().finally(() => {
        veille = null
      })
    },
    nombre: () => tous.size,
    fermer() {
      ferme = true
      clearTimeout(file ?? undefined)
      clearTimeout(bureau ?? undefined)
      for (const l of tous) l.sortie.end()
      tous.clear()
    },
  }
}
