import { sql } from 'kysely'
import type { Pool } from 'pg'
import { comme } from '#app/demonstration/comme.ts'
import type { Monde, NomStructure } from '#app/demonstration/monde.ts'
import { creerService } from '#app/organisation/services/creer.ts'
import { desactiverService } from '#app/organisation/services/statut.ts'
import { soumettre, type Demande } from '#demandes/index.ts'
import type { Settings } from '#platform/settings.ts'

interface Service {
  structure: NomStructure
  par: 'daniel' | 'nadia'
  code: string
  nom: string
  description?: string
  /** Days from today. */ debut?: number
  fin?: number
  /** Why it is no longer active. */ inactif?: string
}

/** In each state: inactive, not begun yet, about to end, ended (PLUS-13). */
const SERVICES: Service[] = [
  {
    structure: 'menuiserie',
    par: 'daniel',
    code: 'DEPOT-SUD',
    nom: 'Dépôt sud',
    description: 'Stock et livraisons de Rezé, jusqu’à la fermeture du dépôt.',
    inactif: 'Le dépôt de Rezé est fermé.',
  },
  {
    structure: 'menuiserie',
    par: 'daniel',
    code: 'SALON',
    nom: 'Salon de l’habitat',
    description: 'Commandes du salon, le temps de sa préparation.',
    debut: 40,
    fin: 130,
  },
  {
    structure: 'mairie',
    par: 'nadia',
    code: 'RECENSEMENT',
    nom: 'Recensement',
    description: 'Fournitures et indemnités de la campagne de recensement.',
    debut: -60,
    fin: 20,
  },
  { structure: 'mairie', par: 'nadia', code: 'FESTIVAL', nom: 'Festival d’été', debut: -200, fin: -90 },
  { structure: 'mairie', par: 'nadia', code: 'REGIE-EAU', nom: 'Régie de l’eau', inactif: 'L’eau est passée à la métropole.' },
]

export async function daterDesServices(pool: Pool, settings: Settings, monde: Monde) {
  const { rows } = await pool.query<{ jour: string; n: number }>(
    `select n, to_char((maintenant() at time zone 'Europe/Paris')::date + n, 'YYYY-MM-DD') as jour from unnest($1::int[]) n`,
    [SERVICES.flatMap((s) => [s.debut ?? 0, s.fin ?? 0])],
  )
  const jour = (n?: number) => (n === undefined ? undefined : rows.find((r) => r.n === n)!.jour)
  for (const s of SERVICES) {
    const { milieu, auteur } = await comme(pool, settings, monde[s.par])
    const structure = monde[s.structure]
    const dates = {
      ...(s.debut === undefined ? {} : { debutValidite: jour(s.debut) }),
      ...(s.fin === undefined ? {} : { finValidite: jour(s.fin) }),
    }
    await soumettre(milieu, {
      definition: creerService as unknown as Demande,
      auteur,
      corps: { structure, code: s.code, nom: s.nom, ...(s.description ? { description: s.description } : {}), ...dates },
    })
    if (!s.inactif) continue
    const {
      rows: [fait],
    } = await sql<{ id: string }>`select id from service where structure = ${structure}::uuid and code = ${s.code}`.execute(milieu.db)
    await soumettre(
      { ...milieu, settings: { ...settings, DELAI_EFFET_MINUTES: { ...settings.DELAI_EFFET_MINUTES, service: 0 } } },
      { definition: desactiverService as unknown as Demande, auteur, corps: { structure, service: fait!.id, motif: s.inactif } },
    )
  }
}
