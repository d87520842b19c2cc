import { randomUUID } from 'node:crypto'
import { garderChoisis, lireChoisis } from '#app/demandes/brouillon.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { cleDe } from '#app/organisation/utilisateurs/adresses.ts'
import { ACTIONS_GROUPEES, type ActionGroupee } from '#app/organisation/utilisateurs/groupees.ts'
import { lireFiltre, type FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
import { lireApres, type UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'
import { definitionDe } from '#demandes/definir.ts'
import { soumettre, type Demande } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'

/** People that one bulk action takes. */
export const MAXIMUM = 500
const TYPE = 'utilisateurs.selection'
/** What is submitted in one request: the rest follows at the next one, so that none lasts too long. */
const DUREE_MAXIMUM = 12_000

export interface Issue {
  nom: string
  structure: string
  numero: string | null
  motif: string | null
}
/** Ticked lines (« person:structure »), or « tous » and the query of the list's filter; then what became of each line. */
export interface Selection {
  action: string
  choix: string[] | null
  requete: string
  commentaire: string
  issues: (Issue & { cle: string })[] | null
}

export const actionDe = (code: string): ActionGroupee | undefined => ACTIONS_GROUPEES.find((a) => a.code === code)

/** Keeps what was chosen; its key is the address of the check page, and of each line's idempotency. */
export async function retenirSelection(c: Contexte, s: Pick<Selection, 'action' | 'choix' | 'requete'>): Promise<string> {
  const cle = randomUUID()
  await garder(c, cle, { ...s, commentaire: '', issues: null })
  return cle
}

const garder = (c: Contexte, cle: string, s: Selection) => garderChoisis(c, TYPE, cle, s)
export const lireSelection = (c: Contexte, cle: string) => lireChoisis<Selection>(c, TYPE, cle)

const filtreDe = (requete: string): FiltreUtilisateurs => {
  const p = new URLSearchParams(requete)
  const structure = p.get('structure')
  return { ...lireFiltre(p), structure: estUuid(structure) ? structure.toLowerCase() : null }
}

/**
 * The people chosen, as they are now: those ticked, or all that the filter holds, whom the reader manages and who may be chosen.
 * Ticked lines are looked for by the same statement as the list: what one may not see is not there. One statement, one more when there are too many.
 */
export async function personnesDe(c: Contexte, s: Selection): Promise<{ elements: UtilisateurEnListe[]; trop: boolean }> {
  const filtre = filtreDe(s.requete)
  const { elements, suivant } = await lireApres(
    c.db,
    c.utilisateur!.id,
    s.choix ? { structure: filtre.structure, parmi: s.choix } : filtre,
    null,
    MAXIMUM,
  )
  return { elements: elements.filter((u) => u.gere && u.role !== 'gestionnaire'), trop: suivant !== null }
}

/** Submits each line in its turn, and keeps what became of it: what stops half way goes on where it was, and no line is done twice. */
export async function executerSelection(c: Contexte, cle: string, s: Selection): Promise<void> {
  const action = actionDe(s.action)!
  const definition = definitionDe(action.type)!
  const issues = s.issues ?? []
  const faites = new Set(issues.map((i) => i.cle))
  const fin = performance.now() + DUREE_MAXIMUM
  for (const u of (await personnesDe(c, s)).elements) {
    const ligne = cleDe(u)
    if (faites.has(ligne)) continue
    if (performance.now() > fin) break
    issues.push({
      cle: ligne,
      nom: `${u.prenom} ${u.nom}`,
      structure: u.structure.raisonSociale,
      ...(await soumettreLigne(c, definition, cle, ligne, action.corps(u, s))),
    })
  }
  await garder(c, cle, { ...s, issues })
}

async function soumettreLigne(
  c: Contexte,
  definition: Demande,
  cle: string,
  ligne: string,
  corps: Record<string, unknown>[],
): Promise<{ numero: string | null; motif: string | null }> {
  let numero: string | null = null
  try {
    for (const [i, un] of corps.entries())
      numero = (await soumettre(c, { definition, auteur: c.utilisateur!, corps: un, cle: `${cle}:${ligne}:${i}` })).recu.numero
    return { numero, motif: corps.length ? null : c.t.utilisateurs.selection.rien }
  } catch (erreur) {
    if (!estRefus(erreur)) throw erreur
    return {
      numero,
      motif: [erreur.probleme.detail, erreur.probleme.raison, typeof erreur.probleme.remede === 'string' ? erreur.probleme.remede : null]
        .filter(Boolean)
        .join(' '),
    }
  }
}
