import { expect, test } from 'vitest'
import { fiches, lireFiche } from '#app/accueil/documentation/documentation.ts'

test('POR-01 une fiche ne laisse passer ni HTML, ni image, ni lien dangereux', () => {
  const { html, titre, sujets } = lireFiche(
    'portail/essai',
    '# Titre\n\n<script>alert(1)</script>\n\nUn <b onclick="x">gras</b> et [un lien](javascript:alert(1)), ![image](https://mouchard.example/x.png), [ailleurs](//mal.example), [fiche](../comptes/ouvrir.md#suite), [page](/recherche).\n\n## Une partie\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n',
  )
  expect(titre).toBe('Titre')
  expect(sujets).toEqual(['Une partie'])
  expect(html).not.toMatch(/<script|<b |<img|javascript:|mal\.example/)
  expect(html).toContain('&#60;script&#62;')
  expect(html).toContain('href="/documentation/comptes/ouvrir#suite"')
  expect(html).toContain('href="/recherche"')
  expect(html).toContain('<h2 id="une-partie">')
  expect(html).toContain('role="region"')
})

test('POR-01 chaque fiche du guide a un titre, une typographie française et des liens vers des fiches qui existent', () => {
  const toutes = fiches()
  expect(toutes.length).toBeGreaterThan(5)
  for (const f of toutes) {
    expect(f.titre, f.chemin).not.toBe(f.chemin)
    expect(f.html, f.chemin).not.toMatch(/« | »|'/)
    for (const [, vers] of f.html.matchAll(/href="\/documentation\/([^"#]+)/g))
      expect(
        toutes.map((x) => x.chemin),
        `${f.chemin} → ${vers}`,
      ).toContain(vers)
  }
})
