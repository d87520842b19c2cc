import { estUuid } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { listeDesPieces } from '#app/organisation/pieces-jointes/fil.ts'
import { pieceVisible, structureDesPieces } from '#app/organisation/pieces-jointes/lire.ts'
import { servirFichier } from '#app/organisation/pieces-jointes/servir.ts'
import { structuresGerees } from '#app/organisation/rattachements/structures-gerees.ts'
import { ChoixDeStructure } from '#app/organisation/structures/choisir.tsx'
import { definirRoute } from '#app/page.ts'

/** « Télécharger » and « Supprimer une pièce-jointe » begin with the structure; alone, it is chosen already. Both lead to its list. */
const versLaListe = (nom: 'telecharger' | 'supprimer', niveau: 1 | 2) =>
  definirRoute({
    chemin: `/organisation/pieces-jointes/${nom}`,
    acces: 'session',
    repondre: async (c) => {
      const p = c.url.searchParams
      const demandee = p.get('structure')
      if (estUuid(demandee)) return { rediriger: listeDesPieces((await structureDesPieces(c as ContexteDuParcours, demandee)).id) }
      const x = c.t.pieces[nom]
      const choix = (
        await structuresGerees(c.db, c.utilisateur!.id, { recherche: p.get('filtre') ?? '', niveau, memeInactive: nom === 'telecharger' })
      ).filter((s) => s.entiere)
      if (choix.length === 1 && !p.get('filtre')) return { rediriger: listeDesPieces(choix[0]!.id) }
      return ChoixDeStructure({
        c,
        choix,
        titre: x.titre,
        chapo: x.choisir,
        question: c.t.services.creer.structure,
        aide: `/documentation/organisation/structures/${nom}-une-piece-jointe`,
        vide: { titre: x.aucune, texte: x.aucuneTexte },
      })
    },
  })

export const routeTelecharger = versLaListe('telecharger', 1)
export const routeSupprimer = versLaListe('supprimer', 2)

export const routeContenu = definirRoute({
  chemin: '/organisation/structures/:id/pieces-jointes/:pieceJointe/telecharger',
  acces: 'session',
  repondre: async (c) => servirFichier(c, (await pieceVisible(c as ContexteDuParcours, c.params.pieceJointe, c.params.id)).piece),
})
