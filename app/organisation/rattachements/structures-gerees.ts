import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import { exigerAcces } from '#app/organisation/structures/exiger.ts'
import { refusAcces } from '#demandes/refus.ts'
import type { RefS, RefSv, RefU } from '#app/organisation/rattachements/references.ts'
import type { Db } from '#platform/database/open.ts'

export interface StructureGeree extends RefS {
  libelle: string | null
  statut: 'ACTIVE' | 'INACTIVE'
  /** Governed as a whole; otherwise some of its services are. */
  entiere: boolean
  services: string[]
}

/** How many structures, or people, a form shows at once; beyond, one types a part of the name. */
export const MONTRES = 50

interface Filtre {
  recherche?: string
  parmi?: string[] | null
  memeInactive?: boolean
  niveau?: 1 | 2
}

/**
 * Where this person holds « Organisation modification » (or, at level 1, « consultation ») now, on the whole or on services: the structures
 * whose people they may attach and detach. One statement.
 */
export async function structuresGerees(
  db: Db,
  utilisateur: string,
  { recherche = '', parmi = null, memeInactive = false, niveau = 2 }: Filtre = {},
): Promise<StructureGeree[]> {
  const { rows } =
    await sql<StructureGeree>`select s.id, s.type_identifiant, s.identifiant, nom_structure(s) as raison_sociale, s.libelle, s.statut,
        bool_or(h.service is null and r.service is null) as entiere,
        coalesce(array_agg(distinct coalesce(h.service, r.service)) filter (where h.service is not null or r.service is not null), '{}') as services
      from habilitation h
      join rattachement r on r.utilisateur = h.utilisateur and r.structure = h.structure
        and (r.service is null or h.service is null or r.service = h.service) and r.retire_le is null and r.periode @> maintenant()
      join structure s on s.id = h.structure
      where h.utilisateur = ${utilisateur}::uuid and h.application = 1 and h.niveau >= ${niveau} and h.retiree_le is null
        and h.periode @> maintenant() and (${memeInactive} or s.statut = 'ACTIVE')
        and (${parmi}::uuid[] is null or s.id = any(${parmi}::uuid[]))
        and (${recherche.trim()} = '' or strpos(plier(nom_structure(s) || ' ' || coalesce(s.libelle, '')), ${motPlie(recherche.trim())}) > 0
            or s.identifiant = regexp_replace(${recherche}, '\\s', '', 'g'))
      group by s.id, s.type_identifiant, s.identifiant, s.libelle, s.statut, nom_structure(s)
      order by plier(nom_structure(s)) collate "C", s.id
      limit ${MONTRES + 1}`.execute(db)
  return rows
}

/**
 * Of one that is named and not governed. @throws Refus introuvable where one is not attached; otherwise acces-refuse: why, and who can help
 * (INT-12)
 */
export async function refuserNonGeree(c: Contexte, structure: string, { memeInactive = false } = {}): Promise<never> {
  const acces = await exigerAcces(c, structure)
  const d = memeInactive ? acces.modificationMemeInactive : acces.modification
  throw refusAcces(c.t, d.oui ? 'profil-manquant' : d.raison, d.oui ? null : d.le, acces.gestionnaire)
}

export interface ServiceOffert extends RefSv {
  structure: string
}

/** The active services of these structures: all where one governs the whole, otherwise one's own. */
export async function servicesOfferts(db: Db, structures: StructureGeree[], limite = 200): Promise<ServiceOffert[]> {
  const { rows } = await sql<ServiceOffert>`select v.id, v.code, v.nom, v.structure
    from service v
    where v.statut = 'ACTIF'
      and (v.structure = any(${structures.filter((s) => s.entiere).map((s) => s.id)}::uuid[])
          or v.id = any(${structures.filter((s) => !s.entiere).flatMap((s) => s.services)}::uuid[]))
    order by v.structure, v.code
    limit ${limite}`.execute(db)
  return rows
}

export interface Rattache extends RefU {
  rattachements: { service: RefSv | null }[]
  estGestionnaire: boolean
}

/** The people attached to a structure, by name: those whom one may detach there. `seul`: that one. One statement. */
export async function rattachesDe(
  db: Db,
  s: StructureGeree,
  { recherche = '', seul = null }: { recherche?: string; seul?: string | null },
): Promise<Rattache[]> {
  const { rows } = await sql<Rattache>`select x.*, coalesce(s.gestionnaire_principal = x.id, false) as est_gestionnaire
    from (select u.id, u.prenom, u.nom, u.adresse_electronique::text as adresse_electronique, min(r.tri) as tri,
          json_agg(json_build_object('service',
                  case when v.id is not null then json_build_object('id', v.id, 'code', v.code, 'nom', v.nom) end)
            order by v.code nulls first) as rattachements
        from rattachement r
        join utilisateur u on u.id = r.utilisateur
        left join service v on v.id = r.service
        where r.structure = ${s.id}::uuid and r.retire_le is null and r.periode @> maintenant()
          and (${s.entiere} or r.service = any(${s.services}::uuid[])) and (${seul}::uuid is null or u.id = ${seul}::uuid)
          and (${recherche.trim()} = '' or strpos(r.tri || ' ' || u.adresse_electronique::text, ${motPlie(recherche.trim())}) > 0)
        group by u.id
        order by min(r.tri), u.id
        limit ${MONTRES + 1}) x
    join structure s on s.id = ${s.id}::uuid
    order by x.tri, x.id`.execute(db)
  return rows
}
