import type { TicketEnListe } from '#app/support/tickets/lister.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

/** « Exporter le tableau ». */
export const ticketsEnFeuille = (elements: TicketEnListe[]): Sheet => {
  const x = fr.tickets
  return {
    nom: 'tickets',
    entetes: [x.numero, x.descriptionBreve, x.categorie, x.sousCategorie, x.statut, x.cree, x.structure, x.destinataire],
    lignes: elements.map((t) => [
      t.numero,
      t.titre,
      t.categorieNom,
      t.sousCategorieNom,
      x.statuts[t.statut],
      t.creeLe,
      t.structure ?? '',
      t.destinataire ?? x.supportDuPortail,
    ]),
  }
}

/** The same for the recipient's side, with how it works on them. */
export const ticketsRecusEnFeuille = (elements: TicketEnListe[]): Sheet => {
  const { traitement: y } = fr
  const { entetes, lignes } = ticketsEnFeuille(elements)
  return {
    nom: 'tickets',
    entetes: [...entetes, y.service, y.priorite, y.echeance, y.retard, y.attribue, y.emetteur],
    lignes: elements.map((t, i) => [
      ...lignes[i]!,
      t.service ?? '',
      t.priorite ? y.priorites[t.priorite] : '',
      t.echeance ?? '',
      t.enRetard ? y.enRetard : '',
      t.agent ?? '',
      t.emetteur ?? '',
    ]),
  }
}
