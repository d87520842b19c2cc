import { nomDe } from '#app/organisation/structures/lire.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { decrire, enUneLigne, nommer } from '#app/demandes/decrire.ts'
import { quiAnnule } from '#app/demandes/etapes.ts'
import { listerDemandes, TRIS_DEMANDES } from '#app/demandes/lister.ts'
import { ETATS_DEMANDE } from '#demandes/recu.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Cache, Etiquette, ListeFiltree, optionsDe, Page, Temps, type Genre } from '#ui/index.ts'

const GENRES: Record<string, Genre> = { demandee: 'action', programmee: 'plan', effective: 'ok', refusee: 'err', echouee: 'err' }

/** « Mes demandes » (CPT-06): what one has submitted, and while it can be, « Annuler ». */
export const pageDemandes = definirPage({
  chemin: '/compte/demandes',
  acces: 'session',
  async charger(c) {
    const p = c.url.searchParams
    const filtre = { ...etatDeListe(p, TRIS_DEMANDES, '-creeLe'), etat: ETATS_DEMANDE.find((e) => e === p.get('etat')) }
    return { filtre, liste: await listerDemandes(c.db, c.utilisateur!.id, filtre) }
  },
  vue({ filtre, liste }, c) {
    const t = c.t.comptes.demandes
    const colonnes = [
      { nom: 'numero', libelle: t.numero, entete: true },
      { nom: 'type', libelle: t.type },
      { nom: 'structure', libelle: t.structure },
      { nom: 'etat', libelle: t.etat },
      { nom: 'creeLe', libelle: t.creeLe, tri: true },
      { nom: 'effetLe', libelle: t.effetLe, tri: true },
      { nom: 'actions', libelle: t.actions, muette: true },
    ]
    return (
      <Page c={cadre(c)} titre={t.titre} fil={[{ nom: c.t.comptes.compte.titre, href: '/compte' }, { nom: t.titre }]} large>
        <ListeFiltree
          titre={t.filtrer}
          legende={t.titre}
          url={c.url}
          filtres={[
            { nom: 'recherche', libelle: t.recherche, valeur: filtre.recherche },
            { nom: 'etat', libelle: t.etat, valeur: filtre.etat, tous: t.tous, options: optionsDe(ETATS_DEMANDE, c.t.demandes.etats) },
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={filtre.tri}
          lignes={liste.elements.map((d) => ligne(c, d))}
          compte={t.nombre(liste.total)}
          exporter={{ adresse: '/api/v1/demandes' }}
          vide={{
            titre: t.aucunResultat,
            texte: t.aucunResultatTexte,
            action: (
              <Bouton genre="second" href={c.url.pathname}>
                {t.reinitialiser}
              </Bouton>
            ),
          }}
          aucun={{
            titre: t.vide,
            texte: t.videTexte,
            action: (
              <Bouton genre="second" href="/organisation">
                {t.organisation}
              </Bouton>
            ),
          }}
        />
      </Page>
    )
  },
})

type Element = Awaited<ReturnType<typeof listerDemandes>>['elements'][number]

/** By whom and why it came to nothing. */
function Fin({ c, d }: { c: Contexte; d: Element }) {
  const qui =
    d.etat === 'annulee'
      ? c.t.comptes.demandes.par(quiAnnule(c.t, d, c.utilisateur!.id))
      : d.etat === 'refusee' && d.termineePar
        ? c.t.comptes.demandes.par(`${d.termineePar.prenom} ${d.termineePar.nom}`)
        : null
  return qui || (d.motif && d.etat !== 'effective') ? (
    <span class="sub">
      {qui}
      {qui && d.motif ? <br /> : null}
      {d.motif}
    </span>
  ) : null
}

function ligne(c: Contexte, d: Element) {
  const t = c.t.comptes.demandes
  const changements = d.nomObjet ?? enUneLigne(c.t, nommer(c.t, decrire(c.t, c.langue, d), [d.auteur]), 2)
  return {
    cle: d.numero ?? '',
    ...(d.etat === 'programmee' ? { etat: 'programmee' as const } : {}),
    cellules: [
      <a href={`/demandes/${d.numero}`}>{d.numero}</a>,
      <>
        {c.t.demandes.phrases[d.type] ?? d.type}
        {changements ? <span class="sub">{changements}</span> : null}
      </>,
      d.structure ? nomDe(d.structure) : '',
      <>
        <Etiquette genre={GENRES[d.etat] ?? 'neutre'} icone={d.etat === 'programmee' ? 'horloge' : undefined}>
          {c.t.demandes.etats[d.etat] ?? d.etat}
        </Etiquette>
        <Fin c={c} d={d} />
      </>,
      <Temps date={d.creeLe} forme="courte" />,
      d.effetLe ? <Temps date={d.effetLe} forme="courte" /> : '',
      d.peutAnnuler ? (
        <form method="post" action={`/demandes/${d.numero}/annuler`}>
          <Bouton genre="discret" petit icone="annuler">
            {t.annuler}
            <Cache> {d.numero}</Cache>
          </Bouton>
        </form>
      ) : (
        ''
      ),
    ],
  }
}
