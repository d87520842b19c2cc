import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { portLibre } from '#tests/ports.ts'

// Requests that two servers could read in two ways (P06): the second request hidden in the first must never be answered.
const CACHEE = 'GET /sante?cachee HTTP/1.1\r\nHost: localhost\r\n\r\n'
const post = (entetes: string, corps: string) =>
  `POST /api/auth/sign-out HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: application/json\r\n${entetes}\r\n\r\n${corps}`
const get = (entetes: string, fin = '') => `GET /sante HTTP/1.1\r\nHost: localhost${entetes}\r\n\r\n${fin}`
const FIN = `0\r\n\r\n${CACHEE}`

export const CONTREBANDES: [nom: string, octets: string][] = [
  ['CL et TE', post('Content-Length: 6\r\nTransfer-Encoding: chunked', FIN)],
  ['TE et CL', post('Transfer-Encoding: chunked\r\nContent-Length: 6', FIN)],
  ['CL et TE, nom en majuscules', post('CONTENT-LENGTH: 6\r\nTRANSFER-ENCODING: chunked', FIN)],
  ['deux CL différents', post('Content-Length: 0\r\nContent-Length: 44', CACHEE)],
  ['deux CL égaux', post('Content-Length: 2\r\nContent-Length: 2', '{}')],
  ['CL en liste', post('Content-Length: 0, 44', CACHEE)],
  ['CL hexadécimal', post('Content-Length: 0x0', CACHEE)],
  ['CL signé', post('Content-Length: +0', CACHEE)],
  ['CL négatif', post('Content-Length: -1', CACHEE)],
  ['CL avec espace au milieu', post('Content-Length: 0 0', CACHEE)],
  ['CL décimal à virgule', post('Content-Length: 0.0', CACHEE)],
  ['CL vide', post('Content-Length:', CACHEE)],
  ['CL trop grand', post('Content-Length: 99999999999999999999', CACHEE)],
  ['CL souligné', post('Content_Length: 0\r\nContent-Length : 0', CACHEE)],
  ['espace avant les deux-points', post('Content-Length : 0', CACHEE)],
  ['tabulation avant les deux-points', post('Content-Length\t: 0', CACHEE)],
  ['TE, espace avant les deux-points', post('Transfer-Encoding : chunked', FIN)],
  ['TE inconnu', post('Transfer-Encoding: xchunked', FIN)],
  ['TE chunked puis identity', post('Transfer-Encoding: chunked, identity', FIN)],
  ['TE identity', post('Transfer-Encoding: identity\r\nContent-Length: 0', CACHEE)],
  ['deux TE', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', FIN)],
  ['TE avec tabulation verticale', post('Transfer-Encoding: \x0bchunked', FIN)],
  ['TE entre guillemets', post('Transfer-Encoding: "chunked"', FIN)],
  ['TE replié (obs-fold)', post('Transfer-Encoding:\r\n chunked', FIN)],
  ['CL replié (obs-fold)', post('Content-Length:\r\n 0', CACHEE)],
  ['en-tête replié', get('\r\nX-Un: a\r\n b', CACHEE)],
  ['taille de morceau négative', post('Transfer-Encoding: chunked', `-1\r\n\r\n${CACHEE}`)],
  ['taille de morceau « 0x »', post('Transfer-Encoding: chunked', `0x0\r\n\r\n${CACHEE}`)],
  ['taille de morceau avec espace', post('Transfer-Encoding: chunked', `2 \r\n{}\r\n${FIN}`)],
  ['taille de morceau énorme', post('Transfer-Encoding: chunked', `fffffffffffffffff\r\n{}\r\n${FIN}`)],
  ['taille de morceau vide', post('Transfer-Encoding: chunked', `\r\n{}\r\n${FIN}`)],
  ['morceau plus long que dit', post('Transfer-Encoding: chunked', `2\r\n{}{}\r\n${FIN}`)],
  ['extension de morceau avec LF seul', post('Transfer-Encoding: chunked', `2;a\n{}\r\n${FIN}`)],
  ['extension de morceau sans fin', post('Transfer-Encoding: chunked', `2;${'a'.repeat(20_000)}\r\n{}\r\n${FIN}`)],
  ['LF seul entre les en-têtes', `GET /sante HTTP/1.1\nHost: localhost\n\n${CACHEE}`],
  ['LF seul avant un en-tête', `POST /api/auth/sign-out HTTP/1.1\r\nHost: localhost\nContent-Length: 0\r\n\r\n${CACHEE}`],
  ['CR seul dans une valeur', get('\r\nX-Un: a\rTransfer-Encoding: chunked', CACHEE)],
  ['NUL dans une valeur', get('\r\nX-Un: a\0b', CACHEE)],
  ['NUL dans un nom', get('\r\nX\0Un: a', CACHEE)],
  ['nom d’en-tête vide', get('\r\n: a', CACHEE)],
  ['ligne sans deux-points', get('\r\nsans deux points', CACHEE)],
  ['espace au début du premier en-tête', `GET /sante HTTP/1.1\r\n Host: localhost\r\n\r\n${CACHEE}`],
  ['sans Host', `GET /sante HTTP/1.1\r\n\r\n${CACHEE}`],
  ['deux Host', get('\r\nHost: ailleurs', CACHEE)],
  ['version inconnue', `GET /sante HTTP/1.9\r\nHost: localhost\r\n\r\n${CACHEE}`],
  ['version 2 en clair', `GET /sante HTTP/2.0\r\nHost: localhost\r\n\r\n${CACHEE}`],
  ['espaces dans l’adresse', `GET /sante /autre HTTP/1.1\r\nHost: localhost\r\n\r\n${CACHEE}`],
  ['méthode inconnue', `GETS /sante HTTP/1.1\r\nHost: localhost\r\n\r\n${CACHEE}`],
  ['en-têtes de 100 ko', get(`\r\nX-Un: ${'a'.repeat(100_000)}`, CACHEE)],
]

export interface Relais {
  nom: string
  port: number
  fermer: () => Promise<void>
}
const CHEMINS = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin', ...(process.env.PATH ?? '').split(':')]
const CONFIGURATIONS: Record<
  string,
  { fichier: (ecoute: number, port: number, dossier: string) => string; options: (fichier: string, dossier: string) => string[] }
> = {
  nginx: {
    options: (fichier, dossier) => ['-p', dossier, '-c', fichier],
    fichier: (ecoute, port, dossier) => `daemon off; master_process off; pid ${dossier}/pid; error_log stderr crit; events {}
http { access_log off; client_body_temp_path ${dossier}/corps; proxy_temp_path ${dossier}/relais; fastcgi_temp_path ${dossier}/f; uwsgi_temp_path ${dossier}/u; scgi_temp_path ${dossier}/s;
  upstream choral { server 127.0.0.1:${port}; keepalive 4; }
  server { listen 127.0.0.1:${ecoute}; location / { proxy_pass http://choral; proxy_http_version 1.1; proxy_request_buffering off; proxy_set_header Connection ""; proxy_set_header X-Passage oui; } } }`,
  },
  haproxy: {
    options: (fichier) => ['-db', '-f', fichier],
    fichier: (ecoute, port) =>
      `defaults\n mode http\n timeout connect 5s\n timeout client 10s\n timeout server 10s\nfrontend entree\n bind 127.0.0.1:${ecoute}\n http-request set-header X-Passage oui\n default_backend choral\nbackend choral\n http-reuse always\n server un 127.0.0.1:${port}\n`,
  },
}

/** The system's nginx and haproxy before our port, each request that they pass marked `X-Passage`; those that are absent are told. */
export async function relais(port: number): Promise<{ presents: Relais[]; absents: string[] }> {
  const presents: Relais[] = []
  const absents: string[] = []
  for (const [nom, { fichier, options }] of Object.entries(CONFIGURATIONS)) {
    const programme = CHEMINS.map((c) => join(c, nom)).find((c) => existsSync(c))
    if (!programme) {
      absents.push(nom)
      continue
    }
    const dossier = mkdtempSync(join(tmpdir(), `choral-${nom}-`))
    const ecoute = await portLibre()
    writeFileSync(join(dossier, 'conf'), fichier(ecoute, port, dossier))
    const enfant = spawn(programme, options(join(dossier, 'conf'), dossier), { stdio: ['ignore', 'ignore', 'pipe'] })
    let dit = ''
    enfant.stderr.on('data', (d: Buffer) => (dit += d.toString()))
    for (const fin = Date.now() + 120_000; ; await attendre(30)) {
      const repond = await fetch(`http://127.0.0.1:${ecoute}/sante`).then(
        (r) => r.status === 200,
        () => false,
      )
      if (repond) break
      if (enfant.exitCode !== null || Date.now() > fin) throw new Error(`${nom} : ${dit}`)
    }
    presents.push({
      nom,
      port: ecoute,
      fermer: () =>
        new Promise<void>((r) => enfant.once('exit', () => r(rmSync(dossier, { recursive: true, force: true }))) && enfant.kill()),
    })
  }
  return { presents, absents }
}
