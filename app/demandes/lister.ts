import { sql } from 'kysely'
import { compterJusqua, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Recu } from '#demandes/index.ts'

export const TRIS_DEMANDES = ['-creeLe', 'creeLe', '-effetLe', 'effetLe'] as const

export interface FiltreDemandes { page?: number; taille?: number; tri?: string | undefined; etat?: string | undefined; type?: string | undefined; structure?: string | undefined; recherche?: string | undefined }

/** The demandes that a person submitted (CPT-06), newest first unless asked otherwise. Two statements. */
export async function listerDemandes(db: Db, auteur: string, f: FiltreDemandes): Promise<PageDeListe<Recu & { peutAnnuler: boolean }>> {
  const { page = 1, taille = 20, tri = '-creeLe' } = f
  const ou = sql`d.auteur = ${auteur}::uuid
    and (${f.etat ?? null}::text is null or d.etat = ${f.etat ?? null}) and (${f.type ?? null}::text is null or d.type = ${f.type ?? null})
    and (${f.structure ?? null}::uuid is null or d.structure = ${f.structure ?? null}::uuid)
    and (${f.recherche ?? null}::text is null or d.numero ilike '%' || ${f.recherche ?? null} || '%' or coalesce(s.raison_sociale, s.nom, '') ilike '%' || ${f.recherche ?? null} || '%' or s.identifiant = replace(${f.recherche ?? null}, ' ', ''))`
  const ordre = { '-creeLe': sql`d.id desc`, creeLe: sql`d.id`, '-effetLe': sql`d.effet_le desc nulls last, d.id desc`, effetLe: sql`d.effet_le nulls last, d.id` }[tri] ?? sql`d.id desc`
  const { rows } = await sql<Recu & { peutAnnuler: boolean }>`
    select d.numero, d.type, d.etat, d.cree_le, d.effet_le, d.terminee_le, d.motif, d.saisie, d.avant, d.resultat,
      json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as auteur,
      case when s.id is not null then json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant, 'raisonSociale', coalesce(s.raison_sociale, s.prenom || ' ' || s.nom)) end as structure,
      d.etat = 'demandee' or (d.etat = 'programmee' and d.effet_le > maintenant()) as peut_annuler
    from demande d join utilisateur u on u.id = d.auteur left join structure s on s.id = d.structure
    where ${ou} order by ${ordre} limit ${taille} offset ${(page - 1) * taille}`.execute(db)
  const compte = await compterJusqua(db, sql`from demande d left join structure s on s.id = d.structure where ${ou}`)
  return { elements: rows, ...compte, page, taille, suivant: null }
}
