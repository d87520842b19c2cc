import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute, type Reponse } from '#app/page.ts'
import { Bouton, Carte, Champ, Etiquette, ListeLiens, Page, ResumeErreurs } from '#ui/index.ts'
import { adresseCanonique } from './adresse.ts'
import { compterEchec, refusBlocage, refusDuRefus, refuserSiBloque } from './connexion.ts'
import { inscriptionRetenue, retenirInscription } from './inscription.cookie.ts'
import { activer, motDePasseDeLInscription, renvoyerActivation } from './inscription.ts'
import { lireLien, type Lien } from './lien.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from './saisie.ts'
import { limiterFormulaire, reseauDe } from './tentatives.ts'
import { estRefus } from '#platform/http/problem.ts'

/** The link from the mail: activates at once in the browser that signed up; elsewhere whoever opens it proves knowing the password. */
export const pageActivation = definirRoute({
  chemin: '/activation',
  acces: 'public',
  async repondre(c) {
    const lien = await lireLien(c.db, c.url.searchParams.get('jeton'), c.settings.SECRET_KEY, 'activation')
    if (!lien || lien.etat === 'expire') return { statut: 410, page: vuePerime(c, lien) }
    if (lien.etat === 'utilise') return { rediriger: '/connexion?fait=deja' }
    if (!ouvertIci(c, lien)) return vueConfirmer(c, VIDE, lien, c.url.searchParams.get('jeton')!)
    return conclure(c, lien)
  },
})

export const actionActivation = definirAction({
  chemin: '/activation',
  acces: 'public',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['jeton', 'motDePasse'])
    const lien = await lireLien(c.db, lu.jeton, c.settings.SECRET_KEY, 'activation')
    if (!lien || lien.etat === 'expire') return { statut: 410, page: vuePerime(c, lien) }
    if (lien.etat === 'utilise') return { rediriger: '/connexion?fait=deja' }
    const cles = [`activation:${lien.id}`, `reseau:connexions:${reseauDe(c.requete.ip)}`]
    const refuser = (statut: number, message: string): Reponse => ({
      statut,
      page: vueConfirmer(c, saisie({}, [{ champ: 'motDePasse', message }]), lien, lu.jeton),
    })
    try {
      await refuserSiBloque(c, cles)
    } catch (e) {
      if (estRefus(e)) return refuser(429, refusDuRefus(c, e).message)
      throw e
    }
    if (!(await motDePasseDeLInscription(lien, lu.motDePasse.slice(0, 200)))) {
      await compterEchec(c, cles)
      return refuser(422, lu.motDePasse ? c.t.comptes.activation.confirmer.faux : c.t.comptes.champs.motDePasseManquant)
    }
    return conclure(c, lien)
  },
})

/** Mail kept in the local mailbox crosses no filter that could open its links. */
const ouvertIci = (c: Contexte, lien: Lien) => inscriptionRetenue(c)?.lien === lien.id || !c.settings.SMTP_URL

async function conclure(c: Contexte, lien: Lien): Promise<Reponse> {
  const fait = await activer(c, lien)
  if (fait === 'perime') return { statut: 410, page: vuePerime(c, lien) }
  return { rediriger: `/connexion?fait=${fait}` }
}

function vueConfirmer(c: Contexte, s: Saisie, lien: Lien, jeton: string): JSX.Element {
  const t = c.t.comptes.activation.confirmer
  return (
    <Page c={cadre(c)} titre={t.titre} erreur={s.erreurs.length > 0} resume={<ResumeErreurs erreurs={s.erreurs} />}>
      <div class="narrow">
        <p class="lead">{t.texte(lien.saisie?.prenom ?? '', lien.saisie?.nom ?? '', lien.adresse)}</p>
        <form class="card mt5 stack" method="post" action="/activation" data-turbo="false" novalidate>
          <input type="hidden" name="jeton" value={jeton} />
          <Champ
            nom="motDePasse"
            libelle={c.t.comptes.champs.motDePasse}
            type="password"
            autoComplete="current-password"
            maxLength={200}
            erreur={erreurDe(s, 'motDePasse')}
          />
          <p>
            <Bouton>{t.bouton}</Bouton>
          </p>
        </form>
        <p class="small muted mt4">{t.pasMoi}</p>
      </div>
    </Page>
  )
}

function vuePerime(c: Contexte, lien: Lien | null): JSX.Element {
  const t = c.t.comptes.activation
  const titre = lien ? t.expire.titre : t.inconnu.titre
  return (
    <Page c={cadre(c)} titre={titre} sansTitre>
      <div class="split split--wide">
        <div class="narrow">
          {lien ? (
            <p>
              <Etiquette genre="warn" icone="horloge">
                {t.expire.depuis(lien.expireLe)}
              </Etiquette>
            </p>
          ) : null}
          <h1 class="mt2">{titre}</h1>
          <p class="lead mt2">{lien ? t.expire.texte(lien.creeLe, lien.expireLe) : t.inconnu.texte}</p>
          <FormulaireRenvoi c={c} s={{ valeurs: { adresse: lien?.adresse ?? '' }, erreurs: [] }} />
          <h2 class="mt6">{t.autre}</h2>
          <ListeLiens
            liens={[
              { libelle: t.deja, detail: t.dejaDetail, href: '/connexion' },
              { libelle: t.refaire, detail: t.refaireDetail, href: '/inscription' },
            ]}
          />
        </div>
        <aside aria-label={t.pourquoi}>
          <Carte titre={t.pourquoi} id="pourquoi">
            <p class="small muted">{t.pourquoiTexte}</p>
          </Carte>
        </aside>
      </div>
    </Page>
  )
}

function FormulaireRenvoi({ c, s }: { c: Contexte; s: Saisie }) {
  const t = c.t.comptes.activation.renvoyer
  return (
    <form class="card mt5 stack" method="post" action="/activation/renvoyer" novalidate>
      <Champ
        nom="adresse"
        libelle={c.t.comptes.champs.adresse}
        type="email"
        aide={t.aide}
        autoComplete="email"
        maxLength={254}
        valeur={s.valeurs.adresse}
        erreur={erreurDe(s, 'adresse')}
      />
      <p>
        <Bouton>{t.bouton}</Bouton>
      </p>
    </form>
  )
}

const vueRenvoyer = (c: Contexte, s: Saisie) => (
  <Page
    c={cadre(c)}
    titre={c.t.comptes.activation.renvoyer.titre}
    erreur={s.erreurs.length > 0}
    resume={<ResumeErreurs erreurs={s.erreurs} />}
  >
    <div class="narrow">
      <p class="lead">{c.t.comptes.activation.renvoyer.texte}</p>
      <FormulaireRenvoi c={c} s={s} />
    </div>
  </Page>
)

export const pageRenvoyer = definirRoute({
  chemin: '/activation/renvoyer',
  acces: 'public',
  repondre: async (c) => vueRenvoyer(c, { valeurs: { adresse: inscriptionRetenue(c)?.adresse ?? '' }, erreurs: [] }),
})

export const actionRenvoyer = definirAction({
  chemin: '/activation/renvoyer',
  acces: 'public',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['adresse'])
    const adresse = adresseCanonique(lu.adresse)
    if (!adresse)
      return { statut: 422, page: vueRenvoyer(c, saisie(lu, [{ champ: 'adresse', message: c.t.comptes.champs.adresseInvalide }])) }
    const blocage = await limiterFormulaire(c.db, c.requete.ip, c.settings.LIMITE_PAR_MINUTE)
    if (blocage) throw refusBlocage(blocage)
    const retenue = inscriptionRetenue(c)
    const faiteIci = retenue?.adresse === adresse ? retenue.lien : null
    const lien = await renvoyerActivation(c, adresse, faiteIci)
    if (faiteIci) retenirInscription(c, lien, adresse)
    return { rediriger: '/inscription/envoyee' }
  },
})
