import { sql, type RawBuilder } from 'kysely'
import { ONGLETS, type Onglet } from '#app/support/tickets/champs.ts'
import {
  branches,
  dansOnglet,
  GROUPES_EMIS,
  listes,
  marque,
  MOT_COURANT,
  statutsPossibles,
  type Lecture,
  type NomGroupe,
} from '#app/support/tickets/criteres.ts'
import { COUNT_LIMIT } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export interface Combien {
  nombre: number
  /** False: there are more. */ exact: boolean
}
export type Comptes = Record<Onglet, Combien>
/** Of what the list is grouped by: each value, its name, and how many tickets. */
export interface Groupe {
  valeur: string | null
  nom: string | null
  nomEn: string | null
  nombre: number
}

const COLONNES_GROUPES: Record<NomGroupe, { valeur: RawBuilder<unknown>; nom: RawBuilder<unknown>; nomEn?: RawBuilder<unknown> }> = {
  categorie: {
    valeur: sql`t.categorie`,
    nom: sql`(select nom from ticket_categorie where code = g.valeur)`,
    nomEn: sql`(select nom_en from ticket_categorie where code = g.valeur)`,
  },
  sousCategorie: {
    valeur: sql`t.sous_categorie`,
    nom: sql`(select nom from ticket_sous_categorie where code = g.valeur)`,
    nomEn: sql`(select nom_en from ticket_sous_categorie where code = g.valeur)`,
  },
  statut: { valeur: sql`t.statut`, nom: sql`null` },
  creeLe: { valeur: sql`to_char(t.cree_le at time zone 'Europe/Paris', 'YYYY-MM')`, nom: sql`null` },
  priorite: { valeur: sql`(array['urgente', 'haute', 'normale', 'basse'])[t.priorite_rang]`, nom: sql`null` },
  agent: { valeur: sql`t.agent::text`, nom: sql`(select prenom || ' ' || nom from utilisateur where id = g.valeur::uuid)` },
  service: { valeur: sql`t.destinataire_service::text`, nom: sql`(select nom from service where id = g.valeur::uuid)` },
}

/** A tab that is not open tells no further: counting three of them as far as the list goes took more than reading its page. */
const AUTRE_ONGLET = 1000
/** So far counts are exact. */
const limiteDe = (l: Lecture, ouvert: boolean) => (!ouvert ? AUTRE_ONGLET : l.courant ? MOT_COURANT : COUNT_LIMIT)

/** How many tickets each of these tabs holds, the others being 0, and how many of each group the open one does. One statement. */
export async function compter(
  db: Db,
  l: Lecture,
  onglet: Onglet,
  lesquels: readonly Onglet[],
): Promise<{ onglets: Comptes; groupes: Groupe[] }> {
  const limite = (o: Onglet) => limiteDe(l, o === onglet)
  const dans = (o: Onglet, colonne: RawBuilder<unknown>) => {
    const fin = sql`limit ${limite(o) + 1}`
    return sql`select * from (${branches(l, colonne, sql`${dansOnglet(l.cote, o)} and ${l.critere}`, fin)}) b ${fin}`
  }
  // No row of a closed ticket is read to learn that none of them is open.
  const combien = (o: Onglet) =>
    lesquels.includes(o) && statutsPossibles(l, o).length ? sql`(select count(*)::int from (${dans(o, sql`1`)}) n)` : sql`0`
  const { grouper } = l.f
  const g = grouper && (l.cote === 'destinataire' || GROUPES_EMIS.some((x) => x === grouper)) ? COLONNES_GROUPES[grouper] : null
  const parGroupe = g
    ? sql`coalesce((select json_agg(json_build_object('valeur', g.valeur, 'nom', ${g.nom}, 'nomEn', ${g.nomEn ?? g.nom}, 'nombre', g.nombre)
                  order by g.nombre desc, g.valeur)
              from (select valeur, count(*)::int as nombre
                  from (${dans(onglet, sql`${g.valeur} as valeur`)}) n
                  group by valeur
                  order by 2 desc
                  limit 100) g), '[]')`
    : sql`'[]'::json`
  const { rows } = await sql<Record<Onglet, number> & { groupes: Groupe[] }>`${marque(l, 'tickets-comptes')} with ${listes(l)}
    select ${sql.join(ONGLETS.map((o) => sql`${combien(o)} as ${sql.id(o)}`))}, ${parGroupe} as groupes`.execute(db)
  const { groupes, ...lus } = rows[0]!
  const dire = (o: Onglet): Combien => ({ nombre: Math.min(lus[o], limite(o)), exact: lus[o] <= limite(o) })
  return { onglets: { actions: dire('actions'), tous: dire('tous'), clotures: dire('clotures') }, groupes }
}
