/** Icons of 24 units, drawn by a line of 1.75: path data, circles as `c x y r` and rounded rectangles as `r x y w h rx`. */
const FORMES = {
  chevron: 'm6 9 6 6 6-6',
  suivant: 'm9 6 6 6-6 6',
  precedent: 'm15 6-6 6 6 6',
  coche: 'm5 12.5 4.5 4.5L19 7.5',
  croix: 'M6.5 6.5l11 11m0-11-11 11',
  plus: 'M12 5v14M5 12h14',
  moins: 'M6 12h12',
  fleche: 'M5 12h14m-5.5-5.5L19 12l-5.5 5.5',
  trier: 'm8 10 4-4 4 4M8 14l4 4 4-4',
  croissant: 'M12 19V5m-5 5 5-5 5 5',
  decroissant: 'M12 5v14m-5-5 5 5 5-5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  loupe: ['c 11 11 6.5', 'm16 16 4.5 4.5'],
  structure: 'M5 20V5.5h9V20M14 10h5v10M3.5 20h17M8 9h3M8 12.5h3M8 16h3',
  horloge: ['c 12 12 8', 'M12 7.5V12l3 2'],
  aide: ['c 12 12 8.5', 'M9.6 9.6a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1.1.9-1.1 1.7M12 16.6v.1'],
  info: ['c 12 12 8.5', 'M12 11v5.5M12 7.7v.1'],
  reussi: ['c 12 12 8.5', 'm8.3 12.3 2.6 2.6 4.8-5.3'],
  erreur: ['c 12 12 8.5', 'M12 7.5v5.5M12 16.2v.1'],
  attention: 'M12 4.5 21 19.5H3zM12 10.5v4M12 17.2v.1',
  bulle: 'M4.5 5.5h15v10.5H11L7 19.5V16H4.5z',
  verrou: ['r 5.5 10.5 13 9 1.5', 'M8.5 10.5v-3a3.5 3.5 0 0 1 7 0v3'],
  telecharger: 'M12 4.5v11m-4.5-4.5 4.5 4.5 4.5-4.5M5 19.5h14',
  envoyer: 'M12 15.5v-11M7.5 9 12 4.5 16.5 9M5 19.5h14',
  modifier: 'M4.5 19.5 6 14.5 16 4.5l3.5 3.5-10 10zM13.5 7l3.5 3.5',
  copier: ['r 8.5 8.5 11 11 1.5', 'M15.5 8.5v-4h-11v11h4'],
  supprimer: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7',
  personnes: ['c 9 9 3.2', 'M3 19c.8-3.2 3.1-4.6 6-4.6s5.2 1.4 6 4.6M15.5 6.2a3 3 0 0 1 0 5.6M17.5 14.8c1.9.7 3 2.1 3.5 4.2'],
  document: 'M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4',
  courriel: ['r 3.5 5.5 17 13 1.5', 'm4 7 8 6 8-6'],
  ticket: 'M4 7.5h16v3a1.5 1.5 0 0 0 0 3v3H4v-3a1.5 1.5 0 0 0 0-3zM14 7.5v9',
  prise: 'M9 4v5M15 4v5M6.5 9h11v3a5.5 5.5 0 0 1-11 0zM12 17.5V21',
  cle: ['c 8 15.5 4', 'm11 12.5 8-8M16 7.5l2.5 2.5'],
  ordinateur: ['r 5 5.5 14 9.5 1', 'M3 18.5h18'],
  oeil: ['c 12 12 2.7', 'M3 12c2.5-4.3 5.5-6 9-6s6.5 1.7 9 6c-2.5 4.3-5.5 6-9 6s-6.5-1.7-9-6z'],
  joindre: 'm18.5 11-7 7a4 4 0 0 1-5.7-5.7l7.5-7.5a2.7 2.7 0 0 1 3.8 3.8l-7 7',
  lien: 'M10 14a4 4 0 0 0 6 0l2.5-2.5a4 4 0 0 0-6-6L11 7M14 10a4 4 0 0 0-6 0l-2.5 2.5a4 4 0 0 0 6 6L13 17',
  exterieur: 'M13.5 5H19v5.5M19 5l-8 8M10 6H5.5v12.5H18V14',
  bouclier: 'M12 3.5 19 6v6c0 4-3 7-7 8.5C8 19 5 16 5 12V6z',
  imprimer: 'M7.5 9V4.5h9V9M7.5 17H5V9h14v8h-2.5M7.5 14h9v5.5h-9z',
  annuler: 'M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9',
  banque: 'M4 9.5 12 5l8 4.5zM6.5 10v6.5M10 10v6.5M14 10v6.5M17.5 10v6.5M4 19h16',
} as const satisfies Record<string, string | readonly string[]>

export type NomIcone = keyof typeof FORMES
export const NOMS_ICONES = Object.keys(FORMES) as NomIcone[]

function forme(d: string) {
  const [genre, a, b, c, e, rx] = d.split(' ')
  if (genre === 'c') return <circle cx={a} cy={b} r={c} />
  if (genre === 'r') return <rect x={a} y={b} width={c} height={e} rx={rx} />
  return <path d={d} />
}

/** Always beside words, or in a control that has a name of its own: hidden from screen readers. */
export function Icone({ nom, class: classe }: { nom: NomIcone; class?: string }) {
  const f: string | readonly string[] = FORMES[nom]
  return (
    <svg class={classe ? `icon ${classe}` : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      {typeof f === 'string' ? forme(f) : f.map(forme)}
    </svg>
  )
}
