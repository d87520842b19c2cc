import { sql } from 'kysely'
import { listerPage, parInstant, parMot, type FiltrePage } from '#app/listes/lister.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export const GENRES_INCIDENT = ['incident', 'maintenance'] as const
export type GenreIncident = (typeof GENRES_INCIDENT)[number]
export const ETATS_INCIDENT = ['en-cours', 'prevu', 'termine', 'annule'] as const
export type EtatIncident = (typeof ETATS_INCIDENT)[number]
export const TRIS_INCIDENT = ['-debut', 'debut', '-fin', 'fin', 'titre', '-titre'] as const

export interface Incident {
  id: string
  genre: GenreIncident
  titre: string
  texte: string
  titreEn: string | null
  texteEn: string | null
  debut: Date
  fin: Date | null
  modifieLe: Date
  etat: EtatIncident
}
export interface FiltreIncidents extends FiltrePage {
  genre?: string | undefined
  etat?: string | undefined
  recherche?: string | undefined
}

const FIN = sql`coalesce(x.fin, 'infinity'::timestamptz)`
const EN_COURS = sql`x.debut <= maintenant() and ${FIN} > maintenant()`
const ETAT = sql`case when x.fin = x.debut then 'annule' when x.debut > maintenant() then 'prevu' when ${EN_COURS} then 'en-cours' else 'termine' end`
/** Each state as the indexes know it. */
const DANS: Record<EtatIncident, ReturnType<typeof sql>> = {
  'en-cours': EN_COURS,
  prevu: sql`x.debut > maintenant() and ${FIN} > x.debut`,
  termine: sql`${FIN} <= maintenant() and ${FIN} > x.debut`,
  annule: sql`x.fin = x.debut`,
}
const COLONNES = sql`x.id, x.genre, x.titre, x.texte, x.titre_en, x.texte_en, x.debut, x.fin, x.modifie_le, ${ETAT} as etat`

/** Those under way, for the memory of each program: a part of another statement. */
export const incidentsEnCours = sql`select coalesce(json_agg(json_build_object('id', i.id, 'genre', i.genre, 'titre', i.titre, 'titreEn',
                i.titre_en)
          order by i.debut desc), '[]')
  from (select x.* from incident x where ${EN_COURS} order by x.debut desc limit 3) i`

export async function lireIncident(db: Db | Tx, id: string): Promise<Incident | null> {
  return (await sql<Incident>`select ${COLONNES} from incident x where x.id = ${id}::uuid`.execute(db)).rows[0] ?? null
}

/** What readers of « État du service » find first: under way, then to come. */
export async function incidentsActuels(db: Db): Promise<Incident[]> {
  return (
    await sql<Incident>`select ${COLONNES} from incident x where ${FIN} > maintenant() and ${FIN} > x.debut order by x.debut limit 50`.execute(
      db,
    )
  ).rows
}

export function listerIncidents(db: Db, f: FiltreIncidents): Promise<PageDeListe<Incident>> {
  const texte = f.recherche?.trim()
  const etat = ETATS_INCIDENT.find((e) => e === f.etat)
  return listerPage<Incident>(
    db,
    {
      colonnes: COLONNES,
      depuis: sql`incident x`,
      defaut: '-debut',
      tris: { debut: parInstant(sql`x.debut`), fin: parInstant(FIN), titre: parMot(sql`plier(x.titre) collate "C"`) },
      ou: sql`${etat ? DANS[etat] : sql`true`} ${f.genre ? sql`and x.genre = ${f.genre}` : sql``}
            ${texte ? sql`and strpos(plier(x.titre || ' ' || x.texte), ${motPlie(texte)}) > 0` : sql``}`,
    },
    f,
  )
}
