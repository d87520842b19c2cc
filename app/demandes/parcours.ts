import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import type { z } from 'zod'
import { exigerPreuve, preuveVoulue } from '#app/comptes/preuve.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { garderScelle, lireScelle, type Brouillon } from '#app/demandes/brouillon.ts'
import { lirePrevenus } from '#app/demandes/prevenus.ts'
import { definirAction, definirRoute, type Action, type Page, type Reponse } from '#app/page.ts'
import type { Utilisateur } from '#app/comptes/session.ts'
import { lireEnvois, type Envoi, type FormulaireRecu } from '#app/organisation/pieces-jointes/index.ts'
import { refusDeChamps, soumettre, type Changement, type Demande, type Recu } from '#demandes/index.ts'
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
  /** The files that were sent with it, by now or at an earlier try. */
  envois: Envoi[]
}

export interface Parcours<D> {
  /** Address of the form; the same receives it. */
  chemin: string
  definition: Demande
  /** The field that holds the ids of the files sent (one, or a list); its form is multipart and draws it with `ChampFichiers`. */
  fichiers?: string
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

const RIEN: Omit<EtatDuFormulaire, 'cle'> = { saisie: null, erreurs: [], refus: null, changements: null, ancien: null, envois: [] }

/**
 * Form → « Vérifier vos réponses » → receipt, as every submission of the portal (POR-16). The check page is a stored draft
 * whose key is also the idempotency key: reload, back, forward, double clicks and two tabs are harmless, with or without script.
 */
export function definirParcours<D>(p: Parcours<D>): { page: Page; action: Action } {
  return {
    page: definirRoute({ chemin: p.chemin, acces: 'session', repondre: async (c) => ouvrir(p, c as ContexteDuParcours) }),
    action: definirAction({
      chemin: p.chemin,
      acces: 'session',
      fichiers: p.fichiers,
      executer: async (c, champs) => recevoir(p, c as ContexteDuParcours, champs),
    }),
  }
}

async function ouvrir<D>(p: Parcours<D>, c: ContexteDuParcours): Promise<JSX.Element | Reponse> {
  const demandee = c.url.searchParams.get('brouillon')
  const cle = estUuid(demandee) ? demandee : null
  const structure = estUuid(c.params.id) ? { id: c.params.id } : null
  const champ = p.definition.objet && !p.definition.objet.cree ? p.definition.objet.champ : null
  const objet = champ && estUuid(c.params[champ]) ? { champ, id: c.params[champ] } : null
  const trouve = await lireScelle(c, {
    auteur: c.utilisateur.id,
    type: p.definition.type,
    structure: structure?.id ?? null,
    objet: objet?.id ?? null,
    cle,
  })
  if (trouve && 'numero' in trouve) return { rediriger: `/demandes/${trouve.numero}` }
  if (!cle) return p.formulaire(c, await p.charger(c), { ...RIEN, cle: randomUUID(), ancien: trouve?.brouillon ?? null })
  if (!trouve) return { rediriger: c.chemin }
  const { brouillon } = trouve
  if (c.url.searchParams.get('etape') !== 'verifier')
    return p.formulaire(c, await p.charger(c), { ...RIEN, cle, saisie: brouillon.saisie, envois: await envoisDe(p, c, brouillon.saisie) })
  try {
    const { recu } = await soumettre(c, {
      definition: p.definition,
      auteur: c.utilisateur,
      corps: corpsDe(brouillon, structure, objet),
      simulation: true,
    })
    const prevenus = await lirePrevenus(c.db, p.definition, recu)
    return p.verification(c, { cle, recu: { ...recu, prevenus }, saisie: brouillon.saisie })
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
  const brouillon = `${c.chemin}?brouillon=${cle}`
  const verifier = `${brouillon}&etape=verifier`
  if (champs.get('_etape')?.[0] === 'confirmer') {
    const trouve = await lireScelle(c, { ...qui, cle })
    if (!trouve) return { rediriger: c.chemin }
    if ('numero' in trouve) return { rediriger: `/demandes/${trouve.numero}` }
    const preuve = preuveVoulue(p.definition, trouve.brouillon.saisie) && exigerPreuve(c, verifier, verifier)
    if (preuve) return preuve
    try {
      const { recu } = await soumettre(c, {
        definition: p.definition,
        auteur: c.utilisateur,
        corps: corpsDe(trouve.brouillon, structure, objet),
        cle,
      })
      return { rediriger: p.apres?.(recu) ?? `/demandes/${recu.numero}` }
    } catch (erreur) {
      return refuser(p, c, d, cle, trouve.brouillon.saisie, erreur)
    }
  }
  const lue = readForm(p.definition.saisie as z.ZodType, champs)
  const saisie = {
    ...(p.adapter?.(champs, lue, d) ?? lue),
    ...(champs.has('aPartirDu') ? { aPartirDu: champs.get('aPartirDu')![0] || null } : {}),
  }
  const version = Number(champs.get('_version')?.[0]) || null
  // Kept before it is judged: nothing typed is lost, not even what is refused.
  await garderScelle(c, p.definition, { ...qui, cle, saisie, version })
  const { erreurs: desFichiers = [] } = champs as Partial<FormulaireRecu>
  try {
    await soumettre(c, {
      definition: p.definition,
      auteur: c.utilisateur,
      corps: corpsDe({ saisie, version }, structure, objet),
      simulation: true,
    })
    if (desFichiers.length) throw refusDeChamps(c.t, desFichiers)
    return (preuveVoulue(p.definition, saisie) && exigerPreuve(c, verifier, brouillon)) || { rediriger: verifier }
  } catch (erreur) {
    return refuser(p, c, d, cle, saisie, avecFichiers(c, desFichiers, erreur))
  }
}

/** What is wrong with the files beside what is wrong with the rest, all together; that the field is empty then goes without saying. */
function avecFichiers(c: ContexteDuParcours, desFichiers: ErreurChamp[], erreur: unknown): unknown {
  const autres = estRefus(erreur) ? erreur.probleme.champs : undefined
  return autres && desFichiers.length && !autres.includes(desFichiers[0]!)
    ? refusDeChamps(c.t, [...desFichiers, ...autres.filter((e) => e.code !== 'champ-manquant' || e.champ !== desFichiers[0]!.champ)])
    : erreur
}

const envoisDe = async <D>(p: Parcours<D>, c: ContexteDuParcours, saisie: Record<string, unknown>) =>
  p.fichiers ? lireEnvois(c.db, c.utilisateur.id, [saisie[p.fichiers]].flat().filter(estUuid)) : []

const corpsDe = (
  b: Pick<Brouillon, 'saisie' | 'version'>,
  structure: { id: string } | null,
  objet: { champ: string; id: string } | null,
) => ({
  ...b.saisie,
  ...(structure ? { structure: structure.id, ...(b.version ? { version: b.version } : {}) } : {}),
  ...(objet ? { [objet.champ]: objet.id } : {}),
})

/** A refusal brings the form back with what was typed; what is no refusal goes on to the error page. */
async function refuser<D>(
  p: Parcours<D>,
  c: ContexteDuParcours,
  d: D,
  cle: string,
  saisie: Record<string, unknown>,
  erreur: unknown,
): Promise<{ statut: number; page: JSX.Element }> {
  if (!estRefus(erreur) || erreur.probleme.status === 404) throw erreur
  const { probleme } = erreur
  const changements = probleme.code === 'version-perimee' ? ((probleme.plus?.changements as Changement[]) ?? []) : null
  const etat: EtatDuFormulaire = {
    ...RIEN,
    cle,
    saisie,
    erreurs: probleme.champs ?? [],
    refus: probleme.champs || changements ? null : probleme,
    changements,
    envois: await envoisDe(p, c, saisie),
  }
  return { statut: probleme.status, page: p.formulaire(c, d, etat) }
}
