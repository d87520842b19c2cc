import { sql } from 'kysely'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { normaliser, TYPES_IDENTIFIANT, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { ouvrirRecuperation } from '#app/organisation/recuperation/ouvrir.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { verrouillerStructure } from '#demandes/verrou.ts'
import type { Tx } from '#platform/database/open.ts'

/** What creating already says to exist (STR-02): the two kinds that the portal makes up are never told. */
export const TYPES_CONTESTABLES = TYPES_IDENTIFIANT.filter((t) => t !== 'PARTICULIER' && t !== 'AUTRE')
export const estContestable = (type: string): type is TypeIdentifiant => (TYPES_CONTESTABLES as string[]).includes(type)

/** Waiting at once, for one person: who disputes more is no owner. */
const CONTESTATIONS = 3

/**
 * STR-03, PLUS-04: somebody from outside says that a structure was created by who had no title to it. The incumbent is warned at every address known,
 * may answer, and the operator decides after the waiting period. Sent twice: the same one.
 * @throws Refus trop-de-requetes, or on the fields `identifiant` and `piece`
 */
export async function contesterCreation(
  c: ContexteDuParcours,
  q: { typeIdentifiant: string; identifiant: string; motif: string; envoi: string },
): Promise<string> {
  const x = c.t.gouvernance.contestation
  const absente = refusDeChamps(c.t, [{ champ: 'identifiant', code: 'structure-non-contestable', message: x.absente }])
  if (!estContestable(q.typeIdentifiant)) throw absente
  const identifiant = normaliser(q.typeIdentifiant, q.identifiant)
  return c.db.transaction().execute(async (tx) => {
    const {
      rows: [visee],
    } = await sql<{
      id: string
    }>`select id from structure where type_identifiant = ${q.typeIdentifiant} and identifiant = ${identifiant}`.execute(tx)
    const structure = visee && (await verrouillerStructure(tx, visee.id))
    if (!structure) throw absente
    const ici = await situer(tx, structure.id, c.utilisateur.id)
    if (ici.rattache) throw refusDeChamps(c.t, [{ champ: 'identifiant', code: 'deja-rattache', message: x.rattache }])
    // An entity that the State lists, or that nobody governs, was created by nobody: one asks to be attached.
    if (!ici.contestable) throw absente
    if (ici.mienne) return ici.mienne
    if (ici.nombre >= CONTESTATIONS) throw refus(c.t, 'trop-de-requetes', { detail: x.trop(CONTESTATIONS), reessayerDans: 86_400 })
    return ouvrirRecuperation(c, tx, { ...q, structure, contestation: true, jours: c.settings.RECUPERATION_JOURS })
  })
}

interface Situation {
  rattache: boolean
  contestable: boolean
  mienne: string | null
  nombre: number
}

/** The person's own row is locked first: two at once for two structures count one after the other. */
async function situer(tx: Tx, structure: string, utilisateur: string): Promise<Situation> {
  await sql`select from utilisateur where id = ${utilisateur}::uuid for no key update`.execute(tx)
  const { rows } = await sql<Situation>`select exists (select from rattachement r
          where r.utilisateur = ${utilisateur}::uuid and r.structure = s.id and r.retire_le is null and r.periode @> maintenant()) as rattache,
        s.type_structure = 'PRIVEE' and s.gestionnaire_principal is not null as contestable,
        (select id from recuperation where structure = s.id and demandeur = ${utilisateur}::uuid and etat = 'en-attente' and contestation) as mienne,
        (select count(*)::int from recuperation where demandeur = ${utilisateur}::uuid and etat = 'en-attente' and contestation) as nombre
      from structure s
      where s.id = ${structure}::uuid`.execute(tx)
  return rows[0]!
}
