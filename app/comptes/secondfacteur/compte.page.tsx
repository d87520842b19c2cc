import type { JSX } from 'preact'
import { encode } from 'uqr'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Alerte, Bouton, Champ, Imprimer, Page, ResumeErreurs, Succes } from '#ui/index.ts'
import { revenir } from '../compte/formulaire.tsx'
import { compterEchec, refusDuRefus, refuserSiBloque } from '../connexion.ts'
import { exigerPreuve } from '../preuve.ts'
import { retourLocal } from '../retour.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from '../saisie.ts'
import { doitUneCle, estExige, secondFacteurManque, situationDe, type Situation } from '../suite.ts'
import { oublierEchecs } from '../tentatives.ts'
import {
  activerSecondFacteur,
  consommerCode,
  lireSecondFacteur,
  preparerSecondFacteur,
  renouvelerCodes,
  retirerSecondFacteur,
  type SecondFacteur,
} from './etat.ts'
import { adresseTotp, base32 } from './totp.ts'

const CHEMIN = '/compte/second-facteur'

function Cadre({
  c,
  s = VIDE,
  chapo,
  children,
}: {
  c: Contexte
  s?: Saisie
  chapo?: string
  children: JSX.Element | (JSX.Element | null)[]
}) {
  const t = c.t.comptes
  return (
    <Page
      c={cadre(c)}
      titre={t.secondFacteur.titre}
      chapo={chapo}
      fil={[{ nom: t.compte.titre, href: '/compte' }, { nom: t.secondFacteur.titre }]}
      erreur={s.erreurs.length > 0}
      resume={<ResumeErreurs erreurs={s.erreurs} />}
    >
      <div class="narrow stack">{children}</div>
    </Page>
  )
}

/** The key drawn as an image, four modules of margin as readers need. */
function CodeQr({ texte, nom }: { texte: string; nom: string }) {
  const { size, data } = encode(texte, { ecc: 'M', border: 4 })
  const chemin = data.flatMap((ligne, y) => ligne.map((noir, x) => (noir ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg class="qr" role="img" aria-label={nom} viewBox={`0 0 ${size} ${size}`} width="220" height="220" shape-rendering="crispEdges">
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={chemin} />
    </svg>
  )
}

function vueEnCours(c: Contexte, sf: SecondFacteur, s: Saisie, retour: string) {
  const t = c.t.comptes.secondFacteur
  const cle = base32(sf.secret)
    .match(/.{1,4}/g)!
    .join(' ')
  return (
    <Cadre c={c} s={s}>
      <h2>{t.etape1}</h2>
      <p>{t.etape1Texte}</p>
      <CodeQr texte={adresseTotp(sf.secret, c.utilisateur!.adresseElectronique)} nom={t.image} />
      <p>
        {t.cle}
        <br />
        <code class="num" id="cle-totp">
          {cle}
        </code>
      </p>
      <h2>{t.etape2}</h2>
      <form class="card stack" method="post" action={`${CHEMIN}/confirmer`} novalidate>
        <input type="hidden" name="retour" value={retour} />
        <Champ
          nom="code"
          libelle={t.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          largeur="w3"
          erreur={erreurDe(s, 'code')}
        />
        <p class="row">
          <Bouton>{t.confirmer}</Bouton>
          <Bouton genre="discret" attrs={{ formaction: `${CHEMIN}/retirer` }}>
            {t.abandonner}
          </Bouton>
        </p>
      </form>
    </Cadre>
  )
}

function vueActive(c: Contexte, sf: SecondFacteur, situation: Situation) {
  const exige = estExige(c.settings, situation)
  const t = c.t.comptes.secondFacteur
  return (
    <Cadre c={c} chapo={t.texte}>
      <Succes>{`${t.active(sf.creeLe)} ${t.restent(sf.codes.length)}`}</Succes>
      {exige ? (
        <Alerte genre="info">{situation.exigeantes.length ? t.exigeGardeParStructure(situation.exigeantes) : t.exigeGarde}</Alerte>
      ) : null}
      <div class="row">
        <Bouton genre="second" href={`${CHEMIN}/codes`}>
          {t.voir}
        </Bouton>
        <form method="post" action={`${CHEMIN}/codes`}>
          <Bouton genre="second">{t.renouveler}</Bouton>
        </form>
        <form method="post" action={`${CHEMIN}/retirer`}>
          <Bouton genre="danger-second">{exige ? t.remplacer : t.retirer}</Bouton>
        </form>
      </div>
    </Cadre>
  )
}

/** Required and not there yet: the key of one who has some, else the application or a first key. */
function Exigence({ c, situation, cle, retour }: { c: Contexte; situation: Situation; cle: boolean; retour: string }) {
  const t = c.t.comptes
  if (!secondFacteurManque(c)) return <Alerte genre="info">{t.secondFacteur.tenuParCle}</Alerte>
  return (
    <>
      <Alerte genre="warn">
        {cle
          ? t.secondFacteur.parCle
          : situation.exigeantes.length
            ? t.secondFacteur.exigeParStructure(situation.exigeantes)
            : t.secondFacteur.exige}
      </Alerte>
      <div
        class="stack"
        data-controller="passkey"
        data-passkey-retour-value={retour}
        data-passkey-refus-value={cle ? t.connexion.cleRefusee : t.compte.cles.refus}
      >
        <p class="small" role="status" data-passkey-target="etat" />
        <p>
          <Bouton
            genre={cle ? 'premier' : 'second'}
            type="button"
            icone={cle ? 'cle' : 'plus'}
            attrs={{ hidden: true, 'data-passkey-target': 'bouton', 'data-action': cle ? 'passkey#entrer' : 'passkey#ajouter' }}
          >
            {cle ? t.connexion.cle : t.compte.cles.ajouter}
          </Bouton>
        </p>
        <noscript>
          <p class="small muted">{t.secondFacteur.cleSansScript}</p>
        </noscript>
      </div>
      {cle ? (
        <p class="small muted">
          {t.secondFacteur.clePerdue} <a href="/support/sans-compte">{t.code.ecrire}</a>
        </p>
      ) : null}
    </>
  )
}

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
