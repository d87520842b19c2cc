import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { AU_SUPPORT, ouvrirLaMairie, ticketsDe } from '#tests/tickets.ts'

const p = await portailDuMonde()
const { menuiserie, mairie } = p.monde
const [daniel, nadia, agent, camille] = [
  await p.session('daniel'),
  await p.session('nadia'),
  await p.session('agent'),
  await p.session('camille'),
]
const { A_LA_MAIRIE, agir, creer } = ticketsDe(p)
const nouveau = async (json: object = A_LA_MAIRIE, cookie = daniel) => (await creer(cookie, json))[1].numero
const plat = (html: string) => html.replaceAll(/[\u00a0\u202f]/g, ' ')

await ouvrirLaMairie(p)

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

test('TIC-06 INT-11 le tableau exporté : des dates qui se trient, à l’heure de Paris, des mots entiers, aucune formule, les filtres de l’écran', async () => {
  const numero = await nouveau({ ...A_LA_MAIRIE, titre: '=HYPERLINK("http://ailleurs.exemple";"Élagage")' })
  const autre = await nouveau({ ...A_LA_MAIRIE, titre: 'Sans rapport' })
  await p.pool.query(`update ticket set cree_le = '2026-07-01T22:05:30Z', echeance = '2096-12-01T06:30:00Z' where numero = $1`, [numero])
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
    csv.includes(';01/12/2096 07:30;'),
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
      new Date('2096-12-01T07:30:00Z'),
      0,
    ])
  }
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

test('TIC-08 U10 répondre à quarante tickets d’un incident : une issue par ligne, une seule fois chacun, les pages en six instructions', async () => {
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
  // She is there to the end, however long all that takes.
  await p.pool.query(`update ticket_presence set jusqua = maintenant() + interval '1 day'`)
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
      (await p.demander(chemin, { cookie: nadia, champs: { texte: 'Bonjour {prenom}, {numero} est réglé.', statut: 'resoudre' } })).status,
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
})
