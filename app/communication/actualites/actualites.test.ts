import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const operateur = await p.session('operateur')
const daniel = await p.session('daniel')
const lire = async (chemin: string, cookie?: string, headers?: Record<string, string>) =>
  (await p.demander(chemin, { cookie, headers })).text()
const REDIGER = '/exploitation/actualites/rediger'
const article = {
  sujet: 'nouveautes',
  titre: 'Modifier plusieurs services depuis un tableur',
  chapo: 'L’import vérifie chaque ligne avant d’écrire.',
  texte: '# Comment\n\nDéposez le **fichier**. <b onclick="x()">non</b> [piège](javascript:x)',
  titreEn: 'Change several departments from a spreadsheet',
  chapoEn: '',
  texteEn: '',
  publieLe: '',
}
const creer = async (json: object) =>
  (await (await p.demander('/api/v1/actualites', { cookie: operateur, json: { ...article, ...json } })).json()) as {
    id: string
    etat: string
  }

test('COM-02 un article se rédige, se voit, paraît une fois ; liste, page, accueil, fil et recherche le montrent, en deux langues', async () => {
  expect(await lire('/')).toContain('Aucune actualité n’est publiée')
  const cle = randomUUID()
  const vide = await p.demander(REDIGER, { cookie: operateur, champs: { _cle: cle, ...article, titre: '' } })
  expect([vide.status, (await vide.text()).includes('Déposez le **fichier**')]).toEqual([422, true])
  const recu = await p.demander(REDIGER, { cookie: operateur, champs: { _cle: cle, ...article } })
  const verifier = recu.headers.get('location')!
  const apercu = await lire(verifier, operateur)
  expect([
    apercu.includes('<strong>fichier</strong>'),
    /<b onclick|javascript:x"/.test(apercu),
    apercu.includes('<h3>Comment</h3>'),
  ]).toEqual([true, false, true])
  expect(((await (await p.demander('/api/v1/actualites')).json()) as { total: number }).total).toBe(0)
  for (let i = 0; i < 2; i++)
    expect((await p.demander(verifier, { cookie: operateur, champs: { _cle: cle, _etape: 'confirmer' } })).headers.get('location')).toBe(
      '/exploitation/actualites?fait=publiee',
    )
  const {
    total,
    elements: [a],
  } = (await (await p.demander('/api/v1/actualites')).json()) as { total: number; elements: { id: string }[] }
  expect(total).toBe(1)
  for (const chemin of [
    '/',
    '/actualites',
    '/actualites?sujet=nouveautes',
    `/actualites/${a!.id}`,
    '/recherche?recherche=TABLEUR',
    '/recherche?recherche=modifer%20plusieurs%20servics',
  ])
    expect([chemin, (await lire(chemin)).includes(article.titre)]).toEqual([chemin, true])
  expect(await lire('/', daniel)).toContain(article.titre)
  for (const chemin of ['/actualites?sujet=conseils', '/recherche?recherche=zibeline'])
    expect([chemin, (await lire(chemin)).includes(article.titre)]).toEqual([chemin, false])
  const anglais = await lire(`/actualites/${a!.id}`, undefined, { cookie: 'choral.langue=en' })
  expect([anglais.includes(article.titreEn), /class="prose" lang="fr"/.test(anglais)]).toEqual([true, true])
  const flux = await p.demander('/actualites/flux.atom')
  const xml = await flux.text()
  expect([
    flux.headers.get('content-type'),
    xml.includes(`<id>urn:uuid:${a!.id}</id><title>${article.titre}</title><link href="${p.url}/actualites/${a!.id}"/>`),
    /<(script|b|a|strong)\b/.test(xml),
  ]).toEqual(['application/atom+xml; charset=utf-8', true, false])
  const { requetes } = await p.compterRequetes(() => lire('/'))
  expect(requetes.length).toBe(0)
})

test('COM-02 programmé, un article paraît à son heure ; retiré, il n’existe plus que pour l’opérateur', async () => {
  const { id, etat } = await creer({ titre: 'Ouverture du guichet', publieLe: new Date(Date.now() + 3_600_000).toISOString() })
  const statut = async (cookie?: string) => (await p.demander(`/actualites/${id}`, { cookie })).status
  expect([
    etat,
    await statut(),
    await statut(daniel),
    await statut(operateur),
    (await p.demander(`/api/v1/actualites/${id}`)).status,
    (await lire('/actualites/flux.atom')).includes('guichet'),
    (await lire('/recherche?recherche=guichet')).includes('Ouverture du guichet'),
  ]).toEqual(['programmee', 404, 404, 200, 404, false, false])
  expect([
    (await p.demander('/api/v1/actualites?etat=programmee')).status,
    (await p.demander('/api/v1/actualites?etat=programmee', { cookie: daniel })).status,
    (await p.demander('/api/v1/actualites?etat=programmee', { cookie: operateur })).status,
  ]).toEqual([401, 404, 200])
  await decalerHorloge(p.pool, '61 minutes')
  expect([await statut(), (await lire('/actualites')).includes('Ouverture du guichet')]).toEqual([200, true])
  // Modified, its date stays.
  const avant = (await p.pool.query<{ publieLe: Date }>('select publie_le from actualite where id = $1', [id])).rows
  const page = await lire(`${REDIGER}?id=${id}`, operateur)
  expect(page).toContain('value="Ouverture du guichet"')
  expect((await p.demander(`/exploitation/actualites/${id}/retrait`, { cookie: operateur, champs: {} })).status).toBe(303)
  expect([await statut(), await statut(operateur), (await lire('/')).includes('Ouverture du guichet')]).toEqual([404, 200, false])
  await p.demander(`/api/v1/actualites/${id}`, { cookie: operateur, json: { ...article, titre: 'Le guichet est ouvert' } })
  expect([await statut(), (await p.pool.query('select publie_le from actualite where id = $1', [id])).rows]).toEqual([200, avant])
  await decalerHorloge(p.pool, '0')
})

test('COM-02 les pages d’une longue liste, par date, sans trou ni double', async () => {
  await p.pool.query(
    `insert into actualite (cle, sujet, titre, chapo, texte, auteur, publie_le) select gen_random_uuid(), 'conseils', 'Conseil ' || n, 'c', 't', $1, maintenant() - n * interval '1 minute' from generate_series(1, 45) n`,
    [p.monde.operateur],
  )
  const vus: string[] = []
  let apres: string | null = ''
  while (apres !== null) {
    const page = (await (await p.demander(`/api/v1/actualites?sujet=conseils&taille=20${apres && `&apres=${apres}`}`)).json()) as {
      total: number
      elements: { titre: string }[]
      suivant: string | null
    }
    expect(page.total).toBe(45)
    vus.push(...page.elements.map((a) => a.titre))
    apres = page.suivant
  }
  expect(vus).toEqual(Array.from({ length: 45 }, (_, i) => `Conseil ${i + 1}`))
  expect([
    (await lire('/actualites?sujet=conseils&page=3')).match(/Conseil \d+</g)!.length,
    (await (await p.demander('/api/v1/actualites?sujet=conseils&format=csv')).text()).trim().split('\n').length,
  ]).toEqual([5, 46])
})

test('COM-02 POR-16 « Modifier mes réponses » revient à l’article que l’on modifie, non à un article de plus ; un filtre posé se voit et s’enlève', async () => {
  const { id } = await creer({ titre: 'Titre à corriger' })
  const modifier = `${REDIGER}?id=${id}`
  const ouvert = await lire(modifier, operateur)
  const cache = (nom: string) => new RegExp(`name="${nom}" value="([^"]+)"`).exec(ouvert)![1]!
  const champs = { ...article, _cle: cache('_cle'), _version: cache('_version'), titre: 'Titre presque corrigé' }
  const verifier = (await p.demander(modifier, { cookie: operateur, champs })).headers.get('location')!
  const corriger = /href="([^"]+brouillon=[^"]+)"/.exec(await lire(verifier, operateur))![1]!.replaceAll('&amp;', '&')
  expect(new URL(corriger, p.url).searchParams.get('id')).toBe(id)
  expect(await lire(corriger, operateur)).toContain('value="Titre presque corrigé"')
  const filtree = await lire('/exploitation/actualites?etat=programmee&recherche=corriger', operateur)
  expect(filtree.match(/class="chip"[^>]*>[^<]*/g)?.map((l) => l.replace(/.*>/, '').trim())).toEqual(['« corriger »', 'Programmée'])
})
