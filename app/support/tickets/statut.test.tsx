import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { Contexte } from '#app/contexte.ts'
import { Statut } from '#app/support/tickets/statut.tsx'
import { STATUTS_TICKET } from '#app/support/tickets/champs.ts'
import { textes } from '#ui/textes/index.ts'

test('POR-11 qu’un ticket attende ou soit résolu se voit aussi à un signe, pas à la seule couleur', () => {
  const c = { t: textes.fr } as Contexte
  const vus = STATUTS_TICKET.map((statut) => renderToString(<Statut c={c} statut={statut} />))
  expect(vus.map((h) => h.replaceAll(/<[^>]+>/g, '').trim())).toEqual(STATUTS_TICKET.map((s) => textes.fr.tickets.statuts[s]))
  const signe = (h: string) => /<svg.*<\/svg>/.exec(h)?.[0]
  const signes = STATUTS_TICKET.map((s, i) => [s, signe(vus[i]!)] as const).filter(([, dessin]) => dessin)
  expect(signes.map(([s]) => s).toSorted()).toEqual(['EN_ATTENTE', 'RESOLU'])
  expect(new Set(signes.map(([, dessin]) => dessin)).size).toBe(2)
})
