import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { lireEnvois, type FormulaireRecu } from '#app/organisation/pieces-jointes/index.ts'
import type { Reponse } from '#app/page.ts'
import { agirSurTicket } from '#app/support/tickets/agir.ts'
import { CHAMPS_DU_DESTINATAIRE } from '#app/support/tickets/destinataire/effets.ts'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import type { EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import { cleSuivante } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'

const RECUS = '/support/tickets/recus'

export const ETAT_NEUF = (): EtatDuTicket => ({
  cle: randomUUID(),
  action: '',
  texte: '',
  erreur: null,
  refus: null,
  envois: [],
  erreurs: [],
})

/** The files that a form names, and what was wrong with those it could not keep. */
export async function fichiersRecus(c: Contexte, deposant: string, champs: Map<string, string[]>) {
  const ids = (champs.get('envois') ?? []).filter(estUuid)
  return { ids, envois: await lireEnvois(c.db, deposant, ids), erreurs: (champs as Partial<FormulaireRecu>).erreurs ?? [] }
}

/** A form of a ticket's page, with an account or by a signed page: the same rules, nothing typed or sent is lost. */
export async function agirParFormulaire(
  c: Contexte,
  milieu: MilieuTicket,
  numero: string,
  champs: Map<string, string[]>,
  dessiner: (etat: EtatDuTicket) => Promise<JSX.Element>,
): Promise<Reponse> {
  const recue = champs.get('_cle')?.[0]
  const { ids, envois, erreurs } = await fichiersRecus(c, milieu.contact?.id ?? milieu.utilisateur!.id, champs)
  const etat: EtatDuTicket = {
    ...ETAT_NEUF(),
    ...(estUuid(recue) ? { cle: recue } : {}),
    action: champs.get('action')?.[0] ?? '',
    texte: (champs.get('texte')?.[0] ?? '').replaceAll('\r\n', '\n').trim(),
    envois,
    erreurs,
    plus: {
      texte: champs.get('texte')?.[0] ?? '',
      ...Object.fromEntries(CHAMPS_DU_DESTINATAIRE.map((n) => [n, champs.get(n)?.[0] ?? ''])),
    },
  }
  if (erreurs.length) return { statut: 422, page: await dessiner(etat) }
  try {
    await agirSurTicket(milieu, numero, {
      action: etat.action,
      texte: etat.texte || null,
      cle: etat.cle,
      envois: ids,
      plus: etat.plus ?? {},
    })
    return { rediriger: etat.action === 'transferer' ? `${RECUS}?fait=transferer.${encodeURIComponent(numero)}` : c.chemin }
  } catch (e) {
    if (!estRefus(e) || [403, 404].includes(e.probleme.status)) throw e
    const champsFautifs = e.probleme.champs ?? []
    const texte = champsFautifs.find((f) => f.champ === 'texte' || f.champ === 'action')?.message ?? null
    return {
      statut: e.probleme.status,
      page: await dessiner({
        ...etat,
        cle: cleSuivante(e, etat.cle),
        erreur: texte,
        erreurs: champsFautifs.filter((f) => f.champ !== 'texte' && f.champ !== 'action'),
        refus: champsFautifs.length ? null : e.probleme.detail,
      }),
    }
  }
}
