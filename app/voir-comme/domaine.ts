import type { Domaine } from '#app/page.ts'
import { actionFin, actionVoirComme, pageVoirComme } from '#app/voir-comme/voir-comme.page.tsx'

/** The portal as a given user sees it (PLUS-12). */
export const voirComme: Domaine = { pages: [pageVoirComme], actions: [actionVoirComme, actionFin] }
