import { creerMonde, type Monde, type NomPersonne } from '#app/demonstration/monde.ts'
import { ouvrirSession } from '#tests/acteurs.ts'
import { portail, type PortailDEssai } from '#tests/portail.ts'

export interface PortailDuMonde extends PortailDEssai {
  monde: Monde
  /** A cookie of an open session of this person. */
  session: (qui: NomPersonne) => Promise<string>
}

/** The portal with the named world in it: daniel, heloise, nadia… and their structures. */
export async function portailDuMonde(
  env: Record<string, string> = {},
  options: Parameters<typeof portail>[1] = {},
): Promise<PortailDuMonde> {
  const p = await portail(env, options)
  const monde = await creerMonde(p.pool)
  return { ...p, monde, session: async (qui) => (await ouvrirSession(p.pool, p.settings, monde[qui])).cookie }
}
