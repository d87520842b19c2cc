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

const NOMS: readonly string[] = ['numero', 'titre', 'objet', 'prenom', 'nom', 'structure'] satisfies (keyof Valeurs)[]
const ENTRE_ACCOLADES = /\{(\p{L}+)\}/gu
/** As it is typed: « {Prénom} » is {prenom}. */
const simple = (nom: string) => nom.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** {numero}, {prenom}… become what they are; any other braces stay as they were typed. */
export const remplir = (texte: string, v: Partial<Valeurs>): string =>
  texte.replaceAll(ENTRE_ACCOLADES, (entier, nom: string) => v[simple(nom) as keyof Valeurs] ?? entier)

/** The first name in braces that nothing replaces: written for several, it would be read as it is by all of them. */
export const variableInconnue = (texte: string): string | null =>
  [...texte.matchAll(ENTRE_ACCOLADES)].find(([, nom]) => !NOMS.includes(simple(nom!)))?.[0] ?? null
