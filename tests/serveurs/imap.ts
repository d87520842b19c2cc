import { spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Boite {
  port: number
  dovecot: boolean
  deposer: (courriel: string | Buffer) => void
  nonLus: () => number
  fermer: () => void
}

const DOVECOT = '/usr/lib/dovecot/imap'
/** Whose mails they are for dovecot, which serves nothing to root. */
const PROPRIETAIRE = process.getuid?.() || 65_534

/**
 * A mailbox on the loopback: Debian's dovecot where it is installed, a connection a process; elsewhere, the few commands of IMAP that a
 * reader of unread mails needs. Both keep mails as a Maildir.
 */
export async function ouvrirBoite(): Promise<Boite> {
  const maison = mkdtempSync(join(tmpdir(), 'choral-imap-'))
  const maildir = join(maison, 'Maildir')
  for (const d of ['', 'new', 'cur', 'tmp']) {
    mkdirSync(join(maildir, d), { recursive: true })
    aLui(join(maildir, d))
  }
  chmodSync(maison, 0o755)
  aLui(maison)
  const dovecot = existsSync(DOVECOT)
  const reglage = join(maison, 'dovecot.conf')
  writeFileSync(
    reglage,
    `mail_uid = ${PROPRIETAIRE}\nmail_gid = ${PROPRIETAIRE}\nfirst_valid_uid = 1\nfirst_valid_gid = 1\nmail_location = maildir:~/Maildir\nlog_path = /dev/null\nbase_dir = ${maison}\nstate_dir = ${maison}\nssl = no\nnamespace inbox {\n  inbox = yes\n}\n`,
  )
  const serveur = createServer((s) => {
    s.on('error', () => {})
    if (!dovecot) return parler(s, maildir)
    // Its standard input must be a pipe: over the sockets that a child gets here it takes itself for a service of inetd, and stops.
    const fil = spawn('/bin/sh', ['-c', `cat | ${DOVECOT} -c "$0" | cat`, reglage], {
      env: { HOME: maison, USER: 'tickets', PATH: process.env.PATH },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    fil.stdin.on('error', () => {})
    s.pipe(fil.stdin)
    fil.stdout.pipe(s)
  })
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret))
  let rang = 0
  return {
    port: (serveur.address() as AddressInfo).port,
    dovecot,
    deposer(courriel) {
      const chemin = join(maildir, 'new', `${Date.now()}.${++rang}.essai`)
      writeFileSync(chemin, courriel)
      aLui(chemin)
    },
    nonLus: () => messages(maildir).filter((m) => !m.lu).length,
    fermer() {
      serveur.close()
      rmSync(maison, { recursive: true, force: true })
    },
  }
}

const aLui = (chemin: string) => {
  if (process.getuid?.() === 0) chownSync(chemin, PROPRIETAIRE, PROPRIETAIRE)
}

const messages = (maildir: string) =>
  ['new', 'cur']
    .flatMap((d) =>
      readdirSync(join(maildir, d)).map((nom) => ({ chemin: join(maildir, d, nom), nom: nom.split(':')[0]!, lu: /:2,.*S/.test(nom) })),
    )
    .toSorted((a, b) => a.nom.localeCompare(b.nom, 'en', { numeric: true }))

/** Unique identifiers by order of arrival, which nothing here ever changes. */
function parler(s: Socket, maildir: string) {
  const dire = (...lignes: (string | Buffer)[]) => s.write(Buffer.concat(lignes.map((l) => Buffer.from(l))))
  dire('* PREAUTH [CAPABILITY IMAP4rev1] ready\r\n')
  let reste = ''
  s.on('data', (d) => {
    reste += d.toString('latin1')
    for (let fin = reste.indexOf('\r\n'); fin >= 0; fin = reste.indexOf('\r\n')) {
      const [, balise = '', commande = ''] = /^(\S+) (.*)$/.exec(reste.slice(0, fin)) ?? []
      reste = reste.slice(fin + 2)
      repondre(dire, maildir, commande)
      dire(`${balise} OK done\r\n`)
      if (/^LOGOUT/i.test(commande)) s.end()
    }
  })
}

function repondre(dire: (...l: (string | Buffer)[]) => void, maildir: string, commande: string) {
  const tous = messages(maildir)
  const uid = Number(/^UID \w+ (\d+)/i.exec(commande)?.[1] ?? 0)
  const m = tous[uid - 1]
  if (/^CAPABILITY/i.test(commande)) dire('* CAPABILITY IMAP4rev1\r\n')
  if (/^LIST/i.test(commande)) dire('* LIST () "/" INBOX\r\n')
  if (/^(SELECT|EXAMINE)/i.test(commande))
    dire(`* FLAGS (\\Seen \\Deleted)\r\n* ${tous.length} EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [PERMANENTFLAGS (\\Seen)]\r\n`)
  if (/^UID SEARCH/i.test(commande)) dire(`* SEARCH ${tous.flatMap((x, i) => (x.lu ? [] : [i + 1])).join(' ')}\r\n`)
  if (/^UID FETCH/i.test(commande) && m) {
    const entier = readFileSync(m.chemin)
    const tete = /HEADER/i.test(commande)
    const octets = tete ? entier.subarray(0, entier.indexOf('\r\n\r\n') + 4) : entier
    if (/BODY/i.test(commande)) dire(`* ${uid} FETCH (UID ${uid} BODY[${tete ? 'HEADER' : ''}] {${octets.length}}\r\n`, octets, ')\r\n')
    else dire(`* ${uid} FETCH (UID ${uid} RFC822.SIZE ${entier.length})\r\n`)
  }
  if (/^UID STORE/i.test(commande) && m && !m.lu) {
    writeFileSync(join(maildir, 'cur', `${m.nom}:2,S`), readFileSync(m.chemin))
    rmSync(m.chemin)
  }
}
