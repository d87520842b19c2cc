import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage, definirRoute } from '#app/page.ts'
import { Bouton, Carte, Champ, Champs, Chronologie, Confirmation, Page, ResumeErreurs, Temps, optionsDe } from '#ui/index.ts'
import { retenirInscription, inscriptionRetenue } from './inscription.cookie.ts'
import { CHAMPS_INSCRIPTION, defautsInscription, inscrire } from './inscription.ts'
import { refusBlocage } from './connexion.ts'
import { adresseCanonique } from './adresse.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from './saisie.ts'
import { limiterFormulaire } from './tentatives.ts'

function vueInscription(c: Contexte, s: Saisie): JSX.Element {
  const t = c.t.comptes.inscription
  const l = c.t.comptes.champs
  return (
    <Page c={cadre(c)} titre={t.titre} sansTitre erreur={s.erreurs.length > 0} resume={<ResumeErreurs erreurs={s.erreurs} />}>
      <div class="split split--wide">
        <div class="narrow">
          <h1>{t.titre}</h1>
          <p class="muted mt2">
            {t.dejaUn} <a href="/connexion">{c.t.comptes.connexion.titre}</a>
          </p>
          <form class="card mt5" method="post" action="/inscription" novalidate>
            <Champs>
              <Champ
                nom="civilite"
                libelle={l.civilite}
                type="select"
                facultatif
                autoComplete="honorific-prefix"
                options={optionsDe(Object.keys(l.civilites), l.civilites)}
                valeur={s.valeurs.civilite}
                attrs={{ class: 'input input--mid' }}
              />
              <Champ
                nom="prenom"
                libelle={l.prenom}
                largeur="w3"
                autoComplete="given-name"
                maxLength={100}
                valeur={s.valeurs.prenom}
                erreur={erreurDe(s, 'prenom')}
              />
              <Champ
                nom="nom"
                libelle={l.nom}
                largeur="w3"
                autoComplete="family-name"
                maxLength={100}
                valeur={s.valeurs.nom}
                erreur={erreurDe(s, 'nom')}
              />
              <Champ
                nom="adresse"
                libelle={l.adresse}
                type="email"
                aide={t.adresseAide}
                autoComplete="email"
                maxLength={254}
                valeur={s.valeurs.adresse}
                erreur={erreurDe(s, 'adresse')}
              />
              <Champ
                nom="telephone"
                libelle={l.telephone}
                type="tel"
                largeur="w4"
                facultatif
                autoComplete="tel"
                maxLength={30}
                valeur={s.valeurs.telephone}
                erreur={erreurDe(s, 'telephone')}
              />
              <Champ
                nom="motDePasse"
                libelle={l.motDePasse}
                type="password"
                aide={l.motDePasseAide}
                autoComplete="new-password"
                maxLength={200}
                erreur={erreurDe(s, 'motDePasse')}
              />
              <div class="stack stack--tight">
                <Champ
                  nom="conditions"
                  libelle={t.conditions}
                  type="checkbox"
                  valeur={s.valeurs.conditions === 'oui'}
                  erreur={erreurDe(s, 'conditions')}
                />
                <p class="small">
                  <a href="/mentions-legales">{t.conditionsLire}</a>
                </p>
              </div>
              <p>
                <Bouton bloc>{t.bouton}</Bouton>
              </p>
            </Champs>
          </form>
          <p class="small muted mt4">
            {t.donnees} <a href="/donnees-personnelles">{t.donneesLien}</a>
          </p>
        </div>
        <aside class="stack" aria-label={t.ensuite}>
          <Carte titre={t.ensuite} id="ensuite">
            <Chronologie
              evenements={t.pas.map((p, i) => ({
                genre: 'neutre' as const,
                icone: (['courriel', 'cle', 'structure'] as const)[i]!,
                titre: p.titre,
                quand: p.texte,
              }))}
            />
          </Carte>
          {c.settings.OIDC_ISSUER ? (
            <Carte titre={t.agentPublic} id="agent-public">
              <p class="small muted">{t.agentPublicTexte(c.settings.OIDC_NAME)}</p>
              <p class="mt4">
                <Bouton genre="second" bloc href="/connexion/fournisseur" attrs={{ 'data-turbo': 'false' }}>
                  {c.t.comptes.connexion.fournisseur(c.settings.OIDC_NAME)}
                </Bouton>
              </p>
            </Carte>
          ) : null}
        </aside>
      </div>
    </Page>
  )
}

export const pageInscription = definirRoute({
  chemin: '/inscription',
  acces: 'public',
  async repondre(c) {
    if (c.utilisateur) return { rediriger: '/' }
    return vueInscription(c, VIDE)
  },
})

export const actionInscription = definirAction({
  chemin: '/inscription',
  acces: 'public',
  async executer(c, champs) {
    const lu = lireChamps(champs, CHAMPS_INSCRIPTION)
    const erreurs = defautsInscription(lu, c.t.comptes)
    if (erreurs.length) return { statut: 422, page: vueInscription(c, saisie(lu, erreurs)) }
    const blocage = await limiterFormulaire(c.db, c.requete.ip, c.settings.LIMITE_PAR_MINUTE)
    if (blocage) throw refusBlocage(blocage)
    const lien = await inscrire(c, lu, c.langue)
    retenirInscription(c, lien, adresseCanonique(lu.adresse)!)
    return { rediriger: '/inscription/envoyee' }
  },
})

export const pageEnvoyee = definirPage({
  chemin: '/inscription/envoyee',
  acces: 'public',
  charger: async (c) => inscriptionRetenue(c),
  vue(retenue, c) {
    const t = c.t.comptes.envoyee
    return (
      <Page c={cadre(c)} titre={t.titre} sansTitre>
        <Confirmation
          titre={t.titre}
          texte={retenue ? t.texte(retenue.adresse) : t.texteSansAdresse}
          references={[
            ...(retenue ? [{ nom: t.valable, valeur: <Temps date={retenue.jusque} forme="heure" /> }] : []),
            { nom: t.expediteur, valeur: `ne-pas-repondre@${new URL(c.settings.PUBLIC_URL).hostname}` },
          ]}
        />
        <div class="row mt5">
          <Bouton genre="second" href="/activation/renvoyer">
            {t.renvoyer}
          </Bouton>
          <Bouton genre="discret" href="/inscription">
            {t.corriger}
          </Bouton>
          {cadre(c).courriels ? (
            <Bouton genre="discret" href="/courriels" icone="courriel">
              {t.boite}
            </Bouton>
          ) : null}
          <span class="small muted">{t.rien}</span>
        </div>
      </Page>
    )
  },
})
