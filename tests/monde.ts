import { creerMonde, type Monde, type NomPersonne } from '#app/demonstration/monde.ts'
import { portail, type PortailDEssai } from '#tests/portail.ts'

export interface PortailDuMonde extends PortailDEssai {
  monde: Monde
  /** A cookie of an open session: of one of the named people, or of an account by its id. */
  session: (qui: NomPersonne | (string & {})) => Promise<string>
}

/** The portal with the named world in it: daniel, heloise, nadia… and their structures. */
export async function portailDuMonde(
  env: Record<string, string> = {},
  options: Parameters<typeof portail>[1] = {},
): Promise<PortailDuMonde> {
  const p = await portail(env, options)
  const monde = await creerMonde(p.pool)
  return { ...p, monde, session: (qui) => p.session(monde[qui as NomPersonne] ?? qui) }
}
