import { etatDeListe } from '#app/listes/lister.ts'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { ONGLETS, STATUTS_TICKET, type Onglet } from '#app/support/tickets/champs.ts'
import type { Comptes } from '#app/support/tickets/compter.ts'
import { lireCategories } from '#app/support/tickets/emetteur/creer.ts'
import { Groupes, nomDuMois } from '#app/support/tickets/groupes.tsx'
import { GROUPES_EMIS } from '#app/support/tickets/criteres.ts'
import { listerTickets, TRIS_TICKETS, type TicketEnListe } from '#app/support/tickets/lister.ts'
import { Statut } from '#app/support/tickets/statut.tsx'
import {
  adresseAvec,
  Bouton,
  Carte,
  Champ,
  Exports,
  Filtres,
  Onglets,
  Outils,
  Page,
  Pages,
  Pastilles,
  Tableau,
  Temps,
  TriDesCartes,
  Vide,
  optionsDe,
} from '#ui/index.ts'

/** Those that « Réinitialiser les filtres » takes away. */
const FILTRES = ['recherche', 'categorie', 'sousCategorie', 'statut', 'mois'] as const

type Donnees = Awaited<ReturnType<typeof charger>>

async function charger(c: Contexte) {
  const p = c.url.searchParams
  const parmi = <T extends string>(nom: string, valeurs: readonly T[]) => valeurs.find((v) => v === p.get(nom))
  const categories = await lireCategories(c.db)
  const f = {
    onglet: parmi('onglet', ONGLETS) ?? ('actions' as const),
    ...etatDeListe(p, TRIS_TICKETS, '-creeLe'),
    grouper: parmi('grouper', GROUPES_EMIS),
    statut: parmi('statut', STATUTS_TICKET),
    categorie: parmi(
      'categorie',
      categories.map((k) => k.code),
    ),
    sousCategorie: parmi(
      'sousCategorie',
      categories.flatMap((k) => k.sousCategories.map((s) => s.code)),
    ),
    mois: /^\d{4}-(0[1-9]|1[0-2])$/.exec(p.get('mois') ?? '')?.[0],
  }
  return {
    f,
    categories,
    liste: await listerTickets(c.db, c.utilisateur!, 'emetteur', f),
  }
}

/** « Tickets émis » (TIC-06): over all one's structures, searched by several criteria, grouped by a column; its state is its address. */
export const pageTicketsEmis = definirPage({ chemin: '/support/tickets', acces: 'session', charger, vue: (d, c) => <Emis c={c} d={d} /> })

function Emis({ c, d }: { c: Contexte; d: Donnees }): JSX.Element {
  const { f, liste } = d
  const x = c.t.tickets
  const filtree = FILTRES.some((n) => f[n])
  const creer = (genre?: 'second') => (
    <Bouton genre={genre} icone="plus" href="/support/tickets/creer">
      {x.creer}
    </Bouton>
  )
  return (
    <Page
      c={cadre(c)}
      titre={x.emis}
      large
      chapo={x.liste.chapo}
      actions={creer()}
      fil={[{ nom: x.support, href: '/support' }, { nom: x.emis }]}
      aide="/documentation/support/tickets"
    >
      <Carte nue>
        <OngletsEmis c={c} courant={f.onglet} nombres={liste.onglets} />
        <Recherche c={c} d={d} />
        {filtree ? (
          <Pastilles
            reinitialiser={adresseAvec(c.url, Object.fromEntries([...FILTRES, 'page'].map((n) => [n, null])))}
            pastilles={pastilles(c, d)}
          />
        ) : null}
        {f.grouper ? <Groupes c={c} par={f.grouper} groupes={liste.groupes} /> : null}
        {liste.elements.length ? (
          <Resultats c={c} d={d} />
        ) : filtree ? (
          <Vide titre={x.liste.vide} texte={x.liste.videTexte} />
        ) : (
          <Vide titre={x.liste.aucun[f.onglet]} texte={x.liste.aucunTexte} action={creer('second')} />
        )}
      </Carte>
    </Page>
  )
}

/** The emitter has one more: what is not sent yet. */
export function OngletsEmis({ c, courant, nombres }: { c: Contexte; courant: Onglet | 'brouillons'; nombres: Comptes }) {
  const x = c.t.tickets
  const href = (o: Onglet) => (courant === 'brouillons' ? `/support/tickets?onglet=${o}` : adresseAvec(c.url, { onglet: o, page: null }))
  return (
    <Onglets
      libelle={x.emis}
      onglets={[
        ...ONGLETS.map((o) => ({ libelle: x.onglets[o], href: href(o), courant: courant === o, ...nombres[o] })),
        { libelle: c.t.emission.brouillons.onglet, href: '/support/tickets/brouillons', courant: courant === 'brouillons' },
      ]}
    />
  )
}

export const nomDansLaLangue = (c: Contexte, k: { nom: string; nomEn: string }) => (c.langue === 'en' ? k.nomEn : k.nom)

function pastilles(c: Contexte, { f, categories }: Donnees) {
  const k = categories.find((y) => y.code === f.categorie)
  const s = categories.flatMap((y) => y.sousCategories).find((y) => y.code === f.sousCategorie)
  const noms: Record<(typeof FILTRES)[number], string | null | undefined> = {
    recherche: f.recherche ? `« ${f.recherche} »` : null,
    categorie: k && nomDansLaLangue(c, k),
    sousCategorie: s && nomDansLaLangue(c, s),
    statut: f.statut && c.t.tickets.statuts[f.statut],
    mois: f.mois && nomDuMois(c, f.mois),
  }
  return FILTRES.flatMap((n) => (noms[n] ? [{ libelle: noms[n], href: adresseAvec(c.url, { [n]: null, page: null }) }] : []))
}

function Recherche({ c, d: { f, categories } }: { c: Contexte; d: Donnees }) {
  const x = c.t.tickets
  const g = c.t.emission.liste
  const toutes = { valeur: '', libelle: x.liste.toutes }
  return (
    <Filtres libelle={x.emis} url={c.url} noms={['recherche', 'categorie', 'sousCategorie', 'statut', 'grouper']}>
      <Champ nom="recherche" type="search" libelle={x.liste.recherche} valeur={f.recherche} />
      <Champ
        nom="categorie"
        type="select"
        libelle={x.categorie}
        valeur={f.categorie ?? ''}
        options={[toutes, ...categories.map((k) => ({ valeur: k.code, libelle: nomDansLaLangue(c, k) }))]}
      />
      <Champ
        nom="sousCategorie"
        type="select"
        libelle={x.sousCategorie}
        valeur={f.sousCategorie ?? ''}
        options={[
          toutes,
          ...categories
            .filter((k) => !f.categorie || k.code === f.categorie)
            .flatMap((k) => k.sousCategories.map((s) => ({ valeur: s.code, libelle: nomDansLaLangue(c, s) }))),
        ]}
      />
      <Champ
        nom="statut"
        type="select"
        libelle={x.statut}
        valeur={f.statut ?? ''}
        sansChoix={x.liste.tousStatuts}
        options={optionsDe(STATUTS_TICKET, x.statuts)}
      />
      <Champ
        nom="grouper"
        type="select"
        libelle={g.grouper}
        valeur={f.grouper ?? ''}
        sansChoix={g.aucun}
        options={optionsDe(GROUPES_EMIS, g.colonnes)}
      />
    </Filtres>
  )
}

function Resultats({ c, d: { f, liste } }: { c: Contexte; d: Donnees }) {
  const x = c.t.tickets
  const etat = { page: liste.page, taille: liste.taille, tri: f.tri, total: liste.total, totalExact: liste.totalExact }
  const colonnes = [
    { nom: 'numero', libelle: x.numero, tri: true, entete: true },
    { nom: 'titre', libelle: x.descriptionBreve, tri: true },
    { nom: 'categorie', libelle: x.categorie, tri: true },
    { nom: 'sousCategorie', libelle: x.sousCategorie, tri: true },
    { nom: 'statut', libelle: x.statut, tri: true },
    { nom: 'creeLe', libelle: x.cree, tri: true },
  ]
  const exporter = (format: string) =>
    `/api/v1/tickets?${new URLSearchParams({ format, tri: f.tri, cote: 'emis', onglet: f.onglet, ...Object.fromEntries(FILTRES.flatMap((n) => (f[n] ? [[n, f[n]]] : []))) })}`
  return (
    <>
      <Outils actions={<Exports tableau href={exporter} />}>{x.liste.resultats(liste.total, liste.totalExact)}</Outils>
      <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
      <Tableau
        colonnes={colonnes}
        etat={etat}
        url={c.url}
        legende={x.liste.legende}
        lignes={liste.elements.map((t) => ({ cle: t.numero, cellules: cellules(c, t, f.onglet) }))}
      />
      <Pages etat={etat} url={c.url} />
    </>
  )
}

function cellules(c: Contexte, t: TicketEnListe, onglet: Onglet) {
  const x = c.t.tickets
  return [
    <a href={`/support/tickets/${t.numero}`}>{t.numero}</a>,
    <div>
      {t.titre}
      {onglet !== 'clotures' && x.liste.aVous[t.statut] ? <span class="sub">{x.liste.aVous[t.statut]}</span> : null}
    </div>,
    nomDansLaLangue(c, { nom: t.categorieNom, nomEn: t.categorieNomEn }),
    nomDansLaLangue(c, { nom: t.sousCategorieNom, nomEn: t.sousCategorieNomEn }),
    <Statut c={c} statut={t.statut} />,
    <Temps date={t.creeLe} forme="courte" />,
  ]
}
