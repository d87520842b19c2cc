import { build, type Metafile } from 'esbuild'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { ROOT } from '#platform/root.ts'

export interface UiConstruite { css: string; js: string; font: string; icone: string }

/**
 * Bundles the style sheet, the script and the fonts into `outDir` under names that change with their content, with `manifest.json` beside them.
 * Answers the names, relative to `outDir`.
 */
export async function buildUi({ outDir, minify }: { outDir: string; minify: boolean }): Promise<UiConstruite> {
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  const { metafile } = await build({
    absWorkingDir: ROOT, outdir: outDir, bundle: true, minify, metafile: true, logLevel: 'warning', sourcemap: minify ? false : 'linked',
    entryPoints: { choral: 'ui/client/main.ts', style: 'ui/styles/main.css', icone: 'ui/choral.svg' },
    entryNames: '[name]-[hash]', assetNames: '[name]-[hash]', loader: { '.woff2': 'file', '.svg': 'copy' },
    format: 'esm', platform: 'browser', target: ['es2022'], supported: { nesting: true }, legalComments: 'none',
  })
  const nom = (choix: (entree: string, sortie: string) => boolean) => trouver(metafile, choix, outDir)
  const construite = {
    css: nom((e, s) => e.endsWith('main.css') && s.endsWith('.css')),
    js: nom((e, s) => e.endsWith('main.ts') && s.endsWith('.js')),
    font: nom((e) => e.includes('atkinson-hyperlegible-next-latin-wght')),
    icone: nom((e) => e.endsWith('choral.svg')),
  }
  cpSync(join(ROOT, 'ui', 'choral.svg'), join(outDir, 'choral.svg'))
  writeFileSync(join(outDir, 'manifest.json'), JSON.stringify(construite))
  return construite
}

function trouver({ outputs }: Metafile, choix: (entree: string, sortie: string) => boolean, outDir: string): string {
  for (const [sortie, o] of Object.entries(outputs)) {
    const entree = o.entryPoint ?? Object.keys(o.inputs)[0] ?? ''
    if (choix(entree, sortie)) return relative(outDir, join(ROOT, sortie)) || basename(sortie)
  }
  throw new Error('a file is missing from the build')
}
