import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { AdresseElectronique, Alerte, Bouton, Carte, Champ, Icone, ListeLiens, Page, ResumeErreurs } from '#ui/index.ts'
import { adresseCanonique } from './adresse.ts'
import { refusDuRefus, seConnecter } from './connexion.ts'
import { MOT_DE_PASSE_DEMONSTRATION } from './motdepasse/demonstration.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from './saisie.ts'
import { retourLocal } from './retour.ts'
import { destinationApres } from './suite.ts'

const suffixe = (retour: string) => (retour === '/' ? '' : `?retour=${encodeURIComponent(retour)}`)

/** Sign-in, with what helps those who cannot (CPT-02); in the demonstration, its accounts (INT-14). */
function vueConnexion(c: Contexte, s: Saisie, retour: string, message: JSX.Element | null = null): JSX.Element {
  const t = c.t.comptes.connexion
  const champs = c.t.comptes.champs
  return (
    <Page c={cadre(c)} titre={t.titre} sansTitre erreur={s.erreurs.length > 0}>
      <div class="split split--wide">
        <div class="narrow narrow--form">
          <ResumeErreurs erreurs={s.erreurs} />
          {message}
          <h1>{t.titre}</h1>
          <p class="muted mt2">
            {t.pasDeCompte} <a href="/inscription">{t.creer}</a>
          </p>
          <form class="stack mt5" method="post" action="/connexion" data-turbo="false" novalidate>
            <input type="hidden" name="retour" value={retour} />
            <Champ
              nom="adresse"
              libelle={champs.adresse}
              type="email"
              autoComplete="username webauthn"
              maxLength={254}
              valeur={s.valeurs.adresse}
              erreur={erreurDe(s, 'adresse')}
            />
            <div class="stack stack--tight">
              <Champ
                nom="motDePasse"
                libelle={champs.motDePasse}
                type="password"
                autoComplete="current-password"
                maxLength={200}
                erreur={erreurDe(s, 'motDePasse')}
                auto={Boolean(s.valeurs.adresse) && s.erreurs.length === 0}
              />
              <p class="small">
                <a href="/mot-de-passe-oublie">{t.oublie}</a>
              </p>
            </div>
            <Bouton bloc>{t.bouton}</Bouton>
          </form>
          <div class="stack mt4" data-controller="passkey" data-passkey-retour-value={retour} data-passkey-refus-value={t.cleRefusee}>
            <Bouton
              genre="second"
              bloc
              type="button"
              icone="cle"
              attrs={{ hidden: true, 'data-passkey-target': 'bouton', 'data-action': 'passkey#entrer' }}
            >
              {t.cle}
            </Bouton>
            {c.settings.OIDC_ISSUER ? (
              <Bouton
                genre="second"
                bloc
                href={`/connexion/fournisseur${suffixe(retour)}`}
                icone="exterieur"
                attrs={{ 'data-turbo': 'false' }}
              >
                {t.fournisseur(c.settings.OIDC_NAME)}
              </Bouton>
            ) : null}
            <p class="small muted" role="status" data-passkey-target="etat" />
          </div>
        </div>
        <aside class="stack" aria-label={t.aide}>
          <Carte titre={t.difficulte} id="difficulte">
            <ListeLiens
              liens={[
                { libelle: t.renvoyer, href: '/activation/renvoyer' },
                { libelle: t.oublie, href: '/mot-de-passe-oublie' },
                { libelle: t.support, href: '/support' },
              ]}
            />
          </Carte>
          {c.settings.demonstration ? <ComptesDemonstration c={c} retour={retour} /> : null}
        </aside>
      </div>
    </Page>
  )
}

function ComptesDemonstration({ c, retour }: { c: Contexte; retour: string }) {
  const t = c.t.comptes.connexion.demonstration
  const adresse = (a: string) =>
    `/connexion?compte=${encodeURIComponent(a)}${retour === '/' ? '' : `&retour=${encodeURIComponent(retour)}`}`
  return (
    <Carte titre={t.titre} hachuree id="comptes-demonstration">
      <p class="small">{t.explication(MOT_DE_PASSE_DEMONSTRATION)}</p>
      <ul class="links">
        {Object.entries(t.roles).map(([a, role]) => (
          <li key={a}>
            <form method="post" action="/connexion" class="row" data-turbo="false">
              <input type="hidden" name="adresse" value={a} />
              <input type="hidden" name="motDePasse" value={MOT_DE_PASSE_DEMONSTRATION} />
              <input type="hidden" name="retour" value={retour} />
              <a href={adresse(a)}>
                <span>
                  <AdresseElectronique valeur={a} />
                  <br />
                  <small class="muted">{role}</small>
                </span>
              </a>
              <button class="icon-button" aria-label={`${c.t.comptes.connexion.bouton}${c.t.commun.deuxPoints}${a}`}>
                <Icone nom="fleche" />
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Carte>
  )
}

/** What brought the person here, told once: activation, new password, sign-out, or what the provider answered. */
function messageDe(c: Contexte): JSX.Element | null {
  const t = c.t.comptes.connexion
  const q = c.url.searchParams
  const fait = { active: t.active, deja: t.dejaActive, change: t.change, deconnecte: t.deconnecte }[q.get('fait') ?? '']
  if (fait)
    return (
      <Alerte genre="ok" role="status">
        {fait}
      </Alerte>
    )
  const erreur = q.get('error')
  if (!erreur || !c.settings.OIDC_ISSUER) return null
  const f = t.fournisseurs
  // A map: the code comes from the address, where « __proto__ » would find something in an object.
  const phrase =
    new Map([
      ['injoignable', f.injoignable],
      ['access_denied', f.annulee],
      ['account_not_linked', f.nonLie],
      ['email_not_verified', f.nonVerifiee],
      ['email_not_found', f.nonVerifiee],
    ]).get(erreur) ?? f.refus
  return (
    <Alerte genre="err" role="alert">
      {phrase(c.settings.OIDC_NAME)}
    </Alerte>
  )
}

export const pageConnexion = definirRoute({
  chemin: '/connexion',
  acces: 'public',
  async repondre(c) {
    const retour = retourLocal(c.url.searchParams.get('retour'))
    if (c.utilisateur) return { rediriger: retour }
    const compte = c.settings.demonstration ? adresseCanonique(c.url.searchParams.get('compte')) : null
    return vueConnexion(c, compte ? { valeurs: { adresse: compte }, erreurs: [] } : VIDE, retour, messageDe(c))
  },
})

export const actionConnexion = definirAction({
  chemin: '/connexion',
  acces: 'public',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['adresse', 'motDePasse', 'retour'])
    const retour = retourLocal(lu.retour)
    const t = c.t.comptes
    const adresse = adresseCanonique(lu.adresse)
    const erreurs = [
      ...(adresse ? [] : [{ champ: 'adresse', message: t.champs.adresseInvalide }]),
      ...(lu.motDePasse ? [] : [{ champ: 'motDePasse', message: t.champs.motDePasseManquant }]),
    ]
    if (erreurs.length || !adresse) return { statut: 422, page: vueConnexion(c, saisie(lu, erreurs), retour) }
    try {
      const connexion = await seConnecter(c, adresse, lu.motDePasse.slice(0, 200))
      if (connexion.etat === 'code') return { rediriger: `/connexion/code${suffixe(retour)}` }
      return { rediriger: await destinationApres(c, connexion.utilisateur, retour) }
    } catch (e) {
      if (!estRefus(e)) throw e
      const { statut, message, secondes } = refusDuRefus(c, e)
      if (secondes) c.reponse.header('retry-after', secondes)
      return { statut, page: vueConnexion(c, saisie(lu, [{ champ: 'adresse', message }]), retour) }
    }
  },
})
