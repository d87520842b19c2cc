import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { composer } from '#app/programme.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portLibre } from '#tests/ports.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { patienter } from '#tests/portail.ts'

const p = await portailDuMonde()
const operateur = await p.session('operateur')
const daniel = await p.session('daniel')
const lire = async (chemin: string, cookie?: string, headers?: Record<string, string>) =>
  (await p.demander(chemin, { cookie, headers })).text()
const bandeau = (html: string) => /<aside class="notice-bar".*?<\/aside>/s.exec(html)?.[0] ?? null
const champs = {
  genre: 'incident',
  titre: 'Les dépôts de factures échouent',
  texte: 'Nous cherchons.\n\n**Ne redéposez pas.**',
  titreEn: 'Invoices cannot be sent',
  texteEn: '',
  debut: '',
  fin: '',
}
const REDIGER = '/exploitation/incidents/rediger'
const rediger = async (saisie: Record<string, string>, cle = randomUUID()) =>
  p.demander(REDIGER, { cookie: operateur, champs: { _cle: cle, ...saisie } })
const nombre = async () => (await p.pool.query<{ n: number }>('select count(*)::int as n from incident')).rows[0]!.n
const publies = async () =>
  (await (await p.demander('/api/v1/incidents')).json()) as { elements: { id: string; titre: string; etat: string }[] }

test('COM-03 un incident se rédige, se voit avant, se publie une fois ; le bandeau est sur chaque page, sur deux programmes, sans une instruction de plus', async () => {
  const port = await portLibre()
  const jumeau = patienter(await composer({ ...p.settings, PORT: port }, p.urlBase))
  await jumeau.serveur.listen({ host: '127.0.0.1', port })
  afterAll(() => jumeau.arreter())
  // What a first page of a session costs once is not what is compared.
  await lire('/compte/structures', daniel)
  const avant = (await p.compterRequetes(() => lire('/compte/structures', daniel), { deFond: true })).requetes.length
  expect(bandeau(await (await fetch(`http://localhost:${port}/`)).text())).toBe(null)
  const recu = await rediger(champs)
  const verifier = recu.headers.get('location')!
  expect([recu.status, verifier.startsWith(`${REDIGER}?brouillon=`)]).toEqual([303, true])
  const apercu = await lire(verifier, operateur)
  expect([apercu.includes('<strong>Ne redéposez pas.</strong>'), apercu.includes('Invoices cannot be sent'), bandeau(apercu)]).toEqual([
    true,
    true,
    null,
  ])
  expect(await nombre()).toBe(0)
  const cle = new URLSearchParams(verifier.split('?')[1]).get('brouillon')!
  const confirmer = () => p.demander(verifier, { cookie: operateur, champs: { _cle: cle, _etape: 'confirmer' } })
  const reponses = await Promise.all([confirmer(), confirmer()])
  expect([reponses.map((r) => [r.status, r.headers.get('location')]), await nombre()]).toEqual([
    [
      [303, '/exploitation/incidents?fait=publie'],
      [303, '/exploitation/incidents?fait=publie'],
    ],
    1,
  ])
  for (const [chemin, cookie] of [
    ['/', undefined],
    ['/', daniel],
    ['/compte/structures', daniel],
    ['/etat-du-service', undefined],
    ['/annuaire', undefined],
    ['/inconnue', daniel],
  ] as const)
    expect([chemin, bandeau(await lire(chemin, cookie))?.includes('Les dépôts de factures échouent')]).toEqual([chemin, true])
  expect(bandeau(await lire('/', undefined, { cookie: 'choral.langue=en' }))).toContain('Invoices cannot be sent')
  const { requetes } = await p.compterRequetes(() => lire('/compte/structures', daniel), { deFond: true })
  expect([bandeau(await lire('/compte/structures', daniel)) !== null, requetes.length]).toEqual([true, avant])
  // The twin's memory lasts a few seconds.
  await expect.poll(async () => bandeau(await (await fetch(`http://localhost:${port}/`)).text())).not.toBeNull()
  // Its own page, in the operator's language as everybody's.
  const etat = await lire('/etat-du-service')
  const {
    elements: [i],
  } = await publies()
  expect([etat.includes(`id="i-${i!.id}"`), bandeau(etat)!.includes(`/etat-du-service#i-${i!.id}`)]).toEqual([true, true])
  expect((await p.demander(`/exploitation/incidents/${i!.id}/fin`, { cookie: operateur, champs: {} })).status).toBe(303)
  expect([bandeau(await lire('/')), (await publies()).elements[0]!.etat]).toEqual([null, 'termine'])
  expect(await lire('/etat-du-service')).toContain('Les dépôts de factures échouent')
})

test('COM-03 ce qui manque est dit ensemble, rien n’est perdu ; ni HTML ni lien dangereux ne passent', async () => {
  const faux = await rediger({ genre: 'maintenance', titre: '', texte: 'À garder', debut: '2026-13-01T00:00', fin: '' })
  const html = await faux.text()
  expect([faux.status, ['titre', 'debut', 'fin'].map((n) => html.includes(`href="#${n}"`)), html.includes('>À garder</textarea>')]).toEqual(
    [422, [true, true, true], true],
  )
  const attaque = await rediger({
    ...champs,
    texte:
      '<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](//ailleurs.example) ![e](https://x.example/p.png)\n\n<script>alert(1)</script>',
  })
  const apercu = await lire(attaque.headers.get('location')!, operateur)
  const rendu = /<div class="prose".*?<\/div>/s.exec(apercu)![0]
  expect([/<(img|script)/i.test(rendu), /href/i.test(rendu)]).toEqual([false, false])
  expect((await p.demander(attaque.headers.get('location')!, { cookie: daniel })).status).toBe(404)
})

test('COM-03 une maintenance prévue paraît à son heure et s’en va à la sienne ; annulée avant, jamais', async () => {
  const dans = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  const creer = (json: object) => p.demander('/api/v1/incidents', { cookie: operateur, json })
  expect((await creer({ genre: 'maintenance', titre: 'Base', texte: 'Mise à jour', debut: dans(60), fin: dans(30) })).status).toBe(422)
  const { id } = (await (
    await creer({ genre: 'maintenance', titre: 'Mise à jour de la base', texte: 'Une heure.', debut: dans(60), fin: dans(120) })
  ).json()) as { id: string }
  const annonce = async () => {
    await rafraichirCatalogue(p.db, true)
    return Boolean(bandeau(await lire('/')))
  }
  expect([await annonce(), (await lire('/etat-du-service')).includes('Mise à jour de la base')]).toEqual([false, true])
  for (const [heure, attendue] of [
    ['61 minutes', true],
    ['121 minutes', false],
    ['0', false],
  ] as const) {
    await decalerHorloge(p.pool, heure)
    expect([heure, await annonce()]).toEqual([heure, attendue])
  }
  const autre = (await (await creer({ genre: 'maintenance', titre: 'Reportée', texte: 'x', debut: dans(60), fin: dans(120) })).json()) as {
    id: string
  }
  expect(
    ((await (await p.demander(`/api/v1/incidents/${autre.id}/fin`, { cookie: operateur, json: {} })).json()) as { etat: string }).etat,
  ).toBe('annule')
  expect(await lire('/etat-du-service')).not.toContain('Reportée')
  // Before it is out, its check page says when everybody will read it, not « within seconds ».
  for (const [debut, dit] of [
    ['2099-06-01T08:30', 'paraîtra sur toutes les pages, pour tout le monde, le 1er juin 2099 à 8 h 30.'],
    ['', 'paraît sur toutes les pages, pour tout le monde, en quelques secondes.'],
  ] as const) {
    const recu = await rediger({ ...champs, genre: 'maintenance', debut, fin: '2099-06-01T10:00' })
    expect((await lire(recu.headers.get('location')!, operateur)).replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(dit)
  }
  // Modified from the screen, its hours as Paris reads them.
  const page = await lire(`${REDIGER}?id=${id}`, operateur)
  expect([
    page.includes('value="Mise à jour de la base"'),
    /id="debut"[^>]*value="20\d\d-\d\d-\d\dT\d\d:\d\d"|value="20\d\d-\d\d-\d\dT\d\d:\d\d"[^>]*id="debut"/.test(page),
  ]).toEqual([true, true])
  const feuille = await p.demander('/api/v1/incidents?format=csv', {})
  expect((await feuille.text()).split('\n')[0]).toContain('Titre')
})

test('COM-03 tant qu’un incident dure, « État du service » ne dit pas que tout va ; deux opérateurs qui le modifient ne s’écrasent pas : rien de tapé n’est perdu', async () => {
  const { id } = (await (
    await p.demander('/api/v1/incidents', {
      cookie: operateur,
      json: { genre: 'incident', titre: 'Dépôts lents', texte: 'Nous cherchons.' },
    })
  ).json()) as { id: string }
  const etat = await lire('/etat-du-service')
  expect([etat.includes('Un incident est en cours'), etat.includes('Le service fonctionne')]).toEqual([true, false])
  expect(await lire('/etat-du-service', undefined, { cookie: 'choral.langue=en' })).toMatch(
    /An incident is under way[\s\S]*<a href="#i-[^"]+" lang="fr">Dépôts lents/,
  )
  // Opened by one; ended by the other; published by the first, who would have it go on.
  const version = (html: string) => /name="_version" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const adresse = `${REDIGER}?id=${id}`
  const ouverte = version(await lire(adresse, operateur))
  await p.demander(`/api/v1/incidents/${id}/fin`, { cookie: operateur, json: {} })
  const cle = randomUUID()
  const champs = { genre: 'incident', titre: 'Dépôts très lents', texte: 'Nous cherchons.', _version: ouverte }
  const publier = async (v: string) => {
    await p.demander(adresse, { cookie: operateur, champs: { _cle: cle, ...champs, _version: v } })
    return p.demander(adresse, { cookie: operateur, champs: { _cle: cle, _etape: 'confirmer' } })
  }
  const refusee = await publier(ouverte)
  const html = await refusee.text()
  expect([refusee.status, html.includes('value="Dépôts très lents"'), html.includes('Voir la version actuelle')]).toEqual([412, true, true])
  expect((await publies()).elements.find((i) => i.id === id)).toMatchObject({ titre: 'Dépôts lents', etat: 'termine' })
  // Seen, it may replace; sent twice, it is done once.
  expect((await publier(version(html))).headers.get('location')).toContain('fait=modifie')
  const encore = await p.demander(adresse, { cookie: operateur, champs: { _cle: cle, _etape: 'confirmer' } })
  expect([encore.headers.get('location'), (await publier('n’importe quoi')).status]).toEqual([expect.stringContaining('fait=modifie'), 303])
  expect((await publies()).elements.find((i) => i.id === id)).toMatchObject({ titre: 'Dépôts très lents', etat: 'en-cours' })
  await p.demander(`/api/v1/incidents/${id}/fin`, { cookie: operateur, json: {} })
})
