import type { LigneSaisie } from '#app/organisation/habilitations/saisie.ts'
import type { LigneSituee, Situation } from '#app/organisation/habilitations/situation.ts'
import { RANG_NIVEAU } from '#acces/index.ts'

/**
 * What a line of a set comes to (HAB-09): nothing, where that level or more is held for as long, or is not held that was to be removed;
 * a higher level that ends before keeps its end, and what the set gives follows it; anything else is judged as it is.
 */
export function viserParEnsemble({ l, s }: LigneSituee, delai: number): LigneSituee[] {
  if (l.retrait) return s.niveau === null && s.programme === null ? [] : [{ l, s }]
  const rang = RANG_NIVEAU[l.niveau!]
  if (tenues(s).some((h) => h.niveau >= rang && dureAssez(h.fin, l, s))) return []
  const fin = s.finActuelle
  if (s.programme || fin === null || s.niveau! <= rang || fin.getTime() <= s.maintenant.getTime() + delai * 60_000) return [{ l, s }]
  const suite = { niveau: rang, fin: s.fin?.toISOString() ?? null }
  return [{ l: { ...l, niveau: 'modification', fin: fin.toISOString(), revenir: true, suite }, s: { ...s, fin } }]
}

/** What is held of an application and what is to come back, or what is programmed, which takes their place. */
function tenues({ niveau, finActuelle, retour, programme }: Situation): { niveau: number; fin: Date | string | null }[] {
  if (programme) return [{ niveau: programme.niveau ?? 0, fin: programme.fin }]
  if (niveau === null) return []
  return [{ niveau, fin: finActuelle }, ...(retour ? [{ ...retour, niveau: Math.min(niveau, retour.niveau) }] : [])]
}

/** An end that is not said asks for no longer than what is held. */
const dureAssez = (fin: Date | string | null, l: LigneSaisie, s: Situation) =>
  l.fin === undefined || fin === null || (s.fin !== null && new Date(fin) >= s.fin)
