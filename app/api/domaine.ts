import { pageApi } from '#app/api/api.page.tsx'
import { servirTus } from '#app/api/organisation/pieces-jointes.tus.ts'
import type { Domaine } from '#app/page.ts'

/** The API's own page, and the transfers of large files; each folder's reads are in its own entry. */
export const api: Domaine = { pages: [pageApi], actions: [], routes: servirTus }
