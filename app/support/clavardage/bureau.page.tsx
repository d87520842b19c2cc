import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { quiEst } from '#app/support/clavardage/acces.ts'
import { lireBureau, lireReponsesPretes } from '#app/support/clavardage/bureau.lire.ts'
import { Bandeau, Conversations, EnTete, ReponsesPretes } from '#app/support/clavardage/bureau.vue.tsx'
import { PRESENCES } from '#app/support/clavardage/champs.ts'
import { lireContexte } from '#app/support/clavardage/contexte.ts'
import { ContexteDeQui } from '#app/support/clavardage/contexte.vue.tsx'
import { ecrireMessage, type ADire } from '#app/support/clavardage/ecrire.ts'
import { servirFichierDeConversation } from '#app/support/clavardage/fichiers.ts'
import { Echange, fautesDuFil, FIL_NEUF, resumeDuFil, type EtatDuFil } from '#app/support/clavardage/fil.vue.tsx'
import { lireConversation, lireMessages } from '#app/support/clavardage/lire.ts'
import { nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { changerPresence, prendreConversation, rendreConversation, type MilieuAgent } from '#app/support/clavardage/prendre.ts'
import { marquerLu } from '#app/support/clavardage/suivre.ts'
import { terminerConversation } from '#app/support/clavardage/terminer.ts'
import { enFaireUnTicket } from '#app/support/clavardage/ticket.ts'
import { fichiersRecus } from '#app/support/tickets/ticket.agir.ts'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Alerte, Page, Succes, Vide } from '#ui/index.ts'

const CHEMIN = '/support/bureau'
type Etat = EtatDuFil & { refus: string | null }
const vierge = (): Etat => ({ ...FIL_NEUF(), refus: null })

/** The agents' desk (TCH-02); for anybody else it does not exist. */
export const pageBureau = definirRoute({ chemin: CHEMIN, acces: 'session', repondre: (c) => dessiner(c, vierge()) })
export const pageBureauOuvert = definirRoute({ chemin: `${CHEMIN}/:id`, acces: 'session', repondre: (c) => dessiner(c, vierge()) })

export const routeFichierDuBureau = definirRoute({
  chemin: `${CHEMIN}/:id/fichiers/:fichier`,
  acces: 'session',
  repondre: (c) => servirFichierDeConversation(c, 'agent'),
})

export const actionBureau = definirAction({ chemin: CHEMIN, acces: 'session', executer: (c, champs) => executer(c, champs, null) })
export const actionBureauOuvert = definirAction({
  chemin: `${CHEMIN}/:id`,
  acces: 'session',
  fichiers: 'envois',
  deposant: async (c) => (c.utilisateur!.roles.includes('agent') ? c.utilisateur : 'champs'),
  executer: async (c, champs) => {
    if (!estUuid(c.params.id)) throw refus(c.t, 'introuvable')
    return executer(c, champs, c.params.id)
  },
})

async function executer(c: Contexte, champs: Map<string, string[]>, id: string | null) {
  if (!c.utilisateur!.roles.includes('agent')) throw refus(c.t, 'introuvable')
  const recu = (nom: string) => champs.get(nom)?.[0] ?? ''
  const etat = { cle: estUuid(recu('_cle')) ? recu('_cle') : randomUUID(), texte: recu('texte') }
  const { ids, envois, erreurs: fautes } = await fichiersRecus(c, c.utilisateur!.id, champs)
  try {
    return {
      rediriger: await agir(c as Contexte & MilieuAgent, id, recu('action'), {
        ...etat,
        envois: ids,
        fautes,
        nom: c.utilisateur,
        presence: recu('presence'),
        vu: Number(recu('vu')) || 0,
      }),
    }
  } catch (e) {
    if (!estRefus(e) || e.probleme.status === 404) throw e
    const fautif = Boolean(e.probleme.champs?.length)
    return {
      statut: e.probleme.status,
      page: await dessiner(c, {
        ...etat,
        envois,
        erreur: null,
        erreurs: [],
        ...(fautif ? fautesDuFil(e) : {}),
        refus: fautif ? null : e.probleme.detail,
      }),
    }
  }
}

async function agir(
  c: Contexte & MilieuAgent,
  id: string | null,
  action: string,
  m: ADire & { presence: string; vu: number },
): Promise<string> {
  const vers = (prise: string | null) => (prise ? `${CHEMIN}/${prise}` : CHEMIN)
  const presence = PRESENCES.find((p) => p === m.presence)
  if (action === 'presence' && presence) return changerPresence(c, presence).then(() => c.chemin)
  if (action === 'prendre') return vers(await prendreConversation(c, id))
  if (!id) return CHEMIN
  if (action === 'rendre') return rendreConversation(c, id).then(() => CHEMIN)
  if (action === 'terminer') return terminerConversation(c, quiEst(c), id).then(() => c.chemin)
  if (action === 'ticket') return enFaireUnTicket(c, quiEst(c), id).then(() => c.chemin)
  await ecrireMessage(c, quiEst(c), id, m)
  await marquerLu(c, quiEst(c), id, { recu: m.vu, lu: m.vu })
  return c.chemin
}

async function dessiner(c: Contexte, etat: Etat): Promise<JSX.Element> {
  const bureau = await lireBureau(c.db, c.utilisateur!.id, estUuid(c.params.id) ? c.params.id : null)
  if (!bureau) throw refus(c.t, 'introuvable')
  const v = estUuid(c.params.id) ? await lireConversation(c.db, quiEst(c), c.params.id) : null
  if (c.params.id !== undefined && v?.cote !== 'agent') throw refus(c.t, 'introuvable')
  const tenue = v?.etat === 'en-cours'
  const [messages, contexte, reponses] = v
    ? await Promise.all([
        lireMessages(c.db, v.id),
        tenue && v.utilisateur ? lireContexte(c.db, v.utilisateur) : null,
        tenue ? lireReponsesPretes(c.db, c.langue, v.langue) : [],
      ])
    : [[], null, []]
  const x = c.t.clavardage
  const prete = reponses.find((r) => r.id === c.url.searchParams.get('reponse'))
  return (
    <Page
      c={cadre(c)}
      titre={x.bureau.titre}
      styles={['clavardage']}
      large
      fil={[{ nom: x.support, href: '/support' }, { nom: x.bureau.titre }]}
      actions={<Bandeau c={c} bureau={bureau} />}
      aide="/documentation/support/bureau-des-agents"
      erreur={Boolean(etat.erreur || etat.refus || etat.erreurs.length)}
      resume={resumeDuFil(etat)}
    >
      {c.url.searchParams.get('fait') === 'confiee' ? <Succes>{x.confier.fait}</Succes> : null}
      {etat.refus ? (
        <Alerte genre="err" role="alert">
          {etat.refus}
        </Alerte>
      ) : null}
      <div class="desk">
        <Conversations c={c} bureau={bureau} courante={v?.id ?? null} />
        {v ? (
          <Echange
            c={c}
            v={v}
            messages={messages}
            bureau
            etat={{ ...etat, texte: etat.texte || (prete?.texte ?? '') }}
            nom={nomComplet(v.nom)}
            champ={x.bureau.votre(nomComplet(v.nom))}
            peutEcrire={tenue}
            tete={<EnTete c={c} v={v} />}
            avant={reponses.length ? <ReponsesPretes c={c} reponses={reponses} /> : undefined}
          />
        ) : (
          <section class="card" data-controller="clavardage" data-clavardage-flux-value={`${CHEMIN}/flux`}>
            <div data-relire="choix">
              {bureau.file.length || bureau.tenues.length ? (
                <Vide picto="vide" titre={x.bureau.choisir} texte={x.bureau.chapo} />
              ) : (
                <Vide picto="vide" titre={x.bureau.personne} texte={x.bureau.seul} />
              )}
            </div>
          </section>
        )}
        {v ? <ContexteDeQui c={c} v={v} contexte={contexte} notes={bureau.notes} tenue={tenue} /> : null}
      </div>
    </Page>
  )
}
