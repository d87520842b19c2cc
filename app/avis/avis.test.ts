import { simpleParser, type ParsedMail } from 'mailparser'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, expect, test } from 'vitest'
import { envoyerResumes } from '#app/avis/resumes.ts'
import { destinataire, prevenir } from '#app/comptes/courriels/envoyer.ts'
import { envoyerAvis } from '#app/demandes/avis.ts'
import { deliver, type Mail } from '#platform/mail/index.ts'
import { portailDuMonde } from '#tests/monde.ts'

const recus: ParsedMail[] = []
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(flux, _session, fini) {
    void simpleParser(flux).then((m) => {
      recus.push(m)
      fini()
    })
  },
})
await new Promise<void>((suite) => smtp.listen(0, '127.0.0.1', suite))
afterAll(() => void smtp.close())
const p = await portailDuMonde({ SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}` })
const daniel = await p.session('daniel')
const heloise = await p.session('heloise')

/** The domain's clock stands where it is told. */
const a = (instant: string) =>
  p.pool.query(
    `create or replace function maintenant() returns timestamptz language sql stable parallel safe as $$ select '${instant}'::timestamptz $$`,
  )
const courriels = async () =>
  (await p.pool.query<{ donnees: Mail }>(`delete from depart where file = 'courriel' returning donnees`)).rows.map((r) => r.donnees)
const regler = (cookie: string, champs: Record<string, string>) => p.demander('/compte/avis/preferences', { cookie, champs })
const avis = async (cookie: string, suite = '') =>
  (
    (await (await p.demander(`/api/v1/avis?taille=50${suite}`, { cookie })).json()) as {
      elements: { id: string; titre: string; genre: string; lu: boolean; adresse: string }[]
    }
  ).elements
/** Something happens that concerns both. */
async function changer(telephone: string) {
  const r = await p.demander('/api/v1/demandes/structure.modifier', { cookie: daniel, json: { structure: p.monde.menuiserie, telephone } })
  const { numero } = (await r.json()) as { numero: string }
  const { rows } = await p.pool.query<{ id: number }>('select id from demande where numero = $1', [numero])
  for (let i = 0; i < 2; i++) await envoyerAvis(p.programme, { demande: rows[0]!.id, moment: 'recue' })
  return numero
}

test('CPT-08 chaque événement laisse un avis, une fois ; le courriel part aussitôt, en résumé ou jamais, comme on l’a choisi ; la sécurité toujours', async () => {
  await a('2040-11-20T10:00:00Z')
  await changer('0240000001')
  expect([(await courriels()).map((m) => m.a), (await avis(daniel)).map((x) => [x.genre, x.lu])]).toEqual([
    ['daniel.poitier@exemple.fr', 'daniel.poitier@exemple.fr'],
    [['demandes', false]],
  ])
  expect((await regler(daniel, { demandes: 'jour', droits: 'jamais', tickets: 'nimporte', approbations: 'semaine' })).status).toBe(303)
  const page = await (await p.demander('/compte/avis/preferences', { cookie: daniel })).text()
  expect([
    /name="demandes"[^>]*value="jour"[^>]*checked|checked[^>]*name="demandes"[^>]*value="jour"/.test(page),
    page.includes('ces courriels vous protègent'),
  ]).toEqual([true, true])
  expect(await (await p.demander('/api/v1/avis/preferences', { cookie: daniel })).json()).toEqual({
    approbations: 'semaine',
    demandes: 'jour',
    tickets: 'aussitot',
    droits: 'jamais',
    gestion: 'aussitot',
    imports: 'aussitot',
  })
  const numero = await changer('0240000002')
  expect([await courriels(), (await avis(daniel)).length, (await avis(heloise)).length]).toEqual([[], 2, 0])
  // Not theirs: it does not exist. Opened in advance, it is not read.
  const [dernier] = await avis(daniel)
  expect([
    (await p.demander(`/compte/avis/${dernier!.id}`, { cookie: heloise })).status,
    (await p.demander('/compte/avis/lus', { cookie: heloise, champs: { avis: dernier!.id } })).status,
  ]).toEqual([404, 404])
  await p.demander(`/compte/avis/${dernier!.id}`, { cookie: daniel, headers: { 'sec-purpose': 'prefetch' } })
  expect((await avis(daniel, '&lu=non')).length).toBe(2)
  const ouvert = await p.demander(`/compte/avis/${dernier!.id}`, { cookie: daniel })
  expect([ouvert.headers.get('location'), (await avis(daniel, '&lu=non')).length]).toEqual([`/demandes/${numero}`, 1])
  await p.demander('/compte/avis/lus', { cookie: daniel, champs: {} })
  expect((await avis(daniel, '&lu=non')).length).toBe(0)
  await p.demander('/compte/avis/lus', { cookie: daniel, champs: { avis: dernier!.id, etat: 'non-lu' } })
  expect((await avis(daniel, '&lu=non')).map((x) => x.id)).toEqual([dernier!.id])
  // Security is no choice.
  expect((await p.demander('/api/v1/avis/preferences', { cookie: daniel, json: { securite: 'jamais' } })).status).toBe(422)
  await prevenir(p.programme, p.db, await destinataire(p.db, p.monde.daniel), 'essai', (c) =>
    c.motDePasseChange('Daniel', 'Poitier', 'ce jour'),
  )
  expect([(await courriels()).length, (await avis(daniel, '&genre=securite')).map((x) => [x.adresse, x.lu])]).toEqual([
    1,
    [['/compte', false]],
  ])
})

test('CPT-08 le résumé part à 8 h de Paris, une fois, avec ce qui le précède ; manqué, il part au tour suivant ; deux programmes n’en font qu’un', async () => {
  await a('2040-11-21T06:59:00Z')
  await envoyerResumes(p.programme)
  expect(await courriels()).toEqual([])
  await a('2040-11-21T07:01:00Z')
  await Promise.all([envoyerResumes(p.programme), envoyerResumes(p.programme)])
  const partis = await courriels()
  expect(partis.map((m) => [m.a, m.sujet, m.texte.includes('•')])).toEqual([
    ['daniel.poitier@exemple.fr', 'Votre résumé du jour\u00A0: 1\u00A0avis', true],
  ])
  await envoyerResumes(p.programme)
  expect(await courriels()).toEqual([])
  await deliver(p.programme, partis[0]!)
  const [recu] = recus
  const liste = recu!.headers.get('list') as { unsubscribe: { url: string }; 'unsubscribe-post': { name: string } }
  expect([liste.unsubscribe.url.startsWith(`${p.url}/avis/desabonnement/`), liste['unsubscribe-post'].name]).toEqual([
    true,
    'List-Unsubscribe=One-Click',
  ])
  // The week's, on Monday alone; what is wanted no more is not told.
  await p.pool.query(
    `insert into avis (utilisateur, genre, cle, titre, adresse, cadence) select $1, 'approbations', 'essai:' || n, 'À décider ' || n, '/approbations', 'semaine' from generate_series(1, 33) n`,
    [p.monde.daniel],
  )
  await p.pool.query(
    `insert into avis (utilisateur, genre, cle, titre, adresse, cadence) values ($1, 'droits', 'essai:droits', 'Plus voulu', '/compte', 'semaine')`,
    [p.monde.daniel],
  )
  for (const [instant, combien] of [
    ['2040-11-25T20:00:00Z', 0],
    ['2040-11-26T06:59:00Z', 0],
    ['2040-11-26T09:00:00Z', 1],
  ] as const) {
    await a(instant)
    await envoyerResumes(p.programme)
    const envoyes = await courriels()
    expect([instant, envoyes.length]).toEqual([instant, combien])
    if (combien)
      expect([
        envoyes[0]!.sujet,
        envoyes[0]!.texte.match(/•/g)!.length,
        // By kind, each line with its moment; the way out is a link in the HTML too.
        /\n\nApprobations à décider\n\n• À décider \d+ \(\d+ novembre 2040 à [\d h\u00a0\u202f]+\)\n/.test(envoyes[0]!.texte) &&
          envoyes[0]!.texte.includes('• À décider 33 (') &&
          /<a href="[^"]+\/avis\/desabonnement\/[^"]+"[^>]*>Ne plus le recevoir<\/a>/.test(envoyes[0]!.html ?? ''),
        envoyes[0]!.texte.includes('et 3 autres'),
        envoyes[0]!.texte.includes('Plus voulu'),
      ]).toEqual(['Votre résumé de la semaine\u00A0: 33\u00A0avis', 30, true, true, false])
  }
})

test('CPT-08 RFC 8058 se désabonner : le lien ne change rien, un POST sans session ni origine suffit, un jeton faux n’existe pas', async () => {
  const [resume] = recus
  const url = (resume!.headers.get('list') as { unsubscribe: { url: string } }).unsubscribe.url.replace(p.url, '')
  const cadence = async () =>
    (await (await p.demander('/api/v1/avis/preferences', { cookie: daniel })).json()) as { demandes: string; approbations: string }
  const ouverte = await p.demander(url)
  expect([ouverte.status, (await ouverte.text()).includes('Ne plus recevoir ce résumé'), (await cadence()).demandes]).toEqual([
    200,
    true,
    'jour',
  ])
  for (const faux of [
    url.slice(0, -1) + (url.endsWith('A') ? 'B' : 'A'),
    url.replace('.jour.', '.semaine.'),
    '/avis/desabonnement/x',
    '/avis/desabonnement/a.b.c',
  ]) {
    expect([
      (await p.demander(faux)).status,
      (await fetch(p.url + faux, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status,
    ]).toEqual([404, 404])
  }
  const multipart = new FormData()
  multipart.set('List-Unsubscribe', 'One-Click')
  for (const body of [new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }), multipart]) {
    await regler(daniel, { demandes: 'jour' })
    expect((await fetch(p.url + url, { method: 'POST', body, redirect: 'manual' })).status).toBe(200)
    expect(await cadence()).toMatchObject({ demandes: 'jamais', approbations: 'semaine' })
  }
  await regler(daniel, { demandes: 'jour' })
  const confirmee = await p.demander(url, { champs: { confirmer: 'oui' } })
  expect([confirmee.status, confirmee.headers.get('location'), (await cadence()).demandes]).toEqual([303, `${url}?fait=oui`, 'jamais'])
})
