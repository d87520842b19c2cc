import { sql } from 'kysely'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Alerte, Bouton, Champ, Page, ResumeErreurs } from '#ui/index.ts'
import { compterEchec, refusDuRefus, refuserSiBloque } from './connexion.ts'
import { verifierMotDePasse } from './motdepasse/hacher.ts'
import { depuisOu } from './preuve.ts'
import { retourLocal } from './retour.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from './saisie.ts'
import { consommerCode, consommerCodeDeSecours } from './secondfacteur/etat.ts'
import { oublierEchecs } from './tentatives.ts'

interface Moyens {
  hache: string | null
  secondFacteur: boolean
  cles: boolean
}

const moyensDe = async (c: Contexte): Promise<Moyens> =>
  (
    await sql<Moyens>`select (select mot_de_passe from identite where utilisateur = u.id and fournisseur = 'credential') as hache,
        u.second_facteur_actif as second_facteur, exists (select from cle_acces where utilisateur = u.id) as cles
      from utilisateur u
      where u.id = ${c.utilisateur!.id}`.execute(c.db)
  ).rows[0]!

/** `depuis`: what giving up goes back to. */
function vuePreuve(c: Contexte, s: Saisie, { retour, depuis }: { retour: string; depuis: string }, m: Moyens): JSX.Element {
  const t = c.t.comptes.preuve
  return (
    <Page
      c={cadre(c)}
      titre={t.titre}
      chapo={m.hache && m.secondFacteur ? `${t.texte} ${t.lUnOuLAutre}` : t.texte}
      erreur={s.erreurs.length > 0}
      resume={<ResumeErreurs erreurs={s.erreurs} />}
    >
      <div class="narrow stack">
        {m.hache || m.secondFacteur ? (
          <form class="card stack" method="post" action="/preuve" novalidate>
            <input type="hidden" name="retour" value={retour} />
            <input type="hidden" name="depuis" value={depuis} />
            <input type="hidden" name="adresse" value={c.utilisateur!.adresseElectronique} autocomplete="username" />
            {m.hache ? (
              <Champ
                nom="motDePasse"
                libelle={c.t.comptes.champs.motDePasse}
                type="password"
                autoComplete="current-password"
                maxLength={200}
                facultatif={m.secondFacteur}
                erreur={erreurDe(s, 'motDePasse')}
                auto={s.erreurs.length === 0}
              />
            ) : null}
            {m.secondFacteur ? (
              <Champ
                nom="code"
                libelle={c.t.comptes.code.champ}
                aide={c.t.comptes.code.aide}
                inputMode="text"
                autoComplete="one-time-code"
                maxLength={20}
                facultatif={Boolean(m.hache)}
                erreur={erreurDe(s, 'code')}
                largeur="w3"
              />
            ) : null}
            <p class="row">
              <Bouton>{t.bouton}</Bouton>
              <Bouton genre="discret" href={depuis}>
                {t.renoncer}
              </Bouton>
            </p>
          </form>
        ) : null}
        {m.cles ? (
          <div
            class="stack"
            data-controller="passkey"
            data-passkey-retour-value={retour}
            data-passkey-refus-value={c.t.comptes.connexion.cleRefusee}
          >
            <p class="small muted" role="status" data-passkey-target="etat" />
            <p>
              <Bouton
                genre="second"
                type="button"
                icone="cle"
                attrs={{ hidden: true, 'data-passkey-target': 'bouton', 'data-action': 'passkey#entrer' }}
              >
                {c.t.comptes.connexion.cle}
              </Bouton>
            </p>
          </div>
        ) : null}
        {m.hache || m.secondFacteur ? null : (
          <>
            <Alerte genre="info">{t.autrement}</Alerte>
            <form method="post" action="/deconnexion">
              <Bouton genre="second">{t.reconnecter}</Bouton>
            </form>
          </>
        )}
      </div>
    </Page>
  )
}

export const pagePreuve = definirRoute({
  chemin: '/preuve',
  acces: 'session',
  repondre: async (c) => {
    const p = c.url.searchParams
    const ou = { retour: retourLocal(p.get('retour')), depuis: retourLocal(p.get('depuis'), depuisOu(c)) }
    return vuePreuve(c, VIDE, ou, await moyensDe(c))
  },
})

export const actionPreuve = definirAction({
  chemin: '/preuve',
  acces: 'session',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['motDePasse', 'code', 'retour', 'depuis', 'adresse'])
    const retour = retourLocal(lu.retour)
    const m = await moyensDe(c)
    const moi = c.utilisateur!
    const cles = [`preuve:${moi.id}`]
    const code = lu.code.trim()
    const champ = !lu.motDePasse && (code || !m.hache) ? 'code' : 'motDePasse'
    const refuser = (statut: number, message: string) => ({
      statut,
      page: vuePreuve(c, saisie({}, [{ champ, message }]), { retour, depuis: retourLocal(lu.depuis) }, m),
    })
    if (!lu.motDePasse && !code)
      return refuser(422, !m.hache ? c.t.comptes.code.vide : m.secondFacteur ? c.t.comptes.preuve.rien : c.t.comptes.preuve.vide)
    try {
      await refuserSiBloque(c, cles)
    } catch (e) {
      if (estRefus(e)) return refuser(429, refusDuRefus(c, e).message)
      throw e
    }
    const prouve =
      champ === 'code'
        ? m.secondFacteur && (await (/^[\d\s]*$/.test(code) ? consommerCode : consommerCodeDeSecours)(c, moi.id, code))
        : Boolean(m.hache && lu.motDePasse) && (await verifierMotDePasse(m.hache!, lu.motDePasse.slice(0, 200)))
    if (!prouve) {
      await compterEchec(c, cles)
      return refuser(422, champ === 'code' ? c.t.comptes.code.faux : c.t.comptes.preuve.faux)
    }
    await oublierEchecs(c.db, cles)
    await sql`update session set preuve_le = clock_timestamp() where id = ${moi.session}`.execute(c.db)
    return { rediriger: retour }
  },
})
