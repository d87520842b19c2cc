import { MANDATS } from '#app/facturation/adresses.ts'
import type { Lieu } from '#demandes/dire.ts'
import type { Textes } from '#ui/textes/index.ts'

export const lieuDesMandats = ({ t }: { t: Textes }): Lieu => ({
  fil: [
    { nom: t.mandats.fil, href: '/domaines/facturation' },
    { nom: t.mandats.titre, href: MANDATS },
  ],
  suites: [{ libelle: t.mandats.titre, href: MANDATS }],
})
