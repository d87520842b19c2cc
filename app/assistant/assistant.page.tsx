import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { lireConversation, type Echange } from '#app/assistant/conversation.ts'
import { Dit } from '#app/assistant/dit.tsx'
import { repondre } from '#app/assistant/repondre.ts'
import { pageDeDepart } from '#app/assistant/tuile.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Icone, Page } from '#ui/index.ts'

export const QUESTION_MAXIMUM = 500

/** The assistant as a page; with script, the link of every page shows it in a panel (POR-09, ASS-01). A question in the address is answered and not kept. */
export const pageAssistant = definirPage<Echange[]>({
  chemin: '/assistant',
  acces: 'public',
  async charger(c) {
    const question = (c.url.searchParams.get('question') ?? '').trim().slice(0, QUESTION_MAXIMUM)
    const echanges = await lireConversation(c)
    return question ? [...echanges, { cle: 'adresse', question, reponse: await repondre(c, question) }] : echanges
  },
  vue(echanges, c) {
    const t = c.t.assistant
    return (
      <Page
        c={cadre(c)}
        styles={['clavardage']}
        titre={t.titre}
        chapo={t.lead}
        fil={[{ nom: t.titre }]}
        aide="/documentation/portail/assistant"
      >
        <div class="narrow card card--flush">
          <div role="log" aria-label={t.conversation} data-conversation>
            <ol class="chat">
              {echanges.length ? (
                echanges.map((e, i) => <UnEchange key={e.cle} c={c} echange={e} dernier={i === echanges.length - 1} />)
              ) : (
                <Accueil c={c} />
              )}
            </ol>
          </div>
        </div>
        <div class="narrow mt4" data-assistant-pied>
          <form class="composer" {...versLAssistant(c)} data-demander>
            <ChampsCaches c={c} />
            <label class="visually-hidden" for="question">
              {t.question}
            </label>
            <textarea
              class="input"
              id="question"
              name="question"
              rows={1}
              maxLength={QUESTION_MAXIMUM}
              required
              placeholder={t.question}
              data-entree
            />
            <Bouton attrs={{ 'aria-label': t.envoyer }}>
              <Icone nom="fleche" />
            </Bouton>
          </form>
          <Suites c={c} echanges={echanges} />
        </div>
      </Page>
    )
  },
})

/** The page one came from stays known from one question to the next. */
const versLAssistant = (c: Contexte) => {
  const page = pageDeDepart(c)
  return {
    action: page && !c.voirComme ? `/assistant?page=${encodeURIComponent(page)}` : '/assistant',
    method: c.voirComme ? ('get' as const) : ('post' as const),
  }
}

function ChampsCaches({ c }: { c: Contexte }): JSX.Element {
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
function Suites({ c, echanges }: { c: Contexte; echanges: Echange[] }): JSX.Element {
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

function Accueil({ c }: { c: Contexte }): JSX.Element {
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

function UnEchange({
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
