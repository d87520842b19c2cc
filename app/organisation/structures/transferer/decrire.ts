import { changementDit, nomDePersonne } from '#app/demandes/decrire.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { ChangementDit, Dite } from '#demandes/dire.ts'
import type { Textes } from '#ui/textes/index.ts'

type Personne = { prenom: string; nom: string }
type Structure = { raisonSociale: string; libelle?: string | null }

/** Whoever passes the role on is whoever had it. */
export function nouveauGestionnaire(t: Textes, structure: Structure, auteur: Dite['auteur'], utilisateur: Personne): ChangementDit {
  const [ou, apres] = [nomDe(structure), nomDePersonne(utilisateur)]
  const objet = `${t.approbations.decrire.gestionnaire}, ${ou}`
  return changementDit({ qui: null, ou, objet, avant: nomDePersonne(auteur), apres, texte: `${objet}${t.commun.deuxPoints}${apres}` })
}

export function decrireTransfert(t: Textes, _langue: string, { saisie, auteur }: Dite): ChangementDit[] {
  const { structures = [], utilisateur } = saisie as { structures?: Structure[]; utilisateur: Personne }
  return structures.map((s) => nouveauGestionnaire(t, s, auteur, utilisateur))
}
