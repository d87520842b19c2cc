import { cadre } from '#app/cadre.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import type { Contexte } from '#app/contexte.ts'
import { CeQuElleExige } from '#app/organisation/annuaire/exigences.tsx'
import { lireFiche, listerServicesPublies, TRIS_SERVICES, type FicheAnnuaire } from '#app/organisation/annuaire/lire.ts'
import { nomDuPays } from '#ui/textes/pays.ts'
import { definirPage } from '#app/page.ts'
import { refus } from '#demandes/refus.ts'
import {
  Bouton,
  Carte,
  Champ,
  Colonnes,
  Compte,
  Etiquette,
  Filtres,
  Identifiant,
  ListeLiens,
  Page,
  Pages,
  Resume,
  Section,
  Tableau,
  Temps,
  TriDesCartes,
  Vide,
} from '#ui/index.ts'

/** A public structure as anybody sees it: what to write on an invoice, and to which service (POR-10). */
export const pageFiche = definirPage({
  chemin: '/annuaire/:id',
  acces: 'public',
  charger: async (c) => {
    const fiche = await lireFiche(c.db, c.params.id ?? '')
    if (!fiche) throw refus(c.t, 'introuvable')
    const p = c.url.searchParams
    const engagement = p.get('engagement') === 'oui' ? true : p.get('engagement') === 'non' ? false : undefined
    const f = { ...etatDeListe(p, TRIS_SERVICES, 'code'), numeroEngagementObligatoire: engagement }
    return { fiche, f, services: await listerServicesPublies(c.db, fiche.id, f) }
  },
  vue: ({ fiche, services, f: { tri, recherche, numeroEngagementObligatoire: engagement } }, c) => {
    const x = c.t.annuaire
    const etat = { page: services.page, taille: services.taille, tri, total: services.total, totalExact: services.totalExact }
    const colonnes = [
      { nom: 'code', libelle: x.code, tri: true, entete: true },
      { nom: 'nom', libelle: x.nom, tri: true },
      { nom: 'engagement', libelle: x.engagement },
    ]
    return (
      <Page
        c={cadre(c)}
        titre={fiche.raisonSociale}
        styles={['annuaire']}
        fil={[{ nom: x.organisation, href: '/organisation' }, { nom: x.titre, href: '/annuaire' }, { nom: fiche.raisonSociale }]}
        surtitre={
          <Etiquette genre="ok" icone="coche">
            {x.active}
          </Etiquette>
        }
        actions={
          <Bouton
            genre="second"
            href={`/organisation/utilisateurs/rattachement?typeIdentifiant=${fiche.typeIdentifiant}&identifiant=${encodeURIComponent(fiche.identifiant)}`}
          >
            {x.rattachement}
          </Bouton>
        }
        aide="/documentation/organisation/annuaire-des-structures-publiques"
      >
        <Colonnes large nomAside={x.identite} aCote={<Identite fiche={fiche} c={c} />}>
          <CeQuElleExige s={fiche} exigeants={fiche.servicesExigeants} x={x} />
          <Section titre={x.actifs} id="services" entete={<Compte nombre={fiche.nombreServices} discret />}>
            {fiche.nombreServices ? (
              <Carte nue>
                <Filtres libelle={x.servicesFormulaire} url={c.url} noms={['recherche', 'engagement']}>
                  <Champ nom="recherche" type="search" libelle={x.servicesFiltre} valeur={recherche} />
                  <Champ
                    nom="engagement"
                    type="select"
                    libelle={x.engagement}
                    valeur={engagement === undefined ? '' : engagement ? 'oui' : 'non'}
                    sansChoix={x.tous}
                    options={[
                      { valeur: 'oui', libelle: x.obligatoire },
                      { valeur: 'non', libelle: x.nonDemande },
                    ]}
                  />
                </Filtres>
                {services.elements.length ? (
                  <>
                    <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
                    <Tableau
                      colonnes={colonnes}
                      etat={etat}
                      url={c.url}
                      legende={x.servicesLegende}
                      lignes={services.elements.map((s) => ({
                        cle: s.id,
                        cellules: [
                          <code class="copy">{s.code}</code>,
                          <>
                            <b>{s.nom}</b>
                            {s.description ? <span class="sub">{s.description}</span> : null}
                          </>,
                          s.numeroEngagementObligatoire || fiche.numeroEngagementObligatoire ? (
                            <Etiquette genre="action" icone="coche">
                              {x.obligatoire}
                            </Etiquette>
                          ) : (
                            <Etiquette>{x.nonDemande}</Etiquette>
                          ),
                        ],
                      }))}
                    />
                    <Pages etat={etat} url={c.url} />
                  </>
                ) : (
                  <Vide titre={x.aucunServiceTrouve} texte={x.aucunServiceTrouveTexte} niveau="h3" />
                )}
              </Carte>
            ) : (
              <Vide titre={x.aucunService} texte={x.aucunServiceTexte} niveau="h3" />
            )}
          </Section>
        </Colonnes>
      </Page>
    )
  },
})

function Identite({ fiche, c }: { fiche: FicheAnnuaire; c: Contexte }) {
  const x = c.t.annuaire
  const lignes = [
    fiche.adresse,
    fiche.complementAdresse1,
    fiche.complementAdresse2,
    [fiche.codePostal, fiche.ville].filter(Boolean).join(' '),
    fiche.pays === 'FR' ? '' : nomDuPays(fiche.pays, c.langue),
  ].filter(Boolean)
  return (
    <>
      <Carte titre={x.identite}>
        <Resume
          serre
          lignes={[
            {
              cle: c.t.structures.types[fiche.typeIdentifiant] ?? fiche.typeIdentifiant,
              valeur: <Identifiant valeur={fiche.identifiant} type={fiche.typeIdentifiant} />,
            },
            {
              cle: x.adresse,
              valeur: lignes.length
                ? lignes.map((l, i) => (
                    <>
                      {i ? <br /> : null}
                      {l}
                    </>
                  ))
                : x.sansAdresse,
            },
            { cle: x.paiement, valeur: fiche.miseEnPaiementNonRemontee ? x.nonRemontee : x.remontee },
            { cle: x.miseAJour, valeur: <Temps date={fiche.modifieLe} forme="date" /> },
          ]}
        />
      </Carte>
      <Carte titre={x.emporter}>
        <ListeLiens
          liens={[
            { libelle: x.json, href: `/api/v1/annuaire/${fiche.id}` },
            { libelle: x.revenir, href: '/annuaire' },
          ]}
        />
      </Carte>
    </>
  )
}
