import { refus } from '#demandes/index.ts'
import { violatedConstraint } from '#platform/database/errors.ts'
import { fr } from '#ui/textes/index.ts'

const propre = (nom: string) => nom.normalize('NFC').replace(/\s+/gu, ' ').trim()

/**
 * Makes something small of one's own whose id is the caller's key: sent again, or twice at once, the same thing; the same key and another
 * name, refused.
 * @throws Refus cle-idempotence-reutilisee
 */
export async function uneFois<I extends { id: string } | { erreur: string }>(
  cle: string | undefined,
  nom: string,
  lire: (id: string) => Promise<{ id: string; nom: string } | null | undefined>,
  creer: () => Promise<I>,
): Promise<I | { id: string }> {
  if (!cle) return creer()
  const dejaFait = async () => {
    const fait = await lire(cle)
    if (fait && fait.nom !== propre(nom)) throw refus(fr, 'cle-idempotence-reutilisee')
    return fait ? { id: fait.id } : null
  }
  const avant = await dejaFait()
  if (avant) return avant
  try {
    const issue = await creer()
    return 'erreur' in issue ? ((await dejaFait()) ?? issue) : issue
  } catch (erreur) {
    // Taken meanwhile by the same request sent twice, or the id of somebody else's.
    if (!violatedConstraint(erreur)?.endsWith('_pkey')) throw erreur
    const fait = await dejaFait()
    if (!fait) throw refus(fr, 'cle-idempotence-reutilisee')
    return fait
  }
}
