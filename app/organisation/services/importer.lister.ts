import { sql } from 'kysely'
import { motPlie } from '#app/listes/mot-plie.ts'
import { lireFaute, trierLignes, type Faute, type FiltreLignes, type LigneImportee } from '#app/organisation/imports/lister.ts'
import { COLONNES } from '#app/organisation/services/importer.colonnes.ts'
import { compterJusqua, ecrireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const RESULTATS = ['a-creer', 'a-modifier', 'inchangee', 'erreur'] as const
export const ISSUES = ['creee', 'modifiee', 'inchangee', 'echouee'] as const

export interface LigneDeService extends LigneImportee {
  structure: { id: string; raisonSociale: string; libelle?: string | null } | null
  service: { code: string; nom: string } | null
  /** What it would replace, or has replaced, by the names of the fields. */
  avant: Record<string, unknown> | null
  avis: Faute[]
}

type Brute = Omit<LigneDeService, 'cellules' | 'fautes' | 'avis'> & { cellules: string[]; fautes: string[]; avis: string[] }

/** The lines of an import that the caller has read as its author. Two statements. */
export async function listerServices(db: Db, id: string, f: FiltreLignes): Promise<PageDeListe<LigneDeService>> {
  const { page, taille, ou, lignes, finale } = trierLignes(
    'import_ligne_service',
    id,
    f,
    (mots) => sql`strpos(plier(array_to_string(l.cellules[2:4], ' ')), ${motPlie(mots)}) > 0`,
  )
  const { rows } = await sql<
    Brute & { cle: boolean }
  >`select x.rang as ligne, x.cellules, x.resultat, x.issue, x.fautes, x.avis, x.avant, x.cle,
      case when s.id is not null then json_build_object('id', s.id, 'raisonSociale', nom_structure(s), 'libelle', s.libelle) end as structure,
      case when v.id is not null then json_build_object('code', v.code, 'nom', v.nom) end as service
    from ${lignes} x
    left join structure s on s.id = x.structure
    left join service v on v.id = x.service
    order by ${finale}`.execute(db)
  const compte = await compterJusqua(db, ou)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(enLigne),
    ...compte,
    page,
    taille,
    suivant: derniere ? ecrireCle(String(derniere.cle), derniere.ligne) : null,
  }
}

const enLigne = ({ cle: _, cellules, fautes, avis, avant, ...l }: Brute & { cle: boolean }): LigneDeService => ({
  ...l,
  cellules: Object.fromEntries(COLONNES.map((c, i) => [c, cellules[i] ?? ''])),
  fautes: fautes.map(lireFaute),
  avis: avis.map(lireFaute),
  avant:
    avant && Object.fromEntries(Object.entries(avant).map(([c, v]) => [c.replace(/_([a-z0-9])/g, (_m, x: string) => x.toUpperCase()), v])),
})
