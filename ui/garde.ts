import { options, type VNode } from 'preact'

/**
 * Preact renders a Date, a Promise or an async component as nothing, without a word, and tsc accepts them. In development and in tests,
 * they throw.
 */
export function installerGarde(): void {
  const suivant = options.vnode
  options.vnode = (v: VNode) => {
    for (const e of [(v.props as { children?: unknown } | null)?.children].flat(9)) {
      if (e && typeof e === 'object' && !('props' in e))
        throw new TypeError(`${Object.prototype.toString.call(e)} is not a child of <${nom(v)}>`)
    }
    if ((v.type as { constructor?: { name?: string } } | null)?.constructor?.name === 'AsyncFunction')
      throw new TypeError(`<${nom(v)}> is async: a page loads its data before it renders`)
    suivant?.(v)
  }
}

const nom = (v: VNode) => (typeof v.type === 'string' ? v.type : (v.type as { name?: string } | null)?.name || 'Fragment')
