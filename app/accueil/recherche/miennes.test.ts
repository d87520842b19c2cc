import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { lireSaisie } from '#app/accueil/recherche/saisie.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

interface Element {
  genre: string
  titre: string
  adresse: string
  detail?: string
  exact?: boolean
}
type Qui = Parameters<PortailDuMonde['session']>[0]
let p: PortailDuMonde
const numeros = { demande: '', approbation: '', ticket: '', ticketSupport: '' }
const SES_GENRES = ['structure', 'utilisateur', 'demande', 'approbation', 'ticket']

const trouver = async (qui: Qui | null, q: string) => {
  const r = await p.demander(`/api/v1/recherche?taille=100&recherche=${encodeURIComponent(q)}`, qui ? { cookie: await p.session(qui) } : {})
  expect(r.status).toBe(200)
  return ((await r.json()) as { elements: Element[] }).elements
}
const miens = async (qui: Qui | null, q: string) =>
  (await trouver(qui, q)).filter((e) => SES_GENRES.includes(e.genre)).map((e) => `${e.genre} ${e.adresse}`)

beforeAll(async () => {
  p = await portailDuMonde()
  const envoyer = async (qui: Qui, chemin: string, json: object) =>
    (
      (await (await p.demander(chemin, { cookie: await p.session(qui), json, headers: { 'idempotency-key': randomUUID() } })).json()) as {
        numero: string
      }
    ).numero
  await p.pool.query(
    `update structure set adresse_electronique = 'atelier@menuiserie.exemple', telephone = '+33 2 40 55 66 77' where id = $1`,
    [p.monde.menuiserie],
  )
  numeros.demande = await envoyer('daniel', '/api/v1/demandes/structure.modifier', {
    structure: p.monde.menuiserie,
    telephone: '0240556677',
  })
  numeros.approbation = await envoyer('heloise', '/api/v1/demandes/habilitation.demander', {
    structure: p.monde.menuiserie,
    profil: 'marches.modification',
    renoncer: true,
  })
  numeros.ticket = await envoyer('daniel', '/api/v1/tickets', {
    sousCategorie: 'facture-question',
    typeObjet: 'FACTURE',
    numeroObjet: 'F-2026-131',
    destinataire: '21690266800013',
    structure: p.monde.menuiserie,
    titre: 'Engagement introuvable au dépôt',
    description: 'x',
  })
  numeros.ticketSupport = await envoyer('daniel', '/api/v1/tickets', {
    sousCategorie: 'generale-portail',
    titre: 'Courriel jamais reçu',
    description: 'x',
  })
})

test('POR-14 par son numéro entier, sans lettres ni zéros, en minuscules, chacun trouve ce qu’il peut voir', async () => {
  const { demande, approbation, ticket } = numeros
  expect((await trouver('daniel', demande))[0]).toMatchObject({ genre: 'demande', adresse: `/demandes/${demande}`, exact: true })
  expect(await miens('daniel', demande.toLowerCase().replace('ritm', 'ritm '))).toContain(`demande /demandes/${demande}`)
  expect(await miens('daniel', String(Number(ticket.slice(6))))).toContain(`ticket /support/tickets/${ticket}`)
  expect(await miens('daniel', approbation)).toEqual([`approbation /approbations/${approbation}`, `demande /demandes/${approbation}`])
  expect(await miens('heloise', approbation)).toEqual([`demande /demandes/${approbation}`])
  expect(await miens('nadia', ticket)).toEqual([`ticket /support/tickets/${ticket}`])
  expect(await miens('agent', numeros.ticketSupport)).toEqual([`ticket /support/tickets/${numeros.ticketSupport}`])
})

test('POR-14 par un SIRET avec ses espaces, un nom, une adresse, un téléphone, un titre', async () => {
  const { menuiserie, heloise } = p.monde
  const structure = `structure /organisation/structures/${menuiserie}`
  for (const q of [
    '123 456 782 00010',
    '12345678200010',
    'menuiserie poit',
    'menuisrie',
    'Atelier@menuiserie.exemple',
    '02 40 55 66 77',
    '+33 2.40.55.66.77',
  ])
    expect([q, await miens('daniel', q)]).toEqual([q, expect.arrayContaining([structure])])
  expect((await trouver('daniel', '123 456 782 00010'))[0]).toMatchObject({
    adresse: `/organisation/structures/${menuiserie}`,
    exact: true,
  })
  for (const q of ['heloise ferd', 'Héloïse', 'heloise.ferdinand@exemple.fr'])
    expect([q, await miens('daniel', q)]).toEqual([
      q,
      expect.arrayContaining([`utilisateur /organisation/utilisateurs/personnes/${heloise}`]),
    ])
  expect(await miens('daniel', 'engagement introuvable')).toContain(`ticket /support/tickets/${numeros.ticket}`)
  expect(await miens('daniel', 'heloise')).toContain(`approbation /approbations/${numeros.approbation}`)
  expect(await miens('daniel', 'menuiserie')).toContain(`demande /demandes/${numeros.demande}`)
})

test('POR-14 ce que l’on a, par le début de son nom, vient avant les pages du pied de page', async () => {
  const [premier, second] = await trouver('daniel', 'men')
  expect([premier?.adresse, second?.adresse]).toEqual([`/organisation/structures/${p.monde.menuiserie}`, '/mentions-legales'])
  expect((await trouver('camille', 'men'))[0]?.adresse).toBe('/mentions-legales')
})

test('POR-14 ce qui est à un autre n’existe pas, même par son numéro exact', async () => {
  const { demande, approbation, ticket, ticketSupport } = numeros
  const cherches = [
    demande,
    approbation,
    ticket,
    ticketSupport,
    '123 456 782 00010',
    'menuiserie poitier',
    'atelier@menuiserie.exemple',
    '0240556677',
    'heloise.ferdinand@exemple.fr',
    'heloise',
    'engagement introuvable',
    'courriel jamais',
  ]
  for (const qui of ['camille', null] as const) for (const q of cherches) expect([qui, q, await miens(qui, q)]).toEqual([qui, q, []])
  for (const q of cherches.filter(
    (x) => x !== ticket && !x.startsWith('engagement') && !x.startsWith('menuiserie') && !x.startsWith('123') && !x.startsWith('024'),
  ))
    expect(['nadia', q, await miens('nadia', q)]).toEqual(['nadia', q, []])
  // The ticket sent to her town hall is hers to read, by its sender too; the rest of the sender is not.
  expect(await miens('nadia', '123 456 782 00010')).toEqual([`ticket /support/tickets/${ticket}`])
  // A colleague without the right reads neither what is decided nor what was asked of the support.
  expect(await miens('heloise', ticketSupport)).toEqual([])
  // Her address is for those who manage her.
  expect(
    (await trouver('heloise', 'daniel')).filter((e) => e.genre === 'utilisateur').map((e) => [e.titre, e.detail?.includes('@')]),
  ).toEqual([['Daniel Poitier', false]])
  expect((await trouver('heloise', 'daniel.poitier@exemple.fr')).filter((e) => e.genre === 'utilisateur')).toEqual([])
})

test('POR-14 la page groupe par genre, mène à chaque liste, en six instructions au plus ; « voir comme » ne montre pas les tickets', async () => {
  const { resultat: html, requetes } = await p.compterRequetes(async () =>
    (await p.demander('/recherche?recherche=menuiserie', { cookie: await p.session('daniel') })).text(),
  )
  expect(requetes.length).toBeLessThanOrEqual(6)
  expect([...html.slice(html.indexOf('<main')).matchAll(/<h2[^>]*>([^<]+)/g)].map((m) => m[1])).toEqual(
    expect.arrayContaining(['Structures', 'Demandes']),
  )
  expect(html).toContain('/compte/demandes?recherche=menuiserie')
  expect(await miens('heloise', numeros.ticket)).toEqual([`ticket /support/tickets/${numeros.ticket}`])
  const regard = await p.session('daniel')
  expect(
    (await p.demander('/voir-comme', { cookie: regard, champs: { utilisateur: p.monde.heloise, structure: p.monde.menuiserie } })).status,
  ).toBe(303)
  const vus = async (q: string) =>
    ((await (await p.demander(`/api/v1/recherche?recherche=${q}`, { cookie: regard })).json()) as { elements: Element[] }).elements
      .filter((e) => SES_GENRES.includes(e.genre))
      .map((e) => e.adresse)
  expect([await vus(numeros.ticket), await vus(numeros.demande)]).toEqual([[], [`/demandes/${numeros.demande}`]])
})

test('POR-14 une saisie se lit de plusieurs façons, hostile ou non', async () => {
  expect(lireSaisie(' ritm 000 14709 ')).toMatchObject({ demandes: ['RITM0014709'], tickets: [], chiffres: null })
  expect(lireSaisie('14709')).toMatchObject({ demandes: ['RITM0014709'], tickets: ['CPROCS0014709'] })
  expect(lireSaisie('123 456 782 00010').chiffres).toBe('12345678200010')
  for (const q of ['%', "'';--", '\\', '(((', 'a'.repeat(200), '0', '00000000000000', '😀😀', '\u202f\u202f']) await trouver('daniel', q)
  // Nothing found: where else to look, with the same words.
  expect(await (await p.demander('/recherche?recherche=zzqx%20&')).text()).toMatch(
    /href="\/annuaire\?recherche=zzqx"[^]*href="\/assistant\?question=zzqx"/,
  )
})

test('POR-14 les raccourcis d’une touche se désactivent : gardés dans le compte, sur l’appareil d’un visiteur ; sans script le lien mène à la recherche', async () => {
  const actifs = async (cookie?: string) => {
    const html = await (await p.demander('/raccourcis', { cookie })).text()
    expect(html).toMatch(/<a class="header__icon" href="\/recherche"/)
    return html.includes('data-raccourcis')
  }
  const daniel = await p.session('daniel')
  expect([await actifs(daniel), await actifs()]).toEqual([true, true])
  const envoi = await p.demander('/raccourcis', { cookie: daniel, champs: { actifs: 'non' } })
  expect([envoi.status, envoi.headers.get('location'), envoi.headers.get('set-cookie')]).toEqual([303, '/raccourcis?fait=oui', null])
  expect([await actifs(daniel), await actifs(await p.session('daniel')), await actifs(await p.session('heloise'))]).toEqual([
    false,
    false,
    true,
  ])
  const visiteur = (await p.demander('/raccourcis', { champs: { actifs: 'non' } })).headers.get('set-cookie')!
  expect([visiteur, await actifs(visiteur.split(';')[0])]).toEqual([expect.stringMatching(/^choral\.raccourcis=non; .*HttpOnly/), false])
  await p.demander('/raccourcis', { cookie: daniel, champs: { actifs: 'oui' } })
  expect(await actifs(daniel)).toBe(true)
})
