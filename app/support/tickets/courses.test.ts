import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { composer } from '#app/programme.ts'
import { rattacher } from '#tests/acteurs.ts'
import { envoyer, LONGS } from '#tests/fautes/serveur.ts'
import { portLibre } from '#tests/ports.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { patienter } from '#tests/portail.ts'

const p = await portailDuMonde()
const port = await portLibre()
const jumeau = patienter(await composer({ ...p.settings, PORT: port }, p.urlBase))
await jumeau.serveur.listen({ host: '127.0.0.1', port })
afterAll(() => jumeau.arreter())
const urls = [p.url, `http://localhost:${port}`]
const [nadia, camille, daniel, agent] = [
  await p.session('nadia'),
  await p.session('camille'),
  await p.session('daniel'),
  await p.session('agent'),
]
const TOURS = LONGS ? 300 : 6

await rattacher(p.pool, p.monde.camille, p.monde.mairie)
await p.pool.query(
  `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 11, 2, tstzrange(maintenant(), null))`,
  [p.monde.camille, p.monde.mairie],
)

/** To the one or the other program; both answer to the portal's own address. */
const agir = async (n: number, cookie: string, numero: string, json: object) =>
  (await envoyer(`${urls[n % 2]}/api/v1/tickets/${numero}/actions`, json, { origin: p.url, cookie })).status
const nouveaux = async (combien: number) =>
  (
    await p.pool.query<{ numero: string }>(
      `insert into ticket (cle, auteur, structure, destinataire, courriel, categorie, sous_categorie, titre, description) select gen_random_uuid(), $1, $2, $3, 'a@exemple.fr', 'factures-emises', 'facture-question', 'Course', 'Course' from generate_series(1, $4::int) returning numero`,
      [p.monde.daniel, p.monde.menuiserie, p.monde.mairie, combien],
    )
  ).rows.map((r) => r.numero)
const etat = async (numero: string) =>
  (
    await p.pool.query<{ statut: string; agent: string | null; fusion: boolean; actions: string[] }>(
      `select t.statut, t.agent, t.fusionne_dans is not null as fusion, array(select action from ticket_activite a where a.ticket = t.id order by id) as actions from ticket t where numero = $1`,
      [numero],
    )
  ).rows[0]!

test(`TIC-08 T06 attribuer contre prendre, ${TOURS} tours sur deux programmes : un seul des deux, ou l’un après l’autre ; jamais repris à qui vient de le prendre`, async () => {
  for (let tour = 0; tour < TOURS; tour++) {
    const [numero] = (await nouveaux(1)) as [string]
    const [attribue, pris] = await Promise.all([
      agir(tour, nadia, numero, { action: 'attribuer', personne: p.monde.nadia }),
      agir(tour + 1, camille, numero, { action: 'prendre' }),
    ])
    const fin = await etat(numero)
    expect([
      [200, 409],
      [409, 200],
    ]).toContainEqual([attribue, pris])
    expect([fin.agent, fin.actions]).toEqual(attribue === 200 ? [p.monde.nadia, ['attribuer']] : [p.monde.camille, ['prendre']])
  }
})

test(`TIC-08 T06 fusionner contre répondre, et deux fusions croisées, ${TOURS} tours : l’une gagne, rien ne bloque, rien n’est fait à moitié`, async () => {
  for (let tour = 0; tour < TOURS; tour++) {
    const [un, deux, trois, quatre] = (await nouveaux(4)) as [string, string, string, string]
    await agir(0, nadia, un, { action: 'prendre' })
    const [fusion, reponse] = await Promise.all([
      agir(tour, nadia, un, { action: 'fusionner', dans: deux, texte: 'Réuni.' }),
      agir(tour + 1, nadia, un, { action: 'resoudre', texte: 'Répondu.' }),
    ])
    const fin = await etat(un)
    // Answered first, it may still be merged; merged first, it is closed.
    expect([
      [200, 200],
      [200, 409],
    ]).toContainEqual([fusion, reponse])
    expect([fin.statut, fin.fusion, fin.actions.at(-1)]).toEqual(['FERME', true, 'fusionner'])
    const croisees = await Promise.all([
      agir(tour, nadia, trois, { action: 'fusionner', dans: quatre, texte: 'Réuni.' }),
      agir(tour + 1, camille, quatre, { action: 'fusionner', dans: trois, texte: 'Réuni.' }),
    ])
    expect([croisees.toSorted(), [(await etat(trois)).statut, (await etat(quatre)).statut].toSorted()]).toEqual([
      [200, 422],
      ['FERME', 'OUVERT'],
    ])
  }
})

test('TIC-08 T06 la table des gestes du destinataire, depuis chaque statut, par chaque rôle : seuls ceux de la spécification', async () => {
  const [cible] = (await nouveaux(1)) as [string]
  const CORPS: Record<string, object> = {
    attribuer: { personne: p.monde.camille },
    transferer: { vers: 'portail' },
    priorite: { priorite: 'haute' },
    lier: {},
    fusionner: { dans: cible, texte: 'Réuni.' },
  }
  const PERMIS: Record<string, string[]> = {
    OUVERT: ['attribuer', 'transferer', 'priorite', 'lier', 'fusionner'],
    EN_ATTENTE: ['attribuer', 'transferer', 'priorite', 'lier', 'fusionner'],
    RESOLU: ['lier', 'fusionner'],
    FERME: [],
  }
  const lecteur = await p.session('heloise')
  for (const statut of ['OUVERT', 'EN_ATTENTE', 'RESOLU', 'FERME'])
    for (const [action, corps] of Object.entries(CORPS)) {
      const [numero] = (await nouveaux(1)) as [string]
      await agir(0, nadia, numero, { action: 'prendre' })
      if (statut === 'EN_ATTENTE') await agir(0, nadia, numero, { action: 'demander', texte: 'Quoi ?' })
      if (statut === 'RESOLU') await agir(0, nadia, numero, { action: 'resoudre', texte: 'Voilà.' })
      if (statut === 'FERME') await agir(0, daniel, numero, { action: 'fermer' })
      // The emitter, a colleague of theirs, the portal's agent; then a colleague of the one who took it, and the one.
      for (const [qui, attendu] of [
        [daniel, 403],
        [lecteur, 403],
        [agent, 404],
      ] as const)
        expect([statut, action, await agir(1, qui, numero, { action, ...corps })]).toEqual([statut, action, attendu])
      const sienne = await agir(0, nadia, numero, { action, ...corps })
      const fait = action === 'transferer' ? 404 : 200
      expect([statut, action, sienne]).toEqual([statut, action, PERMIS[statut]!.includes(action) ? fait : 409])
    }
})

test('T05 la note interne, par la recherche, l’export, le courriel, l’historique, la page et l’API : l’émetteur ne la lit nulle part', async () => {
  const [numero] = (await nouveaux(1)) as [string]
  await agir(0, nadia, numero, { action: 'prendre' })
  await agir(0, nadia, numero, { action: 'note', texte: 'Zibeline confidentielle' })
  await agir(0, nadia, numero, { action: 'priorite', priorite: 'urgente' })
  const chemins = [
    `/support/tickets/${numero}`,
    `/api/v1/tickets/${numero}`,
    '/api/v1/tickets?recherche=zibeline',
    '/support/tickets?onglet=tous&recherche=zibeline',
    '/api/v1/recherche?recherche=zibeline',
    '/recherche?q=zibeline',
    `/api/v1/structures/${p.monde.menuiserie}/historique`,
    ...['csv', 'xlsx', 'ods'].map((f) => `/api/v1/tickets?format=${f}`),
  ]
  const lus = await Promise.all(chemins.map(async (c) => (await p.demander(c, { cookie: daniel })).text()))
  expect(lus.filter((t) => t.includes('confidentielle') || t.includes('Urgente'))).toEqual([])
  expect((await p.pool.query(`select count(*)::int as n from depart where donnees::text like '%Zibeline%'`)).rows[0].n).toBe(0)
  const autres = await Promise.all(
    [`/api/v1/tickets/${numero}/traitement`, `/support/tickets/${numero}/reponses/${randomUUID()}`].map(
      async (c) => (await p.demander(c, { cookie: daniel })).status,
    ),
  )
  expect(autres).toEqual([404, 404])
  expect(await (await p.demander(`/support/tickets/${numero}`, { cookie: nadia })).text()).toContain('Zibeline confidentielle')
})
