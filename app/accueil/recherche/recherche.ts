import { sql } from 'kysely'
import type { DocumentGuide } from '#app/accueil/recherche/documents.ts'
import { assurerIndex } from '#app/accueil/recherche/indexer.ts'
import type { Contexte } from '#app/contexte.ts'
import type { Db } from '#platform/database/open.ts'

export const GENRES_RESULTAT = [
  'application',
  'page',
  'structure',
  'utilisateur',
  'demande',
  'approbation',
  'ticket',
  'actualite',
  'domaine',
  'documentation',
] as const
export type GenreResultat = (typeof GENRES_RESULTAT)[number]
/** `exact`: it bears this very number or address. */
export interface Resultat {
  genre: GenreResultat
  titre: string
  adresse: string
  detail?: string
  exact?: boolean
}

export interface Trouve extends Omit<DocumentGuide, 'champs'> {
  note: number
  /** How much of what was asked, rare words counting most, this document speaks of: 0 to 1. */
  couverture: number
}

/** Words of conversation, which say nothing of what is looked for: no document answers by them. */
const CONVERSATION =
  'comment est ce que quoi koi faire fait fais faut veux voudrais peux peut puis pouvoir dois doit besoin bonjour bonsoir merci svp plait stp aide aider question ca cela ici la alors donc deja encore toujours plus tres trop bien oui non rien tout tous toute toutes quel quelle quels quelles quand pourquoi parce car si aussi autre autres chez depuis apres avant pendant lors dont ou va vais vient viens aller etre avoir sont sera etait c est qu qd pr ds pas jamais il ya yen a t il dit dire sais savoir voila how do does can i want need what where please hello the a to for'.split(
    ' ',
  )
/** A question is cut there: what follows changes nothing. */
const MOTS_MAXIMUM = 40
/** A synonym, a correction, the beginning of a word count less than the word itself. */
const SYNONYME = 0.6
const CORRECTION = 0.7
const DEBUT = 0.6
/** From so many letters on, one error away from a title is that title: « mon conpte ». */
const TITRE_ENTIER = 6
/** In a question, a word that the guide never says is as telling as its rarest. */
const INCONNU = 4.5

/** Every document that says some of the words, best first. One statement; `frappe`: the last word may be unfinished. */
export async function trouver(
  db: Db,
  question: string,
  { frappe = true, sections = false }: { frappe?: boolean; sections?: boolean } = {},
): Promise<Trouve[]> {
  const { rows } = await sql<Trouve>`
    with tape as (select m.mot, m.rang, m.rang = count(*) over () as dernier
        from unnest((string_to_array(plier(${question.slice(0, 1000)}), ' '))[1:${sql.lit(MOTS_MAXIMUM)}]) with ordinality m(mot, rang)
        where m.mot <> '' and (not ${sections} or m.mot <> all (${CONVERSATION}::text[]))),
      dit as (select t.mot, min(t.rang) as rang, bool_or(t.dernier) as dernier, l.lexeme,
          exists (select from guide_vocabulaire v where v.lexeme = l.lexeme and v.idf < (select max(idf) from guide_vocabulaire)) as connu
        from tape t, unnest(ts_lexize('french_stem', left(t.mot, 40))) l(lexeme)
        group by t.mot, l.lexeme),
      candidat as (select rang, lexeme, 1.0::real as part
        from dit
        union all select d.rang, v.lexeme, ${sql.lit(DEBUT)}
        from dit d
        join guide_vocabulaire v on length(d.mot) >= 3 and starts_with(v.mot, d.mot)
          and (length(v.mot) <= length(d.mot) + 2 or not d.connu or (${frappe} and d.dernier))
        union all select d.rang, v.lexeme, ${sql.lit(CORRECTION)}
        from dit d
        cross join lateral (select x.lexeme
            from guide_vocabulaire x
            where length(x.mot) between length(d.mot) - 2 and length(d.mot) + 2
              and (a_une_faute(x.mot, d.mot) or (length(d.mot) >= 8 and levenshtein_less_equal(x.mot, d.mot, 2) <= 2))
            order by levenshtein_less_equal(x.mot, d.mot, 3), x.mot
            limit 5) v
        where not d.connu and length(d.mot) >= 4),
      lie as (select rang, lexeme, part
        from candidat
        union all select c.rang, s.vers, (c.part * ${sql.lit(SYNONYME)})::real
        from candidat c
        join guide_synonyme s on s.lexeme = c.lexeme),
      vu as (select rang, lexeme, max(part) as part from lie group by rang, lexeme),
      rarete as (select d.rang,
          coalesce(max(case when ${sections} then v.idf else v.idf * c.part end), case when ${sections} then ${sql.lit(INCONNU)}
              else 3.0 end) as idf
        from dit d
        left join vu c on c.rang = d.rang
        left join guide_vocabulaire v on v.lexeme = c.lexeme
        group by d.rang),
      gain as (select v.rang, m.document, max(m.poids * v.part) as poids, max(v.part) as part
        from vu v
        join guide_mot m on m.lexeme = v.lexeme
        group by v.rang, m.document),
      somme as (select g.document, sum(g.poids) as note, sum(r.idf * g.part) / (select sum(idf) from rarete) as couverture
        from gain g
        join rarete r using (rang)
        group by g.document)
    select d.genre, d.cle, d.cible, d.acces, d.titre_fr, d.titre_en, d.detail_fr, d.detail_en, d.adresse, s.couverture::float8,
      (s.note * (.4 + .6 * s.couverture) + case when plier(${question}) in (plier(d.titre_fr), plier(d.titre_en)) then 20
          when not ${sections} and length(plier(${question})) >= ${sql.lit(TITRE_ENTIER)} and (a_une_faute(left(plier(d.titre_fr), 200),
                  left(plier(${question}), 200)) or a_une_faute(left(plier(d.titre_en), 200), left(plier(${question}), 200))) then 10
          when plier(d.titre_fr) like plier(${question}) || '%' or plier(d.titre_en) like plier(${question}) || '%' then 4 else 0 end)::float8 as note
    from somme s
    join guide_document d on d.id = s.document
    where ${sections} or d.genre not in ('section', 'ailleurs')
    order by note desc, d.cle
    limit 160`.execute(db)
  return rows
}

const GENRES: Record<Trouve['genre'], GenreResultat> = {
  application: 'application',
  page: 'page',
  domaine: 'domaine',
  fiche: 'documentation',
  section: 'documentation',
  ailleurs: 'documentation',
}
/** A sheet comes after the application that it tells how to use. */
const PART = { application: 1, page: 1, domaine: 0.8, fiche: 0.7, section: 0.5, ailleurs: 0 }
const PART_DES_FICHES = 0.3
/** What says less than this part of what was asked is noise. */
const COUVERTURE_MINIMUM = 0.2
/** So is what weighs less than this part of the best answer. */
const PART_DU_PREMIER = 0.25
/** … unless the best only bears the very title. */
const PLANCHER_MAXIMUM = 2.5

/** Domains, applications, the portal's pages and the guide, best first (POR-06). */
export async function chercher(c: Contexte, q: string, limite = 60): Promise<Resultat[]> {
  if (!/[\p{L}\p{N}]/u.test(q)) return []
  await assurerIndex(c)
  const langue = c.langue === 'fr' ? 'Fr' : 'En'
  const trouves = await trouver(c.db, q)
  // What its sheets say of an application counts for it too.
  const fiches = Map.groupBy(
    trouves.filter((r) => r.genre === 'fiche'),
    (r) => r.cible,
  )
  const note = (r: Trouve) => r.note * PART[r.genre] + (r.genre === 'fiche' ? 0 : PART_DES_FICHES * (fiches.get(r.cible)?.[0]?.note ?? 0))
  const permis = trouves
    .filter((r) => (r.acces === 'public' || c.utilisateur) && r.couverture >= COUVERTURE_MINIMUM)
    .toSorted((a, b) => note(b) - note(a))
  const plancher = Math.min((permis[0] ? note(permis[0]) : 0) * PART_DU_PREMIER, PLANCHER_MAXIMUM)
  return permis
    .filter((r) => note(r) >= plancher)
    .slice(0, limite)
    .map((r) => ({
      genre: GENRES[r.genre],
      titre: r[`titre${langue}`],
      adresse: r.adresse,
      ...(r[`detail${langue}`] ? { detail: r[`detail${langue}`] } : {}),
    }))
}
