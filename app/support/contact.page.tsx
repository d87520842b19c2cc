import { catalogueEnMemoire } from '#app/accueil/catalogue/index.ts'
import { cadre } from '#app/cadre.ts'
import { definirPage } from '#app/page.ts'
import { ONGLETS } from '#app/support/tickets/champs.ts'
import { lireDelai } from '#app/support/tickets/emetteur/delai.ts'
import { PhraseDuDelai } from '#app/support/tickets/emetteur/delai.vue.tsx'
import { Statut } from '#app/support/tickets/statut.tsx'
import { listerTickets } from '#app/support/tickets/lister.ts'
import { Bouton, Carte, Colonnes, ListeLiens, Page, Section } from '#ui/index.ts'

/** « Support › Nous contacter » (SUP-01), and the home of the support portal (TIC-01); what does not exist yet says so. */
export const pageContact = definirPage({
  chemin: '/support',
  acces: 'public',
  charger: async (c) => ({
    delai: await lireDelai(c.db, null),
    contact: catalogueEnMemoire(c.db).exploitant.contact,
    miens: c.utilisateur && !c.voirComme ? await listerTickets(c.db, c.utilisateur, 'emetteur', { taille: 5 }) : null,
    recus: Boolean(c.utilisateur),
  }),
  vue: ({ delai, contact, miens, recus }, c) => {
    const x = c.t.tickets
    const { liens } = c.t.pages
    const aCote = (
      <>
        <Carte titre={x.contact.assistant}>
          <div class="stack">
            <p>{x.contact.assistantTexte}</p>
            <p>
              <Bouton genre="second" href="/assistant">
                {x.contact.poser}
              </Bouton>
            </p>
          </div>
        </Carte>
        <Carte titre={x.contact.agent}>
          <div class="stack">
            <p>{x.contact.agentTexte}</p>
            <div class="row">
              <Bouton genre="second" href="/support/clavardage">
                {x.contact.discuter}
              </Bouton>
              {c.utilisateur?.roles.includes('agent') ? (
                <Bouton genre="discret" href="/support/bureau">
                  {c.t.clavardage.bureau.titre}
                </Bouton>
              ) : null}
            </div>
          </div>
        </Carte>
        <Carte titre={x.contact.reponses}>
          <ListeLiens
            liens={[
              { libelle: liens.documentation, href: '/documentation' },
              { libelle: liens.recherche, href: '/recherche' },
              { libelle: liens.etat, href: '/etat-du-service' },
            ]}
          />
        </Carte>
      </>
    )
    return (
      <Page c={cadre(c)} titre={x.contact.titre} chapo={x.contact.chapo} fil={[{ nom: x.support }]} aide="/documentation/support/tickets">
        <Colonnes large aCote={aCote}>
          <Carte titre={x.contact.demande}>
            <div class="stack">
              <p>{x.contact.demandeTexte}</p>
              <PhraseDuDelai c={c} delai={delai} />
              <div class="row">
                <Bouton href="/support/tickets/creer">{x.creer}</Bouton>
                <Bouton genre="second" href="/support/tickets">
                  {x.contact.portail}
                </Bouton>
                {recus ? (
                  <Bouton genre="discret" href="/support/tickets/recus">
                    {x.recus}
                  </Bouton>
                ) : null}
              </div>
              {c.utilisateur ? null : (
                <>
                  <p>{x.contact.sansCompte}</p>
                  <p>
                    <Bouton genre="second" href="/support/sans-compte">
                      {c.t.emission.sansCompte.contact}
                    </Bouton>
                  </p>
                  {contact ? (
                    <p>
                      <Bouton genre="second" href={`mailto:${contact}`}>
                        {x.contact.ecrire}
                      </Bouton>
                    </p>
                  ) : null}
                </>
              )}
              <p class="muted">{x.contact.reference}</p>
            </div>
          </Carte>
          {c.utilisateur ? (
            <Section titre={x.contact.derniers}>
              {miens?.elements.length ? (
                <ListeLiens
                  liens={miens.elements.map((t) => ({
                    libelle: t.titre,
                    detail: t.numero,
                    href: `/support/tickets/${t.numero}`,
                    marque: <Statut c={c} statut={t.statut} />,
                  }))}
                />
              ) : (
                <p class="muted">{miens?.onglets.clotures.nombre ? x.contact.aucunOuvert : x.contact.aucun}</p>
              )}
              {miens && (miens.onglets.tous.nombre || miens.onglets.clotures.nombre) ? (
                <p class="row">
                  {ONGLETS.map((o) =>
                    miens.onglets[o].nombre ? (
                      <a key={o} href={`/support/tickets?onglet=${o}`}>
                        {x.contact.resume[o](miens.onglets[o].nombre, miens.onglets[o].exact)}
                      </a>
                    ) : null,
                  )}
                </p>
              ) : null}
            </Section>
          ) : null}
        </Colonnes>
      </Page>
    )
  },
})
