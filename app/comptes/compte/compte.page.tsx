import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { Alerte, Bouton, Cache, Carte, Etiquette, Icone, Page, Resume, Succes, SurCettePage, Telecharger } from '#ui/index.ts'
import { SectionCles } from '../cles/section.tsx'
import { lireCompte, nomDuNavigateur, type Compte } from './lire.ts'

interface PropsSection {
  c: Contexte
  m: Compte
}

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

const Vide = ({ children }: { children: string }) => <span class="muted">{children}</span>

function SectionIdentite({ c, m }: PropsSection): JSX.Element {
  const t = c.t.comptes.compte
  const l = c.t.comptes.champs
  const action = (renseigne: boolean) => ({ href: '/compte/identite', ...(renseigne ? {} : { libelle: t.ajouter }) })
  return (
    <Carte titre={t.identite.titre} id="identite">
      <p class="muted small">
        {t.ouvert(m.creeLe)} ·{' '}
        <a href="/compte/structures">{m.structures ? t.nombreStructures(m.structures, m.gestionnaireDe) : t.aucuneStructure}</a>
      </p>
      <div class="mt4">
        <Resume
          lignes={[
            {
              cle: l.civilite,
              valeur: m.civilite ? l.civilites[m.civilite] : <Vide>{t.nonRenseigne}</Vide>,
              action: action(Boolean(m.civilite)),
            },
            { cle: t.identite.nom, valeur: `${m.prenom} ${m.nom}`, action: action(true) },
            { cle: l.telephone, valeur: m.telephone ?? <Vide>{t.nonRenseigne}</Vide>, action: action(Boolean(m.telephone)) },
            { cle: t.identite.langue, valeur: t.langues[m.langue], action: action(true) },
            {
              cle: c.t.accueil.raccourcis.choix,
              valeur: c.raccourcis ? c.t.accueil.raccourcis.oui : c.t.accueil.raccourcis.non,
              action: { href: '/raccourcis' },
            },
          ]}
        />
      </div>
    </Carte>
  )
}

function SectionAdresses({ c, m }: PropsSection): JSX.Element {
  const t = c.t.comptes.compte.adresses
  const attente = (genre: Compte['liens'][number]['genre']) => m.liens.find((l) => l.genre === genre)
  const EnAttente = ({ genre }: { genre: Compte['liens'][number]['genre'] }) => {
    const l = attente(genre)
    if (!l) return null
    return (
      <form method="post" action="/compte/adresse/abandonner" class="row">
        <input type="hidden" name="genre" value={genre} />
        <Etiquette genre="plan" icone="horloge">
          {t.aVerifier(l.adresse, new Date(l.expireLe))}
        </Etiquette>
        <Bouton genre="discret" petit>
          {t.renoncer}
        </Bouton>
      </form>
    )
  }
  return (
    <Carte titre={t.titre} id="adresses">
      <p class="muted small">{t.texte}</p>
      <div class="mt4">
        <Resume
          lignes={[
            {
              cle: t.connexion,
              valeur: (
                <>
                  {m.adresse}{' '}
                  <Etiquette genre="ok" icone="coche">
                    {t.verifiee}
                  </Etiquette>
                  <EnAttente genre="adresse-connexion" />
                </>
              ),
              action: { href: '/compte/adresse', complement: t.connexionComplement },
            },
            {
              cle: t.contact,
              valeur: (
                <>
                  {m.adresseContact ?? <Vide>{t.memeAdresse}</Vide>}
                  <EnAttente genre="adresse-contact" />
                </>
              ),
              action: { href: '/compte/adresse-contact', complement: t.contactComplement },
            },
          ]}
        />
      </div>
    </Carte>
  )
}

function SectionAcces({ c, m }: PropsSection): JSX.Element {
  const t = c.t.comptes.compte.acces
  const fournisseur = c.settings.OIDC_ISSUER
    ? [
        {
          cle: t.fournisseur(c.settings.OIDC_NAME),
          valeur: m.relie ? (
            <Etiquette genre="ok" icone="coche">
              {t.relie}
            </Etiquette>
          ) : (
            <Vide>{t.nonRelie}</Vide>
          ),
          ...(m.relie
            ? {}
            : {
                action: (
                  <a href="/compte/fournisseur/relier" data-turbo="false">
                    {t.relier}
                    <Cache> {c.settings.OIDC_NAME}</Cache>
                  </a>
                ),
              }),
        },
      ]
    : []
  return (
    <Carte titre={t.titre} id="acces">
      <Resume
        lignes={[
          {
            cle: t.motDePasse,
            valeur: m.aMotDePasse ? t.change(m.motDePasseLe ?? m.creeLe) : <Vide>{t.sansMotDePasse}</Vide>,
            action: { href: '/compte/mot-de-passe', libelle: m.aMotDePasse ? t.changer : t.choisir, complement: t.changerComplement },
          },
          {
            cle: t.application,
            valeur: m.secondFacteurLe ? (
              <>
                <Etiquette genre="ok" icone="coche">
                  {t.active}
                </Etiquette>{' '}
                {t.depuis(m.secondFacteurLe)}
              </>
            ) : (
              <Vide>{t.inactive}</Vide>
            ),
            action: { href: '/compte/second-facteur', libelle: m.secondFacteurLe ? t.gerer : t.activer, complement: t.complement },
          },
          ...fournisseur,
        ]}
      />
    </Carte>
  )
}

function SectionSessions({ c, m }: PropsSection): JSX.Element {
  const t = c.t.comptes.compte.sessions
  const autres = m.sessions.filter((s) => s.id !== c.utilisateur!.session)
  return (
    <Carte titre={t.titre} id="sessions">
      <ul class="files">
        {m.sessions.map((s) => {
          const nom = nomDuNavigateur(s.agent) ?? t.inconnu
          const prolongee = Date.parse(s.modifieLe) - Date.parse(s.creeLe) > 60_000
          return (
            <li key={s.id}>
              <Icone nom="ordinateur" />
              <span>
                <b>{nom}</b>
                <br />
                <small>
                  {s.adresseIp ? `${s.adresseIp}, ` : ''}
                  {t.ouverte(new Date(s.creeLe))}
                  {prolongee ? t.vue(new Date(s.modifieLe)) : ''}
                </small>
              </span>
              {s.id === c.utilisateur!.session ? (
                <Etiquette genre="ok" icone="coche">
                  {t.cette}
                </Etiquette>
              ) : (
                <form method="post" action={`/compte/sessions/${s.id}/fermer`}>
                  <Bouton genre="second" petit>
                    {t.fermer}
                    <Cache> {t.fermerComplement(nom)}</Cache>
                  </Bouton>
                </form>
              )}
            </li>
          )
        })}
      </ul>
      {autres.length ? (
        <form method="post" action="/compte/sessions/fermer" class="row mt4">
          <Bouton genre="danger-second" petit>
            {t.autres(autres.length)}
          </Bouton>
          <a class="small" href="/compte/mot-de-passe">
            {t.pasMoi}
          </a>
        </form>
      ) : null}
    </Carte>
  )
}
