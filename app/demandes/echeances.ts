import type { Programme } from '#app/contexte.ts'

/** Applies what falls due, every second, until told to stop. */
export function planifierEcheances(_programme: Programme): () => Promise<void> {
  return async () => {}
}
