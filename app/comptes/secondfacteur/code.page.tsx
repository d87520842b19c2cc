import { sql } from 'kysely'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Bouton, Champ, Page, ResumeErreurs } from '#ui/index.ts'
import { appareilConnu, retenirAppareil } from '../appareil.ts'
import { appeler } from '../appel.ts'
import { authLocale } from '../auth.ts'
import { compterEchec, refusDuRefus, refuserSiBloque } from '../connexion.ts'
import { jetonDuCookie } from '../cookie.ts'
import { retourLocal } from '../retour.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from '../saisie.ts'
import { destinationApres } from '../suite.ts'
import { oublierEchecs } from '../tentatives.ts'
import { codeSecoursNormal, consommerCode } from './etat.ts'

/** Who has given the right password and still owes a code, from the library's signed cookie. */
async function enAttente(c: Contexte): Promise<string | null> {
  const prefixe = c.settings.PUBLIC_URL.startsWith('https:') ? '__Secure-' : ''
  const identifiant = jetonDuCookie(c.requete.cookies[`${prefixe}choral.two_factor`], c.settings.SECRET_KEY)
  if (!identifiant) return null
  const l = await c.db
    .selectFrom('verification')
    .select('valeur')
    .where('identifiant', '=', identifiant)
    .where('expireLe', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return l?.valeur ?? null
}

const vueCode = (c: Contexte, s: Saisie, retour: string): JSX.Element => {
  const t = c.t.comptes.code
  return (
    <Page c={cadre(c)} titre={t.titre} erreur={s.erreurs.length > 0} resume={<ResumeErreurs erreurs={s.erreurs} />}>
      <div class="narrow">
        <form class="card stack" method="post" action="/connexion/code" data-turbo="false" novalidate>
          <input type="hidden" name="retour" value={retour} />
          <Champ
            nom="code"
            libelle={t.champ}
            aide={t.aide}
            inputMode="text"
            autoComplete="one-time-code"
            maxLength={20}
            erreur={erreurDe(s, 'code')}
            auto={s.erreurs.length === 0}
            largeur="w3"
          />
          <p class="row">
            <Bouton>{c.t.comptes.connexion.bouton}</Bouton>
            <Bouton genre="discret" href="/connexion">
              {t.revenir}
            </Bouton>
          </p>
        </form>
        <p class="small muted mt4">
          {t.perdu} <a href="/support/sans-compte">{t.ecrire}</a>
        </p>
      </div>
    </Page>
  )
}

const recommencer = (retour: string) => ({ rediriger: `/connexion?retour=${encodeURIComponent(retour)}` })

export const pageCode = definirRoute({
  chemin: '/connexion/code',
  acces: 'public',
  async repondre(c) {
    const retour = retourLocal(c.url.searchParams.get('retour'))
    return (await enAttente(c)) ? vueCode(c, VIDE, retour) : recommencer(retour)
  },
})

/** Six digits are the application's code; anything else is tried as a recovery code. Either serves once. */
export const actionCode = definirAction({
  chemin: '/connexion/code',
  acces: 'public',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['code', 'retour'])
    const retour = retourLocal(lu.retour)
    const utilisateur = await enAttente(c)
    if (!utilisateur) return recommencer(retour)
    const connu = appareilConnu(c)
    const cles = [connu?.utilisateur === utilisateur ? `code-appareil:${connu.appareil}` : `code:${utilisateur}`]
    try {
      await refuserSiBloque(c, cles)
    } catch (e) {
      if (!estRefus(e)) throw e
      return { statut: 429, page: vueCode(c, saisie({}, [{ champ: 'code', message: refusDuRefus(c, e).message }]), retour) }
    }
    if (!(await ouvrir(c, utilisateur, lu.code.trim()))) {
      await compterEchec(c, cles)
      return {
        statut: 422,
        page: vueCode(c, saisie({}, [{ champ: 'code', message: lu.code.trim() ? c.t.comptes.code.faux : c.t.comptes.code.vide }]), retour),
      }
    }
    await oublierEchecs(c.db, cles)
    retenirAppareil(c, utilisateur)
    return { rediriger: await destinationApres(c, utilisateur, retour) }
  },
})

async function ouvrir(c: Contexte, utilisateur: string, code: string): Promise<boolean> {
  const chiffres = code.replace(/\s/g, '')
  if (/^\d{6}$/.test(chiffres) && !(await consommerCode(c, utilisateur, chiffres))) return false
  const chemin = /^\d{6}$/.test(chiffres) ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code'
  const { ouvre } = await appeler(c, await authLocale(c), chemin, { code: /^\d{6}$/.test(chiffres) ? chiffres : codeSecoursNormal(code) })
  return ouvre
}
