import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { lireQualite, type Qualite } from '#app/accueil/qualite/qualite.ts'
import { definirPage } from '#app/page.ts'
import { FigureDUneMesure, jourCourt, NOTE } from '#app/support/chiffres/vue.tsx'
import { Barres, Courbe, Figure, Page, Reperes } from '#ui/index.ts'
import { date, nombre } from '#ui/textes/format.ts'

/** « Qualité du service » (POR-17): what people think of it, how soon they are answered, how often it is there. */
export const pageQualite = definirPage<Qualite>({
  chemin: '/satisfaction',
  acces: 'public',
  charger: (c) => lireQualite(c.db),
  vue(q, c) {
    const x = c.t.qualite
    const { chiffres } = c.t
    const { total } = q.support
    const taux = q.disponibilite.taux === null ? chiffres.rien : x.pourcent(q.disponibilite.taux)
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        chapo={x.chapo}
        large
        styles={['chiffres']}
        fil={[{ nom: c.t.pages.etat.titre, href: '/etat-du-service' }, { nom: x.titre }]}
      >
        <div class="stack stack--loose">
          <Reperes
            reperes={[
              {
                nom: x.satisfaction,
                valeur: q.satisfaction.moyenne === null ? chiffres.rien : chiffres.sur5(q.satisfaction.moyenne),
                detail: x.nAvis(q.satisfaction.avis),
              },
              {
                nom: chiffres.premiereMediane,
                valeur: total.premiere === null ? chiffres.rien : chiffres.duree(total.premiere),
                detail: x.support,
              },
              {
                nom: chiffres.resolutionMediane,
                valeur: total.resolution === null ? chiffres.rien : chiffres.duree(total.resolution),
                detail: x.support,
              },
              { nom: x.disponibilite, valeur: taux, detail: x.jours },
            ]}
          />
          <div class="duo">
            <Satisfaction c={c} q={q} />
            <Disponibilite c={c} q={q} taux={taux} />
          </div>
          <div class="duo">
            <FigureDUneMesure c={c} d={q.support} mesure="premiere" />
            <FigureDUneMesure c={c} d={q.support} mesure="resolution" />
          </div>
          <p class="small muted">{x.calcul}</p>
        </div>
      </Page>
    )
  },
})

function Satisfaction({ c, q: { satisfaction: s } }: { c: Contexte; q: Qualite }) {
  const x = c.t.qualite
  const phrase = s.moyenne === null ? x.aucunAvis : x.phraseAvis(c.t.chiffres.sur5(s.moyenne), s.avis)
  return (
    <Figure
      id="avis"
      titre={x.satisfaction}
      phrase={phrase}
      cles={[{ nom: x.moyenne, classe: 'ln' }]}
      tableau={{
        legende: x.legendeAvis,
        colonnes: [c.t.chiffres.semaineDu, c.t.chiffres.satisfactions.note, c.t.chiffres.avis],
        lignes: s.semaines.map((w) => [
          date(w.lundi, c.langue),
          w.note === null ? c.t.chiffres.rien : nombre(w.note, c.langue),
          nombre(w.avis, c.langue),
        ]),
      }}
    >
      <Courbe
        valeurs={s.semaines.map((w) => w.note)}
        etiquettes={s.semaines.map((w) => jourCourt(w.lundi, c.langue))}
        echelle={NOTE}
        phrase={`${x.legendeAvis}. ${phrase}`}
      />
    </Figure>
  )
}

function Disponibilite({ c, q: { disponibilite: d }, taux }: { c: Contexte; q: Qualite; taux: string }) {
  const x = c.t.qualite
  const perdues = d.jours.reduce((n, j) => n + (j.minutes ?? 0), 0)
  const phrase = d.taux === null ? x.pasMesuree : x.phraseDisponible(taux, perdues)
  return (
    <Figure
      id="disponibilite"
      titre={x.indisponible}
      phrase={phrase}
      cles={[{ nom: x.minutes, classe: 's1' }]}
      tableau={{
        legende: x.indisponible,
        colonnes: [x.jour, x.minutes],
        lignes: d.jours.map((j) => [date(j.jour, c.langue), j.minutes === null ? c.t.chiffres.rien : nombre(j.minutes, c.langue)]),
      }}
    >
      <Barres
        series={[{ nom: x.minutes, valeurs: d.jours.map((j) => j.minutes) }]}
        etiquettes={d.jours.map((j) => jourCourt(j.jour, c.langue))}
        phrase={`${x.indisponible}. ${phrase}`}
      />
    </Figure>
  )
}
