import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import type { Chiffres } from '#app/support/chiffres/calculer.ts'
import { nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import { Barres, Carte, Courbe, Figure, Reperes, Section, Tableau } from '#ui/index.ts'
import { date, nombre } from '#ui/textes/format.ts'

/** « 7 sept. »: a Monday under a plot. */
export const jourCourt = (iso: string, langue: 'fr' | 'en') =>
  new Intl.DateTimeFormat(langue === 'fr' ? 'fr-FR' : 'en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${iso}T12:00:00Z`),
  )

interface Props {
  c: Contexte
  d: Chiffres
  semaines: number
}

export function ReperesDesTickets({ c, d, semaines }: Props): JSX.Element {
  const x = c.t.chiffres
  const { total } = d
  const duree = (h: number | null) => (h === null ? x.rien : x.duree(h))
  return (
    <Reperes
      reperes={[
        { nom: x.recus, valeur: nombre(total.recus, c.langue), detail: x.comparaison(total.recus, total.avant, semaines) },
        { nom: x.premiereMediane, valeur: duree(total.premiere), detail: x.premiereDetail },
        { nom: x.resolutionMediane, valeur: duree(total.resolution), detail: x.resolutionDetail },
        {
          nom: x.satisfaction,
          valeur: total.satisfaction === null ? x.rien : x.sur5(total.satisfaction),
          detail: x.nAvis(total.avis, total.recus),
        },
      ]}
    />
  )
}

/** Received and solved: two series, so one such figure a page. */
export function FigureDuFlux({ c, d }: Omit<Props, 'semaines'>): JSX.Element {
  const x = c.t.chiffres
  const jours = d.semaines.map((s) => jourCourt(s.lundi, c.langue))
  const max = Math.max(...d.semaines.map((s) => s.recus))
  return (
    <Figure
      id="flux"
      titre={x.flux.titre}
      phrase={x.flux.phrase(d.total.recus, d.total.resolus)}
      cles={[
        { nom: x.cleRecus, classe: 's1' },
        { nom: x.cleResolus, classe: 's2' },
      ]}
      tableau={{
        legende: x.flux.legende,
        colonnes: [x.semaineDu, x.recusCourt, x.resolus],
        lignes: d.semaines.map((s) => [date(s.lundi, c.langue), nombre(s.recus, c.langue), nombre(s.resolus, c.langue)]),
      }}
    >
      <Barres
        series={[
          { nom: x.cleRecus, valeurs: d.semaines.map((s) => s.recus) },
          { nom: x.cleResolus, valeurs: d.semaines.map((s) => s.resolus) },
        ]}
        etiquettes={jours}
        phrase={x.flux.image(max, date(d.semaines.find((s) => s.recus === max)!.lundi, c.langue))}
      />
    </Figure>
  )
}

/** A mark is out of five. */
export const NOTE = { haut: 5, pas: 1 }

type Mesure = 'resolution' | 'premiere' | 'satisfaction'

/** One median by week, as a line: broken where nothing was measured. */
export function FigureDUneMesure({ c, d, mesure }: Omit<Props, 'semaines'> & { mesure: Mesure }): JSX.Element {
  const x = c.t.chiffres
  const dixieme = (n: number) => Math.round(n * 10) / 10
  const valeurs = d.semaines.map((s) => (s[mesure] === null ? null : dixieme(s[mesure])))
  const ecrites = valeurs.map((v) => (v === null ? x.rien : nombre(v, c.langue)))
  const mesurees = valeurs.flatMap((v) => (v === null ? [] : [nombre(v, c.langue)]))
  const [debut, fin] = [mesurees[0] ?? null, mesurees.at(-1) ?? null]
  const textes = {
    resolution: { ...x.courbe, colonne: x.courbe.heures, dit: x.courbe.phrase(debut, fin) },
    premiere: { ...x.premieres, colonne: x.premieres.heures, dit: x.premieres.phrase(debut, fin) },
    satisfaction: { ...x.satisfactions, colonne: x.satisfactions.note, dit: x.satisfactions.phrase(d.total.avis) },
  }[mesure]
  return (
    <Figure
      id={mesure}
      titre={textes.titre}
      phrase={textes.dit}
      cles={[{ nom: mesure === 'satisfaction' ? x.cleMoyenne : x.cleMediane, classe: 'ln' }]}
      tableau={{
        legende: textes.legende,
        colonnes: [x.semaineDu, textes.colonne],
        lignes: d.semaines.map((s, i) => [date(s.lundi, c.langue), ecrites[i]!]),
      }}
    >
      <Courbe
        valeurs={valeurs}
        etiquettes={d.semaines.map((s) => jourCourt(s.lundi, c.langue))}
        phrase={`${textes.legende}. ${textes.dit}`}
        {...(mesure === 'satisfaction' ? { echelle: NOTE } : {})}
      />
    </Figure>
  )
}

const TRIS: Record<string, (k: Chiffres['categories'][number]) => number | string> = {
  categorie: (k) => k.nom,
  volume: (k) => k.recus,
  premiere: (k) => k.premiere ?? 0,
  resolution: (k) => k.resolution ?? 0,
  satisfaction: (k) => k.satisfaction ?? 0,
}

/** Sorted by any column, in the address like every list. */
export function ParCategorie({ c, d }: Omit<Props, 'semaines'>): JSX.Element {
  const x = c.t.chiffres
  const demande = c.url.searchParams.get('tri') ?? ''
  const tri = demande.replace('-', '') in TRIS ? demande : '-volume'
  const cle = TRIS[tri.replace('-', '')]!
  const lignes = d.categories.toSorted(
    (a, b) =>
      (typeof cle(a) === 'string' ? String(cle(a)).localeCompare(String(cle(b)), 'fr') : Number(cle(a)) - Number(cle(b))) *
      (tri.startsWith('-') ? -1 : 1),
  )
  const max = Math.max(1, ...d.categories.map((k) => k.recus))
  const colonnes = [
    { nom: 'categorie', libelle: x.categorie, tri: true, entete: true },
    { nom: 'volume', libelle: x.volume, tri: true },
    { nom: 'premiere', libelle: x.premiere, tri: true },
    { nom: 'resolution', libelle: x.resolution, tri: true },
    { nom: 'satisfaction', libelle: x.satisfaction, tri: true },
  ]
  return (
    <Section titre={x.parCategorie}>
      <Carte nue>
        <Tableau
          colonnes={colonnes}
          etat={{ page: 1, taille: 200, tri, total: lignes.length, totalExact: true }}
          url={c.url}
          legende={x.legendeCategories}
          lignes={lignes.map((k) => ({
            cle: k.code,
            cellules: [
              nomDansLaLangue(c, k),
              <>
                <svg class="barcell" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="s1" width={Math.round((100 * k.recus) / max)} height="10" />
                </svg>
                {nombre(k.recus, c.langue)}
              </>,
              k.premiere === null ? x.rien : x.duree(k.premiere),
              k.resolution === null ? x.rien : x.duree(k.resolution),
              k.satisfaction === null ? x.rien : x.sur5(k.satisfaction),
            ],
          }))}
        />
      </Carte>
      <p class="small muted mt4">{x.calcul}</p>
    </Section>
  )
}
