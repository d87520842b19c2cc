import { sql, type RawBuilder } from 'kysely'
import { portees } from '#app/support/tickets/acces.ts'
import type { Cote, Onglet, StatutTicket } from '#app/support/tickets/champs.ts'
import { COUNT_LIMIT, ecrireCle, lireCle, type PageDeListe, type Part } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const TRIS_TICKETS = ['-creeLe', 'creeLe', 'numero', '-numero', 'titre', '-titre', 'categorie', '-categorie', 'sousCategorie', '-sousCategorie', 'statut', '-statut'] as const

export interface TicketEnListe { numero: string; titre: string; categorie: string; categorieNom: string; categorieNomEn: string; sousCategorie: string; sousCategorieNom: string; sousCategorieNomEn: string; statut: StatutTicket; creeLe: Date; structure: string | null; destinataire: string | null; agent: string | null }
export interface FiltreTickets { page?: number; taille?: number; tri?: string | undefined; onglet?: Onglet | undefined; statut?: string | undefined; categorie?: string | undefined; recherche?: string | undefined; apres?: string | undefined }
export type Comptes = Record<Onglet, number>

interface Tri { cle: RawBuilder<unknown>; type: RawBuilder<unknown>; valeur: Part }
const MOT = { type: sql`text`, valeur: 'text' } as const
const CLES: Record<string, Tri> = {
  creeLe: { cle: sql`t.cree_le`, type: sql`timestamptz`, valeur: 'instant' }, numero: { cle: sql`t.id`, type: sql`bigint`, valeur: 'integer' },
  titre: { cle: sql`plier(t.titre) collate "C"`, ...MOT }, categorie: { cle: sql`t.categorie`, ...MOT }, sousCategorie: { cle: sql`t.sous_categorie`, ...MOT }, statut: { cle: sql`t.statut`, ...MOT },
}
/** Whose turn it is depends on the side one stands on. */
const ACTIONS_REQUISES: Record<Cote, RawBuilder<unknown>> = { emetteur: sql`t.statut in ('EN_ATTENTE', 'RESOLU')`, destinataire: sql`t.statut = 'OUVERT'` }
const dansOnglet = (cote: Cote, o: Onglet) => (o === 'actions' ? ACTIONS_REQUISES[cote] : o === 'tous' ? sql`t.statut <> 'FERME'` : sql`t.statut = 'FERME'`)

/** Where one's tickets are: one's own first, then each structure by itself, so that its index gives them in order. `choisir` ends a branch. */
function branches(utilisateur: string, cote: Cote, agent: boolean, colonnes: RawBuilder<unknown>, filtre: RawBuilder<unknown>, fin: RawBuilder<unknown>): RawBuilder<unknown> {
  const lateral = sql`select x.* from p cross join lateral (select ${colonnes} from ticket t where ${cote === 'emetteur' ? sql`t.structure` : sql`t.destinataire`} = p.structure
    and (p.entiere or ${cote === 'emetteur' ? sql`t.service` : sql`t.destinataire_service`} = any (p.services)) and ${filtre} ${fin}) x`
  const ici = sql`exists (select from rattachement r where r.utilisateur = ${utilisateur}::uuid and r.structure = t.structure and r.retire_le is null and r.periode @> maintenant())`
  const siens = cote === 'emetteur'
    ? sql`(select ${colonnes} from ticket t where t.auteur = ${utilisateur}::uuid and (t.structure is null or (${ici} and not exists (select from p where p.structure = t.structure and (p.entiere or t.service = any (p.services))))) and ${filtre} ${fin})`
    : sql`(select ${colonnes} from ticket t where ${agent} and t.destinataire is null and ${filtre} ${fin})`
  return sql`${siens} union all ${lateral}`
}

/** « Tickets émis » and « Tickets reçus » over all one's structures (TIC-06): one page, and what each tab holds. Two statements. */
export async function listerTickets(db: Db, qui: { id: string; roles: readonly string[] }, cote: Cote, f: FiltreTickets): Promise<PageDeListe<TicketEnListe> & { onglets: Comptes }> {
  const { page = 1, taille = 20, tri = '-creeLe', onglet = 'tous' } = f
  const decroissant = tri.startsWith('-')
  const { cle, type, valeur } = CLES[tri.replace('-', '')] ?? CLES.creeLe!
  const sens = decroissant ? sql`desc` : sql`asc`
  const apres = lireCle(f.apres, 'integer', valeur)
  const suite = apres ? sql`and (${cle}, t.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}::${type}, ${apres[1]}::bigint)` : sql``
  const texte = f.recherche?.trim()
  const critere = sql`${f.statut ? sql`t.statut = ${f.statut}` : sql`true`} ${f.categorie ? sql`and t.categorie = ${f.categorie}` : sql``}
    ${texte ? sql`and strpos(plier(t.numero || ' ' || t.titre || ' ' || coalesce(t.numero_objet, '') || ' ' || t.description), plier(${texte})) > 0` : sql``}`
  const rang = apres ? 0 : (page - 1) * taille
  const p = sql`with p as materialized (${portees(qui.id, cote)})`
  const fin = sql`order by ${cle} ${sens}, t.id ${sens} limit ${rang + taille}`
  const { rows } = await sql<TicketEnListe & { cle: string; id: string }>`${p}, y as (${branches(qui.id, cote, qui.roles.includes('agent'), sql`t.id, ${cle} as cle`, sql`${dansOnglet(cote, onglet)} and ${critere} ${suite}`, fin)}),
      z as (select id, cle from y order by cle ${sens}, id ${sens} limit ${taille} offset ${rang})
    select t.id::text, z.cle::text as cle, t.numero, t.titre, t.categorie, c.nom as categorie_nom, c.nom_en as categorie_nom_en, t.sous_categorie, k.nom as sous_categorie_nom, k.nom_en as sous_categorie_nom_en, t.statut, t.cree_le, (select nom_structure(s) from structure s where s.id = t.structure) as structure, (select nom_structure(s) from structure s where s.id = t.destinataire) as destinataire,
      (select prenom || ' ' || nom from utilisateur u where u.id = t.agent) as agent from z join ticket t on t.id = z.id join ticket_categorie c on c.code = t.categorie join ticket_sous_categorie k on k.code = t.sous_categorie order by z.cle ${sens}, t.id ${sens}`.execute(db)
  const onglets = await compter(db, qui, cote, critere)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return { elements: rows.map(({ cle: _, id: __, ...t }) => t), total: Math.min(onglets[onglet], COUNT_LIMIT), totalExact: onglets[onglet] <= COUNT_LIMIT, page, taille, suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null, onglets }
}

async function compter(db: Db, qui: { id: string; roles: readonly string[] }, cote: Cote, critere: RawBuilder<unknown>): Promise<Comptes> {
  const combien = (o: Onglet) => sql`(select count(*)::int from (select from (${branches(qui.id, cote, qui.roles.includes('agent'), sql`t.id`, sql`${dansOnglet(cote, o)} and ${critere}`, sql`limit ${COUNT_LIMIT + 1}`)}) b limit ${COUNT_LIMIT + 1}) n)`
  const { rows } = await sql<Comptes>`with p as materialized (${portees(qui.id, cote)}) select ${combien('actions')} as actions, ${combien('tous')} as tous, ${combien('clotures')} as clotures`.execute(db)
  return rows[0]!
}
