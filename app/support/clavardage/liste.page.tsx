import { entier } from '#app/listes/entier.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { ETATS_CONVERSATION } from '#app/support/clavardage/champs.ts'
import { listerConversations, TRIS_CONVERSATIONS, type ConversationEnListe } from '#app/support/clavardage/lister.ts'
import { nomComplet } from '#app/support/clavardage/message.vue.tsx'
import {
  adresseAvec,
  Carte,
  Champ,
  Etiquette,
  Exports,
  Filtres,
  Outils,
  Page,
  Pages,
  Pastilles,
  Tableau,
  Temps,
  TriDesCartes,
  Vide,
} from '#ui/index.ts'

async function charger(c: Contexte, cote: 'miennes' | 'tenues') {
  const p = c.url.searchParams
  const parmi = <T extends string>(nom: string, valeurs: readonly T[]) => valeurs.find((v) => v === p.get(nom))
  const f = {
    cote,
    tri: parmi('tri', TRIS_CONVERSATIONS) ?? ('-ouverteLe' as const),
    etat: parmi('etat', ETATS_CONVERSATION),
    recherche: (p.get('recherche') ?? '').slice(0, 200),
  }
  return {
    f,
    liste: await listerConversations(c.db, c.utilisateur!, { ...f, page: entier(p, 'page', 1, 500), taille: entier(p, 'taille', 20, 200) }),
  }
}

/** One's exchanges with the support, and their transcripts. */
export const pageEchanges = definirPage({
  chemin: '/support/clavardage/echanges',
  acces: 'session',
  charger: (c) => charger(c, 'miennes'),
  vue: ({ f, liste }, c) => {
    const x = c.t.clavardage
    const filtree = Boolean(f.recherche || f.etat)
    const etat = { page: liste.page, taille: liste.taille, tri: f.tri, total: liste.total, totalExact: liste.totalExact }
    const colonnes = [
      { nom: 'ouverteLe', libelle: x.liste.ouverteLe, tri: true, entete: true },
      { nom: 'agent', libelle: x.liste.avec },
      { nom: 'etat', libelle: x.liste.etat },
      { nom: 'ticket', libelle: x.liste.ticket },
    ]
    const exporter = (format: string) =>
      `/api/v1/conversations?${new URLSearchParams({ format, tri: f.tri, ...(f.etat ? { etat: f.etat } : {}), ...(f.recherche ? { recherche: f.recherche } : {}) })}`
    return (
      <Page
        c={cadre(c)}
        titre={x.liste.titre}
        large
        fil={[{ nom: x.support, href: '/support' }, { nom: x.titre, href: '/support/clavardage' }, { nom: x.liste.titre }]}
        aide="/documentation/support/clavardage"
      >
        <Carte nue>
          <Filtres libelle={x.liste.titre} url={c.url} noms={['recherche', 'etat']}>
            <Champ nom="recherche" type="search" libelle={c.t.tickets.liste.recherche} valeur={f.recherche} />
            <Champ
              nom="etat"
              type="select"
              libelle={x.liste.etat}
              valeur={f.etat ?? ''}
              options={[{ valeur: '', libelle: x.liste.tousEtats }, ...ETATS_CONVERSATION.map((e) => ({ valeur: e, libelle: x.etats[e] }))]}
            />
          </Filtres>
          {filtree ? (
            <Pastilles
              reinitialiser={adresseAvec(c.url, { recherche: null, etat: null, page: null })}
              pastilles={[
                ...(f.recherche ? [{ libelle: `« ${f.recherche} »`, href: adresseAvec(c.url, { recherche: null }) }] : []),
                ...(f.etat ? [{ libelle: x.etats[f.etat], href: adresseAvec(c.url, { etat: null }) }] : []),
              ]}
            />
          ) : null}
          {liste.elements.length ? (
            <>
              <Outils actions={<Exports href={exporter} />}>{x.liste.resultats(liste.total)}</Outils>
              <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
              <Tableau
                colonnes={colonnes}
                etat={etat}
                url={c.url}
                legende={x.liste.legende}
                lignes={liste.elements.map((e) => ({ cle: e.id, cellules: cellules(c, e) }))}
              />
              <Pages etat={etat} url={c.url} />
            </>
          ) : filtree ? (
            <Vide titre={x.liste.vide} texte={x.liste.videTexte} />
          ) : (
            <Vide titre={x.liste.aucun} texte={x.liste.aucunTexte} />
          )}
        </Carte>
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
