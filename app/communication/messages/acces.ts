import { sql, type RawBuilder } from 'kysely'
import { ENTITE } from '#app/accueil/catalogue/entite.ts'

const COURANT = sql`m.retire_le is null and m.expire_le > maintenant()`
const EN_VIGUEUR = sql`r.retire_le is null and r.periode @> maintenant()`

/**
 * Whether somebody attached (`r`) to a structure (`s`) is in the audience of a message (`m`): kind of entity and profile in one and the
 * same structure.
 */
export const dansLAudience = (m: {
  entites: RawBuilder<unknown>
  application: RawBuilder<unknown>
  niveau: RawBuilder<unknown>
}) => sql`(${m.entites} is null or ${ENTITE} = any(${m.entites}))
    and (${m.application} is null
        or exists (select from acces_en_vigueur v
          where v.utilisateur = r.utilisateur and v.structure = r.structure and v.application = ${m.application} and v.niveau >= ${m.niveau}))`

/**
 * The messages that this person (`u`: a value, or a column of none of the tables below) reads now (COM-03): worked out from what they are
 * attached to at this moment.
 */
export const visibles = (u: RawBuilder<unknown>) => sql`
  select m.id, m.auteur
  from message m
  where m.portee = 'tous' and ${COURANT}
  union all select m.id, m.auteur
  from message m
  where m.portee = 'audience' and ${COURANT}
    and exists (select from rattachement r
      join structure s on s.id = r.structure
      where r.utilisateur = ${u} and ${EN_VIGUEUR}
        and ${dansLAudience({ entites: sql`m.entites`, application: sql`m.application`, niveau: sql`m.niveau` })})
  union select m.id, m.auteur
  from rattachement r
  join message_structure ms on ms.structure = r.structure and ms.expire_le > maintenant()
  join message m on m.id = ms.message and ${COURANT}
  where r.utilisateur = ${u} and ${EN_VIGUEUR}`

/** How many are not read, up to a hundred. */
export const nonLus = (u: RawBuilder<unknown>) =>
  sql`select count(*)::int
    from (select from (${visibles(u)}) x
        where x.auteur <> ${u} and not exists (select from message_lu l where l.utilisateur = ${u} and l.message = x.id)
        limit 100) n`

/** Who would read it, as things stand. */
export const destinataires = (
  v: { portee: string | null; entites: string[] | null; application: number | null; niveau: number | null },
  structures: RawBuilder<unknown>,
  auteur: string,
) =>
  v.portee === 'tous'
    ? sql`select count(*)::int as n from utilisateur u where u.est_actif and u.id <> ${auteur}::uuid`
    : sql`select count(distinct r.utilisateur)::int as n
      from rattachement r
      join structure s on s.id = r.structure
      join utilisateur u on u.id = r.utilisateur and u.est_actif
      where ${EN_VIGUEUR} and r.utilisateur <> ${auteur}::uuid
        and ${
          v.portee === 'audience'
            ? dansLAudience({
                entites: sql`${v.entites}::text[]`,
                application: sql`${v.application}::smallint`,
                niveau: sql`${v.niveau}::smallint`,
              })
            : sql`r.structure
              in (${structures})`
        }`
