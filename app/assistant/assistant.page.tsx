import { versLAssistant, ChampsCaches, Suites, Accueil, UnEchange } from '#app/assistant/assistant.parties.tsx'
import { lireConversation, type Echange } from '#app/assistant/conversation.ts'
import { repondre } from '#app/assistant/repondre.ts'
import { cadre } from '#app/cadre.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Icone, Page } from '#ui/index.ts'

export const QUESTION_MAXIMUM = 500

/**
 * The assistant as a page; with script, the link of every page shows it in a panel (POR-09, ASS-01). A question in the address is answered
 * and not kept.
 */
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
