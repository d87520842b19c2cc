import { accesAuxStructures, decider, type Niveau } from '#acces/index.ts'
import type { AccesDemande, StructureVerrouillee } from '#demandes/definir.ts'
import { refus, refusAcces, refusDeChamps } from '#demandes/refus.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Decides, after the lock, whether this author may submit this demande. @throws Refus 403, 404, 422 */
export async function autoriser(tx: Tx | Db, t: Textes, acces: AccesDemande, auteur: { id: string; roles: string[] }, structure: StructureVerrouillee | null, demandee: unknown) {
  if ('qui' in acces) {
    if (acces.qui === 'operateur' && !auteur.roles.includes('operateur')) throw refus(t, 'acces-refuse', { raison: t.acces.operateurSeul, remede: t.acces.remedeSupport })
    return
  }
  if (demandee === undefined || demandee === null || demandee === '') throw refusDeChamps(t, [{ champ: 'structure', code: 'champ-manquant', message: t.champs.erreur('champ-manquant', t.champs.libelles.structure) }])
  if (!structure) throw refus(t, 'introuvable')
  const decision = await deciderSur(tx, acces, auteur.id, structure.id)
  if (decision.oui) return
  const chez = (await accesAuxStructures(tx, auteur.id, [structure.id])).get(structure.id)
  throw refusAcces(t, decision.raison, decision.le, chez?.gestionnaire ?? null)
}

/** The same question when the effect is due: a right lost meanwhile stops it (hard case S04). */
export function deciderSur(tx: Tx | Db, acces: Exclude<AccesDemande, { qui: string }>, utilisateur: string, structure: string) {
  const point = acces.profil.lastIndexOf('.')
  return decider(tx, { utilisateur, structure, application: acces.profil.slice(0, point), niveau: acces.profil.slice(point + 1) as Niveau, memeInactive: acces.memeInactive ?? false })
}
