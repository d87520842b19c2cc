import { sql } from 'kysely'
import { annulerPerdus } from '#app/organisation/structures/transferer/perdues.ts'
import { attacher, nePeutGouverner, transmettreGestion } from '#acces/index.ts'
import { annoncerDecision } from '#app/organisation/recuperation/courriels.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { fermerRecuperations } from '#app/organisation/recuperation/fermer.ts'
import { MOTIF_MAX, motifNet } from '#app/organisation/recuperation/juger.ts'
import { annoncerTransfert } from '#app/organisation/structures/transferer/courriels.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { journaliser } from '#demandes/journal.ts'
import { verrouillerStructure } from '#demandes/verrou.ts'

/** The operator's decision (PLUS-04): in favour only once the waiting period is over, against with a reason; never one's own. @throws Refus */
export async function deciderRecuperation(c: ContexteDuParcours, id: string, accepter: boolean, saisi: string): Promise<void> {
  const motif = motifNet(saisi.replace(/[^\P{Cc}\n]/gu, '')).slice(0, MOTIF_MAX)
  if (!accepter && !motif)
    throw refusDeChamps(c.t, [{ champ: 'motif', code: 'champ-manquant', message: c.t.gouvernance.exploitation.motifManquant }])
  await c.db.transaction().execute(async (tx) => {
    const vise = (
      await sql<{
        structure: string
        demandeur: string
        contestation: boolean
      }>`select structure, demandeur, contestation from recuperation where id = ${id}::uuid`.execute(tx)
    ).rows[0]
    const structure = vise && (await verrouillerStructure(tx, vise.structure))
    if (!vise || !structure) throw refus(c.t, 'introuvable')
    if (vise.demandeur === c.utilisateur.id) throw refus(c.t, 'acces-refuse', { raison: c.t.gouvernance.exploitation.pasLaSienne })
    const { rows } = await sql`update recuperation
        set etat = ${accepter ? 'acceptee' : 'refusee'}, decidee_le = maintenant(), decidee_par = ${c.utilisateur.id}::uuid,
          decision_motif = ${motif || null}
        where id = ${id}::uuid and etat = 'en-attente' and (not ${accepter}::boolean or attente_jusqua <= maintenant())
        returning id`.execute(tx)
    if (!rows.length)
      throw refus(
        c.t,
        (await sql`select from recuperation where id = ${id}::uuid and etat = 'en-attente'`.execute(tx)).rows.length
          ? 'attente-en-cours'
          : 'recuperation-terminee',
      )
    if (accepter && vise.contestation) await attacher(tx, { utilisateur: vise.demandeur, structure: structure.id })
    if (accepter && (await nePeutGouverner(tx, vise.demandeur, [structure.id])).length)
      throw refusDeChamps(c.t, [
        { champ: 'decision', code: 'utilisateur-non-rattache', message: c.t.gouvernance.desactiver.nonCandidat(structure.raisonSociale) },
      ])
    if (accepter && structure.gestionnairePrincipal) await annulerPerdus(tx, c, structure.gestionnairePrincipal, [structure])
    if (accepter) await transmettreGestion(tx, { structures: [structure.id], a: vise.demandeur })
    // Whoever of the structure asked for the role asked it of somebody who no longer holds it.
    if (accepter) await fermerRecuperations(tx, [structure.id], c.t.gouvernance.recuperation.transfere)
    await journaliser(tx, {
      chaine: structure.id,
      auteur: c.utilisateur.id,
      evenement: `recuperation.${accepter ? 'accepter' : 'refuser'}:effective`,
      contenu: { recuperation: id, ...(motif ? { motif } : {}) },
    })
    await annoncerDecision(c, tx, id, accepter, motif)
    if (accepter)
      await annoncerTransfert(c, tx, {
        de: structure.gestionnairePrincipal,
        parQui: '',
        a: vise.demandeur,
        structures: [structure],
        cle: `recuperation:${id}:transfert`,
      })
  })
}
