import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { nettoyerFichiers } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const [daniel, nadia, camille] = [await p.session('daniel'), await p.session('nadia'), await p.session('camille')]
const A_LA_MAIRIE = {
  sousCategorie: 'generale-destinataire',
  destinataire: '21690266800013',
  structure: p.monde.menuiserie,
  titre: 'Avec des fichiers',
  description: 'Voir la pièce.',
}

interface Vue {
  numero: string
  activites: { action: string; fichiers: { id: string; nom: string; taille: number; etat: string }[] }[]
  champs?: { champ: string; code: string }[]
}
const lire = async (r: Response) => [r.status, (await r.json()) as Vue] as const
const deposer = async (cookie: string, nom: string, texte: string) => {
  const corps = new FormData()
  corps.set('fichier', new Blob([texte]), nom)
  return ((await (await p.demander('/api/v1/envois', { method: 'POST', cookie, body: corps })).json()) as { id: string }).id
}
const creer = async (cookie: string, json: object) => lire(await p.demander('/api/v1/tickets', { method: 'POST', cookie, json }))
const agir = async (cookie: string, numero: string, action: string, envois: string[] = [], cle = randomUUID()) =>
  lire(
    await p.demander(`/api/v1/tickets/${numero}/actions`, {
      method: 'POST',
      cookie,
      json: { action, texte: action === 'prendre' ? null : 'Voici.', envois },
      headers: { 'idempotency-key': cle },
    }),
  )
const fichiersVus = (v: Vue) => v.activites.flatMap((a) => a.fichiers.map((f) => `${a.action} ${f.nom}`))

test('TIC-04 T05 T09 des pièces jointes des deux côtés : lues par qui lit le ticket, celles d’une note par le seul destinataire, celles d’un autre 404', async () => {
  const [statut, cree] = await creer(daniel, { ...A_LA_MAIRIE, envois: [await deposer(daniel, 'bon.txt', 'commande 2026')] })
  expect([statut, fichiersVus(cree)]).toEqual([201, ['creer bon.txt']])
  await agir(nadia, cree.numero, 'prendre')
  await agir(nadia, cree.numero, 'note', [await deposer(nadia, 'interne.txt', 'entre nous')])
  const cle = randomUUID()
  const demande = await deposer(nadia, 'modele.txt', 'à remplir')
  for (let i = 0; i < 2; i++) expect((await agir(nadia, cree.numero, 'demander', [demande], cle))[0]).toBe(200)
  const [, pourDaniel] = await agir(daniel, cree.numero, 'fournir', [await deposer(daniel, 'rempli.txt', 'rempli')])
  expect(fichiersVus(pourDaniel)).toEqual(['creer bon.txt', 'demander modele.txt', 'fournir rempli.txt'])
  const [, pourNadia] = await lire(await p.demander(`/api/v1/tickets/${cree.numero}`, { cookie: nadia }))
  expect(fichiersVus(pourNadia)).toEqual(['creer bon.txt', 'note interne.txt', 'demander modele.txt', 'fournir rempli.txt'])
  const [bon, note] = pourNadia.activites.flatMap((a) => a.fichiers)
  for (const chemin of [`/support/tickets/${cree.numero}/fichiers/${bon!.id}`, `/api/v1/tickets/${cree.numero}/fichiers/${bon!.id}`]) {
    const r = await p.demander(chemin, { cookie: nadia })
    expect([
      r.status,
      await r.text(),
      r.headers.get('content-disposition'),
      r.headers.get('x-content-type-options'),
      r.headers.get('cache-control'),
    ]).toEqual([200, 'commande 2026', expect.stringMatching(/^attachment; filename="bon\.txt"/), 'nosniff', 'no-store'])
    expect((await p.demander(chemin, { cookie: camille })).status).toBe(404)
    expect((await p.demander(chemin.replace(bon!.id, note!.id), { cookie: daniel })).status).toBe(404)
  }
  // A file of this ticket by another of one's own.
  const [, autre] = await creer(daniel, A_LA_MAIRIE)
  expect((await p.demander(`/api/v1/tickets/${autre.numero}/fichiers/${bon!.id}`, { cookie: daniel })).status).toBe(404)
})

test('TIC-03 PJ-02 un fichier d’un autre, perdu ou déjà joint ne se joint pas ; l’écran garde ce qui est tapé et déposé', async () => {
  const aCamille = await deposer(camille, 'a-camille.txt', 'à Camille')
  expect((await creer(daniel, { ...A_LA_MAIRIE, titre: '', envois: [aCamille] }))[1].champs?.map((f) => `${f.champ} ${f.code}`)).toEqual([
    'titre champ-manquant',
    'envois fichier-perdu',
  ])
  expect((await creer(daniel, { ...A_LA_MAIRIE, envois: Array.from({ length: 21 }, () => randomUUID()) }))[0]).toBe(422)
  const corps = new FormData()
  for (const [n, v] of Object.entries({ ...A_LA_MAIRIE, titre: '', _cle: randomUUID(), categorie: 'question-generale' })) corps.set(n, v)
  corps.append('envois', new Blob(['le bon']), 'bon.txt')
  corps.append('envois', new Blob(['<script>']), 'page.html')
  const r = await p.demander('/support/tickets/creer', { method: 'POST', cookie: daniel, body: corps })
  const html = await r.text()
  expect([r.status, ...['bon.txt', 'Voir la pièce.', 'page.html', 'Donnez un titre'].map((mot) => html.includes(mot))]).toEqual([
    422,
    true,
    true,
    true,
    true,
  ])
})

test('TIC-04 PJ-02 le ménage ne prend ni les octets d’un ticket, ni rien de ce qui se lit', async () => {
  const [, cree] = await creer(daniel, { ...A_LA_MAIRIE, envois: [await deposer(daniel, 'dure.txt', 'pour durer')] })
  await decalerHorloge(p.pool, '3 days')
  await nettoyerFichiers(p.programme)
  await decalerHorloge(p.pool, '0')
  expect(
    await (await p.demander(`/support/tickets/${cree.numero}/fichiers/${cree.activites[0]!.fichiers[0]!.id}`, { cookie: daniel })).text(),
  ).toBe('pour durer')
})
