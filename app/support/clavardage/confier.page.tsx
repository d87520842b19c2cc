import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { quiEst } from '#app/support/clavardage/acces.ts'
import { NOTE_MAX, PAR_AGENT } from '#app/support/clavardage/champs.ts'
import { confierConversation, lireCollegues } from '#app/support/clavardage/confier.ts'
import { lireConversation } from '#app/support/clavardage/lire.ts'
import { nomComplet } from '#app/support/clavardage/message.vue.tsx'
import type { MilieuAgent } from '#app/support/clavardage/prendre.ts'
import { refus } from '#demandes/index.ts'
import { estRefus, type ErreurChamp } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Formulaire, Page, ResumeErreurs, Vide } from '#ui/index.ts'

const BUREAU = '/support/bureau'
const CHEMIN = `${BUREAU}/:id/confier`
interface Etat {
  agent: string
  note: string
  erreurs: ErreurChamp[]
  refus: string | null
}

/** « Confier à un autre agent » (TCH-02): who is there, how much room they have, and a word for them. */
export const pageConfier = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  repondre: (c) => dessiner(c, { agent: '', note: '', erreurs: [], refus: null }),
})

export const actionConfier = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  executer: async (c, champs) => {
    const recu = (nom: string) => champs.get(nom)?.[0] ?? ''
    const saisie = { agent: recu('agent'), note: recu('note') }
    if (!estUuid(c.params.id)) throw refus(c.t, 'introuvable')
    try {
      await confierConversation(c as Contexte & MilieuAgent, c.params.id, { ...saisie, agent: estUuid(saisie.agent) ? saisie.agent : null })
      return { rediriger: `${BUREAU}?fait=confiee` }
    } catch (e) {
      if (!estRefus(e) || e.probleme.status === 404) throw e
      const erreurs = e.probleme.champs ?? []
      return {
        statut: e.probleme.status,
        page: await dessiner(c, { ...saisie, erreurs, refus: erreurs.length ? null : e.probleme.detail }),
      }
    }
  },
})

async function dessiner(c: Contexte, etat: Etat) {
  const v = estUuid(c.params.id) ? await lireConversation(c.db, quiEst(c), c.params.id) : null
  if (v?.cote !== 'agent') throw refus(c.t, 'introuvable')
  const collegues = await lireCollegues(c.db, c.utilisateur!.id, v.utilisateur)
  const x = c.t.clavardage
  const ici = `${BUREAU}/${v.id}`
  const erreur = (nom: string) => ({ erreur: etat.erreurs.find((e) => e.champ === nom)?.message })
  const options = collegues.map((g) => ({
    valeur: g.id,
    libelle: nomComplet(g),
    aide: `${x.bureau.presences[g.presence]} · ${x.bureau.tenues(g.tenues, PAR_AGENT)}`,
    desactivee: g.presence !== 'disponible' || g.pleine,
  }))
  return (
    <Page
      c={cadre(c)}
      titre={x.confier.titre}
      chapo={x.confier.chapo(nomComplet(v.nom))}
      fil={[
        { nom: x.support, href: '/support' },
        { nom: x.bureau.titre, href: BUREAU },
        { nom: nomComplet(v.nom), href: ici },
        { nom: x.confier.titre },
      ]}
      aide="/documentation/support/bureau-des-agents"
      erreur={Boolean(etat.refus ?? etat.erreurs.length)}
      resume={<ResumeErreurs erreurs={etat.erreurs} />}
    >
      <div class="narrow stack">
        {etat.refus ? (
          <Alerte genre="err" role="alert">
            {etat.refus}
          </Alerte>
        ) : null}
        <Carte>
          {v.etat !== 'en-cours' ? (
            <Alerte genre="info">{c.t.erreurs.parCode[v.etat === 'attente' ? 'conversation-a-prendre' : 'conversation-terminee']}</Alerte>
          ) : options.length ? (
            <Formulaire action={c.chemin} class="stack">
              <Champ nom="agent" type="radios" libelle={x.confier.agent} valeur={etat.agent} options={options} {...erreur('agent')} />
              <Champ
                nom="note"
                type="textarea"
                facultatif
                libelle={x.confier.note}
                aide={x.confier.noteAide}
                valeur={etat.note}
                maxLength={NOTE_MAX}
                {...erreur('note')}
              />
              <Actions note={x.confier.apres}>
                <Bouton>{x.confier.bouton}</Bouton>
                <Bouton genre="second" href={ici}>
                  {x.confier.retour}
                </Bouton>
              </Actions>
            </Formulaire>
          ) : (
            <Vide titre={x.confier.personne} texte={x.confier.personneTexte} />
          )}
        </Carte>
        {v.etat !== 'en-cours' || !options.length ? (
          <p>
            <Bouton genre="second" href={ici}>
              {x.confier.retour}
            </Bouton>
          </p>
        ) : null}
      </div>
    </Page>
  )
}
