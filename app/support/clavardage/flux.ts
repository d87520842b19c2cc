import { performance } from 'node:perf_hooks'
import { setTimeout as attendre } from 'node:timers/promises'
import type { Programme } from '#app/contexte.ts'
import { lireAReveiller, lireChanges, lireSuites, lireToujoursLa, type Lecteur, type Suite } from '#app/support/clavardage/flux.lire.ts'
import { chezLAutre, ligneEnTexte, nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { teteEnTexte } from '#app/support/clavardage/tete.vue.tsx'

/** The safety net: what a lost notification would have said is asked this often. */
const PAS_MS = 2000
const BATTEMENT_MS = 20_000
/** Streams that one person keeps; beyond, the oldest ends. */
const PAR_PERSONNE = 8

/** What was last told of the state; its head is drawn again only when it changes. */
interface Ouvert extends Lecteur { etat: string; qui: string; tete: string; battu: number }

export interface Flux { suivre: (l: Lecteur) => void; nombre: () => number; fermer: () => void }

/** Every browser that follows a conversation through this process: messages by rank, then the state of both sides. All that is woken together is read in one statement. */
export function ouvrirFlux(programme: Pick<Programme, 'db' | 'waker' | 'log'>): Flux {
  const lecteurs = new Map<string, Set<Ouvert>>()
  const bureaux = new Set<Ouvert>()
  const tous = new Set<Ouvert>()
  const aLire = new Set<string>()
  const versions = new Map<string, string>()
  let lecture: Promise<void> | null = null
  let file: NodeJS.Timeout | null = null
  let veille: Promise<void> | null = null
  let ecoute = false
  let ferme = false

  const ecrire = (l: Ouvert, texte: string) => {
    l.battu = performance.now()
    // Too slow: it comes back for what it lacks.
    if (l.sortie.writableLength > 256_000) l.sortie.destroy()
    else l.sortie.write(texte)
  }
  const quitter = (l: Ouvert) => {
    tous.delete(l)
    bureaux.delete(l)
    const siens = l.conversation ? lecteurs.get(l.conversation) : undefined
    siens?.delete(l)
    if (siens && !siens.size) { lecteurs.delete(l.conversation!); versions.delete(l.conversation!) }
  }
  const finir = (l: Ouvert) => { quitter(l); l.sortie.end('event: fin\ndata: {}\n\n') }

  const entendre = (sujets: string[]) => {
    for (const s of sujets) {
      if (s === 'file') file ??= setTimeout(direLaFile, 500).unref()
      else if (s.startsWith('agent:')) for (const b of bureaux) { if (b.agent === s.slice(6)) ecrire(b, 'event: bureau\ndata: {}\n\n') }
      else if (s.startsWith('ecrit:')) { const [, cote, id] = s.split(':'); for (const l of lecteurs.get(id!) ?? []) if (l.cote !== cote) ecrire(l, 'event: ecrit\ndata: {}\n\n') }
      else if (lecteurs.has(s)) aLire.add(s)
    }
    if (aLire.size) lecture ??= lire().finally(() => { lecture = null; if (aLire.size && !ferme) entendre([]) })
  }
  /** The queue moved: desks look again, and whoever waits learns their place. */
  const direLaFile = () => {
    file = null
    for (const b of bureaux) ecrire(b, 'event: bureau\ndata: {}\n\n')
    void lireAReveiller(programme.db, [...lecteurs.keys()]).then(entendre).catch(() => {})
  }
  const lire = async () => {
    const ids = [...aLire].filter((id) => lecteurs.has(id))
    aLire.clear()
    if (!ids.length) return
    const suites = await lireSuites(programme.db, ids.map((id) => ({ id, apres: Math.min(...[...lecteurs.get(id)!].map((l) => l.apres)) }))).catch((e: Error) => { programme.log.warn({ err: e }, 'conversations not read'); return [] })
    for (const suite of suites) {
      if (lecteurs.has(suite.id)) versions.set(suite.id, suite.version)
      for (const l of lecteurs.get(suite.id) ?? []) direLaSuite(l, suite)
    }
  }
  const direLaSuite = (l: Ouvert, suite: Suite) => {
    let texte = ''
    for (const m of suite.messages) {
      if (m.rang <= l.apres) continue
      const html = ligneEnTexte({ m, cote: l.cote, langue: l.langue, nom: suite.nom, lectures: suite })
      texte += `id: ${m.rang}\ndata: ${JSON.stringify({ rang: m.rang, cle: m.cle, autre: m.cote !== l.cote && m.evenement === null, html })}\n\n`
      l.apres = m.rang
    }
    const qui = `${suite.etat} ${suite.position ?? ''} ${suite.agentNom ? nomComplet(suite.agentNom) : ''}`
    if (qui !== l.qui) l.tete = l.cote === 'utilisateur' ? teteEnTexte(suite, l.langue) : ''
    l.qui = qui
    const etat = JSON.stringify({ etat: suite.etat, ...chezLAutre(l.cote, suite), nom: l.cote === 'agent' ? nomComplet(suite.nom) : suite.agentNom ? nomComplet(suite.agentNom) : '', tete: l.tete })
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
    const la = await lireToujoursLa(programme.db, demandes)
    for (const l of demandes) if (!la.has(l)) finir(l)
    const changes = await lireChanges(programme.db, versions, [...lecteurs.keys()])
    entendre(changes)
    for (const l of tous) if (performance.now() - l.battu > BATTEMENT_MS) ecrire(l, ':\n\n')
  }
  return {
    suivre(lecteur) {
      const l: Ouvert = { ...lecteur, etat: '', qui: '', tete: '', battu: performance.now() }
      l.sortie.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff' })
      l.sortie.write('retry: 1000\n\n')
      if (ferme) return void l.sortie.end()
      const siens = [...tous].filter((x) => (l.session ? x.session === l.session : x.jeton === l.jeton))
      for (const x of siens.slice(0, Math.max(0, siens.length - PAR_PERSONNE + 1))) finir(x)
      if (!ecoute) { ecoute = true; programme.waker.listen(entendre) }
      tous.add(l)
      if (l.agent) bureaux.add(l)
      if (l.conversation) {
        const suivis = lecteurs.get(l.conversation) ?? new Set()
        lecteurs.set(l.conversation, suivis.add(l))
        entendre([l.conversation])
      }
      l.sortie.once('close', () => quitter(l))
      veille ??= veiller().finally(() => { veille = null })
    },
    nombre: () => tous.size,
    fermer() {
      ferme = true
      if (file) clearTimeout(file)
      for (const l of tous) l.sortie.end()
      tous.clear()
    },
  }
}
