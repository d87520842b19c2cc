import { cadre } from '#app/cadre.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { listerServices, servicesLisibles, STATUTS_SERVICES, TRIS_SERVICES } from '#app/organisation/services/lister.ts'
import { exigerStructure } from '#app/organisation/structures/exiger.ts'
import { pourquoi } from '#app/organisation/structures/fermee.tsx'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, Etiquette, ListeFiltree, Page, optionsDe } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

/** A structure's services that one may read; the state of the list is its address. */
export const pageServices = definirPage({
  chemin: '/organisation/structures/:id/services',
  acces: 'session',
  charger: async (c) => {
    const p = c.url.searchParams
    const structure = await exigerStructure(c, c.params.id)
    const parmi = await servicesLisibles(c.db, c.t, c.utilisateur!.id, structure.acces)
    const f = { ...etatDeListe(p, TRIS_SERVICES, 'code'), statut: STATUTS_SERVICES.find((v) => v === p.get('statut')) }
    return { structure, parmi, f, liste: await listerServices(c.db, structure.id, parmi, f) }
  },
  vue: ({ structure: s, parmi, f, liste }, c) => {
    const { t } = c
    const x = t.services
    const { libelles } = t.champs
    const creer =
      s.actions.modifier === true ? (
        <>
          <Bouton genre="second" href={`/organisation/services/importer?structure=${s.id}`}>
            {t.importsServices.titre}
          </Bouton>
          <Bouton href={`/organisation/services/creer?structure=${s.id}`}>{x.creer.titre}</Bouton>
        </>
      ) : null
    const colonnes = [
      { nom: 'code', libelle: libelles.code, tri: true, entete: true },
      { nom: 'nom', libelle: libelles.nom, tri: true },
      { nom: 'statut', libelle: libelles.statut, tri: true },
      { nom: 'debutValidite', libelle: x.colonneValidite, tri: true },
    ]
    // Nothing yet: what creates the first is said once, in its place.
    const rien = !liste.total && !f.recherche && !f.statut
    const jour = (d: string | null) => (d ? date(d, c.langue) : null)
    return (
      <Page
        c={cadre(c)}
        titre={x.liste.titre}
        large
        pour={{ libelle: nomDe(s) }}
        actions={rien ? null : creer}
        aide="/documentation/organisation/structures/gerer-un-service"
        fil={[...filDesStructures(c, s), { nom: x.titre }]}
      >
        <ListeFiltree
          titre={x.liste.titre}
          legende={x.liste.legende}
          url={c.url}
          filtres={[
            { nom: 'recherche', libelle: x.liste.recherche, valeur: f.recherche },
            {
              nom: 'statut',
              libelle: x.liste.statut,
              valeur: f.statut,
              tous: x.liste.tous,
              options: optionsDe(STATUTS_SERVICES, t.structures.statut),
            },
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={f.tri}
          lignes={liste.elements.map((v) => ({
            cle: v.id,
            cellules: [
              <a href={`/organisation/structures/${s.id}/services/${v.id}`}>{v.code}</a>,
              <>
                {v.nom}
                {v.estReserve ? (
                  <>
                    {' '}
                    <Etiquette>{x.reserve}</Etiquette>
                  </>
                ) : null}
              </>,
              <Etiquette genre={v.statut === 'ACTIF' ? 'ok' : 'neutre'}>{t.structures.statut[v.statut]}</Etiquette>,
              <>
                {x.periode(jour(v.debutValidite), jour(v.finValidite))}
                {v.validite === 'en-cours' ? null : (
                  <>
                    {' '}
                    <Etiquette genre="warn">{x.validite[v.validite]}</Etiquette>
                  </>
                )}
              </>,
            ],
          }))}
          compte={`${x.liste.resultats(liste.total)}${parmi ? ` · ${x.liste.partiel}` : ''}`}
          exporter={{ adresse: `/api/v1/structures/${s.id}/services` }}
          vide={{ titre: x.liste.vide, texte: x.liste.videTexte }}
          aucun={{ titre: x.liste.aucun, texte: pourquoi(t, s.actions.modifier) ?? x.liste.aucunTexte, action: creer ?? undefined }}
        />
      </Page>
    )
  },
})
