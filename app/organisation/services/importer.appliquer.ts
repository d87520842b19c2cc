import { sql } from 'kysely'
import { COLONNES_DE_SERVICE, juger } from '#app/organisation/services/importer.juger.ts'
import { terminer } from '#demandes/enregistrer.ts'
import { notifier } from '#demandes/notifier.ts'
import { journaliserPlusieurs } from '#demandes/journal.ts'
import type { Milieu } from '#demandes/index.ts'
import { verrouillerStructures } from '#demandes/verrou.ts'
import type { Tx } from '#platform/database/open.ts'

/** Lines of one transaction: its structures are locked for as long. */
const LOT = 1000

interface Import {
  id: string
  auteur: string
  structures: string[]
  rangs: number[]
}
interface Faite {
  rang: number
  structure: string
  service: string
  code: string
  creee: boolean
  avant: object | null
  apres: object
  version: number
}

/**
 * Does the next lines of an import: locks, judgement by what is in force now, effect and state of each line in one transaction.
 * A process that dies in the middle has done nothing of its batch, or all of it.
 */
export async function avancer(milieu: Milieu, demande: number): Promise<'effective' | 'encore' | 'ailleurs'> {
  return milieu.db.transaction().execute(async (tx) => {
    const {
      rows: [importe],
    } = await sql<Import>`/* @import-services-lot */ with i as (select id, auteur
            from import
            where demande = ${demande} for update skip locked)
        select i.id, i.auteur, coalesce(array_agg(l.rang) filter (where l.rang is not null), '{}') as rangs,
          coalesce(array_agg(distinct l.structure) filter (where l.structure is not null), '{}') as structures
        from i
        left join lateral (select rang, structure
            from import_ligne_service
            where import = i.id and issue is null and resultat in ('a-creer', 'a-modifier')
            order by rang
            limit ${LOT}) l on true
        group by i.id, i.auteur`.execute(tx)
    if (!importe) return 'ailleurs'
    await verrouillerStructures(tx, importe.structures)
    const {
      rows: [etat],
    } = await sql`select from demande where id = ${demande} and etat = 'programmee' for update`.execute(tx)
    if (!etat) return 'ailleurs'
    if (importe.rangs.length) await faire(tx, demande, importe)
    if (importe.rangs.length === LOT) return 'encore'
    const { rows } = await sql<
      Record<string, number>
    >`select creees, modifiees, echouees, traitees from import where id = ${importe.id}::uuid`.execute(tx)
    if (await terminer(tx, demande, { resultat: rows[0]! })) await notifier(tx, milieu.jobs, demande, 'effective')
    return 'effective'
  })
}

async function faire(tx: Tx, demande: number, { id, auteur, rangs }: Import) {
  const parmi = sql`i.rang = any(${rangs}::int[])`
  await sql`/* @import-services-verrou */
    select v.id
    from service v
    join import_ligne_service i on i.structure = v.structure and i.code = v.code
    where i.import = ${id}::uuid and ${parmi}
    order by v.id for no key update of v`.execute(tx)
  await juger(tx, id, auteur, parmi)
  // S14: what would replace something else than what was shown is refused, with what is there now.
  await sql`update import_ligne_service i
    set resultat = 'erreur',
      fautes = array['change-depuis|' || (case when i.prevu is null then 'code' else 'nom' end) || '|'
          || left((select string_agg(e.key || ' : ' || coalesce(e.value, '—'), ', ') from jsonb_each_text(i.avant) e), 200)]
    where i.import = ${id}::uuid and ${parmi} and i.resultat = 'a-modifier' and i.prevu is distinct from i.avant`.execute(tx)
  const cols = (de: string) =>
    sql.raw(
      COLONNES_DE_SERVICE.map((c) => (c.startsWith('numero') || c.startsWith('mise') ? `coalesce(${de}${c}, false)` : `${de}${c}`)).join(
        ', ',
      ),
    )
  const noms = sql.raw(COLONNES_DE_SERVICE.join(', '))
  const { rows } =
    await sql<Faite>`with l as materialized (select i.* from import_ligne_service i where i.import = ${id}::uuid and ${parmi}),
        n as (insert into service (structure, code, ${noms})
          select structure, code, ${cols('l.')}
          from l
          where resultat = 'a-creer'
          returning *),
        u as (update service v
          set ${sql.raw(COLONNES_DE_SERVICE.map((c) => `${c} = coalesce(l.${c}, v.${c})`).join(', '))}, version = v.version + 1,
            modifie_le = maintenant()
          from l
          where l.resultat = 'a-modifier' and v.id = l.service
          returning v.*)
      select l.rang, l.structure, coalesce(n.id, u.id) as service, l.code, n.id is not null as creee, l.avant,
        coalesce(n.version, u.version) as version,
        jsonb_strip_nulls(jsonb_build_object(${sql.raw(COLONNES_DE_SERVICE.map((c) => `'${c}', l.${c}`).join(', '))})) as apres
      from l
      left join n on n.structure = l.structure and n.code = l.code
      left join u on u.id = l.service
      where n.id is not null or u.id is not null`.execute(tx)
  const creees = rows.filter((r) => r.creee)
  await sql`with x as (update import_ligne_service i
        set service = coalesce(f.service, i.service), issue = case when i.resultat = 'a-creer' then 'creee'
          when i.resultat = 'a-modifier' then 'modifiee' when i.resultat = 'inchangee' then 'inchangee' else 'echouee' end
        from unnest(${rangs}::int[]) r (rang)
        left join unnest(${rows.map((r) => r.rang)}::int[], ${rows.map((r) => r.service)}::uuid[]) f (rang, service) on f.rang = r.rang
        where i.import = ${id}::uuid and i.rang = r.rang
        returning issue)
    update import
    set traitees = traitees + ${rangs.length}, creees = creees + ${creees.length}, modifiees = modifiees + ${rows.length - creees.length},
      echouees = echouees + (select count(*) from x where issue = 'echouee')
    where id = ${id}::uuid`.execute(tx)
  await inscrire(tx, auteur, demande, rows)
}

/** New services are told once a structure and batch; a service that was there has its own line, with what it replaces. */
async function inscrire(tx: Tx, auteur: string, demande: number, faites: Faite[]) {
  const camel = (o: object | null) =>
    o && Object.fromEntries(Object.entries(o).map(([c, v]) => [c.replace(/_([a-z])/g, (_, l: string) => l.toUpperCase()), v]))
  const nouveaux = [
    ...Map.groupBy(
      faites.filter((f) => f.creee),
      (f) => f.structure,
    ),
  ].map(([chaine, f]) => ({
    chaine,
    auteur,
    demande,
    evenement: 'service.importer:effective',
    contenu: { apres: { nombre: f.length, codes: f.map((x) => x.code) } },
  }))
  const modifies = faites
    .filter((f) => !f.creee)
    .map((f) => {
      const avant = camel(f.avant) as Record<string, unknown>
      return {
        chaine: f.structure,
        auteur,
        demande,
        evenement: 'service.importer:effective',
        contenu: {
          objet: f.service,
          versionObjet: f.version,
          avant,
          apres: Object.fromEntries(Object.entries(camel(f.apres)!).filter(([c]) => c in avant)),
        },
      }
    })
  if (nouveaux.length + modifies.length) await journaliserPlusieurs(tx, [...nouveaux, ...modifies])
}
