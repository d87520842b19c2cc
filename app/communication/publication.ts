import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { net, VERSION, type Saisie } from '#app/communication/saisie.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { garderBrouillon, lireBrouillon } from '#app/demandes/brouillon.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { definirAction, definirRoute, type Action, type Page, type Reponse } from '#app/page.ts'
import { cleSuivante, refus } from '#demandes/index.ts'
import { estRefus, type ErreurChamp } from '#platform/http/problem.ts'

export interface EtatDePublication {
  cle: string
  id: string | null
  saisie: Saisie
  erreurs: ErreurChamp[]
  refus: string | null
  /** Where what was published meanwhile is read, when somebody else changed it. */ autre?: string
}

/** What is written for others to read: a form, a check page that shows it as they will read it, and it is out (POR-16). */
export interface Publication {
  /** Address of the form; `?id=` takes up what is published already. */
  chemin: string
  /** Name of its drafts. */
  type: string
  champs: readonly string[]
  exiger: (c: Contexte) => ContexteDuParcours | Promise<ContexteDuParcours>
  /** What is published, as the form shows it, with its version; null: not there, or not theirs. */
  reprendre: (c: ContexteDuParcours, id: string) => Promise<Saisie | null>
  juger: (c: ContexteDuParcours, saisie: Saisie, id: string | null) => Promise<ErreurChamp[]>
  formulaire: (c: ContexteDuParcours, etat: EtatDePublication) => JSX.Element | Promise<JSX.Element>
  verification: (c: ContexteDuParcours, etat: EtatDePublication) => JSX.Element | Promise<JSX.Element>
  /** Under the form's key, once. @returns where one lands */
  publier: (c: ContexteDuParcours, cle: string, saisie: Saisie, id: string | null) => Promise<string>
  /** Where a change leads. */
  modifie?: string
}

/** The check page is a stored draft whose key is that of the publication: reload, back and double clicks are harmless, with or without script. */
export function definirPublication(p: Publication): { page: Page; action: Action } {
  return {
    page: definirRoute({ chemin: p.chemin, acces: 'session', repondre: async (c) => ouvrir(p, await p.exiger(c)) }),
    action: definirAction({ chemin: p.chemin, acces: 'session', executer: async (c, champs) => recevoir(p, await p.exiger(c), champs) }),
  }
}

const lire = async (p: Publication, c: ContexteDuParcours, cle: string, id: string | null): Promise<Saisie | null> => {
  const trouve = await lireBrouillon(c.db, { auteur: c.utilisateur.id, type: p.type, structure: null, objet: id, cle })
  return trouve && 'brouillon' in trouve ? (trouve.brouillon.saisie as Saisie) : null
}

/** The object that the address names. @throws Refus introuvable */
async function objetDe(p: Publication, c: ContexteDuParcours): Promise<{ id: string | null; publiee: Saisie }> {
  const id = c.url.searchParams.get('id')
  if (!id) return { id: null, publiee: {} }
  const publiee = estUuid(id) ? await p.reprendre(c, id) : null
  if (!publiee) throw refus(c.t, 'introuvable')
  return { id, publiee }
}

async function ouvrir(p: Publication, c: ContexteDuParcours): Promise<JSX.Element | Reponse> {
  const { id, publiee } = await objetDe(p, c)
  const cle = c.url.searchParams.get('brouillon')
  if (!estUuid(cle)) return p.formulaire(c, { cle: randomUUID(), id, saisie: publiee, erreurs: [], refus: null })
  const saisie = await lire(p, c, cle, id)
  if (!saisie) return { rediriger: adresse(p, id) }
  const etat = { cle, id, saisie, erreurs: [], refus: null }
  if (c.url.searchParams.get('etape') !== 'verifier') return p.formulaire(c, etat)
  const erreurs = await p.juger(c, saisie, id)
  return erreurs.length ? { statut: 422, page: await p.formulaire(c, { ...etat, erreurs }) } : p.verification(c, etat)
}

const adresse = (p: Publication, id: string | null, plus: Record<string, string> = {}) => {
  const suite = new URLSearchParams({ ...(id ? { id } : {}), ...plus }).toString()
  return suite ? `${p.chemin}?${suite}` : p.chemin
}

async function recevoir(p: Publication, c: ContexteDuParcours, champs: Map<string, string[]>): Promise<Reponse> {
  const { id } = await objetDe(p, c)
  const recue = champs.get('_cle')?.[0]
  const cle = estUuid(recue) ? recue : randomUUID()
  const confirmee = champs.get('_etape')?.[0] === 'confirmer'
  const saisie = confirmee
    ? await lire(p, c, cle, id)
    : Object.fromEntries([...p.champs, VERSION].map((n) => [n, net(champs.get(n)?.join(','))]))
  if (!saisie) return { rediriger: adresse(p, id) }
  try {
    if (confirmee) return { rediriger: await p.publier(c, cle, saisie, id) }
    // Kept before it is judged: nothing typed is lost.
    await garderBrouillon(c.db, { cle, auteur: c.utilisateur.id, type: p.type, structure: null, objet: id, saisie, version: null })
    const erreurs = await p.juger(c, saisie, id)
    return erreurs.length
      ? { statut: 422, page: await p.formulaire(c, { cle, id, saisie, erreurs, refus: null }) }
      : { rediriger: adresse(p, id, { brouillon: cle, etape: 'verifier' }) }
  } catch (e) {
    if (!estRefus(e) || e.probleme.status === 404) throw e
    if (e.probleme.code === 'version-perimee') return depassee(p, c, { cle, id: id!, saisie }, e.probleme.detail)
    return {
      statut: e.probleme.status,
      page: await p.formulaire(c, {
        cle: cleSuivante(e, cle),
        id,
        saisie,
        erreurs: e.probleme.champs ?? [],
        refus: e.probleme.champs ? null : e.probleme.detail,
      }),
    }
  }
}

/** Somebody else was quicker: what was typed stays, theirs is one link away, and a second look may replace it. */
export const depasse = (etat: EtatDePublication, publiee: Saisie, detail: string, autre: string): EtatDePublication => ({
  ...etat,
  saisie: { ...etat.saisie, [VERSION]: publiee[VERSION] ?? '' },
  refus: detail,
  autre,
})

/** Sent twice, it is only one's own. */
async function depassee(
  p: Publication,
  c: ContexteDuParcours,
  { cle, id, saisie }: { cle: string; id: string; saisie: Saisie },
  detail: string,
): Promise<Reponse> {
  const publiee = await p.reprendre(c, id)
  if (!publiee) throw refus(c.t, 'introuvable')
  if (p.modifie && p.champs.every((n) => !saisie[n] || saisie[n] === publiee[n])) return { rediriger: p.modifie }
  const etat = { cle, id, saisie, erreurs: [], refus: null }
  return { statut: 412, page: await p.formulaire(c, depasse(etat, publiee, detail, adresse(p, id))) }
}
