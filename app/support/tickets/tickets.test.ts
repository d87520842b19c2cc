import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { NOMS_ACTIONS } from '#app/support/tickets/actions.ts'
import { STATUTS_TICKET } from '#app/support/tickets/champs.ts'
import { fermerTicketsSansReaction } from '#app/support/tickets/expirer.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { AU_SUPPORT, ticketsDe } from '#tests/tickets.ts'

const p = await portailDuMonde()
const [daniel, nadia, camille, agent] = [
  await p.session('daniel'),
  await p.session('nadia'),
  await p.session('camille'),
  await p.session('agent'),
]
const { A_LA_MAIRIE, courriels, creer, vue, ...tickets } = ticketsDe(p)
const agir = (cookie: string, numero: string, action: string, texte: string | null = 'Un message.', cle?: string) =>
  tickets.agir(cookie, numero, action, { texte }, cle)
const nouveau = async (json: object = A_LA_MAIRIE, cookie = daniel) => (await creer(cookie, json))[1].numero
const liste = async (cookie: string, requete = '') =>
  (await (await p.demander(`/api/v1/tickets?${requete}`, { cookie })).json()) as {
    elements: { numero: string; titre: string; categorie: string }[]
    suivant: string | null
    total: number
  }

test('TIC-02 TIC-03 un ticket se crée une fois, va où dit sa sous-catégorie ; tout ce qui ne va pas est dit ensemble', async () => {
  const cle = randomUUID()
  const [[statut, vu], [, encore]] = [await creer(daniel, A_LA_MAIRIE, cle), await creer(daniel, A_LA_MAIRIE, cle)]
  expect([statut, vu.numero, vu.statut, encore.numero]).toEqual([201, expect.stringMatching(/^CPROCS\d{7}$/), 'OUVERT', vu.numero])
  expect((await courriels(vu.numero)).map((c) => c.a)).toEqual(['nadia.bonjean@exemple.fr'])
  const [faux, fautes] = await creer(daniel, {
    ...A_LA_MAIRIE,
    typeObjet: 'CHOSE',
    numeroObjet: '',
    destinataire: '00000000000000',
    structure: p.monde.mairie,
    courriel: 'a@b',
    titre: ' ',
    description: 'x'.repeat(4001),
  })
  expect([faux, fautes.champs?.map((c) => c.champ)]).toEqual([
    422,
    ['typeObjet', 'numeroObjet', 'destinataire', 'structure', 'courriel', 'titre', 'description'],
  ])
  expect((await creer(daniel, { ...AU_SUPPORT, sousCategorie: 'inconnue' }))[1].code).toBe('valeur-inconnue')
  // Somebody without a structure writes to the support; not to a public entity.
  expect([
    (await creer(camille, AU_SUPPORT))[0],
    (await creer(camille, { ...A_LA_MAIRIE, structure: null }))[1].champs?.map((c) => c.champ),
  ]).toEqual([201, ['structure']])
})

test('TIC-05 T06 la table complète : chaque action, depuis chaque statut, par chaque rôle', async () => {
  const PERMIS: Record<string, string[]> = {
    'emetteur OUVERT': ['completer', 'fermer'],
    'emetteur EN_ATTENTE': ['fournir', 'fermer'],
    'emetteur RESOLU': ['accepter', 'renvoyer', 'fermer'],
    'emetteur FERME': [],
    'destinataire OUVERT': ['rendre', 'demander', 'resoudre', 'note', 'attribuer', 'transferer', 'priorite', 'lier', 'fusionner'],
    'destinataire EN_ATTENTE': ['rendre', 'resoudre', 'note', 'attribuer', 'transferer', 'priorite', 'lier', 'fusionner'],
    'destinataire RESOLU': ['note', 'lier', 'fusionner'],
    'destinataire FERME': [],
  }
  for (const statut of STATUTS_TICKET)
    for (const [role, cookie] of [
      ['emetteur', daniel],
      ['destinataire', nadia],
    ] as const) {
      const numero = await nouveau()
      await agir(nadia, numero, 'prendre')
      if (statut === 'EN_ATTENTE') await agir(nadia, numero, 'demander')
      if (statut === 'RESOLU') await agir(nadia, numero, 'resoudre')
      if (statut === 'FERME') await agir(daniel, numero, 'fermer')
      const [, vu] = await vue(cookie, numero)
      expect([role, statut, vu.statut, vu.actions]).toEqual([role, statut, statut, PERMIS[`${role} ${statut}`]])
      for (const action of NOMS_ACTIONS.filter((a) => !vu.actions.includes(a) && a !== 'prendre')) {
        const [code] = await agir(cookie, numero, action)
        expect([role, statut, action, code], 'refusée').toEqual([
          role,
          statut,
          action,
          expect.toSatisfy((n: number) => n === 403 || n === 409),
        ])
      }
      for (const etranger of [camille, agent]) expect((await agir(etranger, numero, 'fermer'))[0]).toBe(404)
      expect((await p.pool.query('select statut from ticket where numero = $1', [numero])).rows[0].statut).toBe(statut)
    }
  // The database refuses it too, whatever the program asks.
  const { rows } = await p.pool.query(`select de || ' ' || vers || ' ' || par as t from ticket_transition order by 1`)
  expect(rows.map((r) => r.t)).toEqual([
    'EN_ATTENTE FERME emetteur',
    'EN_ATTENTE FERME fusion',
    'EN_ATTENTE OUVERT emetteur',
    'EN_ATTENTE RESOLU destinataire',
    'OUVERT EN_ATTENTE destinataire',
    'OUVERT FERME emetteur',
    'OUVERT FERME fusion',
    'OUVERT RESOLU destinataire',
    'RESOLU FERME delai',
    'RESOLU FERME emetteur',
    'RESOLU FERME fusion',
    'RESOLU OUVERT emetteur',
  ])
  await expect(p.pool.query(`update ticket set statut = 'OUVERT' where statut = 'FERME'`)).rejects.toMatchObject({
    constraint: 'ticket_transition_permise',
  })
})

test('TIC-04 TIC-05 TIC-08 l’émetteur complète un ticket ouvert : le statut ne bouge pas, le destinataire est prévenu, une fois', async () => {
  const numero = await nouveau()
  const avant = (await courriels(numero)).length
  expect((await agir(daniel, numero, 'completer', ' '))[1].champs).toMatchObject([{ champ: 'texte', code: 'champ-manquant' }])
  const cle = randomUUID()
  for (let fois = 0; fois < 2; fois++)
    expect((await agir(daniel, numero, 'completer', 'J’oubliais : EJ-42.', cle))[1].statut).toBe('OUVERT')
  const vu = (await vue(nadia, numero))[1]
  expect(vu.activites.map((a) => a.action)).toEqual(['creer', 'completer'])
  expect((await courriels(numero)).slice(avant)).toEqual([
    { a: 'nadia.bonjean@exemple.fr', s: `Ticket ${numero} : son émetteur y ajoute un message` },
  ])
})

test('TIC-07 TIC-08 par formulaire, ce qui vient d’être fait est dit ; qui transfère revient à sa file ; les paragraphes restent', async () => {
  const numero = await nouveau({ ...A_LA_MAIRIE, description: 'Bonjour,\n\nInconnu.\nMerci.' })
  const faire = async (cookie: string, champs: Record<string, string>) => {
    const r = await p.demander(`/support/tickets/${numero}`, { cookie, champs: { _cle: randomUUID(), ...champs } })
    expect(r.status).toBe(303)
    const vers = r.headers.get('location')!
    return [vers, await (await p.demander(vers, { cookie })).text()] as const
  }
  const dit = (html: string) =>
    /role="status"[^>]*>(?:<svg.*?<\/svg>)?<div>(.*?)<\/div>/s
      .exec(html)?.[1]
      ?.replaceAll(/<[^>]+>/g, '')
      .replaceAll(/[\u00a0\u202f]/g, ' ')
  const [la, complete] = await faire(daniel, { action: 'completer', texte: 'EJ-42' })
  expect([la, dit(complete), complete.includes('<p>Bonjour,</p><p>Inconnu.<br/>Merci.</p>')]).toEqual([
    `/support/tickets/${numero}`,
    'Votre message est ajouté au ticket.',
    true,
  ])
  expect(dit((await faire(nadia, { action: 'prendre' }))[1])).toBe('Vous avez pris ce ticket.')
  // Transferred, it is no longer hers to read: she is told where she can go on.
  const [file, recus] = await faire(nadia, { action: 'transferer', vers: 'portail' })
  expect([file, dit(recus), (await p.demander(`/support/tickets/${numero}`, { cookie: nadia })).status]).toEqual([
    `/support/tickets/recus?fait=transferer.${numero}`,
    `Le ticket ${numero} est transféré : il n’est plus dans votre file.`,
    404,
  ])
  expect(recus).not.toMatch(/href="[^"]*onglet=tous[^"]*fait=/)
  // Said to whoever did it, and for a moment.
  const suite = await nouveau()
  const voir = async (cookie: string) => dit(await (await p.demander(`/support/tickets/${suite}`, { cookie })).text())
  expect([await voir(daniel), await voir(nadia)]).toEqual(['Votre ticket est envoyé.', undefined])
  await p.pool.query(
    `update ticket_activite set le = le - interval '20 seconds' where ticket = (select id from ticket where numero = $1)`,
    [suite],
  )
  expect(await voir(daniel)).toBeUndefined()
})

test('TIC-05 TIC-08 l’échange va à son terme, chaque pas est dit par courriel ; la note interne n’est jamais lue par l’émetteur', async () => {
  const numero = await nouveau()
  expect((await agir(nadia, numero, 'demander'))[1].detail).toContain('Prenez d’abord')
  await agir(nadia, numero, 'prendre')
  await agir(nadia, numero, 'note', 'Client pénible')
  const cle = randomUUID()
  expect([
    (await agir(nadia, numero, 'demander', 'Quel engagement ?', cle))[0],
    (await agir(nadia, numero, 'demander', 'Quel engagement ?', cle))[0],
  ]).toEqual([200, 200])
  expect((await agir(daniel, numero, 'fournir', ' '))[1].champs).toMatchObject([{ champ: 'texte', code: 'champ-manquant' }])
  await agir(daniel, numero, 'fournir', 'EJ-42')
  await agir(nadia, numero, 'resoudre', 'Corrigé.')
  await agir(daniel, numero, 'renvoyer', 'Toujours pas.')
  await agir(nadia, numero, 'resoudre', 'Cette fois oui.')
  const [, fini] = await agir(daniel, numero, 'accepter', null)
  expect([fini.statut, fini.activites.map((a) => a.action)]).toEqual([
    'FERME',
    ['creer', 'prendre', 'demander', 'fournir', 'resoudre', 'renvoyer', 'resoudre', 'accepter'],
  ])
  const ailleurs = await Promise.all([
    p.demander(`/support/tickets/${numero}`, { cookie: daniel }),
    p.demander('/api/v1/tickets?onglet=clotures&recherche=penible', { cookie: daniel }),
    p.demander('/api/v1/tickets?onglet=clotures&format=csv', { cookie: daniel }),
  ])
  const lus = await Promise.all(ailleurs.map((r) => r.text()))
  for (const lu of lus) expect(lu).not.toContain('Client pénible')
  expect(lus[0]).toMatch(/créez-en un autre.*<a href="\/support\/tickets\/creer">Créer un ticket</s)
  expect(JSON.stringify(await courriels(numero))).not.toContain('pénible')
  expect((await courriels(numero)).map((c) => c.a.split('.')[0])).toEqual([
    'nadia',
    'daniel',
    'daniel',
    'nadia',
    'daniel',
    'nadia',
    'daniel',
    'nadia',
  ])
  expect(JSON.stringify((await vue(nadia, numero))[1])).toContain('Client pénible')
})

test('TIC-08 deux agents prennent le même ticket : un seul l’a, l’autre apprend qui', async () => {
  await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.operateur])
  const numero = await nouveau(AU_SUPPORT)
  const autre = await p.session('operateur')
  const faits = await Promise.all([agir(agent, numero, 'prendre', null), agir(autre, numero, 'prendre', null)])
  expect(faits.map(([s]) => s).toSorted()).toEqual([200, 409])
  expect(faits.find(([s]) => s === 409)![1].detail).toMatch(/^(Inès Carpentier|Marc Delorme) a pris ce ticket avant vous/)
  await p.pool.query('update utilisateur set est_agent = false where id = $1', [p.monde.operateur])
})

test('TIC-05 un ticket résolu sans réaction se ferme de lui-même, après le délai seulement', async () => {
  const numero = await nouveau(AU_SUPPORT)
  await agir(agent, numero, 'prendre', null)
  await agir(agent, numero, 'resoudre', 'Voilà.')
  await decalerHorloge(p.pool, '14 days')
  const avant = await fermerTicketsSansReaction(p.programme)
  await decalerHorloge(p.pool, '16 days')
  const fermes = await fermerTicketsSansReaction(p.programme)
  await decalerHorloge(p.pool, '0')
  expect([avant, fermes >= 1, await fermerTicketsSansReaction(p.programme)]).toEqual([0, true, 0])
  expect((await vue(daniel, numero))[1]).toMatchObject({
    statut: 'FERME',
    activites: expect.arrayContaining([expect.objectContaining({ action: 'expirer', cote: 'portail' })]),
  })
  // Whoever wrote it is told, and asked what they think of it.
  expect(
    (
      await p.pool.query<{ a: string; t: string }>(
        `select donnees->>'a' as a, donnees->>'texte' as t from depart where file = 'courriel' and donnees->>'id' like $1`,
        [`ticket:${numero}:expirer:%`],
      )
    ).rows,
  ).toEqual([{ a: 'daniel.poitier@exemple.fr', t: expect.stringContaining('Dites ce que vous pensez de la réponse') }])
})

test('TIC-06 tickets émis et reçus : onglets, tris, pages par clé, filtres, fichiers ; rien de ce qui n’est pas à soi', async () => {
  const mien = await nouveau({ ...AU_SUPPORT, titre: 'Zèbre introuvable' }, camille)
  expect((await liste(camille, 'onglet=tous')).elements.map((t) => t.numero)).toContain(mien)
  expect((await liste(daniel, 'onglet=tous&recherche=zebre')).total + (await liste(nadia, 'cote=recus&recherche=zebre')).total).toBe(0)
  expect((await liste(agent, 'cote=recus&recherche=zebre')).total).toBe(1)
  for (const tri of ['-creeLe', 'numero', 'titre', '-categorie', 'sousCategorie', 'statut']) {
    const entiere = (await liste(daniel, `tri=${tri}&taille=200`)).elements.map((t) => t.numero)
    const parPages: string[] = []
    for (let apres: string | null = ''; apres !== null;) {
      const page: Awaited<ReturnType<typeof liste>> = await liste(daniel, `tri=${tri}&taille=3&apres=${apres}`)
      parPages.push(...page.elements.map((t) => t.numero))
      apres = page.suivant
    }
    expect([tri, parPages]).toEqual([tri, entiere])
  }
  expect((await liste(daniel, 'categorie=factures-emises')).elements.every((t) => t.categorie === 'factures-emises')).toBe(true)
  for (const format of ['csv', 'xlsx', 'ods'])
    expect((await p.demander(`/api/v1/tickets?format=${format}`, { cookie: daniel })).headers.get('content-disposition')).toContain(
      `tickets.${format}`,
    )
  expect((await p.demander(`/api/v1/tickets?apres=${Buffer.from('["x","y"]').toString('base64url')}`, { cookie: daniel })).status).toBe(200)
  // The recipient's own sorts too: a number larger than any of them is after them all.
  for (const tri of ['priorite', '-echeance', 'numero'])
    expect(
      (await liste(agent, `cote=recus&tri=${tri}&apres=${Buffer.from('["999999999999999","999999999999999"]').toString('base64url')}`))
        .elements,
    ).toBeInstanceOf(Array)
})

test('TIC-02 TIC-07 les catégories se présentent dans l’ordre de leurs noms ; le détail a sa description et ses activités, chacune une fois', async () => {
  const choix = (await (await p.demander('/support/tickets/creer', { cookie: daniel })).text()).replace(/[\s\S]*<main/, '')
  const noms = [...choix.matchAll(/categorie=[^"]*"[^>]*>(?:<[^>]*>)*([^<]+)/g)].map((m) => m[1]!)
  expect(noms.length).toBeGreaterThan(4)
  expect(noms).toEqual(noms.toSorted((a, b) => a.localeCompare(b, 'fr')))
  const html = (
    await (
      await p.demander(`/support/tickets/${await nouveau({ ...AU_SUPPORT, description: 'Une phrase à lire une fois.' })}`, {
        cookie: daniel,
      })
    ).text()
  ).replace(/[\s\S]*<main/, '')
  expect([...html.matchAll(/<h2[^>]*>([^<]+)/g)].map((m) => m[1])).toEqual(expect.arrayContaining(['Description', 'Activités', 'Action']))
  expect(html.split('Une phrase à lire une fois.').length).toBe(2)
})

test('TIC-03 STR-02 la structure de l’émetteur se choisit par son nom et son identifiant, groupé', async () => {
  const page = (await (await p.demander('/support/tickets/creer?categorie=factures-emises', { cookie: daniel })).text()).replaceAll(
    /[\u00a0\u202f]/g,
    ' ',
  )
  expect([page.includes('(123 456 782 00010)'), page.includes('(12345678200010)')]).toEqual([true, false])
})

test('TIC-03 l’adresse du contact est celle où l’on veut être écrit ; qui a plus de structures que la liste n’en montre en donne l’identifiant, l’une des siennes', async () => {
  await p.pool.query(`update utilisateur set adresse_contact = 'compta@exemple.fr' where id = $1`, [p.monde.daniel])
  const formulaire = async () => (await p.demander('/support/tickets/creer?categorie=factures-emises', { cookie: daniel })).text()
  expect(/name="courriel"[^>]*value="compta@exemple\.fr"|value="compta@exemple\.fr"[^>]*name="courriel"/.test(await formulaire())).toBe(
    true,
  )
  const creer = async (structure: string) =>
    (await p.demander('/api/v1/tickets', { method: 'POST', cookie: daniel, json: { ...AU_SUPPORT, structure } })).status
  expect([await creer('123 456 782 00010'), await creer('21690266800013'), await creer('12345678299999')]).toEqual([201, 422, 422])
  const {
    rows: [t],
  } = await p.pool.query(`select structure, courriel::text from ticket where auteur = $1 order by id desc limit 1`, [p.monde.daniel])
  expect(t).toEqual({ structure: p.monde.menuiserie, courriel: 'compta@exemple.fr' })
  expect(/<select[^>]*name="structure"/.test(await formulaire())).toBe(true)
  await p.pool.query(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, statut) select 'AUTRE', 'NOMBREUSE' || n, 'Nombreuse ' || n, 'PRIVEE', 'INACTIVE' from generate_series(1, 16) n returning id) insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(maintenant(), null) from s`,
    [p.monde.daniel],
  )
  // « Désignation » fills itself from the identifier, whoever's structures fit in the list or not; it is not sent.
  const designation = async (structure: string) =>
    / id="designation"[^>]* value(?:="([^"]*)")?/.exec(
      await (await p.demander('/support/tickets/creer', { cookie: daniel, champs: { ...AU_SUPPORT, titre: '', structure } })).text(),
    )![1] ?? ''
  expect([
    await designation('123 456 782 00010'),
    await designation('NOMBREUSE3'),
    await designation('21690266800013'),
    await designation(''),
  ]).toEqual(['Menuiserie Poitier', 'Nombreuse 3', '', 'Daniel Poitier'])
  const tapee = await formulaire()
  expect([/<input[^>]*name="structure"/.test(tapee), tapee.includes('donnez le SIRET, ou l’autre identifiant')]).toEqual([true, true])
  await p.pool.query(
    `delete from rattachement where utilisateur = $1 and structure in (select id from structure where identifiant like 'NOMBREUSE%')`,
    [p.monde.daniel],
  )
  await p.pool.query('update utilisateur set adresse_contact = null where id = $1', [p.monde.daniel])
})

test('SUP-01 TIC-01 « Nous contacter » : un ticket, l’assistant et l’agent en ligne mènent quelque part ; mes derniers tickets, et ceux d’un autre non', async () => {
  const numero = await nouveau({ ...AU_SUPPORT, titre: 'Le dernier de mes tickets' })
  const page = async (cookie?: string) => (await p.demander('/support', cookie ? { cookie } : {})).text()
  for (const qui of [daniel, undefined])
    for (const mot of ['href="/support/tickets/creer"', 'href="/support/tickets"', 'href="/assistant"', 'href="/support/clavardage"'])
      expect([mot, (await page(qui)).includes(mot)]).toEqual([mot, true])
  expect([
    (await page(daniel)).includes(`href="/support/tickets/${numero}"`),
    (await page(nadia)).includes(numero),
    (await page()).includes('href="/support/tickets/recus"'),
  ]).toEqual([true, false, false])
  const tous = (await liste(daniel)).total
  expect(await page(daniel)).toMatch(new RegExp(`href="/support/tickets\\?onglet=tous">${tous}.tickets? en cours`))
  // Whoever has only closed ones has sent some.
  await p.pool.query(`update ticket set statut = 'FERME' where auteur = $1 and statut <> 'FERME'`, [p.monde.daniel])
  const clos = await page(daniel)
  expect([
    clos.includes('Aucun de vos tickets n’est ouvert'),
    clos.includes('onglet=clotures'),
    clos.includes('onglet=tous'),
    (await page(await p.session('operateur'))).includes('Vous n’avez encore envoyé aucun ticket'),
  ]).toEqual([true, true, false, true])
})
