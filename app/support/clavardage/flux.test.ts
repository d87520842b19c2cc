import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { jetonDeLien } from '#app/comptes/lien.ts'
import { composer } from '#app/programme.ts'
import { ouvrirFlux } from '#app/support/clavardage/flux.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { reponseAUnParti } from '#tests/parti.ts'
import { patienter } from '#tests/portail.ts'

const p = await portailDuMonde()
const [daniel, agent, nadia, operateur] = [
  await p.session('daniel'),
  await p.session('agent'),
  await p.session('nadia'),
  await p.session('operateur'),
]
await p.pool.query(`delete from horaire_support`)
await p.pool.query(`insert into horaire_support (jour, debut, fin) select j, '00:00', '24:00' from generate_series(1, 7) j`)
const ouverts: AbortController[] = []
afterAll(() => {
  for (const o of ouverts) o.abort()
})

interface Recu {
  id: string | null
  genre: string
  donnees: { rang?: number; html?: string; etat?: string; lu?: number; recu?: number; tete?: string }
}

/** A stream as a browser reads it: what came so far. */
async function suivre(chemin: string, cookie: string, dernier?: number, serveur = p.url) {
  const fin = new AbortController()
  ouverts.push(fin)
  const r = await fetch(serveur + chemin, {
    redirect: 'manual',
    signal: fin.signal,
    headers: { cookie, accept: 'text/event-stream', ...(dernier === undefined ? {} : { 'last-event-id': String(dernier) }) },
  })
  const recus: Recu[] = []
  const etat = { fermee: false }
  void (async () => {
    let reste = ''
    for await (const morceau of r.body!.pipeThrough(new TextDecoderStream())) {
      const blocs = (reste + morceau).split('\n\n')
      reste = blocs.pop()!
      for (const b of blocs.filter((x) => x.includes('data:'))) {
        const champ = (nom: string) =>
          b
            .split('\n')
            .find((l) => l.startsWith(`${nom}: `))
            ?.slice(nom.length + 2)
        recus.push({ id: champ('id') ?? null, genre: champ('event') ?? 'message', donnees: JSON.parse(champ('data')!) as Recu['donnees'] })
      }
    }
    etat.fermee = true
  })().catch(() => {
    etat.fermee = true
  })
  return {
    statut: r.status,
    recus,
    etat,
    rangs: () => recus.filter((x) => x.genre === 'message').map((x) => x.donnees.rang),
    couper: () => fin.abort(),
  }
}
const poster = (cookie: string, chemin: string, json: object) =>
  p.demander(`/api/v1/conversations${chemin}`, { method: 'POST', cookie, json, headers: { 'idempotency-key': randomUUID() } })
const attendre = (vrai: () => boolean) => expect.poll(vrai, { interval: 20 }).toBe(true)

test('TCH-01 TCH-02 T08 le flux : tout par rang, l’état, « écrit », la reprise après le dernier reçu ; un rôle retiré, une session fermée l’arrêtent', async () => {
  const { id } = (await (await poster(daniel, '', { texte: 'Bonjour' })).json()) as { id: string }
  const lui = await suivre(`/support/clavardage/${id}/flux`, daniel)
  await attendre(() => lui.rangs().length === 2 && lui.recus.some((x) => x.genre === 'etat' && x.donnees.tete!.includes('le prochain')))
  const bureau = await suivre('/support/bureau/flux', agent)
  await poster(agent, `/${id}/actions`, { action: 'prendre' })
  const elle = await suivre(`/support/bureau/${id}/flux?apres=2`, agent)
  await attendre(() => bureau.recus.some((x) => x.genre === 'bureau') && lui.recus.some((x) => x.donnees.etat === 'en-cours'))
  await poster(agent, `/${id}/messages`, { texte: 'Je vous écoute <script>' })
  await attendre(() => lui.rangs().length === 4 && elle.rangs().join() === '3,4')
  expect([
    lui.recus.at(-1)!.id ?? lui.recus.findLast((x) => x.id)!.id,
    lui.recus.findLast((x) => x.genre === 'message')!.donnees.html!.includes('&lt;script>'),
  ]).toEqual(['4', true])
  await poster(daniel, `/${id}/suivi`, { recu: 4, lu: 4 })
  await attendre(() => elle.recus.some((x) => x.genre === 'etat' && x.donnees.lu === 4))
  await poster(daniel, `/${id}/suivi`, { ecrit: true })
  await attendre(() => elle.recus.some((x) => x.genre === 'ecrit'))
  expect([
    lui.recus.some((x) => x.genre === 'ecrit'),
    (await p.pool.query('select count(*)::int as n from conversation_message where conversation = $1', [id])).rows[0].n,
  ]).toEqual([false, 4])
  // Cut, and taken up again after the last one that came.
  lui.couper()
  for (const texte of ['Un', 'Deux']) await poster(agent, `/${id}/messages`, { texte })
  const repris = await suivre(`/support/clavardage/${id}/flux?apres=0`, daniel, 4)
  await attendre(() => repris.rangs().join() === '5,6')
  // A message that no notification told of: the safety net finds it.
  await p.pool.query(
    `with c as (update conversation set dernier = dernier + 1 where id = $1 returning dernier) insert into conversation_message (conversation, rang, cle, cote, texte) select $1, dernier, gen_random_uuid(), 'agent', 'Sans réveil' from c`,
    [id],
  )
  await attendre(() => repris.rangs().at(-1) === 7)
  await p.pool.query('update utilisateur set est_agent = false where id = $1', [p.monde.agent])
  await attendre(() => elle.etat.fermee && bureau.etat.fermee && elle.recus.at(-1)!.genre === 'fin')
  await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.agent])
  await p.pool.query('delete from session where utilisateur = $1', [p.monde.daniel])
  await attendre(() => repris.etat.fermee)
})

test('TCH-01 SUP-01 le flux de quelqu’un sans compte, par son cookie seulement', async () => {
  const { id: lien } = (
    await p.pool.query<{ id: string }>(
      `insert into lien (genre, adresse, saisie) values ('support', 'sofia@exemple.fr', '{"langue":"fr"}') returning id`,
    )
  ).rows[0]!
  const r = await p.demander(`/support/clavardage?jeton=${jetonDeLien(lien, p.settings.SECRET_KEY)}`, {
    champs: { texte: 'Bonjour', _cle: randomUUID() },
  })
  const [adresse, cookie] = [r.headers.get('location')!, r.headers.getSetCookie()[0]!.split(';')[0]!]
  const elle = await suivre(`${adresse}/flux`, cookie)
  await attendre(() => elle.rangs().join() === '1,2')
  expect((await suivre(`${adresse}/flux`, 'choral.clavardage=autre')).statut).toBe(404)
  // Still there at the next check of who may follow.
  await new Promise((fait) => setTimeout(fait, 2500))
  expect(elle.etat.fermee).toBe(false)
})

test('TCH-01 TCH-02 T08 deux serveurs : des messages des deux côtés à la fois, longs et courts, chacun une fois et dans l’ordre, sans que l’on relise ce que l’on vient d’écrire ; confiée, l’échange se tait aussitôt', async () => {
  const autre = patienter(await composer({ ...p.settings, PORT: 0 }, p.urlBase))
  await autre.serveur.listen({ host: '127.0.0.1', port: 0 })
  const ailleurs = `http://127.0.0.1:${(autre.serveur.server.address() as { port: number }).port}`
  try {
    await p.pool.query(`update conversation set etat = 'terminee', terminee_le = maintenant(), fin = 'silence' where etat <> 'terminee'`)
    await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.operateur])
    const { id } = (await (await poster(nadia, '', {})).json()) as { id: string }
    await poster(agent, `/${id}/actions`, { action: 'prendre' })
    const [elle, lui, la] = [
      await suivre(`/support/clavardage/${id}/flux`, nadia),
      await suivre(`/support/bureau/${id}/flux`, agent, undefined, ailleurs),
      await suivre(`/support/clavardage/${id}/flux`, nadia, undefined, ailleurs),
    ]
    await attendre(() => [elle, lui, la].every((x) => x.rangs().length === 2))
    const { requetes } = await p.compterRequetes(async () => {
      // One of them too long to be told whole.
      for (let i = 0; i < 12; i++)
        await Promise.all([
          poster(nadia, `/${id}/messages`, { texte: i === 5 ? 'é'.repeat(4000) : `Question ${i} <b>` }),
          poster(agent, `/${id}/messages`, { texte: `Réponse ${i}` }),
        ])
      await attendre(() => [elle, lui, la].every((x) => x.rangs().length === 26))
    })
    for (const x of [elle, lui, la]) expect(x.rangs()).toEqual(Array.from({ length: 26 }, (_, i) => i + 1))
    // Now and then one looks whether something was missed: on a slow machine, more often meanwhile.
    const combien = (quoi: string) => requetes.filter((r) => r.includes(quoi)).length
    expect(combien('@suites') - combien('@versions')).toBeLessThan(8)
    const dits = (x: typeof elle) =>
      x.recus.filter((r) => r.genre === 'message').map((r) => r.donnees.html!.replaceAll(/<[^>]+>/g, '').replace(/^.*? · |^[^,]*, /, ''))
    expect([
      dits(elle),
      elle.recus.at(-1)!.donnees.html!.includes('&lt;b>') || elle.recus.some((r) => r.donnees.html?.includes('&lt;b>')),
    ]).toEqual([dits(la), true])
    expect(lui.recus.some((r) => r.donnees.html?.includes('Nadia') && r.donnees.html.includes('Question 3'))).toBe(true)
    await poster(operateur, '/presence', { etat: 'disponible' })
    expect((await poster(agent, `/${id}/confier`, { agent: p.monde.operateur })).status).toBe(200)
    expect((await poster(operateur, `/${id}/messages`, { texte: 'Je reprends.' })).status).toBe(201)
    await attendre(() => lui.etat.fermee && elle.rangs().length === 28)
    expect([lui.recus.at(-1)!.genre, lui.rangs().includes(28)]).toEqual(['fin', false])
    // Whoever takes over reads the other agent's words under their name.
    const suite = await suivre(`/support/bureau/${id}/flux`, operateur, undefined, ailleurs)
    await attendre(() => suite.rangs().length === 28)
    await poster(operateur, `/${id}/messages`, { texte: 'Voilà.' })
    await attendre(() => suite.rangs().length === 29)
    const qui = (texte: string) => suite.recus.find((r) => r.donnees.html?.includes(texte))!.donnees.html!.match(/class="who">([^,<]*)/)![1]
    expect([qui('Réponse 3') === 'Vous', qui('Je reprends.'), qui('Voilà.')]).toEqual([false, 'Vous', 'Vous'])
  } finally {
    for (const o of ouverts) o.abort()
    await p.pool.query('update utilisateur set est_agent = false where id = $1', [p.monde.operateur])
    await autre.arreter()
  }
})

test('TCH-01 TCH-02 qui a raccroché avant d’être suivi n’est pas suivi, ni dit présent', async () => {
  const flux = ouvrirFlux(p.programme)
  flux.suivre({
    conversation: null,
    cote: 'agent',
    session: randomUUID(),
    jeton: null,
    agent: p.monde.agent,
    langue: 'fr',
    apres: 0,
    sortie: await reponseAUnParti(),
  })
  expect(flux.nombre()).toBe(0)
  flux.fermer()
})
