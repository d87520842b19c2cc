import type { Db } from '#platform/database/open.ts'
import { demanderSiret, estConfiguree } from './api.ts'
import { garder, lireCache, type EnCache } from './cache.ts'
import { chercherDansLeStock } from './stock.ts'
import type { ReglagesSirene, ReponseApi, ReponseRegistre, Trouvaille } from './types.ts'

type Trouvee = Extract<ReponseRegistre, { source: string }>
type Panne = Extract<ReponseApi, { cause: unknown }>

// The quota is 30 requests a minute: a question asked twice at once in this process is one question…
const enVol = new Map<string, Promise<EnCache | Panne>>()
// …and after « too many », none is asked before the time it says (monotonic milliseconds, by address of the API).
const suspendueJusqua = new Map<string, number>()

/**
 * What is this SIRET? (STR-03, STR-08). Never inside a transaction: it may wait 3 s for the register.
 * In turn: what the API answered lately, the API, the imported stock (`source` says which). Throws only when the database does.
 * @param siret 14 digits, already checked
 */
export async function consulterSiret(db: Db, settings: ReglagesSirene, siret: string): Promise<ReponseRegistre> {
  if (!/^\d{14}$/.test(siret)) return { etat: 'inconnu' }
  if (!estConfiguree(settings)) {
    const { charge, trouve } = await chercherDansLeStock(db, siret)
    return trouve ? duStock(trouve) : charge ? { etat: 'inconnu' } : { etat: 'injoignable', cause: 'non-configure' }
  }

  const lu = await parLApi(db, settings, siret)
  if ('cause' in lu) {
    const { trouve } = await chercherDansLeStock(db, siret)
    return trouve ? { ...duStock(trouve), secours: lu.cause } : { etat: 'injoignable', ...lu }
  }
  if (!lu.trouve) return { etat: 'inconnu' }
  return { etat: lu.trouve.ouvert ? 'ouvert' : 'ferme', etablissement: lu.trouve.etablissement, source: 'api', consulteLe: lu.consulteLe }
}

const duStock = (lu: Trouvaille & { importeLe: Date }): Trouvee => ({
  etat: lu.ouvert ? 'ouvert' : 'ferme',
  etablissement: lu.etablissement,
  source: 'stock',
  consulteLe: lu.importeLe,
})

function parLApi(db: Db, settings: ReglagesSirene, siret: string): Promise<EnCache | Panne> {
  const question = `${settings.SIRENE_API_URL ?? ''} ${siret}`
  const posee = enVol.get(question)
  if (posee) return posee
  const reponse = interroger(db, settings, siret).finally(() => enVol.delete(question))
  enVol.set(question, reponse)
  return reponse
}

async function interroger(db: Db, settings: ReglagesSirene, siret: string): Promise<EnCache | Panne> {
  const connu = await lireCache(db, siret)
  if (connu) return connu
  const adresse = settings.SIRENE_API_URL ?? ''
  const attente = (suspendueJusqua.get(adresse) ?? 0) - performance.now()
  if (attente > 0) return { cause: 'debit', reessayerDans: Math.ceil(attente / 1000) }
  const lu = await demanderSiret(settings, siret)
  if ('trouve' in lu) return { trouve: lu.trouve, consulteLe: await garder(db, siret, lu.trouve) }
  if (lu.cause === 'debit') suspendueJusqua.set(adresse, performance.now() + (lu.reessayerDans ?? 60) * 1000)
  return lu
}
