import { sql } from 'kysely'
import type { Pool } from 'pg'
import type { Monde } from '#app/demonstration/monde.ts'
import { demanderHabilitation } from '#app/organisation/habilitations/demander.ts'
import { soumettre, type Demande } from '#demandes/index.ts'
import { openDatabase } from '#platform/database/open.ts'
import { depart } from '#platform/outbox.ts'
import type { Settings } from '#platform/settings.ts'
import { fr } from '#ui/textes/index.ts'

/** What waits for Daniel's decision on the first day: asked through the portal's own door, so that it is told, dated and recorded like any other. */
export async function soumettreLesDemandes(pool: Pool, settings: Settings, monde: Monde) {
  const db = openDatabase(pool)
  const { rows } = await sql<{ id: string; prenom: string; nom: string; adresseElectronique: string }>`select id, prenom, nom, adresse_electronique::text as adresse_electronique from utilisateur where id = ${monde.heloise}::uuid`.execute(db)
  const structure = monde.menuiserie
  await soumettre({ db, settings, jobs: { send: async (tx: Parameters<typeof depart>[0], file: string, donnees: object) => void (await depart(tx, file, donnees)) } as never, t: fr }, {
    definition: demanderHabilitation as unknown as Demande, auteur: { ...rows[0]!, roles: [] },
    corps: { lignes: [{ structure, profil: 'organisation.modification' }, { structure, profil: 'memoires-de-frais-de-justice.modification', renoncer: true }], commentaire: fr.approbations.exemple },
  })
}
