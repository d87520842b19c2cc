import { expect, test } from 'vitest'
import { rendreLesTicketsSansAgent } from '#app/support/tickets/rendre.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { daniel, nadia, camille, mairie, menuiserie } = p.monde
const cookies = { daniel: await p.session('daniel'), nadia: await p.session('nadia'), camille: await p.session('camille') }
// A colleague of Nadia's, who answers too.
await p.pool.query(`insert into rattachement (utilisateur, structure, periode) values ($1, $2, tstzrange(maintenant(), null))`, [
  camille,
  mairie,
])
await p.pool.query(
  `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 11, 2, tstzrange(maintenant(), null))`,
  [camille, mairie],
)
const agir = async (qui: keyof typeof cookies, numero: string, action: string) =>
  (
    await p.demander(`/api/v1/tickets/${numero}/actions`, {
      method: 'POST',
      cookie: cookies[qui],
      json: { action, ...(action === 'prendre' ? {} : { texte: 'Un message.' }) },
    })
  ).status
const pris = async () => {
  const { rows } = await p.pool.query<{ numero: string }>(
    `insert into ticket (cle, auteur, structure, destinataire, courriel, categorie, sous_categorie, titre, description) values (gen_random_uuid(), $1, $2, $3, 'a@exemple.fr', 'factures-emises', 'facture-question', 'Engagement', 'Description') returning numero`,
    [daniel, menuiserie, mairie],
  )
  expect(await agir('nadia', rows[0]!.numero, 'prendre')).toBe(200)
  return rows[0]!.numero
}
const prevenus = async (numero: string) =>
  (
    await p.pool.query<{ a: string }>(
      `select donnees->>'a' as a from depart where file = 'courriel' and donnees->>'id' like $1 and donnees->>'sujet' like '%message%' order by 1`,
      [`ticket:${numero}:%`],
    )
  ).rows.map((r) => r.a.split('.')[0])

test('TIC-08 qui avait pris un ticket n’y répond plus : l’équipe est prévenue à sa place, une collègue le prend, il revient à la file', async () => {
  const [garde, libre, rendu] = [await pris(), await pris(), await pris()]
  expect([await agir('daniel', garde, 'completer'), await prevenus(garde)]).toEqual([200, ['nadia']])
  expect([await agir('camille', libre, 'prendre'), await rendreLesTicketsSansAgent(p.db)]).toEqual([409, 0])
  await p.pool.query(
    `update habilitation set periode = tstzrange(lower(periode), maintenant()) where utilisateur = $1 and structure = $2 and application = 11`,
    [nadia, mairie],
  )
  expect([await agir('daniel', libre, 'completer'), await prevenus(libre)]).toEqual([200, ['sans']])
  const page = await (await p.demander(`/support/tickets/${libre}`, { cookie: cookies.camille })).text()
  expect([page.includes('Personne n’a encore pris ce ticket'), page.includes('Prendre le ticket')]).toEqual([true, true])
  expect(await agir('camille', libre, 'prendre')).toBe(200)
  expect(await rendreLesTicketsSansAgent(p.db)).toBe(2)
  const { rows } = await p.pool.query('select numero, agent from ticket where numero = any($1) order by numero', [[garde, libre, rendu]])
  expect(rows.map((r) => r.agent)).toEqual([null, camille, null])
  const fil = await (await p.demander(`/support/tickets/${rendu}`, { cookie: cookies.daniel })).text()
  expect(fil).toContain('a rendu le ticket à la file')
})
