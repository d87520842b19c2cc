import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { inject } from 'vitest'
import { ROOT } from '#platform/root.ts'
import { bundleServer } from '../scripts/bundle.ts'

/** The operator's commands, bundled: each start from the sources takes four times as much. Started by Node as `[programme, ...args]`. */
export async function commandes(): Promise<{ programme: string; NODE_COMPILE_CACHE: string }> {
  const folder = join(inject('paquets'), `commandes-${randomUUID()}`)
  await bundleServer(ROOT, folder, 'scripts/choral.ts')
  return { programme: join(folder, 'choral.js'), NODE_COMPILE_CACHE: join(folder, '.compile') }
}
