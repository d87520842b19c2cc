import { sql } from 'kysely'
import { qualitesSur, type Qualite } from '#acces/index.ts'
import { cloreSansEffet, verrouillerCelles } from '#demandes/appliquer.ts'
import { definitionDe, type Auteur } from '#demandes/definir.ts'
import { terminer } from '#demandes/enregistrer.ts'
import { reserverCle } from '#demandes/idempotence.ts'
import { notifier } from '#demandes/notifier.ts'
import { lireDemande, type RecuVisible } from '#demandes/recu.ts'
import { refus, refusDeChamps } from '#demandes/refus.ts'
import { inscrireAuJournal } from '#demandes/inscrire.ts'
import { delaiDe } from '#demandes/juger.ts'
import type { Milieu } from '#demandes/milieu.ts'
import type { Tx } from '#platform/database/open.ts'
import { phraseDuChamp } from '#demandes/validation.ts'

export interface Decision {
  decision: 'approuver' | 'refuser'
  motif?: string | null | undefined
}
/** The route under which the keys of decisions are kept. */
const ROUTE = 'approbation.decision'

interface Attendue {
  id: number
  type: string
  structure: string | null
  saisie: Record<string, unknown>
  avant: Record<string, unknown> | null
  auteur: Auteur
}

/**
 * Decides, once, a demande that waits (APP-03, APP-04): whoever governs the structure at that instant, or a deputy. Two at the same moment:
 * the second is told who decided.
 * Approved, its effect holds after the delay of its kind. Same key and same decision: the same answer again, nothing more.
 * @throws Refus introuvable, acces-refuse, approbation-deja-decidee, champ-manquant, and what the effect itself refuses
 */
export async function deciderApprobation(
  milieu: Milieu,
  numero: string,
  qui: { id: string; roles: string[] },
  decision: Decision,
  cle?: string | null,
): Promise<RecuVisible> {
  const { t } = milieu
  if (decision.decision === 'refuser' && !decision.motif?.trim())
    throw refusDeChamps(t, [{ champ: 'motif', code: 'champ-manquant', message: phraseDuChamp(t, 'motif', 'champ-manquant') }])
  const vue = await lireDemande(milieu.db, numero, qui)
  if (!vue?.approbation) throw refus(t, 'introuvable')
  await milieu.db.transaction().execute((tx) => dansLaTransaction(tx, milieu, numero, qui, decision, cle ?? null))
  return (await lireDemande(milieu.db, numero, qui))!
}

async function dansLaTransaction(
  tx: Tx,
  milieu: Milieu,
  numero: string,
  qui: { id: string },
  { decision, motif }: Decision,
  cle: string | null,
) {
  const { t } = milieu
  const vise = (
    await sql<{
      id: number
      type: string
      structure: string | null
      objet: string | null
      auteur: string
      saisie: Record<string, unknown>
    }>`select id, type, structure, objet, auteur, saisie from demande where numero = ${numero}`.execute(tx)
  ).rows[0]!
  const definition = definitionDe(vise.type)!
  const { structures, structure, objet } = await verrouillerCelles(tx, definition, vise)
  if (
    cle &&
    (await reserverCle(tx, t, {
      auteur: qui.id,
      route: ROUTE,
      cle,
      corps: { numero, decision, motif: motif?.trim() || null },
      secret: milieu.settings,
    }))
  )
    return
  const qualite = structure ? (await qualitesSur(tx, qui.id, [structure.id])).get(structure.id) : undefined
  if (!qualite)
    throw refus(t, 'acces-refuse', {
      raison: t.acces.gestionnaireSeul,
      remede: t.acces.remedeGestionnaire(structure?.gestionnaire ?? null),
    })
  if (vise.auteur === qui.id && qualite !== 'gestionnaire-principal')
    throw refus(t, 'acces-refuse', {
      raison: t.approbations.refus.laSienne,
      remede: t.acces.remedeGestionnaire(structure?.gestionnaire ?? null),
    })
  const approuvee = decision === 'approuver'
  const { rows } = await sql<Attendue>`
    with a as (update approbation
        set etat = ${approuvee ? 'approuvee' : 'refusee'}, decidee_le = maintenant(), decidee_par = ${qui.id}::uuid, qualite = ${qualite},
          motif = ${motif?.trim() || null}
        where demande = ${vise.id} and etat = 'demandee' and expire_le > maintenant()
        returning demande)
    select d.id, d.type, d.structure, d.saisie, d.avant,
      json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as auteur
    from a
    join demande d on d.id = a.demande
    join utilisateur u on u.id = d.auteur for update of d`.execute(tx)
  const d = rows[0]
  if (!d) throw await dejaDecidee(tx, milieu, vise.id)
  if (cle)
    await sql`update idempotence set demande = ${d.id} where auteur = ${qui.id}::uuid and route = ${ROUTE} and cle = ${cle}`.execute(tx)
  const auJournal = { d: definition, chaines: structures.map((s) => s.id), auteur: qui.id, demande: d.id, versions: structures, objet }
  if (!approuvee) {
    await sql`update demande
      set etat = 'refusee', terminee_le = maintenant(), terminee_par = ${qui.id}::uuid, motif = ${motif?.trim() || null}
      where id = ${d.id}`.execute(tx)
    await inscrireAuJournal(tx, {
      ...auJournal,
      moment: 'refusee',
      contenu: { avant: d.saisie, apres: d.avant, motif, qualite },
      enVigueur: false,
    })
    return notifier(tx, milieu.jobs, d.id, 'refusee')
  }
  const { effetLe, differee } = (
    await sql<{ effetLe: Date; differee: boolean }>`
    update demande
    set etat = 'programmee', effet_le = t.ici + make_interval(mins => ${delaiDe(definition, d.saisie, milieu.settings)})
    from (select maintenant() as ici offset 0) t
    where id = ${d.id}
    returning effet_le, effet_le > t.ici as differee`.execute(tx)
  ).rows[0]!
  const effet = {
    milieu,
    demande: d.id,
    saisie: d.saisie as never,
    structure,
    structures,
    objet,
    auteur: d.auteur,
    decideePar: qui.id,
    quand: effetLe,
  }
  const inscrit = await definition.inscrire?.(tx, effet)
  if (inscrit?.saisie) await sql`update demande set saisie = ${JSON.stringify(inscrit.saisie)}::jsonb where id = ${d.id}`.execute(tx)
  if (!differee) await terminer(tx, d.id, { ...inscrit, ...(await definition.appliquer?.(tx, effet)) })
  await inscrireAuJournal(tx, {
    ...auJournal,
    moment: 'approuvee',
    contenu: { avant: d.avant, apres: inscrit?.saisie ?? d.saisie, qualite, ...(motif ? { motif } : {}), ...(differee ? { effetLe } : {}) },
    enVigueur: !differee,
  })
  return notifier(tx, milieu.jobs, d.id, 'approuvee')
}

/** What became of it, and by whom: the second of two deciders is told. */
async function dejaDecidee(tx: Tx, { t }: Milieu, demande: number) {
  const { rows } = await sql<{ etat: string; decideeLe: Date | null; qui: string | null; qualite: Qualite | null }>`
    select case when a.etat = 'demandee' then 'expiree' else a.etat end as etat, a.decidee_le, a.qualite, u.prenom || ' ' || u.nom as qui
    from approbation a
    left join utilisateur u on u.id = a.decidee_par
    where a.demande = ${demande}`.execute(tx)
  const { etat, decideeLe, qui, qualite } = rows[0]!
  const x = t.approbations
  return refus(t, 'approbation-deja-decidee', {
    detail: x.refus.deja[etat]!(x.une.enQualite(qui ?? '', qualite ?? ''), decideeLe),
    plus: { etat, decideePar: qui, decideeLe },
  })
}

/** Ends without effect an approval that nobody decided in time (APP-04); decided meanwhile: nothing. */
export async function expirerApprobation(milieu: Milieu, demande: number, motif: string): Promise<boolean> {
  return milieu.db.transaction().execute(async (tx) => {
    const vise = (
      await sql<{
        type: string
        structure: string | null
        objet: string | null
        saisie: Record<string, unknown>
      }>`select type, structure, objet, saisie from demande where id = ${demande}`.execute(tx)
    ).rows[0]
    if (!vise) return false
    await verrouillerCelles(tx, definitionDe(vise.type)!, vise)
    const { rows } =
      await sql`select from approbation where demande = ${demande} and etat = 'demandee' and expire_le <= maintenant() for update`.execute(
        tx,
      )
    return rows.length > 0 && (await cloreSansEffet(tx, milieu, demande, 'expiree', motif)) === 'expiree'
  })
}
