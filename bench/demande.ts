import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FILE_DEMANDE } from '#demandes/notifier.ts'
import { ROOT } from '#platform/root.ts'
import { charger, type Demande } from './outils/charge.ts'
import { auMoins, etendue, mediane, nombre } from './outils/chiffres.ts'
import { ecouter, marquer, type Instruction } from './outils/instructions.ts'
import { cookieN, jetonN, peupler, STRUCTURES, structureN, UTILISATEURS, utilisateurDe } from './outils/monde.ts'
import { cheminPgbench, ecrireScript, lancerPgbench } from './outils/pgbench.ts'
import type { Ligne, Outils } from './outils/types.ts'

const TOURS = Number(process.env.BENCH_TOURS ?? 3)
const SECONDES = Number(process.env.BENCH_SECONDES ?? 4)
const CLIENTS = [1, 4, 8]
const CIBLE = 0.4

const telephone = () => `0${Math.floor(1e8 + Math.random() * 9e8)}`

export function soumission(n: number, cle: string = randomUUID(), numero = telephone()): Demande & { corps: string } {
  return {
    chemin: '/api/v1/demandes/structure.modifier',
    methode: 'POST',
    corps: JSON.stringify({ structure: structureN(n), telephone: numero }),
    entetes: {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'idempotency-key': cle,
      cookie: cookieN(utilisateurDe(n)),
    },
  }
}

/** What one submission really sends, with markers where the next one differs. */
async function modele(url: string): Promise<Instruction[]> {
  const numero = telephone()
  let cle = ''
  const { instructions, reponse } = await ecouter(url, (serveur) => {
    cle = randomUUID()
    const { chemin, corps, entetes } = soumission(1, cle, numero)
    return serveur.inject({ method: 'POST', url: chemin, payload: corps, headers: entetes! })
  })
  const { numero: recu } = reponse.json<{ numero: string }>()
  return marquer(instructions, {
    structure: structureN(1),
    utilisateur: structureN(1).replace(/^00000001/, '00000002'),
    jeton: jetonN(1),
    cle,
    telephone: numero,
    demande: String(Number(recu.slice(4))),
  })
}

/** The limit: the same statements without a server around them. */
function limite(
  { url, tmp }: Outils,
  instructions: Instruction[],
): { nom: string; mesurer: (clients: number, seule: boolean) => Promise<number> } {
  const pgbench = cheminPgbench()
  if (!pgbench)
    return { nom: 'pgbench absent, client pg seul', mesurer: async (clients, seule) => boucle(url, tmp, instructions, clients, seule) }
  const uuid = (sorte: number, n: string) => `('0000000${sorte}-0000-7000-8000-' || lpad(${n}::text, 12, '0'))`
  const expressions = {
    structure: uuid(1, ':s'),
    utilisateur: uuid(2, ':u'),
    jeton: `('jeton-de-mesure-' || :u::text)`,
    cle: `('00000000-0000-4000-8000-' || :k::text)`,
    telephone: `('0' || :t::text)`,
    demande: ':d_id',
  }
  const script = (seule: boolean) => {
    const fichier = join(tmp, seule ? 'une.sql' : 'hasard.sql')
    const variables = [
      `\\set s ${seule ? '1' : `random(1, ${STRUCTURES})`}`,
      `\\set u (:s - 1) % ${UTILISATEURS} + 1`,
      '\\set k random(100000000000, 999999999999)',
      '\\set t random(100000000, 999999999)',
    ]
    // Departures that nobody relays: the server must not have the limit's jobs to do.
    const sansTravail = instructions.map(({ texte, valeurs }) => ({
      texte: texte.replace('insert into depart ', 'insert into depart_de_mesure '),
      valeurs,
    }))
    ecrireScript(fichier, variables, sansTravail, expressions, { apres: /insert into demande\b/, prefixe: 'd_' })
    return fichier
  }
  return {
    nom: 'pgbench',
    mesurer: async (clients, seule) => (await lancerPgbench(pgbench, url, script(seule), clients, SECONDES)).parSeconde,
  }
}

function boucle(url: string, tmp: string, instructions: Instruction[], clients: number, seule: boolean): number {
  const fichier = join(tmp, 'boucle.json')
  writeFileSync(fichier, JSON.stringify({ instructions, structures: seule ? 1 : STRUCTURES, utilisateurs: UTILISATEURS }))
  const fait = spawnSync(process.execPath, [join(ROOT, 'bench/outils/boucle.mjs'), fichier, url, String(clients), String(SECONDES)], {
    encoding: 'utf8',
  })
  if (fait.status !== 0) throw new Error(fait.stderr.slice(-600))
  return (JSON.parse(fait.stdout) as { faites: number }).faites / SECONDES
}

async function executer(outils: Outils): Promise<Ligne[]> {
  const { pool, url, journal } = outils
  await peupler(pool)
  await pool.query('create table depart_de_mesure (like depart including all)')
  const instructions = await modele(url)
  journal(
    `${instructions.length} instructions par demande, begin et commit compris : ${instructions.map((i) => i.texte.trim().slice(0, 24).replace(/\s+/g, ' ')).join(' · ')}`,
  )
  const pair = limite(outils, instructions)
  const portail = await outils.portail()
  const lignes: Ligne[] = []
  // Mails are worked in the background: those of one turn must not slow the other side's.
  const oublierLesTravaux = async () => {
    await pool.query('delete from depart')
    await pool.query(`delete from pgboss.job where name = any($1) and state = 'created'`, [[FILE_DEMANDE, 'courriel']])
  }
  for (const seule of [false, true]) {
    const faire = () => soumission(seule ? 1 : 1 + Math.floor(Math.random() * STRUCTURES))
    await charger(portail.url, 8, 2000, faire)
    await pair.mesurer(8, seule)
    for (const clients of CLIENTS) {
      const [nous, eux, rapports, p95s] = [[] as number[], [] as number[], [] as number[], [] as number[]]
      for (let tour = 0; tour < TOURS; tour++) {
        const c = await charger(portail.url, clients, SECONDES * 1000, faire)
        if (c.erreurs) throw new Error(`${c.erreurs} demandes refusées sur ${c.nombre}`)
        await oublierLesTravaux()
        const limiteTour = await pair.mesurer(clients, seule)
        nous.push(c.parSeconde)
        p95s.push(c.p95)
        eux.push(limiteTour)
        rapports.push(c.parSeconde / limiteTour)
      }
      const ou = seule ? 'toutes sur une structure' : 'structures au hasard'
      lignes.push({
        mesure: `structure.modifier par HTTP, ${ou}, ${clients} client${clients > 1 ? 's' : ''}`,
        nous: `${etendue(nous)}/s, p95 ${nombre(mediane(p95s))} ms`,
        pair: `${pair.nom} ${etendue(eux)}/s`,
        rapport: `${etendue(rapports)} ×`,
        cible: `≥ ${nombre(CIBLE, 1)} ×`,
        atteint: auMoins(rapports, CIBLE),
      })
      journal(lignes.at(-1)!.mesure + ' : ' + lignes.at(-1)!.nous + ' ; ' + lignes.at(-1)!.pair + ' ; ' + lignes.at(-1)!.rapport)
      if (clients === 8)
        lignes.push({
          mesure: `débit et délai, ${ou}, 8 clients`,
          nous: `${nombre(mediane(nous))}/s, p95 ${nombre(mediane(p95s))} ms`,
          pair: '',
          rapport: '',
          cible: '≥ 300/s, p95 ≤ 30 ms',
          atteint: mediane(nous) >= 300 && mediane(p95s) <= 30,
        })
    }
  }
  const { rows } = await pool.query<{ demandes: number; lignes: number }>(
    'select (select count(*) from demande)::int as demandes, (select count(*) from journal)::int as lignes',
  )
  if (rows[0]!.demandes !== rows[0]!.lignes) throw new Error('autant de lignes d’historique que de demandes étaient attendues')
  return lignes
}

export const bench = { nom: 'demande', executer }
