import type { ConversationEnListe } from '#app/support/clavardage/lister.ts'
import { nomComplet } from '#app/support/clavardage/message.vue.tsx'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

/** « Exporter » of one's conversations. */
export const conversationsEnFeuille = (elements: ConversationEnListe[]): Sheet => {
  const x = fr.clavardage
  return {
    nom: 'echanges',
    entetes: [x.liste.ouverteLe, x.personne, x.agentDu, x.liste.etat, x.liste.ticket],
    lignes: elements.map((e) => [
      e.ouverteLe,
      nomComplet(e.nom),
      e.agentNom ? nomComplet(e.agentNom) : '',
      x.etats[e.etat],
      e.ticket ?? '',
    ]),
  }
}
