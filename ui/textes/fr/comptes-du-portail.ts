import { compter, nombre } from '#ui/textes/format.ts'

/** The operator opens the account of whoever says who they are. */
export const comptesDuPortail = {
  titre: 'Comptes',
  lead: 'Le compte d’une personne : s’y connecte-t-elle, où agit-elle, qu’a-t-elle demandé',
  chapo: 'Le compte de la personne qui vous écrit ou vous appelle. Les personnes ne se parcourent pas.',
  recherche: 'Adresse électronique ou nom de la personne',
  rechercheAide: 'Entiers l’un comme l’autre : l’adresse de connexion, ou le prénom et le nom.',
  chercher: 'Chercher',
  nombre: (n: number) => compter(n, { one: 'compte', other: 'comptes' }),
  premiers: (n: number) => `Les ${nombre(n)} premiers comptes : donnez l’adresse pour en trouver un autre.`,
  aucun: 'Aucun compte',
  aucunTexte: 'L’adresse doit être entière, et celle de connexion ; le nom aussi, avec le prénom.',
  compte: 'Compte',
  adresse: 'Adresse de connexion',
  contact: 'Adresse de contact',
  etat: 'État',
  actif: 'Actif',
  aVerifier: 'Adresse à vérifier',
  desactive: 'Désactivé',
  creeLe: 'Créé',
  connexion: 'Dernière connexion',
  secondFacteur: 'Second facteur',
  protection: (application: boolean, cles: number) =>
    [application ? 'application de codes' : null, cles ? compter(cles, { one: 'clé d’accès', other: 'clés d’accès' }) : null]
      .filter(Boolean)
      .join(', ') || 'aucun',
  structures: (n: number) => `Structures (${nombre(n)})`,
  autres: (n: number) => `et ${compter(n, { one: 'autre', other: 'autres' })}`,
  sansStructure: 'Rattachée à aucune structure.',
  demandes: 'Dernières demandes',
  sansDemande: 'Aucune demande.',
  api: { chercher: 'Comptes à cette adresse, ou à ce nom (opérateur)', lire: 'Un compte (opérateur)' },
}
