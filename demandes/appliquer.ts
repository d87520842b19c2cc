import { sql } from 'kysely'
import { deciderSur } from '#demandes/autoriser.ts'
import type { Auteur, Demande } from '#demandes/definir.ts'
import { journaliser } from '#demandes/journal.ts'
import { notifier } from '#demandes/notifier.ts'
import { terminer, versionSuivante, type Milieu } from '#demandes/soumettre.ts'
import { verrouillerStructure } from '#demandes/verrou.ts'
import { estRefus } from '#platform/http/problem.ts'
import type { Tx } from '#platform/database/open.ts'

interface Echue { id: number; type: string; structure: string | null; saisie: Record<string, unknown>; avant: Record<string, unknown> | null; auteur: Auteur }

export type Resultat = 'effective' | 'deja' | 'annulee' | 'echouee'

/** Applies one demande that is due, once, whoever is alive: lock, state, access, effect, history, job in one transaction. */
export async function appliquerDemande(milieu: Milieu, definitions: Map<string, Demande>, id: number): Promise<Resultat> {
  try {
    return await milieu.db.transaction().execute((tx) => appliquer(tx, milieu, definitions, id))
  } catch (erreur) {
    // Its own rule refuses it now: nothing of the effect stays, and the demande says why.
    if (!estRefus(erreur)) throw erreur
    return milieu.db.transaction().execute((tx) => cloreSansEffet(tx, milieu, id, 'echouee', erreur.probleme.detail))
  }
}

async function appliquer(tx: Tx, milieu: Milieu, definitions: Map<string, Demande>, id: number): Promise<Resultat> {
  const vise = (await sql<{ structure: string | null }>`select structure from demande where id = ${id}`.execute(tx)).rows[0]
  const structure = await verrouillerStructure(tx, vise?.structure)
  const { rows } = await sql<Echue>`select d.id, d.type, d.structure, d.saisie, d.avant, json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as auteur
    from demande d join utilisateur u on u.id = d.auteur where d.id = ${id} and d.etat = 'programmee' and d.effet_le <= maintenant() for update of d`.execute(tx)
  const demande = rows[0]
  if (!demande) return 'deja'
  const definition = definitions.get(demande.type)
  if (!definition) throw new Error(`no definition for ${demande.type}`)
  if ('profil' in definition.acces && demande.structure) {
    const decision = await deciderSur(tx, definition.acces, demande.auteur.id, demande.structure)
    if (!decision.oui) return cloreSansEffet(tx, milieu, id, 'annulee', milieu.t.demandes.droitPerdu)
  }
  const issue = (await definition.appliquer(tx, { milieu, demande: id, saisie: demande.saisie as never, structure, auteur: demande.auteur })) ?? {}
  if (!(await terminer(tx, id, issue))) return 'deja'
  await journaliser(tx, { chaine: structure?.id ?? demande.auteur.id, auteur: demande.auteur.id, demande: id, evenement: `${demande.type}:effective`, contenu: { avant: demande.avant, apres: demande.saisie, ...(structure ? { version: structure.version + 1 } : {}) } })
  if (structure) await versionSuivante(structure.id, true).execute(tx)
  await notifier(tx, milieu.jobs, id, 'effective')
  return 'effective'
}

/** Ends a waiting demande without its effect, with the reason, in its history and by mail. */
export async function cloreSansEffet(tx: Tx, milieu: Milieu, id: number, etat: 'annulee' | 'echouee', motif: string, par: string | null = null): Promise<Resultat> {
  const { rows } = await sql<{ type: string; structure: string | null; auteur: string; avant: Record<string, unknown> | null; apres: Record<string, unknown> }>`
    update demande set etat = ${etat}, terminee_le = maintenant(), terminee_par = ${par}::uuid, motif = ${motif}
    where id = ${id} and etat in ('programmee', 'demandee') returning type, structure, auteur, avant, saisie as apres`.execute(tx)
  const d = rows[0]
  if (!d) return 'deja'
  // A programmed change that will not happen is a change too: whoever had seen it must be told.
  const version = d.structure ? (await sql<{ version: number }>`update structure set version = version + 1 where id = ${d.structure}::uuid returning version`.execute(tx)).rows[0]?.version : undefined
  await journaliser(tx, { chaine: d.structure ?? d.auteur, auteur: par, demande: id, evenement: `${d.type}:${etat}`, contenu: { avant: d.apres, apres: d.avant, motif, ...(version ? { version } : {}) } })
  await notifier(tx, milieu.jobs, id, etat)
  return etat
}
