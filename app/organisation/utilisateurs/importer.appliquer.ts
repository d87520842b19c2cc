import { sql } from 'kysely'
import { attacherPlusieurs, poserDroits, type DroitAPoser } from '#acces/index.ts'
import { inviterPlusieurs, PAR_IMPORT, type AInviter } from '#app/organisation/rattachements/inviter.ts'
import { prevenirFin, prevenirRattachees } from '#app/organisation/utilisateurs/importer.courriels.ts'
import { juger } from '#app/organisation/utilisateurs/importer.juger.ts'
import { terminer } from '#demandes/enregistrer.ts'
import { journaliserPlusieurs } from '#demandes/journal.ts'
import type { Milieu } from '#demandes/index.ts'
import { verrouillerStructures } from '#demandes/verrou.ts'
import type { Tx } from '#platform/database/open.ts'

/** Lines of one transaction: its structures are locked for as long. */
const LOT = 1000
/** Invitations that imports may send for one person in 24 hours: mail to strangers is no newsletter. */
export const INVITATIONS_PAR_JOUR = 2000

interface Import { id: string; auteur: string; structures: string[]; rangs: number[]; quota: number }
interface Ligne { rang: number; courriel: string; resultat: 'a-rattacher' | 'a-inviter' | 'a-completer' | 'inchangee' | 'erreur'; utilisateur: string | null; structure: string; service: string | null; ajouts: { application: string; niveau: 1 | 2 }[]; choisis: boolean; fin: string | null; ici: string }

/**
 * Does the next lines of an import: locks, judgement by what is in force now, effect and state of each line in one transaction.
 * A process that dies in the middle has done nothing of its batch, or all of it.
 */
export async function avancer(milieu: Milieu, demande: number): Promise<'effective' | 'encore' | 'ailleurs'> {
  return milieu.db.transaction().execute(async (tx) => {
    // Whoever else is at it keeps it: two would wait for each other's structures, and do nothing.
    const { rows: [importe] } = await sql<Import>`/* @import-lot */ with q as (select id, auteur from import where demande = ${demande} for update skip locked)
      select q.id, q.auteur, coalesce(array_agg(l.rang) filter (where l.rang is not null), '{}') as rangs, coalesce(array_agg(distinct l.structure) filter (where l.structure is not null), '{}') as structures,
        greatest(0, ${INVITATIONS_PAR_JOUR} - (select count(*) from (select from invitation i where i.invite_par = q.auteur and i.cree_le > maintenant() - interval '24 hours' and ${PAR_IMPORT} limit ${INVITATIONS_PAR_JOUR}) x))::int as quota
      from q left join lateral (select rang, structure from import_ligne where import = q.id and issue is null and resultat in ('a-rattacher', 'a-inviter', 'a-completer') order by courriel, rang limit ${LOT}) l on true
      group by q.id, q.auteur`.execute(tx)
    if (!importe) return 'ailleurs'
    await verrouillerStructures(tx, importe.structures)
    const { rows: [etat] } = await sql<{ effetLe: Date }>`select effet_le from demande where id = ${demande} and etat = 'programmee' for update`.execute(tx)
    if (!etat) return 'ailleurs'
    if (importe.rangs.length) await faire(tx, milieu, demande, importe)
    return importe.rangs.length === LOT ? 'encore' : clore(tx, milieu, demande, importe)
  })
}

async function faire(tx: Tx, milieu: Milieu, demande: number, { id, auteur, rangs, quota }: Import) {
  await juger(tx, id, auteur, sql`i.rang = any(${rangs}::int[])`)
  const { rows: lignes } = await sql<Ligne>`select i.rang, i.courriel::text as courriel, i.resultat, i.utilisateur, i.structure, i.service, i.droits <> '{}' or i.ensembles <> '{}' or i.fin is not null as choisis,
      (select coalesce(json_agg(json_build_object('application', a.code, 'niveau', x.d % 10)), '[]') from unnest(i.ajouts) x (d) join application a on a.id = x.d / 10) as ajouts,
      to_char((i.fin + 1)::timestamp at time zone 'Europe/Paris' at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as fin, m.ici::text as ici
    from import_ligne i, (select maintenant() as ici offset 0) m where i.import = ${id}::uuid and i.rang = any(${rangs}::int[]) order by i.courriel, i.rang`.execute(tx)
  // In the order of the people's ids: what the database inserts beside what it has just inserted costs it less.
  const aFaire = lignes.filter((l) => l.resultat !== 'erreur' && l.resultat !== 'inchangee').toSorted((a, b) => (a.utilisateur ?? '').localeCompare(b.utilisateur ?? ''))
  const aRattacher = aFaire.filter((l) => l.utilisateur && l.resultat !== 'a-completer')
  const [aInviter, enTrop] = limiter(aFaire.filter((l) => !l.utilisateur), quota)

  await attacherPlusieurs(tx, aRattacher.map((l) => ({ utilisateur: l.utilisateur!, structure: l.structure, service: l.service, demande })))
  // From the hour at which it is written, not the demande's: the history tells no right before it was one.
  const droits = aFaire.filter((l) => l.utilisateur).flatMap((l) => l.ajouts.map((a): DroitAPoser => ({ utilisateur: l.utilisateur!, structure: l.structure, service: l.service, ...a, debut: l.ici, fin: l.fin })))
  await poserDroits(tx, droits, { demande, quand: new Date() })
  await inviterPlusieurs(tx, milieu, parAdresse(aInviter, auteur, demande))

  const issue = new Map<number, string>([...aRattacher.map((l) => [l.rang, 'rattachee'] as const), ...aInviter.map((l) => [l.rang, 'invitee'] as const), ...enTrop.map((l) => [l.rang, 'echouee'] as const)])
  const issues = lignes.map((l) => issue.get(l.rang) ?? (l.resultat === 'erreur' ? 'echouee' : l.resultat === 'inchangee' ? 'inchangee' : 'completee'))
  await sql`with x as (select * from unnest(${lignes.map((l) => l.rang)}::int[], ${issues}::text[], ${lignes.map((l) => enTrop.includes(l))}::boolean[]) x (rang, issue, en_trop)),
      fait as (update import_ligne i set issue = x.issue, fautes = case when x.en_trop then array['trop-d-invitations|adresseElectronique|'] else i.fautes end from x where i.import = ${id}::uuid and i.rang = x.rang)
    update import set traitees = traitees + ${lignes.length}, rattachees = rattachees + ${aRattacher.length}, invitees = invitees + ${aInviter.length}, habilitations = habilitations + ${droits.length},
      completees = completees + (select count(*) from x where issue = 'completee'), echouees = echouees + (select count(*) from x where issue = 'echouee') where id = ${id}::uuid`.execute(tx)
  await inscrireHistorique(tx, auteur, demande, aFaire.filter((l) => !enTrop.includes(l)))
}

/** Of what goes to addresses without an account, as many as may be sent today; an address counts once. */
function limiter(lignes: Ligne[], quota: number): [Ligne[], Ligne[]] {
  const adresses = new Set([...new Set(lignes.map((l) => l.courriel))].slice(0, quota))
  return [lignes.filter((l) => adresses.has(l.courriel)), lignes.filter((l) => !adresses.has(l.courriel))]
}

const parAdresse = (lignes: Ligne[], invitePar: string, demande: number): AInviter[] => [...Map.groupBy(lignes, (l) => l.courriel)].map(([adresse, siennes]) => ({
  adresse, invitePar, demande, lignes: siennes.map((l) => ({ structure: l.structure, service: l.service, profils: l.choisis ? l.ajouts.map((a) => ({ ...a, fin: l.fin })) : null })),
}))

/** One line a structure and batch, with whom it is about: what became of each is in the rows that bear the demande. */
async function inscrireHistorique(tx: Tx, auteur: string, demande: number, lignes: Ligne[]) {
  const evenements = [...Map.groupBy(lignes, (l) => l.structure)].map(([chaine, siennes]) => ({
    chaine, auteur, demande, evenement: 'utilisateur.importer:effective',
    contenu: { apres: { nombre: siennes.length, utilisateurs: [...new Set(siennes.flatMap((l) => l.utilisateur ?? []))], adresses: [...new Set(siennes.filter((l) => !l.utilisateur).map((l) => l.courriel))] } },
  }))
  if (evenements.length) await journaliserPlusieurs(tx, evenements)
}

/** The last line is done: the demande has taken effect, and its author is told what came of it. */
async function clore(tx: Tx, milieu: Milieu, demande: number, { id }: Import): Promise<'effective'> {
  const { rows } = await sql<{ rattachements: number; invitations: number; completees: number; habilitations: number; echouees: number; traitees: number }>`select rattachees as rattachements, invitees as invitations, completees, habilitations, echouees, traitees from import where id = ${id}::uuid`.execute(tx)
  await terminer(tx, demande, { resultat: rows[0]! })
  await prevenirRattachees(tx, id)
  await prevenirFin(tx, milieu, id)
  return 'effective'
}
