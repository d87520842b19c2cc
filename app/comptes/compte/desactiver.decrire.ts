import { changementDit } from '#app/demandes/decrire.ts'
import { nouveauGestionnaire } from '#app/organisation/structures/transferer/decrire.ts'
import type { ChangementDit, Dite } from '#demandes/dire.ts'
import type { Textes } from '#ui/textes/index.ts'

interface Successeur {
  structure: { raisonSociale: string; libelle?: string | null }
  utilisateur: { prenom: string; nom: string }
}

export function decrireDesactivation(t: Textes, _langue: string, { saisie, auteur }: Dite): ChangementDit[] {
  const x = t.approbations.decrire
  const { successeurs = [] } = saisie as { successeurs?: Successeur[] }
  return [
    changementDit({ qui: null, ou: null, objet: x.compte, avant: null, apres: x.desactive, texte: `${x.compte} ${x.desactive}` }),
    ...successeurs.map((s) => nouveauGestionnaire(t, s.structure, auteur, s.utilisateur)),
  ]
}
