import { routeSuggestionsPubliques } from '#app/organisation/rattachements/demander.choisir.tsx'
import { parcoursDemander } from '#app/organisation/rattachements/demander.page.tsx'
import { parcoursDetacher } from '#app/organisation/rattachements/detacher.page.tsx'
import { actionInvitation, pageInvitation } from '#app/organisation/rattachements/invitation.page.tsx'
import { actionsInvitations, pageInvitations } from '#app/organisation/rattachements/invitations.page.tsx'
import { parcoursRattacher } from '#app/organisation/rattachements/rattacher.page.tsx'
import type { Domaine } from '#app/page.ts'

const parcours = [parcoursDemander, parcoursRattacher, parcoursDetacher]

/** « Rattachements »: asking, attaching, inviting, detaching (UTI-01, UTI-02, UTI-04). */
export const rattachements: Domaine = {
  pages: [routeSuggestionsPubliques, pageInvitations, pageInvitation, ...parcours.map((p) => p.page)],
  actions: [...parcours.map((p) => p.action), actionInvitation, ...actionsInvitations],
}
