import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rattacher } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, mairie } = p.monde
const [daniel, nadia, agent, camille, operateur] = [
  await p.session('daniel'),
  await p.session('nadia'),
  await p.session('agent'),
  await p.session('camille'),
  await p.session('operateur'),
]
const MAIRIE = '21690266800013'
const A_LA_MAIRIE = {
  sousCategorie: 'facture-question',
  typeObjet: 'FACTURE',
  numeroObjet: 'F-2026-131',
  destinataire: MAIRIE,
  structure: menuiserie,
  titre: 'Engagement refusé au dépôt',
  description: 'Numéro d’engagement inconnu.',
}
const AU_SUPPORT = { sousCategorie: 'generale-portail', titre: 'Le courriel n’arrive pas', description: 'Rien depuis hier.' }

interface Vue {
  numero: string
  statut: string
  actions: string[]
  traitement: { priorite: string; echeance: string | null; enRetard: boolean; incident: string | null } | null
  presents: string[]
  destinataire: { structure: { id: string } | null; agent: { prenom: string } | null }
  activites: { action: string; texte: string | null; autre: string | null; interne: boolean }[]
  detail?: string
  champs?: { champ: string }[]
}
const lire = async (r: Response) => [r.status, (await r.json()) as Vue] as const
const vue = async (cookie: string, numero: string) => lire(await p.demander(`/api/v1/tickets/${numero}`, { cookie }))
const agir = async (cookie: string, numero: string, action: string, plus: object = {}, cle = randomUUID()) =>
  lire(
    await p.demander(`/api/v1/tickets/${numero}/actions`, {
      method: 'POST',
      cookie,
      json: { action, ...plus },
      headers: { 'idempotency-key': cle },
    }),
  )
const nouveau = async (json: object = A_LA_MAIRIE, cookie = daniel) =>
  (await lire(await p.demander('/api/v1/tickets', { method: 'POST', cookie, json })))[1].numero
const courriels = async (numero: string, depuis = 0) =>
  (
    await p.pool.query<{ a: string }>(
      `select donnees->>'a' as a from depart where file = 'courriel' and donnees->>'id' like $1 order by id`,
      [`ticket:${numero}:%`],
    )
  ).rows
    .slice(depuis)
    .map((r) => r.a.split(/[.@]/)[0]!)
const plat = (html: string) => html.replaceAll(/[\u00a0\u202f]/g, ' ')

/** Open day and night: hours are those of the clock, whenever this runs. */
await p.pool.query(`delete from horaire_support`)
await p.pool.query(`insert into horaire_support (jour, debut, fin) select j, '00:00', '24:00' from generate_series(1, 7) j`)

/** Camille answers at the town hall too. */
await rattacher(p.pool, p.monde.camille, mairie)
await p.pool.query(
  `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 11, 2, tstzrange(maintenant(), null))`,
  [p.monde.camille, mairie],
)

test('TIC-08 attribuer à une collègue qui en a le droit : elle est prévenue et elle seule répond ; à une autre personne, refusé', async () => {
  const numero = await nouveau()
  const avant = (await courriels(numero)).length
  expect((await agir(nadia, numero, 'attribuer', { personne: p.monde.daniel }))[1].champs).toMatchObject([{ champ: 'personne' }])
  const [statut, vu] = await agir(nadia, numero, 'attribuer', { personne: p.monde.camille })
  expect([statut, vu.destinataire.agent?.prenom]).toEqual([200, 'Camille'])
  expect(await courriels(numero, avant)).toEqual(['sans'])
  expect((await agir(nadia, numero, 'resoudre', { texte: 'Voilà.' }))[0]).toBe(409)
  // Somebody else's: only by saying whose.
  expect((await agir(nadia, numero, 'attribuer', { personne: p.monde.nadia }))[0]).toBe(409)
  expect((await agir(nadia, numero, 'attribuer', { personne: p.monde.nadia, agentActuel: p.monde.camille }))[0]).toBe(200)
  expect((await agir(daniel, numero, 'attribuer', { personne: p.monde.camille }))[0]).toBe(403)
  // Nobody to hand it to: said, rather than a list of nobody.
  const page = async () => plat(await (await p.demander(`/support/tickets/${numero}`, { cookie: nadia })).text())
  const seule = 'Personne d’autre ne peut répondre ici'
  expect([(await page()).includes('name="personne"'), (await page()).includes(seule)]).toEqual([true, false])
  await p.pool.query(
    `update habilitation set periode = tstzrange(lower(periode), maintenant()) where utilisateur = $1 and structure = $2`,
    [p.monde.camille, mairie],
  )
  expect([(await page()).includes('name="personne"'), (await page()).includes(seule)]).toEqual([false, true])
  await p.pool.query(`update habilitation set periode = tstzrange(lower(periode), null) where utilisateur = $1 and structure = $2`, [
    p.monde.camille,
    mairie,
  ])
})

test('TIC-08 INT-08 la file dit qui écrit, avec sa structure ou sans ; à l’écran, dans le fichier et par l’API', async () => {
  const [seule, pour] = [
    await nouveau({ ...AU_SUPPORT, titre: 'Écrit pour elle-même' }, camille),
    await nouveau({ ...AU_SUPPORT, structure: menuiserie, titre: 'Écrit pour la menuiserie' }),
  ]
  const [page, csv, json] = await Promise.all(
    [
      '/support/tickets/recus?onglet=tous&recherche=écrit',
      '/api/v1/tickets?cote=recus&format=csv&recherche=écrit',
      '/api/v1/tickets?cote=recus&recherche=écrit',
    ].map(async (chemin) => (await p.demander(chemin, { cookie: agent })).text()),
  )
  const { elements } = JSON.parse(json!) as { elements: { numero: string; emetteur: string | null; structure: string | null }[] }
  const qui = (numero: string) => elements.find((t) => t.numero === numero)
  expect([qui(seule)?.structure, qui(seule)?.emetteur, qui(pour)?.emetteur]).toEqual([
    null,
    expect.stringMatching(/^Camille /),
    'Daniel Poitier',
  ])
  expect([page, csv].map((texte) => [qui(seule)!.emetteur!, 'Daniel Poitier'].map((nom) => texte!.includes(nom)))).toEqual([
    [true, true],
    [true, true],
  ])
  // In a table, a time is written as in tables.
  expect(page).toMatch(/datetime="[^"]+">\d\d\/\d\d\/\d{4}.\d\d:\d\d<\/time>/)
  expect(page).not.toMatch(/<time[^>]*>[a-zé]+di \d/)
  // The emitter's own list says nothing of it.
  expect(
    (
      (await (await p.demander('/api/v1/tickets?recherche=écrit', { cookie: camille })).json()) as {
        elements: { emetteur: string | null }[]
      }
    ).elements,
  ).toMatchObject([{ emetteur: null }])
})

test('TIC-08 la priorité fixe l’échéance ; en attente de l’émetteur elle est suspendue, et repart à son retour', async () => {
  const numero = await nouveau()
  const heures = async () => {
    const [, v] = await vue(nadia, numero)
    return v.traitement!.echeance && Math.round((Date.parse(v.traitement!.echeance) - Date.now()) / 3_600_000)
  }
  expect(await heures()).toBe(24)
  await agir(nadia, numero, 'priorite', { priorite: 'urgente' })
  expect(await heures()).toBe(4)
  expect((await agir(nadia, numero, 'priorite', { priorite: 'immense' }))[1].champs).toMatchObject([{ champ: 'priorite' }])
  await agir(nadia, numero, 'prendre')
  await agir(nadia, numero, 'demander', { texte: 'Lequel ?' })
  expect(await heures()).toBeNull()
  // Two words beside each other, not one.
  expect(await (await p.demander(`/support/tickets/${numero}`, { cookie: nadia })).text()).toContain(
    'suspendue <span class="sub">attend l’émetteur',
  )
  await agir(daniel, numero, 'fournir', { texte: 'EJ-42' })
  expect(await heures()).toBe(4)
  // The emitter knows neither.
  const [, sien] = await vue(daniel, numero)
  expect([sien.traitement, sien.activites.some((a) => a.action === 'priorite')]).toEqual([null, false])
})

const QUART = 900_000
const paris = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
interface Heures {
  plages: { jour: number; debut: number; fin: number }[]
  fermetures: string[]
}

/** The due date by walking quarter after quarter on a wall clock. */
function modele({ plages, fermetures }: Heures, depuis: number, quarts: number): number {
  for (let t = depuis, reste = quarts; ; t += QUART) {
    const [{ weekday, year, month, day, hour, minute }] = [
      Object.fromEntries(paris.formatToParts(t).map((x) => [x.type, x.value])) as Record<string, string>,
    ]
    const jour = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday!) + 1
    const quart = Number(hour) * 4 + Number(minute) / 15
    if (!fermetures.includes(`${year}-${month}-${day}`) && plages.some((x) => x.jour === jour && x.debut <= quart && quart < x.fin))
      reste -= 1
    if (!reste) return t + QUART
  }
}

test('TIC-08 l’échéance compte les heures d’ouverture du support, sans les jours de fermeture, aux changements d’heure aussi : comme en marchant quart d’heure par quart d’heure', async () => {
  const quart = (q: number) => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`
  const plage = fc.record({
    jour: fc.integer({ min: 1, max: 7 }),
    debut: fc.integer({ min: 16, max: 80 }),
    duree: fc.integer({ min: 2, max: 16 }),
  })
  const heures = fc.record({
    plages: fc
      .uniqueArray(plage, { minLength: 1, maxLength: 8, selector: (x) => x.jour })
      .map((l) => l.map(({ jour, debut, duree }) => ({ jour, debut, fin: debut + duree }))),
    fermetures: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 5 }),
  })
  const debuts = fc
    .constantFrom('2026-03-26T00:00Z', '2026-10-22T00:00Z', '2026-12-22T00:00Z')
    .chain((d) => fc.integer({ min: 0, max: 400 }).map((q) => Date.parse(d) + q * QUART))
  const client = await p.pool.connect()
  try {
    await fc.assert(
      fc.asyncProperty(heures, debuts, fc.integer({ min: 1, max: 60 }), async ({ plages, fermetures }, depuis, quarts) => {
        const h: Heures = { plages, fermetures: fermetures.map((n) => new Date(depuis + n * 86_400_000).toISOString().slice(0, 10)) }
        await client.query('begin')
        await client.query('delete from horaire_support')
        await client.query(
          `insert into horaire_support (jour, debut, fin) select jour, debut, fin from jsonb_to_recordset($1::jsonb) x (jour smallint, debut time, fin time)`,
          [JSON.stringify(plages.map((x) => ({ jour: x.jour, debut: quart(x.debut), fin: quart(x.fin) })))],
        )
        await client.query('insert into fermeture_support (jour) select unnest($1::date[]) on conflict do nothing', [h.fermetures])
        const {
          rows: [r],
        } = await client.query<{ le: Date }>(`select echeance_ouverte($1, $2 * interval '15 minutes') as le`, [new Date(depuis), quarts])
        await client.query('rollback')
        expect(r!.le.toISOString()).toBe(new Date(modele(h, depuis, quarts)).toISOString())
      }),
      { numRuns: process.env.ESSAIS === 'longs' ? 1000 : 30 },
    )
  } finally {
    client.release()
  }
})

test('TIC-08 quatre heures données un vendredi à 16 h échoient « lundi 30 novembre à 11 h », le mardi si l’opérateur ferme ce lundi ; sans heures, celles de l’horloge : ce qui est déjà dû change avec les horaires, et l’opérateur sait combien', async () => {
  const [numero, attente] = [await nouveau(), await nouveau()]
  await agir(nadia, numero, 'priorite', { priorite: 'urgente' })
  await agir(nadia, attente, 'prendre')
  await agir(nadia, attente, 'demander', { texte: 'Lequel ?' })
  await p.pool.query(`update ticket set recu_le = '2065-11-27 16:00 Europe/Paris' where numero = any($1)`, [[numero, attente]])
  const dite = async () =>
    /<time[^>]*datetime="2065[^>]*>([^<]*)/.exec(
      plat(await (await p.demander(`/support/tickets/${numero}`, { cookie: nadia })).text()),
    )?.[1]
  const echeances = async () =>
    new Map(
      (await p.pool.query<{ numero: string; echeance: Date | null }>('select numero, echeance from ticket')).rows.map((t) => [
        t.numero,
        t.echeance?.getTime() ?? null,
      ]),
    )
  const horaires = async (plages: object[], fermetures: object[] = []) => {
    const avant = await echeances()
    const r = await p.demander('/api/v1/conversations/horaires', { cookie: operateur, json: { plages, fermetures } })
    const apres = await echeances()
    expect([r.status, ((await r.json()) as { echeancesDeplacees: number }).echeancesDeplacees]).toEqual([
      200,
      [...apres].filter(([n, e]) => e !== avant.get(n)).length,
    ])
    expect(apres.get(attente)).toBeNull()
  }
  const semaine = [1, 2, 3, 4, 5].map((jour) => ({ jour, debut: '09:00', fin: '18:00' }))
  await horaires(semaine)
  expect(await dite()).toBe('lundi 30 novembre à 11 h')
  await horaires(semaine, [{ jour: '2065-11-30', motif: 'Saint André' }])
  expect(await dite()).toBe('mardi 1er décembre à 11 h')
  await horaires([])
  expect(await dite()).toBe('vendredi 27 novembre à 20 h')
  const saisie = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((j) => [`jour${j}`, j < 6 ? '9h-18h' : '']))
  const dits = []
  for (const _ of [1, 2]) {
    const suite = (await p.demander('/exploitation/horaires', { cookie: operateur, champs: { ...saisie, fermetures: '' } })).headers.get(
      'location',
    )!
    dits.push(
      /(\d+ tickets? ouverts? (?:a|ont) une nouvelle échéance|Aucune échéance de ticket ne change)/.exec(
        plat(await (await p.demander(suite, { cookie: operateur })).text()),
      )?.[1],
    )
  }
  expect(dits).toEqual([expect.stringMatching(/^\d+ tickets? ouverts?/), 'Aucune échéance de ticket ne change'])
  await horaires([1, 2, 3, 4, 5, 6, 7].map((jour) => ({ jour, debut: '00:00', fin: '24:00' })))
  expect(await dite()).toBe('vendredi 27 novembre à 20 h')
})

test('TIC-08 T05 transférer : l’accès passe au nouveau destinataire, émetteur et destinataire sont prévenus, les notes restent où elles furent écrites', async () => {
  const numero = await nouveau()
  expect((await agir(nadia, numero, 'transferer', { vers: 'portail' }))[1].detail).toContain('Prenez d’abord')
  await agir(nadia, numero, 'prendre')
  await agir(nadia, numero, 'note', { texte: 'Fournisseur pénible' })
  expect((await agir(nadia, numero, 'transferer', { destinataire: MAIRIE }))[1].champs).toMatchObject([{ champ: 'destinataire' }])
  expect((await agir(nadia, numero, 'transferer', { destinataire: '00000000000000' }))[1].champs).toMatchObject([{ champ: 'destinataire' }])
  const avant = (await courriels(numero)).length
  const cle = randomUUID()
  expect((await agir(nadia, numero, 'transferer', { vers: 'portail', texte: 'C’est pour vous.' }, cle))[0]).toBe(404)
  expect((await courriels(numero, avant)).toSorted()).toEqual(['agent', 'daniel'])
  expect((await vue(nadia, numero))[0]).toBe(404)
  const [statut, recu] = await vue(agent, numero)
  expect([statut, recu.destinataire, recu.activites.map((a) => a.texte).filter(Boolean)]).toEqual([
    200,
    { structure: null, service: null, agent: null },
    ['C’est pour vous.'],
  ])
  await agir(agent, numero, 'prendre')
  await agir(agent, numero, 'transferer', { destinataire: MAIRIE })
  expect(JSON.stringify((await vue(nadia, numero))[1])).toContain('Fournisseur pénible')
})

test('TIC-08 suivre un ticket : prévenue de chaque étape, jusqu’à ce qu’elle arrête ou qu’il parte ailleurs', async () => {
  const numero = await nouveau()
  const suivi = (cookie: string, method: string) => p.demander(`/api/v1/tickets/${numero}/suivi`, { method, cookie })
  expect([
    (await suivi(camille, 'PUT')).status,
    (await suivi(camille, 'PUT')).status,
    (await suivi(daniel, 'PUT')).status,
    (await suivi(agent, 'PUT')).status,
  ]).toEqual([204, 204, 403, 404])
  await agir(nadia, numero, 'prendre')
  const avant = (await courriels(numero)).length
  await agir(nadia, numero, 'note', { texte: 'Entre nous' })
  await agir(nadia, numero, 'resoudre', { texte: 'Voilà.' })
  expect((await courriels(numero, avant)).toSorted()).toEqual(['daniel', 'sans', 'sans'])
  await p.demander(`/support/tickets/${numero}/suivre`, { cookie: camille, champs: { suivre: 'non' } })
  await agir(daniel, numero, 'renvoyer', { texte: 'Non.' })
  expect(await courriels(numero, avant + 3)).toEqual(['nadia'])
})

test('TIC-06 INT-11 le tableau exporté : des dates qui se trient, à l’heure de Paris, des mots entiers, aucune formule, les filtres de l’écran', async () => {
  const numero = await nouveau({ ...A_LA_MAIRIE, titre: '=HYPERLINK("http://ailleurs.exemple";"Élagage")' })
  const autre = await nouveau({ ...A_LA_MAIRIE, titre: 'Sans rapport' })
  await p.pool.query(`update ticket set cree_le = '2026-07-01T22:05:30Z', echeance = '2026-12-01T06:30:00Z' where numero = $1`, [numero])
  const fichier = async (format: string) => {
    const page = plat(await (await p.demander('/support/tickets/recus?onglet=tous&recherche=élagage', { cookie: nadia })).text())
    const adresse = new RegExp(`href="([^"]*format=${format}[^"]*)"`).exec(page)![1]!.replaceAll('&amp;', '&')
    return Buffer.from(await (await p.demander(adresse, { cookie: nadia })).arrayBuffer())
  }
  const csv = (await fichier('csv')).toString()
  expect([
    csv.startsWith('\uFEFFNuméro;'),
    csv.includes(`${numero};"'=HYPERLINK`),
    csv.includes(';02/07/2026 00:05;'),
    csv.includes(';01/12/2026 07:30;'),
    csv.includes(autre),
  ]).toEqual([true, true, true, true, false])
  const { readOds, readXlsx } = await import('hucre')
  for (const lu of [await readXlsx(await fichier('xlsx')), await readOds(await fichier('ods'))]) {
    const [entetes, ligne, ...reste] = lu.sheets[0]!.rows as unknown[][]
    const cellule = (nom: string) => ligne![entetes!.indexOf(nom)]
    expect([cellule('Numéro'), cellule('Description brève'), cellule('Créé'), cellule('Échéance'), reste.length]).toEqual([
      numero,
      '=HYPERLINK("http://ailleurs.exemple";"Élagage")',
      new Date('2026-07-02T00:05:00Z'),
      new Date('2026-12-01T07:30:00Z'),
      0,
    ])
  }
})

test('TIC-08 qui répond en ce moment se voit des autres, pas de soi, et s’oublie', async () => {
  const numero = await nouveau()
  const presence = (cookie: string) => p.demander(`/api/v1/tickets/${numero}/presence`, { method: 'POST', cookie, json: {} })
  expect([(await presence(nadia)).status, (await presence(daniel)).status]).toEqual([204, 404])
  expect([(await vue(nadia, numero))[1].presents, (await vue(camille, numero))[1].presents]).toEqual([[], ['Nadia Bonjean']])
  expect(plat(await (await p.demander(`/support/tickets/${numero}`, { cookie: camille })).text())).toContain(
    'Nadia Bonjean répond en ce moment',
  )
  await p.pool.query(`update ticket_presence set jusqua = maintenant() - interval '1 second'`)
  expect((await vue(camille, numero))[1].presents).toEqual([])
})

test('TIC-08 T06 fusionner : l’un se ferme, l’émetteur n’apprend l’autre que s’il peut le lire ; ni chez un autre destinataire, ni fermé, ni lui-même', async () => {
  const [un, deux, ailleurs] = [await nouveau(), await nouveau(AU_SUPPORT, camille), await nouveau(AU_SUPPORT)]
  const trois = await nouveau(AU_SUPPORT)
  const fusion = { texte: 'Traité avec un autre.' }
  for (const dans of [un, deux, 'CPROCS9999999', ''])
    expect([dans, (await agir(agent, deux, 'fusionner', { ...fusion, dans }))[1].champs?.[0]?.champ]).toEqual([dans, 'dans'])
  expect((await agir(camille, deux, 'fusionner', { ...fusion, dans: trois }))[0]).toBe(403)
  expect((await agir(agent, deux, 'fusionner', { ...fusion, dans: trois }))[1].statut).toBe('FERME')
  expect((await agir(agent, ailleurs, 'fusionner', { ...fusion, dans: trois }))[1].statut).toBe('FERME')
  const derniere = async (cookie: string, numero: string) => (await vue(cookie, numero))[1].activites.at(-1)!
  // Camille wrote the first alone; Daniel wrote both of his.
  expect([(await derniere(camille, deux)).autre, (await derniere(camille, deux)).texte, (await derniere(daniel, ailleurs)).autre]).toEqual([
    null,
    'Traité avec un autre.',
    trois,
  ])
  expect((await vue(daniel, trois))[1].activites.map((a) => a.action)).toEqual(['creer'])
  expect((await vue(agent, trois))[1].activites.map((a) => [a.action, a.autre]).slice(1)).toEqual([
    ['absorber', deux],
    ['absorber', ailleurs],
  ])
  expect((await agir(agent, trois, 'fusionner', { ...fusion, dans: deux }))[1].champs).toMatchObject([{ champ: 'dans' }])
})

test('TIC-08 ce qui suit une fusion : l’émetteur lit où est la suite, est prévenu de la réponse faite là, et n’a pas d’avis à donner ici ; les siens sont proposés', async () => {
  const heloise = await p.session('heloise')
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, 10, 2, tstzrange(maintenant(), null) where not exists (select from acces_en_vigueur where utilisateur = $1 and structure = $2 and application = 10 and niveau = 2)`,
    [p.monde.heloise, menuiserie],
  )
  const siens = { ...A_LA_MAIRIE, titre: 'Le même refus' }
  const [premier, deuxieme, reste] = [await nouveau(siens, heloise), await nouveau(siens), await nouveau(siens)]
  const voisins = async (numero: string) =>
    (
      (await (await p.demander(`/api/v1/tickets/${numero}/traitement`, { cookie: nadia })).json()) as { voisins: { numero: string }[] }
    ).voisins.map((v) => v.numero)
  expect(await voisins(premier)).toEqual(expect.arrayContaining([deuxieme, reste]))
  expect(plat(await (await p.demander(`/support/tickets/${premier}`, { cookie: nadia })).text())).toMatch(
    new RegExp(`<datalist id="voisins">.*value="${reste}"`, 's'),
  )
  // One into the next, then that one into the last: the first goes on with it.
  for (const [de, dans] of [
    [premier, deuxieme],
    [deuxieme, reste],
  ] as const)
    expect((await agir(nadia, de, 'fusionner', { texte: 'Réuni.', dans }))[1].statut).toBe('FERME')
  const avant = (await courriels(reste)).length
  await agir(nadia, reste, 'prendre')
  await agir(nadia, reste, 'resoudre', { texte: 'L’engagement est ouvert.' })
  expect((await courriels(reste, avant)).toSorted()).toEqual(['daniel', 'daniel', 'heloise', 'heloise'])
  const html = plat(await (await p.demander(`/support/tickets/${premier}`, { cookie: heloise })).text())
  expect(
    ['Ce ticket est réuni à un autre : la suite s’y dit.', 'créez-en un autre', 'id="satisfaction"'].map((m) => html.includes(m)),
  ).toEqual([true, false, false])
  const avis = await p.demander(`/api/v1/tickets/${premier}/satisfaction`, { method: 'PUT', cookie: heloise, json: { note: 5 } })
  expect([avis.status, ((await avis.json()) as { code: string }).code]).toEqual([409, 'ticket-dans-un-autre-statut'])
  // Who may no longer read it is told nothing of it.
  await p.pool.query(
    `update habilitation set periode = tstzrange(lower(periode), maintenant()) where utilisateur = $1 and structure = $2 and application = 10`,
    [p.monde.heloise, menuiserie],
  )
  await agir(daniel, reste, 'renvoyer', { texte: 'Non.' })
  const encore = (await courriels(reste)).length
  await agir(nadia, reste, 'demander', { texte: 'Lequel ?' })
  expect(await courriels(reste, encore)).toEqual(['daniel'])
})

test('TIC-08 lier à un incident, et défaire le lien', async () => {
  const {
    rows: [i],
  } = await p.pool.query<{ id: string }>(
    `insert into incident (cle, genre, titre, texte, debut, auteur) values (gen_random_uuid(), 'incident', 'Dépôts rejetés', 'x', maintenant(), $1) returning id`,
    [p.monde.operateur],
  )
  const numero = await nouveau()
  expect((await agir(nadia, numero, 'lier', { incident: i!.id }))[1].traitement?.incident).toBe(i!.id)
  expect((await agir(nadia, numero, 'lier', { incident: randomUUID() }))[1].champs).toMatchObject([{ champ: 'incident' }])
  expect((await agir(nadia, numero, 'lier', {}))[1].traitement?.incident).toBeNull()
})

test('TIC-08 sans script : une réponse prête revient dans le texte déjà tapé, ses variables remplies ; une autre structure ne l’a pas', async () => {
  const numero = await nouveau()
  await agir(nadia, numero, 'prendre')
  const {
    rows: [r],
  } = await p.pool.query<{ id: string }>(
    `insert into reponse_type (cle, structure, titre, texte, auteur) values (gen_random_uuid(), $1, 'Engagement', 'Bonjour {prenom}, pour {objet} ({numero}) : {inconnu}', $2) returning id`,
    [mairie, p.monde.nadia],
  )
  const cle = randomUUID()
  const posee = await p.demander(`/support/tickets/${numero}`, {
    cookie: nadia,
    champs: { _cle: cle, action: 'inserer', reponse: r!.id, texte: 'Déjà tapé' },
  })
  expect([posee.status, posee.headers.get('location')]).toEqual([303, `/support/tickets/${numero}?brouillon=${cle}#repondre`])
  const page = await (await p.demander(`/support/tickets/${numero}?brouillon=${cle}`, { cookie: nadia })).text()
  expect(page).toContain(`Déjà tapé\n\nBonjour Daniel, pour F-2026-131 (${numero}) : {inconnu}`)
  const brute = (cookie: string) => p.demander(`/support/tickets/${numero}/reponses/${r!.id}`, { cookie })
  expect([(await brute(nadia)).status, (await brute(daniel)).status, (await brute(agent)).status]).toEqual([200, 404, 404])
  // In the language of whoever wrote the ticket, in French where there is no English.
  const enAnglais = async (texteEn: string | null, langue: string) => {
    await p.pool.query('update reponse_type set texte_en = $2 where id = $1', [r!.id, texteEn])
    await p.pool.query('update utilisateur set langue = $2 where id = $1', [p.monde.daniel, langue])
    return (await (await brute(nadia)).text()).slice(0, 12)
  }
  expect([await enAnglais('Hello {prenom}', 'en'), await enAnglais(null, 'en'), await enAnglais('Hello {prenom}', 'fr')]).toEqual([
    'Hello Daniel',
    'Bonjour Dani',
    'Bonjour Dani',
  ])
  // Somebody else's key brings nothing back.
  expect(await (await p.demander(`/support/tickets/${numero}?brouillon=${cle}`, { cookie: camille })).text()).not.toContain('Déjà tapé')
})

interface Liste {
  elements: { numero: string; enRetard: boolean; priorite: string | null; agent: string | null }[]
  total: number
  suivant: string | null
  groupes?: { valeur: string | null; nombre: number }[]
}
const liste = async (cookie: string, requete: string) =>
  (await (await p.demander(`/api/v1/tickets?${requete}`, { cookie })).json()) as Liste
const numeros = async (cookie: string, requete: string) => (await liste(cookie, requete)).elements.map((t) => t.numero)

test('TIC-06 TIC-08 « Tickets reçus » : à moi, à personne, en retard, par priorité, plusieurs critères à la fois, groupés avec leurs nombres, exportés tels que filtrés', async () => {
  const [mien, libre, urgent] = [await nouveau(), await nouveau(), await nouveau()]
  await agir(nadia, mien, 'prendre')
  await agir(nadia, urgent, 'priorite', { priorite: 'urgente' })
  await p.pool.query(`update ticket set recu_le = recu_le - interval '5 hours' where numero = $1`, [urgent])
  const cote = 'cote=recus&taille=200'
  expect(await numeros(nadia, `${cote}&attribue=moi`)).toContain(mien)
  expect(await numeros(nadia, `${cote}&attribue=personne`)).toEqual(expect.arrayContaining([libre, urgent]))
  expect((await numeros(nadia, `${cote}&attribue=personne`)).includes(mien)).toBe(false)
  expect(await numeros(nadia, `${cote}&retard=oui`)).toEqual([urgent])
  expect([
    await numeros(nadia, `${cote}&retard=oui&attribue=moi`),
    await numeros(nadia, `${cote}&retard=oui&priorite=urgente&categorie=factures-emises`),
  ]).toEqual([[], [urgent]])
  for (const tri of ['echeance', '-echeance', 'priorite', '-priorite']) {
    const entiere = await numeros(nadia, `${cote}&tri=${tri}`)
    const parPages: string[] = []
    for (let apres: string | null = ''; apres !== null;) {
      const page: Liste = await liste(nadia, `cote=recus&tri=${tri}&taille=4&apres=${apres}`)
      parPages.push(...page.elements.map((t) => t.numero))
      apres = page.suivant
    }
    expect([tri, parPages]).toEqual([tri, entiere])
  }
  expect((await numeros(nadia, `${cote}&tri=echeance`))[0]).toBe(urgent)
  const tous = (await liste(nadia, cote)).total
  for (const grouper of ['categorie', 'sousCategorie', 'statut', 'priorite', 'agent', 'service']) {
    const { groupes } = await liste(nadia, `${cote}&grouper=${grouper}`)
    expect([grouper, groupes!.reduce((s, g) => s + g.nombre, 0)]).toEqual([grouper, tous])
  }
  const page = plat(await (await p.demander(`/support/tickets/recus?onglet=tous&retard=oui&grouper=priorite`, { cookie: nadia })).text())
  for (const mot of [urgent, 'en retard', 'Réinitialiser les filtres']) expect([mot, page.includes(mot)]).toEqual([mot, true])
  expect(page.includes(`href="/support/tickets/${libre}"`)).toBe(false)
  const csv = await (await p.demander(`/api/v1/tickets?cote=recus&format=csv&retard=oui`, { cookie: nadia })).text()
  expect([csv.includes(urgent), csv.includes(libre), csv.includes('Urgente')]).toEqual([true, false, true])
  // The emitter has no priority to sort, filter or read.
  expect((await liste(daniel, 'tri=priorite&priorite=urgente&taille=200')).elements.every((t) => t.priorite === null && !t.enRetard)).toBe(
    true,
  )
})

test(
  'TIC-08 U10 répondre à quarante tickets d’un incident : une issue par ligne, une seule fois chacun, les pages en six instructions',
  { timeout: 60_000 },
  async () => {
    const {
      rows: [i],
    } = await p.pool.query<{ id: string }>(
      `insert into incident (cle, genre, titre, texte, debut, auteur) values (gen_random_uuid(), 'incident', 'Rejets du 20', 'x', maintenant(), $1) returning id`,
      [p.monde.operateur],
    )
    const { rows } = await p.pool.query<{ numero: string }>(
      `insert into ticket (cle, auteur, structure, destinataire, courriel, categorie, sous_categorie, titre, description, incident) select gen_random_uuid(), $1, $2, $3, 'a@exemple.fr', 'factures-emises', 'facture-question', 'Lot', 'Lot', $4 from generate_series(1, 40) returning numero`,
      [p.monde.daniel, menuiserie, mairie, i!.id],
    )
    const [pris, occupe, ...reste] = rows.map((r) => r.numero) as [string, string, ...string[]]
    await agir(camille, pris, 'prendre')
    await p.demander(`/api/v1/tickets/${occupe}/presence`, { method: 'POST', cookie: camille, json: {} })
    const lot = await p.demander('/support/tickets/recus/lots', {
      cookie: nadia,
      champs: { filtre: `onglet=tous&incident=${i!.id}`, tous: 'oui' },
    })
    const chemin = lot.headers.get('location')!
    const { resultat, requetes } = await p.compterRequetes(async () => plat(await (await p.demander(chemin, { cookie: nadia })).text()))
    expect([
      requetes.length <= 6,
      resultat.includes('Envoyer 38 réponses'),
      resultat.includes('a pris ce ticket avant vous'),
      resultat.includes('répond en ce moment'),
    ]).toEqual([true, true, true, true])
    expect((await p.demander(chemin, { cookie: nadia, champs: { texte: ' ', statut: 'resoudre' } })).status).toBe(422)
    // A name that nothing replaces would be read as it is by all of them.
    const inconnue = await p.demander(chemin, { cookie: nadia, champs: { texte: 'Voir {lien}.', statut: 'resoudre' } })
    expect([inconnue.status, plat(await inconnue.text()).includes('{lien} n’est remplacé par rien')]).toEqual([422, true])
    for (let fois = 0; fois < 2; fois++)
      expect(
        (await p.demander(chemin, { cookie: nadia, champs: { texte: 'Bonjour {prenom}, {numero} est réglé.', statut: 'resoudre' } }))
          .status,
      ).toBe(303)
    const etat = await p.pool.query<{ numero: string; statut: string; n: number; texte: string | null }>(
      `select t.numero, t.statut, count(a.id)::int as n, max(a.texte) as texte from ticket t left join ticket_activite a on a.ticket = t.id and a.action = 'resoudre' where t.incident = $1 group by t.id order by t.id`,
      [i!.id],
    )
    expect(etat.rows.map((r) => [r.statut, r.n])).toEqual([['OUVERT', 0], ['OUVERT', 0], ...reste.map(() => ['RESOLU', 1])])
    expect(etat.rows.at(-1)!.texte).toBe(`Bonjour Daniel, ${reste.at(-1)} est réglé.`)
    const fin = await p.compterRequetes(async () => plat(await (await p.demander(chemin, { cookie: nadia })).text()))
    expect([
      fin.requetes.length <= 6,
      fin.resultat.includes('38 réponses envoyées sur 40'),
      (await p.demander(chemin, { cookie: camille })).status,
      // What was not sent comes first; taken by somebody else it is theirs, and the one that was being answered is taken up again as it was written.
      [pris, occupe, reste[0]!].map((n) => fin.resultat.indexOf(n)).every((v, k, t) => v > 0 && (k === 0 || v > t[k - 1]!)),
      fin.resultat.includes('Reprendre celui qui reste'),
    ]).toEqual([true, true, 404, true, true])
    const reprise = await p.demander('/support/tickets/recus/lots', {
      cookie: nadia,
      champs: { filtre: '', depuis: chemin.split('/').at(-1)!, choix: [occupe] },
    })
    const repris = await (await p.demander(reprise.headers.get('location')!, { cookie: nadia })).text()
    expect([repris.includes(occupe), repris.includes('Bonjour {prenom}, {numero} est réglé.')]).toEqual([true, true])
    // In English for whoever reads English; a canned answer in each language that those who are answered read.
    const {
      rows: [r],
    } = await p.pool.query<{ id: string }>(
      `insert into reponse_type (cle, structure, titre, texte, titre_en, texte_en, auteur) values (gen_random_uuid(), $1, 'Rejets', 'Bonjour {prenom}', 'Rejections', 'Hello {prenom}', $2) returning id`,
      [mairie, p.monde.nadia],
    )
    const enAnglais = `${nadia}; choral.langue=en`
    const { rows: deux } = await p.pool.query<{ numero: string }>(
      `insert into ticket (cle, auteur, structure, destinataire, courriel, categorie, sous_categorie, titre, description) select gen_random_uuid(), a, $2, $3, 'a@exemple.fr', 'factures-emises', 'facture-question', 'Lot', 'Lot' from unnest($1::uuid[]) a returning numero`,
      [[p.monde.daniel, p.monde.camille], menuiserie, mairie],
    )
    const second = (
      await p.demander('/support/tickets/recus/lots', { cookie: enAnglais, champs: { filtre: '', choix: deux.map((d) => d.numero) } })
    ).headers.get('location')!
    const lue = async () => plat(await (await p.demander(second, { cookie: enAnglais })).text())
    expect([
      (await lue()).includes('Answer 2 tickets'),
      (await lue()).includes('>Rejections</option>'),
      /Réponse|Envoyer|Tickets choisis/.test(await lue()),
    ]).toEqual([true, true, false])
    const rendue = async (langue: string) => {
      await p.pool.query('update utilisateur set langue = $2 where id = $1', [p.monde.camille, langue])
      await p.demander(second, { cookie: enAnglais, champs: { etape: 'inserer', reponse: r!.id, texte: '' } })
      return /<textarea[^>]*>([^<]*)/.exec(await lue())?.[1]
    }
    expect([await rendue('en'), await rendue('fr')]).toEqual(['Bonjour {prenom}\n\nHello {prenom}', 'Bonjour {prenom}'])
    // The same through the API, by somebody who may not: each line says so.
    const api = (await (
      await p.demander('/api/v1/tickets/reponses', {
        method: 'POST',
        cookie: agent,
        json: { numeros: [pris, occupe], action: 'resoudre', texte: 'x' },
      })
    ).json()) as { issues: { issue: string }[] }
    expect(api.issues.map((x) => x.issue)).toEqual(['laissee', 'laissee'])
  },
)
