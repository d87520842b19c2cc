import { catalogueEnMemoire, type Application } from '#app/accueil/catalogue/index.ts'
import { droitsDe, etatTuile, type Droits } from '#app/accueil/catalogue/tuiles.ts'
import type { Lien, Reponse } from '#app/assistant/repondre.ts'
import type { Contexte } from '#app/contexte.ts'

/** Offered when the question does not say which. */
const CHOIX_MAXIMUM = 8
const CHEMIN = /^\/[\w/.-]{0,200}$/

const GRISE = /\b(gris|grise|grisee?s?|verrou\w*|cadenas|gr[ea]y|gr[ea]yed|locked)\b/
const FERMEE = /\b(fermee?s?|bloquee?s?|inaccessibles?|closed|disabled|blocked)\b/
const TUILE = /\b(tuiles?|vignettes?|tiles?|applis?|apps?|applications?)\b/
const POURQUOI = /\b(pourquoi|pour quoi|why|comment ca se fait|how come)\b/

/** « Pourquoi cette tuile est grise » names none; folded. */
export const parleDUneTuile = (q: string): boolean => POURQUOI.test(q) && (GRISE.test(q) || (FERMEE.test(q) && TUILE.test(q)))

/** The page one stands on: the browser tells it, or the assistant's own page remembers it. */
export function pageDeDepart(c: Contexte): string | null {
  const venue = URL.canParse(c.requete.headers.referer ?? '') ? new URL(c.requete.headers.referer!) : null
  const dite =
    venue && venue.origin === new URL(c.settings.PUBLIC_URL).origin && venue.pathname !== '/assistant'
      ? venue.pathname
      : c.url.searchParams.get('page')
  return dite && CHEMIN.test(dite) ? dite : null
}

/** The tile of the page one stands on, or the one that is closed there; else which one, with those that are closed. */
export async function surUneTuile(c: Contexte, direPourquoi: (a: Application) => Promise<Reponse>): Promise<Reponse> {
  const t = c.t.assistant
  const { applications, domaines } = catalogueEnMemoire(c.db)
  const page = pageDeDepart(c)
  const droits = await droitsDe(c)
  const celle = applications.find((a) => `/applications/${a.code}` === page || (a.nature === 'ecran' && a.adresse === page))
  if (celle && etatTuile(c, celle, droits).genre !== 'ouverte') return direPourquoi(celle)
  const sous = domaines.flatMap((d) => d.sousDomaines).find((s) => s.adresse === page)
  const domaine = domaines.find((d) => d.adresse === page)
  const ici = grises(
    c,
    applications.filter((a) => (sous ? a.sousDomaine === sous.code : domaine ? a.domaine === domaine.code : false)),
    droits,
  )
  if (ici.length === 1) return direPourquoi(ici[0]!)
  const toutes = ici.length ? ici : grises(c, applications, droits)
  return {
    genre: 'cas',
    texte: [toutes.length ? t.quelleTuile(toutes.length > CHOIX_MAXIMUM) : t.aucuneGrise],
    liens: [],
    ...(toutes.length ? { choix: toutes.slice(0, CHOIX_MAXIMUM).map((a) => choix(c, a)) } : {}),
  }
}

/** What the person may come to open, before what nobody can yet. */
const grises = (c: Contexte, applications: Application[], droits: Droits) => {
  const etats = applications.map((a) => ({ a, genre: etatTuile(c, a, droits).genre }))
  return [...etats.filter((e) => e.genre === 'fermee'), ...etats.filter((e) => e.genre === 'bientot')].map((e) => e.a)
}

const choix = (c: Contexte, a: Application): Lien => ({
  libelle: a.nom[c.langue],
  href: `/assistant?question=${encodeURIComponent(c.t.assistant.pourquoiGrise(a.nom[c.langue]))}`,
})
