import type { FastifyReply, FastifyRequest } from 'fastify'
import { creerContexte, type Contexte, type Programme } from '#app/contexte.ts'
import { preuveRecente } from '#app/comptes/preuve.ts'
import type { Utilisateur } from '#app/comptes/session.ts'
import { doitActiverSecondFacteur } from '#app/comptes/suite.ts'
import { refus } from '#demandes/index.ts'
import { Refus } from '#platform/http/problem.ts'
import { fr } from '#ui/textes/index.ts'

export type ContexteConnecte = Contexte & { utilisateur: Utilisateur }

/** The caller's session, or 401. The API speaks French whatever the screens' language: its codes are what software reads. */
export async function connecte(
  programme: Programme,
  requete: FastifyRequest,
  reponse: FastifyReply,
  { menu = false }: { menu?: boolean } = {},
): Promise<ContexteConnecte> {
  const c = await creerContexte(programme, requete, reponse, { menu })
  if (!c.utilisateur) throw refus(fr, 'authentification-requise')
  if (doitActiverSecondFacteur(c))
    throw new Refus({
      status: 403,
      code: 'second-facteur-exige',
      detail:
        c.utilisateur.secondFacteurDu === 'structure' ? fr.comptes.secondFacteur.exigeParStructure([]) : fr.comptes.secondFacteur.exige,
      remede: { libelle: fr.comptes.secondFacteur.commencer, href: '/compte/second-facteur' },
    })
  return { ...c, t: fr, utilisateur: c.utilisateur }
}

/** What engages the account asks for a proof of the last minutes (CPT-07). @throws Refus preuve-exigee */
export function exigerPreuveRecente({ utilisateur }: ContexteConnecte): void {
  if (!preuveRecente(utilisateur.preuveLe))
    throw refus(fr, 'preuve-exigee', { remede: { libelle: fr.comptes.preuve.titre, href: '/preuve' } })
}
