import { routesInvitations } from '#app/api/organisation/invitations.ts'
import { accepterInvitations, FILE_ADRESSE_VERIFIEE } from '#app/organisation/rattachements/accepter.ts'
import { creerRattachement } from '#app/organisation/rattachements/creer.ts'
import { routeSuggestionsPubliques } from '#app/organisation/rattachements/demander.choisir.tsx'
import { parcoursDemander } from '#app/organisation/rattachements/demander.page.tsx'
import { demanderRattachement } from '#app/organisation/rattachements/demander.ts'
import { parcoursDetacher } from '#app/organisation/rattachements/detacher.page.tsx'
import { envoyerInvitations } from '#app/organisation/rattachements/envoyer.ts'
import { actionInvitation, pageInvitation } from '#app/organisation/rattachements/invitation.page.tsx'
import { actionsInvitations, pageInvitations } from '#app/organisation/rattachements/invitations.page.tsx'
import { FILE_INVITATIONS } from '#app/organisation/rattachements/inviter.ts'
import { parcoursRattacher } from '#app/organisation/rattachements/rattacher.page.tsx'
import { terminerRattachement } from '#app/organisation/rattachements/terminer.ts'
import type { Domaine } from '#app/page.ts'

const parcours = [parcoursDemander, parcoursRattacher, parcoursDetacher]

/** « Rattachements »: asking, attaching, inviting, detaching (UTI-01, UTI-02, UTI-04). */
export const rattachements: Domaine = {
  pages: [routeSuggestionsPubliques, pageInvitations, pageInvitation, ...parcours.map((p) => p.page)],
  actions: [...parcours.map((p) => p.action), actionInvitation, ...actionsInvitations],
  demandes: [demanderRattachement, creerRattachement, terminerRattachement],
  api: [routesInvitations],
  travaux(programme) {
    programme.jobs.handle(FILE_INVITATIONS, (envoi: { invitations: string[] }) => envoyerInvitations(programme, envoi))
    programme.jobs.handle<{ utilisateur: string }>(
      FILE_ADRESSE_VERIFIEE,
      async ({ utilisateur }) => void (await accepterInvitations(programme, utilisateur)),
    )
  },
}
