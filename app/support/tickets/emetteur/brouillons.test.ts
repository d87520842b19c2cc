import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nettoyerFichiers } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { calculerLesDelais } from '#app/support/tickets/emetteur/delai.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie } = p.monde
const [daniel, nadia, camille] = [await p.session('daniel'), await p.session('nadia'), await p.session('camille')]
const MAIRIE = '21690266800013'

/** A stand-in for the invoicing application. */
let facturation: Server
const demandes: string[] = []
beforeAll(async () => {
  facturation = createServer((requete, reponse) => {
    demandes.push(`${requete.url} ${requete.headers.authorization}`)
    if (requete.url?.includes('/factures/lente/')) return
    if (requete.url?.includes('/factures/ailleurs/'))
      return void reponse.writeHead(302, { location: '/factures/F-2026-131/destinataire' }).end()
    if (!requete.url?.includes('/factures/F-2026-131/')) return void reponse.writeHead(404).end()
    reponse.end(JSON.stringify({ identifiant: MAIRIE, codeService: 'VOIRIE' }))
  })
  await new Promise<void>((pret) => facturation.listen(0, '127.0.0.1', pret))
  Object.assign(p.settings, {
    FACTURATION_URL: `http://127.0.0.1:${(facturation.address() as { port: number }).port}`,
    FACTURATION_KEY: 'cle-de-facturation',
  })
})
afterAll(() => {
  facturation.closeAllConnections()
  facturation.close()
})

const corps = (champs: Record<string, string>, fichier?: string) => {
  const f = new FormData()
  for (const [n, v] of Object.entries(champs)) f.set(n, v)
  if (fichier) f.append('envois', new Blob([fichier]), 'piece.txt')
  return f
}
const poster = (cookie: string, champs: Record<string, string>, fichier?: string) =>
  p.demander('/support/tickets/creer', { method: 'POST', cookie, body: corps(champs, fichier) })
const lire = async (chemin: string, cookie: string) =>
  (await (await p.demander(chemin, { cookie })).text()).replaceAll(/[\u00a0\u202f]/g, ' ')
const brouillons = async (cookie: string) =>
  (
    (await (await p.demander('/api/v1/tickets/brouillons', { cookie })).json()) as {
      elements: { cle: string; saisie: Record<string, string>; fichiers: number }[]
    }
  ).elements

test('TIC-03 un brouillon survit, avec ses fichiers ; il se reprend, s’envoie et disparaît ; celui d’un autre n’existe pas', async () => {
  const cle = randomUUID()
  const saisie = {
    _cle: cle,
    categorie: 'question-generale',
    sousCategorie: 'generale-portail',
    titre: 'Commencé hier',
    description: 'Je finirai demain.',
  }
  expect((await poster(daniel, { ...saisie, action: 'brouillon' }, 'gardé avec lui')).headers.get('location')).toBe(
    '/support/tickets/brouillons?fait=garde',
  )
  // The day's clean-up of files that nobody attached leaves this one.
  await decalerHorloge(p.pool, '5 days')
  await nettoyerFichiers(p.programme)
  await decalerHorloge(p.pool, '0')
  expect(await lire('/support/tickets/brouillons', daniel)).toContain('Commencé hier')
  const page = await lire(`/support/tickets/creer?brouillon=${cle}`, daniel)
  for (const mot of ['Commencé hier', 'Je finirai demain.', 'piece.txt', `value="${cle}"`])
    expect([mot, page.includes(mot)]).toEqual([mot, true])
  expect(await lire(`/support/tickets/creer?brouillon=${cle}`, nadia)).not.toContain('Commencé hier')
  expect((await p.demander(`/support/tickets/brouillons/${cle}/supprimer`, { cookie: nadia, champs: {} })).status).toBe(404)
  expect((await p.demander(`/api/v1/tickets/brouillons/${cle}`, { method: 'PUT', cookie: nadia, json: { titre: 'Volé' } })).status).toBe(
    404,
  )
  const envoi = /name="envois" value="([0-9a-f-]{36})"/.exec(page)![1]!
  const cree = await poster(daniel, { ...saisie, envois: envoi })
  expect(cree.headers.get('location')).toMatch(/^\/support\/tickets\/CPROCS/)
  expect([await brouillons(daniel), await lire(cree.headers.get('location')!, daniel)]).toEqual([[], expect.stringContaining('piece.txt')])
  // Kept by the script after it was sent: nothing comes back.
  expect(
    (await p.demander(`/api/v1/tickets/brouillons/${cle}`, { method: 'PUT', cookie: daniel, json: { titre: 'Revenant' } })).status,
  ).toBe(204)
  expect(await brouillons(daniel)).toEqual([])
})

test('TIC-03 un brouillon supprimé emporte ses fichiers', async () => {
  const cle = randomUUID()
  await poster(camille, { _cle: cle, categorie: 'question-generale', titre: 'À jeter', action: 'brouillon' }, 'à jeter')
  expect((await brouillons(camille)).map((b) => [b.saisie.titre, b.fichiers])).toEqual([['À jeter', 1]])
  expect((await p.demander(`/support/tickets/brouillons/${cle}/supprimer`, { cookie: camille, champs: {} })).status).toBe(303)
  expect([await brouillons(camille), (await p.pool.query('select from envoi where auteur = $1', [p.monde.camille])).rowCount]).toEqual([
    [],
    0,
  ])
})

test('TIC-02 le destinataire d’une facture est demandé à l’application de facturation, à sa seule adresse ; sans réponse, le bloc reste à remplir', async () => {
  const saisie = {
    categorie: 'factures-emises',
    sousCategorie: 'facture-question',
    typeObjet: 'FACTURE',
    structure: menuiserie,
    titre: 'Rejet',
    description: 'Pourquoi ?',
    action: 'destinataire',
  }
  const demander = async (numeroObjet: string) => {
    const cle = randomUUID()
    const r = await poster(daniel, { ...saisie, _cle: cle, numeroObjet })
    const page = await lire(r.headers.get('location')!.split('#')[0]!, daniel)
    return [
      /destinataire=(\w+)/.exec(r.headers.get('location')!)![1],
      /name="destinataire"[^>]*value="([^"]*)"/.exec(page)?.[1] ?? /value="([^"]*)"[^>]*name="destinataire"/.exec(page)?.[1] ?? '',
      page.includes('Pourquoi ?'),
    ]
  }
  expect(await demander('F-2026-131')).toEqual(['trouve', MAIRIE, true])
  expect(demandes[0]).toBe('/factures/F-2026-131/destinataire?emetteur=12345678200010 Bearer cle-de-facturation')
  expect(await demander('inconnue')).toEqual(['inconnu', '', true])
  expect(await demander('')).toEqual(['manque', '', true])
  // Neither a path of its own, nor a redirection that it would follow, nor an answer that never comes.
  expect(await demander('../../admin?x=#')).toEqual(['inconnu', '', true])
  expect(demandes.at(-1)).toMatch(/^\/factures\/..%2F..%2Fadmin%3Fx%3D%23\/destinataire\?emetteur=/)
  const avant = demandes.length
  expect(await demander('ailleurs')).toEqual(['muet', '', true])
  expect([demandes.length - avant, await demander('lente')]).toEqual([1, ['muet', '', true]])
})

test('TIC-02 les fiches qui répondent se demandent par un bouton, sans script ; le service de l’émetteur se donne par son code', async () => {
  const cle = randomUUID()
  const r = await poster(daniel, {
    _cle: cle,
    categorie: 'question-generale',
    titre: 'Comment rattacher un utilisateur',
    description: 'Une nouvelle comptable.',
    action: 'fiches',
  })
  const page = await lire(r.headers.get('location')!.split('#')[0]!, daniel)
  expect([
    page.includes('Ces fiches répondent peut-être'),
    page
      .split('id="fiches"')[1]!
      .split('</section>')[0]!
      .match(/rattacher-un-utilisateur/)?.length,
  ]).toEqual([true, 1])
  const creer = (service: string) =>
    p.demander('/api/v1/tickets', {
      method: 'POST',
      cookie: daniel,
      json: { sousCategorie: 'generale-portail', structure: menuiserie, service, titre: 'Un service', description: 'Compta.' },
    })
  expect([
    (await creer('COMPTA')).status,
    ((await (await creer('NULLEPART')).json()) as { champs: { champ: string }[] }).champs.map((f) => f.champ),
  ]).toEqual([201, ['service']])
})

test('SUP-01 le délai d’une première réponse n’est dit qu’à partir d’assez de réponses, note interne et prise exclues', async () => {
  const delai = async () =>
    (
      (await (await p.demander('/api/v1/tickets/delai')).json()) as {
        delai: { nombre: number; medianeHeures: number; presqueHeures: number } | null
      }
    ).delai
  const agent = await p.session('agent')
  for (const heures of [2, 3, 4, 5]) await repondre(agent, heures)
  await calculerLesDelais(p.db)
  expect(await delai()).toBeNull()
  await repondre(agent, 100)
  await calculerLesDelais(p.db)
  expect(await delai()).toEqual({ nombre: 5, medianeHeures: 4, presqueHeures: 62 })
  expect(await lire('/support', '')).toContain('une fois sur deux en moins de 4 heures')
})

async function repondre(agent: string, heures: number) {
  const { numero } = (await (
    await p.demander('/api/v1/tickets', {
      method: 'POST',
      cookie: camille,
      json: { sousCategorie: 'generale-portail', titre: 'Délai', description: 'Combien de temps ?' },
    })
  ).json()) as { numero: string }
  for (const [action, texte] of [
    ['prendre', null],
    ['note', 'Entre nous'],
    ['resoudre', 'Voilà.'],
  ] as const)
    await p.demander(`/api/v1/tickets/${numero}/actions`, { method: 'POST', cookie: agent, json: { action, texte } })
  await p.pool.query(`update ticket set cree_le = premiere_reponse_le - make_interval(hours => $2) where numero = $1`, [numero, heures])
}

test('TIC-08 la satisfaction se dit une fois le ticket fermé, se change un temps, et le destinataire la lit', async () => {
  const agent = await p.session('agent')
  const { numero } = (await (
    await p.demander('/api/v1/tickets', {
      method: 'POST',
      cookie: daniel,
      json: { sousCategorie: 'generale-portail', titre: 'Avis', description: 'À noter.' },
    })
  ).json()) as { numero: string }
  const noter = async (cookie: string, note: number, texte = 'Vite et bien') =>
    (await p.demander(`/api/v1/tickets/${numero}/satisfaction`, { method: 'PUT', cookie, json: { note, texte } })).status
  expect(await noter(daniel, 5)).toBe(409)
  await p.demander(`/api/v1/tickets/${numero}/actions`, { method: 'POST', cookie: daniel, json: { action: 'fermer' } })
  expect([
    await noter(daniel, 6),
    await noter(agent, 5),
    await noter(camille, 5),
    await noter(daniel, 5),
    await noter(daniel, 2, 'En fait non'),
  ]).toEqual([422, 403, 404, 204, 204])
  const page = await lire(`/support/tickets/${numero}`, agent)
  expect([page.includes('2 sur 5, peu satisfaisante'), page.includes('En fait non')]).toEqual([true, true])
  expect(
    (await p.demander(`/support/tickets/${numero}/satisfaction`, { cookie: daniel, champs: { note: '4' } })).headers.get('location'),
  ).toBe(`/support/tickets/${numero}?avis=merci#satisfaction`)
  expect(await lire(`/support/tickets/${numero}?avis=merci`, daniel)).toContain('Merci de votre avis.')
  // Without a mark it is asked again, where it was asked, with the sentence as it was typed.
  const sansNote = await p.demander(`/support/tickets/${numero}/satisfaction`, { cookie: daniel, champs: { avis: 'Une phrase à garder' } })
  const rendue = await sansNote.text()
  expect([sansNote.status, rendue.includes('Choisissez une note de 1 à 5'), rendue.includes('value="Une phrase à garder"')]).toEqual([
    422,
    true,
    true,
  ])
  // What heads the summary is about an answer, and not about a demande.
  expect([rendue.includes('Une réponse est à corriger'), rendue.includes('La demande n’a pas pu')]).toEqual([true, false])
  const rouverte = await p.demander(`/support/tickets/${numero}/satisfaction`, { cookie: daniel })
  expect(rouverte.headers.get('location')).toBe(`/support/tickets/${numero}?avis=demande#satisfaction`)
  await decalerHorloge(p.pool, '31 days')
  const tard = await noter(daniel, 1)
  await decalerHorloge(p.pool, '0')
  expect(tard).toBe(409)
})

test('TIC-06 les tickets émis se cherchent par plusieurs critères et se groupent par colonne ; l’export dit ce qui est filtré', async () => {
  for (const [sousCategorie, titre] of [
    ['activation', 'Groupe un'],
    ['activation', 'Groupe deux'],
    ['connexion-impossible', 'Groupe trois'],
  ])
    await p.demander('/api/v1/tickets', { method: 'POST', cookie: nadia, json: { sousCategorie, titre, description: 'À grouper.' } })
  await p.pool.query(`update ticket set cree_le = '2026-01-31 23:30+00' where titre = 'Groupe trois'`)
  const page = await lire('/support/tickets?onglet=tous&grouper=sousCategorie', nadia)
  expect([
    /sousCategorie=activation[^"]*">Activation du compte[^]*?2</.test(page),
    /sousCategorie=connexion-impossible[^"]*">Connexion impossible[^]*?1</.test(page),
  ]).toEqual([true, true])
  // Paris's month: at half past midnight there, it is February.
  const mois = await lire('/support/tickets?onglet=tous&grouper=creeLe', nadia)
  expect([mois.includes('mois=2026-02'), mois.includes('février 2026')]).toEqual([true, true])
  const filtree = await lire('/support/tickets?onglet=tous&categorie=compte-et-connexion&sousCategorie=activation&recherche=deux', nadia)
  expect(['Groupe deux', 'Groupe un', 'Réinitialiser'].map((m) => filtree.includes(m))).toEqual([true, false, true])
  const csv = await lire(/href="(\/api\/v1\/tickets\?format=csv[^"]*)"/.exec(filtree)![1]!.replaceAll('&amp;', '&'), nadia)
  expect([csv.includes('Groupe deux'), csv.includes('Groupe un')]).toEqual([true, false])
})
