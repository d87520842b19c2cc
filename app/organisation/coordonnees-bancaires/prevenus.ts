import { sql } from 'kysely'
import type { Auteur, Prevenu } from '#demandes/definir.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export interface Adresse {
  adresse: string
  /** Whose account it is, if it is one's. */
  utilisateur: string | null
  prenom: string | null
  langue: string | null
}

/**
 * BAN-04: every address that is told of what becomes of an account of the structure « s », asked by « u », where « g » governs: each of the
 * gestionnaire principal's, the structure's contact,
 * and the one it had in the last thirty days: whoever takes over an address to change an account does not keep it quiet.
 */
export const ADRESSES = sql`(select coalesce(json_agg(json_build_object('adresse', x.adresse, 'utilisateur', x.utilisateur, 'prenom',
                    x.prenom, 'nom', x.nom, 'langue', x.langue, 'rang', x.rang)
              order by x.rang), '[]')
      from (select distinct on (lower(a.adresse)) a.*
          from (select coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse, u.id as utilisateur, u.prenom, u.nom, u.langue,
                1 as rang
              where u.est_actif
              union all select a::text, g.id, g.prenom, g.nom, g.langue, 2
              from unnest(array[g.adresse_electronique, g.adresse_contact]) a
              where g.est_actif
              union all select s.adresse_electronique, null, null, null, g.langue, 3
              union all select j.contenu->'avant'->>'adresseElectronique', null, null, null, g.langue, 4
              from journal j
              where j.chaine = s.id and j.evenement like 'structure.%:effective' and j.le > maintenant() - interval '30 days') a
          where a.adresse <> ''
          order by lower(a.adresse), a.rang) x)`

/** The same, as the check page says them before anything is sent. */
export async function prevenusDuCompte(
  db: Db | Tx,
  { auteur, structure }: { auteur: Pick<Auteur, 'id'>; structure: string | null },
): Promise<Prevenu[]> {
  const { rows } = await sql<{
    adresses: (Adresse & { nom: string | null; rang: number })[]
  }>`select ${ADRESSES} as adresses
    from structure s
    join utilisateur u on u.id = ${auteur.id}::uuid
    left join utilisateur g on g.id = s.gestionnaire_principal
    where s.id = ${structure}::uuid`.execute(db)
  const adresses = rows[0]?.adresses ?? []
  const comptes = Map.groupBy(
    adresses.filter((a) => a.utilisateur),
    (a) => a.utilisateur!,
  )
  return [
    ...[...comptes].map(([id, siennes]) => ({ id, prenom: siennes[0]!.prenom!, nom: siennes[0]!.nom!, adresses: siennes.length })),
    ...adresses
      .filter((a) => !a.utilisateur)
      .map(({ adresse, rang }) => ({ adresse, quoi: rang === 3 ? ('contact' as const) : ('contact-avant' as const) })),
  ]
}
