import type { Portee } from '#app/communication/messages/envoyer.ts'
import type { Contexte } from '#app/contexte.ts'
import { liste } from '#ui/textes/format.ts'

/** « factures-emises.consultation », in words. */
export function nomDuProfil(c: Pick<Contexte, 't'>, profil: string): string {
  const [code = '', niveau] = profil.split('.')
  return c.t.catalogue.profil(code, niveau === 'modification' ? 2 : 1)
}

/** To whom a message goes, in words. */
export function aQui(
  c: Pick<Contexte, 't' | 'langue'>,
  m: { portee: Portee; entites: readonly string[] | null; profil: string | null; structures: readonly string[]; nombreStructures: number },
): string {
  const x = c.t.communication.messages
  if (m.portee === 'tous') return x.aTous
  if (m.portee === 'audience')
    return x.aAudience(
      liste(
        (m.entites ?? []).map((e) => x.entites[e]!),
        c.langue,
      ),
      m.profil ? nomDuProfil(c, m.profil) : null,
    )
  return x.auxUtilisateursDe(m.structures.join(', '), m.nombreStructures - m.structures.length)
}
