import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde()
const { rows } = await p.pool.query<{ numero: string }>(`insert into ticket (cle, auteur, structure, destinataire, courriel, categorie, sous_categorie, titre, description, priorite) select gen_random_uuid(), $1, $2, $3, 'a@exemple.fr', 'factures-emises', 'facture-question', 'Engagement refusé ' || n, 'Description', (array['urgente', 'haute', 'basse'])[n] from generate_series(1, 3) n returning numero`, [p.monde.daniel, p.monde.menuiserie, p.monde.mairie])
const numero = rows[0]!.numero
await p.pool.query(`insert into reponse_type (cle, structure, titre, texte, auteur) values (gen_random_uuid(), $1, 'Engagement inconnu', 'Bonjour {prenom}', $2)`, [p.monde.mairie, p.monde.nadia])
await p.pool.query(`update ticket set recu_le = recu_le - interval '7 days' where numero = $1`, [numero])

test('TIC-08 POR-11 traiter un ticket : la réponse prête s’insère sans quitter la page, on se voit répondre ; écrans accessibles, sans débordement à 320', { timeout: 90_000 }, async () => {
  const nadia = await p.session('nadia')
  await p.demander(`/api/v1/tickets/${numero}/actions`, { method: 'POST', cookie: nadia, json: { action: 'prendre' } })
  const lot = (await p.demander('/support/tickets/recus/lots', { cookie: nadia, champs: { choix: rows.map((r) => r.numero) } })).headers.get('location')!
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: nadia, largeur: 1280 })
  await page.goto(`/support/tickets/${numero}`)
  await page.fill('textarea[name=texte]', 'Déjà tapé.')
  await page.selectOption('select[name=reponse]', { label: 'Engagement inconnu' })
  await page.getByRole('button', { name: 'Insérer' }).click()
  await expect.poll(() => page.inputValue('textarea[name=texte]')).toBe('Déjà tapé.\n\nBonjour Daniel')
  expect(new URL(page.url()).search).toBe('')
  await expect.poll(async () => (await p.pool.query('select count(*)::int as n from ticket_presence')).rows[0].n).toBe(1)
  const ecrans = [`/support/tickets/${numero}`, '/support/tickets/recus?onglet=tous&priorite=urgente&grouper=priorite', lot, '/support/reponses', '/support/reponses/creer']
  for (const chemin of ecrans) {
    await page.goto(chemin)
    await verifierAccessibilite(page)
  }
  await page.setViewportSize({ width: 320, height: 700 })
  for (const chemin of ecrans) {
    await page.goto(chemin)
    expect([chemin, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([chemin, 320])
  }
  expect(erreurs).toEqual([])
  await contexte.close()
  const operateur = await fenetre({ url: p.url, cookie: await p.session('operateur'), largeur: 390, sombre: true })
  for (const chemin of ['/exploitation/categories', '/exploitation/categories/ajouter/sous-categorie', '/exploitation/agents', '/exploitation/agents/nommer']) {
    await operateur.page.goto(chemin)
    await verifierAccessibilite(operateur.page)
  }
  await operateur.contexte.close()
})
