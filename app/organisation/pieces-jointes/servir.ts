import type { Contexte } from '#app/contexte.ts'
import { lireContenu } from '#app/organisation/pieces-jointes/contenu.ts'
import type { Piece } from '#app/organisation/pieces-jointes/lister.ts'
import { attachment } from '#platform/http/disposition.ts'
import { Refus } from '#platform/http/problem.ts'

/** The bytes: saved and never shown inside the portal, typed by us, in a sandbox, kept by no cache. @throws Refus fichier-en-attente */
export async function servirFichier(c: Contexte, f: Pick<Piece, 'nom' | 'type' | 'taille' | 'etat' | 'empreinte'>) {
  if (f.etat !== 'sain')
    throw new Refus({ status: 409, code: 'fichier-en-attente', detail: c.t.pieces.liste.enAttenteTexte, reessayerDans: 60 })
  const contenu = await lireContenu(c, f.empreinte)
  c.reponse.headers({
    'content-type': f.type,
    'content-length': f.taille,
    'content-disposition': attachment(f.nom),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
  })
  return { brut: contenu, type: f.type, nom: f.nom }
}
