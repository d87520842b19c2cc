import type { JSX } from 'preact'
import { type Serie, type Trace, GAUCHE, BAS, LARGEUR, graduer, arrondi, Cadre, yDe, xDe } from '#ui/composants/graphique.cadre.tsx'
import { Icone } from '#ui/icones.tsx'
import { useTextes, type Enfant } from '#ui/langue.tsx'
import { nombre } from '#ui/textes/format.ts'

/**
 * One or two series side by side, told apart by their texture as well as by their colour; the highest bar says its value. One per page with
 * two series.
 */
export function Barres({ series, phrase, etiquettes }: Trace & { series: readonly Serie[] }): JSX.Element {
  const { langue } = useTextes()
  const { haut, pas } = graduer(Math.max(...series.flatMap((s) => s.valeurs.map((v) => v ?? 0)), 0))
  const large = ((LARGEUR - GAUCHE) / etiquettes.length) * 0.72
  const barre = large / series.length
  const premiere = series[0]!.valeurs
  const sommet = premiere.findIndex((v) => v !== null && v > 0 && v === Math.max(...premiere.map((x) => x ?? 0)))
  const x0 = (i: number, s: number) => arrondi(xDe(i, etiquettes.length) - large / 2 + s * barre)
  return (
    <Cadre phrase={phrase} etiquettes={etiquettes} haut={haut} pas={pas}>
      {series.length > 1 ? (
        <defs>
          <pattern id="hach" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" class="hb" />
            <rect width="2" height="5" class="ha" />
          </pattern>
        </defs>
      ) : null}
      {series.flatMap((s, k) =>
        s.valeurs.map((v, i) =>
          v ? (
            <rect
              key={`${k}-${i}`}
              class={k ? 's2' : 's1'}
              x={x0(i, k)}
              y={yDe(v, haut)}
              width={arrondi(Math.max(1, barre - 1))}
              height={arrondi(BAS - yDe(v, haut))}
            />
          ) : null,
        ),
      )}
      {sommet >= 0 ? (
        <text x={arrondi(x0(sommet, 0) + barre / 2)} y={yDe(premiere[sommet]!, haut) - 6} class="mid val">
          {nombre(premiere[sommet]!, langue)}
        </text>
      ) : null}
    </Cadre>
  )
}

/** Under a point; where that would be on the axis, under the axis. */
const dessous = (y: number) => (y + 22 > BAS ? BAS + 18 : y + 22)

/**
 * A line with its points; where nothing was measured it is broken. The highest says its value above, the lowest below: the line passes on
 * neither side.
 */
export function Courbe({ valeurs, phrase, etiquettes, echelle }: Trace & { valeurs: readonly (number | null)[] }): JSX.Element {
  const { langue } = useTextes()
  const vues = valeurs.filter((v) => v !== null)
  const { haut, pas } = echelle ?? graduer(Math.max(...vues, 0))
  const point = (v: number, i: number) => `${xDe(i, valeurs.length)},${yDe(v, haut)}`
  const chemin = valeurs.map((v, i) => (v === null ? '' : `${i > 0 && valeurs[i - 1] !== null ? 'L' : 'M'}${point(v, i)}`)).join('')
  const [max, min] = [valeurs.indexOf(Math.max(...vues)), valeurs.indexOf(Math.min(...vues))]
  return (
    <Cadre phrase={phrase} etiquettes={etiquettes} haut={haut} pas={pas}>
      <path class="ln" d={chemin} />
      {valeurs.map((v, i) =>
        v === null ? null : <circle key={i} class="pt" cx={xDe(i, valeurs.length)} cy={yDe(v, haut)} r={valeurs.length > 20 ? 2.5 : 4} />,
      )}
      {vues.length
        ? [...new Set([max, min])].map((i) => (
            <text
              key={i}
              x={xDe(i, valeurs.length)}
              y={i === max ? yDe(valeurs[i]!, haut) - 10 : dessous(yDe(valeurs[i]!, haut))}
              class="mid val"
            >
              {nombre(arrondi(valeurs[i]!), langue)}
            </text>
          ))
        : null}
    </Cadre>
  )
}

interface FigureProps {
  id: string
  titre: string
  phrase: string
  cles?: { nom: string; classe: 's1' | 's2' | 'ln' }[]
  tableau: { legende: string; colonnes: string[]; lignes: string[][] }
  children: Enfant
}

/** A plot with what it says in words above, and its values in a table below. */
export function Figure({ id, titre, phrase, cles = [], tableau, children }: FigureProps): JSX.Element {
  const { t } = useTextes()
  return (
    <figure class="card" aria-labelledby={id}>
      <figcaption>
        <h2 id={id}>{titre}</h2>
        <p class="small muted">{phrase}</p>
      </figcaption>
      {cles.length ? (
        <ul class="legend mt2">
          {cles.map((c) => (
            <li key={c.nom}>
              <span class={`key key--${c.classe}`} aria-hidden="true" /> {c.nom}
            </li>
          ))}
        </ul>
      ) : null}
      {children}
      <details class="values">
        <summary>
          {t.chiffres.enTableau} <Icone nom="chevron" class="chevron" />
        </summary>
        <table>
          <caption class="visually-hidden">{tableau.legende}</caption>
          <thead>
            <tr>
              {tableau.colonnes.map((c) => (
                <th key={c} scope="col">
                  {c}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tableau.lignes.map((l) => (
              <tr key={l[0]}>
                <th scope="row">{l[0]}</th>
                {l.slice(1).map((v, i) => (
                  <td key={i} class="num">
                    {v}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

/** The few numbers that say it all, each with what it is compared with. */
export function Reperes({ reperes }: { reperes: readonly { nom: string; valeur: string; detail: string }[] }): JSX.Element {
  return (
    <dl class="kpis">
      {reperes.map((r) => (
        <div key={r.nom} class="kpi">
          <dt>{r.nom}</dt>
          <dd>
            <b>{r.valeur}</b>
            <span>{r.detail}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
