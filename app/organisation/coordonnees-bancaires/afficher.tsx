import type { Contexte } from '#app/contexte.ts'
import type { CoordonneeVue } from '#app/organisation/coordonnees-bancaires/lire.ts'
import { Cache } from '#ui/index.ts'
import type { Textes } from '#ui/textes/index.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

/** A field's name, where « Nom » alone would not say of what. */
export const libelleDe = (t: Textes, champ: string) => (champ === 'nom' ? t.coordonnees.nom : libelleDuChamp(t, champ))

/** « •••• 189 », read aloud as what it is. */
export function Masque({ c, compte }: { c: Pick<Contexte, 't'>; compte: CoordonneeVue['compte'] }) {
  return (
    <span class="masked">
      <span aria-hidden="true">{compte}</span>
      <Cache>{c.t.coordonnees.masque(compte.replace(/^•+ ?/, ''))}</Cache>
    </span>
  )
}

/** In groups of four, as on paper, cut between two of them where the line ends; « data-copie » copies it without its spaces. */
export const enGroupes = (numero: string) => numero.replace(/(.{4})(?=.)/g, '$1 ')
