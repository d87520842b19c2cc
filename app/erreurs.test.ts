import { beforeAll, expect, test } from 'vitest'
import { renderToString } from 'preact-render-to-string'
import { creerContexte, type Contexte } from '#app/contexte.ts'
import { pageErreur } from '#app/erreurs.tsx'
import type { Probleme } from '#platform/http/problem.ts'
import { createLogger } from '#platform/logging.ts'
import { en, fr } from '#ui/textes/index.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
beforeAll(async () => void (p = await portailDuMonde()))

async function rendre(probleme: Probleme, cookies: Record<string, string> = {}, methode = 'GET'): Promise<string> {
  const requete = {
    url: '/organisation/structures?page=2',
    method: methode,
    cookies,
    headers: {},
    params: {},
    routeOptions: { url: '/organisation/structures' },
  } as unknown as Contexte['requete']
  const c = await creerContexte(p.programme, requete, {} as Contexte['reponse'])
  return renderToString(pageErreur(c, probleme))
}

test('POR-11 une adresse inconnue donne une page claire, en français et en anglais', async () => {
  const r = await p.demander('/nimporte/quoi')
  const html = await r.text()
  expect(r.status).toBe(404)
  expect(html).toContain('Cette page n’existe pas')
  expect(html).toContain('href="/recherche"')
  expect(await (await p.demander('/nimporte', { cookie: 'choral.langue=en' })).text()).toContain('This page does not exist')
})

test('INT-12 un logiciel n’ouvre pas de page : le titre d’un problème n’en nomme aucune', async () => {
  const r = await p.demander('/api/v1/nimporte')
  expect([r.status, await r.json()]).toMatchObject([404, { title: 'Introuvable', code: 'introuvable' }])
})

test('POR-08 un refus dit pourquoi, comment l’obtenir, ce qui reste ouvert, et porte une référence', async () => {
  const refus = {
    status: 403,
    code: 'acces-refuse',
    detail: '',
    raison: 'Il vous manque « Organisation modification ».',
    remede: { libelle: 'Demandez-le à Daniel Poitier.', href: '/compte/structures' },
  }
  const [nom, valeur] = (await p.session('heloise')).split('=') as [string, string]
  const html = await rendre(refus, { [nom]: valeur })
  for (const phrase of [
    'Vous n’avez pas accès à cette page',
    'Il vous manque',
    'href="/compte/structures"',
    'Demandez-le à Daniel Poitier.',
    'Qui peut vous aider',
    'Ouvert pour vous',
  ])
    expect(html).toContain(phrase)
  expect(html).not.toContain('Demander l’habilitation')
  // Whoever has not signed in has no gestionnaire principal.
  expect(await rendre(refus)).not.toContain('Le gestionnaire principal de la structure accorde')
  expect(
    await rendre({
      status: 403,
      code: 'acces-refuse',
      detail: '',
      demander: '/organisation/habilitations/mes?profil=organisation.modification',
    }),
  ).toMatch(/<a[^>]*href="\/organisation\/habilitations\/mes\?profil=organisation\.modification"[^>]*>Demander l’habilitation/)
  expect(html).toMatch(/Code 403 · référence [A-Z0-9]{3}-[A-Z0-9]{3}, à donner au support/)
})

test('POR-11 chaque statut a sa page : titre, phrase, quoi faire', async () => {
  for (const [status, code, attendu] of [
    [410, 'plus-disponible', 'n’existe plus'],
    [412, 'version-perimee', 'Comparez, puis décidez'],
    [422, 'saisie-invalide', 'à corriger'],
    [500, 'erreur-interne', 'référence'],
    [503, 'indisponible', 'État du service'],
    [507, 'espace-insuffisant', 'plein'],
    [418, 'inconnu', 'n’a pas pu être traitée'],
  ] as const)
    expect(await rendre({ status, code, detail: '' }), code).toContain(attendu)
})

test('POR-11 trop de demandes : combien de temps attendre', async () => {
  expect(await rendre({ status: 429, code: 'trop-de-requetes', detail: '', reessayerDans: 40 })).toContain('dans 40 secondes')
  expect(await rendre({ status: 429, code: 'trop-de-requetes', detail: '', reessayerDans: 61 })).toContain('dans 2 minutes')
  expect(await rendre({ status: 429, code: 'trop-de-requetes', detail: '', reessayerDans: 1 })).toContain('dans 1 seconde.')
})

test('POR-11 les erreurs de champ sont toutes listées ; le texte reçu ne devient jamais du HTML', async () => {
  const html = await rendre({
    status: 422,
    code: 'saisie-invalide',
    detail: '',
    champs: [
      { champ: 'a', code: 'x', message: 'Renseignez la ville.' },
      { champ: 'b', code: 'x', message: '<img src=x>' },
    ],
  })
  expect(html).toContain('Renseignez la ville.')
  expect(html).toContain('&lt;img src=x>')
})

test('POR-11 un formulaire refusé ne propose pas de le renvoyer à l’aveugle', async () => {
  expect(await rendre({ status: 503, code: 'indisponible', detail: '' }, {}, 'POST')).not.toContain('Recommencer</a>')
  expect(await rendre({ status: 503, code: 'indisponible', detail: '' })).toContain('href="/organisation/structures?page=2"')
})

test('INT-12 chaque code fixé a sa phrase, en français et en anglais', () => {
  const codes = [
    'authentification-requise',
    'origine-refusee',
    'approbation-deja-decidee',
    'identifiant-invalide',
    'identifiant-inconnu-du-registre',
    'etablissement-ferme',
    'identifiant-deja-present',
    'registre-injoignable',
    'champ-manquant',
    'iban-invalide',
    'bban-invalide',
    'bic-invalide',
    'iban-pays-different',
    'bic-pays-different',
    'habilitation-deja-detenue',
    'version-perimee',
    'acces-refuse',
    'introuvable',
    'trop-de-requetes',
    'cle-idempotence-reutilisee',
    'requete-malformee',
    'methode-refusee',
    'format-refuse',
    'trop-grand',
    'type-de-contenu-refuse',
    'delai-depasse',
    'indisponible',
    'erreur-interne',
    'espace-insuffisant',
  ]
  for (const code of codes) for (const t of [fr, en]) expect((t.erreurs.parCode as Record<string, string>)[code], code).toMatch(/\.$/)
  expect(fr.erreurs.parCode['habilitation-deja-detenue']).toBe('L’utilisateur a déjà l’abonnement sélectionné.')
})

test('POR-11 INT-12 des caractères que rien ne peut garder sont dits dans la langue de la page, par le nom du champ', async () => {
  const envoyer = async (langue: string) => {
    const r = await p.demander('/demandes/RITM0000001/annuler', {
      method: 'POST',
      cookie: `${await p.session('daniel')}; choral.langue=${langue}`,
      headers: { origin: p.url },
      body: new URLSearchParams({ motif: 'a\0b' }),
    })
    return { statut: r.status, html: await r.text() }
  }
  const anglais = await envoyer('en')
  expect([anglais.statut, anglais.html.includes('“Reason” contains invisible characters'), /invisibles/.test(anglais.html)]).toEqual([
    422,
    true,
    false,
  ])
  expect((await envoyer('fr')).html.replaceAll('\u00a0', ' ')).toContain('« Motif » contient des caractères invisibles')
})

test('INT-12 INT-07 une panne porte une référence, la même pour qui la lit, pour un logiciel et dans le journal à côté de sa cause', async () => {
  const lignes: Record<string, unknown>[] = []
  const dire = { write: (ligne: string) => void lignes.push(JSON.parse(ligne) as Record<string, unknown>) }
  const panne = await portailDuMonde({}, { log: createLogger('warn', dire) })
  const cookie = await panne.session('daniel')
  await panne.pool.query('alter table structure rename to ailleurs')
  const logiciel = await panne.demander('/api/v1/structures', { cookie })
  const page = await panne.demander('/compte/structures', { cookie })
  await panne.pool.query('alter table ailleurs rename to structure')
  const dites = [((await logiciel.json()) as { reference: string }).reference, /référence ([A-Z0-9-]{7})/.exec(await page.text())?.[1]]
  expect([logiciel.status, page.status]).toEqual([500, 500])
  for (const reference of dites) expect(lignes).toContainEqual(expect.objectContaining({ msg: 'request failed', reference }))
  expect(new Set(dites).size).toBe(2)
})
