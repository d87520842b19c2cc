import { etatDeListe } from '#app/listes/lister.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { ETATS_CONVERSATION } from '#app/support/clavardage/champs.ts'
import { listerConversations, TRIS_CONVERSATIONS, type ConversationEnListe } from '#app/support/clavardage/lister.ts'
import { nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { Etiquette, ListeFiltree, Page, Temps, optionsDe } from '#ui/index.ts'

async function charger(c: Contexte, cote: 'miennes' | 'tenues') {
  const p = c.url.searchParams
  const f = { ...etatDeListe(p, TRIS_CONVERSATIONS, '-ouverteLe'), cote, etat: ETATS_CONVERSATION.find((v) => v === p.get('etat')) }
  return { f, liste: await listerConversations(c.db, c.utilisateur!, f) }
}

/** One's exchanges with the support, and their transcripts. */
export const pageEchanges = definirPage({
  chemin: '/support/clavardage/echanges',
  acces: 'session',
  charger: (c) => charger(c, 'miennes'),
  vue: ({ f, liste }, c) => {
    const x = c.t.clavardage
    const filtree = Boolean(f.recherche || f.etat)
    const colonnes = [
      { nom: 'ouverteLe', libelle: x.liste.ouverteLe, tri: true, entete: true },
      { nom: 'agent', libelle: x.liste.avec },
      { nom: 'etat', libelle: x.liste.etat },
      { nom: 'ticket', libelle: x.liste.ticket },
    ]
    return (
      <Page
        c={cadre(c)}
        titre={x.liste.titre}
        large
        fil={[{ nom: x.support, href: '/support' }, { nom: x.titre, href: '/support/clavardage' }, { nom: x.liste.titre }]}
        aide="/documentation/support/clavardage"
      >
        <ListeFiltree
          titre={x.liste.titre}
          legende={x.liste.legende}
          url={c.url}
          filtres={[
            { nom: 'recherche', libelle: x.liste.recherche, valeur: f.recherche },
            {
              nom: 'etat',
              libelle: x.liste.etat,
              valeur: f.etat,
              options: optionsDe(ETATS_CONVERSATION, x.etats),
              tous: x.liste.tousEtats,
            },
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={f.tri}
          compte={x.liste.resultats(liste.total)}
          exporter={{ adresse: '/api/v1/conversations' }}
          lignes={liste.elements.map((e) => ({ cle: e.id, cellules: cellules(c, e) }))}
          vide={filtree ? { titre: x.liste.vide, texte: x.liste.videTexte } : { titre: x.liste.aucun, texte: x.liste.aucunTexte }}
        />
      </Page>
    )
  },
})

function cellules(c: Contexte, e: ConversationEnListe) {
  const x = c.t.clavardage
  return [
    <a href={`/support/clavardage/${e.id}`}>
      <Temps date={e.ouverteLe} />
    </a>,
    e.agentNom ? nomComplet(e.agentNom) : <span class="muted">{x.sansReponse}</span>,
    <Etiquette genre={e.etat === 'terminee' ? 'neutre' : 'action'}>{x.etats[e.etat]}</Etiquette>,
    e.ticket ? <a href={`/support/tickets/${e.ticket}`}>{e.ticket}</a> : '',
  ]
}
