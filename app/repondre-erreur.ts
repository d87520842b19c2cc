import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { contexteSansSession, creerContexte, type Programme } from '#app/contexte.ts'
import { nouvelleReference, pageErreur } from '#app/erreurs.tsx'
import { envoyerPage } from '#app/page.ts'
import { isCommitUnknown, isCrossed, isDiskFull, isUnavailable, isUnstorableText } from '#platform/database/errors.ts'
import { attenduDe, libelleDuChamp, phraseDuChamp } from '#demandes/validation.ts'
import type { InputFault } from '#platform/http/input.ts'
import { estRefus, sendProblem, type Probleme } from '#platform/http/problem.ts'
import { textes, type Textes } from '#ui/textes/index.ts'

/** What went wrong, as the table of codes says it; only what nobody foresaw is logged. */
export function problemeDe(
  erreur: FastifyError & InputFault & { reessayerDans?: number },
  programme: Programme,
  requete: FastifyRequest,
): Probleme {
  if (estRefus(erreur)) return erreur.probleme
  if (erreur.validation) return refusDeParametres(erreur.validation as unknown as Ecart[])
  if (erreur.statusCode === 429) return { status: 429, code: 'trop-de-requetes', detail: '', reessayerDans: erreur.reessayerDans ?? 60 }
  if (isCommitUnknown(erreur)) return { status: 503, code: 'resultat-inconnu', detail: '', reessayerDans: 5 }
  if (isDiskFull(erreur)) return { status: 503, code: 'espace-insuffisant', detail: '', reessayerDans: 60 }
  if (erreur.illisibles) return refusDIllisibles(erreur.illisibles, textes.fr)
  if (erreur.notAnObject) return { status: 422, code: 'saisie-invalide', detail: textes.fr.erreurs.corps }
  if (isUnstorableText(erreur)) return { status: 400, code: 'requete-malformee', detail: '' }
  const url = requete.routeOptions.url
  const reference = nouvelleReference()
  const croisee = isCrossed(erreur)
  if (croisee || isUnavailable(erreur)) {
    const quoi = croisee ? 'transactions waited for each other' : 'database unavailable'
    programme.log.warn({ reference, code: erreur.code, message: erreur.message, url }, quoi)
    return { status: 503, code: 'indisponible', detail: '', reessayerDans: croisee ? 1 : 5, reference }
  }
  const statut = erreur.statusCode ?? 500
  const inattendue = statut >= 500 && statut !== 503
  if (inattendue) programme.log.error({ reference, err: erreur, url }, 'request failed')
  const codes: Record<number, string> = {
    400: 'requete-malformee',
    401: 'authentification-requise',
    403: 'acces-refuse',
    404: 'introuvable',
    405: 'methode-refusee',
    406: 'format-refuse',
    408: 'delai-depasse',
    413: 'trop-grand',
    414: 'trop-grand',
    415: 'type-de-contenu-refuse',
    431: 'trop-grand',
    503: 'indisponible',
  }
  const connu = statut in codes ? statut : statut >= 500 ? 500 : 400
  return {
    status: connu,
    code: codes[connu] ?? 'erreur-interne',
    detail: pourLogiciel(requete) ? detailDuCorps(connu, erreur.code) : '',
    ...(inattendue ? { reference } : {}),
  }
}

/** What cannot be kept, field by field, in the reader's language. */
function refusDIllisibles(champs: { champ: string }[], t: Textes): Probleme {
  const code = 'caracteres-interdits'
  return {
    status: 422,
    code,
    detail: t.champs.erreur(code, champs.map((c) => libelleDuChamp(t, c.champ)).join(', ')),
    champs: champs.map(({ champ }) => ({ champ, code, message: phraseDuChamp(t, champ, code) })),
  }
}

interface Ecart {
  keyword?: string
  instancePath?: string
  params?: Record<string, unknown> & { keys?: string[] }
}

/** What is wrong in the address or the headers: a parameter that does not exist here, or a value that is not one of its own. */
function refusDeParametres(ecarts: Ecart[]): Probleme {
  const t = textes.fr.champs
  const champs = ecarts.flatMap(({ keyword, instancePath, params }) => {
    if (params?.keys) return params.keys.map((champ) => ({ champ, code: 'champ-inconnu', message: t.parametreInconnu(champ) }))
    const champ = String(instancePath ?? '')
      .replace(/^\//, '')
      .replaceAll('/', '.')
    return [
      { champ, code: 'champ-invalide', message: t.erreur('champ-invalide', champ, attenduDe({ code: keyword, ...params }, textes.fr)) },
    ]
  })
  const seul = champs.length === 1 ? champs[0] : undefined
  return { status: 422, code: seul?.code ?? 'champ-invalide', detail: seul?.message ?? t.plusieurs(champs.length), champs }
}

const pourLogiciel = ({ url }: FastifyRequest) => /^\/(api|access|envois)\//.test(url) || url.endsWith('.json') || url === '/evenements'

/** A person types 01/01/2027, software 2027-01-01. */
function enDatesDeLogiciel(p: Probleme): Probleme {
  const mot = (code: string, phrase: string) => (code === 'date-invalide' ? textes.fr.champs.dateDuLogiciel : phrase)
  const champs = p.champs?.map((c) => ({ ...c, message: mot(c.code, c.message) }))
  return { ...p, detail: mot(p.code, p.detail), ...(champs ? { champs } : {}) }
}

/** To software, what is wrong with the body it sent. */
function detailDuCorps(statut: number, code: string): string {
  if (statut === 415) return textes.fr.erreurs.typeDeCorps
  return statut === 400 && /JSON|CTP_EMPTY/.test(code ?? '') ? textes.fr.erreurs.corps : ''
}

/** A problem document for software, a page for a person; the sentence comes from the texts when its rule gave none. */
export async function repondreErreur(programme: Programme, requete: FastifyRequest, reponse: FastifyReply, probleme: Probleme) {
  const { erreurs } = textes.fr
  const phrases = erreurs.parCode as Record<string, string>
  const complet = { ...probleme, detail: probleme.detail || phrases[probleme.code] || erreurs.parCode['erreur-interne'] }
  if (pourLogiciel(requete)) return sendProblem(reponse, enDatesDeLogiciel(complet), erreurs.titreDuLogiciel(probleme.status))
  if (complet.reessayerDans) reponse.header('retry-after', Math.ceil(complet.reessayerDans))
  // The database may be what failed: the error page then does without the session, at once.
  const sansSession = () => contexteSansSession(programme, requete, reponse)
  const c =
    complet.status === 503 ? await sansSession() : await creerContexte(programme, requete, reponse, { juger: false }).catch(sansSession)
  const dit = complet.code === 'caracteres-interdits' && complet.champs ? refusDIllisibles(complet.champs, c.t) : complet
  return envoyerPage(c, dit.status, pageErreur(c, dit))
}
