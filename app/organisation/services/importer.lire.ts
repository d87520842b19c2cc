import { sql } from 'kysely'
import { lireTableur } from '#app/organisation/imports/lire.ts'
import { juger } from '#app/organisation/services/importer.juger.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Db } from '#platform/database/open.ts'

const garder = (db: Db, id: string, lot: string) =>
  sql`/* @import-services-garder */
    insert into import_ligne_service (import, rang, cellules, type_identifiant, identifiant, code, nom, description, adresse_electronique,
          telephone, adresse, complement_adresse1, complement_adresse2, code_postal, ville, pays, debut_validite, fin_validite,
          numero_engagement_obligatoire, mise_en_paiement, lues, avis)
    select ${id}::uuid, l.*
    from jsonb_to_recordset(${lot}::jsonb) as l (rang int, cellules text[], type_identifiant text, identifiant text, code text, nom text,
          description text, adresse_electronique text, telephone text, adresse text, complement_adresse1 text, complement_adresse2 text,
          code_postal text, ville text, pays text, debut_validite date, fin_validite date, numero_engagement_obligatoire boolean,
          mise_en_paiement boolean, lues text[], avis text[])`.execute(db)

/** One line a service: two would hide each other. */
const marquerDoublons = (db: Db, id: string) =>
  sql`update import_ligne_service i
    set lues = i.lues || ('ligne-en-double|code|' || d.premier)
    from (select rang, first_value(rang) over w as premier, row_number() over w as n
        from import_ligne_service
        where import = ${id}::uuid and code is not null
          and identifiant is not null window w as (partition by identifiant, code order by rang)) d
    where i.import = ${id}::uuid and i.rang = d.rang and d.n > 1`.execute(db)

/** What is shown is kept: what has changed when it is done is not done unseen (S14). */
const compter = (db: Db, id: string) =>
  sql`with p as (update import_ligne_service set prevu = avant where import = ${id}::uuid and resultat = 'a-modifier')
    update import
    set a_creer = x.a_creer, a_modifier = x.a_modifier, inchangees = x.inchangees, erreurs = x.erreurs
    from (select count(*) filter (where resultat = 'a-creer') as a_creer, count(*) filter (where resultat = 'a-modifier') as a_modifier,
          count(*) filter (where resultat = 'inchangee') as inchangees, count(*) filter (where resultat = 'erreur') as erreurs
        from import_ligne_service
        where import = ${id}::uuid) x
    where id = ${id}::uuid`.execute(db)

/**
 * Reads a spreadsheet of services and judges it line by line: nothing is done yet (SER-03). `structure`: of the lines that name none, which
 * the author may change. @returns the import's id
 */
export const lireServices = (milieu: Milieu, auteur: { id: string }, fichier: { nom: string; contenu: Buffer }, structure: string | null) =>
  lireTableur(
    milieu,
    {
      genre: 'services',
      structure,
      lignes: 'import_ligne_service',
      travailleur: 'app/organisation/services/importer.travailleur.ts',
      donnees: async () => ({ choisie: structure !== null }),
      garder,
      marquerDoublons,
      juger,
      compter,
    },
    auteur,
    fichier,
  )
