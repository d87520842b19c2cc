import { readOds, readXlsx } from 'hucre'
import { beforeAll, expect, test } from 'vitest'
import { toFile } from '#platform/spreadsheets.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const [daniel, ...autres] = await Promise.all((['daniel', 'operateur', 'agent', 'nadia'] as const).map((qui) => p.session(qui)))
const HISTORIQUE = `/api/v1/structures/${p.monde.menuiserie}/historique`

let listes: string[]
beforeAll(async () => {
  const doc = (await (await p.demander('/api/v1/openapi.json')).json()) as {
    paths: Record<string, { get?: { parameters?: { name: string }[] } }>
  }
  listes = Object.entries(doc.paths)
    .filter(([, { get }]) => get?.parameters?.some((x) => x.name === 'format'))
    .map(([chemin]) => chemin.replace('/structures/{id}', `/structures/${p.monde.menuiserie}`))
    .filter((chemin) => !chemin.includes('{'))
  const ligne = { utilisateur: p.monde.heloise, structure: p.monde.menuiserie, service: null, profil: 'marches.consultation' }
  const faites = await Promise.all([
    p.demander('/api/v1/demandes/habilitation.ajouter', { cookie: daniel!, json: { lignes: [{ ...ligne, fin: '2099-06-30' }] } }),
    p.demander('/api/v1/demandes/structure.modifier', { cookie: daniel!, json: { structure: p.monde.menuiserie, pays: 'BE' } }),
  ])
  expect(faites.map((r) => r.status)).toEqual([201, 201])
})

test('INT-11 le fichier d’une liste se lit : ni instant de machine, ni code, ni structure de données', async () => {
  const illisibles: unknown[] = []
  let lignes = 0
  for (const chemin of listes)
    for (const cookie of [daniel!, ...autres]) {
      const r = await p.demander(`${chemin}?format=csv`, { cookie })
      const texte = await r.text()
      if (r.status !== 200) continue
      lignes += texte.trim().split('\r\n').length - 1
      const faute = /.{0,40}(?:\dT\d\d:\d\d|\{"|\[object|undefined|\bnull\b).{0,40}/.exec(texte)
      if (faute) illisibles.push([chemin, faute[0]])
    }
  expect(illisibles).toEqual([])
  expect(lignes).toBeGreaterThan(100)
})

test('PLUS-06 le fichier de l’historique dit en mots ce qui a changé : champs, valeurs, droits de qui et jusqu’à quand', async () => {
  const texte = await (await p.demander(`${HISTORIQUE}?format=csv`, { cookie: daniel! })).text()
  expect(texte).toContain('Pays\u00a0: France;Pays\u00a0: Belgique')
  expect(texte).toMatch(/;Marchés\u00a0: de modification à consultation.*30 juin 2099.*pour Héloïse Ferdinand;/)
})

test('INT-11 S13 ce que le langage des classeurs n’a pas le droit d’écrire n’empêche pas d’en lire le reste', async () => {
  const lignes = [['a\uFFFEb\uFFFFc', 'd\u0001e', '=1+1', '😀']]
  for (const [format, lire] of [
    ['xlsx', readXlsx],
    ['ods', readOds],
  ] as const) {
    const { brut } = await toFile(format, { nom: 'essai', entetes: ['a', 'b', 'c', 'd'], lignes })
    expect((await lire(brut)).sheets[0]!.rows[1]).toEqual(['abc', expect.stringMatching(/^d.*e$/), '=1+1', '😀'])
  }
})
