import { cadre } from '#app/cadre.ts'
import { definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { PageApercu } from '#ui/apercu.page.tsx'

/** The components in all their states, for those who build the portal; not part of a real one. */
export const pageUi = definirRoute({
  chemin: '/ui',
  acces: 'public',
  async repondre(c) {
    if (!c.settings.demonstration) throw refus(c.t, 'introuvable')
    return <PageApercu c={cadre(c)} />
  },
})
