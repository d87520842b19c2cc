import { sql } from 'kysely'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { annoncerArret } from '#app/organisation/recuperation/courriels.ts'
import { ouvrirRecuperation } from '#app/organisation/recuperation/ouvrir.ts'
import { refus } from '#demandes/index.ts'
import { journaliser } from '#demandes/journal.ts'
import { verrouillerStructure } from '#demandes/verrou.ts'
import { textes } from '#ui/textes/index.ts'

/**
 * PLUS-04: somebody attached to the whole structure asks for the role; the incumbent is warned at once, at every address known. Sent twice:
 * the same one.
 * @throws Refus introuvable, recuperation-deja-en-attente, or on the field `piece`
 */
export async function demanderRecuperation(c: ContexteDuParcours, q: { structure: string; motif: string; envoi: string }): Promise<string> {
  return c.db.transaction().execute(async (tx) => {
    const structure = await verrouillerStructure(tx, q.structure)
    const {
      rows: [ici],
    } = await sql<{
      entiere: boolean
      enCours: string | null
      mienne: boolean
    }>`select exists (select from rattachement r
          where r.utilisateur = ${c.utilisateur.id}::uuid and r.structure = ${q.structure}::uuid and r.service is null
            and r.retire_le is null and r.periode @> maintenant()) as entiere,
        (select id from recuperation where structure = ${q.structure}::uuid and etat = 'en-attente' and not contestation) as en_cours,
        exists (select from recuperation
          where structure = ${q.structure}::uuid and etat = 'en-attente' and not contestation and demandeur = ${c.utilisateur.id}::uuid) as mienne`.execute(
      tx,
    )
    if (!structure || !ici?.entiere || structure.gestionnairePrincipal === c.utilisateur.id) throw refus(c.t, 'introuvable')
    if (ici.enCours && ici.mienne) return ici.enCours
    if (ici.enCours) throw refus(c.t, 'recuperation-deja-en-attente')
    // Nobody to wait for: the operator may decide at once.
    const jours = structure.gestionnairePrincipal ? c.settings.RECUPERATION_JOURS : 0
    return ouvrirRecuperation(c, tx, { ...q, structure, contestation: false, jours })
  })
}

/**
 * « Je suis toujours là », or the requester thinks again: it stops at once, and both are told. To a dispute the incumbent's word is an
 * answer: the operator reads it, and it goes on. @throws Refus introuvable, recuperation-terminee
 */
export async function arreterRecuperation(
  c: ContexteDuParcours,
  id: string,
  comme: 'titulaire' | 'demandeur',
  motif: string | null,
): Promise<void> {
  await c.db.transaction().execute(async (tx) => {
    const vise = (
      await sql<{
        structure: string
        contestation: boolean
      }>`select structure, contestation from recuperation where id = ${id}::uuid`.execute(tx)
    ).rows[0]
    const structure = vise && (await verrouillerStructure(tx, vise.structure))
    const repond = comme === 'titulaire' && vise?.contestation === true
    const { rows } = await sql<{
      id: string
    }>`update recuperation
      set etat = ${repond ? 'en-attente' : 'annulee'},
        ${
          comme === 'titulaire'
            ? sql`opposition_le = maintenant(), opposition_par = ${c.utilisateur.id}::uuid,
            opposition_motif = coalesce(${motif}::text, opposition_motif)`
            : sql`decision_motif = ${c.t.gouvernance.recuperation.retiree}`
        }
      where id = ${id}::uuid and etat = 'en-attente'
        and ${
          comme === 'titulaire'
            ? sql`${structure?.gestionnairePrincipal ?? null}::uuid = ${c.utilisateur.id}::uuid`
            : sql`demandeur =
              ${c.utilisateur.id}::uuid`
        }
      returning id`.execute(tx)
    if (!structure) throw refus(c.t, 'introuvable')
    if (!rows.length) throw refus(c.t, 'recuperation-terminee')
    await journaliser(tx, {
      chaine: structure.id,
      auteur: c.utilisateur.id,
      evenement: `recuperation.${comme === 'titulaire' ? 'opposer' : 'retirer'}:effective`,
      contenu: { recuperation: id, ...(motif ? { motif } : {}) },
    })
    if (repond) return
    await annoncerArret(c, tx, id, (l) =>
      comme === 'titulaire'
        ? `${textes[l].gouvernance.recuperation.opposition}${motif ? ` : ${motif}` : '.'}`
        : textes[l].gouvernance.recuperation.retiree,
    )
  })
}
