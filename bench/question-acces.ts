import { join } from 'node:path'
import { creerCle } from '#acces/index.ts'
import { openDatabase } from '#platform/database/open.ts'
import { JAMAIS, peuplerHabilitations, TENUE } from './donnees/habilitations.ts'
import { demarrerCerbos } from './outils/cerbos.ts'
import { auMoins, auPlus, etendue, mediane, nombre } from './outils/chiffres.ts'
import { ecouter, marquer } from './outils/instructions.ts'
import { cheminPgbench, ecrireScript, lancerPgbench } from './outils/pgbench.ts'
import { cadencer, requeteHttp, saturer, type Rafale } from './outils/rafale.ts'
import type { Ligne, Outils } from './outils/types.ts'

const TOURS = Number(process.env.BENCH_TOURS ?? 5)
const SECONDES = Number(process.env.BENCH_SECONDES ?? 3)
/** People, and as many structures; ten times as many rights. TAILLE=pleine: 1 M, 1 M and 10 M. */
const PERSONNES = process.env.TAILLE === 'pleine' ? 1_000_000 : 100_000
const CLIENTS = 8
const LOT = 100

const uuid = (sorte: number, n: number) => `0000000${sorte}-0000-7000-8000-${String(n).padStart(12, '0')}`
const sujet = (n: number) => ({ type: 'utilisateur', id: uuid(2, n) })
const ressource = (n: number, application: string) => ({ type: 'application', id: application, properties: { structure: uuid(1, n) } })
const question = (n: number, application: string, parAdresse = false) => ({
  subject: parAdresse ? { type: 'utilisateur', id: `personne.${n}@exemple.fr` } : sujet(n),
  action: { name: 'consultation' },
  resource: ressource(n, application),
})

/** The same question to a server that holds nothing: who asks brings what is needed to answer. */
function avecFaits(n: number, faits: number) {
  const q = question(n, TENUE)
  const droits = Array.from({ length: faits }, (_, i) => ({ structure: uuid(1, n + faits - 1 - i), application: TENUE, niveau: 1 }))
  return { ...q, subject: { ...q.subject, properties: { roles: ['utilisateur'], 'cerbos.roles': ['utilisateur'], droits } } }
}

const oui = (corps: string) => corps.includes('"decision":true')
const non = (corps: string) => corps.includes('"decision":false')
const toutes = (corps: string) => corps.split('"decision":true').length === LOT + 1

interface Cote {
  nom: string
  mesurer: () => Promise<Rafale | { parSeconde: number }>
}

/** Turn by turn, so that what disturbs one disturbs the other; the first turn warms and is not kept. */
async function alterner(cotes: Cote[]): Promise<number[][]> {
  const series = cotes.map(() => [] as number[])
  for (let tour = 0; tour <= TOURS; tour++)
    for (const [i, c] of cotes.entries()) {
      const { parSeconde } = await c.mesurer()
      if (tour) series[i]!.push(parSeconde)
    }
  return series
}

const rapports = (a: number[], b: number[]) => a.map((x, i) => x / b[i]!)

async function executer(outils: Outils): Promise<Ligne[]> {
  const { pool, url, journal, tmp } = outils
  const issue = await creerCle(openDatabase(pool), { nom: 'Banc de mesure', applications: [TENUE, JAMAIS], expireLe: null })
  if (!('cle' in issue)) throw new Error(issue.inconnues.join())
  const entetes = { authorization: `Bearer ${issue.cle}` }
  let personnes = PERSONNES / 10
  const auHasard = () => 1 + Math.floor(Math.random() * personnes)
  const lignes: Ligne[] = []

  await peuplerHabilitations(pool, 1, personnes)
  journal(`${personnes} personnes et structures, ${personnes * 10} habilitations`)
  // Neither side may be the one that finds its statements unplanned.
  const portail = await outils.portail()
  const demander = (chemin: string, faire: () => object) => () => requeteHttp(portail.url, chemin, JSON.stringify(faire()), entetes)
  const une = demander('/access/v1/evaluation', () => question(auHasard(), TENUE))
  const parAdresse = demander('/access/v1/evaluation', () => question(auHasard(), TENUE, true))
  const refusee = demander('/access/v1/evaluation', () => question(auHasard(), JAMAIS))
  const lot = demander('/access/v1/evaluations', () => ({
    action: { name: 'consultation' },
    evaluations: Array.from({ length: LOT }, () => {
      const n = auHasard()
      return { subject: sujet(n), resource: ressource(n, TENUE) }
    }),
  }))
  const nous = (faire: () => Buffer, verifier = oui, clients = CLIENTS): Cote => ({
    nom: 'Choral',
    mesurer: () => saturer(portail.url, clients, SECONDES * 1000, faire, verifier),
  })

  const petite = (await alterner([nous(une), nous(lot, toutes, 4)])).map(mediane)
  await peuplerHabilitations(pool, personnes + 1, PERSONNES)
  personnes = PERSONNES
  journal(`${personnes} personnes et structures, ${personnes * 10} habilitations`)

  const pgbench = cheminPgbench()
  const { instructions } = await ecouter(url, (serveur) =>
    serveur.inject({
      method: 'POST',
      url: '/access/v1/evaluation',
      payload: question(1, TENUE),
      headers: { ...entetes, 'content-type': 'application/json' },
    }),
  )
  if (instructions.length !== 1) throw new Error(`${instructions.length} instructions pour une question`)
  const fichier = join(tmp, 'question.sql')
  const u = (sorte: number) => `('0000000${sorte}-0000-7000-8000-' || lpad(:n::text, 12, '0'))`
  ecrireScript(fichier, [`\\set n random(1, ${personnes})`], marquer(instructions, { utilisateur: uuid(2, 1), structure: uuid(1, 1) }), {
    utilisateur: u(2),
    structure: u(1),
  })
  const meme: Cote = { nom: 'pgbench', mesurer: () => lancerPgbench(pgbench!, url, fichier, CLIENTS, SECONDES) }

  const [simples = [], limites = []] = await alterner(pgbench ? [nous(une), meme] : [nous(une)])
  lignes.push({
    mesure: `une question, ${nombre(personnes * 10, 0)} habilitations, ${CLIENTS} clients`,
    nous: `${etendue(simples)}/s`,
    pair: pgbench ? `même instruction par pgbench ${etendue(limites)}/s` : 'pgbench absent',
    rapport: pgbench ? `${etendue(rapports(simples, limites))} ×` : '',
    cible: '≥ 3000/s, ≥ 0,25 ×',
    atteint: mediane(simples) >= 3000 && (!pgbench || auMoins(rapports(simples, limites), 0.25)),
  })
  journal(`une question : ${nombre(mediane(simples))}/s, pgbench ${nombre(mediane(limites))}/s`)

  const [lots = [], adresses = []] = await alterner([nous(lot, toutes, 4), nous(parAdresse)])
  lignes.push({
    mesure: 'la même, la personne nommée par son adresse',
    nous: `${etendue(adresses)}/s`,
    pair: 'par son id',
    rapport: `${nombre(mediane(adresses) / mediane(simples))} ×`,
    cible: 'mesurer',
    atteint: null,
  })
  const decisions = lots.map((x) => x * LOT)
  lignes.push({
    mesure: `${LOT} questions en un appel`,
    nous: `${etendue(decisions)} décisions/s`,
    pair: 'une par une',
    rapport: `${nombre(mediane(decisions) / mediane(simples))} ×`,
    cible: '≥ 50000 décisions/s',
    atteint: auMoins(decisions, 50_000),
  })
  const pente = (x: number, y: number) => nombre(x / y)
  lignes.push({
    mesure: `pente de ${nombre(personnes, 0)} à ${nombre(personnes * 10, 0)} habilitations`,
    nous: `une ${pente(mediane(simples), petite[0]!)} ×, cent ${pente(mediane(lots), petite[1]!)} ×`,
    pair: 'dixième de la taille',
    rapport: `${pente(mediane(simples), petite[0]!)} ×`,
    cible: '≥ 0,7 ×',
    atteint: mediane(simples) >= 0.7 * petite[0]!,
  })

  const [ouis = [], nons = []] = await alterner([nous(une), nous(refusee, non)])
  const surcout = rapports(ouis, nons)
  lignes.push({
    mesure: 'un « non », raison et nom compris',
    nous: `${etendue(nons)}/s`,
    pair: `un « oui » ${etendue(ouis)}/s`,
    rapport: `${etendue(surcout)} × son temps`,
    cible: '≤ 1,2 ×',
    atteint: auPlus(surcout, 1.2),
  })

  const cadences: Rafale[] = []
  for (let tour = 0; tour <= TOURS; tour++) cadences.push(await cadencer(portail.url, 1000, SECONDES * 1000, une, oui))
  const limite = pgbench && (await lancerPgbench(pgbench, url, fichier, CLIENTS, SECONDES, 1000))
  const [p50, p99] = (['p50', 'p99'] as const).map((q) => cadences.slice(1).map((c) => c[q])) as [number[], number[]]
  lignes.push({
    mesure: 'une question, 1000/s à cadence fixe',
    nous: `p50 ${etendue(p50)} ms, p99 ${etendue(p99)} ms`,
    pair: limite ? `même instruction par pgbench, même cadence : ${nombre(limite.latence)} ms en moyenne` : '',
    rapport: limite ? `${nombre(mediane(p50) / limite.latence)} ×` : '',
    cible: 'p50 ≤ 1,5 ms, p99 ≤ 6 ms',
    atteint: auPlus(p50, 1.5) && auPlus(p99, 6),
  })

  const cerbos = await demarrerCerbos(tmp, journal)
  if (!cerbos) lignes.push({ mesure: 'contre Cerbos', nous: '', pair: 'Cerbos absent', rapport: '', cible: '≥ 1,2 ×', atteint: null })
  for (const [faits, cible] of cerbos
    ? ([
        [1, 1.2],
        [17, 2],
      ] as const)
    : []) {
    const faire = () => requeteHttp(cerbos!.url, '/access/v1/evaluation', JSON.stringify(avecFaits(auHasard(), faits)))
    const [a = [], b = []] = await alterner([
      nous(une),
      { nom: 'Cerbos', mesurer: () => saturer(cerbos!.url, CLIENTS, SECONDES * 1000, faire, oui) },
    ])
    lignes.push({
      mesure: `une question, contre Cerbos à qui l’on apporte ${faits} fait${faits > 1 ? 's' : ''}`,
      nous: `${etendue(a)}/s`,
      pair: `Cerbos ${etendue(b)}/s`,
      rapport: `${etendue(rapports(a, b))} ×`,
      cible: `≥ ${nombre(cible)} ×`,
      atteint: auMoins(rapports(a, b), cible),
    })
  }
  if (cerbos) {
    const faire = () =>
      requeteHttp(
        cerbos.url,
        '/access/v1/evaluations',
        JSON.stringify({
          action: { name: 'consultation' },
          evaluations: Array.from({ length: LOT }, () => {
            const { subject, resource } = avecFaits(auHasard(), 1)
            return { subject, resource }
          }),
        }),
      )
    const [a = [], b = []] = await alterner([
      nous(lot, toutes, 4),
      { nom: 'Cerbos', mesurer: () => saturer(cerbos.url, 4, SECONDES * 1000, faire, toutes) },
    ])
    lignes.push({
      mesure: `${LOT} questions en un appel, contre Cerbos et un fait chacune`,
      nous: `${etendue(a.map((x) => x * LOT))} décisions/s`,
      pair: `Cerbos ${etendue(b.map((x) => x * LOT))}/s`,
      rapport: `${etendue(rapports(a, b))} ×`,
      cible: '≥ 1,5 ×',
      atteint: auMoins(rapports(a, b), 1.5),
    })
    await cerbos.arreter()
  }
  return lignes
}

export const bench = { nom: 'question-acces', executer }
