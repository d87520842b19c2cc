import type { JSX } from 'preact'
import { sql } from 'kysely'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage, definirRoute } from '#app/page.ts'
import { Bouton, Champ, Confirmation, Page, ResumeErreurs } from '#ui/index.ts'
import { adresseCanonique } from '../adresse.ts'
import { refusBlocage } from '../connexion.ts'
import { demanderLien, lireLien, type Lien } from '../lien.ts'
import { retenirAppareil } from '../appareil.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from '../saisie.ts'
import { limiterFormulaire } from '../tentatives.ts'
import { changerParLien } from './changer.ts'
import { hacherMotDePasse } from './hacher.ts'
import { defautMotDePasse } from './regles.ts'

const vueOublie = (c: Contexte, s: Saisie): JSX.Element => {
  const t = c.t.comptes.oublie
  return (
    <Page c={cadre(c)} titre={t.titre} erreur={s.erreurs.length > 0} resume={<ResumeErreurs erreurs={s.erreurs} />}>
      <div class="narrow">
        <p class="lead">{t.texte}</p>
        <form class="card mt5 stack" method="post" action="/mot-de-passe-oublie" novalidate>
          <Champ
            nom="adresse"
            libelle={c.t.comptes.champs.adresse}
            type="email"
            autoComplete="username"
            maxLength={254}
            valeur={s.valeurs.adresse}
            erreur={erreurDe(s, 'adresse')}
          />
          <p>
            <Bouton>{t.bouton}</Bouton>
          </p>
        </form>
      </div>
    </Page>
  )
}

export const pageOublie = definirRoute({ chemin: '/mot-de-passe-oublie', acces: 'public', repondre: async (c) => vueOublie(c, VIDE) })

/** Writes the same and answers the same, whether the address has an account or not (CPT-01). */
export const actionOublie = definirAction({
  chemin: '/mot-de-passe-oublie',
  acces: 'public',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['adresse'])
    const adresse = adresseCanonique(lu.adresse)
    if (!adresse)
      return { statut: 422, page: vueOublie(c, saisie(lu, [{ champ: 'adresse', message: c.t.comptes.champs.adresseInvalide }])) }
    const blocage = await limiterFormulaire(c.db, c.requete.ip, c.settings.LIMITE_PAR_MINUTE)
    if (blocage) throw refusBlocage(blocage)
    await c.db.transaction().execute((tx) => demanderLien(c, tx, { genre: 'mot-de-passe', adresse }))
    return { rediriger: '/mot-de-passe-oublie/envoye' }
  },
})

export const pageOublieEnvoye = definirPage({
  chemin: '/mot-de-passe-oublie/envoye',
  acces: 'public',
  charger: async () => null,
  vue: (_, c) => (
    <Page c={cadre(c)} titre={c.t.comptes.oublie.envoye} sansTitre>
      <Confirmation
        titre={c.t.comptes.oublie.envoye}
        texte={c.t.comptes.oublie.envoyeTexte}
        references={[{ nom: c.t.comptes.envoyee.expediteur, valeur: `ne-pas-repondre@${new URL(c.settings.PUBLIC_URL).hostname}` }]}
      />
      <div class="row mt5">
        <Bouton genre="second" href="/mot-de-passe-oublie">
          {c.t.comptes.envoyee.corriger}
        </Bouton>
        {cadre(c).courriels ? (
          <Bouton genre="discret" href="/courriels" icone="courriel">
            {c.t.comptes.envoyee.boite}
          </Bouton>
        ) : null}
        <span class="small muted">{c.t.comptes.envoyee.rien}</span>
      </div>
    </Page>
  ),
})

function vueNouveau(c: Contexte, s: Saisie, lien: Lien, jeton: string): JSX.Element {
  const t = c.t.comptes.nouveau
  return (
    <Page c={cadre(c)} titre={t.titre} erreur={s.erreurs.length > 0} resume={<ResumeErreurs erreurs={s.erreurs} />}>
      <div class="narrow">
        <p class="lead">{t.pour(lien.adresse)}</p>
        <form class="card mt5 stack" method="post" action="/mot-de-passe" data-turbo="false" novalidate>
          <input type="hidden" name="jeton" value={jeton} />
          <input type="hidden" name="adresse" value={lien.adresse} autocomplete="username" />
          <Champ
            nom="motDePasse"
            libelle={t.champ}
            type="password"
            aide={c.t.comptes.champs.motDePasseAide}
            autoComplete="new-password"
            maxLength={200}
            erreur={erreurDe(s, 'motDePasse')}
          />
          <p>
            <Bouton>{t.bouton}</Bouton>
          </p>
        </form>
      </div>
    </Page>
  )
}

const vuePerime = (c: Contexte): JSX.Element => (
  <Page c={cadre(c)} titre={c.t.comptes.nouveau.expire}>
    <div class="narrow">
      <p class="lead">{c.t.comptes.nouveau.expireTexte}</p>
      <p class="mt5">
        <Bouton href="/mot-de-passe-oublie">{c.t.comptes.oublie.bouton}</Bouton>
      </p>
    </div>
  </Page>
)

const lire = (c: Contexte, jeton: string | null) => lireLien(c.db, jeton, c.settings.SECRET_KEY, 'mot-de-passe')

/** Opening the link changes nothing, so a mail filter may open it first. */
export const pageNouveau = definirRoute({
  chemin: '/mot-de-passe',
  acces: 'public',
  async repondre(c) {
    const jeton = c.url.searchParams.get('jeton')
    const lien = await lire(c, jeton)
    return lien?.etat === 'valable' ? vueNouveau(c, VIDE, lien, jeton!) : { statut: 410, page: vuePerime(c) }
  },
})

export const actionNouveau = definirAction({
  chemin: '/mot-de-passe',
  acces: 'public',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['jeton', 'adresse', 'motDePasse'])
    const lien = await lire(c, lu.jeton)
    if (lien?.etat !== 'valable') return { statut: 410, page: vuePerime(c) }
    const compte = await c.db
      .selectFrom('utilisateur')
      .select(['prenom', 'nom'])
      .where('adresseElectronique', '=', sql<string>`${lien.adresse}`)
      .executeTakeFirst()
    const defaut = defautMotDePasse(lu.motDePasse, [lien.adresse, compte?.prenom ?? '', compte?.nom ?? ''])
    if (defaut)
      return {
        statut: 422,
        page: vueNouveau(c, saisie({}, [{ champ: 'motDePasse', message: c.t.comptes.motDePasse[defaut] }]), lien, lu.jeton),
      }
    const utilisateur = await changerParLien(c, lien, await hacherMotDePasse(lu.motDePasse))
    if (!utilisateur) return { statut: 410, page: vuePerime(c) }
    // Whoever reads the owner's mail is the owner: a stranger's failures no longer stand in the way.
    retenirAppareil(c, utilisateur)
    return { rediriger: '/connexion?fait=change' }
  },
})
