/** What a cell held, before anything is made of it: a formula is not what it shows. */
export interface Cell {
  text: string
  kind: 'text' | 'number' | 'date' | 'formula' | 'error'
}
/** Empty cells have no place: `cells[4]` may be undefined. `number` counts from 1, as spreadsheets do. */
export interface Row {
  number: number
  cells: (Cell | undefined)[]
}

export type FaultCode =
  | 'fichier-vide'
  | 'format-inconnu'
  | 'fichier-chiffre'
  | 'fichier-abime'
  | 'fichier-trop-lourd'
  | 'trop-de-colonnes'
  | 'lecture-trop-longue'

/** Why a file cannot be read as a table. */
export class TableFault extends Error {
  code: FaultCode
  constructor(code: FaultCode) {
    super(code)
    this.code = code
  }
}

export interface Limits {
  /** Of all that is unpacked: what a small archive can swell to. */
  bytes: number
  columns: number
}
