import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import type { z } from 'zod'
import { exigerPreuve } from '#app/comptes/preuve.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { garderBrouillon, lireBrouillon, type Brouillon } from '#app/demandes/brouillon.ts'
import { definirAction, definirRoute, type Action, type Page, type Reponse } from '#app/page.ts'
import type { Utilisateur } from '#app/comptes/session.ts'
import { soumettre, type Changement, type Demande, type Recu } from '#demandes/index.ts'
import { readForm } from '#platform/http/forms.ts'
import { estRefus, type ErreurChamp, type Probleme } from '#platform/http/problem.ts'

export type ContexteDuParcours = Contexte & { utilisateur: Utilisateur }

/** What a form draws: the object, what was typed (over the object's own values), and what is wrong with it. */
export interface EtatDuFormulaire {
  cle: string
  saisie: Record<string, unknown> | null
  erreurs: ErreurChamp[]
  /** A refusal of the whole: access, state, register. */
  refus: Probleme | null
  /** The object changed meanwhile (412): what changed. */
  changements: Changement[] | null
  /** An earlier draft that can be taken up again. */
  ancien: Brouillon | null
}

export interface Parcours<D> {
  /** Address of the form; the same receives it. */
  chemin: string
  definition: Demande
  /** Loads the object, or refuses. */
  charger: (c: ContexteDuParcours) => Promise<D>
  structureDe: (d: D) => { id: string; version: number } | null
  /** The object of the structure that it changes; its id is the part of the address that bears the name of the body's field. */
  objetDe?: (d: D) => { champ: string; id: string; version: number }
  formulaire: (c: ContexteDuParcours, d: D, etat: EtatDuFormulaire) => JSX.Element
  /** Drawn from the simulation alone: what was judged is what is shown. */
  verification: (c: ContexteDuParcours, etat: { cle: string; recu: Recu; saisie: Record<string, unknown> }) => JSX.Element
  /** Where one lands once it is done, when not on the receipt. */
  apres?: (recu: Recu) => string
  /** Fields of the form that the demande does not take as they are typed. */
  adapter?: (champs: Map<string, string[]>, saisie: Record<string, unknown>, d: D) => Record<string, unknown>
}

const RIEN: Omit<EtatDuFormulaire, 'cle'> = { saisie: null, erreurs: [], refus: null, changements: null, ancien: null }

/**
 * Form → « Vérifier vos réponses » → receipt, as every submission of the portal (POR-16). The check page is a stored draft
 * whose key is also the idempotency key: reload, back, forward, double clicks and two tabs are harmless, with or without script.
 */
export function definirParcours<D>(p: Parcours<D>): { page: Page; action: Action } {
  return {
    page: definirRoute({ chemin: p.chemin, acces: 'session', repondre: async (c) => ouvrir(p, c as ContexteDuParcours) }),
    action: definirAction({ chemin: p.chemin, acces: 'session', executer: async (c, champs) => recevoir(p, c as ContexteDuParcours, champs) }),
  }
}

async function ouvrir<D>(p: Parcours<D>, c: ContexteDuParcours): Promise<JSX.Element | Reponse> {
  const demandee = c.url.searchParams.get('brouillon')
  const cle = estUuid(demandee) ? demandee : null
  const structure = estUuid(c.params.id) ? { id: c.params.id } : null
  const champ = p.definition.objet && !p.definition.objet.cree ? p.definition.objet.champ : null
  const objet = champ && estUuid(c.params[champ]) ? { champ, id: c.params[champ] } : null
  const trouve = await lireBrouillon(c.db, { auteur: c.utilisateur.id, type: p.definition.type, structure: structure?.id ?? null, objet: objet?.id ?? null, cle })
  if (trouve && 'numero' in trouve) return { rediriger: `/demandes/${trouve.numero}` }
  if (!cle) return p.formulaire(c, await p.charger(c), { ...RIEN, cle: randomUUID(), ancien: trouve?.brouillon ?? null })
  if (!trouve) return { rediriger: c.chemin }
  const { brouillon } = trouve
  if (c.url.searchParams.get('etape') !== 'verifier') return p.formulaire(c, await p.charger(c), { ...RIEN, cle, saisie: brouillon.saisie })
  try {
    const { recu } = await soumettre(c, { definition: p.definition, auteur: c.utilisateur, corps: corpsDe(brouillon, structure, objet), simulation: true })
    return p.verification(c, { cle, recu, saisie: brouillon.saisie })
  } catch (erreur) {
    return refuser(p, c, await p.charger(c), cle, brouillon.saisie, erreur)
  }
}

async function recevoir<D>(p: Parcours<D>, c: ContexteDuParcours, champs: Map<string, string[]>): Promise<Reponse> {
  const d = await p.charger(c)
  const structure = p.structureDe(d)
  const objet = p.objetDe?.(d) ?? null
  const recue = champs.get('_cle')?.[0]
  const cle = estUuid(recue) ? recue : randomUUID()
  const qui = { auteur: c.utilisateur.id, type: p.definition.type, structure: structure?.id ?? null, objet: objet?.id ?? null }
  const verifier = `${c.chemin}?brouillon=${cle}&etape=verifier`
  if (champs.get('_etape')?.[0] === 'confirmer') {
    const preuve = p.definition.preuve && exigerPreuve(c, verifier)
    if (preuve) return preuve
    const trouve = await lireBrouillon(c.db, { ...qui, cle })
    if (!trouve) return { rediriger: c.chemin }
    if ('numero' in trouve) return { rediriger: `/demandes/${trouve.numero}` }
    try {
      const { recu } = await soumettre(c, { definition: p.definition, auteur: c.utilisateur, corps: corpsDe(trouve.brouillon, structure, objet), cle })
      return { rediriger: p.apres?.(recu) ?? `/demandes/${recu.numero}` }
    } catch (erreur) {
      return refuser(p, c, d, cle, trouve.brouillon.saisie, erreur)
    }
  }
  const lue = readForm(p.definition.saisie as z.ZodType, champs)
  const saisie = { ...(p.adapter?.(champs, lue, d) ?? lue), ...(champs.has('aPartirDu') ? { aPartirDu: champs.get('aPartirDu')![0] || null } : {}) }
  const version = Number(champs.get('_version')?.[0]) || null
  // Kept before it is judged: nothing typed is lost, not even what is refused.
  await garderBrouillon(c.db, { ...qui, cle, saisie, version })
  try {
    await soumettre(c, { definition: p.definition, auteur: c.utilisateur, corps: corpsDe({ saisie, version }, structure, objet), simulation: true })
    return (p.definition.preuve && exigerPreuve(c, verifier)) || { rediriger: verifier }
  } catch (erreur) {
    return refuser(p, c, d, cle, saisie, erreur)
  }
}

const corpsDe = (b: Pick<Brouillon, 'saisie' | 'version'>, structure: { id: string } | null, objet: { champ: string; id: string } | null) => ({ ...b.saisie, ...(structure ? { structure: structure.id, ...(b.version ? { version: b.version } : {}) } : {}), ...(objet ? { [objet.champ]: objet.id } : {}) })

/** A refusal brings the form back with what was typed; what is no refusal goes on to the error page. */
function refuser<D>(p: Parcours<D>, c: ContexteDuParcours, d: D, cle: string, saisie: Record<string, unknown>, erreur: unknown): { statut: number; page: JSX.Element } {
  if (!estRefus(erreur) || erreur.probleme.status === 404) throw erreur
  const { probleme } = erreur
  const changements = probleme.code === 'version-perimee' ? ((probleme.plus?.changements as Changement[]) ?? []) : null
  const etat: EtatDuFormulaire = { ...RIEN, cle, saisie, erreurs: probleme.champs ?? [], refus: probleme.champs || changements ? null : probleme, changements }
  return { statut: probleme.status, page: p.formulaire(c, d, etat) }
}
