import { accesAuxStructures, deciderPlusieurs, type Decision, type Niveau } from '#acces/index.ts'
import type { AccesDemande, AccesSurStructure, Perimetre, StructureVerrouillee } from '#demandes/definir.ts'
import { uuid } from '#demandes/objet.ts'
import { refus, refusAcces, refusDeChamps } from '#demandes/refus.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

const vide = (v: unknown) => v === undefined || v === null || v === ''

/**
 * Asks whether this author may submit this demande on all that it names, as soon as the locks are asked: on their connection the answer is
 * given under them.
 * Null: nothing to ask, of what is nobody's structure or of what the locked rows say.
 */
export async function demanderAcces(
  tx: Tx | Db,
  acces: AccesDemande,
  auteur: { id: string },
  perimetres: Perimetre[],
): Promise<Decision[] | null> {
  // What is no service's id cannot be one of theirs: the question is then about the whole structure, and the fields say the rest.
  const vises = perimetres.flatMap(({ structure, service }) => {
    const id = uuid(structure)
    return id ? [{ structure: id, service: uuid(service) }] : []
  })
  if (
    'qui' in acces ||
    !perimetres.length ||
    vises.length < perimetres.length ||
    ('role' in acces && acces.role === 'gestionnaire-principal')
  )
    return null
  const soi = 'profil' in acces && acces.ouSoi && perimetres.every((p) => uuid(p.utilisateur) === auteur.id)
  return deciderSur(tx, soi ? { role: 'rattache', sur: 'structure' } : acces, auteur.id, vises)
}

/** Refuses what this author may not submit. @throws Refus 403, 404, 422 */
export async function autoriser(
  tx: Tx | Db,
  t: Textes,
  acces: AccesDemande,
  auteur: { id: string; roles: string[] },
  perimetres: Perimetre[],
  structures: StructureVerrouillee[],
  decisions: Decision[] | null,
) {
  if ('qui' in acces) {
    if (acces.qui === 'operateur' && !auteur.roles.includes('operateur'))
      throw refus(t, 'acces-refuse', { raison: t.acces.operateurSeul, remede: t.acces.remedeSupport })
    return
  }
  if (!perimetres.length || perimetres.some((p) => vide(p.structure)))
    throw refusDeChamps(t, [
      { champ: 'structure', code: 'champ-manquant', message: t.champs.erreur('champ-manquant', t.champs.libelles.structure) },
    ])
  const vises = perimetres.map((p) => structures.find((s) => s.id === uuid(p.structure)))
  if (vises.some((s) => !s)) throw refus(t, 'introuvable')
  const rang = decisions ? decisions.findIndex((d) => !d.oui) : vises.findIndex((s) => s!.gestionnairePrincipal !== auteur.id)
  if (rang < 0) return
  const { id } = vises[rang]!
  const chez = (await accesAuxStructures(tx, auteur.id, [id])).get(id)
  if (!chez) throw refus(t, 'introuvable')
  if ('role' in acces)
    throw refus(t, 'acces-refuse', { raison: t.acces.gestionnaireSeul, remede: t.acces.remedeGestionnaire(chez.gestionnaire) })
  const decision = decisions![rang] as Extract<Decision, { oui: false }>
  throw refusAcces(t, decision.raison, decision.le, chez.gestionnaire)
}

/** The question itself, asked at the submission and again when the effect is due: a right lost meanwhile stops it (hard case S04). */
export async function deciderSur(
  tx: Tx | Db,
  acces: Exclude<AccesSurStructure, { role: 'gestionnaire-principal' }>,
  utilisateur: string,
  vises: { structure: string; service: string | null }[],
): Promise<Decision[]> {
  if ('role' in acces) {
    const miens = await accesAuxStructures(
      tx,
      utilisateur,
      vises.map((v) => v.structure),
    )
    return vises.map(({ structure }) => (miens.has(structure) ? { oui: true } : { oui: false, raison: 'non-rattache', le: null }))
  }
  const point = acces.profil.lastIndexOf('.')
  const question = {
    utilisateur,
    application: acces.profil.slice(0, point),
    niveau: acces.profil.slice(point + 1) as Niveau,
    memeInactive: acces.memeInactive ?? (acces.serviceActif ? false : null),
  }
  return deciderPlusieurs(
    tx,
    vises.map(({ structure, service }) => ({ ...question, structure, service: acces.ouService ? service : null })),
  )
}
