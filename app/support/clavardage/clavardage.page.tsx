import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { lireConversation as lireCeQuiFutDit, transcrire } from '#app/assistant/conversation.ts'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { DIT_A_L_ASSISTANT_MAX } from '#app/support/clavardage/champs.ts'
import { CHEMIN, lienDe, type Etat, Demande, SansCompte } from '#app/support/clavardage/clavardage.parties.tsx'
import { DeuxAutres, Horaires } from '#app/support/clavardage/entree.vue.tsx'
import { lireHoraires, lireOuverture } from '#app/support/clavardage/horaires.ts'
import { listerConversations } from '#app/support/clavardage/lister.ts'
import { nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { ouvrirConversation } from '#app/support/clavardage/ouvrir.ts'
import { adresseDuVisiteur, conversationDuVisiteur, garderLeJeton, visiteur } from '#app/support/clavardage/visiteur.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Alerte, Bouton, Carte, Colonnes, Etiquette, ListeLiens, Page, ResumeErreurs } from '#ui/index.ts'
import { dateHeure, quand } from '#ui/textes/format.ts'

/** « Échanger en ligne avec un agent » (TCH-01): whether somebody answers, and the way in. */
export const pageClavardage = definirRoute({
  chemin: CHEMIN,
  acces: 'public',
  repondre: (c) => dessiner(c, { cle: randomUUID(), texte: '', structure: c.structureActive?.id ?? '', assistant: true, erreur: null }),
})

export const actionClavardage = definirAction({
  chemin: CHEMIN,
  acces: 'public',
  executer: async (c, champs) => {
    const recu = (nom: string) => champs.get(nom)?.[0] ?? ''
    const cle = recu('_cle')
    const saisie = {
      cle: estUuid(cle) ? cle : randomUUID(),
      texte: recu('texte'),
      structure: recu('structure'),
      assistant: recu('assistant') === 'oui',
    }
    const qui = c.utilisateur
      ? { utilisateur: c.utilisateur.id }
      : await visiteur(c, lienDe(c), recu('nom').replaceAll(/\p{C}/gu, '').trim().slice(0, 100) || null)
    if (!qui) return { rediriger: CHEMIN }
    try {
      const id = await ouvrirConversation(c, qui, {
        ...saisie,
        assistant: saisie.assistant ? await ditALAssistant(c) : null,
        page: recu('page'),
        langue: c.langue,
      })
      if ('jeton' in qui) garderLeJeton(c, qui.jeton)
      return { rediriger: `${CHEMIN}/${id}` }
    } catch (e) {
      if (!estRefus(e)) throw e
      return { statut: e.probleme.status, page: await dessiner(c, { ...saisie, erreur: e.probleme.detail }) }
    }
  },
})

/** What this person, or this browser, said to the assistant today; null: nothing. */
export const ditALAssistant = async (c: Contexte): Promise<string | null> =>
  transcrire(c, await lireCeQuiFutDit(c), DIT_A_L_ASSISTANT_MAX) || null

async function dessiner(c: Contexte, etat: Etat): Promise<JSX.Element> {
  const [ouverture, horaires, miennes] = await Promise.all([
    lireOuverture(c.db),
    lireHoraires(c.db),
    c.utilisateur ? listerConversations(c.db, c.utilisateur, { taille: 5 }) : null,
  ])
  const [adresse, sienne] = c.utilisateur ? [null, null] : await Promise.all([adresseDuVisiteur(c, lienDe(c)), conversationDuVisiteur(c)])
  const dit = c.utilisateur || adresse ? await ditALAssistant(c) : null
  const x = c.t.clavardage
  const enCours = miennes?.elements.find((m) => m.etat !== 'terminee')?.id ?? sienne
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={[{ nom: x.support, href: '/support' }, { nom: x.titre }]}
      aide="/documentation/support/clavardage"
      erreur={etat.erreur !== null}
      resume={etat.erreur ? <ResumeErreurs erreurs={[{ champ: 'texte', message: etat.erreur }]} /> : null}
    >
      <Colonnes aCote={<Horaires c={c} horaires={horaires} />}>
        <div class="stack stack--loose">
          {enCours ? (
            <Alerte genre="info">
              <p>{x.enCours}</p>
              <p>
                <Bouton petit href={`${CHEMIN}/${enCours}`}>
                  {x.reprendre}
                </Bouton>
              </p>
            </Alerte>
          ) : null}
          {ouverture.ouvert ? (
            <Alerte genre="info">
              <p>
                <strong>{x.ouvert(ouverture.jusqua, c.langue)}</strong>
              </p>
              {/* Whoever waits reads their own place, in the exchange. */}
              {enCours ? null : (
                <p>
                  {x.agents(ouverture.agents)} {x.attendent(ouverture.attente)}{' '}
                  {ouverture.parPlace === null ? null : x.estimation(ouverture.parPlace * (ouverture.attente + 1))}
                </p>
              )}
            </Alerte>
          ) : (
            <Alerte genre="warn" titre={x.ferme.titre}>
              <p>
                {ouverture.motif ? x.ferme.motif(ouverture.motif) : null}{' '}
                {ouverture.prochaine ? x.ferme.prochaine(quand(ouverture.prochaine, c.heure, c.langue)) : x.ferme.jamais}
              </p>
              <p>{x.ferme.autres}</p>
            </Alerte>
          )}
          {ouverture.ouvert && !enCours ? (
            c.utilisateur || adresse ? (
              <Demande c={c} etat={etat} adresse={adresse} dit={dit} />
            ) : (
              <SansCompte c={c} />
            )
          ) : null}
          {ouverture.ouvert ? null : <DeuxAutres c={c} />}
          {miennes?.elements.length ? (
            <Carte titre={x.derniers}>
              <ListeLiens
                liens={miennes.elements.map((m) => ({
                  libelle: x.du(dateHeure(m.ouverteLe, c.langue)),
                  detail: m.agentNom ? x.avec(nomComplet(m.agentNom)) : x.sansReponse,
                  href: `${CHEMIN}/${m.id}`,
                  marque: <Etiquette genre={m.etat === 'terminee' ? 'neutre' : 'action'}>{x.etats[m.etat]}</Etiquette>,
                }))}
              />
              <p>
                <a href={`${CHEMIN}/echanges`}>{x.tous}</a>
              </p>
            </Carte>
          ) : null}
        </div>
      </Colonnes>
    </Page>
  )
}
