// The client of the kill tests: asks, notes question and answer in its ledger, and asks again with the same key until it is answered.
import { randomBytes } from 'node:crypto'
import { setTimeout as attendre } from 'node:timers/promises'

import { noter } from './grand-livre.ts'

export interface Charge {
  url: string
  cookie: string
  livre: string
  structures: string[]
  /** Patience with one request, retries included. */
  delaiMs: number
  aleatoire: () => number
}

interface Reponse {
  statut: number
  corps: { numero?: string; etat?: string; code?: string }
}

async function poster(c: Charge, chemin: string, corps: object, cle: string): Promise<Reponse> {
  const r = await fetch(c.url + chemin, {
    method: 'POST',
    signal: AbortSignal.timeout(8000),
    headers: { cookie: c.cookie, origin: c.url, 'content-type': 'application/json', 'idempotency-key': cle },
    body: JSON.stringify(corps),
  })
  return { statut: r.status, corps: (await r.json()) as Reponse['corps'] }
}

/** Statuses that were not refusals in words: the promise is that there is none but 503. */
export const statutsInattendus: string[] = []
/** How many refusals of each code. */
export const refus: Record<string, number> = {}

/** Sends until there is a definite answer; the ledger has each try. @returns the answer, or nothing when patience ran out */
async function obtenir(
  c: Charge,
  envoi: {
    cle: string
    genre: 'demande' | 'annulation'
    type: string
    structure: string | null
    marque: string
    champ: string
    numero?: string
  },
  chemin: string,
  corps: object,
): Promise<Reponse | null> {
  const limite = performance.now() + c.delaiMs
  while (performance.now() < limite) {
    noter(c.livre, { quoi: 'envoi', ...envoi })
    try {
      const r = await poster(c, chemin, corps, envoi.cle)
      if (r.statut < 500 && r.statut !== 429 && r.statut !== 408) {
        if (r.statut >= 300) refus[`${r.statut} ${r.corps.code}`] = (refus[`${r.statut} ${r.corps.code}`] ?? 0) + 1
        noter(c.livre, {
          quoi: 'reponse',
          cle: envoi.cle,
          issue: r.statut < 300 ? 'acquittee' : 'refusee',
          statut: r.statut,
          ...(r.corps.numero ? { numero: r.corps.numero } : {}),
          ...(r.corps.etat ? { etat: r.corps.etat } : {}),
          ...(r.corps.code ? { code: r.corps.code } : {}),
        })
        return r
      }
      if (r.statut !== 503) statutsInattendus.push(`${r.statut} ${r.corps.code} ${chemin}`)
      noter(c.livre, { quoi: 'inconnu', cle: envoi.cle, raison: String(r.statut) })
    } catch (e) {
      noter(c.livre, { quoi: 'inconnu', cle: envoi.cle, raison: (e as Error).message })
    }
    await attendre(50 + c.aleatoire() * 300)
  }
  return null
}

/** One change of a structure, its creation, or the cancellation of a change that waits. */
async function uneDemande(c: Charge, enAttente: string[]): Promise<void> {
  const cle = randomBytes(9).toString('base64url')
  const marque = `M-${cle}`
  const tirage = c.aleatoire()
  // The latest: those before it have taken effect.
  const annulable = tirage < 0.25 ? enAttente.pop() : undefined
  if (annulable) {
    await obtenir(
      c,
      { cle, genre: 'annulation', type: 'annulation', structure: null, marque, champ: '', numero: annulable },
      `/api/v1/demandes/${annulable}/annulation`,
      { motif: 'essai' },
    )
    return
  }
  if (tirage > 0.92) {
    await obtenir(
      c,
      { cle, genre: 'demande', type: 'structure.creer', structure: null, marque, champ: 'libelle' },
      '/api/v1/demandes/structure.creer',
      {
        typeIdentifiant: 'AUTRE',
        raisonSociale: 'Essai',
        libelle: marque,
        adresse: '1 rue des Essais',
        codePostal: '44000',
        ville: 'Nantes',
        pays: 'FR',
      },
    )
    return
  }
  const structure = c.structures[Math.floor(c.aleatoire() * c.structures.length)]!
  const r = await obtenir(
    c,
    { cle, genre: 'demande', type: 'structure.modifier', structure, marque, champ: 'libelle' },
    '/api/v1/demandes/structure.modifier',
    { structure, libelle: marque },
  )
  if (r?.corps.etat === 'programmee' && r.corps.numero) enAttente.push(r.corps.numero)
}

/** Several hands at once, until told to stop and not before `nombre` requests; resolves once all are answered. */
export async function charger(c: Charge, nombre: number, assez: () => boolean, mains = 6): Promise<number> {
  const enAttente: string[] = []
  let faites = 0
  const main = async () => {
    while (faites < nombre || !assez()) {
      faites++
      await uneDemande(c, enAttente)
      await attendre(c.aleatoire() * 60)
    }
  }
  await Promise.all(Array.from({ length: mains }, main))
  return faites
}
