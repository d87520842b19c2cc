import { sql } from 'kysely'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { porte, STRUCTURES_MONTREES, type Parmi } from '#app/organisation/structures/parmi.tsx'
import { refus, type Milieu } from '#demandes/index.ts'
import { journaliser } from '#demandes/journal.ts'
import { verrouillerStructures } from '#demandes/verrou.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export type Personne = { id: string; prenom: string; nom: string; adresseElectronique: string }

export interface Suppleance {
  id: string
  gestionnaire: Personne
  suppleant: Personne
  /** Null: all that the person governs and the deputy is attached to. */
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; libelle?: string | null } | null
  debut: Date
  fin: Date
  etat: 'enCours' | 'aVenir' | 'terminee' | 'retiree' | 'sansEffet'
}

const PERSONNE = (u: string) =>
  sql.raw(`json_build_object('id', ${u}.id, 'prenom', ${u}.prenom, 'nom', ${u}.nom, 'adresseElectronique', ${u}.adresse_electronique)`)

/** The deputies that one named, or that one is: current first, then those over. One statement. */
export async function listerSuppleances(db: Db | Tx, qui: string, id: string | null = null): Promise<Suppleance[]> {
  const { rows } =
    await sql<Suppleance>`select p.id, ${PERSONNE('g')} as gestionnaire, ${PERSONNE('u')} as suppleant, lower(p.periode) as debut,
        upper(p.periode) as fin,
        case when s.id is not null then json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant,
            'raisonSociale', nom_structure(s), 'libelle', s.libelle) end as structure, case when p.retiree_le is not null then 'retiree'
        when upper(p.periode) <= maintenant() then 'terminee'
        when not exists (select from structure o
          join rattachement r on r.structure = o.id and r.utilisateur = u.id and r.service is null and r.retire_le is null
            and r.periode @> maintenant()
          where o.gestionnaire_principal = g.id and (p.structure is null or o.id = p.structure)) then 'sansEffet'
        when lower(p.periode) > maintenant() then 'aVenir' else 'enCours' end as etat
      from suppleance p
      join utilisateur g on g.id = p.gestionnaire
      join utilisateur u on u.id = p.suppleant
      left join structure s on s.id = p.structure
      where (p.gestionnaire = ${qui}::uuid or p.suppleant = ${qui}::uuid) and (${id}::uuid is null or p.id = ${id}::uuid)
      order by (p.retiree_le is null and upper(p.periode) > maintenant()) desc, lower(p.periode) desc
      limit 100`.execute(db)
  return rows
}

/** Whether this person may name a deputy, and whether they are, were or will be one: what the list of approvals leads to. One statement. */
export async function situationDeSuppleance(db: Db, qui: string): Promise<{ gouverne: boolean; suppleant: boolean }> {
  const { rows } = await sql<{
    gouverne: boolean
    suppleant: boolean
  }>`select exists (select from structure where gestionnaire_principal = ${qui}::uuid) as gouverne,
      exists (select from suppleance where suppleant = ${qui}::uuid) as suppleant`.execute(db)
  return rows[0]!
}

/** The structures that this person governs: where a deputy may be named. */
export async function structuresGouvernees(db: Db | Tx, qui: string): Promise<{ id: string; nom: string }[]> {
  const { rows } = await sql<{
    id: string
    nom: string
  }>`select s.id, nom_structure(s) as nom from structure s where s.gestionnaire_principal = ${qui}::uuid`.execute(db)
  return rows
}

/** The same to choose one from: the first by name, or those found, whichever is chosen already first. One statement. */
export async function choixDesGouvernees(
  db: Db,
  qui: string,
  cherche: string,
  choisie: string | null,
): Promise<{ structures: { id: string; raisonSociale: string }[]; parmi: Parmi }> {
  const { rows } = await sql<{
    structures: { id: string; raisonSociale: string }[]
    parmi: Parmi
  }>`with s as materialized (select s.id, ${NOM_AFFICHE} as nom, ${porte('s', cherche)} as trouvee,
          (s.id = ${choisie}::uuid) is true as choisie
        from structure s
        where s.gestionnaire_principal = ${qui}::uuid)
    select coalesce((select json_agg(json_build_object('id', x.id, 'raisonSociale', x.nom) order by x.choisie desc, plier(x.nom), x.id)
            from (select * from s where trouvee or choisie order by choisie desc, plier(nom), id limit ${STRUCTURES_MONTREES}) x), '[]') as structures,
      json_build_object('nombre', (select count(*) from s), 'trouvees', (select count(*) from s where trouvee)) as parmi`.execute(db)
  return rows[0]!
}

/** Ends it before its time, by whoever named it; ended already: nothing more. @throws Refus introuvable */
export async function finirSuppleance(milieu: Milieu, qui: { id: string }, id: string): Promise<Suppleance> {
  return milieu.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      suppleant: string
      structure: string | null
    }>`select suppleant, structure from suppleance where id = ${id}::uuid and gestionnaire = ${qui.id}::uuid`.execute(tx)
    const p = rows[0]
    if (!p) throw refus(milieu.t, 'introuvable')
    const { rows: ou } = await sql<{
      id: string
    }>`select s.id
      from structure s
      where s.gestionnaire_principal = ${qui.id}::uuid and (${p.structure}::uuid is null or s.id = ${p.structure}::uuid)
        and exists (select from rattachement r
          where r.structure = s.id and r.utilisateur = ${p.suppleant}::uuid and r.service is null and r.retire_le is null
            and r.periode @> maintenant())
      order by s.id`.execute(tx)
    await verrouillerStructures(
      tx,
      ou.map((s) => s.id),
    )
    const { rows: finies } =
      await sql`update suppleance set retiree_le = maintenant() where id = ${id}::uuid and retiree_le is null returning id`.execute(tx)
    if (finies.length)
      for (const s of ou)
        await journaliser(tx, {
          chaine: s.id,
          auteur: qui.id,
          evenement: 'suppleance.terminer:effective',
          contenu: { avant: { suppleant: p.suppleant } },
        })
    return (await listerSuppleances(tx, qui.id, id))[0]!
  })
}
