import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { ONGLETS, PRIORITES, STATUTS_TICKET } from '#app/support/tickets/champs.ts'
import { lireCategories, type Categorie } from '#app/support/tickets/emetteur/creer.ts'
import { Echeance, Priorite } from '#app/support/tickets/destinataire/echeance.tsx'
import { Groupes, nomDuMois } from '#app/support/tickets/groupes.tsx'
import { GENRES_STATUT, nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import { GROUPES, type NomGroupe } from '#app/support/tickets/criteres.ts'
import { listerTickets, type TicketEnListe } from '#app/support/tickets/lister.ts'
import {
  filtreDesRecus,
  lireChoixDesRecus,
  NOMS_DES_FILTRES,
  requeteDesRecus,
  type ChoixDesRecus,
  type FiltreRecus,
} from '#app/support/tickets/destinataire/filtre.ts'
import {
  ActionsGroupees,
  adresseAvec,
  Bouton,
  Carte,
  Champ,
  Etiquette,
  Exports,
  Filtres,
  FormulaireDeSelection,
  Onglets,
  Outils,
  Page,
  Pages,
  Pastilles,
  Succes,
  Tableau,
  Temps,
  Vide,
} from '#ui/index.ts'

interface Donnees {
  f: FiltreRecus
  categories: Categorie[]
  choix: ChoixDesRecus
  liste: Awaited<ReturnType<typeof listerTickets>>
}
const CHEMIN = '/support/tickets/recus'

/** « Tickets reçus » (TIC-08): the queue of the structures, services or portal that one answers for; its state is its address. */
export const pageTicketsRecus = definirPage<Donnees>({
  chemin: CHEMIN,
  acces: 'session',
  charger: async (c) => {
    const f = filtreDesRecus(c.url.searchParams)
    const [categories, choix, liste] = await Promise.all([
      lireCategories(c.db),
      lireChoixDesRecus(c.db, c.utilisateur!, f),
      listerTickets(c.db, c.utilisateur!, 'destinataire', f),
    ])
    return { f, categories, choix, liste }
  },
  vue: (d, c) => <Recus c={c} d={d} />,
})

function Recus({ c, d }: { c: Contexte; d: Donnees }): JSX.Element {
  const { f, liste } = d
  const x = c.t.tickets
  const parti = /^transferer\.(CPROCS\d{7,12})$/.exec(c.url.searchParams.get('fait') ?? '')?.[1]
  const filtree = NOMS_DES_FILTRES.some((n) => f[n])
  const actions = (
    <div class="row">
      <Bouton genre="discret" href="/support/chiffres">
        {c.t.chiffres.voir}
      </Bouton>
      {d.choix.repond ? (
        <Bouton genre="second" href="/support/reponses">
          {c.t.traitement.reponses.titre}
        </Bouton>
      ) : null}
    </div>
  )
  return (
    <Page
      c={cadre(c)}
      titre={x.recus}
      large
      chapo={x.liste.chapoRecus}
      actions={actions}
      fil={[{ nom: x.support, href: '/support' }, { nom: x.recus }]}
      aide="/documentation/support/traiter-un-ticket"
    >
      {parti ? <Succes>{x.parti(parti)}</Succes> : null}
      <Carte nue>
        <Onglets
          libelle={x.recus}
          onglets={ONGLETS.map((o) => ({
            libelle: x.onglets[o],
            href: adresseAvec(c.url, { onglet: o, page: null, apres: null }),
            courant: f.onglet === o,
            nombre: liste.onglets[o],
          }))}
        />
        <Recherche c={c} d={d} />
        {filtree ? (
          <Pastilles
            reinitialiser={adresseAvec(c.url, Object.fromEntries([...NOMS_DES_FILTRES, 'page', 'apres'].map((n) => [n, null])))}
            pastilles={pastilles(c, d)}
          />
        ) : null}
        {f.grouper ? <Groupes c={c} par={f.grouper} groupes={liste.groupes} /> : null}
        {liste.elements.length ? (
          <Resultats c={c} d={d} />
        ) : filtree ? (
          <Vide titre={x.liste.vide} texte={x.liste.videTexte} />
        ) : (
          <Vide titre={x.liste.aucun[f.onglet]} texte={x.liste.aucunRecuTexte} />
        )}
      </Carte>
    </Page>
  )
}

function Recherche({ c, d: { f, categories, choix } }: { c: Contexte; d: Donnees }) {
  const x = c.t.traitement
  const tous = { valeur: '', libelle: x.liste.tous }
  const toutes = { valeur: '', libelle: x.liste.toutes }
  return (
    <Filtres
      libelle={c.t.tickets.recus}
      url={c.url}
      noms={['recherche', 'categorie', 'statut', 'priorite', 'attribue', 'retard', 'service', 'suivis', 'grouper']}
    >
      <Champ nom="recherche" type="search" libelle={c.t.tickets.liste.recherche} valeur={f.recherche ?? ''} />
      <Champ
        nom="priorite"
        type="select"
        libelle={x.priorite}
        valeur={f.priorite ?? ''}
        options={[toutes, ...PRIORITES.map((v) => ({ valeur: v, libelle: x.priorites[v] }))]}
      />
      <Champ
        nom="attribue"
        type="select"
        libelle={x.attribue}
        valeur={f.attribue ?? ''}
        options={[
          tous,
          { valeur: 'moi', libelle: x.liste.aMoi },
          { valeur: 'personne', libelle: x.liste.personne },
          ...choix.personnes.map((u) => ({ valeur: u.id, libelle: u.nom })),
        ]}
      />
      <Champ
        nom="categorie"
        type="select"
        libelle={c.t.tickets.categorie}
        valeur={f.categorie ?? ''}
        options={[toutes, ...categories.map((k) => ({ valeur: k.code, libelle: nomDansLaLangue(c, k) }))]}
      />
      <Champ
        nom="statut"
        type="select"
        libelle={c.t.tickets.statut}
        valeur={f.statut ?? ''}
        options={[tous, ...STATUTS_TICKET.map((v) => ({ valeur: v, libelle: c.t.tickets.statuts[v] }))]}
      />
      {choix.services.length ? (
        <Champ
          nom="service"
          type="select"
          libelle={x.service}
          valeur={f.service ?? ''}
          options={[
            tous,
            { valeur: 'aucun', libelle: x.liste.sansService },
            ...choix.services.map((s) => ({ valeur: s.id, libelle: s.nom })),
          ]}
        />
      ) : null}
      <Champ
        nom="grouper"
        type="select"
        libelle={x.liste.grouper}
        valeur={f.grouper ?? ''}
        options={[{ valeur: '', libelle: x.liste.sansGroupe }, ...GROUPES.map((g) => ({ valeur: g, libelle: nomDuGroupe(c, g) }))]}
      />
      <Champ nom="retard" type="checkbox" libelle={x.liste.enRetard} valeur={f.retard === 'oui'} />
      <Champ nom="suivis" type="checkbox" libelle={x.liste.suivis} valeur={f.suivis === 'oui'} />
    </Filtres>
  )
}

const nomDuGroupe = (c: Contexte, g: NomGroupe) =>
  ({
    categorie: c.t.tickets.categorie,
    sousCategorie: c.t.tickets.sousCategorie,
    statut: c.t.tickets.statut,
    creeLe: c.t.emission.liste.colonnes.creeLe,
    priorite: c.t.traitement.priorite,
    agent: c.t.traitement.attribue,
    service: c.t.traitement.service,
  })[g]

function pastilles(c: Contexte, { f, categories, choix }: Donnees) {
  const x = c.t.traitement
  const k = categories.find((y) => y.code === f.categorie)
  const s = categories.flatMap((y) => y.sousCategories).find((y) => y.code === f.sousCategorie)
  const noms: Record<(typeof NOMS_DES_FILTRES)[number], string | null | undefined> = {
    recherche: f.recherche ? `« ${f.recherche} »` : null,
    categorie: k && nomDansLaLangue(c, k),
    sousCategorie: s && nomDansLaLangue(c, s),
    mois: f.mois && nomDuMois(c, f.mois),
    statut: f.statut && c.t.tickets.statuts[f.statut as keyof typeof c.t.tickets.statuts],
    priorite: f.priorite && `${x.priorite}${c.t.commun.deuxPoints}${x.priorites[f.priorite as keyof typeof x.priorites]}`,
    attribue:
      f.attribue &&
      `${x.attribue} : ${f.attribue === 'moi' ? x.liste.aMoi : f.attribue === 'personne' ? x.liste.personne : (choix.personnes.find((u) => u.id === f.attribue)?.nom ?? '—')}`,
    retard: f.retard && x.liste.enRetard,
    service:
      f.service &&
      (f.service === 'aucun' ? x.liste.sansService : `${x.service} : ${choix.services.find((s) => s.id === f.service)?.nom ?? '—'}`),
    incident: f.incident && x.liste.incident(choix.incident?.titre ?? '—'),
    suivis: f.suivis && x.liste.suivis,
  }
  return NOMS_DES_FILTRES.flatMap((n) => (noms[n] ? [{ libelle: noms[n], href: adresseAvec(c.url, { [n]: null, page: null }) }] : []))
}

function Resultats({ c, d: { f, liste } }: { c: Contexte; d: Donnees }) {
  const x = c.t.tickets
  const y = c.t.traitement
  const etat = {
    page: liste.page,
    taille: liste.taille,
    tri: f.tri,
    total: liste.total,
    totalExact: liste.totalExact,
    ...(liste.suivant ? { suivant: liste.suivant } : {}),
  }
  const ouverts = f.onglet !== 'clotures'
  const colonnes = [
    { nom: 'titre', libelle: y.ticket, tri: true, entete: true },
    { nom: 'emetteur', libelle: y.emetteur },
    { nom: 'categorie', libelle: x.categorie, tri: true, cache: true },
    { nom: 'statut', libelle: x.statut, tri: true },
    { nom: 'priorite', libelle: y.priorite, tri: ouverts },
    { nom: 'agent', libelle: y.attribue },
    ...(ouverts ? [{ nom: 'echeance', libelle: y.echeance, tri: true }] : []),
    { nom: 'creeLe', libelle: x.cree, tri: true },
  ]
  const requete = requeteDesRecus(f).toString()
  const contenu = (
    <>
      <Outils
        actions={
          <>
            <Exports tableau href={(n) => `/api/v1/tickets?cote=recus&format=${n}&${requete}`} />
            {f.incident && ouverts ? (
              <Bouton petit name="tous" value="oui">
                {y.liste.repondreIncident}
              </Bouton>
            ) : null}
          </>
        }
      >
        {x.liste.resultats(liste.total, liste.totalExact)}
      </Outils>
      {ouverts ? (
        <ActionsGroupees>
          <Bouton petit>{y.liste.repondre}</Bouton>
          {liste.total > liste.elements.length ? (
            <Bouton genre="second" petit name="tous" value="oui">
              {y.liste.repondreListe}
            </Bouton>
          ) : null}
        </ActionsGroupees>
      ) : null}
      <Tableau
        colonnes={colonnes}
        etat={etat}
        url={c.url}
        legende={x.liste.legende}
        {...(ouverts ? { selection: { nom: 'choix' } } : {})}
        lignes={liste.elements.map((t) => ({
          cle: t.numero,
          ...(t.statut === 'OUVERT' || t.statut === 'EN_ATTENTE' ? { selection: y.liste.selection(t.numero) } : {}),
          cellules: cellules(c, t, ouverts),
        }))}
      />
      <Pages etat={etat} url={c.url} />
    </>
  )
  return ouverts ? (
    <FormulaireDeSelection action="/support/tickets/recus/lots">
      <input type="hidden" name="filtre" value={requete} />
      {contenu}
    </FormulaireDeSelection>
  ) : (
    contenu
  )
}

function cellules(c: Contexte, t: TicketEnListe, ouverts: boolean) {
  const x = c.t.tickets
  return [
    <>
      <a href={`/support/tickets/${t.numero}`}>{t.titre}</a>
      <span class="sub">
        {t.numero}
        {t.service ? ` · ${t.service}` : ''}
      </span>
      {t.presents.length ? (
        <span class="live">
          <span class="live__dot" aria-hidden="true" />
          {c.t.traitement.presence(t.presents)}
        </span>
      ) : null}
    </>,
    t.structure ? (
      <>
        {t.structure}
        <span class="sub">{t.emetteur}</span>
      </>
    ) : (
      t.emetteur
    ),
    nomDansLaLangue(c, { nom: t.categorieNom, nomEn: t.categorieNomEn }),
    <Etiquette genre={GENRES_STATUT[t.statut]}>{x.statuts[t.statut]}</Etiquette>,
    t.priorite ? <Priorite c={c} priorite={t.priorite} /> : '',
    t.agent ?? <span class="muted">{x.liste.libre}</span>,
    ...(ouverts ? [<Echeance c={c} t={t} forme="courte" />] : []),
    <Temps date={t.creeLe} forme="courte" />,
  ]
}
