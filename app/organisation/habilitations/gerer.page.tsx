import { cadre } from '#app/cadre.ts'
import { entier } from '#app/listes/entier.ts'
import { ExportPret } from '#app/listes/fichier.tsx'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { chargerChoix, filDe, rienAGerer, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { adresseExport, filtreDe } from '#app/organisation/habilitations/exporter.ts'
import { colonnesDe, cellules } from '#app/organisation/habilitations/gerer.colonnes.tsx'
import { FiltresHabilitations, suiteDe, Ajouter, Entete } from '#app/organisation/habilitations/gerer.vue.tsx'
import { LiensVoisins } from '#app/organisation/habilitations/liens.tsx'
import { listerHabilitations } from '#app/organisation/habilitations/lister.ts'
import { definirPage } from '#app/page.ts'
import { Alerte, Bouton, Carte, Exports, Outils, Page, Pages, Succes, Tableau, TriDesCartes, Vide } from '#ui/index.ts'

/** HAB-02: the structure, optionally the service, then the user; what each holds, since when, from when, until when. */
export const pageGerer = definirPage({
  chemin: GERER,
  acces: 'session',
  charger: async (c) => {
    const p = c.url.searchParams
    const utilisateur = uuidDe(c, 'utilisateur')
    const choix = await chargerChoix(c, uuidDe(c, 'structure'), utilisateur)
    const filtre = {
      page: entier(p, 'page', 1, 500),
      taille: entier(p, 'taille', 20, 200),
      apres: p.get('apres') ?? undefined,
      ...filtreDe(c),
      structure: choix.structure?.id,
    }
    if (!choix.structure) return { choix, filtre, liste: null, rien: await rienAGerer(c) }
    return { choix, filtre, liste: await listerHabilitations(c.db, c.utilisateur!.id, filtre), rien: '' }
  },
  vue: ({ choix, filtre, liste, rien }, c) => {
    const x = c.t.habilitations
    const commun = {
      c: cadre(c),
      titre: x.gerer.titre,
      fil: filDe(c, x.gerer.titre, false),
      aide: '/documentation/organisation/utilisateurs/gerer-les-habilitations',
    }
    if (!choix.structure || !liste)
      return (
        <Page {...commun}>
          <Vide titre={x.gerer.rien} texte={rien} action={<Bouton href="/organisation/habilitations/mes">{x.gerer.mes}</Bouton>} />
        </Page>
      )
    const recu = /^RITM\d{7,12}$/.exec(c.url.searchParams.get('recu') ?? '')?.[0]
    const etat = {
      page: liste.page,
      taille: liste.taille,
      tri: filtre.tri,
      total: liste.total,
      totalExact: liste.totalExact,
      ...(liste.suivant ? { suivant: liste.suivant } : {}),
    }
    const colonnes = colonnesDe(c)
    const { id } = choix.structure
    return (
      <Page
        {...commun}
        large
        pour={pourLaStructure(c, choix.structure)}
        actions={
          choix.structure.entiere ? (
            <LiensVoisins c={c} structure={choix.structure.id} mes />
          ) : (
            <Bouton genre="discret" href={`${GERER}/mes`}>
              {x.gerer.mes}
            </Bouton>
          )
        }
      >
        <div class="stack">
          <ExportPret c={c} libelle={c.t.droits.tableau.exporter} adresse={(format) => adresseExport(c, id, format)} />
          {recu ? (
            <Succes>
              <p>
                {x.gerer.enregistree(recu)} <a href={`/demandes/${recu}`}>{x.gerer.voirRecu}</a>
              </p>
            </Succes>
          ) : null}
          {liste.programmees ? (
            <Alerte genre="plan" titre={x.gerer.programmes(liste.programmees)}>
              {x.gerer.programmesTexte(c.settings.DELAI_EFFET_MINUTES.habilitation)}
            </Alerte>
          ) : null}
          <Carte nue>
            <FiltresHabilitations c={c} choix={choix} filtre={filtre} />
            {choix.contact ? <Entete c={c} choix={choix} utilisateur={filtre.utilisateur} /> : null}
            {liste.elements.length ? (
              <>
                <Outils
                  exact={liste.totalExact}
                  actions={
                    <>
                      <Exports href={(f) => adresseExport(c, choix.structure!.id, f)} />
                      {choix.contact ? null : <Ajouter c={c} suite={suiteDe(choix, filtre.utilisateur)} />}
                    </>
                  }
                >
                  {x.gerer.nombre(liste.total)}
                </Outils>
                <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
                <Tableau
                  colonnes={colonnes}
                  etat={etat}
                  url={c.url}
                  legende={choix.contact ? x.gerer.legendeDe(`${choix.contact.prenom} ${choix.contact.nom}`) : x.gerer.legende}
                  lignes={liste.elements.map((l) => ({
                    cle: l.id,
                    ...(l.changement ? { etat: 'programmee' as const } : {}),
                    cellules: cellules(c, l),
                  }))}
                />
                <Pages etat={etat} url={c.url} />
              </>
            ) : (
              <Vide
                titre={x.gerer.vide}
                texte={choix.contact || !filtre.utilisateur ? x.gerer.videTexte : x.gerer.inconnu}
                action={choix.contact ? null : <Ajouter c={c} suite={suiteDe(choix, filtre.utilisateur)} />}
              />
            )}
          </Carte>
        </div>
      </Page>
    )
  },
})
