import { lireEtablissement, lireSuccesseur } from './lire-reponse.ts'
import type { ReglagesSirene, ReponseApi } from './types.ts'

const ADRESSE_INSEE = 'https://api.insee.fr/api-sirene/3.11'
/** Milliseconds for the whole question, headers and bodies. */
const DELAI_MS = 3000
const TAILLE_MAX = 2 ** 20

type Reponse = { statut: number; corps: unknown; reessayerDans?: number } | { cause: 'delai' | 'panne' | 'illisible' }

/** The API is asked when an address or a key is set; the address defaults to INSEE's. */
export const estConfiguree = (settings: ReglagesSirene): boolean => !!(settings.SIRENE_API_URL || settings.SIRENE_API_KEY)

/** Asks INSEE's API Sirene 3.11 for one establishment, and for its successor when it is closed. Never throws. */
export async function demanderSiret(settings: ReglagesSirene, siret: string): Promise<ReponseApi> {
  const fin = AbortSignal.timeout(DELAI_MS)
  const lu = await demander(settings, `/siret/${siret}`, fin)
  if ('cause' in lu) return lu
  if (lu.statut === 404) return { trouve: null }
  if (lu.statut === 401 || lu.statut === 403) return { cause: 'cle' }
  if (lu.statut === 429) return { cause: 'debit', reessayerDans: lu.reessayerDans ?? 60 }
  if (lu.statut >= 500) return { cause: 'panne', reessayerDans: lu.reessayerDans }
  const trouve = lu.statut === 200 ? lireEtablissement(lu.corps, siret) : null
  if (!trouve) return { cause: 'illisible' }
  if (!trouve.ouvert) trouve.etablissement.successeur = await demanderSuccesseur(settings, siret, fin)
  return { trouve }
}

// An extra that helps the person on; its failure changes nothing to the answer.
async function demanderSuccesseur(settings: ReglagesSirene, siret: string, fin: AbortSignal): Promise<string | null> {
  const lu = await demander(settings, `/siret/liensSuccession?q=siretEtablissementPredecesseur:${siret}`, fin)
  return 'statut' in lu && lu.statut === 200 ? lireSuccesseur(lu.corps, siret) : null
}

async function demander(settings: ReglagesSirene, chemin: string, fin: AbortSignal): Promise<Reponse> {
  const cle = settings.SIRENE_API_KEY
  try {
    const reponse = await fetch((settings.SIRENE_API_URL ?? ADRESSE_INSEE).replace(/\/+$/, '') + chemin, {
      headers: { accept: 'application/json', 'user-agent': 'choral', ...(cle && { 'x-insee-api-key-integration': cle }) },
      redirect: 'manual', // a key is sent to the configured address only
      signal: fin,
    })
    const texte = await lireCorps(reponse)
    if (texte === null) return { cause: 'illisible' }
    const statut = reponse.status
    const corps = enJson(texte)
    // An error's body is the gateway's business, but an HTML « not found » is not the register's word on a SIRET.
    if (corps === undefined && (statut === 200 || (statut === 404 && texte.trim()))) return { cause: 'illisible' }
    return { statut, corps, reessayerDans: lireAttente(reponse.headers.get('retry-after')) }
  } catch {
    return { cause: fin.aborted ? 'delai' : 'panne' }
  }
}

async function lireCorps(reponse: Response): Promise<string | null> {
  const blocs: Uint8Array[] = []
  let taille = 0
  for await (const bloc of reponse.body ?? []) {
    taille += bloc.length
    // Leaving the loop cancels the stream: the rest is not downloaded.
    if (taille > TAILLE_MAX) return null
    blocs.push(bloc)
  }
  return Buffer.concat(blocs).toString('utf8')
}

function enJson(texte: string): unknown {
  try {
    return JSON.parse(texte)
  } catch {
    return undefined
  }
}

/** Seconds of a `Retry-After`, at most an hour; its date form is not used by this API. */
const lireAttente = (entete: string | null): number | undefined =>
  entete && /^\d{1,6}$/.test(entete) ? Math.min(Math.max(Number(entete), 1), 3600) : undefined
