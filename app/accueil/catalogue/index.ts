import { sql } from 'kysely'
import { dernieresActualites } from '#app/communication/actualites/lire.ts'
import { incidentsEnCours } from '#app/communication/incidents/lire.ts'
import type { Db } from '#platform/database/open.ts'

export const AUDIENCES = ['entite-publique', 'entreprise', 'particulier', 'association'] as const
export type Audience = (typeof AUDIENCES)[number]
type Bilingue = { fr: string; en: string }

/** A tile of the portal. `adresse` null: announced, not open yet. */
export interface Application {
  code: string
  domaine: string
  sousDomaine: string | null
  rubrique: string | null
  nom: Bilingue
  description: Bilingue
  nature: 'ecran' | 'externe' | 'bientot'
  adresse: string | null
  audiences: Audience[]
  miseEnAvant: Audience[]
  acces: 'public' | 'session' | 'rattache' | 'gestionnaire'
  profil: { application: string; niveau: 1 | 2 } | null
}
interface Rubrique {
  code: string
  sousDomaine: string
  nom: Bilingue
}
export interface SousDomaine {
  code: string
  domaine: string
  nom: Bilingue
  description: Bilingue
  adresse: string
}
export interface DomainePortail {
  code: string
  nom: Bilingue
  description: Bilingue
  pictogramme: string
  adresse: string
  sousDomaines: SousDomaine[]
}
/** Who runs this portal, as they said; null: not said. */
interface Exploitant {
  editeur: string | null
  directeurPublication: string | null
  hebergeur: string | null
  contact: string | null
  delegueProtectionDonnees: string | null
}
export interface Catalogue {
  version: number
  exploitant: Exploitant
  domaines: DomainePortail[]
  rubriques: Rubrique[]
  applications: Application[]
}

/** Reads the whole catalogue in one statement (POR-03). */
export async function lireCatalogue(db: Db): Promise<Catalogue> {
  const { rows } = await sql<{ catalogue: Catalogue }>`
    select json_build_object('version', c.version, 'exploitant',
          json_build_object('editeur', c.editeur, 'directeurPublication', c.directeur_publication, 'hebergeur', c.hebergeur, 'contact',
              c.contact, 'delegueProtectionDonnees', c.delegue_protection_donnees), 'domaines',
          (select coalesce(json_agg(json_build_object('code', d.code, 'nom', json_build_object('fr', d.nom_fr, 'en', d.nom_en),
                          'description', json_build_object('fr', d.description_fr, 'en', d.description_en), 'pictogramme', d.pictogramme,
                          'adresse', coalesce(d.adresse, '/domaines/' || d.code), 'sousDomaines',
                          (select coalesce(json_agg(json_build_object('code', s.code, 'domaine', s.domaine, 'nom',
                                          json_build_object('fr', s.nom_fr, 'en', s.nom_en), 'description',
                                          json_build_object('fr', s.description_fr, 'en', s.description_en), 'adresse',
                                          coalesce(s.adresse, coalesce(d.adresse, '/domaines/' || d.code) || '#' || s.code))
                                    order by s.ordre, s.code), '[]')
                            from sous_domaine s
                            where s.domaine = d.code))
                    order by d.ordre, d.code), '[]')
            from domaine d), 'rubriques',
          (select coalesce(json_agg(json_build_object('code', code, 'sousDomaine', sous_domaine, 'nom',
                          json_build_object('fr', nom_fr, 'en', nom_en))
                    order by ordre, code), '[]')
            from rubrique), 'applications',
          (select coalesce(json_agg(json_build_object('code', code, 'domaine', domaine, 'sousDomaine', sous_domaine, 'rubrique', rubrique,
                          'nom', json_build_object('fr', nom_fr, 'en', nom_en), 'description',
                          json_build_object('fr', description_fr, 'en', description_en), 'nature', nature, 'adresse', adresse, 'audiences',
                          audiences, 'miseEnAvant', mise_en_avant, 'acces', acces, 'profil',
                          case when profil_application is not null then json_build_object('application', profil_application, 'niveau',
                              profil_niveau) end)
                    order by ordre, code), '[]')
            from application_portail)) as catalogue
    from catalogue c`.execute(db)
  return rows[0]!.catalogue
}

const VIDE: Catalogue = {
  version: 0,
  exploitant: { editeur: null, directeurPublication: null, hebergeur: null, contact: null, delegueProtectionDonnees: null },
  domaines: [],
  rubriques: [],
  applications: [],
}
/** How long a process may show a catalogue that the operator has just changed. */
const FRAICHEUR_MS = 5000
interface Memoire {
  catalogue: Catalogue
  annonces: Annonces
  vuA: number
  enCours: Promise<void> | null
}
const memoires = new WeakMap<Db, Memoire>()

/** What every page announces, and the latest news of the home page. */
export interface Annonces {
  incidents: { id: string; genre: 'incident' | 'maintenance'; titre: string; titreEn: string | null }[]
  actualites: { id: string; titre: string; titreEn: string | null; chapo: string; chapoEn: string | null; publieLe: string }[]
}
const SANS_ANNONCE: Annonces = { incidents: [], actualites: [] }

/** What this process remembers; a page reads it without asking the database. */
export const catalogueEnMemoire = (db: Db): Catalogue => memoires.get(db)?.catalogue ?? VIDE
export const annoncesEnMemoire = (db: Db): Annonces => memoires.get(db)?.annonces ?? SANS_ANNONCE

/** The same memory through another way to the same database. */
export function partagerCatalogue(de: Db, avec: Db) {
  const m = memoires.get(de)
  if (m) memoires.set(avec, m)
}

/**
 * Looks at the version and the announcements at most every few seconds, and reads the catalogue again only when it moved. A database that
 * does not answer leaves the memory as it was.
 */
export async function rafraichirCatalogue(db: Db, force = false): Promise<void> {
  let m = memoires.get(db)
  if (!m) memoires.set(db, (m = { catalogue: VIDE, annonces: SANS_ANNONCE, vuA: -Infinity, enCours: null }))
  if (!force && performance.now() - m.vuA < FRAICHEUR_MS) return
  const memoire = m
  memoire.enCours ??= relire(db, memoire).finally(() => (memoire.enCours = null))
  await memoire.enCours
}

async function relire(db: Db, memoire: Memoire) {
  try {
    const { rows } = await sql<
      { version: number } & Annonces
    >`/* @catalogue */ select version, (${incidentsEnCours}) as incidents, (${dernieresActualites}) as actualites from catalogue`.execute(
      db,
    )
    const { version, ...annonces } = rows[0]!
    memoire.annonces = annonces
    if (version !== memoire.catalogue.version) memoire.catalogue = await lireCatalogue(db)
  } catch {
    // The page that asked will say what it must; its menu is the last one known.
  }
  memoire.vuA = performance.now()
}
