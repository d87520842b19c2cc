import { expect, test } from 'vitest'
import { rendreMarkdown } from '#app/communication/markdown.ts'

test('COM-02 ce qu’un article écrit en Markdown : rien qui s’exécute, des liens sûrs, les cases d’une liste dessinées et non des champs sans nom', () => {
  const html = rendreMarkdown('# T\n\n<script>x</script>\n\n[a](javascript:x) [b](https://exemple.fr)\n\n- [ ] une\n- [x] deux')
  expect(html).toContain('<h2>T</h2>')
  expect(html).not.toMatch(/<script|javascript:|<input/)
  expect(html).toContain('<a href="https://exemple.fr">b</a>')
  // One person to write to, and nothing of what they would write.
  const ecrire = rendreMarkdown('[nous](mailto:aide@exemple.fr), aide@exemple.fr, [non](mailto:a@b.fr?bcc=c@d.fr&body=x)')
  expect(ecrire).toBe('<p><a href="mailto:aide@exemple.fr">nous</a>, <a href="mailto:aide@exemple.fr">aide@exemple.fr</a>, non</p>\n')
  expect([html.includes('☐ une'), html.includes('☑ deux')]).toEqual([true, true])
})
