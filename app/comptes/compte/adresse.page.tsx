import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { Bouton, Champ, Page } from '#ui/index.ts'
import { adresseCanonique } from '../adresse.ts'
import { refusBlocage } from '../connexion.ts'
import { lireLien } from '../lien.ts'
import { exigerPreuve } from '../preuve.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from '../saisie.ts'
import { limiterFormulaire } from '../tentatives.ts'
import { abandonner, appliquerChangement, demanderChangement } from './adresse.ts'
import { PageDeCompte, revenir } from './formulaire.tsx'

function vueConnexion(c: Contexte, s: Saisie) {
  const t = c.t.comptes.compte.adresses
  return (
    <PageDeCompte c={c} titre={t.changer} chapo={t.changerTexte} action="/compte/adresse" s={s} bouton={t.envoyer} ancre="#adresses">
      <Champ
        nom="adresse"
        libelle={t.nouvelle}
        type="email"
        autoComplete="email"
        maxLength={254}
        valeur={s.valeurs.adresse}
        erreur={erreurDe(s, 'adresse')}
      />
    </PageDeCompte>
  )
}

/** Changing where one signs in is proved first (CPT-07). */
export const pageAdresse = definirRoute({
  chemin: '/compte/adresse',
  acces: 'session',
  repondre: async (c) => exigerPreuve(c) ?? vueConnexion(c, VIDE),
})

/** The same answer whether the new address has an account or not: the link then changes nothing. */
export const actionAdresse = definirAction({
  chemin: '/compte/adresse',
  acces: 'session',
  async executer(c, champs) {
    const preuve = exigerPreuve(c)
    if (preuve) return preuve
    const lu = lireChamps(champs, ['adresse'])
    const adresse = adresseCanonique(lu.adresse)
    const t = c.t.comptes
    const message = !adresse
      ? t.champs.adresseInvalide
      : adresse === c.utilisateur!.adresseElectronique.toLowerCase()
        ? t.compte.adresses.memeErreur
        : null
    if (message || !adresse) return { statut: 422, page: vueConnexion(c, saisie(lu, [{ champ: 'adresse', message: message! }])) }
    const blocage = await limiterFormulaire(c.db, c.requete.ip, c.settings.LIMITE_PAR_MINUTE)
    if (blocage) throw refusBlocage(blocage)
    await demanderChangement(c, c.utilisateur!.id, 'adresse-connexion', adresse)
    return revenir('lien')
  },
})

function vueContact(c: Contexte, s: Saisie) {
  const t = c.t.comptes.compte.adresses
  return (
    <PageDeCompte
      c={c}
      titre={t.changerContact}
      chapo={t.contactTexte}
      action="/compte/adresse-contact"
      s={s}
      bouton={c.t.comptes.compte.enregistrer}
      ancre="#adresses"
    >
      <Champ
        nom="adresse"
        libelle={t.contactChamp}
        type="email"
        facultatif
        autoComplete="email"
        maxLength={254}
        valeur={s.valeurs.adresse}
        erreur={erreurDe(s, 'adresse')}
      />
    </PageDeCompte>
  )
}

export const pageContact = definirRoute({
  chemin: '/compte/adresse-contact',
  acces: 'session',
  async repondre(c) {
    const u = await c.db.selectFrom('utilisateur').select('adresseContact').where('id', '=', c.utilisateur!.id).executeTakeFirstOrThrow()
    return vueContact(c, { valeurs: { adresse: u.adresseContact ?? '' }, erreurs: [] })
  },
})

/** Empty, notices go to the sign-in address again; another address is verified first. */
export const actionContact = definirAction({
  chemin: '/compte/adresse-contact',
  acces: 'session',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['adresse'])
    const moi = c.utilisateur!
    const adresse = adresseCanonique(lu.adresse)
    if (lu.adresse.trim() && !adresse)
      return { statut: 422, page: vueContact(c, saisie(lu, [{ champ: 'adresse', message: c.t.comptes.champs.adresseInvalide }])) }
    if (!adresse || adresse === moi.adresseElectronique.toLowerCase()) {
      await abandonner(c.db, moi.id, 'adresse-contact')
      await c.db.updateTable('utilisateur').set({ adresseContact: null }).where('id', '=', moi.id).execute()
      return revenir('contact')
    }
    const blocage = await limiterFormulaire(c.db, c.requete.ip, c.settings.LIMITE_PAR_MINUTE)
    if (blocage) throw refusBlocage(blocage)
    await demanderChangement(c, moi.id, 'adresse-contact', adresse)
    return revenir('lien')
  },
})

export const actionAbandonner = definirAction({
  chemin: '/compte/adresse/abandonner',
  acces: 'session',
  async executer(c, champs) {
    const { genre } = lireChamps(champs, ['genre'])
    if (genre === 'adresse-connexion' || genre === 'adresse-contact') await abandonner(c.db, c.utilisateur!.id, genre)
    return revenir('annule')
  },
})

/** The link only works in the session of whoever asked: a stranger who receives it by mistake can do nothing with it (C09). */
export const pageConfirmer = definirRoute({
  chemin: '/compte/adresse/confirmer',
  acces: 'session',
  async repondre(c) {
    const lien = await lireLien(c.db, c.url.searchParams.get('jeton'), c.settings.SECRET_KEY, 'adresse-connexion', 'adresse-contact')
    if (lien?.etat === 'valable' && (await appliquerChangement(c, lien)))
      return revenir(lien.genre === 'adresse-contact' ? 'contact' : 'adresse')
    const t = c.t.comptes.compte.adresses
    return {
      statut: 410,
      page: (
        <Page
          c={cadre(c)}
          titre={t.lienPerime}
          chapo={t.lienPerimeTexte}
          fil={[{ nom: c.t.comptes.compte.titre, href: '/compte' }, { nom: t.lienPerime }]}
        >
          <p>
            <Bouton href="/compte#adresses">{c.t.comptes.compte.titre}</Bouton>
          </p>
        </Page>
      ),
    }
  },
})
