type Valeur = string | boolean | null

/** What a modification really changes: the new values, and the ones they replace. */
export function difference<Nom extends string>(
  actuel: Record<Nom, Valeur>,
  voulu: Partial<Record<Nom, Valeur | undefined>>,
): { saisie: Partial<Record<Nom, Valeur>>; avant: Partial<Record<Nom, Valeur>> } {
  const change = (Object.entries(voulu) as [Nom, Valeur | undefined][]).filter(
    ([champ, valeur]) => valeur !== undefined && (valeur ?? null) !== (actuel[champ] ?? null),
  )
  return {
    saisie: Object.fromEntries(change.map(([c, v]) => [c, v ?? null])) as Partial<Record<Nom, Valeur>>,
    avant: Object.fromEntries(change.map(([c]) => [c, actuel[c] ?? null])) as Partial<Record<Nom, Valeur>>,
  }
}
