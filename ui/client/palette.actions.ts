import type { palette } from '#ui/textes/fr/palette.ts'
import { plier } from '#platform/plier.ts'

/** One line of the palette. `entiere`: a whole load, for what changes the document itself. */
export interface Choix {
  titre: string
  adresse: string
  detail?: string
  entiere?: boolean
  faire?: () => void
}
type Textes = typeof palette

const sortie = () => document.querySelector<HTMLFormElement>('form[data-deconnexion]')

/** What is shown before anything is typed. */
export function allerA({ aller }: Textes): Choix[] {
  const deSoi = sortie()
    ? [
        [aller.structures, '/compte/structures'],
        [aller.demandes, '/compte/demandes'],
        ...(document.querySelector('a[href="/approbations"]') ? [[aller.approbations, '/approbations']] : []),
        [aller.tickets, '/support/tickets'],
        [aller.compte, '/compte'],
      ]
    : []
  return [
    [aller.accueil, '/'],
    ...deSoi,
    [aller.annuaire, '/annuaire'],
    [aller.documentation, '/documentation'],
    [aller.support, '/support'],
  ].map(([titre, adresse]) => ({ titre: titre!, adresse: adresse! }))
}

/** Actions whose words begin with each word typed; the assistant last, whatever was typed. */
export function actionsDe({ faire, mots, demander }: Textes, q: string): Choix[] {
  const ici = encodeURIComponent(location.pathname + location.search)
  const deconnexion = sortie()
  const toutes: (Choix & { mots: string })[] = [
    ...(deconnexion ? [{ titre: faire.ticket, mots: mots.ticket, adresse: '/support/tickets/creer' }] : []),
    { titre: faire.sombre, mots: mots.sombre, adresse: `/affichage?theme=sombre&retour=${ici}`, entiere: true },
    { titre: faire.clair, mots: mots.clair, adresse: `/affichage?theme=clair&retour=${ici}`, entiere: true },
    {
      titre: faire.langue,
      mots: mots.langue,
      adresse: `/langue?langue=${document.documentElement.lang === 'en' ? 'fr' : 'en'}&retour=${ici}`,
      entiere: true,
    },
    { titre: faire.raccourcis, mots: mots.raccourcis, adresse: '/raccourcis' },
    ...(deconnexion ? [{ titre: faire.deconnexion, mots: mots.deconnexion, adresse: '', faire: () => deconnexion.requestSubmit() }] : []),
  ]
  const tapes = plier(q).split(/\s+/)
  const retenues = toutes.filter((a) =>
    tapes.every((m) =>
      plier(`${a.titre} ${a.mots}`)
        .split(/[\s’-]+/)
        .some((x) => x.startsWith(m)),
    ),
  )
  return [...retenues, ...(q.length > 2 ? [{ titre: demander(q), adresse: `/assistant?question=${encodeURIComponent(q)}` }] : [])]
}
