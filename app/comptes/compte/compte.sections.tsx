import { nomDuNavigateur, type Compte } from './lire.ts'
import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { AdresseElectronique, Bouton, Cache, Carte, Etiquette, Icone, Resume } from '#ui/index.ts'

interface PropsSection {
  c: Contexte
  m: Compte
}

const Vide = ({ children }: { children: string }) => <span class="muted">{children}</span>

export function SectionIdentite({ c, m }: PropsSection): JSX.Element {
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

export function SectionAdresses({ c, m }: PropsSection): JSX.Element {
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
                  <AdresseElectronique valeur={m.adresse} />{' '}
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
                  {m.adresseContact ? <AdresseElectronique valeur={m.adresseContact} /> : <Vide>{t.memeAdresse}</Vide>}
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

export function SectionAcces({ c, m }: PropsSection): JSX.Element {
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

export function SectionSessions({ c, m }: PropsSection): JSX.Element {
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
