import { adresseRemplie } from '#app/demandes/refaire.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import type { Refaire } from '#demandes/dire.ts'
import { dernierJour, jourIso } from '#ui/textes/format.ts'

interface Droit {
  structure: { id: string }
  service: { id: string } | null
  application: string
  avant: string | null
  apres: string | null
  debut: string | null
  fin: string | null
  retour?: object | null
}

/** The days of a line, as the form has them. */
const joursDe = ({ debut, fin, retour }: Droit) => ({
  debut: debut && jourIso(new Date(debut)),
  fin: fin && dernierJour(new Date(fin)),
  ensuite: fin && (retour ? 'revenir' : 'rien'),
})

/**
 * One form takes profiles to ask for, on the whole structure or one service, over one period; another, one to give up: what the API takes
 * in one demande is several.
 */
export function refaireDemande(saisie: Record<string, unknown>): Refaire[] {
  const parFormulaire = Map.groupBy(saisie.lignes as Droit[], (l) =>
    l.apres ? JSON.stringify([l.service?.id, joursDe(l)]) : `${l.service?.id}/${l.application}`,
  )
  const commentaire = saisie.commentaire as string | null
  return [...parFormulaire.values()].map((lignes) => ({ href: formulaire(lignes, commentaire), saisie: { ...saisie, lignes } }))
}

function formulaire(lignes: Droit[], commentaire: string | null) {
  const l = lignes[0]!
  const ou = { structure: l.structure.id, service: l.service?.id, commentaire }
  if (!l.apres) return adresseRemplie(`${GERER}/mes/demander`, { ...ou, renoncer: `${l.application}.${l.avant}` })
  return adresseRemplie(
    `${GERER}/mes/demander`,
    { ...ou, ...joursDe(l) },
    lignes.map((m) => ['profil', `${m.application}.${m.apres}`]),
  )
}
