import { peutSuivre, type Emportables } from '#app/organisation/structures/dupliquer/lire.ts'
import { justes, type SontLus } from '#demandes/lecture.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

export type Choix = Pick<Emportables, 'services' | 'coordonneesBancaires' | 'piecesJointes' | 'utilisateurs'>
type Genre = keyof Choix

/** What was chosen, among what may come along; what is not there, or cannot follow, is told on its list. */
export function choisir(
  t: Textes,
  saisie: { [G in Genre]?: (string | undefined)[] | undefined },
  e: Emportables,
  lus: SontLus,
): { emportes: Choix; erreurs: ErreurChamp[] } {
  const erreurs: ErreurChamp[] = []
  const parmi = <T extends { id: string }>(genre: Genre, liste: T[]): T[] => {
    const ids = new Set(justes(saisie[genre]).map((id) => id.toLowerCase()))
    const pris = liste.filter((x) => ids.has(x.id))
    if (pris.length < ids.size) erreurs.push({ champ: genre, code: 'choix-invalide', message: t.dupliquer.absent[genre] })
    return pris
  }
  const services = parmi('services', e.services)
  const utilisateurs = parmi('utilisateurs', e.utilisateurs)
  const repris = services.map((s) => s.id)
  const restent = lus('services') ? utilisateurs.filter((p) => !peutSuivre(p, repris)) : []
  if (restent.length)
    erreurs.push({
      champ: 'utilisateurs',
      code: 'service-non-repris',
      message: t.dupliquer.sansService(restent.map((p) => `${p.prenom} ${p.nom}`)),
    })
  return {
    emportes: {
      services,
      coordonneesBancaires: parmi('coordonneesBancaires', e.coordonneesBancaires),
      piecesJointes: parmi('piecesJointes', e.piecesJointes),
      utilisateurs,
    },
    erreurs,
  }
}
