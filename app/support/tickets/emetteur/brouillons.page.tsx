import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage } from '#app/page.ts'
import {
  BROUILLON_JOURS,
  listerTicketsGardes,
  supprimerTicketGarde,
  type BrouillonDeTicket,
} from '#app/support/tickets/emetteur/brouillons.ts'
import { lireCategories, type Categorie } from '#app/support/tickets/emetteur/creer.ts'
import { nomDansLaLangue, OngletsEmis } from '#app/support/tickets/emetteur/liste.page.tsx'
import { listerTickets } from '#app/support/tickets/lister.ts'
import { Bouton, Cache, Carte, Formulaire, Page, Succes, Tableau, Temps, Vide } from '#ui/index.ts'

const CHEMIN = '/support/tickets/brouillons'

/** « Brouillons » of « Tickets émis » (TIC-03): at most fifty, the last changed first. */
export const pageBrouillons = definirPage({
  chemin: CHEMIN,
  acces: 'session',
  charger: async (c) => ({
    brouillons: await listerTicketsGardes(c.db, c.utilisateur!.id),
    categories: await lireCategories(c.db),
    onglets: (await listerTickets(c.db, c.utilisateur!, 'emetteur', { taille: 1 })).onglets,
  }),
  vue: ({ brouillons, categories, onglets }, c) => {
    const x = c.t.tickets
    const b = c.t.emission.brouillons
    const fait = c.url.searchParams.get('fait')
    const creer = (genre?: 'second') => (
      <Bouton genre={genre} icone="plus" href="/support/tickets/creer">
        {x.creer}
      </Bouton>
    )
    const colonnes = [
      { nom: 'titre', libelle: x.descriptionBreve, entete: true },
      { nom: 'categorie', libelle: x.categorie },
      { nom: 'modifieLe', libelle: b.modifie },
      { nom: 'actions', libelle: b.actions },
    ]
    return (
      <Page
        c={cadre(c)}
        titre={x.emis}
        large
        chapo={b.jours(BROUILLON_JOURS)}
        actions={creer()}
        fil={[{ nom: x.support, href: '/support' }, { nom: x.emis, href: '/support/tickets' }, { nom: b.onglet }]}
        aide="/documentation/support/demander-de-l-aide"
      >
        {fait === 'garde' || fait === 'supprime' ? <Succes>{fait === 'garde' ? b.garde : b.supprime}</Succes> : null}
        <Carte nue>
          <OngletsEmis c={c} courant="brouillons" nombres={onglets} />
          {brouillons.length ? (
            <Tableau
              colonnes={colonnes}
              etat={{ page: 1, taille: 50, tri: '-modifieLe', total: brouillons.length, totalExact: true }}
              url={c.url}
              legende={b.legende}
              lignes={brouillons.map((d) => ({ cle: d.cle, cellules: cellules(c, d, categories) }))}
            />
          ) : (
            <Vide titre={b.vide} texte={b.videTexte} action={creer('second')} />
          )}
        </Carte>
      </Page>
    )
  },
})

function cellules(c: Contexte, d: BrouillonDeTicket, categories: Categorie[]) {
  const b = c.t.emission.brouillons
  const categorie = categories.find((k) => k.code === d.saisie.categorie)
  const titre = d.saisie.titre?.trim() || b.sansTitre
  return [
    <>
      <a href={`/support/tickets/creer?brouillon=${d.cle}`}>{titre}</a>
      {d.fichiers ? <span class="sub">{b.fichiers(d.fichiers)}</span> : null}
    </>,
    categorie ? nomDansLaLangue(c, categorie) : '',
    <Temps date={d.modifieLe} forme="courte" />,
    <Formulaire action={`${CHEMIN}/${d.cle}/supprimer`}>
      <Bouton genre="discret" petit>
        {b.supprimer}
        <Cache> {titre}</Cache>
      </Bouton>
    </Formulaire>,
  ]
}

export const actionSupprimerBrouillon = definirAction({
  chemin: `${CHEMIN}/:cle/supprimer`,
  acces: 'session',
  executer: async (c) => {
    await supprimerTicketGarde(c, c.utilisateur!.id, c.params.cle)
    return { rediriger: `${CHEMIN}?fait=supprime` }
  },
})
