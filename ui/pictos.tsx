/** Pictograms of 48 units: some lines of a stave, and one voice, the coral dot. */
const PICTOS = {
  marche: ['M34 8h6M27 16h13M20 24h20M14 32h26M8 40h32', 14, 14],
  commande: ['M8 9h1M8 19h1M8 39h1M18 9h22M18 19h15M18 29h22M18 39h11', 8.5, 29],
  facturation: ['M8 8h32M8 17h16M8 26h11M34 17h6M36 26h4M8 40h14', 36, 40],
  organisation: ['M18 8h12M12 18h24M6 30h11M31 30h11M6 40h11M31 40h11', 24, 35],
  raccordements: ['M6 8h14M6 16h24M6 24h8M6 32h24M6 40h14M29 8h13M39 16h3M34 24h8M39 32h3M29 40h13', 24, 24],
  outils: ['M8 40h32M8 30c4-12 9-19 12-16s-8 14-4 16 8-11 11-10-2 9 2 10 6-3 11-4', 37, 12],
  vide: ['M8 10h32M8 19h20M8 28h26M8 37h12', 36, 37],
  echange: ['M8 12h32M8 18h22M8 24h28M8 30h16M8 36h24', 38, 30],
} as const

export type NomPicto = keyof typeof PICTOS
export const NOMS_PICTOS = Object.keys(PICTOS) as NomPicto[]

/** Decoration: always beside a title. */
export function Picto({ nom }: { nom: NomPicto }) {
  const [lignes, x, y] = PICTOS[nom]
  return (
    <svg class="picto" viewBox="0 0 48 48" aria-hidden="true">
      <path d={lignes} />
      <circle class="voice" cx={x} cy={y} r="4.5" />
    </svg>
  )
}

/** The mark: a stave whose lines make a C, and its voice. */
export function Marque() {
  return (
    <svg viewBox="0 0 40 40" aria-hidden="true">
      <path class="mark-path" d="M15 5.5h16M7.5 12.8H18M5 20h7.5M7.5 27.2H18M15 34.5h16" />
      <circle class="voice" cx="27" cy="20" r="4.6" />
    </svg>
  )
}

const PORTEES = [
  'M-20,330C210,330 360,40 760,50',
  'M-20,339C210,309 360,98 760,124',
  'M-20,348C210,288 360,156 760,198',
  'M-20,357C210,267 360,214 760,272',
  'M-20,366C210,246 360,272 760,346',
]
const NOTES = [
  [394, 136],
  [306, 211],
  [356, 253],
  [426, 291],
  [576, 129],
  [606, 254],
] as const

/** Five lines that part as voices do, behind the welcome and the confirmation. */
export function Portees() {
  return (
    <svg class="staves" viewBox="0 0 720 400" preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
      {PORTEES.map((d) => (
        <path key={d} d={d} />
      ))}
      {NOTES.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="5" />
      ))}
      <circle class="voice" cx="467" cy="199" r="8" />
    </svg>
  )
}
