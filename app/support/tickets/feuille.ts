import type { TicketEnListe } from '#app/support/tickets/lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { dateCourte } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

/** « Exporter le tableau ». */
export const ticketsEnFeuille = (elements: TicketEnListe[]): Sheet => {
  const x = fr.tickets
  return {
    nom: 'tickets',
    entetes: [x.numero, x.descriptionBreve, x.categorie, x.sousCategorie, x.statut, x.cree, x.structure, x.destinataire],
    lignes: elements.map((t) => [t.numero, t.titre, t.categorieNom, t.sousCategorieNom, x.statuts[t.statut], dateCourte(t.creeLe), t.structure ?? '', t.destinataire ?? x.supportDuPortail]),
  }
}
