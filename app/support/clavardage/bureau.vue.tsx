import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import type { Bureau, ReponsePrete } from '#app/support/clavardage/bureau.lire.ts'
import { PAR_AGENT, PRESENCES } from '#app/support/clavardage/champs.ts'
import type { Conversation } from '#app/support/clavardage/lire.ts'
import { nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { initiales } from '#app/support/clavardage/tete.vue.tsx'
import { Bouton, Cache, Compte, Etiquette, Formulaire, Icone } from '#ui/index.ts'
import { heure } from '#ui/textes/format.ts'

const CHEMIN = '/support/bureau'
/** From so many seconds on, a wait is too long. */
const LONG = { file: 180, reponse: 300 }

/** How many wait, and whether this agent answers. */
export function Bandeau({ c, bureau }: { c: Contexte; bureau: Bureau }): JSX.Element {
  const x = c.t.clavardage.bureau
  return (
    <>
      <p class="small" data-relire="attente">
        <b>{x.attendent(bureau.nombre)}</b>
        {bureau.file[0] ? x.premiere(bureau.file[0].secondes, bureau.nombre) : null}
      </p>
      <details class="menu">
        <summary class="button button--second button--small">
          <Etiquette genre={bureau.presence === 'disponible' ? 'ok' : 'neutre'}>{x.presences[bureau.presence]}</Etiquette>{' '}
          {x.tenues(bureau.tenues.length, PAR_AGENT)} <Icone nom="chevron" class="chevron" />
        </summary>
        <div class="panel">
          <Formulaire action={c.chemin}>
            <input type="hidden" name="action" value="presence" />
            <ul>
              {PRESENCES.map((p) => (
                <li key={p}>
                  <button name="presence" value={p} aria-current={p === bureau.presence ? 'true' : undefined}>
                    {x.choix[p]}
                  </button>
                </li>
              ))}
            </ul>
          </Formulaire>
        </div>
      </details>
    </>
  )
}

/** The conversations held, then the queue, oldest first; the controller asks for it again when it has moved. */
export function Conversations({ c, bureau, courante }: { c: Contexte; bureau: Bureau; courante: string | null }): JSX.Element {
  const x = c.t.clavardage.bureau
  // Folded on a narrow screen once a conversation is open, so that it comes first; unfolded, it stays so while its lines follow.
  return (
    <nav class="desk__queue" aria-label={x.liste}>
      <details class="desk__fold" open={courante === null}>
        <summary>
          <span data-relire="resume">
            {x.miennes} <Compte nombre={bureau.tenues.length} discret /> {x.enAttente}{' '}
            <Compte nombre={bureau.nombre} discret={bureau.nombre === 0} />
          </span>{' '}
          <Icone nom="chevron" class="chevron" />
        </summary>
        <div data-relire="liste">
          <h2>
            {x.miennes} {bureau.tenues.length ? <Compte nombre={bureau.tenues.length} /> : null}
          </h2>
          {bureau.tenues.length ? (
            <ul class="convs">
              {bureau.tenues.map((t) => (
                <li key={t.id}>
                  <a href={`${CHEMIN}/${t.id}`} aria-current={t.id === courante ? 'page' : undefined} data-turbo-prefetch="false">
                    <span class="avatar" aria-hidden="true">
                      {initiales(t.nom)}
                    </span>
                    <span>
                      <b>{nomComplet(t.nom)}</b>
                      <small>
                        {t.dernierTexte
                          ? t.dernierDe !== 'agent'
                            ? x.lui(t.dernierTexte)
                            : t.dernierAgent
                              ? x.autre(nomComplet(t.dernierAgent), t.dernierTexte)
                              : x.vous(t.dernierTexte)
                          : ''}
                      </small>
                    </span>
                    {t.confiee && t.id !== courante ? (
                      <Etiquette genre="action">{x.confiee}</Etiquette>
                    ) : t.nonLus && t.id !== courante ? (
                      <span class="count">
                        {t.nonLus}
                        <Cache> {x.nonLus(t.nonLus)}</Cache>
                      </span>
                    ) : t.dernierDe === 'utilisateur' ? (
                      <span class={t.secondes > LONG.reponse ? 'wait wait--warn' : 'wait'}>
                        {x.depuis(t.secondes)}
                        <Cache> {x.sansReponse}</Cache>
                      </span>
                    ) : null}
                  </a>
                </li>
              ))}
            </ul>
          ) : (
            <p class="muted small">{x.aucune}</p>
          )}
          <h2>
            {x.enAttente} {bureau.nombre ? <Compte nombre={bureau.nombre} /> : null}
          </h2>
          {bureau.file.length ? (
            <ol class="convs convs--wait">
              {bureau.file.map((f) => (
                <li key={f.id}>
                  {/* One's own is not one's to take: it opens on the side from which it was asked. */}
                  <a
                    href={f.siens ? `/support/clavardage/${f.id}` : `${CHEMIN}/${f.id}`}
                    aria-current={f.id === courante ? 'page' : undefined}
                    data-turbo-prefetch="false"
                  >
                    <b>{nomComplet(f.nom)}</b>
                    <small>{[f.siens ? x.laVotre : f.structure, f.compte ? null : x.sansCompte].filter(Boolean).join(' · ')}</small>
                    <span class={f.secondes > LONG.file ? 'wait wait--warn' : 'wait'}>{x.depuis(f.secondes)}</span>
                  </a>
                </li>
              ))}
            </ol>
          ) : (
            <p class="muted small">{x.personne}</p>
          )}
          {bureau.file.some((f) => !f.siens) ? (
            <Formulaire action={CHEMIN}>
              <input type="hidden" name="action" value="prendre" />
              <Bouton bloc genre={courante ? 'second' : 'premier'}>
                {x.suivante}
              </Bouton>
            </Formulaire>
          ) : null}
        </div>
      </details>
    </nav>
  )
}

/** Who is on the other side, and what can be done with the conversation. */
export function EnTete({ c, v }: { c: Contexte; v: Conversation }): JSX.Element {
  const x = c.t.clavardage
  const gestes =
    v.etat === 'en-cours'
      ? [...(v.ticket ? [] : [['ticket', x.enTicket] as const]), ['rendre', x.bureau.rendre] as const, ['terminer', x.terminer] as const]
      : v.etat === 'terminee' && !v.ticket
        ? [['ticket', x.enTicket] as const]
        : []
  return (
    <div class="assistant__head on-dark">
      <span class="avatar" aria-hidden="true">
        {initiales(v.nom)}
      </span>
      <div>
        <h2>{nomComplet(v.nom)}</h2>
        <p>{[v.structure?.raisonSociale, heure(v.ouverteLe, c.langue), x.etats[v.etat]].filter(Boolean).join(' · ')}</p>
      </div>
      {v.etat === 'attente' ? (
        <Formulaire action={c.chemin} class="end">
          <input type="hidden" name="action" value="prendre" />
          <Bouton petit attrs={{ autofocus: true }}>
            {x.bureau.prendre}
          </Bouton>
        </Formulaire>
      ) : gestes.length ? (
        <details class="menu end">
          <summary class="button button--second button--small">
            {x.bureau.actions} <Icone nom="chevron" class="chevron" />
          </summary>
          <div class="panel">
            <Formulaire action={c.chemin}>
              <ul>
                {gestes.map(([nom, libelle]) => (
                  <li key={nom}>
                    <button name="action" value={nom}>
                      {libelle}
                    </button>
                  </li>
                ))}
                {v.etat === 'en-cours' ? (
                  <li>
                    <a href={`${CHEMIN}/${v.id}/confier`}>{x.confier.titre}</a>
                  </li>
                ) : null}
              </ul>
            </Formulaire>
          </div>
        </details>
      ) : null}
    </div>
  )
}

/** Canned answers: a link that fills the field; with script it fills without leaving. */
export function ReponsesPretes({ c, reponses }: { c: Contexte; reponses: ReponsePrete[] }): JSX.Element {
  const x = c.t.clavardage.bureau
  return (
    <details class="canned">
      <summary>
        <Icone nom="bulle" /> {x.reponses} <Icone nom="chevron" class="chevron" />
      </summary>
      <ul class="canned__list">
        {reponses.map((r) => (
          <li key={r.id}>
            <a href={`${c.chemin}?reponse=${r.id}`} aria-label={x.inserer(r.titre)} data-texte={r.texte} data-action="clavardage#inserer">
              <b>{r.titre}</b>
              <span>{r.texte}</span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
