import { build, type Metafile } from 'esbuild'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { ROOT } from '#platform/root.ts'
import { writeOutputs, writeWhole } from '#platform/whole-files.ts'
import { STYLES, type Actifs, type Style } from '#ui/actifs.ts'

/** Names relative to the folder. */
export type UiConstruite = Actifs

/**
 * Bundles the style sheets, the script, its parts loaded on demand and the fonts into `outDir` under names that change with their content,
 * with `manifest.json` beside them.
 * Answers the names, relative to `outDir`.
 */
export async function buildUi({ outDir, minify }: { outDir: string; minify: boolean }): Promise<UiConstruite> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    outdir: outDir,
    bundle: true,
    minify,
    metafile: true,
    write: false,
    logLevel: 'warning',
    sourcemap: minify ? false : 'linked',
    entryPoints: {
      choral: 'ui/client/main.ts',
      style: 'ui/styles/main.css',
      icone: 'ui/choral.svg',
      ...Object.fromEntries(STYLES.map((nom) => [`style-${nom}`, `ui/styles/a-part/${nom}.css`])),
    },
    splitting: true,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    format: 'esm',
    platform: 'browser',
    target: ['es2022'],
    supported: { nesting: true },
    legalComments: 'none',
  })
  writeOutputs(outputFiles)
  const nom = (choix: (entree: string, sortie: string) => boolean) => trouver(metafile, choix, outDir)
  const application = nom((e, s) => e.endsWith('main.ts') && s.endsWith('.js'))
  const css = nom((e, s) => e.endsWith('main.css') && s.endsWith('.css'))
  const construite = {
    css,
    js: application.replace(/^choral-/, `amorce-${css.replace(/^style-|\.css$/g, '')}-`),
    icone: nom((e) => e.endsWith('choral.svg')),
    styles: Object.fromEntries(STYLES.map((x) => [x, nom((e, s) => e.endsWith(`a-part/${x}.css`) && s.endsWith('.css'))])) as Record<
      Style,
      string
    >,
  }
  // The page names only these lines: on a slow network the script's bytes come after those of the style sheet, without which nothing is
  // painted, and not among them. What the script shares with its parts is named too, or it would be asked for only once the script has
  // come.
  const sorties = new Map(Object.entries(metafile.outputs).map(([sortie, o]) => [basename(sortie), o]))
  const partages = sorties
    .get(application)!
    .imports.filter((i) => i.kind === 'import-statement')
    .map((i) => basename(i.path))
  if (!existsSync(join(outDir, construite.js)))
    writeWhole(join(outDir, construite.js), [...partages, application].map((f) => `import './${f}'\n`).join(''))
  cpSync(join(ROOT, 'ui', 'choral.svg'), join(outDir, 'choral.svg'))
  if (minify) await Promise.all([...sorties.keys()].filter((f) => /\.(js|css|svg)$/.test(f)).map((f) => comprimer(join(outDir, f))))
  writeWhole(join(outDir, 'manifest.json'), JSON.stringify(construite))
  jeterAnciens(
    outDir,
    new Set([
      ...Object.keys(metafile.outputs).flatMap((s) => ['', '.br', '.gz'].map((suffixe) => basename(s) + suffixe)),
      construite.js,
      'choral.svg',
      'manifest.json',
    ]),
  )
  return construite
}

const COMPRESSEURS = { '.br': promisify(brotliCompress), '.gz': (octets: Buffer) => promisify(gzip)(octets, { level: 9 }) }

/** Compressed once, beside the file, as tightly as can be; a name tells its content, so what is there stays true. */
async function comprimer(chemin: string) {
  const octets = readFileSync(chemin)
  await Promise.all(
    Object.entries(COMPRESSEURS).map(async ([suffixe, compresseur]) => {
      if (!existsSync(chemin + suffixe)) writeWhole(chemin + suffixe, await compresseur(octets))
    }),
  )
}

const UN_JOUR = 86_400_000

/** Files of earlier builds stay a day: pages already open still ask for them. */
function jeterAnciens(outDir: string, gardes: Set<string>) {
  for (const nom of readdirSync(outDir)) {
    const chemin = join(outDir, nom)
    if (!gardes.has(nom) && Date.now() - statSync(chemin).mtimeMs > UN_JOUR) rmSync(chemin, { recursive: true, force: true })
  }
}

function trouver({ outputs }: Metafile, choix: (entree: string, sortie: string) => boolean, outDir: string): string {
  for (const [sortie, o] of Object.entries(outputs)) {
    const entree = o.entryPoint ?? Object.keys(o.inputs)[0] ?? ''
    if (choix(entree, sortie)) return relative(outDir, join(ROOT, sortie)) || basename(sortie)
  }
  throw new Error('a file is missing from the build')
}
