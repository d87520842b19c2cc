import { createHash } from 'node:crypto'
import { actifs } from '#ui/actifs.ts'
import { retourIci, type CadrePage } from '#ui/composants/cadre.ts'
import { Icone } from '#ui/icones.tsx'
import { Marque } from '#ui/pictos.tsx'

export function Pied({ c }: { c: CadrePage }) {
  const t = c.t.commun
  const autre = c.langue === 'fr' ? 'en' : 'fr'
  return (
    <footer class="footer" id="pied" tabindex={-1}>
      <div class="wrap">
        <p class="footer__brand">
          <Marque />
          <span>
            <b>{t.nom}</b>
            {t.descriptionSuite}
          </span>
        </p>
        <ul>
          <li>
            <a href="/plan-du-site">{t.pied.plan}</a>
          </li>
          <li>
            <a href="/accessibilite">{t.pied.accessibilite}</a>
          </li>
          <li>
            <a href="/mentions-legales">{t.pied.mentions}</a>
          </li>
          <li>
            <a href="/donnees-personnelles">{t.pied.donnees}</a>
          </li>
          <li>
            <a href="/gestion-des-cookies">{t.pied.cookies}</a>
          </li>
          <li>
            <a href="/etat-du-service">{t.pied.etat}</a>
          </li>
          <li>
            <a href="/raccourcis">{t.pied.raccourcis}</a>
          </li>
          <li>
            <a href={`/langue?langue=${autre}&retour=${retourIci(c.url)}`} lang={autre} hreflang={autre} data-turbo="false">
              {t.pied.autreLangue}
            </a>
          </li>
        </ul>
        <Affichage c={c} />
      </div>
    </footer>
  )
}

/** Links that set a cookie: a full load, so that `<html>` is drawn again with its theme, and never by a mere hover. */
function Affichage({ c }: { c: CadrePage }) {
  const t = c.t.commun.pied
  const choisi = c.theme ?? 'automatique'
  return (
    <p class="theme-switch">
      <span>{t.affichage}</span>
      {(['automatique', 'clair', 'sombre'] as const).map((theme) => (
        <a
          key={theme}
          href={`/affichage?theme=${theme}&retour=${retourIci(c.url)}`}
          aria-current={theme === choisi ? 'true' : undefined}
          data-turbo="false"
        >
          {t.themes[theme]}
        </a>
      ))}
    </p>
  )
}

/** A link before it is a panel (POR-09); what a visit keeps is this person's alone. */
export function Question({ c }: { c: CadrePage }) {
  const t = c.t.commun.question
  return (
    <aside
      id={`assistance-${c.utilisateur ? createHash('sha256').update(c.utilisateur.adresseElectronique).digest('hex').slice(0, 8) : 'visiteur'}-${c.langue}${c.voirComme ? '-vue' : ''}`}
      data-turbo-permanent
      aria-label={t.region}
    >
      <a
        class="ask on-dark"
        href="/assistant"
        data-au-clic="assistant"
        data-action="assistant#ouvrir"
        data-feuille={actifs().styles.clavardage}
        data-titre={c.t.assistant.nom}
        data-fermer={c.t.assistant.fermer}
        data-turbo-prefetch="false"
      >
        <Icone nom="bulle" /> <span>{t.nom}</span>
      </a>
    </aside>
  )
}
