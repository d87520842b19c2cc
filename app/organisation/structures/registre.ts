import { CHAMPS, type NomChamp, type ValeurChamp, type Valeurs } from '#app/organisation/structures/champs.ts'
import { grouper } from '#app/organisation/structures/identifiants/index.ts'
import { consulterSiret, type Etablissement, type ReponseRegistre } from '#app/organisation/sirene/index.ts'
import { refus, type Milieu } from '#demandes/index.ts'
import type { Probleme, Refus } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

export type RegistreOuvert = Extract<ReponseRegistre, { source: string }>

export const adresseCreer = (siret: string) => `/organisation/structures/creer?typeIdentifiant=SIRET&identifiant=${siret}`
export const adresseDupliquer = (structure: string) => (siret: string) =>
  `/organisation/structures/dupliquer?structure=${structure}&typeIdentifiant=SIRET&identifiant=${siret}`

/** What the register says of an open establishment. @throws Refus etablissement-ferme, identifiant-inconnu-du-registre, registre-injoignable */
export async function exigerOuvert(
  { db, settings, t }: Pick<Milieu, 'db' | 'settings' | 't'>,
  siret: string,
  suite = adresseCreer,
): Promise<RegistreOuvert> {
  const reponse = await consulterSiret(db, settings, siret)
  const motif = refusDuRegistre(t, reponse, siret, suite)
  if (motif) throw motif
  return reponse as RegistreOuvert
}

/**
 * Why the register's answer stops a demande, with what to do (`suite`: where the successor's SIRET is taken up); null when the
 * establishment is open.
 */
export function refusDuRegistre(t: Textes, r: ReponseRegistre, siret: string, suite = adresseCreer): Refus | null {
  const x = t.structures.registre
  const surLeChamp = (code: 'etablissement-ferme' | 'identifiant-inconnu-du-registre', detail: string, plus: Partial<Probleme> = {}) =>
    refus(t, code, { detail, champs: [{ champ: 'identifiant', code, message: detail }], ...plus })
  switch (r.etat) {
    case 'ouvert':
      return null
    case 'inconnu':
      return surLeChamp('identifiant-inconnu-du-registre', x.inconnu(grouper('SIRET', siret)), { remede: x.inconnuRemede })
    case 'injoignable':
      return refus(t, 'registre-injoignable', {
        detail: x.injoignable(r.cause),
        remede: x.injoignableRemede(r.cause),
        reessayerDans: r.reessayerDans ?? 60,
      })
    case 'ferme': {
      const { dateFermeture, successeur } = r.etablissement
      return surLeChamp('etablissement-ferme', x.ferme(dateFermeture), {
        remede: successeur ? { libelle: x.successeur(grouper('SIRET', successeur)), href: suite(successeur) } : x.fermeRemede,
      })
    }
  }
}

/** The fields that the register knows about. */
export const CHAMPS_REGISTRE = [
  'raisonSociale',
  'nom',
  'prenom',
  'libelle',
  'adresse',
  'complementAdresse1',
  'complementAdresse2',
  'codePostal',
  'ville',
  'pays',
  'categorieJuridique',
  'nonDiffusibleInsee',
] as const satisfies NomChamp[]
export type ChampRegistre = (typeof CHAMPS_REGISTRE)[number]

/** The register's values, as the portal keeps them; what it withholds, or would not pass our own rule, is absent: nothing is invented. */
export function valeursDuRegistre(e: Etablissement): Partial<Record<ChampRegistre, ValeurChamp>> {
  const valeurs: Partial<Valeurs> = { ...e, nonDiffusibleInsee: e.nonDiffusible }
  return Object.fromEntries(
    CHAMPS_REGISTRE.filter((n) => valeurs[n] !== null && CHAMPS[n].safeParse(valeurs[n]).success).map((n) => [n, valeurs[n]]),
  )
}
