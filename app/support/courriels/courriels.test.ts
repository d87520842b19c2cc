import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { afterAll, expect, test } from 'vitest'
import { ouvrirLEntree } from '#app/support/courriels/travaux.ts'
import { traiterCourriel } from '#app/support/courriels/traiter.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, fermerFenetres, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde({ MAIL_IN_URL: 'smtp://127.0.0.1:0?adresse=tickets@portail.test' })
const entree = (await ouvrirLEntree(p.programme))!
const [daniel, nadia, operateur] = await Promise.all([p.session('daniel'), p.session('nadia'), p.session('operateur')])
const [DANIEL, NADIA, MAIRIE] = ['daniel.poitier@exemple.fr', 'nadia.bonjean@exemple.fr', '21690266800013']
afterAll(() => entree.close())
afterAll(fermerFenetres)

/** The names of the senders' domains: one signs and refuses what is not signed, one has nothing. Nothing is asked outside. */
const cles = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const NOMS: Record<string, string> = {
  'sel._domainkey.exemple.fr': `v=DKIM1; k=rsa; p=${cles.publicKey.toString('base64')}`,
  '_dmarc.exemple.fr': 'v=DMARC1; p=reject',
  'sel._domainkey.mechant.example': `v=DKIM1; k=rsa; p=${cles.publicKey.toString('base64')}`,
  'mechant.example': 'v=spf1 ip4:127.0.0.1 -all',
}
const noms = async (nom: string, type: string) => {
  if (type === 'TXT' && NOMS[nom]) return [[NOMS[nom]]]
  throw Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' })
}
const transport = createTransport({ host: '127.0.0.1', port: entree.port, secure: false, ignoreTLS: true })
const signer = (domaine = 'exemple.fr') => ({ domainName: domaine, keySelector: 'sel', privateKey: cles.privateKey })
const regarder = async () => {
  for (const { id } of (await p.pool.query<{ id: string }>(`select id from courriel_recu where etat = 'recu' order by recu_le, id`)).rows)
    await traiterCourriel(p.programme, id, noms)
}
/** Written, handed over and looked at: what became of it. */
async function ecrire(m: SendMailOptions & { brut?: string | Buffer; enveloppe?: string }) {
  const { brut, enveloppe, ...reste } = m
  const message = { dkim: signer(), subject: 'Re: ticket', ...reste }
  if (brut) await transport.sendMail({ raw: brut, envelope: { from: enveloppe ?? DANIEL, to: String(m.to) } })
  else await transport.sendMail(enveloppe === undefined ? message : { ...message, envelope: { from: enveloppe, to: String(m.to) } })
  await regarder()
  return (
    await p.pool.query<{ etat: string; raison: string | null; repondu: boolean }>(
      'select etat, raison, repondu_le is not null as repondu from courriel_recu order by recu_le desc, id desc limit 1',
    )
  ).rows[0]!
}
interface Vue {
  numero: string
  statut: string
  activites: { action: string; texte: string | null }[]
}
const lire = async (numero: string, cookie = daniel) => (await (await p.demander(`/api/v1/tickets/${numero}`, { cookie })).json()) as Vue
const agir = (cookie: string, numero: string, action: string, texte: string | null = 'Un message.') =>
  p.demander(`/api/v1/tickets/${numero}/actions`, {
    method: 'POST',
    cookie,
    json: { action, texte },
    headers: { 'idempotency-key': randomUUID() },
  })
const adresses = async (numero: string, a: string) =>
  (
    await p.pool.query<{ adresse: string }>(
      `select distinct donnees->'reponse'->>'adresse' as adresse from depart where donnees->>'id' like $1 and donnees->>'a' = $2`,
      [`ticket:${numero}:%`, a],
    )
  ).rows.map((r) => r.adresse)
/** A ticket of Daniel's to the town hall, that Nadia has taken; and the address by which each answers. */
async function echange(...pas: [action: string, texte: string][]) {
  const r = await p.demander('/api/v1/tickets', {
    cookie: daniel,
    json: {
      sousCategorie: 'facture-question',
      typeObjet: 'FACTURE',
      numeroObjet: 'F-1',
      destinataire: MAIRIE,
      structure: p.monde.menuiserie,
      titre: 'Engagement refusé',
      description: 'Inconnu.',
    },
  })
  const { numero } = (await r.json()) as { numero: string }
  await agir(nadia, numero, 'prendre', null)
  for (const [action, texte] of pas) await agir(nadia, numero, action, texte)
  return { numero, pourDaniel: (await adresses(numero, DANIEL))[0]!, pourNadia: (await adresses(numero, NADIA))[0]! }
}
const derniers = async (a: string) =>
  (
    await p.pool.query<{ id: string; sujet: string; texte: string; enReponse: boolean | null; reponse: string | null }>(
      `select donnees->>'id' as id, donnees->>'sujet' as sujet, donnees->>'texte' as texte, (donnees->>'enReponse')::boolean as "enReponse", donnees->'reponse'->>'adresse' as reponse from depart where file = 'courriel' and donnees->>'a' = $1 order by depart.id`,
      [a],
    )
  ).rows

test('TIC-08 répondre au courriel ajoute au ticket : informations données, solution renvoyée, complément ; seul ce qui est écrit reste, avec ses pièces', async () => {
  const { numero, pourDaniel } = await echange(['demander', 'Quel engagement ?'])
  expect(pourDaniel).toMatch(/^tickets\+[a-z2-7]{32}@portail\.test$/)
  const cite =
    'L’engagement est EJ-42.\n\nDaniel\n\nLe mar. 3 nov. 2026 à 10:12, Choral <ne-pas-repondre@localhost> a écrit :\n\n> Répondez au-dessus de cette ligne\n>\n> Bonjour Daniel Poitier,\n'
  expect(
    await ecrire({
      from: `Daniel <${DANIEL}>`,
      to: pourDaniel.toUpperCase().replace('PORTAIL.TEST', 'portail.test'),
      text: cite,
      attachments: [
        { filename: 'engagement.txt', content: 'EJ-42' },
        { filename: 'virus.exe', content: 'MZ' },
      ],
    }),
  ).toMatchObject({ etat: 'ajoute', raison: null })
  const [vue, aNadia] = [await lire(numero), (await derniers(NADIA)).at(-1)!]
  expect([vue.statut, vue.activites.at(-1)!.action, aNadia.sujet]).toEqual([
    'OUVERT',
    'fournir',
    expect.stringContaining('les informations sont données'),
  ])
  expect(vue.activites.at(-1)!.texte).toMatch(/^L’engagement est EJ-42\.\n\nDaniel\n\nPièces jointes non gardées.*\n- .*virus\.exe/s)
  await ecrire({ from: DANIEL, to: pourDaniel, text: 'J’ajoute : chantier nord.' })
  await agir(nadia, numero, 'resoudre', 'Corrigé.')
  await ecrire({ from: DANIEL, to: pourDaniel, text: 'Toujours refusé.' })
  const apres = await lire(numero)
  expect([apres.statut, ...apres.activites.slice(-3).map((a) => `${a.action} ${a.texte}`)]).toEqual([
    'OUVERT',
    'completer J’ajoute : chantier nord.',
    'resoudre Corrigé.',
    'renvoyer Toujours refusé.',
  ])
  // The original is kept whole, and the operator sees what was received, as text.
  const {
    rows: [recu],
  } = await p.pool.query(
    `select id, source from courriel_recu where ticket = (select id from ticket where numero = $1) order by recu_le limit 1`,
    [numero],
  )
  const [page, liste] = [
    await (await p.demander(`/exploitation/courriels-recus/${recu.id}`, { cookie: operateur })).text(),
    await (
      await p.demander('/exploitation/courriels-recus?etat=ajoute&tri=recuLe&recherche=daniel.poitier@exemple.fr', { cookie: operateur })
    ).text(),
  ]
  expect([recu.source.toString().includes('virus.exe'), page.includes('L’engagement est EJ-42.'), liste.includes(recu.id)]).toEqual([
    true,
    true,
    true,
  ])
  const api = (await (await p.demander('/api/v1/exploitation/courriels-recus?etat=ajoute&taille=1', { cookie: operateur })).json()) as {
    elements: { ticket: string }[]
    total: number
    suivant: string
  }
  expect([
    api.elements[0]!.ticket,
    api.total,
    (
      (await (
        await p.demander(`/api/v1/exploitation/courriels-recus?etat=ajoute&taille=2&apres=${api.suivant}`, { cookie: operateur })
      ).json()) as { elements: unknown[] }
    ).elements.length,
  ]).toEqual([numero, 3, 2])
  for (const format of ['csv', 'xlsx', 'ods'])
    expect(
      (await p.demander(`/api/v1/exploitation/courriels-recus?format=${format}`, { cookie: operateur })).headers.get('content-disposition'),
    ).toContain(`courriels-recus.${format}`)
})

test('TIC-02 TIC-05 TIC-08 un fournisseur interroge la mairie sur une facture rejetée, on lui demande un document, il répond par courriel avec sa pièce, il accepte la solution', async () => {
  const [fournisseur, mairie] = [await fenetre({ url: p.url, cookie: daniel, largeur: 390 }), await fenetre({ url: p.url, cookie: nadia })]
  const { page } = fournisseur
  await page.goto('/support/tickets/creer?categorie=factures-emises')
  await page.selectOption('[name=sousCategorie]', 'facture-rejetee')
  await page.selectOption('[name=typeObjet]', 'FACTURE')
  await page.fill('[name=numeroObjet]', 'F-2026-204')
  await page.fill('[name=destinataire]', MAIRIE)
  await page.selectOption('[name=structure]', p.monde.menuiserie)
  await page.fill('[name=titre]', 'Facture rejetée sans motif')
  await page.fill('textarea[name=description]', 'Pourquoi ?')
  await page.getByRole('button', { name: 'Soumettre' }).click()
  await page.getByRole('heading', { name: 'Facture rejetée sans motif', level: 1 }).waitFor()
  const numero = new URL(page.url()).pathname.split('/').at(-1)!
  await mairie.page.goto(`/support/tickets/${numero}`)
  await mairie.page.getByRole('button', { name: 'Prendre le ticket' }).click()
  await mairie.page.getByLabel('Votre message').fill('Envoyez-nous le bon de commande.')
  await mairie.page.getByRole('button', { name: 'Demander une information' }).click()
  await mairie.page.getByText('Envoyez-nous le bon de commande.').waitFor()
  // He never opens the portal to answer: the mail's own address is enough, with the document.
  const [reponse] = await adresses(numero, DANIEL)
  expect(
    await ecrire({ from: DANIEL, to: reponse!, text: 'Le voici.', attachments: [{ filename: 'bon-de-commande.txt', content: 'BC-12' }] }),
  ).toMatchObject({ etat: 'ajoute' })
  await mairie.page.reload()
  await mairie.page.getByText('Le voici.').waitFor()
  expect(await mairie.page.getByRole('link', { name: 'Télécharger bon-de-commande.txt' }).count()).toBe(1)
  await mairie.page.getByLabel('Votre message').fill('Le motif est levé : déposez-la de nouveau.')
  await mairie.page.getByRole('button', { name: 'Répondre et résoudre' }).click()
  await mairie.page.getByText('Le motif est levé : déposez-la de nouveau.').waitFor()
  await page.reload()
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Accepter la solution' }).click()
  await page.getByRole('heading', { name: 'La réponse est-elle satisfaisante' }).waitFor()
  expect([(await lire(numero)).statut, (await lire(numero)).activites.map((a) => a.action), fournisseur.erreurs, mairie.erreurs]).toEqual([
    'FERME',
    ['creer', 'prendre', 'demander', 'fournir', 'resoudre', 'accepter'],
    [],
    [],
  ])
  await Promise.all([fournisseur.contexte.close(), mairie.contexte.close()])
})

test('TIC-08 du côté du destinataire, la réponse ne vaut que de qui a pris le ticket ; le ticket clôturé le dit ; le fil et l’adresse de réponse sont dans l’en-tête', async () => {
  const { numero, pourNadia, pourDaniel } = await echange(['demander', 'Quel engagement ?'])
  const {
    rows: [envoi],
  } = await p.pool.query(
    `select donnees->'reponse' as r, donnees->>'texte' as texte from depart where donnees->>'id' like $1 and donnees->>'a' = $2`,
    [`ticket:${numero}:%`, DANIEL],
  )
  expect([envoi.r, envoi.texte.startsWith('Répondez au-dessus de cette ligne')]).toEqual([
    { adresse: pourDaniel, fil: `ticket.${numero.toLowerCase()}` },
    true,
  ])
  // Whoever does not have it in hand is told so, and whoever has, what their answer would do.
  const ditANadia = async () => (await derniers(NADIA)).at(-1)!.texte
  expect(await ditANadia()).toContain('prenez-le d’abord')
  await agir(daniel, numero, 'fournir', 'Le 4500.')
  expect(await ditANadia()).toContain('résout le ticket')
  await agir(nadia, numero, 'rendre', null)
  expect(await ecrire({ from: NADIA, to: pourNadia, text: 'Voici la réponse.' })).toMatchObject({ raison: 'pas-pris', repondu: true })
  expect((await derniers(NADIA)).at(-1)).toMatchObject({
    sujet: expect.stringContaining('n’a pas été ajouté'),
    texte: expect.stringContaining('Prenez d’abord'),
    enReponse: true,
  })
  // An answer to it would meet the same refusal: it does not ask for one, at its head or at its foot.
  const refus = (await derniers(NADIA)).at(-1)!
  expect([refus.reponse, refus.texte.includes('au-dessus de cette ligne'), refus.texte.includes('s’ajoutera au ticket')]).toEqual([
    null,
    false,
    false,
  ])
  await agir(nadia, numero, 'prendre', null)
  expect(await ecrire({ from: NADIA, to: pourNadia, text: 'Voici la réponse.' })).toMatchObject({ etat: 'ajoute' })
  expect((await lire(numero)).statut).toBe('RESOLU')
  await agir(daniel, numero, 'accepter', null)
  expect(await ecrire({ from: DANIEL, to: pourDaniel, text: 'Merci.' })).toMatchObject({ raison: 'ferme', repondu: true })
  // What says that it is over does not ask for an answer that would be refused.
  for (const c of [(await derniers(NADIA)).at(-1)!, (await derniers(DANIEL)).at(-1)!])
    expect([c.sujet.includes(numero), c.reponse, c.texte.includes('au-dessus de cette ligne')]).toEqual([true, null, false])
})

test('TIC-08 un courriel qui ne fait que citer ne renvoie pas la réponse ; celui qui annonce la réponse dit ce que répondre fait, à qui l’a demandée seulement', async () => {
  const { numero, pourDaniel } = await echange(['resoudre', 'Corrigé.'])
  const dit = (await derniers(DANIEL)).at(-1)!.texte
  expect([dit.includes(numero), dit.includes('répondre à ce courriel renvoie le ticket')]).toEqual([true, true])
  expect(await ecrire({ from: DANIEL, to: pourDaniel, text: '> Bonjour Daniel Poitier,\n>\n> Ticket\n' })).toMatchObject({ raison: 'vide' })
  // With words in it, the next one would be added: this refusal asks for it.
  expect((await derniers(DANIEL)).at(-1)).toMatchObject({
    texte: expect.stringContaining('s’ajoutera au ticket'),
    reponse: pourDaniel,
  })
  expect((await lire(numero)).statut).toBe('RESOLU')
  await p.demander(`/api/v1/tickets/${numero}/suivi`, { method: 'PUT', cookie: nadia })
  await ecrire({ from: DANIEL, to: pourDaniel, text: 'Toujours refusé.' })
  await agir(nadia, numero, 'resoudre', 'Cette fois, oui.')
  expect((await derniers(NADIA)).some((c) => c.texte.includes('renvoie le ticket'))).toBe(false)
})

test('T01 T07 une autre adresse, une adresse usurpée, un DMARC en échec, un numéro deviné : écarté, rien n’est ajouté ni répondu', async () => {
  const { numero, pourDaniel, pourNadia } = await echange(['demander', 'Quel engagement ?'])
  const avant = (await derniers(DANIEL)).length + (await derniers(NADIA)).length
  const cas: [string, string, SendMailOptions & { brut?: string; enveloppe?: string }][] = [
    ['autre-adresse', 'une autre adresse', { from: 'daniel@mechant.example', to: pourDaniel, dkim: signer('mechant.example') }],
    ['autre-adresse', 'l’adresse de réponse d’un autre', { from: NADIA, to: pourDaniel }],
    ['autre-adresse', 'celle de l’agent, écrite par l’émetteur', { from: DANIEL, to: pourNadia }],
    ['authentification', 'sans signature', { from: DANIEL, to: pourDaniel, dkim: undefined as never }],
    [
      'authentification',
      'signé par un autre domaine, SPF de cet autre',
      { from: DANIEL, to: pourDaniel, dkim: signer('mechant.example'), enveloppe: 'x@mechant.example' },
    ],
    ['autre-adresse', 'deux expéditeurs', { from: `${DANIEL}, x@mechant.example`, to: pourDaniel, enveloppe: DANIEL }],
    ['jeton-inconnu', 'un jeton inventé', { from: DANIEL, to: `tickets+${'a'.repeat(32)}@portail.test` }],
    [
      'sans-jeton',
      'le numéro dans l’objet',
      {
        from: DANIEL,
        to: 'tickets@portail.test',
        subject: `Re: Ticket ${numero}`,
        inReplyTo: `<ticket.${numero.toLowerCase()}@localhost>`,
      },
    ],
  ]
  for (const [raison, nom, m] of cas)
    expect([nom, await ecrire({ text: 'Bonjour', ...m })]).toEqual([nom, { etat: 'ecarte', raison, repondu: false }])
  const altere = (await transportDeTexte({ from: DANIEL, to: pourDaniel, text: 'EJ-42' })).replace('EJ-42', 'EJ-43')
  expect(await ecrire({ brut: altere, to: pourDaniel })).toMatchObject({ raison: 'authentification' })
  await p.pool.query(`update utilisateur set est_actif = false where adresse_electronique = $1`, [DANIEL])
  expect(await ecrire({ from: DANIEL, to: pourDaniel, text: 'Parti.' })).toMatchObject({ raison: 'autre-adresse' })
  await p.pool.query(`update utilisateur set est_actif = true where adresse_electronique = $1`, [DANIEL])
  expect([(await lire(numero, nadia)).statut, (await derniers(DANIEL)).length + (await derniers(NADIA)).length]).toEqual([
    'EN_ATTENTE',
    avant,
  ])
  await expect(transport.sendMail({ from: DANIEL, to: 'autre@portail.test', text: '?' })).rejects.toMatchObject({ responseCode: 550 })
  // A domain without DMARC that vouches by SPF alone is believed.
  await p.pool.query(`update utilisateur set adresse_contact = 'daniel@mechant.example' where adresse_electronique = $1`, [DANIEL])
  expect(await ecrire({ from: 'daniel@mechant.example', to: pourDaniel, text: 'EJ-42', dkim: undefined as never })).toMatchObject({
    etat: 'ajoute',
  })
  await p.pool.query(`update utilisateur set adresse_contact = null where adresse_electronique = $1`, [DANIEL])
})

/** The bytes of a signed mail, to be changed on their way. */
async function transportDeTexte(m: SendMailOptions): Promise<string> {
  const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail({
    dkim: signer(),
    subject: 'Re: ticket',
    ...m,
  })
  return message.toString()
}

test('T02 réponses automatiques et avis de non-remise : jamais de réponse ; deux robots qui se répondent pendant dix minutes s’arrêtent d’eux-mêmes', async () => {
  const { numero, pourDaniel, pourNadia } = await echange(['demander', 'Quel engagement ?'])
  const robots: SendMailOptions[] = [
    { headers: { 'Auto-Submitted': 'auto-replied' } },
    { headers: { Precedence: 'bulk' } },
    { headers: { 'List-Id': 'liste' } },
  ]
  for (const r of robots)
    expect(await ecrire({ from: DANIEL, to: pourDaniel, text: 'Je suis absent.', ...r })).toEqual({
      etat: 'ecarte',
      raison: 'automatique',
      repondu: false,
    })
  expect(await ecrire({ from: DANIEL, to: pourDaniel, enveloppe: '', text: 'Non remis' })).toMatchObject({ raison: 'automatique' })
  expect((await lire(numero)).statut).toBe('EN_ATTENTE')
  // Two that do not say what they are, each answering every mail at once, every thirty seconds of the clock for ten minutes.
  const rang = async () => (await p.pool.query<{ n: number }>('select coalesce(max(id), 0)::int as n from depart')).rows[0]!.n
  let [vu, tours, dernier] = [await rang(), 0, 0]
  for (let s = 0; s < 600; s += 30) {
    await decalerHorloge(p.pool, `${s} seconds`)
    const { rows } = await p.pool.query<{ id: number; a: string; reponse: string | null }>(
      `select id, donnees->>'a' as a, donnees->'reponse'->>'adresse' as reponse from depart where id > $1 and file = 'courriel' and donnees->>'a' = any($2)`,
      [vu, [DANIEL, NADIA]],
    )
    vu = await rang()
    if (s === 0) await ecrire({ from: DANIEL, to: pourDaniel, text: 'Reçu.' })
    for (const { a, reponse } of rows)
      if (reponse) {
        await ecrire({ from: a, to: reponse, text: 'Reçu, merci.' })
        tours++
        dernier = s
      }
  }
  await decalerHorloge(p.pool, '0 seconds')
  expect(tours).toBeGreaterThan(4)
  expect(dernier).toBeLessThan(500)
  const {
    rows: [n],
  } = await p.pool.query(
    `select max(n)::int as n from (select count(*) as n from courriel_recu where repondu_le is not null group by de, date_trunc('hour', repondu_le)) x`,
  )
  expect(n.n).toBeLessThanOrEqual(2)
  expect([pourNadia.length > 0, (await lire(numero)).activites.length]).toEqual([true, expect.toSatisfy((x: number) => x <= 20)])
})
