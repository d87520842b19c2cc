import { appendFileSync, readFileSync } from 'node:fs'

/** What the client asked, and what it was told. A request without a definite answer stays « inconnu » until it is retried. */
export type Ligne =
  | {
      quoi: 'envoi'
      cle: string
      genre: 'demande' | 'annulation'
      type: string
      structure: string | null
      marque: string
      champ: string
      numero?: string
    }
  | { quoi: 'reponse'; cle: string; issue: 'acquittee' | 'refusee'; statut: number; numero?: string; etat?: string; code?: string }
  | { quoi: 'inconnu'; cle: string; raison: string }

/** One line is one write at the end of the file: what is noted survives whatever is killed. */
export const noter = (fichier: string, ligne: Ligne) => appendFileSync(fichier, `${JSON.stringify(ligne)}\n`)

export interface Entree {
  cle: string
  genre: 'demande' | 'annulation'
  type: string
  structure: string | null
  marque: string
  champ: string
  issue: 'acquittee' | 'refusee' | 'inconnu'
  statut?: number
  numero?: string
  etat?: string
  essais: number
}

/** The ledger, one entry a key; an answer is final. */
export function lireLivre(fichier: string): Map<string, Entree> {
  const livre = new Map<string, Entree>()
  for (const texte of readFileSync(fichier, 'utf8').split('\n').filter(Boolean)) {
    const ligne = JSON.parse(texte) as Ligne
    const vue = livre.get(ligne.cle)
    if (ligne.quoi === 'envoi') {
      if (vue) vue.essais++
      else livre.set(ligne.cle, { ...ligne, issue: 'inconnu', essais: 1 })
    } else if (vue && ligne.quoi === 'reponse')
      Object.assign(vue, {
        issue: ligne.issue,
        statut: ligne.statut,
        ...(ligne.numero ? { numero: ligne.numero } : {}),
        ...(ligne.etat ? { etat: ligne.etat } : {}),
      })
  }
  return livre
}
