import { sql } from 'kysely'
import type { Db } from '#platform/database/open.ts'
import { codePays, estCategoriePublique } from './nomenclatures.ts'
import type { Etablissement, Trouvaille } from './types.ts'

interface Ligne {
  charge: boolean
  estOuvert: boolean | null
  estSiege: boolean
  diffusible: boolean
  dateCreation: string | null
  dateFermeture: string | null
  codePostal: string | null
  ville: string | null
  adresse: string | null
  complement: string | null
  distribution: string | null
  paysEtranger: string | null
  libelle: string | null
  nicSiege: number | null
  categorie: string | null
  denomination: string | null
  denominationUsuelle: string | null
  nom: string | null
  prenom: string | null
  importeLe: Date
}

/** What the imported stock says of a SIRET, null when it lacks it; whether one was imported at all, in the same statement. */
export async function chercherDansLeStock(
  db: Db,
  siret: string,
): Promise<{ charge: boolean; trouve: (Trouvaille & { importeLe: Date }) | null }> {
  const { rows } = await sql<Ligne>`
    select exists (select from sirene_etablissement) as charge, e.est_ouvert, e.est_siege, e.est_diffusible
      and coalesce(u.est_diffusible, true) as diffusible, to_char(e.date_creation, 'YYYY-MM-DD') as date_creation,
      to_char(e.date_fermeture, 'YYYY-MM-DD') as date_fermeture, e.code_postal, e.ville, e.adresse, e.complement, e.distribution,
      e.pays_etranger, e.libelle, u.nic_siege, lpad(u.categorie_juridique::text, 4, '0') as categorie, u.denomination,
      u.denomination_usuelle, u.nom, u.prenom,
      coalesce((select max(avance_le) from sirene_import where genre = 'etablissement'), maintenant()) as importe_le
    from (select ${siret}::bigint as siret) q
    left join sirene_etablissement e on e.siret = q.siret
    left join sirene_unite_legale u on u.siren = e.siret / 100000`.execute(db)
  const l = rows[0]!
  if (l.estOuvert === null) return { charge: l.charge, trouve: null }
  const siren = siret.slice(0, 9)
  const personne = l.categorie?.startsWith('1') ?? false
  const etablissement: Etablissement = {
    siret,
    siren,
    raisonSociale: personne ? null : l.denomination,
    nom: personne ? l.nom : null,
    prenom: personne ? l.prenom : null,
    libelle: l.libelle ?? l.denominationUsuelle,
    adresse: l.adresse,
    complementAdresse1: l.complement,
    complementAdresse2: l.distribution,
    codePostal: l.codePostal,
    ville: l.ville,
    pays: l.paysEtranger ? codePays(l.paysEtranger) : 'FR',
    categorieJuridique: l.categorie,
    estSiege: l.estSiege,
    siretSiege: l.estSiege ? siret : l.nicSiege === null ? null : siren + String(l.nicSiege).padStart(5, '0'),
    nonDiffusible: !l.diffusible,
    dateCreation: l.dateCreation,
    dateFermeture: l.dateFermeture,
    successeur: null, // in a file of its own, not imported
    unitePublique: estCategoriePublique(l.categorie),
  }
  return { charge: true, trouve: { ouvert: l.estOuvert, etablissement, importeLe: l.importeLe } }
}
