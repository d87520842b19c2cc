import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { faireLeMenage } from '#app/menage.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
beforeAll(async () => void (p = await portailDuMonde()))

const poser = (cookie: string | undefined, question: string, cle: string = randomUUID()) => p.demander('/assistant', { cookie, champs: { question, cle } })
const lire = async (cookie?: string) => {
  const html = await (await p.demander('/assistant', { cookie })).text()
  return [...html.matchAll(/class="mine"[^>]*><span class="who">[^<]*<\/span><div class="said"><p>([^<]*)/g)].map((m) => m[1])
}
const jeton = (r: Response) => r.headers.get('set-cookie')!.split(';')[0]!

test('ASS-01 la conversation se retrouve de page en page et d’un appareil à l’autre ; envoyée deux fois, gardée une fois', async () => {
  const cookie = await p.session('daniel')
  const cle = randomUUID()
  for (let i = 0; i < 2; i++) expect((await poser(cookie, 'comment changer de RIB ?', cle)).headers.get('location')).toBe('/assistant#dernier')
  await poser(cookie, '<b>combien d’approbations m’attendent ?</b>')
  expect(await lire(await p.session('daniel'))).toEqual(['comment changer de RIB ?', '&lt;b>combien d’approbations m’attendent ?&lt;/b>'])
  expect(await lire(await p.session('nadia'))).toEqual([])
  await p.pool.query(`update conversation_assistant set echanges = (select jsonb_agg(jsonb_build_object('cle', i::text, 'question', 'question ' || i, 'reponse', echanges->0->'reponse')) from generate_series(1, 30) i)`)
  await poser(cookie, 'question 31')
  expect(await lire(cookie)).toEqual(Array.from({ length: 30 }, (_, i) => `question ${i + 2}`))
  expect((await poser(cookie, '  ')).status).toBe(303)
  expect((await p.demander('/assistant/oublier', { cookie, champs: {} })).status).toBe(303)
  expect(await lire(cookie)).toEqual([])
})

test('ASS-01 un visiteur garde la sienne par son cookie, un autre ne la voit pas ; elle s’efface, et s’oublie un jour après', async () => {
  const premiere = await poser(undefined, 'comment créer un compte ?')
  const visiteur = jeton(premiere)
  expect(premiere.headers.get('set-cookie')).toMatch(/^choral\.conversation=[\w-]{43}; .*HttpOnly.*SameSite=Lax/)
  await poser(visiteur, 'et un service ?')
  expect([await lire(visiteur), await lire(), await lire(`choral.conversation=${'a'.repeat(43)}`)]).toEqual([['comment créer un compte ?', 'et un service ?'], [], []])
  expect((await p.pool.query(`select encode(jeton, 'escape') as j from conversation_assistant where jeton is not null`)).rows.every((l: { j: string }) => !visiteur.includes(l.j))).toBe(true)
  await p.demander('/assistant/oublier', { cookie: visiteur, champs: {} })
  expect(await lire(visiteur)).toEqual([])
  const autre = jeton(await poser(undefined, 'où trouver l’annuaire ?'))
  await decalerHorloge(p.pool, '25 hours')
  try {
    expect(await lire(autre)).toEqual([])
    await faireLeMenage(p.programme)
    expect((await p.pool.query('select from conversation_assistant')).rowCount).toBe(0)
  } finally {
    await decalerHorloge(p.pool, '0')
  }
})

test('SUP-01 « Envoyer une demande » commence un ticket avec ce qui a été dit, qu’un autre ne peut pas lire', async () => {
  const cookie = await p.session('daniel')
  await poser(cookie, 'comment changer de RIB ?')
  const envoi = await p.demander('/assistant/ticket', { cookie, champs: { cle: randomUUID() } })
  const adresse = envoi.headers.get('location')!
  expect([envoi.status, adresse]).toEqual([303, expect.stringMatching(/^\/support\/tickets\/creer\?brouillon=[0-9a-f-]{36}$/)])
  const cle = adresse.split('=')[1]
  const { rows } = await p.pool.query<{ auteur: string; saisie: { titre: string; description: string } }>('select auteur, saisie from brouillon where cle = $1', [cle])
  expect([rows[0]!.auteur, rows[0]!.saisie.titre, rows[0]!.saisie.description]).toEqual([p.monde.daniel, expect.stringMatching(/^Question à l’assistant.: comment changer de RIB.\?$/), expect.stringMatching(/^Vous : comment changer de RIB \?\nAssistant : /)])
  expect(await (await p.demander(adresse, { cookie: await p.session('nadia') })).text()).not.toContain('comment changer de RIB')
  expect((await p.demander('/assistant/ticket', { champs: { cle: randomUUID() } })).headers.get('location')).toBe('/support')
})
