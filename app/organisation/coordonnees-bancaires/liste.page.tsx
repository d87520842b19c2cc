import { entier } from '#app/listes/entier.ts'
import { cadre } from '#app/cadre.ts'
import { estUuid } from '#app/contexte.ts'
import { Masque } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import {
  exigerLectureCoordonnees,
  listerCoordonnees,
  STATUTS_COORDONNEES,
  TRIS_COORDONNEES,
} from '#app/organisation/coordonnees-bancaires/lister.ts'
import { nomDuPays } from '#ui/textes/pays.ts'
import { pourquoi } from '#app/organisation/structures/fermee.tsx'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { nomDe, structureVisible } from '#app/organisation/structures/lire.ts'
import { definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Bouton, Etiquette, ListeFiltree, Page, optionsDe } from '#ui/index.ts'
import { date, quand } from '#ui/textes/format.ts'

/** A structure's bank details, masked; the state of the list is its address. */
export const pageCoordonnees = definirPage({
  chemin: '/organisation/structures/:id/coordonnees-bancaires',
  acces: 'session',
  charger: async (c) => {
    const p = c.url.searchParams
    const structure = estUuid(c.params.id) ? await structureVisible(c.db, c.utilisateur!.id, c.params.id) : null
    if (!structure) throw refus(c.t, 'introuvable')
    exigerLectureCoordonnees(c.t, structure.acces)
    const statut = (STATUTS_COORDONNEES as readonly string[]).includes(p.get('statut') ?? '') ? p.get('statut')! : undefined
    const tri = (TRIS_COORDONNEES as readonly string[]).includes(p.get('tri') ?? '') ? p.get('tri')! : 'nom'
    const recherche = (p.get('recherche') ?? '').slice(0, 200)
    return {
      structure,
      statut,
      tri,
      recherche,
      liste: await listerCoordonnees(c.db, structure.id, {
        page: entier(p, 'page', 1, 500),
        taille: entier(p, 'taille', 20, 200),
        tri,
        statut,
        recherche,
      }),
    }
  },
  vue: ({ structure: s, statut, tri, recherche, liste }, c) => {
    const { t } = c
    const x = t.coordonnees
    const { libelles } = t.champs
    const creer =
      s.actions.modifier === true ? (
        <Bouton href={`/organisation/coordonnees-bancaires/creer?structure=${s.id}`}>{x.creer.titre}</Bouton>
      ) : null
    const colonnes = [
      { nom: 'nom', libelle: libelles.nom, tri: true, entete: true },
      { nom: 'compte', libelle: libelles.compte },
      { nom: 'type', libelle: x.type, tri: true },
      { nom: 'bic', libelle: libelles.bic },
      { nom: 'pays', libelle: libelles.pays, tri: true },
      { nom: 'statut', libelle: libelles.statut, tri: true },
      { nom: 'modifieLe', libelle: x.modifieLe, tri: true },
    ]
    // Nothing yet: what creates the first is said once, in its place.
    const rien = !liste.total && !recherche && !statut
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        large
        pour={{ libelle: nomDe(s) }}
        actions={rien ? null : creer}
        aide="/documentation/organisation/structures/gerer-une-coordonnee-bancaire"
        fil={[...filDesStructures(c, s), { nom: x.titre }]}
      >
        <ListeFiltree
          titre={x.titre}
          legende={x.liste.legende}
          url={c.url}
          filtres={[
            { nom: 'recherche', libelle: x.liste.recherche, valeur: recherche },
            {
              nom: 'statut',
              libelle: x.liste.statut,
              valeur: statut,
              tous: x.liste.tous,
              options: optionsDe(STATUTS_COORDONNEES, t.structures.statut),
            },
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={tri}
          lignes={liste.elements.map((d) => ({
            cle: d.id,
            cellules: [
              <a href={`/organisation/structures/${s.id}/coordonnees-bancaires/${d.id}`}>{d.nom}</a>,
              <Masque c={c} compte={d.compte} />,
              <>
                {x.types[d.type]}
                {d.affactureur ? (
                  <>
                    {' '}
                    <Etiquette>{libelles.affactureur}</Etiquette>
                  </>
                ) : null}
              </>,
              d.bic ?? '',
              nomDuPays(d.pays, c.langue),
              <>
                <Etiquette genre={d.statut === 'ACTIVE' ? 'ok' : 'neutre'}>{t.structures.statut[d.statut]}</Etiquette>
                {d.prochainEffet ? (
                  <>
                    <br />
                    <span class="small">{x.liste.programme(quand(d.prochainEffet, c.heure, c.langue))}</span>
                  </>
                ) : null}
              </>,
              date(d.modifieLe, c.langue),
            ],
          }))}
          compte={x.liste.resultats(liste.total)}
          exporter={{ adresse: `/api/v1/structures/${s.id}/coordonnees-bancaires` }}
          vide={{ titre: x.liste.vide, texte: x.liste.videTexte }}
          aucun={{ titre: x.liste.aucune, texte: pourquoi(t, s.actions.modifier) ?? x.liste.aucuneTexte, action: creer ?? undefined }}
        />
        {liste.elements.length ? <p class="small muted mt4">{x.liste.trace}</p> : null}
      </Page>
    )
  },
})
