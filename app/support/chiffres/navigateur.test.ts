import { afterAll, expect, test } from 'vitest'
import { remplirLeMois } from '#app/demonstration/mois-de-tickets.ts'
import { garderCourriel } from '#app/support/courriels/recevoir.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, fermerFenetres, verifierAccessibilite } from '#tests/navigateur.ts'

afterAll(fermerFenetres)

test('TIC-09 POR-17 POR-08 chiffres, courriels reçus, qualité et avis : accessibles, claires et sombres, larges et étroites', async () => {
  const p = await portailDuMonde()
  await remplirLeMois(p.pool, p.monde)
  await garderCourriel(p.programme, { source: Buffer.from('From: a@exemple.fr\r\n\r\nBonjour'), tropGrand: true, taille: 50_000_000 })
  const { numero } = (await (
    await p.demander('/api/v1/demandes/structure.modifier', {
      cookie: await p.session('daniel'),
      json: { structure: p.monde.menuiserie, libelle: 'Atelier' },
    })
  ).json()) as { numero: string }
  for (const [cookie, chemin, largeur] of [
    [await p.session('operateur'), '/exploitation/chiffres', 1280],
    [await p.session('operateur'), '/exploitation/courriels-recus', 390],
    [undefined, '/satisfaction', 390],
    [await p.session('daniel'), `/demandes/${numero}`, 1280],
  ] as const) {
    const { page, erreurs, contexte } = await fenetre({
      url: p.url,
      largeur,
      ...(cookie ? { cookie } : {}),
      sombre: chemin === '/satisfaction',
    })
    await page.goto(chemin)
    await verifierAccessibilite(page)
    expect([chemin, erreurs]).toEqual([chemin, []])
    await contexte.close()
  }
})
