import { simpleParser, type ParsedMail } from 'mailparser'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, expect, test } from 'vitest'
import { portail } from '#tests/portail.ts'
import { deliver, sendMail } from '#platform/mail/index.ts'

const recus: { a: string[]; courriel: ParsedMail }[] = []
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, fini) =>
    fini(address === 'refuse@exemple.fr' ? Object.assign(new Error('No such user'), { responseCode: 550 }) : undefined),
  onData(flux, session, fini) {
    void simpleParser(flux).then((courriel) => {
      recus.push({ a: session.envelope.rcptTo.map((r) => r.address), courriel })
      fini()
    })
  },
})
await new Promise<void>((suite) => smtp.listen(0, '127.0.0.1', suite))
// Not awaited: the pooled connection closes when the process ends.
afterAll(() => void smtp.close())

const p = await portail({ SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}` }, { travaux: true })
const courriel = { a: 'ana@exemple.fr', sujet: 'Été à Nîmes', texte: 'Bonjour Ana,', html: '<p>Bonjour Ana,</p>' }
const attendre = async (n: number) => {
  await expect.poll(() => recus.length).toBeGreaterThanOrEqual(n)
  return recus
}

test('CPT-01 un courriel part si, et seulement si, la transaction aboutit ; texte et HTML, accents compris', async () => {
  await p.db.transaction().execute((tx) => sendMail(p.programme, tx, { ...courriel, id: 'essai:garde' }))
  await p.db
    .transaction()
    .execute(async (tx) => {
      await sendMail(p.programme, tx, { ...courriel, id: 'essai:perdu', sujet: 'Jamais' })
      throw new Error('renoncer')
    })
    .catch(() => {})
  const [recu] = await attendre(1)
  expect([recu!.a, recu!.courriel.subject, recu!.courriel.text?.trim(), recu!.courriel.html]).toEqual([
    ['ana@exemple.fr'],
    'Été à Nîmes',
    'Bonjour Ana,',
    '<p>Bonjour Ana,</p>',
  ])
  expect(recu!.courriel.from?.text).toBe('"Choral" <ne-pas-repondre@localhost>')
  expect(recu!.courriel.headers.get('auto-submitted')).toBe('auto-generated')
  expect((await p.pool.query('select from courriel')).rowCount).toBe(0)
})

test('CPT-01 le même courriel envoyé deux fois porte le même Message-ID', async () => {
  recus.length = 0
  for (let i = 0; i < 2; i++) await deliver(p.programme, { ...courriel, id: 'essai:repete' })
  const [un, deux] = await attendre(2)
  expect(un!.courriel.messageId).toMatch(/^<[0-9a-f]{32}@localhost>$/)
  expect(deux!.courriel.messageId).toBe(un!.courriel.messageId)
})

test('CPT-01 un serveur absent une nuit ne perd aucun courriel ; une adresse refusée pour de bon n’est pas réessayée, et l’opérateur la voit', async () => {
  // What is tried again, ever less often, at most every ten minutes: for eight hours at least.
  const {
    rows: [file],
  } = await p.pool.query<{ essais: number; secondes: number }>(
    `select retry_limit as essais, retry_delay_max as secondes from pgboss.queue where name = 'courriel'`,
  )
  expect([file!.secondes <= 600, (file!.essais - 10) * file!.secondes > 8 * 3600]).toEqual([true, true])
  await sendMail(p.programme, p.db, { ...courriel, id: 'essai:refuse', a: 'refuse@exemple.fr' })
  const etat = async () =>
    (
      await p.pool.query<{ state: string; erreur: string; essais: number }>(
        `select state::text, output->>'message' as erreur, retry_count as essais from pgboss.job where name = 'courriel' and data->>'a' = 'refuse@exemple.fr' and state in ('retry', 'failed')`,
      )
    ).rows
  await expect.poll(etat).toEqual([{ state: 'failed', erreur: expect.stringContaining('550'), essais: 0 }])
})

test('C02 une adresse qui en cache d’autres ne mène qu’à elle-même, ou nulle part', async () => {
  recus.length = 0
  for (const a of ['ana@exemple.fr, b@exemple.fr', '"ana@mechant.example x"@exemple.fr', 'ana@exemple.fr\r\nBcc: b@exemple.fr'])
    await deliver(p.programme, { ...courriel, id: `essai:${a}`, a }).catch(() => {})
  await new Promise((r) => setTimeout(r, 300))
  expect(recus.flatMap((r) => r.a).filter((a) => ['b@exemple.fr', 'ana@mechant.example', 'ana@exemple.fr'].includes(a))).toEqual([])
})

test('CPT-01 par un vrai serveur, le lien ouvert ailleurs que dans le navigateur de l’inscription demande le mot de passe', async () => {
  recus.length = 0
  const champs = {
    civilite: '',
    prenom: 'Maëlle',
    nom: 'Kervella',
    adresse: 'maelle@exemple.fr',
    telephone: '',
    motDePasse: 'la girouette penche',
    conditions: 'oui',
  }
  const inscrit = await p.demander('/inscription', { champs })
  const [recu] = await attendre(1)
  const lien = new URL(/https?:\/\/\S+/.exec(recu!.courriel.text!)![0])
  const compte = async () => (await p.pool.query('select from utilisateur')).rowCount
  const ailleurs = await p.demander(lien.pathname + lien.search)
  expect([ailleurs.status, (await ailleurs.text()).includes('saisissez le mot de passe choisi'), await compte()]).toEqual([200, true, 0])
  const jeton = lien.searchParams.get('jeton')!
  expect((await p.demander('/activation', { champs: { jeton, motDePasse: 'pas celui-là du tout' } })).status).toBe(422)
  expect(await compte()).toBe(0)
  const cookie = inscrit.headers
    .getSetCookie()
    .find((c) => c.startsWith('choral.inscription='))!
    .split(';')[0]!
  expect((await p.demander(lien.pathname + lien.search, { cookie })).headers.get('location')).toBe('/connexion?fait=active')
  expect(await compte()).toBe(1)
  expect((await p.demander(lien.pathname + lien.search, { cookie })).headers.get('location')).toBe('/connexion?fait=deja')
  await p.demander('/inscription', { champs: { ...champs, motDePasse: 'une autre girouette' } })
  expect((await attendre(2))[1]!.courriel.subject).toBe('Vous avez déjà un compte Choral')
  expect(await compte()).toBe(1)
})

test('CPT-01 un lien expiré le dit, et « Renvoyer » en fait partir un nouveau avec ce qui avait été saisi', async () => {
  recus.length = 0
  const inscrit = await p.demander('/inscription', {
    champs: {
      civilite: 'MME',
      prenom: 'Ana',
      nom: 'Lopez',
      adresse: 'ana.lopez@exemple.fr',
      telephone: '',
      motDePasse: 'la girouette penche',
      conditions: 'oui',
    },
  })
  const cookie = inscrit.headers
    .getSetCookie()
    .find((c) => c.startsWith('choral.inscription='))!
    .split(';')[0]!
  const lien = new URL(/https?:\/\/\S+/.exec((await attendre(1))[0]!.courriel.text!)![0])
  await p.pool.query(`update lien set cree_le = now() - interval '61 minutes', expire_le = now() - interval '1 minute'`)
  const perime = await p.demander(lien.pathname + lien.search, { cookie })
  const page = await perime.text()
  expect(perime.status).toBe(410)
  expect(page).toContain('Ce lien d’activation n’est plus valable')
  expect(page).toContain('value="ana.lopez@exemple.fr"')
  const renvoi = await p.demander('/activation/renvoyer', { cookie, champs: { adresse: 'ana.lopez@exemple.fr' } })
  expect(renvoi.headers.get('location')).toBe('/inscription/envoyee')
  const neuf = new URL(/https?:\/\/\S+/.exec((await attendre(2))[1]!.courriel.text!)![0])
  const suite = renvoi.headers
    .getSetCookie()
    .find((c) => c.startsWith('choral.inscription='))!
    .split(';')[0]!
  expect((await p.demander(neuf.pathname + neuf.search, { cookie: suite })).headers.get('location')).toBe('/connexion?fait=active')
  expect(
    (await p.pool.query(`select civilite, prenom from utilisateur where adresse_electronique = 'ana.lopez@exemple.fr'`)).rows[0],
  ).toEqual({ civilite: 'MME', prenom: 'Ana' })
  expect((await p.demander('/activation/renvoyer', { champs: { adresse: 'inconnue@exemple.fr' } })).headers.get('location')).toBe(
    '/inscription/envoyee',
  )
})
