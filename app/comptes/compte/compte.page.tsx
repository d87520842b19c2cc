import { SectionCles } from '../cles/section.tsx'
import { lireCompte } from './lire.ts'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { SectionIdentite, SectionAdresses, SectionAcces, SectionSessions } from '#app/comptes/compte/compte.sections.tsx'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { Alerte, Bouton, Carte, Page, Succes, SurCettePage, Telecharger } from '#ui/index.ts'

/** « Mon compte » (CPT-03): what is known, each part changed on a page of its own. */
export const pageCompte = definirPage({
  chemin: '/compte',
  acces: 'session',
  charger: (c) => lireCompte(c.db, c.utilisateur!.id),
  vue(m, c) {
    const t = c.t.comptes.compte
    const fait = t.faits[c.url.searchParams.get('fait') ?? '']
    const sections = [
      ['identite', t.identite.titre],
      ['adresses', t.adresses.titre],
      ['acces', t.acces.titre],
      ['cles', t.cles.titre],
      ['sessions', t.sessions.titre],
      ['avis', c.t.avis.section],
      ['donnees', t.donnees.titre],
      ['desactiver', c.t.gouvernance.desactiver.section],
    ] as const
    return (
      <Page c={cadre(c)} titre={t.titre} fil={[{ nom: t.titre }]}>
        {fait ? <Succes>{fait}</Succes> : <NonRelie c={c} />}
        <div class="split split--start">
          <SurCettePage liens={sections.map(([id, libelle]) => ({ href: `#${id}`, libelle }))} />
          <div class="stack stack--loose">
            <SectionIdentite c={c} m={m} />
            <SectionAdresses c={c} m={m} />
            <SectionAcces c={c} m={m} />
            <SectionCles c={c} cles={m.cles} />
            <SectionSessions c={c} m={m} />
            <Carte titre={c.t.avis.section} id="avis">
              <p>{c.t.avis.sectionTexte}</p>
              <div class="row mt4">
                <Bouton genre="second" href="/compte/avis/preferences">
                  {c.t.avis.preferences}
                </Bouton>
                <a href="/compte/avis">{c.t.avis.voir}</a>
              </div>
            </Carte>
            <Carte titre={t.donnees.titre} id="donnees">
              <p>{t.donnees.texte}</p>
              <div class="row mt4">
                <Telecharger href="/compte/donnees.json">{t.donnees.bouton}</Telecharger>
                <span class="small muted">{t.donnees.note}</span>
              </div>
            </Carte>
            <Carte titre={c.t.gouvernance.desactiver.section} id="desactiver" danger>
              <p>{c.t.gouvernance.desactiver.sectionTexte}</p>
              <p class="mt4">
                <Bouton genre="danger-second" href="/compte/desactiver">
                  {c.t.gouvernance.desactiver.titre}
                </Bouton>
              </p>
            </Carte>
          </div>
        </div>
      </Page>
    )
  },
})

/** What the provider answered to « Relier », when it is not linked. */
function NonRelie({ c }: { c: Contexte }): JSX.Element | null {
  const t = c.t.comptes.compte.acces.nonRelier
  const erreur = c.url.searchParams.get('error')
  if (!erreur || !c.settings.OIDC_ISSUER) return null
  const phrase =
    new Map([
      ['injoignable', t.injoignable],
      ['access_denied', t.annulee],
      ['email_does_not_match', t.autreAdresse],
      ['account_already_linked_to_different_user', t.dejaRelie],
    ]).get(erreur) ?? t.refus
  return (
    <Alerte genre="err" role="alert">
      {phrase(c.settings.OIDC_NAME)}
    </Alerte>
  )
}
