import { erreurDe, VIDE, type Saisie } from '../saisie.ts'
import { estExige, secondFacteurManque, type Situation } from '../suite.ts'
import type { SecondFacteur } from './etat.ts'
import { adresseTotp, base32 } from './totp.ts'
import type { JSX } from 'preact'
import { encode } from 'uqr'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { Alerte, Bouton, Champ, Page, ResumeErreurs, Succes } from '#ui/index.ts'

export const CHEMIN = '/compte/second-facteur'

export function Cadre({
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

export function vueEnCours(c: Contexte, sf: SecondFacteur, s: Saisie, retour: string) {
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

export function vueActive(c: Contexte, sf: SecondFacteur, situation: Situation) {
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
export function Exigence({ c, situation, cle, retour }: { c: Contexte; situation: Situation; cle: boolean; retour: string }) {
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
