interface Personne {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
}

/** People to choose from, for whoever governs them: two who would read alike are told apart by their address. */
export function optionsDePersonnes<P extends Personne>(personnes: readonly P[], suite: (p: P) => string = () => '') {
  const lignes = personnes.map((p) => ({ p, libelle: `${p.prenom} ${p.nom}${suite(p)}` }))
  const semblables = new Map<string, number>()
  for (const { libelle } of lignes) semblables.set(libelle, (semblables.get(libelle) ?? 0) + 1)
  return lignes.map(({ p, libelle }) => ({
    valeur: p.id,
    libelle: semblables.get(libelle)! > 1 ? `${libelle}, ${p.adresseElectronique}` : libelle,
  }))
}
