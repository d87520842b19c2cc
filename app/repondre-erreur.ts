import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { contexteSansSession, creerContexte, type Programme } from '#app/contexte.ts'
import { pageErreur } from '#app/erreurs.tsx'
import { envoyerPage } from '#app/page.ts'
import { isCommitUnknown, isDiskFull, isUnavailable, isUnstorableText } from '#platform/database/errors.ts'
import type { InputFault } from '#platform/http/input.ts'
import { estRefus, sendProblem, type Probleme } from '#platform/http/problem.ts'
import { textes } from '#ui/textes/index.ts'

/** What went wrong, as the table of codes says it; only what nobody foresaw is logged. */
export function problemeDe(erreur: FastifyError & InputFault & { reessayerDans?: number }, programme: Programme, requete: FastifyRequest): Probleme {
  if (estRefus(erreur)) return erreur.probleme
  if (erreur.validation) {
    const champs = erreur.validation.map((v) => ({ champ: String(v.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.') || String((v.params as { keys?: string[] })?.keys?.join(', ') ?? ''), code: 'champ-invalide', message: v.message ?? '' }))
    return { status: 422, code: 'champ-invalide', detail: textes.fr.erreurs.parametre(champs.map((c) => c.champ).join(', ')), champs: champs.map((c) => ({ ...c, message: textes.fr.champs.erreur('champ-invalide', c.champ) })) }
  }
  if (erreur.statusCode === 429) return { status: 429, code: 'trop-de-requetes', detail: '', reessayerDans: erreur.reessayerDans ?? 60 }
  if (isCommitUnknown(erreur)) return { status: 503, code: 'resultat-inconnu', detail: '', reessayerDans: 5 }
  if (isDiskFull(erreur)) return { status: 503, code: 'espace-insuffisant', detail: '', reessayerDans: 60 }
  if (erreur.illisibles) return { status: 422, code: 'caracteres-interdits', detail: textes.fr.champs.erreur('caracteres-interdits', erreur.illisibles.map((c) => c.champ).join(', ')), champs: erreur.illisibles.map((c) => ({ ...c, code: 'caracteres-interdits', message: textes.fr.champs.erreur('caracteres-interdits', c.champ) })) }
  if (isUnstorableText(erreur)) return { status: 400, code: 'requete-malformee', detail: '' }
  if (isUnavailable(erreur)) {
    programme.log.warn({ code: erreur.code, message: erreur.message, url: requete.routeOptions.url }, 'database unavailable')
    return { status: 503, code: 'indisponible', detail: '', reessayerDans: 5 }
  }
  const statut = erreur.statusCode ?? 500
  if (statut >= 500 && statut !== 503) programme.log.error({ err: erreur, url: requete.routeOptions.url }, 'request failed')
  const codes: Record<number, string> = { 400: 'requete-malformee', 401: 'authentification-requise', 403: 'acces-refuse', 404: 'introuvable', 405: 'methode-refusee', 406: 'format-refuse', 408: 'delai-depasse', 413: 'trop-grand', 414: 'trop-grand', 415: 'type-de-contenu-refuse', 431: 'trop-grand', 503: 'indisponible' }
  const connu = statut in codes ? statut : statut >= 500 ? 500 : 400
  return { status: connu, code: codes[connu] ?? 'erreur-interne', detail: '' }
}

/** A problem document for software, a page for a person; the sentence comes from the texts when its rule gave none. */
export async function repondreErreur(programme: Programme, requete: FastifyRequest, reponse: FastifyReply, probleme: Probleme) {
  const { erreurs } = textes.fr
  const phrases = erreurs.parCode as Record<string, string>
  const complet = { ...probleme, detail: probleme.detail || phrases[probleme.code] || erreurs.parCode['erreur-interne'] }
  const pourLogiciel = /^\/(api|access|envois)\//.test(requete.url) || requete.url.endsWith('.json') || requete.url === '/evenements'
  if (pourLogiciel) return sendProblem(reponse, complet, erreurs.titre(probleme.status))
  if (complet.reessayerDans) reponse.header('retry-after', Math.ceil(complet.reessayerDans))
  // The database may be what failed: the error page then does without the session, at once.
  const sansSession = () => contexteSansSession(programme, requete, reponse)
  const c = complet.status === 503 ? await sansSession() : await creerContexte(programme, requete, reponse, { juger: false }).catch(sansSession)
  return envoyerPage(c, complet.status, pageErreur(c, complet))
}
