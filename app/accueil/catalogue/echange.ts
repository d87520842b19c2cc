import { sql } from 'kysely'
import { z } from 'zod'
import { AUDIENCES, lireCatalogue } from '#app/accueil/catalogue/index.ts'
import { attenduDe, erreursDeChamps } from '#demandes/validation.ts'
import type { Db } from '#platform/database/open.ts'
import { fr } from '#ui/textes/index.ts'

const R = fr.catalogue.commande.regles
const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, R.code)
  .max(80)
const bilingue = z.strictObject({ fr: z.string().min(1).max(300), en: z.string().min(1).max(300) })
const description = z.strictObject({ fr: z.string().max(600), en: z.string().max(600) })
const chemin = z
  .string()
  .regex(/^\/[^/\\\s][^\s\\]*$/, R.ecran)
  .max(300)
const audience = z.enum(AUDIENCES)
const mention = z.string().min(1).max(1000).nullable()

/** What `catalogue:exporter` writes and `catalogue:importer` takes: the whole catalogue, in the order of the file. */
export const FichierCatalogue = z.strictObject({
  format: z.literal('choral-catalogue-1'),
  exploitant: z.strictObject({
    editeur: mention,
    directeurPublication: mention,
    hebergeur: mention,
    contact: z.email().nullable(),
    delegueProtectionDonnees: mention,
  }),
  domaines: z.array(
    z.strictObject({
      code,
      nom: bilingue,
      description,
      pictogramme: z.string().max(40),
      adresse: chemin.nullable(),
      sousDomaines: z.array(
        z.strictObject({
          code,
          nom: bilingue,
          description,
          adresse: chemin.nullable(),
          rubriques: z.array(z.strictObject({ code, nom: bilingue })),
        }),
      ),
    }),
  ),
  applications: z.array(
    z.strictObject({
      code,
      domaine: code,
      sousDomaine: code.nullable(),
      rubrique: code.nullable(),
      nom: bilingue,
      description,
      nature: z.enum(['ecran', 'externe', 'bientot']),
      adresse: z.string().max(500).nullable(),
      audiences: z.array(audience),
      miseEnAvant: z.array(audience),
      acces: z.enum(['public', 'session', 'rattache', 'gestionnaire']),
      profil: z.strictObject({ application: z.string(), niveau: z.union([z.literal(1), z.literal(2)]) }).nullable(),
    }),
  ),
})
export type FichierCatalogue = z.output<typeof FichierCatalogue>

export interface Faute {
  ou: string
  quoi: string
}

/** The catalogue as a file; addresses that are only derived are left null. */
export async function exporterCatalogue(db: Db): Promise<FichierCatalogue> {
  const c = await lireCatalogue(db)
  return {
    format: 'choral-catalogue-1',
    exploitant: c.exploitant,
    domaines: c.domaines.map(({ code: d, nom, description: texte, pictogramme, adresse, sousDomaines }) => ({
      code: d,
      nom,
      description: texte,
      pictogramme,
      adresse: adresse === `/domaines/${d}` ? null : adresse,
      sousDomaines: sousDomaines.map((s) => ({
        code: s.code,
        nom: s.nom,
        description: s.description,
        adresse: s.adresse.includes('#') ? null : s.adresse,
        rubriques: c.rubriques.filter((r) => r.sousDomaine === s.code).map((r) => ({ code: r.code, nom: r.nom })),
      })),
    })),
    applications: c.applications,
  }
}

/** Checks a file in full: its shape, then what refers to what. `profils`: codes on which profiles exist, with their number of levels. */
export function verifierCatalogue(brut: unknown, profils: Map<string, number>): { catalogue: FichierCatalogue } | { fautes: Faute[] } {
  const lu = FichierCatalogue.safeParse(brut)
  if (!lu.success)
    return { fautes: lu.error.issues.map((i) => ({ ou: i.path.join('.') || fr.catalogue.commande.racine, quoi: enMots(i) })) }
  const fautes = [
    ...doublons(lu.data),
    ...lu.data.applications.flatMap((a, i) => fautesDe(a, lu.data, profils).map((quoi) => ({ ou: `applications.${i} (${a.code})`, quoi }))),
  ]
  return fautes.length ? { fautes } : { catalogue: lu.data }
}

/** The rule's own sentence, or in French what was expected. */
function enMots(i: z.core.$ZodIssue): string {
  if (Object.values<unknown>(R).includes(i.message)) return i.message
  return (
    attenduDe(i as Parameters<typeof attenduDe>[0], fr) ??
    erreursDeChamps(new z.ZodError([i]), fr)
      .map((e) => e.message)
      .join(', ')
  )
}

function doublons({ domaines, applications }: FichierCatalogue): Faute[] {
  const sousDomaines = domaines.flatMap((d) => d.sousDomaines)
  const listes = { domaines, sousDomaines, rubriques: sousDomaines.flatMap((s) => s.rubriques), applications }
  return Object.entries(listes).flatMap(([ou, liste]) =>
    liste.filter((x, i) => liste.findIndex((y) => y.code === x.code) !== i).map((x) => ({ ou, quoi: R.double(x.code) })),
  )
}

function fautesDe(a: FichierCatalogue['applications'][number], { domaines }: FichierCatalogue, profils: Map<string, number>): string[] {
  const g = fr.catalogue.commande.genres
  const domaine = domaines.find((d) => d.code === a.domaine)
  const sous = domaine?.sousDomaines.find((s) => s.code === a.sousDomaine)
  const adresseJuste =
    a.nature === 'ecran'
      ? chemin.safeParse(a.adresse).success
      : a.nature === 'externe'
        ? a.adresse === null || /^https?:\/\/\S+$/.test(a.adresse)
        : a.adresse === null
  return [
    ...(domaine ? [] : [R.absent(g.domaine, a.domaine)]),
    ...(a.sousDomaine && domaine && !sous ? [R.absent(g.sousDomaine, a.sousDomaine)] : []),
    ...(a.rubrique && !sous?.rubriques.some((r) => r.code === a.rubrique) ? [R.absent(g.rubrique, a.rubrique)] : []),
    ...(adresseJuste ? [] : [R[a.nature]]),
    ...(a.miseEnAvant.every((x) => a.audiences.includes(x)) ? [] : [R.avant]),
    ...(a.profil && a.acces !== 'rattache' ? [R.profil] : []),
    ...(a.profil && (profils.get(a.profil.application) ?? 0) < a.profil.niveau
      ? [R.absent(g.application, `${a.profil.application}.${a.profil.niveau}`)]
      : []),
  ]
}

/** Replaces the whole catalogue in one transaction; pages follow within seconds, without a restart. */
export async function importerCatalogue(db: Db, brut: unknown): Promise<{ domaines: number; applications: number } | { fautes: Faute[] }> {
  const profils = new Map((await db.selectFrom('application').select(['code', 'niveaux']).execute()).map((a) => [a.code, a.niveaux]))
  const verifie = verifierCatalogue(brut, profils)
  if ('fautes' in verifie) return verifie
  const { domaines, applications, exploitant: e } = verifie.catalogue
  await db.transaction().execute(async (tx) => {
    await sql`update catalogue
      set version = version + 1, modifie_le = clock_timestamp(), editeur = ${e.editeur}, directeur_publication = ${e.directeurPublication},
        hebergeur = ${e.hebergeur}, contact = ${e.contact}, delegue_protection_donnees = ${e.delegueProtectionDonnees}`.execute(tx)
    for (const table of ['applicationPortail', 'rubrique', 'sousDomaine', 'domaine'] as const) await tx.deleteFrom(table).execute()
    for (const [i, d] of domaines.entries()) {
      await tx
        .insertInto('domaine')
        .values({ code: d.code, ordre: i + 1, ...textes(d), pictogramme: d.pictogramme, adresse: d.adresse })
        .execute()
      for (const [j, s] of d.sousDomaines.entries()) {
        await tx
          .insertInto('sousDomaine')
          .values({ code: s.code, domaine: d.code, ordre: j + 1, ...textes(s), adresse: s.adresse })
          .execute()
        for (const [k, r] of s.rubriques.entries())
          await tx
            .insertInto('rubrique')
            .values({ code: r.code, sousDomaine: s.code, ordre: k + 1, nomFr: r.nom.fr, nomEn: r.nom.en })
            .execute()
      }
    }
    for (const [i, a] of applications.entries())
      await tx
        .insertInto('applicationPortail')
        .values({
          code: a.code,
          domaine: a.domaine,
          sousDomaine: a.sousDomaine,
          rubrique: a.rubrique,
          ordre: i + 1,
          ...textes(a),
          nature: a.nature,
          adresse: a.adresse,
          audiences: a.audiences,
          miseEnAvant: a.miseEnAvant,
          acces: a.acces,
          profilApplication: a.profil?.application ?? null,
          profilNiveau: a.profil?.niveau ?? null,
        })
        .execute()
  })
  return { domaines: domaines.length, applications: applications.length }
}

const textes = (x: { nom: { fr: string; en: string }; description: { fr: string; en: string } }) => ({
  nomFr: x.nom.fr,
  nomEn: x.nom.en,
  descriptionFr: x.description.fr,
  descriptionEn: x.description.en,
})
