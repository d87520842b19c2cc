import { sql, type RawBuilder } from 'kysely'
import { CHERCHES, parConnexion } from '#app/organisation/utilisateurs/connexion.ts'
import { VISIBLES, VISIBLES_DE } from '#app/organisation/utilisateurs/perimetre.ts'
import type { Suite } from '#app/organisation/utilisateurs/suite.ts'

/** What an attachment bears of a sort, each in an index of its own; of one person's attachments the smallest counts. */
const CLES: Record<string, RawBuilder<unknown>> = {
  adresseElectronique: sql`r.adresse`,
  service: sql`r.code`,
  depuis: sql`lower(r.periode)`,
}
/** Tells two attachments of one person apart: both hold at the same hour, so at two places. */
const LIEU = sql`coalesce(r.service, '00000000-0000-0000-0000-000000000000')`

interface Demandees {
  tri: string
  structure: string
  decroissant: boolean
  limite: number
  /** The key of `suite`, as what it is compared with. */
  suite: (Suite & { valeur: RawBuilder<unknown> }) | null
  /** The same people with their keys as they come, for whom no index tells the order. */
  autrement: RawBuilder<unknown>
}

/** People of the structure « p » with the key of a sort, as an index gives them; null: none bears it. */
export function dansLOrdre({ tri, structure, decroissant, limite, suite, autrement }: Demandees): RawBuilder<unknown> | null {
  const [sens, apresOuEgal, apres] = decroissant ? [sql`desc`, sql`<=`, sql`<`] : [sql`asc`, sql`>=`, sql`>`]
  const visibles = sql`${VISIBLES} and r.structure = ${structure}::uuid`
  const strict = suite
    ? sql`where (g.cle, g.tri, g.utilisateur, p.structure) ${apres} (${suite.valeur}, ${suite.tri}, ${suite.utilisateur}::uuid,
            ${suite.structure}::uuid)`
    : sql``
  const premieres = (lues: RawBuilder<unknown>) =>
    sql`(select g.tri, g.utilisateur, g.cle from (${lues}) g ${strict} order by g.cle ${sens}, g.tri ${sens}, g.utilisateur ${sens} limit ${limite})`
  if (tri === 'role') {
    // The gestionnaire principal, then the others by name. The key is one for all of each: not sorted by, or the planner would sort.
    const parNom = (ou: RawBuilder<unknown>, cle: RawBuilder<unknown>) => sql`(select g.tri, g.utilisateur, ${cle} collate "C" as cle
          from (select r.tri, r.utilisateur
              from rattachement r
              where ${ou}
              group by r.tri, r.utilisateur
              order by r.tri ${sens}, r.utilisateur ${sens}) g
              ${
                suite
                  ? sql`where (${cle} collate "C", g.tri, g.utilisateur, p.structure) ${apres} (${suite.valeur}, ${suite.tri},
                      ${suite.utilisateur}::uuid, ${suite.structure}::uuid)`
                  : sql``
              }
          order by g.tri ${sens}, g.utilisateur ${sens}
          limit ${limite})`
    const borne =
      suite?.cle === 'b'
        ? sql`and (r.tri, r.utilisateur) ${apresOuEgal} (${suite.tri}, ${suite.utilisateur}::uuid)`
        : suite && decroissant
          ? sql`and false`
          : sql``
    return sql`select *
      from (${parNom(VISIBLES_DE(sql`p.gestionnaire_principal`), sql`'a'`)}
          union all ${parNom(sql`${visibles} and r.utilisateur is distinct from p.gestionnaire_principal ${borne}`, sql`'b'`)}) m`
  }
  if (tri === 'derniereConnexionLe')
    return suite || limite > CHERCHES ? null : sql`select * from ${parConnexion({ structure, decroissant, limite, autrement })} m`
  const cle = CLES[tri]
  if (!cle) return null
  const borne = suite
    ? sql`and (${cle}, r.tri, r.utilisateur) ${apresOuEgal} (${suite.valeur}, ${suite.tri}, ${suite.utilisateur}::uuid)`
    : sql``
  const lues = (gere: RawBuilder<unknown>) =>
    premieres(sql`select a.tri, a.utilisateur, a.cle
      from (select r.tri, r.utilisateur, ${cle} as cle, ${LIEU} as lieu from rattachement r where ${visibles} ${gere} ${borne}) a
      where not exists (select from rattachement r where ${VISIBLES_DE(sql`a.utilisateur`)} and (${cle}, ${LIEU}) < (a.cle, a.lieu) offset 0)`)
  // Whoever may not see the addresses of all is not told their order.
  return tri === 'adresseElectronique'
    ? sql`select * from (${lues(sql`and p.gere`)} union all ${premieres(sql`select * from (${autrement}) l where not p.gere`)}) m`
    : sql`select * from ${lues(sql``)} m`
}
