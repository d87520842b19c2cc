import { sql } from 'kysely'
import { listerPage, parInstant, type FiltrePage } from '#app/listes/lister.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import { NOM_DE_L_OBJET } from '#demandes/objet.ts'
import { APPROBATION, COLONNES_DU_RECU, NOM_DANS_LA_DEMANDE, terminaisonPour, type Recu } from '#demandes/recu.ts'

export const TRIS_DEMANDES = ['-creeLe', 'creeLe', '-effetLe', 'effetLe'] as const

export interface FiltreDemandes extends FiltrePage {
  etat?: string | undefined
  type?: string | undefined
  structure?: string | undefined
  recherche?: string | undefined
}
export type DemandeEnListe = Recu & { peutAnnuler: boolean }

/** The demandes that a person submitted (CPT-06), newest first unless asked otherwise. Two statements. */
export function listerDemandes(db: Db, auteur: string, f: FiltreDemandes): Promise<PageDeListe<DemandeEnListe>> {
  const cherche = f.recherche?.trim() || null
  const deStructures = sql`demande d left join structure s on s.id = d.structure`
  return listerPage<DemandeEnListe>(
    db,
    {
      colonnes: sql`${COLONNES_DU_RECU}, ${terminaisonPour(auteur)}, ${APPROBATION}, ${NOM_DE_L_OBJET} as nom_objet,
        d.etat = 'demandee' or (d.etat = 'programmee' and d.effet_le > maintenant()) as peut_annuler`,
      depuis: sql`${deStructures} join utilisateur u on u.id = d.auteur`,
      compteDepuis: deStructures,
      unique: { colonne: sql`d.id`, type: 'integer' },
      defaut: '-creeLe',
      tris: { creeLe: parInstant(sql`d.cree_le`), effetLe: parInstant(sql`coalesce(d.effet_le, d.cree_le)`) },
      ou: sql`d.auteur = ${auteur}::uuid and (${f.etat ?? null}::text is null or d.etat = ${f.etat ?? null})
          and (${f.type ?? null}::text is null or d.type = ${f.type ?? null})
          and (${f.structure ?? null}::uuid is null or d.structure = ${f.structure ?? null}::uuid)
          and (${cherche}::text is null or strpos(d.numero, upper(${cherche})) > 0
              or strpos(plier(${NOM_DANS_LA_DEMANDE} || ' ' || nom_structure(s)), ${motPlie(cherche)}) > 0
              or s.identifiant = regexp_replace(${cherche}, '\\s', '', 'g'))`,
    },
    f,
  )
}
