import type { JSX } from 'preact'
import { repondre, type Reponse } from '#app/assistant/repondre.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Icone, Page } from '#ui/index.ts'

export const QUESTION_MAXIMUM = 500

/** The assistant as a page; with script, the link of every page shows its conversation in a panel (POR-09, ASS-01). Nothing that is asked is kept. */
export const pageAssistant = definirPage<{ question: string; reponse: Reponse | null }>({
  chemin: '/assistant', acces: 'public',
  async charger(c) {
    const question = (c.url.searchParams.get('question') ?? '').trim().slice(0, QUESTION_MAXIMUM)
    return { question, reponse: question ? await repondre(c, question) : null }
  },
  vue({ question, reponse }, c) {
    const t = c.t.assistant
    return (
      <Page c={cadre(c)} styles={['clavardage']} titre={t.titre} chapo={t.lead} fil={[{ nom: t.titre }]} aide="/documentation/portail/assistant">
        <div class="narrow card card--flush">
          <div role="log" aria-label={t.conversation} data-conversation>
            <ol class="chat">
              {reponse ? <Echange c={c} question={question} reponse={reponse} /> : <Accueil c={c} />}
            </ol>
          </div>
        </div>
        <div class="narrow mt4">
          <form class="composer" action="/assistant" method="get">
            <label class="visually-hidden" for="question">{t.question}</label>
            <textarea class="input" id="question" name="question" rows={1} maxLength={QUESTION_MAXIMUM} required placeholder={t.question} />
            <Bouton attrs={{ 'aria-label': t.envoyer }}><Icone nom="fleche" /></Bouton>
          </form>
          <p class="small mt2">{t.personne} <a href="/support">{t.ticket}</a></p>
        </div>
      </Page>
    )
  },
})

function Accueil({ c }: { c: Contexte }): JSX.Element {
  const t = c.t.assistant
  return (
    <>
      <li><span class="who">{t.titre}</span><div class="said"><p>{t.bonjour}</p></div></li>
      <li class="choices">{t.exemple.map((q) => <Bouton key={q} genre="second" petit href={`/assistant?question=${encodeURIComponent(q)}`}>{q}</Bouton>)}</li>
    </>
  )
}

function Echange({ c, question, reponse: { genre, texte, source, liens } }: { c: Contexte; question: string; reponse: Reponse }): JSX.Element {
  const t = c.t.assistant
  // The guide is in French.
  const lang = genre === 'guide' && c.langue !== 'fr' ? 'fr' : undefined
  return (
    <>
      <li class="mine"><span class="who">{t.vous}</span><div class="said"><p>{question}</p></div></li>
      <li>
        <span class="who">{t.titre}</span>
        <div class="said">
          {texte.map((p) => <p key={p} lang={lang}>{p}</p>)}
          {source ? <p class="source"><Icone nom="document" /> <span>{t.source} <a href={source.href} lang={lang}>{source.libelle}</a></span></p> : null}
        </div>
      </li>
      {liens.length ? <li class="choices">{liens.map((l) => <Bouton key={l.href} genre="second" petit href={l.href}>{l.libelle}</Bouton>)}</li> : null}
    </>
  )
}
