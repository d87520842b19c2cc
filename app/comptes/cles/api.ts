import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { creerContexte, type Contexte, type Programme } from '#app/contexte.ts'
import { Refus } from '#platform/http/problem.ts'
import { dateHeure } from '#ui/textes/format.ts'
import { textes } from '#ui/textes/index.ts'
import { retenirAppareil } from '../appareil.ts'
import { appeler } from '../appel.ts'
import { authLocale } from '../auth.ts'
import { nomDuNavigateur } from '../compte/lire.ts'
import { compterEchec, refuserSiBloque } from '../connexion.ts'
import { destinataire, langueDe, prevenir } from '../courriels/envoyer.ts'
import { preuveRecente } from '../preuve.ts'
import { retourLocal } from '../retour.ts'
import { destinationApres, doitUneCle } from '../suite.ts'
import { reseauDe } from '../tentatives.ts'

const NOMBRE_MAXIMAL = 20
const CORPS = { schema: { hide: true }, bodyLimit: 50_000 }

const refuse = (detail: string) => new Refus({ status: 401, code: 'cle-refusee', detail })

/** The four requests that a browser makes to add a passkey and to enter with one; nothing else of the library. */
export function servirCles(app: FastifyInstance, programme: Programme) {
  app.get('/api/auth/passkey/generate-register-options', CORPS, async (requete, reponse) => {
    const c = await prouve(programme, requete, reponse)
    return options(c, '/passkey/generate-register-options')
  })
  app.post('/api/auth/passkey/verify-registration', CORPS, async (requete, reponse) => ajouter(await prouve(programme, requete, reponse)))
  app.get('/api/auth/passkey/generate-authenticate-options', CORPS, async (requete, reponse) =>
    options(await creerContexte(programme, requete, reponse), '/passkey/generate-authenticate-options'),
  )
  app.post('/api/auth/passkey/verify-authentication', CORPS, async (requete, reponse) =>
    entrer(await creerContexte(programme, requete, reponse)),
  )
}

/** Adding a way in is proved first (CPT-07). */
async function prouve(programme: Programme, requete: FastifyRequest, reponse: FastifyReply): Promise<Contexte> {
  const c = await creerContexte(programme, requete, reponse)
  if (!c.utilisateur) throw new Refus({ status: 401, code: 'authentification-requise', detail: '' })
  if (!preuveRecente(c.utilisateur.preuveLe))
    throw new Refus({
      status: 403,
      code: 'preuve-requise',
      detail: textes.fr.comptes.preuve.texte,
      remede: { libelle: textes.fr.comptes.preuve.titre, href: '/preuve?retour=%2Fcompte%23cles' },
    })
  if (await doitUneCle(c))
    throw new Refus({
      status: 403,
      code: 'second-facteur-exige',
      detail: textes.fr.comptes.secondFacteur.parCle,
      remede: { libelle: textes.fr.comptes.connexion.cle, href: '/compte/second-facteur' },
    })
  return c
}

async function options(c: Contexte, chemin: string) {
  const { statut, corps } = await appeler(c, await authLocale(c), chemin)
  if (statut !== 200) throw refuse(textes.fr.comptes.compte.cles.refus)
  c.reponse.header('cache-control', 'no-store')
  // The device checks who holds it: the key then stands for password and second factor.
  return { ...corps, ...(chemin.includes('authenticate') ? { userVerification: 'required' } : {}) }
}

function reponseDuNavigateur(c: Contexte): Record<string, unknown> {
  const corps = c.requete.body as Record<string, unknown> | null
  const reponse = corps?.response
  if (
    !corps ||
    typeof reponse !== 'object' ||
    reponse === null ||
    Array.isArray(reponse) ||
    Object.keys(corps).some((k) => !['response', 'retour'].includes(k)) ||
    typeof (reponse as { id?: unknown }).id !== 'string'
  )
    throw new Refus({ status: 422, code: 'saisie-invalide', detail: textes.fr.comptes.api.objet })
  return reponse as Record<string, unknown>
}

async function ajouter(c: Contexte) {
  const moi = c.utilisateur!
  const { nombre } = await c.db
    .selectFrom('cleAcces')
    .select((e) => e.fn.countAll<number>().as('nombre'))
    .where('utilisateur', '=', moi.id)
    .executeTakeFirstOrThrow()
  if (nombre >= NOMBRE_MAXIMAL) throw new Refus({ status: 422, code: 'saisie-invalide', detail: textes.fr.comptes.compte.cles.trop })
  const nom = nomDuNavigateur(c.requete.headers['user-agent'] ?? null) ?? c.t.comptes.compte.cles.sansNom
  const { statut, corps } = await appeler(c, await authLocale(c), '/passkey/verify-registration', {
    response: reponseDuNavigateur(c),
    name: nom,
  })
  if (statut !== 200) throw refuse(textes.fr.comptes.compte.cles.refus)
  // Its device has just checked who holds it: as good as entering with it.
  await c.db
    .updateTable('session')
    .set({ cleAcces: String(corps.id) })
    .where('id', '=', moi.session)
    .execute()
  const a = await destinataire(c.db, moi.id)
  await prevenir(c, c.db, a, 'cle', (m) => m.cleAjoutee(a.prenom, a.nom, nom, dateHeure(new Date(), langueDe(a.langue))))
  return { suite: `/compte/cles/${String(corps.id)}?nouvelle=oui` }
}

async function entrer(c: Contexte) {
  const cles = [`reseau:connexions:${reseauDe(c.requete.ip)}`]
  await refuserSiBloque(c, cles)
  const reponse = reponseDuNavigateur(c)
  const { statut, corps, ouvre } = await appeler(c, await authLocale(c), '/passkey/verify-authentication', { response: reponse })
  if (statut !== 200 || !ouvre) {
    await compterEchec(c, cles)
    throw refuse(textes.fr.comptes.connexion.cleRefusee)
  }
  const id = String((corps.user as { id?: unknown } | undefined)?.id)
  await sql`with k as (update cle_acces
        set utilisee_le = clock_timestamp()
        where identifiant_cle = ${String(reponse.id)}
        returning id, utilisateur)
    update session s
    set cle_acces = k.id
    from k
    where s.jeton = ${String((corps.session as { token?: unknown } | undefined)?.token)} and s.utilisateur = k.utilisateur`.execute(c.db)
  // A proof given in an open session replaces it: one browser, one session.
  if (c.utilisateur) await c.db.deleteFrom('session').where('id', '=', c.utilisateur.session).execute()
  retenirAppareil(c, id)
  const retour = (c.requete.body as { retour?: unknown }).retour
  return { suite: await destinationApres(c, id, retourLocal(typeof retour === 'string' ? retour : '/'), { parCle: true }) }
}
