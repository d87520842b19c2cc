import { z } from 'zod'
import type { Programme } from '#app/contexte.ts'

/** What the invoicing application answers: to whom an invoice of this structure was sent. */
const Reponse = z.object({ identifiant: z.string().min(1).max(100), codeService: z.string().max(100).nullish() })
const DELAI_MS = 3000
const OCTETS_MAX = 10_000

type DestinataireDeFacture = { etat: 'trouve'; identifiant: string; codeService: string } | { etat: 'inconnu' | 'muet' }

/**
 * Asks the invoicing application, at its registered address and nowhere else (no redirection is followed), who an invoice was sent to (TIC-02).
 * It judges by itself whether that structure may know. Without an address, or without an answer in time, the block stays to be filled.
 */
export async function destinataireDeLaFacture(
  { settings, log }: Pick<Programme, 'settings' | 'log'>,
  q: { numero: string; emetteur: string },
): Promise<DestinataireDeFacture> {
  if (!settings.FACTURATION_URL) return { etat: 'muet' }
  const adresse = new URL(`${settings.FACTURATION_URL.replace(/\/+$/, '')}/factures/${encodeURIComponent(q.numero)}/destinataire`)
  adresse.searchParams.set('emetteur', q.emetteur)
  try {
    const reponse = await fetch(adresse, {
      redirect: 'error',
      signal: AbortSignal.timeout(DELAI_MS),
      headers: { accept: 'application/json', ...(settings.FACTURATION_KEY ? { authorization: `Bearer ${settings.FACTURATION_KEY}` } : {}) },
    })
    if (reponse.status === 404) return { etat: 'inconnu' }
    if (!reponse.ok) throw new Error(`status ${reponse.status}`)
    const { identifiant, codeService } = Reponse.parse(JSON.parse(await lireBorne(reponse)))
    return { etat: 'trouve', identifiant, codeService: codeService ?? '' }
  } catch (e) {
    log.warn({ err: e }, 'invoicing application: no usable answer')
    return { etat: 'muet' }
  }
}

async function lireBorne(reponse: Response): Promise<string> {
  const morceaux: Uint8Array[] = []
  let taille = 0
  for await (const m of reponse.body ?? []) {
    taille += (m as Uint8Array).length
    if (taille > OCTETS_MAX) throw new Error('answer too long')
    morceaux.push(m as Uint8Array)
  }
  return Buffer.concat(morceaux).toString('utf8')
}
