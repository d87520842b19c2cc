import { sql, type RawBuilder } from 'kysely'
import { defautDeLecture, type AccesStructure } from '#acces/index.ts'
import { masque } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import type { Coordonnee, StatutCoordonnee } from '#app/organisation/coordonnees-bancaires/lire.ts'
import { refusAcces } from '#demandes/refus.ts'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

export const TRIS_COORDONNEES = ['nom', '-nom', 'type', '-type', 'pays', '-pays', 'statut', '-statut', 'modifieLe', '-modifieLe'] as const
export const STATUTS_COORDONNEES = ['ACTIVE', 'INACTIVE'] as const satisfies StatutCoordonnee[]

export type CoordonneeEnListe = Pick<
  Coordonnee,
  'id' | 'type' | 'nom' | 'compte' | 'pays' | 'bic' | 'affactureur' | 'designationAffactureur' | 'statut' | 'version' | 'modifieLe'
> & { prochainEffet: Date | null }

export interface FiltreCoordonnees {
  page?: number
  taille?: number
  tri?: string | undefined
  statut?: string | undefined
  recherche?: string | undefined
  apres?: string | undefined
}

/** Bank details are the whole structure's: who may read « Organisation » there. @throws Refus 403 */
export function exigerLectureCoordonnees(t: Textes, a: AccesStructure) {
  const defaut = defautDeLecture(a)
  if (defaut) throw refusAcces(t, defaut, null, a.gestionnaire)
}

interface Tri {
  cle: RawBuilder<unknown>
  type: RawBuilder<unknown>
  rendue?: RawBuilder<unknown>
}
const INSTANT = sql`to_char(c.modifie_le at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
const CLES: Record<string, Tri> = {
  nom: { cle: sql`plier(c.nom) collate "C"`, type: sql`text` },
  type: { cle: sql`c.type`, type: sql`text` },
  pays: { cle: sql`c.pays`, type: sql`text` },
  statut: { cle: sql`c.statut`, type: sql`text` },
  modifieLe: { cle: sql`c.modifie_le`, type: sql`timestamptz`, rendue: INSTANT },
}

/** A structure's accounts, one page of them. Two statements. */
export async function listerCoordonnees(db: Db, structure: string, f: FiltreCoordonnees): Promise<PageDeListe<CoordonneeEnListe>> {
  const { page = 1, taille = 20, tri = 'nom' } = f
  const texte = f.recherche?.trim()
  const ou = sql`from coordonnee_bancaire c where c.structure = ${structure}::uuid ${f.statut ? sql`and c.statut = ${f.statut}` : sql``}
    ${texte ? sql`and strpos(plier(c.nom || ' ' || coalesce(c.bic, '') || ' ' || coalesce(c.designation_affactureur, '')), plier(${texte})) > 0` : sql``}`
  const decroissant = tri.startsWith('-')
  const { cle, type, rendue } = CLES[tri.replace('-', '')] ?? CLES.nom!
  const sens = decroissant ? sql`desc` : sql`asc`
  const apres = lireCle(f.apres, 'uuid', tri.endsWith('modifieLe') ? 'instant' : 'text')
  const suite = apres ? sql`and (${cle}, c.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}::${type}, ${apres[1]}::uuid)` : sql``
  const { rows } = await sql<
    Omit<CoordonneeEnListe, 'compte'> & { fin: string; cle: string }
  >`/* @coordonnees */ select c.id, c.type, c.nom, c.fin, c.pays, c.bic, c.affactureur, c.designation_affactureur, c.statut, c.version, c.modifie_le,
      (select min(d.effet_le) from demande d where d.objet = c.id and d.etat = 'programmee') as prochain_effet, (${rendue ?? cle})::text as cle
    ${ou} ${suite} order by ${cle} ${sens}, c.id ${sens} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(db)
  const compte = await compterJusqua(db, ou)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, fin, ...c }) => ({ ...c, compte: masque(fin) })),
    ...compte,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
  }
}
