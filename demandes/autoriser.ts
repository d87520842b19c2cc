import { accesAuxStructures, deciderPlusieurs, type Decision, type Niveau } from '#acces/index.ts'
import type { AccesDemande, AccesSurStructure, Perimetre, StructureVerrouillee } from '#demandes/definir.ts'
import { refus, refusAcces, refusDeChamps } from '#demandes/refus.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const uuid = (v: unknown) => (typeof v === 'string' && UUID.test(v) ? v.toLowerCase() : null)
const vide = (v: unknown) => v === undefined || v === null || v === ''

/** Decides, after the locks, whether this author may submit this demande on all that it names. @throws Refus 403, 404, 422 */
export async function autoriser(tx: Tx | Db, t: Textes, acces: AccesDemande, auteur: { id: string; roles: string[] }, perimetres: Perimetre[], structures: StructureVerrouillee[]) {
  if ('qui' in acces) {
    if (acces.qui === 'operateur' && !auteur.roles.includes('operateur')) throw refus(t, 'acces-refuse', { raison: t.acces.operateurSeul, remede: t.acces.remedeSupport })
    return
  }
  if (!perimetres.length || perimetres.some((p) => vide(p.structure))) throw refusDeChamps(t, [{ champ: 'structure', code: 'champ-manquant', message: t.champs.erreur('champ-manquant', t.champs.libelles.structure) }])
  // What is no service's id cannot be one of theirs: the question is then about the whole structure, and the fields say the rest.
  const vises = perimetres.map((p) => ({ structure: structures.find((s) => s.id === uuid(p.structure)), service: uuid(p.service) }))
  if (vises.some((v) => !v.structure)) throw refus(t, 'introuvable')
  const soi = 'profil' in acces && acces.ouSoi && perimetres.every((p) => uuid(p.utilisateur) === auteur.id)
  const decisions = await deciderSur(tx, soi ? { role: 'rattache', sur: 'structure' } : acces, auteur.id, vises.map((v) => ({ structure: v.structure!, service: v.service })))
  const rang = decisions.findIndex((d) => !d.oui)
  const decision = decisions[rang]
  if (!decision || decision.oui) return
  const { id } = vises[rang]!.structure!
  const chez = (await accesAuxStructures(tx, auteur.id, [id])).get(id)
  if (!chez) throw refus(t, 'introuvable')
  if ('role' in acces) throw refus(t, 'acces-refuse', { raison: t.acces.gestionnaireSeul, remede: t.acces.remedeGestionnaire(chez.gestionnaire) })
  throw refusAcces(t, decision.raison, decision.le, chez.gestionnaire)
}

type Vise = { structure: Pick<StructureVerrouillee, 'id' | 'statut' | 'gestionnairePrincipal'>; service: string | null }

/** The question itself, asked at the submission and again when the effect is due: a right lost meanwhile stops it (hard case S04). */
export async function deciderSur(tx: Tx | Db, acces: AccesSurStructure, utilisateur: string, vises: Vise[]): Promise<Decision[]> {
  if ('role' in acces) {
    if (acces.role === 'gestionnaire-principal') return vises.map(({ structure }) => (structure.gestionnairePrincipal === utilisateur ? { oui: true } : { oui: false, raison: 'profil-manquant', le: null }))
    const miens = await accesAuxStructures(tx, utilisateur, vises.map((v) => v.structure.id))
    return vises.map(({ structure }) => (miens.has(structure.id) ? { oui: true } : { oui: false, raison: 'non-rattache', le: null }))
  }
  const point = acces.profil.lastIndexOf('.')
  const question = { utilisateur, application: acces.profil.slice(0, point), niveau: acces.profil.slice(point + 1) as Niveau }
  // Of an active structure, what may be inactive is the service.
  const memeInactive = (structure: Vise['structure']) => acces.memeInactive ?? (!acces.serviceActif && structure.statut === 'ACTIVE')
  return deciderPlusieurs(tx, vises.map(({ structure, service }) => ({ ...question, structure: structure.id, service: acces.ouService ? service : null, memeInactive: memeInactive(structure) })))
}
