import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { empreinteDeCle, ouvrirGuichet, type QuestionNommee, type ReponseNommee } from '#acces/index.ts'
import type { Programme } from '#app/contexte.ts'
import { refus } from '#demandes/index.ts'
import { readJson } from '#platform/http/input.ts'
import { Refus } from '#platform/http/problem.ts'
import { fr } from '#ui/textes/index.ts'
import { garder } from './garder.ts'
import { lireEvaluation, lireLot, QUESTIONS_MAXIMUM, type Evaluation, type Lot } from './lire.ts'
import { estOui, repondreQuestion, repondreSansQuestion } from './repondre.ts'

/** Whole for software: its own answers are small and private, and it carries neither cookie nor page. */
const SOBRE = { compress: false, config: { rateLimit: false, plain: true }, schema: { hide: true } } as object

const malformee = (champ?: string) => new Refus({ status: 400, code: 'requete-malformee', detail: champ ? fr.authzen.champ(champ) : '' })

/** AuthZEN 1.0: outside applications ask, each about its own, with its own key (INT-16). A scope of its own: what serves people costs it nothing. */
export async function servirAuthzen(app: FastifyInstance, programme: Programme) {
  const { settings } = programme
  app.get('/.well-known/authzen-configuration', { schema: { hide: true } as object }, async () => ({
    policy_decision_point: settings.PUBLIC_URL,
    access_evaluation_endpoint: `${settings.PUBLIC_URL}/access/v1/evaluation`,
    access_evaluations_endpoint: `${settings.PUBLIC_URL}/access/v1/evaluations`,
  }))
  await app.register(async (questions) => {
    const guichet = ouvrirGuichet(programme.pool)
    const garde = garder(settings.LIMITE_PAR_MINUTE)
    questions.removeAllContentTypeParsers()
    questions.addContentTypeParser('application/json', { parseAs: 'string' }, (_q, corps, fait) => fait(null, corps))
    questions.addContentTypeParser('*', (_q, _corps, fait) => fait(malformee()))
    questions.addHook('onRequest', (requete, reponse, suite) => {
      const demande = requete.headers['x-request-id']
      if (demande !== undefined) reponse.header('x-request-id', demande)
      reponse.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
      if (garde.lassee(requete.ip)) return suite(refus(fr, 'trop-de-requetes', { reessayerDans: 60 }))
      suite(porteur(requete) ? undefined : sansCle(reponse))
    })
    const questionnerPour = async (requete: FastifyRequest, reponse: FastifyReply, posees: QuestionNommee[]): Promise<ReponseNommee[]> => {
      const issue = await guichet(empreinteDeCle(porteur(requete)!), posees)
      if (!issue) {
        garde.noter(requete.ip)
        throw sansCle(reponse)
      }
      programme.usages.noterCle(issue.cle)
      return issue.reponses
    }
    const une = async (requete: FastifyRequest, reponse: FastifyReply, e: Evaluation) => {
      if ('faute' in e) throw malformee(e.faute)
      const [r] = await questionnerPour(requete, reponse, 'question' in e ? [e.question] : [])
      if (r && !r.permise) throw new Refus({ status: 403, code: 'application-etrangere', detail: fr.authzen.applicationEtrangere })
      return reponse
        .header('content-type', 'application/json')
        .send('question' in e ? repondreQuestion(programme, e.question, r!) : repondreSansQuestion(e))
    }
    const plusieurs = async (requete: FastifyRequest, reponse: FastifyReply, { evaluations, semantique }: Lot) => {
      if (evaluations.length > QUESTIONS_MAXIMUM)
        throw new Refus({ status: 413, code: 'trop-grand', detail: fr.authzen.tropDeQuestions(QUESTIONS_MAXIMUM) })
      const reponses = await questionnerPour(
        requete,
        reponse,
        evaluations.flatMap((e) => ('question' in e ? [e.question] : [])),
      )
      let rang = 0
      const textes = evaluations.map((e) =>
        'question' in e ? repondreQuestion(programme, e.question, reponses[rang++]!) : repondreSansQuestion(e),
      )
      const arret = semantique === 'execute_all' ? -1 : textes.findIndex((x) => estOui(x) === (semantique === 'permit_on_first_permit'))
      return reponse
        .header('content-type', 'application/json')
        .send(`{"evaluations":[${(arret < 0 ? textes : textes.slice(0, arret + 1)).join(',')}]}`)
    }
    questions.post('/access/v1/evaluation', SOBRE, (requete, reponse) => une(requete, reponse, lireEvaluation(lireCorps(requete))))
    questions.post('/access/v1/evaluations', SOBRE, async (requete, reponse) => {
      const corps = lireCorps(requete)
      const lot = lireLot(corps)
      if (!lot) return une(requete, reponse, lireEvaluation(corps))
      if ('faute' in lot) throw malformee(lot.faute)
      return plusieurs(requete, reponse, lot)
    })
  })
}

function porteur({ headers }: FastifyRequest): string | null {
  return /^bearer +([\w~+/.=-]{1,200})$/i.exec(headers.authorization ?? '')?.[1] ?? null
}

function sansCle(reponse: FastifyReply) {
  reponse.header('www-authenticate', 'Bearer realm="choral"')
  return refus(fr, 'authentification-requise', { detail: fr.authzen.cle })
}

function lireCorps({ body }: FastifyRequest): Record<string, unknown> {
  const corps = typeof body === 'string' ? readJson(body) : undefined
  if (typeof corps !== 'object' || corps === null || Array.isArray(corps)) throw malformee()
  return corps as Record<string, unknown>
}
