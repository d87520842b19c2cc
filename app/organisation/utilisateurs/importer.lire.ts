import { sql } from 'kysely'
import { lireTableur, type Lecture } from '#app/organisation/imports/lire.ts'
import type { Application } from '#app/organisation/utilisateurs/importer.colonnes.ts'
import { juger } from '#app/organisation/utilisateurs/importer.juger.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Db } from '#platform/database/open.ts'

const garder = (db: Db, id: string, lot: string) =>
  sql`/* @import-garder */
    insert into import_ligne (import, rang, cellules, courriel, type_identifiant, identifiant, code_service, droits, ensembles, fin, lues)
    select ${id}::uuid, l.r, l.x, l.c, l.t, l.i, l.s, l.d, l.e, l.f, l.k
    from jsonb_to_recordset(${lot}::jsonb) as l (r int, x text[], c citext, t text, i text, s text, d smallint[], e text[], f date, k text[])`.execute(
    db,
  )

/** One line a person and place: two would hide each other. */
const marquerDoublons = (db: Db, id: string) =>
  sql`update import_ligne i
    set lues = i.lues || ('ligne-en-double|adresseElectronique|' || d.premier)
    from (select rang, first_value(rang) over w as premier, row_number() over w as n
        from import_ligne
        where import = ${id}::uuid and courriel is not null
          and identifiant is not null window w as (partition by courriel, identifiant, code_service order by rang)) d
    where i.import = ${id}::uuid and i.rang = d.rang and d.n > 1`.execute(db)

const compter = (db: Db, id: string) =>
  sql`update import
    set a_rattacher = x.a_rattacher, a_inviter = x.a_inviter, a_completer = x.a_completer, inchangees = x.inchangees, erreurs = x.erreurs
    from (select count(*) filter (where resultat = 'a-rattacher') as a_rattacher,
          count(*) filter (where resultat = 'a-inviter') as a_inviter, count(*) filter (where resultat = 'a-completer') as a_completer,
          count(*) filter (where resultat = 'inchangee') as inchangees, count(*) filter (where resultat = 'erreur') as erreurs
        from import_ligne
        where import = ${id}::uuid) x
    where id = ${id}::uuid`.execute(db)

const LECTURE: Lecture = {
  genre: 'utilisateurs',
  lignes: 'import_ligne',
  travailleur: 'app/organisation/utilisateurs/importer.travailleur.ts',
  donnees: async (db) => ({ applications: (await sql<Application>`select id, code, niveaux from application`.execute(db)).rows }),
  garder,
  marquerDoublons,
  juger,
  compter,
}

/** Reads a spreadsheet of people and judges it line by line: nothing is done yet (UTI-06). @returns the import's id */
export const lireFichier = (milieu: Milieu, auteur: { id: string }, fichier: { nom: string; contenu: Buffer }) =>
  lireTableur(milieu, LECTURE, auteur, fichier)
