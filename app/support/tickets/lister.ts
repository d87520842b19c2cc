import { sql, type RawBuilder } from 'kysely'
import { ONGLETS, type Cote, type Onglet, type Priorite, type StatutTicket } from '#app/support/tickets/champs.ts'
import { compter, type Combien, type Comptes, type Groupe } from '#app/support/tickets/compter.ts'
import { branches, dansOnglet, ECHEANCE, listes, marque, preparer, type FiltreTickets, type Qui } from '#app/support/tickets/criteres.ts'
import { presents } from '#app/support/tickets/presence.ts'
import { ecrireCle, lireCle, type PageDeListe, type Part } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const TRIS_TICKETS = [
  '-creeLe',
  'creeLe',
  'numero',
  '-numero',
  'titre',
  '-titre',
  'categorie',
  '-categorie',
  'sousCategorie',
  '-sousCategorie',
  'statut',
  '-statut',
  'echeance',
  '-echeance',
  'priorite',
  '-priorite',
] as const

export interface TicketEnListe {
  numero: string
  titre: string
  categorie: string
  categorieNom: string
  categorieNomEn: string
  sousCategorie: string
  sousCategorieNom: string
  sousCategorieNomEn: string
  statut: StatutTicket
  creeLe: Date
  structure: string | null
  destinataire: string | null
  agent: string | null
  /** The recipient's own: null for the emitter. */
  emetteur: string | null
  priorite: Priorite | null
  echeance: Date | null
  enRetard: boolean
  service: string | null
  presents: string[]
}

interface Tri {
  cle: RawBuilder<unknown>
  type: RawBuilder<unknown>
  valeur: Part
}
const MOT = { type: sql`text`, valeur: 'text' } as const
const CLES: Record<string, Tri> = {
  creeLe: { cle: sql`t.cree_le`, type: sql`timestamptz`, valeur: 'instant' },
  numero: { cle: sql`t.id`, type: sql`bigint`, valeur: 'integer' },
  titre: { cle: sql`t.titre_plie`, ...MOT },
  categorie: { cle: sql`t.categorie`, ...MOT },
  sousCategorie: { cle: sql`t.sous_categorie`, ...MOT },
  statut: { cle: sql`t.statut`, ...MOT },
}
/** Of what is still open, and of the recipient's side alone. */
const CLES_DU_DESTINATAIRE: Record<string, Tri> = {
  echeance: { cle: ECHEANCE, type: sql`timestamptz`, valeur: 'instant' },
  priorite: { cle: sql`t.priorite_rang`, type: sql`bigint`, valeur: 'integer' },
}
const triDe = (cote: Cote, onglet: Onglet, tri: string) =>
  CLES[tri] ?? (cote === 'destinataire' && onglet !== 'clotures' ? CLES_DU_DESTINATAIRE[tri] : undefined) ?? CLES.creeLe!

/** How much is counted beside the page: every tab, the one that is read, or nothing. */
export type Compte = 'onglets' | 'total' | 'rien'
const ZERO: Combien = { nombre: 0, exact: true }
const RIEN = { onglets: { actions: ZERO, tous: ZERO, clotures: ZERO }, groupes: [] }

/**
 * « Tickets émis » and « Tickets reçus » over all one's structures (TIC-06, TIC-08): one page, what each tab holds, and how many of each
 * group. Two statements, three for a search, one less when nothing is counted.
 */
export async function listerTickets(
  db: Db,
  qui: Qui,
  cote: Cote,
  f: FiltreTickets,
  aCompter: Compte = 'onglets',
): Promise<PageDeListe<TicketEnListe> & { onglets: Comptes; groupes: Groupe[] }> {
  const { page = 1, taille = 20, tri = '-creeLe', onglet = 'tous' } = f
  const decroissant = tri.startsWith('-')
  const { cle, type, valeur } = triDe(cote, onglet, tri.replace('-', ''))
  const sens = decroissant ? sql`desc` : sql`asc`
  const apres = lireCle(f.apres, 'integer', valeur)
  const suite = apres ? sql`and (${cle}, t.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}::${type}, ${apres[1]}::bigint)` : sql``
  const l = await preparer(db, qui, cote, f)
  const rang = apres ? 0 : (page - 1) * taille
  const fin = sql`order by ${cle} ${sens}, t.id ${sens} limit ${rang + taille}`
  const sien =
    cote === 'destinataire'
      ? sql`coalesce((select trim(u.prenom || ' ' || u.nom) from utilisateur u where u.id = t.auteur),
              (select coalesce(o.nom, o.adresse::text) from contact_verifie o where o.id = t.contact)) as emetteur, t.priorite, t.echeance,
          coalesce(t.echeance < maintenant(), false) as en_retard,
          (select v.nom from service v where v.id = t.destinataire_service) as service, ${presents(qui.id)} as presents`
      : sql`null as emetteur, null as priorite, null as echeance, false as en_retard, null as service, '{}'::text[] as presents`
  // Side by side: neither needs the other.
  const [{ rows }, { onglets, groupes }] = await Promise.all([
    sql<TicketEnListe & { cle: string; id: string }>`${marque(l, 'tickets')} with ${listes(l)},
        y as (${branches(l, sql`t.id, ${cle} as cle`, sql`${dansOnglet(cote, onglet)} and ${l.critere} ${suite}`, fin)}),
        z as (select id, cle from y order by cle ${sens}, id ${sens} limit ${taille} offset ${rang})
      select t.id::text, z.cle::text as cle, t.numero, t.titre, t.categorie, c.nom as categorie_nom, c.nom_en as categorie_nom_en,
        t.sous_categorie, k.nom as sous_categorie_nom, k.nom_en as sous_categorie_nom_en, t.statut, t.cree_le,
        (select nom_structure(s) from structure s where s.id = t.structure) as structure,
        (select nom_structure(s) from structure s where s.id = t.destinataire) as destinataire,
        (select prenom || ' ' || nom from utilisateur u where u.id = t.agent) as agent, ${sien}
      from z
      join ticket t on t.id = z.id
      join ticket_categorie c on c.code = t.categorie
      join ticket_sous_categorie k on k.code = t.sous_categorie
      order by z.cle ${sens}, t.id ${sens}`.execute(db),
    aCompter === 'rien' ? RIEN : compter(db, l, onglet, aCompter === 'onglets' ? ONGLETS : [onglet]),
  ])
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, id: __, ...t }) => t),
    total: onglets[onglet].nombre,
    totalExact: onglets[onglet].exact,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
    onglets,
    groupes,
  }
}
