import { sql } from 'kysely'
import { definitionDe, type Auteur, type Demande, type ObjetVerrouille, type StructureVerrouillee } from '#demandes/definir.ts'
import { corpsDe, droitTenu, type Gardee } from '#demandes/droit-tenu.ts'
import { terminer, versionSuivante } from '#demandes/enregistrer.ts'
import { journaliser, journaliserPlusieurs, proprementA, type Evenement } from '#demandes/journal.ts'
import { uuid, verrouillerObjet, versionObjetSuivante } from '#demandes/objet.ts'
import { notifier } from '#demandes/notifier.ts'
import { inscrireAuJournal } from '#demandes/inscrire.ts'
import { perimetresDe } from '#demandes/viser.ts'
import type { Milieu } from '#demandes/milieu.ts'
import { verrouillerStructures } from '#demandes/verrou.ts'
import { estRefus } from '#platform/http/problem.ts'
import type { Tx } from '#platform/database/open.ts'

interface Echue {
  id: number
  type: string
  structure: string | null
  saisie: Record<string, unknown>
  avant: Record<string, unknown> | null
  effetLe: Date
  auteur: Auteur
  decideePar: string | null
}

export type Resultat = 'effective' | 'deja' | 'annulee' | 'echouee' | 'expiree'

/** Applies one demande that is due, once, whoever is alive: lock, state, access, effect, history, job in one transaction. */
export async function appliquerDemande(milieu: Milieu, definitions: Map<string, Demande>, id: number): Promise<Resultat> {
  try {
    return await milieu.db.transaction().execute((tx) => appliquer(tx, milieu, definitions, id))
  } catch (erreur) {
    // Its own rule refuses it now: nothing of the effect stays, and the demande says why.
    if (!estRefus(erreur)) throw erreur
    return milieu.db.transaction().execute(async (tx) => {
      const vise = await lireEnregistree(tx, id)
      await verrouillerCelles(tx, definitions.get(vise!.type)!, vise!)
      return cloreSansEffet(tx, milieu, id, 'echouee', erreur.probleme.detail)
    })
  }
}

export interface Enregistree extends Gardee {
  type: string
}

const lireEnregistree = async (tx: Tx, id: number): Promise<Enregistree | undefined> =>
  (await sql<Enregistree>`select type, structure, objet, saisie from demande where id = ${id}`.execute(tx)).rows[0]

/** What a recorded demande names, locked: structures, of which the first is the one it bears, then its object. */
export async function verrouillerCelles(
  tx: Tx,
  definition: Demande,
  d: Omit<Enregistree, 'type'>,
): Promise<{ structures: StructureVerrouillee[]; structure: StructureVerrouillee | null; objet: ObjetVerrouille | null }> {
  if (!d.structure) return { structures: [], structure: null, objet: null }
  const perimetres = 'sur' in definition.acces ? perimetresDe(definition, corpsDe(definition, d)) : [{ structure: d.structure }]
  const structures = await verrouillerStructures(
    tx,
    perimetres.map((p) => p.structure),
  )
  const objet = definition.objet ? await verrouillerObjet(tx, definition.objet.table, d.objet, d.structure) : null
  return { structures, structure: structures.find((s) => s.id === d.structure) ?? null, objet }
}

async function appliquer(tx: Tx, milieu: Milieu, definitions: Map<string, Demande>, id: number): Promise<Resultat> {
  const vise = await lireEnregistree(tx, id)
  const definition = vise && definitions.get(vise.type)
  if (!definition) throw new Error(`no definition for ${vise?.type}`)
  const { structures, structure, objet } = await verrouillerCelles(tx, definition, vise)
  const { rows } = await sql<Echue>`select d.id, d.type, d.structure, d.saisie, d.avant, d.effet_le,
        json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as auteur,
        (select decidee_par from approbation a where a.demande = d.id) as decidee_par
      from demande d
      join utilisateur u on u.id = d.auteur
      where d.id = ${id} and d.etat = 'programmee' and d.effet_le <= maintenant() for update of d`.execute(tx)
  const demande = rows[0]
  if (!demande) return 'deja'
  // What somebody decided stands by that decision; what one did by one's own right needs that right still.
  if (!demande.decideePar && !(await droitTenu(tx, definition, { ...vise, ...demande, auteur: demande.auteur.id })))
    return cloreSansEffet(tx, milieu, id, 'annulee', milieu.t.demandes.droitPerdu)
  const issue =
    (await definition.appliquer?.(tx, {
      milieu,
      demande: id,
      saisie: demande.saisie as never,
      structure,
      structures,
      objet,
      auteur: demande.auteur,
      decideePar: demande.decideePar,
      quand: demande.effetLe,
    })) ?? {}
  if (!(await terminer(tx, id, issue))) return 'deja'
  const chaines = structures.length ? structures.map((s) => s.id) : [demande.auteur.id]
  await inscrireAuJournal(tx, {
    d: definition,
    chaines,
    auteur: demande.auteur.id,
    demande: id,
    moment: 'effective',
    contenu: { avant: demande.avant, apres: demande.saisie },
    versions: structures,
    objet,
    enVigueur: true,
  })
  await notifier(tx, milieu.jobs, id, 'effective')
  return 'effective'
}

/**
 * Ends a waiting demande without its effect, with the reason, in its history and by mail; what was written for its hour is taken back. The
 * caller holds the structure's lock.
 */
export async function cloreSansEffet(
  tx: Tx,
  milieu: Milieu,
  id: number,
  etat: 'annulee' | 'echouee' | 'expiree',
  motif: string | null,
  par: string | null = null,
): Promise<Resultat> {
  const { rows } = await sql<{
    type: string
    structure: string | null
    objet: string | null
    auteur: string
    avant: Record<string, unknown> | null
    apres: Record<string, unknown>
    gestionnaire: string | null
  }>`
    with d as (update demande
        set etat = ${etat}, terminee_le = maintenant(), terminee_par = ${par}::uuid, motif = ${motif}
        where id = ${id} and etat in ('programmee', 'demandee')
        returning *),
      a as (update approbation a
        set etat = ${etat === 'expiree' ? 'expiree' : 'annulee'}
        from d
        where a.demande = d.id and a.etat = 'demandee')
    select type, structure, objet, auteur, avant, saisie as apres,
      (select s.gestionnaire_principal from structure s where s.id = d.structure) as gestionnaire
    from d`.execute(tx)
  const d = rows[0]
  if (!d) return 'deja'
  const definition = definitionDe(d.type)
  await definition?.effacer?.(tx, { demande: id, saisie: d.apres, structure: d.structure })
  // A programmed change that will not happen is a change too: whoever had seen it must be told.
  const change =
    d.objet && definition?.objet
      ? versionObjetSuivante(definition.objet.table, d.objet, false)
      : d.structure && !definition?.personnes && !definition?.objet
        ? versionSuivante(d.structure, false)
        : null
  const version = change && (await sql<{ version: number }>`${change} returning version`.execute(tx)).rows[0]?.version
  const marque = !version ? {} : d.objet ? { objet: d.objet, versionObjet: version } : { version }
  const contenu = { avant: d.apres, apres: d.avant, ...(motif ? { motif } : {}), ...marque }
  await direLaFin(tx, definition, d, { auteur: par, demande: id, evenement: `${d.type}:${etat}`, contenu })
  await notifier(tx, milieu.jobs, id, etat)
  return etat
}

interface Close {
  structure: string | null
  objet: string | null
  auteur: string
  apres: Record<string, unknown>
  gestionnaire: string | null
}

/**
 * In the history of each structure where it was told: what was programmed there will not happen. Whoever is of another one than its own
 * reads the names that its receipt tells them.
 */
async function direLaFin(tx: Tx, definition: Demande | undefined, d: Close, e: Omit<Evenement, 'chaine'>) {
  const propre = d.structure ?? d.auteur
  const nommees =
    definition?.personnes && 'sur' in definition.acces ? perimetresDe(definition, corpsDe(definition, { ...d, saisie: d.apres })) : []
  const ailleurs = new Set(nommees.flatMap((p) => uuid(p.structure) ?? []))
  ailleurs.delete(propre)
  if (!ailleurs.size) return void (await journaliser(tx, { chaine: propre, ...e }))
  const dit = e.auteur === d.auteur || e.auteur === d.gestionnaire ? e.auteur : null
  await journaliserPlusieurs(
    tx,
    [propre, ...ailleurs].map((chaine) => ({
      ...e,
      chaine,
      auteur: chaine === propre ? e.auteur : dit,
      contenu: proprementA(e.contenu, [chaine]),
    })),
  )
}
