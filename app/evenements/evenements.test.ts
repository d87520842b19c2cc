import { afterAll, beforeAll, expect, test } from 'vitest'
import { ouvrirFlux } from '#app/evenements/flux.ts'
import { composer } from '#app/programme.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre } from '#tests/navigateur.ts'
import { reponseAUnParti } from '#tests/parti.ts'
import { portLibre } from '#tests/ports.ts'
import { patienter } from '#tests/portail.ts'

const p = await portailDuMonde()
const { monde } = p
let daniel: string
let heloise: string
beforeAll(async () => {
  ;[daniel, heloise] = await Promise.all([p.session('daniel'), p.session('heloise')])
})

const demander = (application: string) =>
  p.demander('/api/v1/demandes/habilitation.demander', {
    cookie: heloise,
    json: { structure: monde.menuiserie, profil: `${application}.modification`, renoncer: true },
  })

/** What the stream says, as it comes; `fini` once the server has closed it. */
async function ecouter(url: string, cookie: string) {
  const r = await fetch(`${url}/evenements`, { headers: { cookie, accept: 'text/event-stream' } })
  const flux = {
    statut: r.status,
    type: r.headers.get('content-type'),
    texte: '',
    fini: false,
    attendre: async (motif: string, delai = 120_000) => {
      const debut = performance.now()
      while (!flux.texte.includes(motif)) {
        if (performance.now() - debut > delai) throw new Error(`« ${motif} » absent de « ${flux.texte} »`)
        await new Promise((f) => setTimeout(f, 20))
      }
      return performance.now() - debut
    },
  }
  void (async () => {
    const lecteur = r.body!.pipeThrough(new TextDecoderStream()).getReader()
    for (let m = await lecteur.read(); !m.done; m = await lecteur.read()) flux.texte += m.value
    flux.fini = true
  })().catch(() => {
    flux.fini = true
  })
  return flux
}

test('APP-01 le compte à décider arrive seul, sur un autre écran et un autre programme, et bouge à la décision', async () => {
  const port = await portLibre()
  const jumeau = patienter(await composer({ ...p.settings, PORT: port }, p.urlBase))
  await jumeau.serveur.listen({ host: '127.0.0.1', port })
  afterAll(() => jumeau.arreter())
  const [ici, la] = [await ecouter(p.url, daniel), await ecouter(`http://localhost:${port}`, daniel)]
  expect([ici.statut, ici.type]).toEqual([200, 'text/event-stream; charset=utf-8'])
  await Promise.all([ici, la].map((f) => f.attendre('data: {"approbations":0,"messages":0}')))
  const { numero } = (await (await demander('marches')).json()) as { numero: string }
  await Promise.all([ici, la].map((f) => f.attendre('data: {"approbations":1,"messages":0}')))
  ici.texte = la.texte = ''
  expect(
    (await p.demander(`/api/v1/approbations/${numero}/decision`, { cookie: daniel, json: { decision: 'refuser', motif: 'non' } })).status,
  ).toBe(200)
  await Promise.all([ici, la].map((f) => f.attendre('data: {"approbations":0,"messages":0}')))
})

test('CPT-02 le flux demande une session, finit avec elle, et ne dit rien à qui n’en a plus', async () => {
  expect((await p.demander('/evenements', { headers: { accept: 'text/event-stream' } })).status).toBe(401)
  expect(await (await p.demander('/evenements', { cookie: daniel })).json()).toEqual({ approbations: 0, messages: 0 })
  const autre = await p.session('daniel')
  const flux = await ecouter(p.url, autre)
  await flux.attendre('data:')
  await p.demander('/deconnexion', { cookie: autre, champs: {} })
  expect(await flux.attendre('event: fin')).toBeLessThan(20_000)
  expect((await ecouter(p.url, autre)).statut).toBe(401)
})

test('APP-01 dans le menu, le compte se met à jour sans recharger, pour tous les onglets d’un seul flux', async () => {
  const f = await fenetre({ url: p.url, cookie: daniel })
  const ouverts: string[] = []
  f.contexte.on('request', (r) => r.url().endsWith('/evenements') && ouverts.push(r.url()))
  await f.page.goto('/approbations')
  const seconde = await f.contexte.newPage()
  await seconde.goto('/compte')
  const compte = (page: typeof seconde) => page.locator('nav .count').first()
  expect(await compte(f.page).isVisible()).toBe(false)
  await f.page.waitForTimeout(500)
  await demander('engagements')
  await Promise.all([f.page, seconde].map((page) => compte(page).waitFor({ state: 'visible' })))
  expect(await Promise.all([f.page, seconde].map((page) => page.locator('[data-etat=approbations]').textContent()))).toEqual(['1', '1'])
  expect(ouverts.length).toBe(1)
  await f.page.close()
  await demander('raccordements')
  await seconde.waitForFunction(() => document.querySelector('[data-etat=approbations]')?.textContent === '2')
  expect(f.erreurs).toEqual([])
  await f.contexte.close()
})

test('APP-01 qui a raccroché avant d’être suivi n’est pas suivi', async () => {
  const flux = ouvrirFlux(p.db, p.programme.log)
  flux.suivre('00000000-0000-0000-0000-000000000000', await reponseAUnParti())
  expect(flux.nombre()).toBe(0)
  await flux.fermer()
})
