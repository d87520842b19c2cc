import { sql } from 'kysely'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Champ } from '#ui/index.ts'
import { compterEchec, refusDuRefus, refuserSiBloque } from '../connexion.ts'
import { changerMotDePasse } from '../motdepasse/changer.ts'
import { hacherMotDePasse, verifierMotDePasse } from '../motdepasse/hacher.ts'
import { defautMotDePasse } from '../motdepasse/regles.ts'
import { exigerPreuve } from '../preuve.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from '../saisie.ts'
import { oublierEchecs } from '../tentatives.ts'
import { PageDeCompte, revenir } from './formulaire.tsx'

const hacheActuel = async (c: Contexte) =>
  (
    await c.db
      .selectFrom('identite')
      .select('motDePasse')
      .where('utilisateur', '=', c.utilisateur!.id)
      .where('fournisseur', '=', 'credential')
      .executeTakeFirst()
  )?.motDePasse ?? null

function vue(c: Contexte, s: Saisie, aAncien: boolean) {
  const t = c.t.comptes.compte.motDePasse
  return (
    <PageDeCompte c={c} titre={t.titre} chapo={t.texte} action="/compte/mot-de-passe" s={s} bouton={t.bouton} ancre="#acces">
      <input type="hidden" name="adresse" value={cadre(c).utilisateur?.adresseElectronique} autocomplete="username" />
      {aAncien ? (
        <Champ
          nom="ancien"
          libelle={t.ancien}
          type="password"
          autoComplete="current-password"
          maxLength={200}
          erreur={erreurDe(s, 'ancien')}
        />
      ) : null}
      <Champ
        nom="motDePasse"
        libelle={t.nouveau}
        type="password"
        aide={c.t.comptes.champs.motDePasseAide}
        autoComplete="new-password"
        maxLength={200}
        erreur={erreurDe(s, 'motDePasse')}
      />
    </PageDeCompte>
  )
}

export const pageMotDePasse = definirRoute({
  chemin: '/compte/mot-de-passe',
  acces: 'session',
  async repondre(c) {
    const ancien = await hacheActuel(c)
    return (ancien ? null : exigerPreuve(c)) ?? vue(c, VIDE, Boolean(ancien))
  },
})

/** Changes the password: the current one is asked, other sessions end at once (C08). */
export const actionMotDePasse = definirAction({
  chemin: '/compte/mot-de-passe',
  acces: 'session',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['ancien', 'motDePasse', 'adresse'])
    const moi = c.utilisateur!
    const ancien = await hacheActuel(c)
    const preuve = ancien ? null : exigerPreuve(c)
    if (preuve) return preuve
    const cles = [`preuve:${moi.id}`]
    const refuser = (statut: number, erreurs: Saisie['erreurs']) => ({ statut, page: vue(c, saisie({}, erreurs), Boolean(ancien)) })
    const defaut = defautMotDePasse(lu.motDePasse, [moi.adresseElectronique, moi.prenom, moi.nom])
    if (defaut) return refuser(422, [{ champ: 'motDePasse', message: c.t.comptes.motDePasse[defaut] }])
    try {
      await refuserSiBloque(c, cles)
    } catch (e) {
      if (estRefus(e)) return refuser(429, [{ champ: 'ancien', message: refusDuRefus(c, e).message }])
      throw e
    }
    if (ancien && !(await verifierMotDePasse(ancien, lu.ancien.slice(0, 200)))) {
      await compterEchec(c, cles)
      return refuser(422, [{ champ: 'ancien', message: c.t.comptes.compte.motDePasse.faux }])
    }
    await oublierEchecs(c.db, cles)
    const hache = await hacherMotDePasse(lu.motDePasse)
    await c.db.transaction().execute(async (tx) => {
      await changerMotDePasse(c, tx, moi.id, hache, moi.session)
      await sql`update session set preuve_le = clock_timestamp() where id = ${moi.session}`.execute(tx)
    })
    return revenir('mot-de-passe')
  },
})
