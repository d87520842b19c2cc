import type { Ticket } from '#app/support/tickets/lire.ts'

/** What a canned answer may name of the ticket it is used in. */
export type Valeurs = Record<'numero' | 'titre' | 'objet' | 'prenom' | 'nom' | 'structure', string>

export const valeursDe = (t: Pick<Ticket, 'numero' | 'titre' | 'numeroObjet' | 'auteurNom' | 'structure'>): Valeurs => ({
  numero: t.numero,
  titre: t.titre,
  objet: t.numeroObjet ?? t.titre,
  prenom: t.auteurNom.prenom,
  nom: t.auteurNom.nom,
  structure: t.structure?.raisonSociale ?? `${t.auteurNom.prenom} ${t.auteurNom.nom}`.trim(),
})

/** {numero}, {prenom}… become what they are; any other braces stay as they were typed. */
export const remplir = (texte: string, v: Partial<Valeurs>): string =>
  texte.replaceAll(/\{(numero|titre|objet|prenom|nom|structure)\}/g, (entier, nom: keyof Valeurs) => v[nom] ?? entier)
