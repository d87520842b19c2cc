import type { Pool } from 'pg'
import { comme } from '#app/demonstration/comme.ts'
import type { Monde } from '#app/demonstration/monde.ts'
import { demanderHabilitation } from '#app/organisation/habilitations/demander.ts'
import { soumettre, type Demande } from '#demandes/index.ts'
import type { Settings } from '#platform/settings.ts'
import { fr } from '#ui/textes/index.ts'

/** What waits for Daniel's decision on the first day: asked through the portal's own door, so that it is told, dated and recorded like any other. */
export async function soumettreLesDemandes(pool: Pool, settings: Settings, monde: Monde) {
  const { milieu, auteur } = await comme(pool, settings, monde.heloise)
  const structure = monde.menuiserie
  await soumettre(milieu, {
    definition: demanderHabilitation as unknown as Demande,
    auteur,
    corps: {
      lignes: [
        { structure, profil: 'organisation.modification' },
        { structure, profil: 'memoires-de-frais-de-justice.modification', renoncer: true },
      ],
      commentaire: fr.approbations.exemple,
    },
  })
}
