import { sql } from 'kysely'
import { attacherParmi, DROITS_PAR_LOT, poserDroitsParmi } from '#acces/index.ts'
import { inviterPlusieurs, PAR_IMPORT, type AInviter } from '#app/organisation/rattachements/inviter.ts'
import { prevenirFin, prevenirDImport } from '#app/organisation/utilisateurs/importer.courriels.ts'
import { juger } from '#app/organisation/utilisateurs/importer.juger.ts'
import { terminer } from '#demandes/enregistrer.ts'
import { journaliserPlusieurs } from '#demandes/journal.ts'
import type { Milieu } from '#demandes/index.ts'
import { verrouillerStructures } from '#demandes/verrou.ts'
import { unseen } from '#platform/database/arrays.ts'
import type { Tx } from '#platform/database/open.ts'

/** Lines of one transaction: its structures are locked for as long. */
const LOT = 1000
/** Invitations that imports may send for one person in 24 hours: mail to strangers is no newsletter. */
export const INVITATIONS_PAR_JOUR = 2000

interface Import {
  id: string
  auteur: string
  structures: string[]
  rangs: number[]
  quota: number
}
/** A line as it was just judged; its address where it is to be invited. */
interface Ligne {
  rang: number
  courriel: string | null
  resultat: 'a-rattacher' | 'a-inviter' | 'a-completer' | 'inchangee' | 'erreur'
  utilisateur: string | null
  structure: string
  ajouts: number
}
interface Invitee {
  rang: number
  courriel: string
  structure: string
  service: string | null
  profils: { application: string; niveau: 1 | 2; fin: string | null }[] | null
}

/** The lines of these ranks, as a table « i ». */
const lignesDe = (id: string, rangs: number[]) => sql`import_ligne i where i.import = ${id}::uuid and i.rang = any(${unseen(rangs, 'int')})`
/** The first instant at which a line's rights no longer hold. */
const FIN = sql`(i.fin + 1)::timestamp at time zone 'Europe/Paris'`

/**
 * Does the next lines of an import: locks, judgement by what is in force now, effect and state of each line in one transaction.
 * A process that dies in the middle has done nothing of its batch, or all of it.
 */
export async function avancer(milieu: Milieu, demande: number): Promise<'effective' | 'encore' | 'ailleurs'> {
  return milieu.db.transaction().execute(async (tx) => {
    // Whoever else is at it keeps it: two would wait for each other's structures, and do nothing.
    const {
      rows: [importe],
    } = await sql<Import>`/* @import-lot */ with q as (select id, auteur from import where demande = ${demande} for update skip locked)
      select q.id, q.auteur, coalesce(array_agg(l.rang) filter (where l.rang is not null), '{}') as rangs,
        coalesce(array_agg(distinct l.structure) filter (where l.structure is not null), '{}') as structures,
        greatest(0,
            ${INVITATIONS_PAR_JOUR} - (select count(*)
              from (select from invitation i
                  where i.invite_par = q.auteur and i.cree_le > maintenant() - interval '24 hours' and ${PAR_IMPORT}
                  limit ${INVITATIONS_PAR_JOUR}) x))::int as quota
      from q
      left join lateral (select rang, structure
          from import_ligne
          where import = q.id and issue is null and resultat in ('a-rattacher', 'a-inviter', 'a-completer')
          order by courriel, rang
          limit ${LOT}) l on true
      group by q.id, q.auteur`.execute(tx)
    if (!importe) return 'ailleurs'
    await verrouillerStructures(tx, importe.structures)
    const {
      rows: [etat],
    } = await sql<{ effetLe: Date }>`select effet_le from demande where id = ${demande} and etat = 'programmee' for update`.execute(tx)
    if (!etat) return 'ailleurs'
    if (importe.rangs.length) await faire(tx, milieu, demande, importe)
    return importe.rangs.length === LOT ? 'encore' : clore(tx, milieu, demande, importe)
  })
}

async function faire(tx: Tx, milieu: Milieu, demande: number, { id, auteur, rangs, quota }: Import) {
  // Whoever closes their account at this instant is waited for, and seen by the judgement.
  await sql`select from utilisateur u where u.adresse_electronique in (select i.courriel from ${lignesDe(id, rangs)}) order by u.id for share`.execute(
    tx,
  )
  await juger(tx, id, auteur, sql`i.rang = any(${rangs}::int[])`)
  const { rows: lignes } =
    await sql<Ligne>`select i.rang, case when i.utilisateur is null then i.courriel::text end as courriel, i.resultat, i.utilisateur,
        i.structure, cardinality(i.ajouts) as ajouts
      from ${lignesDe(id, rangs)}`.execute(tx)
  const aFaire = lignes.filter((l) => l.resultat !== 'erreur' && l.resultat !== 'inchangee')
  const deConnus = aFaire.filter((l) => l.utilisateur)
  const aRattacher = deConnus.filter((l) => l.resultat !== 'a-completer')
  const [aInviter, enTrop] = limiter(
    aFaire.filter((l) => !l.utilisateur),
    quota,
  )

  // What is written for people with an account goes from a table to the others without passing here.
  if (aRattacher.length)
    await attacherParmi(
      tx,
      sql`(select i.utilisateur, i.structure, i.service, ${demande}::bigint as demande from ${lignesDe(
        id,
        aRattacher.map((l) => l.rang),
      )}) x`,
    )
  await poser(tx, id, demande, deConnus)
  if (aInviter.length) await inviterPlusieurs(tx, milieu, parAdresse(await lireInvitees(tx, id, aInviter), auteur, demande))

  const issue = new Map<number, string>([
    ...aRattacher.map((l) => [l.rang, 'rattachee'] as const),
    ...aInviter.map((l) => [l.rang, 'invitee'] as const),
    ...enTrop.map((l) => [l.rang, 'echouee'] as const),
  ])
  const issues = lignes.map(
    (l) => issue.get(l.rang) ?? (l.resultat === 'erreur' ? 'echouee' : l.resultat === 'inchangee' ? 'inchangee' : 'completee'),
  )
  const habilitations = deConnus.reduce((n, l) => n + l.ajouts, 0)
  await sql`with x as (select *
        from unnest(${lignes.map((l) => l.rang)}::int[], ${issues}::text[], ${lignes.map((l) => enTrop.includes(l))}::boolean[]) x (rang,
              issue, en_trop)),
      fait as (update import_ligne i
        set issue = x.issue, fautes = case when x.en_trop then array['trop-d-invitations|adresseElectronique|'] else i.fautes end
        from x
        where i.import = ${id}::uuid and i.rang = x.rang)
    update import
    set traitees = traitees + ${lignes.length}, rattachees = rattachees + ${aRattacher.length}, invitees = invitees + ${aInviter.length},
      habilitations = habilitations + ${habilitations}, completees = completees + (select count(*) from x where issue = 'completee'),
      echouees = echouees + (select count(*) from x where issue = 'echouee')
    where id = ${id}::uuid`.execute(tx)
  await inscrireHistorique(
    tx,
    auteur,
    demande,
    aFaire.filter((l) => !enTrop.includes(l)),
  )
}

/** The profiles that lines add, from the hour at which they are written, not the demande's: the history tells no right before it was one. */
async function poser(tx: Tx, id: string, demande: number, lignes: Ligne[]) {
  const aPoser = lignes.filter((l) => l.ajouts)
  if (!aPoser.length) return
  const {
    rows: [m],
  } = await sql<{ ici: string }>`select maintenant()::text as ici`.execute(tx)
  let droits = 0
  for (const lot of Map.groupBy(aPoser, (l) => Math.floor((droits += l.ajouts) / DROITS_PAR_LOT)).values())
    await poserDroitsParmi(
      tx,
      sql`(select i.utilisateur, i.structure, i.service, (d.d / 10)::smallint as application, (d.d % 10)::smallint as niveau,
              ${m!.ici}::timestamptz as debut, ${FIN} as fin
            from import_ligne i
            cross join unnest(i.ajouts) d (d)
            where i.import = ${id}::uuid and i.rang = any(${unseen(
              lot.map((l) => l.rang),
              'int',
            )}))`,
      { demande, quand: new Date() },
    )
}

/** What an invitation must say: the profiles that its line chose, null when it chose none. */
const lireInvitees = async (tx: Tx, id: string, lignes: Ligne[]) =>
  (
    await sql<Invitee>`select i.rang, i.courriel::text as courriel, i.structure, i.service,
        case when i.droits <> '{}' or i.ensembles <> '{}' or i.fin is not null then (select coalesce(json_agg(json_build_object('application',
                        a.code, 'niveau', d.d % 10, 'fin', to_char(${FIN} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))), '[]')
          from unnest(i.ajouts) d (d)
          join application a on a.id = d.d / 10) end as profils
      from ${lignesDe(
        id,
        lignes.map((l) => l.rang),
      )}
      order by i.courriel, i.rang`.execute(tx)
  ).rows

/** Of what goes to addresses without an account, as many as may be sent today; an address counts once. */
function limiter(lignes: Ligne[], quota: number): [Ligne[], Ligne[]] {
  const adresses = new Set([...new Set(lignes.map((l) => l.courriel))].toSorted().slice(0, quota))
  return [lignes.filter((l) => adresses.has(l.courriel)), lignes.filter((l) => !adresses.has(l.courriel))]
}

const parAdresse = (lignes: Invitee[], invitePar: string, demande: number): AInviter[] =>
  [...Map.groupBy(lignes, (l) => l.courriel)].map(([adresse, siennes]) => ({
    adresse,
    invitePar,
    demande,
    lignes: siennes.map(({ structure, service, profils }) => ({ structure, service, profils })),
  }))

/** One line a structure and batch, with whom it is about: what became of each is in the rows that bear the demande. */
async function inscrireHistorique(tx: Tx, auteur: string, demande: number, lignes: Ligne[]) {
  const evenements = [...Map.groupBy(lignes, (l) => l.structure)].map(([chaine, siennes]) => ({
    chaine,
    auteur,
    demande,
    evenement: 'utilisateur.importer:effective',
    contenu: {
      apres: {
        nombre: siennes.length,
        utilisateurs: [...new Set(siennes.flatMap((l) => l.utilisateur ?? []))],
        adresses: [...new Set(siennes.flatMap((l) => l.courriel ?? []))],
      },
    },
  }))
  if (evenements.length) await journaliserPlusieurs(tx, evenements)
}

/** The last line is done: the demande has taken effect, and its author is told what came of it. */
async function clore(tx: Tx, milieu: Milieu, demande: number, { id }: Import): Promise<'effective'> {
  const { rows } = await sql<{
    rattachements: number
    invitations: number
    completees: number
    habilitations: number
    echouees: number
    traitees: number
  }>`select rattachees as rattachements, invitees as invitations, completees, habilitations, echouees, traitees from import where id = ${id}::uuid`.execute(
    tx,
  )
  await terminer(tx, demande, { resultat: rows[0]! })
  await prevenirDImport(tx, id)
  await prevenirFin(tx, milieu, id)
  return 'effective'
}
