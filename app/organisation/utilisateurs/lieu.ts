import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import type { Lieu } from '#demandes/dire.ts'
import type { RecuVisible } from '#demandes/index.ts'
import type { Textes } from '#ui/textes/index.ts'

const IMPORTER = '/organisation/utilisateurs/importer'

/** Of what is done to people and to their rights. */
export const lieuDesUtilisateurs = (c: { t: Textes }): Lieu => ({
  fil: filDesUtilisateurs(c),
  suites: [{ libelle: c.t.approbations.recu.revenir, href: '/organisation/utilisateurs' }],
})

export const lieuDeLImport = (c: { t: Textes }, { saisie }: RecuVisible): Lieu => ({
  fil: [...filDesUtilisateurs(c), { nom: c.t.imports.titre, href: IMPORTER }],
  suites: [{ libelle: c.t.imports.recu.voir, href: `${IMPORTER}/${(saisie as { import: { id: string } }).import.id}` }],
})
