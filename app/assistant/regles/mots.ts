/** Words of a folded question that several rules look for. */
export const MOI = /\b(ma|mon|mes|m|moi|me|j|je|notre|nos|my|our|me|i)\b/
export const ETAT =
  /\b(passee?s?|bien (eu|recue?s?)|bon|bonne|ok|accepte\w*|validee?s?|approuvee?s?|refusee?s?|traitee?s?|pris(es?)? en (compte|charge)|ou|statut|etat|nouvelles?|quand|attend|avance\w*|en est|bloquee?s?|where|status|accepted|approved|refused|rejected|done|through|still|when)\b/
export const INTERROGE = /\b(quoi|ou|quels?|quelles?|lesquels|lesquelles|combien|which|what|where|how many)\b/
export const A_DEMANDER = /\b(est (elle|il|ce)|sont (elles|ils)|pourquoi|quand|toujours|encore|qui|is|are|why|since|when|who)\b/
export const FIN =
  /\b(jusqu|fin|finit|finissent|termine\w*|expire\w*|echeance|bientot|combien de temps|until|end|ends|expires?|how long|last|lasts)\b/
const POSSESSIF = String.raw`\b(ma|mon|mes|notre|nos|my|our)( \w+)? `
/** Said of what is one’s own. */
export const miens = (noms: string) => new RegExp(`${POSSESSIF}(${noms})\\b`)
export const DEMANDE = miens('demandes?|modifs?|modifications?|changements?|requests?|changes?')
export const PROGRAMME =
  /\b(programme\w*|vont|bientot|a venir|pren(d|dent|dront|dre|dra) effet|scheduled|takes? effect|upcoming|about to)\b/
