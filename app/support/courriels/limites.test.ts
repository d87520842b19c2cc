import { randomBytes, randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { adresseDeReponse } from '#app/support/courriels/adresses.ts'
import { garderCourriel, releverLaBoite } from '#app/support/courriels/recevoir.ts'
import { ouvrirLEntree } from '#app/support/courriels/travaux.ts'
import { traiterCourriel } from '#app/support/courriels/traiter.ts'
import { parseMailIn } from '#platform/mail/incoming/address.ts'
import { readMail } from '#platform/mail/incoming/read.ts'
import { writtenText } from '#platform/mail/incoming/reply.ts'
import { readSettings } from '#platform/settings.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { ouvrirBoite } from '#tests/serveurs/imap.ts'

const boite = await ouvrirBoite()
afterAll(() => boite.fermer())
const p = await portailDuMonde({
  MAIL_IN_URL: `imap://tickets:secret@127.0.0.1:${boite.port}/INBOX?tls=non&adresse=tickets@portail.test`,
  TAILLE_FICHIER_MAX: '1000000',
})
const DANIEL = 'daniel.poitier@exemple.fr'
const recus = async () =>
  (
    await p.pool.query<{ id: string; etat: string; raison: string | null; taille: number; texte: string | null }>(
      'select id, etat, raison, taille, texte from courriel_recu order by recu_le, id',
    )
  ).rows
/** The domain vouches by SPF for the machine that the Received header names. */
const noms = async (nom: string, type: string) => {
  if (type === 'TXT' && nom === 'exemple.fr') return [['v=spf1 ip4:192.0.2.7 -all']]
  throw Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' })
}
const courriel = (a: string, corps: string, tete: string[] = []) =>
  [
    `Return-Path: <${DANIEL}>`,
    `Received: from mx.exemple.fr (mx.exemple.fr [192.0.2.7]) by portail.test; Sun, 1 Nov 2026 10:00:00 +0100`,
    `Delivered-To: ${a}`,
    `Message-ID: <${randomUUID()}@exemple.fr>`,
    `From: ${DANIEL}`,
    `To: ${a}`,
    'Subject: Re: ticket',
    ...tete,
    '',
    corps,
  ].join('\r\n')

async function ticket() {
  const r = await p.demander('/api/v1/tickets', {
    cookie: await p.session('daniel'),
    json: { sousCategorie: 'generale-portail', titre: 'Question', description: 'Rien.' },
  })
  const { numero } = (await r.json()) as { numero: string }
  return {
    numero,
    adresse: (await p.db.transaction().execute((tx) => adresseDeReponse(p.programme, tx, numero, { utilisateur: p.monde.daniel })))!
      .adresse,
  }
}

test('TIC-08 INT-06 la boîte IMAP est lue par deux processus à la fois : chaque courriel une fois ; une coupure entre lire et garder ne perd rien', async () => {
  const { numero, adresse } = await ticket()
  for (let i = 0; i < 4; i++) boite.deposer(courriel(adresse, `Complément ${i}.`))
  // The database goes away between the two: nothing is marked read.
  await expect(
    releverLaBoite({
      ...p.programme,
      db: {
        transaction: () => {
          throw new Error('down')
        },
      } as never,
    }),
  ).rejects.toThrow('down')
  expect([boite.nonLus(), (await recus()).length]).toEqual([4, 0])
  await Promise.all([releverLaBoite(p.programme), releverLaBoite(p.programme)])
  expect([
    boite.nonLus(),
    (await recus()).length,
    (await p.pool.query(`select from depart where file = 'courriel.recu'`)).rowCount,
  ]).toEqual([0, 4, 4])
  // Looked at twice, by two at once: added once.
  for (const { id } of await recus()) await Promise.all([traiterCourriel(p.programme, id, noms), traiterCourriel(p.programme, id, noms)])
  const { rows } = await p.pool.query(
    `select texte from ticket_activite where ticket = (select id from ticket where numero = $1) and action = 'completer' order by texte`,
    [numero],
  )
  expect(rows.map((r) => r.texte)).toEqual([0, 1, 2, 3].map((i) => `Complément ${i}.`))
})

test.skipIf(!boite.dovecot)(
  'TIC-08 INT-06 la boîte dit d’elle-même qu’un courriel est arrivé (IDLE) ; sans dovecot, le relevé de chaque minute est essayé seul',
  async () => {
    const avant = (await recus()).length
    const entree = (await ouvrirLEntree(p.programme))!
    // The first look opens the mailbox; what comes from then on is told.
    await new Promise((r) => setTimeout(r, 1500))
    boite.deposer(courriel('tickets@portail.test', 'Tout de suite.'))
    await expect.poll(async () => (await recus()).length, { timeout: 20_000, interval: 100 }).toBe(avant + 1)
    await entree.close()
  },
)

test('T03 mille parties emboîtées, vingt mille côte à côte, HTML sans fond : lus en une seconde ou écartés entiers ; 50 Mo ; le même Message-ID deux fois', async () => {
  const emboite = (n: number) =>
    `Content-Type: multipart/mixed; boundary=b0\r\n\r\n${Array.from({ length: n }, (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`).join('')}`
  const cas: [string, string][] = [
    ['emboîtées', emboite(1000)],
    [
      'côte à côte',
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain; charset=klingon\r\n\r\nhé\r\n'.repeat(20_000)}`,
    ],
    ['HTML', `Content-Type: text/html\r\n\r\n${'<div>'.repeat(100_000)}`],
  ]
  for (const [nom, c] of cas) {
    const id = await garderCourriel(p.programme, { source: Buffer.from(`From: ${DANIEL}\r\nTo: tickets@portail.test\r\n${c}`) })
    await traiterCourriel(p.programme, id!, noms)
    expect([
      nom,
      (await p.pool.query('select etat, raison, source is not null as garde from courriel_recu where id = $1', [id])).rows[0],
    ]).toEqual([nom, { etat: 'ecarte', raison: expect.stringMatching(/illisible|sans-jeton/), garde: true }])
  }
  boite.deposer(courriel('tickets@portail.test', 'x'.repeat(3_000_000)))
  await releverLaBoite(p.programme)
  expect((await recus()).at(-1)).toMatchObject({
    etat: 'ecarte',
    raison: 'trop-grand',
    taille: expect.toSatisfy((n: number) => n > 3_000_000),
  })
  const deux = Buffer.from(courriel('tickets@portail.test', 'Deux fois.'))
  expect([
    typeof (await garderCourriel(p.programme, { source: deux })),
    await garderCourriel(p.programme, { source: Buffer.concat([Buffer.from('X-Relais: 2\r\n'), deux]) }),
  ]).toEqual(['string', null])
  // A charset that lies, and an Outlook envelope: read as they are.
  expect((await readMail(Buffer.from('From: a@b.fr\r\nContent-Type: text/plain; charset=utf-16\r\n\r\nBonjour'), []))?.from).toEqual([
    'a@b.fr',
  ])
  expect(
    (
      await readMail(
        Buffer.from(
          'From: a@b.fr\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgEAAA==',
        ),
        [],
      )
    )?.attachments.map((a) => a.name),
  ).toEqual(['winmail.dat'])
})

test('T03 une machine occupée ailleurs ne rend illisible aucun courriel', async () => {
  const piece = randomBytes(9_000_000).toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  const source = Buffer.from(
    `From: a@b.fr\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nBonjour\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${piece}\r\n--b--\r\n`,
  )
  const occupes = Array.from({ length: 6 }, () => new Worker('for (;;);', { eval: true }))
  try {
    expect((await readMail(source, []))?.attachments.map((a) => a.content.length)).toEqual([9_000_000])
  } finally {
    await Promise.all(occupes.map((o) => o.terminate()))
  }
})

test('T04 un courriel HTML avec script, formulaire, image distante, « javascript: » : des mots, et rien n’est demandé à personne', async () => {
  const m = (await readMail(
    Buffer.from(
      'From: a@b.fr\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><p>Bonjour <b>à tous</b></p><script>fetch("http://127.0.0.1:1/")</script><img src="http://127.0.0.1:1/x.png" alt="espion"><form action="http://mechant.example"><input value="secret"><button>Payer</button></form><a href="javascript:alert(1)">lien</a> <a href="https://exemple.fr/aide">aide</a><p onclick="x()">fin</p>',
    ),
    [],
  ))!
  expect(m.text).toBe('Bonjour à tous\n\nlien aide [https://exemple.fr/aide]\n\nfin')
})

test('TIC-08 la citation est coupée avec soin : réponses entre les lignes gardées, signature retirée, jamais tout', () => {
  const marque = 'Répondez au-dessus de cette ligne'
  const cas: [string, string][] = [
    ['Voici.\n\nLe mar. 3 nov. 2026 à 10:12, Choral <a@b.fr> a écrit :\n> Bonjour', 'Voici.'],
    ['Oui.\n\n> Quel numéro ?\n\nLe 12.\n\n-- \nDaniel Poitier', 'Oui.\nLe 12.'],
    ['Merci\n\nDe : Choral <a@b.fr>\nEnvoyé : lundi 3\nÀ : Daniel\nObjet : Re\n\ntexte', 'Merci'],
    [`Merci\n\nLe 3/11/2026 à 10:12, Choral a écrit :\n\n> ${marque}\n> blabla`, 'Merci'],
    ['Done.\n\nOn Tue, Nov 3, 2026 at 10:12 AM Choral <a@b.fr> wrote:\n> Hello', 'Done.'],
    ['> tout est cité', '> tout est cité'],
  ]
  for (const [recu, ecrit] of cas) expect(writtenText(recu, [marque])).toBe(ecrit)
})

test('INT-06 MAIL_IN_URL : ce qui est accepté, et le refus au démarrage qui ne dit pas le mot de passe', () => {
  const lire = (v: string) => parseMailIn(v, 'https://portail.exemple.fr')
  expect(lire('imaps://u%40x:p%3A@imap.exemple.fr/Support')).toMatchObject({
    kind: 'imap',
    port: 993,
    user: 'u@x',
    password: 'p:',
    folder: 'Support',
    tls: 'always',
    local: 'tickets',
    domain: 'portail.exemple.fr',
    opensTickets: false,
  })
  expect(lire('smtp://127.0.0.1:2525?adresse=aide@exemple.fr&nouveaux=oui')).toMatchObject({
    kind: 'smtp',
    port: 2525,
    local: 'aide',
    domain: 'exemple.fr',
    opensTickets: true,
  })
  for (const v of ['imap://hote/INBOX', 'smtp://hote', 'pop3://u:p@hote', 'imap://u:p@hote?adresse=x', 'n’importe quoi'])
    expect([v, lire(v)]).toEqual([v, null])
  expect(() => readSettings({ MAIL_IN_URL: 'pop3://u:secret@hote' })).toThrow(/MAIL_IN_URL : « \*\*\* »/)
})
