import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import type { Echange } from '#app/assistant/conversation.ts'
import { Dit } from '#app/assistant/dit.tsx'
import { pageDeDepart } from '#app/assistant/tuile.ts'
import type { Contexte } from '#app/contexte.ts'
import { Bouton, Icone } from '#ui/index.ts'

/** The page one came from stays known from one question to the next. */
export const versLAssistant = (c: Contexte) => {
  const page = pageDeDepart(c)
  return {
    action: page && !c.voirComme ? `/assistant?page=${encodeURIComponent(page)}` : '/assistant',
    method: c.voirComme ? ('get' as const) : ('post' as const),
  }
}

export function ChampsCaches({ c }: { c: Contexte }): JSX.Element {
  if (!c.voirComme) return <input type="hidden" name="cle" value={randomUUID()} />
  return <input type="hidden" name="page" value={pageDeDepart(c) ?? ''} />
}

const questionDe = (href: string) => (href.startsWith('/assistant?') ? new URL(href, 'http://x').searchParams.get('question') : null)

/** Where to go; or a question to ask next, which is kept like one that was typed. */
function Proposition({
  c,
  libelle,
  href,
  question,
}: {
  c: Contexte
  libelle: string
  href?: string
  question: string | null
}): JSX.Element {
  if (question === null)
    return (
      <Bouton genre="second" petit href={href!}>
        {libelle}
      </Bouton>
    )
  return (
    <form {...versLAssistant(c)} data-demander>
      <ChampsCaches c={c} />
      <input type="hidden" name="question" value={question} />
      <Bouton genre="second" petit>
        {libelle}
      </Bouton>
    </form>
  )
}

/** A person, or a ticket that says what was said already (SUP-01). */
export function Suites({ c, echanges }: { c: Contexte; echanges: Echange[] }): JSX.Element {
  const t = c.t.assistant
  const gardes = echanges.some((e) => e.cle !== 'adresse')
  return (
    <div class="suites small mt2">
      <span>{t.personne}</span> <a href="/support/clavardage">{t.agent}</a>
      {c.voirComme ? null : (
        <form method="post" action="/assistant/ticket">
          <input type="hidden" name="cle" value={randomUUID()} />
          <Bouton genre="discret" petit>
            {t.ticket}
          </Bouton>
        </form>
      )}
      {gardes ? (
        <form method="post" action="/assistant/oublier" data-demander>
          <Bouton genre="discret" petit>
            {t.effacer}
          </Bouton>
        </form>
      ) : null}
    </div>
  )
}

export function Accueil({ c }: { c: Contexte }): JSX.Element {
  const t = c.t.assistant
  return (
    <>
      <li>
        <span class="who">{t.titre}</span>
        <div class="said">
          <p>{t.bonjour}</p>
        </div>
      </li>
      <li class="choices">
        {t.exemple.map((q) => (
          <Proposition key={q} c={c} libelle={q} question={q} />
        ))}
      </li>
    </>
  )
}

export function UnEchange({
  c,
  echange: {
    question,
    reponse: { genre, texte, source, sources, liens, choix = liens },
  },
  dernier,
}: {
  c: Contexte
  echange: Echange
  dernier: boolean
}): JSX.Element {
  const t = c.t.assistant
  // The guide is in French; a model phrases in the page's language.
  const lang = genre === 'guide' && !sources && c.langue !== 'fr' ? 'fr' : undefined
  const citees = sources ?? (source ? [source] : [])
  return (
    <>
      <li class="mine" id={dernier ? 'dernier' : undefined}>
        <span class="who">{t.vous}</span>
        <div class="said">
          <p>{question}</p>
        </div>
      </li>
      <li>
        <span class="who">{t.titre}</span>
        <div class="said">
          <Dit lignes={texte} lang={lang} />
          {citees.length ? (
            <p class="source">
              <Icone nom="document" />{' '}
              <span>
                {sources ? t.sources : t.source}{' '}
                {citees.map((s, i) => (
                  <>
                    {i ? ', ' : ''}
                    <a href={s.href} lang={c.langue !== 'fr' ? 'fr' : undefined}>
                      {s.libelle}
                    </a>
                  </>
                ))}
              </span>
            </p>
          ) : null}
        </div>
      </li>
      {dernier && choix.length ? (
        <li class="choices">
          {choix.map((l) => (
            <Proposition key={l.href} c={c} libelle={l.libelle} href={l.href} question={questionDe(l.href)} />
          ))}
        </li>
      ) : null}
    </>
  )
}
