import { z } from 'zod'
import { codePays, estCategoriePublique, REPETITIONS, TYPES_VOIE } from './nomenclatures.ts'
import type { Etablissement, Trouvaille } from './types.ts'

// What the register answers is hostile until read: no control characters, bounded, « [ND] » (withheld) is nothing.
const texte = z
  .string()
  .max(1000)
  .nullish()
  .transform((t) => t?.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim() || null)
  .transform((t) => (t?.includes('[ND]') ? null : t))
const date = texte.transform((t) => (t && /^\d{4}-\d{2}-\d{2}/.test(t) ? t.slice(0, 10) : null))
const diffusion = z.enum(['O', 'P', 'N']).nullish()

const periode = z.object({
  dateFin: date,
  dateDebut: date,
  etatAdministratifEtablissement: z.enum(['A', 'F']),
  enseigne1Etablissement: texte,
  denominationUsuelleEtablissement: texte,
})

const reponse = z.object({
  etablissement: z.object({
    siren: z.string(),
    siret: z.string(),
    statutDiffusionEtablissement: diffusion,
    dateCreationEtablissement: date,
    etablissementSiege: z.boolean(),
    uniteLegale: z.object({
      statutDiffusionUniteLegale: diffusion,
      categorieJuridiqueUniteLegale: z
        .string()
        .regex(/^\d{4}$/)
        .nullish(),
      denominationUniteLegale: texte,
      denominationUsuelle1UniteLegale: texte,
      sigleUniteLegale: texte,
      nomUniteLegale: texte,
      nomUsageUniteLegale: texte,
      prenom1UniteLegale: texte,
      prenomUsuelUniteLegale: texte,
      nicSiegeUniteLegale: z
        .string()
        .regex(/^\d{5}$/)
        .nullish(),
    }),
    adresseEtablissement: z.object({
      complementAdresseEtablissement: texte,
      numeroVoieEtablissement: texte,
      indiceRepetitionEtablissement: texte,
      typeVoieEtablissement: texte,
      libelleVoieEtablissement: texte,
      distributionSpecialeEtablissement: texte,
      codePostalEtablissement: texte,
      libelleCommuneEtablissement: texte,
      libelleCommuneEtrangerEtablissement: texte,
      libellePaysEtrangerEtablissement: texte,
    }),
    periodesEtablissement: z.array(periode).min(1).max(1000),
  }),
})

/**
 * Reads an answer of `/siret/{siret}`. Null when it is not one about that SIRET: another establishment, no current period, not the form expected.
 */
export function lireEtablissement(corps: unknown, siret: string): Trouvaille | null {
  const lu = reponse.safeParse(corps)
  if (!lu.success) return null
  const e = lu.data.etablissement
  if (e.siret !== siret || e.siren !== siret.slice(0, 9)) return null
  // The current period is the one without an end, wherever it stands in the list.
  const courantes = e.periodesEtablissement.filter((p) => p.dateFin === null)
  const courante = courantes[0]
  if (!courante || courantes.length > 1) return null
  const u = e.uniteLegale
  const a = e.adresseEtablissement
  const ouvert = courante.etatAdministratifEtablissement === 'A'
  const categorieJuridique = u.categorieJuridiqueUniteLegale ?? null
  const personne = categorieJuridique?.startsWith('1') ?? false
  const etablissement: Etablissement = {
    siret,
    siren: e.siren,
    raisonSociale: personne ? null : u.denominationUniteLegale,
    nom: personne ? (u.nomUsageUniteLegale ?? u.nomUniteLegale) : null,
    prenom: personne ? (u.prenomUsuelUniteLegale ?? u.prenom1UniteLegale) : null,
    libelle:
      courante.enseigne1Etablissement ??
      courante.denominationUsuelleEtablissement ??
      u.denominationUsuelle1UniteLegale ??
      u.sigleUniteLegale,
    adresse: joindreVoie(a.numeroVoieEtablissement, a.indiceRepetitionEtablissement, a.typeVoieEtablissement, a.libelleVoieEtablissement),
    complementAdresse1: a.complementAdresseEtablissement,
    complementAdresse2: a.distributionSpecialeEtablissement,
    codePostal: a.codePostalEtablissement,
    ville: a.libelleCommuneEtablissement ?? a.libelleCommuneEtrangerEtablissement,
    pays: a.libellePaysEtrangerEtablissement ? codePays(a.libellePaysEtrangerEtablissement) : 'FR',
    categorieJuridique,
    estSiege: e.etablissementSiege,
    siretSiege: e.etablissementSiege ? siret : u.nicSiegeUniteLegale ? e.siren + u.nicSiegeUniteLegale : null,
    nonDiffusible: [e.statutDiffusionEtablissement, u.statutDiffusionUniteLegale].some((s) => s === 'P' || s === 'N'),
    dateCreation: e.dateCreationEtablissement,
    dateFermeture: ouvert ? null : courante.dateDebut,
    successeur: null,
    unitePublique: estCategoriePublique(categorieJuridique),
  }
  return { ouvert, etablissement }
}

function joindreVoie(numero: string | null, repetition: string | null, type: string | null, libelle: string | null): string | null {
  const mots = [numero, repetition && (REPETITIONS[repetition] ?? repetition), type && (TYPES_VOIE[type] ?? type), libelle]
  return mots.filter(Boolean).join(' ') || null
}

const liens = z.object({
  liensSuccession: z
    .array(
      z.object({
        siretEtablissementPredecesseur: z.string(),
        siretEtablissementSuccesseur: z.string().regex(/^\d{14}$/),
        dateLienSuccession: z.string(),
      }),
    )
    .max(1000),
})

/** The latest successor that an answer of `/siret/liensSuccession` names for that SIRET; null when it names none. */
export function lireSuccesseur(corps: unknown, siret: string): string | null {
  const lu = liens.safeParse(corps)
  if (!lu.success) return null
  const siens = lu.data.liensSuccession.filter(
    (l) => l.siretEtablissementPredecesseur === siret && l.siretEtablissementSuccesseur !== siret,
  )
  return siens.toSorted((a, b) => b.dateLienSuccession.localeCompare(a.dateLienSuccession))[0]?.siretEtablissementSuccesseur ?? null
}
