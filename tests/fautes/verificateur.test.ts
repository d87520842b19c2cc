// The checker is worth what it catches: each fault is put into a sound database or ledger, and must be seen.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { charger } from './charge.ts'
import { hasard } from './hasard.ts'
import { verifier } from './verificateur.ts'

const p = await portailDuMonde({ DELAI_EFFET_MINUTES: '0' })
const dossier = mkdtempSync(join(tmpdir(), 'choral-livre-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))
const sain = join(dossier, 'sain.jsonl')
const livre = join(dossier, 'livre.jsonl')
await charger(
  {
    url: p.url,
    cookie: await p.session('daniel'),
    livre: sain,
    structures: [p.monde.menuiserie, p.monde.agencement],
    delaiMs: 20_000,
    aleatoire: hasard(7),
  },
  30,
  () => true,
  3,
)

beforeEach(() => writeFileSync(livre, readFileSync(sain)))
const fautes = async () => (await verifier(p.pool, livre)).fautes

/** Does the harm, looks, and takes it back. */
async function apres(...sql: string[]): Promise<string[]> {
  const client = await p.pool.connect()
  try {
    await client.query('begin')
    await client.query('alter table journal disable trigger all')
    for (const s of sql) await client.query(s)
    return (await verifier(client, livre)).fautes
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const UNE = `(select min(id) from demande where etat = 'effective' and structure = '${p.monde.menuiserie}')`

test('R1 une base saine n’a pas de faute', async () => {
  const bilan = await verifier(p.pool, livre)
  expect(bilan.fautes).toEqual([])
  expect(bilan.acquittees).toBeGreaterThan(20)
})

test('R1 une demande acquittée et perdue se voit', async () => {
  const vues = await apres('delete from idempotence', `delete from journal where demande = ${UNE}`, `delete from demande where id = ${UNE}`)
  expect(vues).toContainEqual(expect.stringMatching(/demande acquittée et perdue/))
})

test('R1 un effet appliqué deux fois se voit, dans l’historique comme dans l’objet', async () => {
  expect(
    await apres(`select journaliser(structure, auteur, type || ':effective', id, '{}') from demande where id = ${UNE}`),
  ).toContainEqual(expect.stringMatching(/« effective » avec 2 effet/))
  expect(await apres(`update structure set version = version + 1 where id = '${p.monde.menuiserie}'`)).toContainEqual(
    expect.stringMatching(/version \d+, \d+ lignes/),
  )
  expect(await apres(`update structure set libelle = 'M-autre' where id = '${p.monde.menuiserie}'`)).toContainEqual(
    expect.stringMatching(/porte « M-autre »/),
  )
})

test('R2 une demande relancée et écrite deux fois se voit', async () => {
  expect(
    await apres(
      `insert into demande (type, auteur, structure, saisie, etat, effet_le) select type, auteur, structure, saisie, 'annulee', effet_le from demande where id = ${UNE}`,
    ),
  ).toContainEqual(expect.stringMatching(/2 demandes pour une seule clé/))
})

test('R1 une demande qui reste en attente, une annulation acquittée qui prend effet, une demande refusée et écrite se voient', async () => {
  expect(await apres(`update demande set etat = 'programmee' where id = ${UNE}`)).toContainEqual(
    expect.stringMatching(/reste « programmee »/),
  )
  const { rows } = await p.pool.query<{ numero: string; libelle: string }>(
    `select numero, saisie->>'libelle' as libelle from demande where id = ${UNE}`,
  )
  const { numero, libelle } = rows[0]!
  appendFileSync(
    livre,
    `${JSON.stringify({ quoi: 'envoi', cle: 'x', genre: 'annulation', type: 'annulation', structure: null, marque: 'M-x', champ: '', numero })}\n${JSON.stringify({ quoi: 'reponse', cle: 'x', issue: 'acquittee', statut: 200, numero })}\n`,
  )
  expect(await fautes()).toEqual([`${numero} : annulation acquittée, mais « effective »`])
  writeFileSync(
    livre,
    readFileSync(sain, 'utf8').replace(
      new RegExp(`.*"reponse","cle":"${libelle.slice(2)}".*\n`),
      `${JSON.stringify({ quoi: 'reponse', cle: libelle.slice(2), issue: 'refusee', statut: 422 })}\n`,
    ),
  )
  expect(await fautes()).toEqual([expect.stringMatching(/refusée \(422\), mais 1 demande/)])
})

test('R2 une question restée sans réponse se voit', async () => {
  appendFileSync(
    livre,
    `${JSON.stringify({ quoi: 'envoi', cle: 'y', genre: 'demande', type: 'structure.modifier', structure: null, marque: 'M-y', champ: 'libelle' })}\n`,
  )
  expect(await fautes()).toEqual(['y : restée sans réponse après 1 essais'])
})

test('R1 PLUS-06 une chaîne rompue, un rang manquant, une fin coupée se voient', async () => {
  const chaine = `chaine = '${p.monde.menuiserie}'`
  expect(await apres(`update journal set contenu = '{"faux":1}' where ${chaine} and rang = 2`)).toContainEqual(
    expect.stringMatching(/empreinte fausse au rang 2/),
  )
  expect(await apres(`delete from journal where ${chaine} and rang = 2`)).toContainEqual(expect.stringMatching(/rang 3 après 1/))
  expect(await apres(`delete from journal where ${chaine} and rang = (select max(rang) from journal where ${chaine})`)).toContainEqual(
    expect.stringMatching(/fin coupée/),
  )
})

test('R1 un avis promis et perdu, ou promis deux fois, se voit', async () => {
  const avis = `file = 'demande.avis' and donnees->>'demande' = ${UNE}::text`
  expect(await apres(`delete from depart where ${avis}`)).toContainEqual(expect.stringMatching(/0 avis « effective »/))
  expect(await apres(`insert into depart (file, donnees) select file, donnees from depart where ${avis}`)).toContainEqual(
    expect.stringMatching(/2 avis « effective »/),
  )
})
