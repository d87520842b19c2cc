import { cadre } from '#app/cadre.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { Masque } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import {
  exigerLectureCoordonnees,
  listerCoordonnees,
  STATUTS_COORDONNEES,
  TRIS_COORDONNEES,
} from '#app/organisation/coordonnees-bancaires/lister.ts'
import { nomDuPays } from '#ui/textes/pays.ts'
import { exigerStructure } from '#app/organisation/structures/exiger.ts'
import { pourquoi } from '#app/organisation/structures/fermee.tsx'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Etiquette, ListeFiltree, Page, optionsDe } from '#ui/index.ts'
import { date, quand } from '#ui/textes/format.ts'

/** A structure's bank details, masked; the state of the list is its address. */
export const pageCoordonnees = definirPage({
  chemin: '/organisation/structures/:id/coordonnees-bancaires',
  acces: 'session',
  charger: async (c) => {
    const p = c.url.searchParams
    const structure = await exigerStructure(c, c.params.id)
    exigerLectureCoordonnees(c.t, structure.acces)
    const f = { ...etatDeListe(p, TRIS_COORDONNEES, 'nom'), statut: STATUTS_COORDONNEES.find((v) => v === p.get('statut')) }
    return { structure, f, liste: await listerCoordonnees(c.db, structure.id, f) }
  },
  vue: ({ structure: s, f, liste }, c) => {
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
    const rien = !liste.total && !f.recherche && !f.statut
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
            { nom: 'recherche', libelle: x.liste.recherche, valeur: f.recherche },
            {
              nom: 'statut',
              libelle: x.liste.statut,
              valeur: f.statut,
              tous: x.liste.tous,
              options: optionsDe(STATUTS_COORDONNEES, t.structures.statut),
            },
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={f.tri}
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
