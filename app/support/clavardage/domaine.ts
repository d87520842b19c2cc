import { routesConversations } from '#app/api/support/clavardage/conversations.ts'
import { routesDeLEchange } from '#app/api/support/clavardage/echange.ts'
import { routesDuSupport } from '#app/api/support/clavardage/support.ts'
import type { Domaine } from '#app/page.ts'
import {
  actionBureau,
  actionBureauOuvert,
  pageBureau,
  pageBureauOuvert,
  routeFichierDuBureau,
} from '#app/support/clavardage/bureau.page.tsx'
import { actionClavardage, pageClavardage } from '#app/support/clavardage/clavardage.page.tsx'
import { actionConfier, pageConfier } from '#app/support/clavardage/confier.page.tsx'
import { actionConversation, pageConversation, routeFichier, routeTranscription } from '#app/support/clavardage/conversation.page.tsx'
import { routesFlux } from '#app/support/clavardage/flux.route.ts'
import { pageEchanges } from '#app/support/clavardage/liste.page.tsx'

/** Live chat with an agent (TCH-01), and the agents' desk (TCH-02). */
export const clavardage: Domaine = {
  pages: [
    pageClavardage,
    pageEchanges,
    pageConversation,
    routeTranscription,
    routeFichier,
    pageBureau,
    pageBureauOuvert,
    routeFichierDuBureau,
    pageConfier,
  ],
  actions: [actionClavardage, actionConversation, actionBureau, actionBureauOuvert, actionConfier],
  routes: routesFlux,
  api: [routesConversations, routesDeLEchange, routesDuSupport],
}
