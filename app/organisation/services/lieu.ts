import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { lieuDansLaStructure } from '#app/organisation/structures/lieu.ts'
import type { Lieu } from '#demandes/dire.ts'
import type { RecuVisible } from '#demandes/index.ts'
import type { Textes } from '#ui/textes/index.ts'

const IMPORTER = '/organisation/services/importer'

export const lieuDuService = (c: { t: Textes }, d: RecuVisible): Lieu | null =>
  lieuDansLaStructure(c, d, 'services', {
    tous: c.t.services.page.tousLesServices,
    titre: c.t.services.titre,
    voir: c.t.demandes.recu.voirService,
  })

export const lieuDeLImport = (c: { t: Textes }, { saisie }: RecuVisible): Lieu => ({
  fil: [...filDesStructures(c), { nom: c.t.importsServices.titre, href: IMPORTER }],
  suites: [{ libelle: c.t.imports.recu.voir, href: `${IMPORTER}/${(saisie as { import: { id: string } }).import.id}` }],
})
