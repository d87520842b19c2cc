import { sql } from 'kysely'
import { deciderPlusieurs } from '#acces/index.ts'
import { lireMenu, type Menu, type SessionLue, type Utilisateur } from '#app/comptes/session.ts'
import type { Programme } from '#app/contexte.ts'
import { limiter, type Perimetre } from '#app/voir-comme/limiter.ts'
import type { Db, Tx } from '#platform/database/open.ts'

/** Who looks, at whom, until when. */
export interface VoirComme {
  par: { id: string; prenom: string; nom: string }
  nom: string
  utilisateur: string
  jusqua: Date
  structures: Perimetre
}

export interface Vue extends Menu {
  utilisateur: Utilisateur
  voirComme: VoirComme
  remplace: Pick<Programme, 'db' | 'pool' | 'usages'>
}

interface Vu {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
  structures: string[]
}

/** Whose view may be taken: an open account, neither an agent's nor the operator's, with the structures they are attached to. */
export async function lireVu(db: Db | Tx, id: string): Promise<Vu | null> {
  const { rows } = await sql<Vu>`select u.id, u.prenom, u.nom, u.adresse_electronique::text as adresse_electronique,
      array(select distinct r.structure
        from rattachement r
        where r.utilisateur = u.id and r.retire_le is null and r.periode @> maintenant()
        order by 1) as structures
    from utilisateur u
    where u.id = ${id}::uuid and u.est_actif and not u.est_agent and not u.est_operateur`.execute(db)
  return rows[0] ?? null
}

/** Of those structures, the ones that the viewer governs at this moment: for an agent all of them (PLUS-12). */
export async function gouverneesPar(db: Db | Tx, par: Pick<Utilisateur, 'id' | 'roles'>, structures: string[]): Promise<string[]> {
  if (par.roles.includes('agent')) return structures
  const decisions = await deciderPlusieurs(
    db,
    structures.map((structure) => ({
      utilisateur: par.id,
      structure,
      application: 'organisation',
      niveau: 'modification',
      memeInactive: true,
    })),
  )
  return structures.filter((_, i) => decisions[i]!.oui)
}

const SANS_USAGE: Programme['usages'] = { noter() {}, noterCle() {}, async ecrire() {}, async arreter() {} }

/**
 * What this session sees as somebody else; null when it is over: time, account closed, or nothing left that the viewer governs. The end is
 * then written.
 * Judged at each request: a right lost meanwhile closes the view.
 */
export async function ouvrirVue(
  programme: Programme,
  session: SessionLue,
  { structureChoisie, menu }: { structureChoisie: string | null; menu: boolean },
): Promise<Vue | null> {
  const par = session.utilisateur
  const { utilisateur, jusqua } = session.voirComme!
  const vu = jusqua > session.heure ? await lireVu(programme.db, utilisateur) : null
  const gouvernees = vu ? await gouverneesPar(programme.db, par, vu.structures) : []
  if (!vu || !gouvernees.length) {
    await finir(programme.db, par.session)
    return null
  }
  const structures: Perimetre = par.roles.includes('agent') ? 'toutes' : gouvernees
  const limitee = limiter(programme.pool, structures)
  const vide: Menu = { structures: [], nombreStructures: 0, compteurs: { approbations: 0, messages: 0 }, decide: false }
  return {
    ...(menu ? await lireMenu(limitee.db, vu.id, structureChoisie) : vide),
    // The rules of proof and second factor, the language: those of whoever looks. No role of the portal is lent.
    utilisateur: { ...par, id: vu.id, prenom: vu.prenom, nom: vu.nom, adresseElectronique: vu.adresseElectronique, roles: [] },
    voirComme: {
      par: { id: par.id, prenom: par.prenom, nom: par.nom },
      nom: `${vu.prenom} ${vu.nom}`,
      utilisateur: vu.id,
      jusqua,
      structures,
    },
    remplace: { ...limitee, usages: SANS_USAGE },
  }
}

/** The history's line of the end is the database's own (trigger): it is written however the session ends. */
export const finir = (db: Db, session: string) =>
  sql`update session
    set voir_comme = null, voir_comme_jusqua = null, voir_comme_structures = null
    where id = ${session}::uuid and voir_comme is not null`.execute(db)
