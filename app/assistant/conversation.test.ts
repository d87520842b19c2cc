import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { jetonDeLien } from '#app/comptes/lien.ts'
import { faireLeMenage } from '#app/menage.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
beforeAll(async () => void (p = await portailDuMonde()))

const poser = (cookie: string | undefined, question: string, cle: string = randomUUID()) =>
  p.demander('/assistant', { cookie, champs: { question, cle } })
const lire = async (cookie?: string) => {
  const html = await (await p.demander('/assistant', { cookie })).text()
  return [...html.matchAll(/class="mine"[^>]*><span class="who">[^<]*<\/span><div class="said"><p>([^<]*)/g)].map((m) => m[1])
}
const jeton = (r: Response) => r.headers.get('set-cookie')!.split(';')[0]!

test('ASS-01 la conversation se retrouve de page en page et d’un appareil à l’autre ; envoyée deux fois, gardée une fois', async () => {
  const cookie = await p.session('daniel')
  const cle = randomUUID()
  for (let i = 0; i < 2; i++)
    expect((await poser(cookie, 'comment changer de RIB ?', cle)).headers.get('location')).toBe('/assistant#dernier')
  await poser(cookie, '<b>combien d’approbations m’attendent ?</b>')
  expect(await lire(await p.session('daniel'))).toEqual(['comment changer de RIB ?', '&lt;b>combien d’approbations m’attendent ?&lt;/b>'])
  expect(await lire(await p.session('nadia'))).toEqual([])
  await p.pool.query(
    `update conversation_assistant set echanges = (select jsonb_agg(jsonb_build_object('cle', i::text, 'question', 'question ' || i, 'reponse', echanges->0->'reponse')) from generate_series(1, 30) i)`,
  )
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
  expect([await lire(visiteur), await lire(), await lire(`choral.conversation=${'a'.repeat(43)}`)]).toEqual([
    ['comment créer un compte ?', 'et un service ?'],
    [],
    [],
  ])
  expect(
    (await p.pool.query(`select encode(jeton, 'escape') as j from conversation_assistant where jeton is not null`)).rows.every(
      (l: { j: string }) => !visiteur.includes(l.j),
    ),
  ).toBe(true)
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

test('ASS-01 ce qu’un visiteur a demandé suit à la connexion, une fois, dans le seul compte ouvert par ce navigateur ; jamais sous « Voir comme », ni périmé', async () => {
  const daniel = await p.session('daniel')
  await p.demander('/assistant/oublier', { cookie: daniel, champs: {} })
  await poser(daniel, 'comment créer un service ?')
  const visiteur = jeton(await poser(undefined, 'comment créer un compte ?'))
  expect([
    await lire(await p.session('heloise')),
    await lire(`${await p.session('nadia')}; choral.conversation=${'a'.repeat(43)}`),
  ]).toEqual([[], []])
  // Two tabs at once: neither loses it nor doubles it; the cookie is of no more use, to anybody.
  const ouvertures = await Promise.all([1, 2].map(() => p.demander('/assistant', { cookie: `${daniel}; ${visiteur}` })))
  expect(ouvertures.map((r) => r.headers.getSetCookie().some((k) => /^choral\.conversation=;.*1970/.test(k)))).toEqual([true, true])
  expect([await lire(daniel), await lire(visiteur), await lire(`${await p.session('camille')}; ${visiteur}`)]).toEqual([
    ['comment créer un service ?', 'comment créer un compte ?'],
    [],
    [],
  ])
  // Carried over by the next question too, in order; forgotten by whoever forgets theirs; the thirty latest are kept.
  const autre = jeton(await poser(undefined, 'où trouver l’annuaire ?'))
  await p.pool.query(
    `update conversation_assistant set echanges = (select jsonb_agg(jsonb_build_object('cle', i::text, 'question', 'question ' || i, 'reponse', echanges->0->'reponse')) from generate_series(1, 30) i) where utilisateur = $1`,
    [p.monde.daniel],
  )
  await poser(`${daniel}; ${autre}`, 'et un ticket ?')
  expect((await lire(daniel)).slice(-3)).toEqual(['question 30', 'où trouver l’annuaire ?', 'et un ticket ?'])
  expect((await lire(daniel)).length).toBe(30)
  const derniere = jeton(await poser(undefined, 'et un mandat ?'))
  await p.demander('/assistant/oublier', { cookie: `${daniel}; ${derniere}`, champs: {} })
  expect([await lire(daniel), await lire(derniere)]).toEqual([[], []])
  const vieille = jeton(await poser(undefined, 'trop vieille ?'))
  await p.pool.query(`update conversation_assistant set modifie_le = maintenant() - interval '25 hours' where jeton is not null`)
  expect(await lire(`${daniel}; ${vieille}`)).toEqual([])
  // While one looks as somebody else, it stays the browser's.
  const gardee = jeton(await poser(undefined, 'qui peut quoi ?'))
  const ouverte = await p.demander('/voir-comme', { cookie: daniel, champs: { utilisateur: p.monde.heloise } })
  expect([ouverte.status, await lire(`${daniel}; ${gardee}`)]).toEqual([303, []])
  expect([await lire(await p.session('heloise')), await lire(gardee)]).toEqual([[], ['qui peut quoi ?']])
})

test('SUP-01 « Créer un ticket » en commence un avec ce qui a été dit, qu’un autre ne peut pas lire', async () => {
  const cookie = await p.session('daniel')
  await poser(cookie, 'comment changer de RIB ?')
  const envoi = await p.demander('/assistant/ticket', { cookie, champs: { cle: randomUUID() } })
  const adresse = envoi.headers.get('location')!
  expect([envoi.status, adresse]).toEqual([303, expect.stringMatching(/^\/support\/tickets\/creer\?brouillon=[0-9a-f-]{36}$/)])
  const cle = adresse.split('=')[1]
  const { rows } = await p.pool.query<{ auteur: string; saisie: { titre: string; description: string } }>(
    'select auteur, saisie from brouillon where cle = $1',
    [cle],
  )
  expect([rows[0]!.auteur, rows[0]!.saisie.titre, rows[0]!.saisie.description]).toEqual([
    p.monde.daniel,
    expect.stringMatching(/^Question à l’assistant.: comment changer de RIB.\?$/),
    expect.stringMatching(/^Question\u00a0: comment changer de RIB \?\nAssistant\u00a0: /),
  ])
  expect(await (await p.demander(adresse, { cookie: await p.session('nadia') })).text()).not.toContain('comment changer de RIB')
  expect((await p.demander('/assistant/ticket', { champs: { cle: randomUUID() } })).headers.get('location')).toBe('/support/sans-compte')
})

test('SUP-01 TCH-02 « Échanger en ligne avec un agent » donne à l’agent ce qui fut dit à l’assistant, si on le veut ; le ticket qu’on en fait le reprend', async () => {
  await p.pool.query('delete from horaire_support')
  await p.pool.query(`insert into horaire_support (jour, debut, fin) select j, '00:00', '24:00' from generate_series(1, 7) j`)
  const [daniel, agent] = [await p.session('daniel'), await p.session('agent')]
  await p.demander('/assistant/oublier', { cookie: daniel, champs: {} })
  const page = async (chemin: string, cookie: string) => (await p.demander(chemin, { cookie })).text()
  expect(await page('/support/clavardage', daniel)).not.toContain('name="assistant"')
  await poser(daniel, 'comment changer de <RIB> ?')
  expect(await page('/support/clavardage', daniel)).toMatch(
    /Donner à l’agent ma conversation[^]*Question\u00a0: comment changer de &lt;RIB/,
  )
  const ouvrir = async (champs: Record<string, string>) => {
    const adresse = (
      await p.demander('/support/clavardage', { cookie: daniel, champs: { texte: 'Toujours bloqué', ...champs } })
    ).headers.get('location')!
    const bureau = adresse.replace('clavardage', 'bureau')
    await p.demander(bureau, { cookie: agent, champs: { action: 'prendre' } })
    const vus = [(await page(bureau, agent)).includes('changer de &lt;RIB'), (await page(adresse, daniel)).includes('changer de &lt;RIB')]
    await p.demander(bureau, { cookie: agent, champs: { action: 'ticket' } })
    await p.demander(adresse, { cookie: daniel, champs: { action: 'terminer' } })
    const {
      rows: [t],
    } = await p.pool.query<{ description: string }>(
      'select description from ticket where id = (select ticket from conversation where id = $1)',
      [adresse.split('/').at(-1)],
    )
    return [...vus, /Dit à l’assistant, avant\nQuestion\u00a0: comment changer de <RIB> \?[^]*Toujours bloqué/.test(t!.description)]
  }
  expect(await ouvrir({ assistant: 'oui' })).toEqual([true, true, true])
  expect(await ouvrir({})).toEqual([false, false, false])
  const lue = async (assistant: boolean, qui: string) =>
    ((await (await p.demander('/api/v1/conversations', { cookie: qui, json: { assistant } })).json()) as { assistant: string | null })
      .assistant
  expect([await lue(true, daniel), await lue(true, await p.session('nadia'))]).toEqual([
    expect.stringContaining('Question\u00a0: comment changer de <RIB> ?'),
    null,
  ])
})

test('SUP-01 PLUS-08 ce qui fut dit à l’assistant se transmet dans la langue de la page, ponctué comme elle', async () => {
  const cookie = await p.session('heloise')
  await poser(cookie, 'how do I change my bank details?')
  const page = async (langue: string) =>
    (await (await p.demander('/support/clavardage', { cookie: `${cookie}; choral.langue=${langue}` })).text()).replaceAll(
      /[\u00a0\u202f]/g,
      ' ',
    )
  expect([(await page('en')).includes('Asked: how do I change'), (await page('fr')).includes('Question : how do I change')]).toEqual([
    true,
    true,
  ])
})

test('SUP-01 sans compte : l’agent, ou le ticket, reçoit de même ce que ce navigateur a dit à l’assistant ; un autre navigateur, rien', async () => {
  const visiteur = jeton(await poser(undefined, 'je ne peux plus me connecter'))
  expect(
    [
      await (await p.demander('/support/sans-compte', { cookie: visiteur })).text(),
      await (await p.demander('/support/sans-compte')).text(),
    ].map((h) => h.includes('Ce que vous avez dit à l’assistant')),
  ).toEqual([true, false])
  const id = (
    await p.pool.query<{ id: string }>(
      `insert into lien (genre, adresse, saisie) values ('support', 'visiteuse@exemple.fr', '{"langue":"fr"}') returning id`,
    )
  ).rows[0]!.id
  const lien = `jeton=${jetonDeLien(id, p.settings.SECRET_KEY)}`
  const formulaire = async (cookie?: string) =>
    (await (await p.demander(`/support/sans-compte/ecrire?${lien}`, { cookie })).text()).includes(
      'Question\u00a0: je ne peux plus me connecter',
    )
  expect([await formulaire(visiteur), await formulaire()]).toEqual([true, false])
  const r = await p.demander(`/support/clavardage?${lien}`, { cookie: visiteur, champs: { texte: 'Bonjour', assistant: 'oui' } })
  const bureau = r.headers.get('location')!.replace('clavardage', 'bureau')
  expect(await (await p.demander(bureau, { cookie: await p.session('agent') })).text()).toMatch(
    /Dit à l’assistant, avant[^]*je ne peux plus me connecter/,
  )
})
