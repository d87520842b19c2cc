import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Pool } from 'pg'
import { aArreter, lancer, portLibre } from './portail.ts'

/** Where Debian's packages request-tracker5, rt5-db-postgresql and rt5-standalone put it. */
const PREPARER = '/usr/sbin/rt-setup-database-5'
const SERVIR = '/usr/share/request-tracker5/libexec/rt-server'
export const installe = () => existsSync(PREPARER) && existsSync(SERVIR)

const reglages = (base: URL, nom: string, port: number) =>
  Object.entries({
    rtname: 'mesure',
    Organization: 'mesure.exemple.fr',
    WebDomain: 'localhost',
    WebPort: port,
    DatabaseType: 'Pg',
    DatabaseHost: base.searchParams.get('host') ?? base.hostname,
    DatabasePort: base.port,
    DatabaseUser: base.username,
    DatabaseAdmin: base.username,
    DatabasePassword: base.password || 'sans',
    DatabaseName: nom,
    LogToSTDERR: 'error',
    MailCommand: 'testfile',
  })
    .map(([n, v]) => `Set($${n}, '${v}');`)
    .join('\n') + '\nSet($LogToSyslog, undef);\n1;\n'

/**
 * As many tickets in as many queues, in the same states. Fewer rows than it would write itself (no people, no history), and read by its
 * superuser: all in its favour.
 */
const peupler = (lignes: number, files: number) => `
  insert into queues (name, lifecycle, creator, lastupdatedby, created, lastupdated)
  select 'Structure ' || n, 'default', 1, 1, now(), now()
  from generate_series(1, ${files}) n;
  insert into tickets (id, effectiveid, queue, type, owner, subject, priority, status, due, lastupdatedby, lastupdated, creator, created)
  select n, n, q.id, 'ticket', case when n % 3 > 0 then 14 else 6 end,
    (array['Engagement refusé', 'Facture rejetée', 'Code service inconnu', 'Délai de paiement', 'Changement de RIB'])[n / 20 % 5 + 1] || ' '
    || n, n / 20 % 4 * 20,
    (array['new', 'resolved', 'resolved', 'stalled', 'resolved', 'resolved', 'open', 'resolved', 'resolved', 'resolved'])[n % 100000 * 7919
          / 11 % 10 + 1], date_trunc('second', now()) - n * interval '29 seconds', 1, date_trunc('second', now()), 14,
    date_trunc('second', now()) - n * interval '30 seconds'
  from generate_series(1, ${lignes}) n
  join (select id, row_number() over (order by id) as r from queues where name like 'Structure %') q on q.r = n % ${files} + 1;
  select setval('tickets_id_seq', ${lignes}); analyze;`

/** Request Tracker over the same PostgreSQL server, in a database of its own, on its production server. */
export async function lancerRequestTracker(url: string, dossier: string, lignes: number, files: number) {
  const base = new URL(url)
  const nom = 'bench_request_tracker'
  const port = await portLibre()
  mkdirSync(join(dossier, 'rt'), { recursive: true })
  const fichier = join(dossier, 'RT_SiteConfig.pm')
  writeFileSync(fichier, reglages(base, nom, port))
  const env = { RT_SITE_CONFIG: fichier, RT_SITE_CONFIG_DIR: join(dossier, 'rt') }
  const admin = new Pool({ connectionString: url, max: 1 })
  await admin.query(`create database ${nom}`)
  await promisify(execFile)(PREPARER, ['--action', 'init', '--skip-create', '--dba', base.username, '--dba-password', 'sans'], {
    env: { ...process.env, ...env },
  })
  base.pathname = `/${nom}`
  const sien = new Pool({ connectionString: base.href, max: 1 })
  await sien.query(peupler(lignes, files))
  await sien.end()
  const serveur = lancer(['--host', '127.0.0.1', '--port', String(port), '--max-workers', '2'], env, SERVIR)
  const arreter = async () => {
    aArreter.delete(arreter)
    await serveur.arreter()
    await admin.query(`drop database ${nom} with (force)`)
    await admin.end()
  }
  aArreter.add(arreter)
  const pret = async () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      async (r) => (await r.text(), true),
      () => false,
    )
  for (let essai = 0; !(await pret()); essai++) {
    if (essai > 600) throw new Error(`Request Tracker ne répond pas : ${serveur.dit()}`)
    await new Promise((r) => setTimeout(r, 100))
  }
  return {
    url: `http://127.0.0.1:${port}`,
    entetes: { authorization: `Basic ${Buffer.from('root:password').toString('base64')}` },
    arreter,
  }
}

/** A page of what is not closed, with the columns that ours has. */
export const pageDeRequestTracker = (tri: string, decroissant: boolean, taille: number) =>
  `/REST/2.0/tickets?query=${encodeURIComponent("Status = '__Active__'")}&orderby=${tri}&order=${decroissant ? 'DESC' : 'ASC'}&per_page=${taille}&fields=Subject,Status,Created,Due,Priority,Owner,Queue`
