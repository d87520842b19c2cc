import { renderToString } from 'preact-render-to-string'
import { beforeAll, expect, test } from 'vitest'
import { installerGarde } from '#ui/garde.ts'

beforeAll(installerGarde)

test('POR-16 une date ou une promesse laissée dans une page échoue au lieu de disparaître', () => {
  const enfants: unknown[] = [new Date(0), Promise.resolve('x'), [[new Date(0)]], new Map()]
  for (const e of enfants) expect(() => <p>{e as string}</p>).toThrow(/is not a child of <p>/)
})

test('POR-16 un composant asynchrone échoue', () => {
  const Lent = (async () => 'x') as unknown as () => null
  expect(() => <Lent />).toThrow(/async/)
})

test('POR-16 ce qui peut être affiché passe', () => {
  expect(renderToString(<p>{['a', 1, null, false, [<b key="b">c</b>]]}</p>)).toBe('<p>a1<b>c</b></p>')
})
