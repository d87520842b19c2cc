import { useTextes, type Enfant } from '#ui/langue.tsx'
import { nombre } from '#ui/textes/format.ts'

export interface Serie {
  nom: string
  valeurs: readonly (number | null)[]
}

export interface Trace {
  /** What is seen, in one sentence: read instead of the picture. */
  phrase: string
  etiquettes: readonly string[]
  /** A scale known beforehand, as that of a mark. */
  echelle?: { haut: number; pas: number }
}

export const [GAUCHE, HAUT, BAS, LARGEUR] = [34, 16, 208, 480]

/** The scale: three to five round steps that hold the largest value. */
export function graduer(max: number): { haut: number; pas: number } {
  const brut = Math.max(max, 4) / 4
  const dizaine = 10 ** Math.floor(Math.log10(brut))
  const pas = [1, 2, 2.5, 5, 10].map((k) => k * dizaine).find((p) => p >= brut)!
  return { haut: pas * Math.ceil(Math.max(max, 4) / pas), pas }
}

export const arrondi = (n: number) => Math.round(n * 10) / 10

export function Cadre({
  phrase,
  etiquettes,
  haut,
  pas,
  children,
}: {
  phrase: string
  etiquettes: readonly string[]
  haut: number
  pas: number
  children: Enfant
}) {
  const { langue } = useTextes()
  const chaque = Math.ceil(etiquettes.length / 6)
  const lignes = Array.from({ length: Math.round(haut / pas) + 1 }, (_, i) => i * pas)
  return (
    <svg class="plot" viewBox={`0 0 ${LARGEUR} ${BAS + 48}`} role="img" aria-label={phrase}>
      {lignes.map((v) => {
        const y = yDe(v, haut)
        return (
          <g key={v}>
            <line x1={GAUCHE} x2={LARGEUR} y1={y} y2={y} class="grid" />
            <text x={GAUCHE - 8} y={y + 4} class="end">
              {nombre(v, langue)}
            </text>
          </g>
        )
      })}
      {children}
      {etiquettes.map((e, i) =>
        i % chaque === 0 ? (
          <text key={e} x={xDe(i, etiquettes.length)} y={BAS + 42} class="mid">
            {e}
          </text>
        ) : null,
      )}
    </svg>
  )
}

export const yDe = (v: number, haut: number) => arrondi(BAS - (v / haut) * (BAS - HAUT))

export const xDe = (i: number, n: number) => arrondi(GAUCHE + ((i + 0.5) * (LARGEUR - GAUCHE)) / n)
