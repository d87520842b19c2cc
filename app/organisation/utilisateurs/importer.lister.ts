import { sql } from 'kysely'
import { motPlie } from '#app/listes/mot-plie.ts'
import { lireFaute, trierLignes, type Faute, type FiltreLignes } from '#app/organisation/imports/lister.ts'
import { COLONNES, type Colonne } from '#app/organisation/utilisateurs/importer.colonnes.ts'
import { compterJusqua, ecrireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const RESULTATS = ['a-rattacher', 'a-inviter', 'a-completer', 'inchangee', 'erreur'] as const
export const ISSUES = ['rattachee', 'invitee', 'completee', 'inchangee', 'echouee'] as const
export interface LigneDImport {
  ligne: number
  cellules: Record<Colonne, string>
  resultat: (typeof RESULTATS)[number]
  issue: (typeof ISSUES)[number] | null
  structure: { id: string; raisonSociale: string; libelle?: string | null } | null
  service: { code: string; nom: string } | null
  /** What it would add, or has added. */
  ajouts: { application: string; niveau: 1 | 2 }[]
  fautes: Faute[]
}

type Brute = Omit<LigneDImport, 'cellules' | 'fautes'> & { cellules: string[]; fautes: string[]; proche: string | null }

/** The lines of an import that the caller has read as its author. Two statements. */
export async function listerLignes(db: Db, id: string, f: FiltreLignes): Promise<PageDeListe<LigneDImport>> {
  const { page, taille, ou, lignes, finale } = trierLignes(
    'import_ligne',
    id,
    f,
    (mots) => sql`strpos(plier(array_to_string(l.cellules[1:3], ' ')), ${motPlie(mots)}) > 0`,
  )
  const { rows } = await sql<Brute & { cle: boolean }>`select x.rang as ligne, x.cellules, x.resultat, x.issue, x.fautes, x.cle,
      case when s.id is not null then json_build_object('id', s.id, 'raisonSociale', nom_structure(s), 'libelle', s.libelle) end as structure,
      case when v.id is not null then json_build_object('code', v.code, 'nom', v.nom) end as service,
      (select coalesce(json_agg(json_build_object('application', a.code, 'niveau', d % 10) order by a.id), '[]')
        from unnest(x.ajouts) d
        join application a on a.id = d / 10) as ajouts,
      (select w.code
        from service w
        where array_to_string(x.fautes, ' ') like '%service-inconnu%' and w.structure = x.structure and w.statut = 'ACTIF'
          and length(x.code_service) <= 100
          and least(levenshtein_less_equal(lower(left(w.code, 100)), lower(x.code_service), 3),
              levenshtein_less_equal(plier(left(w.nom, 100)), plier(x.code_service), 3)) <= 3
        order by least(levenshtein_less_equal(lower(left(w.code, 100)), lower(x.code_service), 3),
              levenshtein_less_equal(plier(left(w.nom, 100)), plier(x.code_service), 3)), w.code
        limit 1) as proche
    from ${lignes} x
    left join structure s on s.id = x.structure
    left join service v on v.id = x.service
    order by ${finale}`.execute(db)
  const compte = await compterJusqua(db, ou)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, ...l }) => enLigne(l)),
    ...compte,
    page,
    taille,
    suivant: derniere ? ecrireCle(String(derniere.cle), derniere.ligne) : null,
  }
}

const enLigne = ({ cellules, fautes, proche, ...l }: Brute): LigneDImport => ({
  ...l,
  cellules: Object.fromEntries(COLONNES.map((c, i) => [c, cellules[i] ?? ''])) as Record<Colonne, string>,
  fautes: fautes.map((f) => {
    const lue = lireFaute(f)
    return lue.code === 'service-inconnu' ? { ...lue, valeur: proche ?? '' } : lue
  }),
})
