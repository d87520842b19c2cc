import { introuvable } from '#app/accueil/domaines.page.tsx'
import { cadre } from '#app/cadre.ts'
import { definirRoute } from '#app/page.ts'
import { PageApercu } from '#ui/apercu.page.tsx'

/** The components in all their states, for those who build the portal; not part of a real one. */
export const pageUi = definirRoute({
  chemin: '/ui',
  acces: 'public',
  async repondre(c) {
    if (!c.settings.demonstration) throw introuvable()
    return <PageApercu c={cadre(c)} />
  },
})
