import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute, type Reponse } from '#app/page.ts'
import { fichesQuiRepondent } from '#app/support/tickets/emetteur/aides.tsx'
import { garderTicket, lireTicketGarde, type SaisieGardee } from '#app/support/tickets/emetteur/brouillons.ts'
import { FormulaireDeTicket } from '#app/support/tickets/emetteur/creer.vue.tsx'
import type { EtatDeCreation } from '#app/support/tickets/emetteur/creer.champs.tsx'
import { CHAMPS_TICKET, creerTicket, lireCategories, structureEmettrice, type Categorie } from '#app/support/tickets/emetteur/creer.ts'
import { lireDelai } from '#app/support/tickets/emetteur/delai.ts'
import { nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import { remplirLeDestinataire } from '#app/support/tickets/objet.ts'
import { fichiersRecus } from '#app/support/tickets/ticket.agir.ts'
import { cleSuivante } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { ListeLiens, Page } from '#ui/index.ts'

const CHEMIN = '/support/tickets/creer'
const NEUF = { erreurs: [], refus: null, envois: [], fiches: null, objet: null }

const fil = (c: Contexte) => [
  { nom: c.t.tickets.support, href: '/support' },
  { nom: c.t.tickets.emis, href: '/support/tickets' },
  { nom: c.t.tickets.creer },
]
async function dessiner(c: Contexte, categorie: Categorie, etat: Omit<EtatDeCreation, 'contact' | 'designation'>): Promise<JSX.Element> {
  const { destinataire } = etat.saisie
  const auPortail = categorie.sousCategories.every((s) => !s.metier)
  const { id } = c.utilisateur!
  const {
    rows: [u],
  } = await sql<{
    contact: string
    designation: string | null
  }>`select coalesce(adresse_contact, adresse_electronique)::text as contact,
      case when ${etat.saisie.structure ?? ''} = '' then prenom || ' ' || nom
      else (select nom_structure(s) from structure s where s.id = ${structureEmettrice(id, etat.saisie.structure ?? '')}) end as designation
    from utilisateur
    where id = ${id}::uuid`.execute(c.db)
  return (
    <FormulaireDeTicket
      c={c}
      chemin={CHEMIN}
      fil={fil(c)}
      categorie={categorie}
      etat={{ ...etat, ...u! }}
      delai={destinataire || auPortail ? await lireDelai(c.db, destinataire) : undefined}
    />
  )
}

/**
 * « Créer un ticket » (TIC-02, TIC-03): the category first, since the rest depends on it; a draft is taken up again where it was. Works
 * without a script.
 */
export const pageCreerTicket = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  repondre: async (c) => {
    const categories = await lireCategories(c.db)
    const p = c.url.searchParams
    const garde = await lireTicketGarde(c.db, c.utilisateur!.id, p.get('brouillon'))
    const choisie = categorieDe(categories, garde?.saisie ?? { categorie: p.get('categorie') })
    if (!choisie) return choisir(c, categories)
    const saisie = garde?.saisie ?? {
      structure: c.structureActive?.id ?? (c.structures.length === 1 ? c.structures[0]!.id : ''),
      ...prerempli(p),
    }
    return dessiner(c, choisie, {
      ...NEUF,
      cle: garde?.cle ?? randomUUID(),
      saisie,
      envois: garde?.envois ?? [],
      objet: p.get('destinataire'),
      fiches: p.has('fiches') ? await fichesQuiRepondent(c, saisie) : null,
    })
  },
})

/** What another page hands over: what it is about, its title and its words. */
const prerempli = (p: URLSearchParams): SaisieGardee =>
  Object.fromEntries(['sousCategorie', 'titre', 'description'].flatMap((n) => (p.get(n) ? [[n, p.get(n)!.slice(0, 4000)]] : [])))
const categorieDe = (categories: Categorie[], s: SaisieGardee) =>
  categories.find((k) => k.code === s.categorie) ?? categories.find((k) => k.sousCategories.some((x) => x.code === s.sousCategorie))

export const actionCreerTicket = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  fichiers: 'envois',
  executer: async (c, champs) => {
    const recue = champs.get('_cle')?.[0]
    const cle = estUuid(recue) ? recue : randomUUID()
    const saisie: SaisieGardee = Object.fromEntries(['categorie', ...CHAMPS_TICKET].map((n) => [n, champs.get(n)?.[0] ?? '']))
    const { ids, envois, erreurs } = await fichiersRecus(c, c.utilisateur!.id, champs)
    try {
      const garder = champs.get('action')?.[0] ?? ''
      if (!erreurs.length && garder in SUITES) return await garderPour(c, garder as keyof typeof SUITES, { cle, saisie, envois: ids })
      return { rediriger: `/support/tickets/${await creerTicket(c, cle, saisie, ids, erreurs)}` }
    } catch (e) {
      if (!estRefus(e) || e.probleme.status === 404) throw e
      const categories = await lireCategories(c.db)
      return {
        statut: e.probleme.status,
        page: await dessiner(c, categorieDe(categories, saisie) ?? categories[0]!, {
          ...NEUF,
          cle: cleSuivante(e, cle),
          saisie,
          envois,
          erreurs: e.probleme.champs ?? [],
          refus: e.probleme.champs ? null : e.probleme.detail,
        }),
      }
    }
  },
})

/** Buttons that keep what is typed and come back to it with something more. */
const SUITES = {
  brouillon: async (_c: Contexte, _s: SaisieGardee, _cle: string) => '/support/tickets/brouillons?fait=garde',
  fiches: async (_c: Contexte, _s: SaisieGardee, cle: string) => `${CHEMIN}?brouillon=${cle}&fiches=oui#fiches`,
  destinataire: async (c: Contexte, s: SaisieGardee, cle: string) =>
    `${CHEMIN}?brouillon=${cle}&destinataire=${await remplirLeDestinataire(c, s)}#destinataire`,
}

async function garderPour(
  c: Contexte,
  pour: keyof typeof SUITES,
  b: { cle: string; saisie: SaisieGardee; envois: string[] },
): Promise<Reponse> {
  const rediriger = await SUITES[pour](c, b.saisie, b.cle)
  await garderTicket(c, c.utilisateur!.id, b)
  return { rediriger }
}

function choisir(c: Contexte, categories: Categorie[]): JSX.Element {
  const x = c.t.tickets
  return (
    <Page
      c={cadre(c)}
      titre={x.creer}
      chapo={x.formulaire.chapo}
      fil={fil(c)}
      etapes={{ liste: x.formulaire.etapes, courante: 0 }}
      aide="/documentation/support/tickets"
    >
      <div class="narrow stack">
        <h2>{x.formulaire.choisir}</h2>
        <ListeLiens
          liens={categories.map((k) => ({
            libelle: nomDansLaLangue(c, k),
            detail: k.sousCategories.map((s) => nomDansLaLangue(c, s)).join(', '),
            href: `${CHEMIN}?categorie=${k.code}`,
          }))}
        />
        <ListeLiens liens={[{ libelle: x.contact.reponses, href: '/documentation' }]} />
      </div>
    </Page>
  )
}
