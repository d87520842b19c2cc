import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { chercheStructureDe, porte, STRUCTURES_MONTREES, type Parmi } from '#app/organisation/structures/parmi.tsx'
import { accesAuxStructures } from '#acces/index.ts'
import { refus } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'
import type { Db } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

interface StructureGouvernee {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
  libelle: string | null
}
interface Gouvernees {
  /** Where one holds « Organisation modification » on the whole: the first by name, or those found; the ones kept with them. */
  structures: StructureGouvernee[]
  parmi: Parmi
  /** The one asked for, or the first; null: one governs none. */
  structure: StructureGouvernee | null
  services: { id: string; code: string; nom: string }[]
}

/** The structures that one governs whole, and the services of one of them. One statement. */
async function lireGouvernees(
  db: Db,
  qui: string,
  { voulue, cherche, gardees }: { voulue: string | null; cherche: string; gardees: string[] },
): Promise<Gouvernees> {
  const { rows } = await sql<Gouvernees>`with g as materialized (select distinct h.structure
        from habilitation h
        where h.utilisateur = ${qui}::uuid and h.application = 1 and h.niveau = 2 and h.service is null and h.retiree_le is null
          and h.periode @> maintenant()
          and exists (select from rattachement r
            where r.utilisateur = h.utilisateur and r.structure = h.structure and r.service is null and r.retire_le is null
              and r.periode @> maintenant())),
      s as materialized (select s.id, s.type_identifiant as "typeIdentifiant", s.identifiant, nom_structure(s) as "raisonSociale",
          s.libelle, plier(${NOM_AFFICHE}) as tri, ${porte('s', cherche)} as trouvee, s.id = any(${gardees}::uuid[]) as gardee
        from g
        join structure s on s.id = g.structure),
      v as materialized (select * from s order by (s.id = ${voulue}::uuid) desc nulls last, tri, id limit 1)
    select coalesce((select json_agg(to_jsonb(x) - '{tri,trouvee,gardee}'::text[] order by x.gardee desc, x.tri, x.id)
            from (select *
                from s
                where trouvee or gardee
                order by gardee desc, tri, id
                limit ${STRUCTURES_MONTREES} + (select count(*) from s where gardee)) x), '[]') as structures,
      json_build_object('nombre', (select count(*) from s), 'trouvees', (select count(*) from s where trouvee)) as parmi,
      (select to_jsonb(v) - '{tri,trouvee,gardee}'::text[] from v) as structure,
      coalesce((select json_agg(json_build_object('id', x.id, 'code', x.code, 'nom', x.nom) order by x.code)
            from (select sv.* from v join service sv on sv.structure = v.id where sv.statut <> 'SUPPRIME' order by sv.code limit 500) x),
          '[]') as services`.execute(db)
  return rows[0]!
}

export type AvecStructure = Gouvernees & { structure: StructureGouvernee }

/**
 * The same for the structure of the address, else for the active one, or the first.
 * @throws Refus introuvable, acces-refuse: with the reason, and who can give it, where one does not govern
 */
export async function chargerGouvernees(c: Contexte, voulue = uuidDe(c, 'structure'), gardees: string[] = []): Promise<AvecStructure> {
  const lues = await lireGouvernees(c.db, c.utilisateur!.id, {
    voulue: voulue ?? c.structureActive?.id ?? null,
    cherche: chercheStructureDe(c),
    gardees,
  })
  if (voulue && lues.structure?.id !== voulue) await exigerGestion(c.db, c.t, c.utilisateur!.id, voulue)
  if (!lues.structure)
    throw refus(c.t, 'acces-refuse', { raison: c.t.droits.reserve, remede: { libelle: c.t.habilitations.gerer.mes, href: `${GERER}/mes` } })
  return lues as AvecStructure
}

/** Governs the whole of it, active or not. @throws Refus introuvable, acces-refuse with who can give it */
export async function exigerGestion(db: Db, t: Textes, qui: string, structure: string): Promise<void> {
  const acces = (await accesAuxStructures(db, qui, [structure])).get(structure)
  if (!acces) throw refus(t, 'introuvable')
  const { modificationMemeInactive: d } = acces
  if (!d.oui) throw refusAcces(t, d.raison, d.le, acces.gestionnaire)
}
