import { Refus } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Where one leaves the view, or the portal: as oneself. */
const SORTIES = /^\/(voir-comme\/fin|deconnexion|api\/auth\/sign-out)\/?$/
/** Never shown: the account, messages, tickets, what is between a person and the operator, ways in, the stream of one's own counts. */
const FERMEES =
  /^\/(compte|communication|exploitation|preuve|voir-comme|connexion|inscription|activation|mot-de-passe|bienvenue|courriels|evenements|organisation\/recuperation|support\/.+|api\/auth|api\/v1\/(tickets|conversations|messages|avis|notifications|recuperations|exploitation))(\/|$|\?|\.)/i

/** Is not shown to whoever looks as somebody else: nothing they are given leads there. */
export const estFermee = (chemin: string) => FERMEES.test(chemin)
export const estSortie = (chemin: string) => SORTIES.test(chemin)

/**
 * What a session that looks as somebody else may ask for: reading, and not everywhere; the address as the router reads it, « /compt%65 » is
 * « /compte ». @throws Refus lecture-seule, hors-de-la-vue
 */
export function jugerVue(t: Textes, methode: string, chemin: string) {
  const { lectureSeule, horsDeLaVue, dejaDansUneVue, remede } = t.gouvernance.voirComme
  if (!['GET', 'HEAD', 'OPTIONS'].includes(methode))
    throw new Refus({ status: 403, code: 'lecture-seule', detail: lectureSeule, remede, sansDroitManquant: true })
  const ou = decodeURIComponent(chemin)
  if (estFermee(ou)) {
    const detail = /^\/voir-comme\/?$/i.test(ou) ? dejaDansUneVue : horsDeLaVue
    throw new Refus({ status: 403, code: 'hors-de-la-vue', detail, remede, sansDroitManquant: true })
  }
}
