import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { catalogueEnMemoire, rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { documentsDuGuide, type DocumentGuide } from '#app/accueil/recherche/documents.ts'
import type { Programme } from '#app/contexte.ts'

/** Key of the lock that lets one process index at a time. */
const VERROU = 7_203_116
const faits = new WeakMap<Programme['pool'], { version: number; travail: Promise<void> }>()

/** The index is that of this guide and of this catalogue: looked at once a process, then whenever the catalogue moves. */
export async function assurerIndex(programme: Pick<Programme, 'db' | 'pool' | 'settings'>): Promise<void> {
  const { version } = catalogueEnMemoire(programme.db)
  let fait = faits.get(programme.pool)
  if (!fait || fait.version !== version) {
    fait = { version, travail: indexer(programme) }
    faits.set(programme.pool, fait)
    fait.travail.catch(() => faits.delete(programme.pool))
  }
  await fait.travail
}

async function indexer({ db, settings }: Pick<Programme, 'db' | 'settings'>) {
  if (!catalogueEnMemoire(db).version) await rafraichirCatalogue(db, true)
  const documents = documentsDuGuide(catalogueEnMemoire(db), settings.demonstration)
  const { rows } = await sql<{
    synonymes: string
    empreinte: string | null
  }>`select coalesce((select string_agg(mots::text, ';' order by mots) from synonyme), '') as synonymes,
      (select empreinte from guide_index) as empreinte`.execute(db)
  const empreinte = createHash('sha256').update(JSON.stringify(documents)).update(rows[0]!.synonymes).digest('hex')
  if (rows[0]!.empreinte === empreinte) return
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${VERROU})`.execute(tx)
    const deja = await sql`select from guide_index where empreinte = ${empreinte}`.execute(tx)
    if (deja.rows.length) return
    await sql`delete from guide_document`.execute(tx)
    await ecrireDocuments(tx, documents)
    await peser(tx)
    await lierSynonymes(tx)
    await sql`insert into guide_index (empreinte) values (${empreinte}) on conflict (unique_ligne) do update set empreinte = excluded.empreinte`.execute(
      tx,
    )
  })
}

type Tx = Parameters<Parameters<ReturnType<Programme['db']['transaction']>['execute']>[0]>[0]

const ecrireDocuments = (tx: Tx, documents: DocumentGuide[]) =>
  sql`
  insert into guide_document (cle, genre, cible, acces, titre_fr, titre_en, detail_fr, detail_en, adresse)
  select cle, genre, cible, acces, "titreFr", "titreEn", "detailFr", "detailEn", adresse
  from json_to_recordset(${JSON.stringify(documents)}::json) as d(cle text, genre text, cible text, acces text, "titreFr" text,
        "titreEn" text, "detailFr" text, "detailEn" text, adresse text)`
    .execute(tx)
    .then(() =>
      sql`create temporary table champ on commit drop as
        select g.id as document, (c->>'t') as texte, (c->>'p')::real as poids
        from json_to_recordset(${JSON.stringify(documents)}::json) as d(cle text, champs json)
        join guide_document g using (cle), json_array_elements(d.champs) c`.execute(tx),
    )

/** BM25 (k1 = 1.2, b = 0.2): a word is as rare as the subjects that speak of it are few. */
async function peser(tx: Tx) {
  await sql`delete from guide_vocabulaire`.execute(tx)
  await sql`
    create temporary table compte on commit drop as
    select c.document, v.lexeme, sum(c.poids * cardinality(v.positions))::real as tf
    from champ c, unnest(to_tsvector('francais', c.texte)) v
    group by c.document, v.lexeme`.execute(tx)
  await sql`
    create temporary table rarete on commit drop as
    with n as (select count(distinct coalesce(cible, cle)) as n from guide_document)
    select c.lexeme, ln(1 + (n.n - count(distinct coalesce(d.cible, d.cle)) + .5) / (count(distinct coalesce(d.cible, d.cle)) + .5))::real as idf
    from compte c join guide_document d on d.id = c.document, n group by c.lexeme, n.n`.execute(tx)
  await sql`
    insert into guide_mot (lexeme, document, poids) with longueur as (select c.document, d.genre, sum(c.tf) as l
        from compte c
        join guide_document d on d.id = c.document
        group by c.document, d.genre), moyenne as (select genre, avg(l) as m from longueur group by genre)
    select c.lexeme, c.document, r.idf * c.tf * 2.2 / (c.tf + 1.2 * (.8 + .2 * l.l / m.m))
    from compte c
    join rarete r using (lexeme)
    join longueur l using (document)
    join moyenne m using (genre)`.execute(tx)
  await sql`
    insert into guide_vocabulaire (mot, lexeme, idf)
    select m.mot, min(r.lexeme), max(r.idf)
    from (select distinct unnest(string_to_array(plier(texte), ' ')) as mot from champ) m, unnest(ts_lexize('french_stem', m.mot)) l
    join rarete r on r.lexeme = l
    where m.mot <> ''
    group by m.mot`.execute(tx)
}

async function lierSynonymes(tx: Tx) {
  await sql`delete from guide_synonyme`.execute(tx)
  await sql`
    with g as (select s.mots, l as lexeme
        from synonyme s, unnest(s.mots) m, unnest(string_to_array(plier(m), ' ')) w, unnest(ts_lexize('french_stem', w)) l)
    insert into guide_synonyme (lexeme, vers)
    select distinct a.lexeme, b.lexeme
    from g a
    join g b on a.mots = b.mots and a.lexeme <> b.lexeme`.execute(tx)
}
