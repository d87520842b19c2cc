import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { ouvrirJourEtNuit } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { AU_SUPPORT } from '#tests/tickets.ts'

const p = await portailDuMonde()
const [daniel, operateur] = [await p.session('daniel'), await p.session('operateur')]
await ouvrirJourEtNuit(p.pool)

const envoyer = async (cookie: string, chemin: string, json: object, cle?: string) => {
  const r = await p.demander(`/api/v1${chemin}`, { cookie, json, ...(cle ? { headers: { 'idempotency-key': cle } } : {}) })
  return [r.status, (await r.json()) as Record<string, unknown>] as const
}

test('INT-09 INT-12 la même clé avec d’autres mots est refusée, partout où l’on écrit ; les mêmes mots rendent la même chose', async () => {
  const [, ticket] = await envoyer(daniel, '/tickets', AU_SUPPORT)
  const [, conversation] = await envoyer(daniel, '/conversations', {})
  const entrees: [string, string, (mot: string) => object][] = [
    [daniel, '/tickets', (m) => ({ ...AU_SUPPORT, description: m })],
    [daniel, `/tickets/${String(ticket.numero)}/actions`, (m) => ({ action: 'completer', texte: m })],
    [daniel, `/conversations/${String(conversation.id)}/messages`, (m) => ({ texte: m })],
    [daniel, '/messages', (m) => ({ structures: p.monde.menuiserie, titre: 'Titre', texte: m })],
    [operateur, '/incidents', (m) => ({ genre: 'incident', titre: 'Titre', texte: m })],
    [operateur, '/actualites', (m) => ({ sujet: 'nouveautes', titre: 'Titre', chapo: 'Chapeau', texte: m })],
  ]
  for (const [cookie, chemin, corps] of entrees) {
    const cle = randomUUID()
    const [premier, encore, autre] = [
      await envoyer(cookie, chemin, corps('Un mot.'), cle),
      await envoyer(cookie, chemin, corps('Un mot.'), cle),
      await envoyer(cookie, chemin, corps('Un autre mot.'), cle),
    ]
    expect([chemin, premier[0] < 300, encore[1], autre[0], autre[1].code]).toEqual([
      chemin,
      true,
      premier[1],
      422,
      'cle-idempotence-reutilisee',
    ])
  }
})

test('TIC-03 POR-16 revenu en arrière dans le navigateur, d’autres mots ne se perdent pas : la page les garde, un nouvel envoi fait un autre ticket', async () => {
  const envoyerLaPage = (champs: Record<string, string>) => p.demander('/support/tickets/creer', { cookie: daniel, champs })
  const premier = { ...AU_SUPPORT, _cle: randomUUID() }
  const la = (await envoyerLaPage(premier)).headers.get('location')
  expect((await envoyerLaPage(premier)).headers.get('location')).toBe(la)
  const second = { ...premier, titre: 'Une autre question' }
  const refusee = await envoyerLaPage(second)
  const html = await refusee.text()
  const cle = /name="_cle" value="([^"]+)"/.exec(html)![1]!
  expect([refusee.status, html.includes(la!.slice(-13)), html.includes('value="Une autre question"'), cle === premier._cle]).toEqual([
    422,
    true,
    true,
    false,
  ])
  const ailleurs = await envoyerLaPage({ ...second, _cle: cle })
  expect([ailleurs.status, ailleurs.headers.get('location') === la]).toEqual([303, false])
})
