import { cadre } from '#app/cadre.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { listerStructures, TRIS_STRUCTURES } from '#app/organisation/structures/lister.ts'
import { definirPage } from '#app/page.ts'
import { SansStructure } from '#app/organisation/structures/sans.tsx'
import {
  Bouton,
  Carte,
  Champ,
  Etiquette,
  Filtres,
  Outils,
  Page,
  Pages,
  Pastilles,
  Tableau,
  TriDesCartes,
  Vide,
  adresseAvec,
  optionsDe,
} from '#ui/index.ts'

const STATUTS = ['ACTIVE', 'INACTIVE'] as const

/** STR-05 Rechercher: by identifier, name, town, statut; the state of the list is its address. */
export const pageRechercher = definirPage({
  chemin: '/organisation/structures/rechercher',
  acces: 'session',
  charger: async (c) => {
    const p = c.url.searchParams
    const f = { ...etatDeListe(p, TRIS_STRUCTURES, 'raisonSociale'), statut: STATUTS.find((v) => v === p.get('statut')) }
    return { f, liste: await listerStructures(c.db, c.utilisateur!.id, f) }
  },
  vue: ({ liste, f: { tri, statut, recherche } }, c) => {
    const { t } = c
    const x = t.structures.rechercher
    const { libelles } = t.champs
    const colonnes = [
      { nom: 'raisonSociale', libelle: libelles.raisonSociale, tri: true, entete: true },
      { nom: 'identifiant', libelle: libelles.identifiant, tri: true, num: true },
      { nom: 'ville', libelle: libelles.ville, tri: true },
      { nom: 'statut', libelle: libelles.statut, tri: true },
      { nom: 'role', libelle: t.structures.consulter.roleColonne },
    ]
    const etat = { page: liste.page, taille: liste.taille, tri, total: liste.total, totalExact: liste.totalExact }
    const pastilles = [
      ...(recherche ? [{ libelle: `« ${recherche} »`, href: adresseAvec(c.url, { recherche: null }) }] : []),
      ...(statut ? [{ libelle: t.structures.statut[statut] ?? statut, href: adresseAvec(c.url, { statut: null }) }] : []),
    ]
    const rien = !c.nombreStructures
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        large
        fil={[...filDesStructures(c), { nom: x.titre }]}
        actions={
          rien ? undefined : (
            <Bouton genre="second" href="/organisation/structures/creer">
              {t.structures.fil.creer}
            </Bouton>
          )
        }
        aide="/documentation/organisation/structures/rechercher"
      >
        <Carte nue>
          {rien ? null : (
            <Filtres libelle={x.titre} url={c.url} noms={['recherche', 'statut']}>
              <Champ nom="recherche" type="search" libelle={x.champ} valeur={recherche} />
              <Champ
                nom="statut"
                type="select"
                libelle={x.statut}
                valeur={statut ?? ''}
                sansChoix={x.tous}
                options={optionsDe(STATUTS, t.structures.statut)}
              />
            </Filtres>
          )}
          {pastilles.length ? <Pastilles pastilles={pastilles} reinitialiser={c.chemin} /> : null}
          {liste.elements.length ? (
            <>
              <Outils exact={liste.totalExact}>{x.resultats(liste.total)}</Outils>
              <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
              <Tableau
                colonnes={colonnes}
                etat={etat}
                url={c.url}
                legende={x.legende}
                lignes={liste.elements.map((s) => ({
                  cle: s.id,
                  cellules: [
                    <a href={`/organisation/structures/${s.id}`}>{s.libelle || s.raisonSociale}</a>,
                    <>{grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}</>,
                    <>
                      {s.codePostal} {s.ville}
                    </>,
                    <Etiquette genre={s.statut === 'ACTIVE' ? 'ok' : 'neutre'}>{t.structures.statut[s.statut]}</Etiquette>,
                    <>{t.structures.consulter.role[s.role]}</>,
                  ],
                }))}
              />
              <Pages etat={etat} url={c.url} />
            </>
          ) : rien ? (
            <SansStructure c={c} />
          ) : (
            <Vide titre={x.vide} texte={x.videTexte} />
          )}
        </Carte>
      </Page>
    )
  },
})
