import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { ONGLETS, STATUTS_TICKET, type Cote, type Onglet, type StatutTicket } from '#app/support/tickets/champs.ts'
import { lireCategories, type Categorie } from '#app/support/tickets/creer.ts'
import { listerTickets, TRIS_TICKETS, type TicketEnListe } from '#app/support/tickets/lister.ts'
import { adresseAvec, Bouton, Carte, Champ, Etiquette, Filtres, Onglets, Outils, Page, Pages, Pastilles, Tableau, Temps, TriDesCartes, Vide, type Genre } from '#ui/index.ts'

export const GENRES_STATUT: Record<StatutTicket, Genre> = { OUVERT: 'action', EN_ATTENTE: 'warn', RESOLU: 'ok', FERME: 'neutre' }

type Donnees = Awaited<ReturnType<typeof charger>>

async function charger(c: Contexte, cote: Cote) {
  const p = c.url.searchParams
  const entier = (nom: string, defaut: number, max: number) => { const n = Number(p.get(nom)); return Number.isInteger(n) && n >= 1 ? Math.min(n, max) : defaut }
  const parmi = <T extends string>(nom: string, valeurs: readonly T[]) => valeurs.find((v) => v === p.get(nom))
  const categories = await lireCategories(c.db)
  const f = { onglet: parmi('onglet', ONGLETS) ?? ('actions' as const), tri: parmi('tri', TRIS_TICKETS) ?? '-creeLe', statut: parmi('statut', STATUTS_TICKET), categorie: parmi('categorie', categories.map((k) => k.code)), recherche: (p.get('recherche') ?? '').slice(0, 200) }
  return { f, categories, liste: await listerTickets(c.db, c.utilisateur!, cote, { ...f, page: entier('page', 1, 500), taille: entier('taille', 20, 200) }) }
}

const definirListe = (chemin: string, cote: Cote) => definirPage({ chemin, acces: 'session', charger: (c) => charger(c, cote), vue: (d, c) => <Liste c={c} cote={cote} d={d} /> })

/** « Tickets émis » (TIC-06). */
export const pageTicketsEmis = definirListe('/support/tickets', 'emetteur')

function Liste({ c, cote, d: { f, categories, liste } }: { c: Contexte; cote: Cote; d: Donnees }): JSX.Element {
  const x = c.t.tickets
  const emis = cote === 'emetteur'
  const titre = emis ? x.emis : x.recus
  const filtree = Boolean(f.recherche || f.statut || f.categorie)
  const creer = <Bouton icone="plus" href="/support/tickets/creer">{x.creer}</Bouton>
  return (
    <Page c={cadre(c)} titre={titre} large chapo={emis ? x.liste.chapo : x.liste.chapoRecus} actions={emis ? creer : <Bouton genre="second" href="/support/chiffres">{c.t.chiffres.voir}</Bouton>} fil={[{ nom: x.support, href: '/support' }, { nom: titre }]} aide="/documentation/support/tickets">
      <Carte nue>
        {emis ? <OngletsEmis c={c} courant={f.onglet} nombres={liste.onglets} /> : <Onglets libelle={titre} onglets={ONGLETS.map((o) => ({ libelle: x.onglets[o], href: adresseAvec(c.url, { onglet: o, page: null }), courant: f.onglet === o, nombre: liste.onglets[o] }))} />}
        <Recherche c={c} titre={titre} f={f} categories={categories} />
        {filtree ? <Pastilles reinitialiser={adresseAvec(c.url, { recherche: null, statut: null, categorie: null, page: null })} pastilles={pastilles(c, f, categories)} /> : null}
        {liste.elements.length ? <Resultats c={c} cote={cote} f={f} liste={liste} /> : filtree ? <Vide titre={x.liste.vide} texte={x.liste.videTexte} /> : <Vide titre={x.liste.aucun[f.onglet]} texte={emis ? x.liste.aucunTexte : x.liste.aucunRecuTexte} action={emis ? creer : undefined} />}
      </Carte>
    </Page>
  )
}

/** Those of the emitter have one more: what is not sent yet. */
export function OngletsEmis({ c, courant, nombres }: { c: Contexte; courant: Onglet | 'brouillons'; nombres: Record<Onglet, number> }) {
  const x = c.t.tickets
  const href = (o: Onglet) => (courant === 'brouillons' ? `/support/tickets?onglet=${o}` : adresseAvec(c.url, { onglet: o, page: null }))
  return <Onglets libelle={x.emis} onglets={[...ONGLETS.map((o) => ({ libelle: x.onglets[o], href: href(o), courant: courant === o, nombre: nombres[o] })), { libelle: c.t.emission.brouillons.onglet, href: '/support/tickets/brouillons', courant: courant === 'brouillons' }]} />
}

export const nomDansLaLangue = (c: Contexte, k: { nom: string; nomEn: string }) => (c.langue === 'en' ? k.nomEn : k.nom)

function pastilles(c: Contexte, f: Donnees['f'], categories: Categorie[]) {
  const k = categories.find((y) => y.code === f.categorie)
  return [
    ...(f.recherche ? [{ libelle: `« ${f.recherche} »`, href: adresseAvec(c.url, { recherche: null }) }] : []), ...(k ? [{ libelle: nomDansLaLangue(c, k), href: adresseAvec(c.url, { categorie: null }) }] : []),
    ...(f.statut ? [{ libelle: c.t.tickets.statuts[f.statut], href: adresseAvec(c.url, { statut: null }) }] : []),
  ]
}

function Recherche({ c, titre, f, categories }: { c: Contexte; titre: string; f: Donnees['f']; categories: Categorie[] }) {
  const x = c.t.tickets
  return (
    <Filtres libelle={titre} url={c.url} noms={['recherche', 'categorie', 'statut']}>
      <Champ nom="recherche" type="search" libelle={x.liste.recherche} valeur={f.recherche} />
      <Champ nom="categorie" type="select" libelle={x.categorie} valeur={f.categorie ?? ''} options={[{ valeur: '', libelle: x.liste.toutes }, ...categories.map((k) => ({ valeur: k.code, libelle: nomDansLaLangue(c, k) }))]} />
      <Champ nom="statut" type="select" libelle={x.statut} valeur={f.statut ?? ''} options={[{ valeur: '', libelle: x.liste.tousStatuts }, ...STATUTS_TICKET.map((s) => ({ valeur: s, libelle: x.statuts[s] }))]} />
    </Filtres>
  )
}

function Resultats({ c, cote, f, liste }: { c: Contexte; cote: Cote; f: Donnees['f']; liste: Donnees['liste'] }) {
  const x = c.t.tickets
  const emis = cote === 'emetteur'
  const etat = { page: liste.page, taille: liste.taille, tri: f.tri, total: liste.total, totalExact: liste.totalExact }
  const colonnes = [
    { nom: 'numero', libelle: x.numero, tri: true, entete: true }, { nom: 'titre', libelle: x.descriptionBreve, tri: true }, { nom: 'categorie', libelle: x.categorie, tri: true }, { nom: 'sousCategorie', libelle: x.sousCategorie, tri: true },
    ...(emis ? [] : [{ nom: 'agent', libelle: x.agent }]), { nom: 'statut', libelle: x.statut, tri: true }, { nom: 'creeLe', libelle: x.cree, tri: true },
  ]
  const exporter = (format: string) => `/api/v1/tickets?${new URLSearchParams({ format, tri: f.tri, cote: emis ? 'emis' : 'recus', onglet: f.onglet, ...(f.statut ? { statut: f.statut } : {}), ...(f.categorie ? { categorie: f.categorie } : {}), ...(f.recherche ? { recherche: f.recherche } : {}) })}`
  return (
    <>
      <Outils actions={<>{(['csv', 'xlsx', 'ods'] as const).map((n) => <Bouton key={n} genre="discret" petit icone="telecharger" href={exporter(n)} attrs={{ 'data-turbo': 'false' }}>{x.liste.exporter(n.toUpperCase())}</Bouton>)}</>}>{x.liste.resultats(liste.total)}</Outils>
      <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
      <Tableau colonnes={colonnes} etat={etat} url={c.url} legende={x.liste.legende} lignes={liste.elements.map((t) => ({ cle: t.numero, cellules: cellules(c, t, f.onglet, emis) }))} />
      <Pages etat={etat} url={c.url} />
    </>
  )
}

function cellules(c: Contexte, t: TicketEnListe, onglet: Onglet, emis: boolean) {
  const x = c.t.tickets
  return [
    <a href={`/support/tickets/${t.numero}`}>{t.numero}</a>, <div>{t.titre}{emis && onglet !== 'clotures' && x.liste.aVous[t.statut] ? <span class="sub">{x.liste.aVous[t.statut]}</span> : emis ? null : <span class="sub">{t.structure ?? ''}</span>}</div>,
    nomDansLaLangue(c, { nom: t.categorieNom, nomEn: t.categorieNomEn }), nomDansLaLangue(c, { nom: t.sousCategorieNom, nomEn: t.sousCategorieNomEn }),
    ...(emis ? [] : [t.agent ?? <span class="muted">{x.liste.libre}</span>]), <Etiquette genre={GENRES_STATUT[t.statut]}>{x.statuts[t.statut]}</Etiquette>, <Temps date={t.creeLe} forme="courte" />,
  ]
}
