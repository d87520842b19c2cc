import { revenir } from '../compte/formulaire.tsx'
import { compterEchec, refusDuRefus, refuserSiBloque } from '../connexion.ts'
import { exigerPreuve } from '../preuve.ts'
import { retourLocal } from '../retour.ts'
import { lireChamps, saisie, VIDE } from '../saisie.ts'
import { doitUneCle, estExige, situationDe } from '../suite.ts'
import { oublierEchecs } from '../tentatives.ts'
import {
  activerSecondFacteur,
  consommerCode,
  lireSecondFacteur,
  preparerSecondFacteur,
  renouvelerCodes,
  retirerSecondFacteur,
} from './etat.ts'
import { cadre } from '#app/cadre.ts'
import { CHEMIN, Cadre, vueEnCours, vueActive, Exigence } from '#app/comptes/secondfacteur/compte.vue.tsx'
import { definirAction, definirRoute } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Bouton, Imprimer, Page } from '#ui/index.ts'

/** Setting up, state and recovery codes of the application of codes (CPT-02); proved first. */
export const pageSecondFacteur = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  async repondre(c) {
    const preuve = exigerPreuve(c)
    if (preuve) return preuve
    const retour = retourLocal(c.url.searchParams.get('retour'), '/compte')
    const [sf, situation] = [await lireSecondFacteur(c, c.utilisateur!.id), await situationDe(c.db, c.utilisateur!.id)]
    if (sf?.actif) return vueActive(c, sf, situation)
    const cle = await doitUneCle(c)
    if (sf && !cle) return vueEnCours(c, sf, VIDE, retour)
    const t = c.t.comptes.secondFacteur
    return (
      <Cadre c={c} chapo={t.texte}>
        {estExige(c.settings, situation) ? <Exigence c={c} situation={situation} cle={cle} retour={retour} /> : null}
        {cle ? null : (
          <form method="post" action={`${CHEMIN}/preparer`}>
            <input type="hidden" name="retour" value={retour} />
            <Bouton>{t.commencer}</Bouton>
          </form>
        )}
      </Cadre>
    )
  },
})

export const actionPreparer = definirAction({
  chemin: `${CHEMIN}/preparer`,
  acces: 'session',
  async executer(c, champs) {
    const retour = retourLocal(lireChamps(champs, ['retour']).retour, '/compte')
    const preuve = exigerPreuve(c, CHEMIN)
    if (preuve) return preuve
    if (await doitUneCle(c)) return { rediriger: `${CHEMIN}?retour=${encodeURIComponent(retour)}` }
    await preparerSecondFacteur(c, c.utilisateur!.id)
    return { rediriger: `${CHEMIN}?retour=${encodeURIComponent(retour)}` }
  },
})

export const actionConfirmer = definirAction({
  chemin: `${CHEMIN}/confirmer`,
  acces: 'session',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['code', 'retour'])
    const retour = retourLocal(lu.retour, '/compte')
    const moi = c.utilisateur!
    const preuve = exigerPreuve(c, CHEMIN)
    const sf = preuve || (await doitUneCle(c)) ? null : await lireSecondFacteur(c, moi.id)
    if (preuve || !sf || sf.actif) return preuve ?? { rediriger: CHEMIN }
    const cles = [`code:${moi.id}`]
    try {
      await refuserSiBloque(c, cles)
    } catch (e) {
      if (!estRefus(e)) throw e
      return { statut: 429, page: vueEnCours(c, sf, saisie({}, [{ champ: 'code', message: refusDuRefus(c, e).message }]), retour) }
    }
    if (!(await consommerCode(c, moi.id, lu.code))) {
      await compterEchec(c, cles)
      return { statut: 422, page: vueEnCours(c, sf, saisie({}, [{ champ: 'code', message: c.t.comptes.code.faux }]), retour) }
    }
    await oublierEchecs(c.db, cles)
    await activerSecondFacteur(c, moi.id, moi.session)
    return { rediriger: `${CHEMIN}/codes?retour=${encodeURIComponent(retour)}` }
  },
})

export const actionRetirer = definirAction({
  chemin: `${CHEMIN}/retirer`,
  acces: 'session',
  async executer(c) {
    const preuve = exigerPreuve(c, CHEMIN)
    if (preuve) return preuve
    await retirerSecondFacteur(c, c.utilisateur!.id, c.utilisateur!.session)
    const situation = await situationDe(c.db, c.utilisateur!.id)
    return estExige(c.settings, situation) ? { rediriger: CHEMIN } : revenir('retire', '#acces')
  },
})

export const pageCodes = definirRoute({
  chemin: `${CHEMIN}/codes`,
  acces: 'session',
  async repondre(c) {
    const preuve = exigerPreuve(c)
    if (preuve) return preuve
    const sf = await lireSecondFacteur(c, c.utilisateur!.id)
    if (!sf?.actif) return { rediriger: CHEMIN }
    c.reponse.header('cache-control', 'no-store')
    const t = c.t.comptes
    return (
      <Page
        c={cadre(c)}
        titre={t.secondFacteur.codesTitre}
        chapo={t.secondFacteur.codesTexte}
        fil={[{ nom: t.compte.titre, href: '/compte' }, { nom: t.secondFacteur.titre, href: CHEMIN }, { nom: t.secondFacteur.codesTitre }]}
      >
        <div class="narrow stack">
          <ul class="card stack num" id="codes-secours">
            {sf.codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <p class="row">
            <Bouton href={retourLocal(c.url.searchParams.get('retour'), '/compte')}>{t.secondFacteur.fini}</Bouton>
            <Imprimer />
          </p>
        </div>
      </Page>
    )
  },
})

export const actionCodes = definirAction({
  chemin: `${CHEMIN}/codes`,
  acces: 'session',
  async executer(c) {
    const preuve = exigerPreuve(c, CHEMIN)
    if (preuve) return preuve
    await renouvelerCodes(c, c.utilisateur!.id)
    return { rediriger: `${CHEMIN}/codes` }
  },
})
