import { createServer, connect, type Socket } from 'node:net'
import { setTimeout as attendre } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { creerMonde } from '#app/demonstration/monde.ts'
import { openPool } from '#platform/database/open.ts'
import { ouvrirSession } from '#tests/acteurs.ts'
import { image } from '#tests/images.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portLibre } from '#tests/ports.ts'
import { banc, CLE_SECRETE, jusqua, lancer, LONGS } from './serveur.ts'

const COUPURES = LONGS ? 300 : 6
const b = await banc()
const port = await portLibre()
const URL_PUBLIQUE = `http://localhost:${port}`

/** One door before the two processes, which can be shut, or lead to the other. */
const ouvertes = new Set<Socket>()
let vers = [0]
let fermee = false
let tour = 0
const porte = createServer((client) => {
  if (fermee) return void client.destroy()
  const serveur = connect(vers[tour++ % vers.length]!, '127.0.0.1')
  for (const [s, autre] of [
    [client, serveur],
    [serveur, client],
  ] as const) {
    ouvertes.add(s)
    s.on('error', () => {}).on('close', () => {
      ouvertes.delete(s)
      autre.destroy()
    })
  }
  client.pipe(serveur).pipe(client)
}).listen(port, '127.0.0.1')
const couper = () => {
  for (const s of ouvertes) s.destroy()
}
afterAll(() => {
  couper()
  porte.close()
})

/** Daniel, Daniel from his other tab, the agent. */
const PHRASES = [
  'Le droit de ma collègue porte sur ce service.',
  'Elle doit clôturer ses factures avant vendredi.',
  'Le service est inactif depuis lundi. Déplacez son droit vers la structure.',
  'Sans réactiver tout le service ?',
  'Parfait, je le fais.',
  'Il vaudra trente minutes après.',
]
const dits = (page: Page) => page.locator('.chat > li[data-rang] .said').allInnerTexts()

test(`T08 TCH-01 TCH-02 coupée ${COUPURES} fois, dans deux onglets aux horloges décalées, sur deux serveurs dont l’un meurt : chaque message une fois, dans l’ordre, puis un ticket`, async () => {
  await b.demarrer({ PUBLIC_URL: URL_PUBLIQUE })
  const portB = await portLibre()
  const autre = await lancer({ PORT: String(portB), PUBLIC_URL: URL_PUBLIQUE, DATABASE_URL: b.urlBase, DATA_DIR: b.dossier })
  const pool = openPool(b.urlBase, { max: 2 })
  afterAll(async () => {
    autre.enfant.kill('SIGTERM')
    await autre.fin
    await pool.end()
  })
  await jusqua(
    'le second serveur répond',
    async () =>
      (await fetch(`http://localhost:${portB}/pret`).then(
        (r) => r.status,
        () => 0,
      )) === 200,
  )
  vers = [b.port, portB]
  const monde = await creerMonde(pool)
  await pool.query(`delete from horaire_support`)
  await pool.query(`insert into horaire_support (jour, debut, fin) select j, '00:00', '24:00' from generate_series(1, 7) j`)
  const session = async (id: string) => (await ouvrirSession(pool, { SECRET_KEY: CLE_SECRETE, PUBLIC_URL: URL_PUBLIQUE }, id)).cookie
  const { page, contexte, erreurs } = await fenetre({ url: URL_PUBLIQUE, cookie: await session(monde.daniel) })
  const { page: bureau } = await fenetre({ url: URL_PUBLIQUE, cookie: await session(monde.agent), sombre: true })

  await page.goto('/support/clavardage')
  await verifierAccessibilite(page)
  await page.locator('[name=texte]').fill('Le service « Dépôt sud » bloque une habilitation.')
  await page.getByRole('main').getByRole('button', { name: 'Commencer un échange' }).click()
  await page.getByText('Vous êtes le prochain').waitFor()
  await image(page, 'clavardage-file')
  await bureau.goto('/support/bureau')
  await bureau.getByRole('button', { name: 'Prendre la suivante' }).click()
  await bureau.getByText('Qui est-ce').waitFor()
  await page.getByRole('heading', { name: /Inès Carpentier|Marc Delorme/ }).waitFor()
  const ecrire = async (ou: Page, texte: string) => {
    await ou.locator('#texte').fill(texte)
    await ou.locator('#texte').press('Enter')
  }
  await ecrire(bureau, 'Bonjour, je regarde.')
  await page.locator('.said', { hasText: 'Bonjour, je regarde.' }).waitFor()
  await bureau.locator('li.mine .sent', { hasText: /^lu$/ }).waitFor()
  await page.locator('#texte').pressSequentially('Me')
  await bureau.locator('.typing', { hasText: 'écrit' }).waitFor()
  await page.locator('#texte').fill('')

  // A second tab, whose clock is an hour ahead and whose stream is the first one's.
  const jumeau = await contexte.newPage()
  await jumeau.addInitScript('const d = Date.now; Date.now = () => d() + 3600000')
  await jumeau.goto(page.url())
  await jumeau.locator('.said', { hasText: 'Bonjour, je regarde.' }).waitFor()
  const envoyes: string[] = []
  for (let i = 0; i < COUPURES; i++) {
    const texte = `${PHRASES[i % PHRASES.length]!}${i < PHRASES.length ? '' : ` (${i})`}`
    envoyes.push(texte)
    if (i % 3 === 2) couper()
    await ecrire([page, jumeau, bureau][i % 3]!, texte)
    couper()
    await attendre(i === 1 ? 200 : LONGS ? 1000 : 500)
  }
  // The cut is told where it happened; what is written meanwhile is kept, over a reload too, and goes once.
  fermee = true
  couper()
  await page.locator('.cut:not([hidden])').waitFor()
  await ecrire(page, 'Pendant la coupure')
  await page.locator('.is-waiting .sent', { hasText: 'en attente' }).waitFor()
  await image(page, 'clavardage-coupure')
  envoyes.push('Pendant la coupure')
  await attendre(2500)
  fermee = false
  await page.locator('.event--warn', { hasText: 'Connexion coupée pendant' }).waitFor()
  const premiers = async (ou: Page) => {
    await jusqua('tout est là', async () => (await dits(ou)).length >= envoyes.length + 2, 120_000, 100)
    return dits(ou)
  }
  const [chezLui, chezLeJumeau, chezLAgent] = [await premiers(page), await premiers(jumeau), await premiers(bureau)]
  const { rows } = await pool.query<{ texte: string; rang: number }>(
    `select texte, rang from conversation_message where texte is not null order by rang`,
  )
  expect(rows.map((r) => r.texte).toSorted()).toEqual(
    [...envoyes, 'Bonjour, je regarde.', 'Le service « Dépôt sud » bloque une habilitation.'].toSorted(),
  )
  expect([chezLui, chezLeJumeau, chezLAgent]).toEqual([rows, rows, rows].map((r) => r.map((m) => m.texte)))

  // A file without a word: sent at once, then with the message.
  await page
    .locator('.livechat input[type=file]')
    .setInputFiles({ name: 'bon.txt', mimeType: 'text/plain', buffer: Buffer.from('commande 2026') })
  await page.locator('.livechat input[name=envois][type=hidden]').waitFor({ state: 'attached' })
  await page.locator('#texte').press('Enter')
  await bureau.getByRole('link', { name: 'Télécharger bon.txt' }).waitFor()
  await page.getByRole('link', { name: 'Télécharger bon.txt' }).waitFor()
  expect([await page.locator('.is-waiting').count(), await page.locator('.livechat input[name=envois][type=hidden]').count()]).toEqual([
    0, 0,
  ])
  // kill -9 of one of the two, in the middle: the other goes on.
  await verifierAccessibilite(bureau)
  await image(bureau, 'bureau-des-agents')
  // On a telephone the open conversation comes first, the queue folded above it.
  await bureau.setViewportSize({ width: 390, height: 844 })
  expect(await bureau.locator('.desk__conv').evaluate((e) => e.getBoundingClientRect().top + scrollY)).toBeLessThan(422)
  expect(await bureau.getByText('Vous répondez').count()).toBe(1)
  await bureau.setViewportSize({ width: 1280, height: 900 })
  await ecrire(page, 'Juste avant')
  autre.enfant.kill('SIGKILL')
  await ecrire(page, 'Juste après')
  vers = [b.port]
  await bureau.locator('.said', { hasText: 'Juste après' }).waitFor()
  await ecrire(bureau, 'Toujours là.')
  await page.locator('.said', { hasText: 'Toujours là.' }).waitFor()
  expect((await dits(page)).slice(-3)).toEqual(['Juste avant', 'Juste après', 'Toujours là.'])
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'En faire un ticket' }).click()
  await page.waitForURL(/\/support\/tickets\/CPROCS\d{7}$/)
  expect(await page.getByRole('main').innerText()).toMatch(/bon\.txt[^]*Juste après[^]*bon\.txt/)
  await bureau.getByRole('link', { name: /est devenu le ticket CPROCS/ }).waitFor()
  await page.goto('/support/clavardage/echanges')
  await verifierAccessibilite(page)
  await pool.query('update utilisateur set est_operateur = true where id = $1', [monde.daniel])
  await page.goto('/exploitation/horaires')
  await verifierAccessibilite(page)
  expect(erreurs.filter((e) => !/ERR_|Failed to load|EventSource|net::/.test(e))).toEqual([])
})
