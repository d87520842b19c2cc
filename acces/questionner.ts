import type { Pool } from 'pg'
import { faits, NUL, REPONSE, type RaisonRefus } from '#acces/decider.ts'

/** A question as an outside application asks it: people, structures and services by their id or by the name they are known under. */
export interface QuestionNommee {
  utilisateur: { id: string } | { adresse: string }
  structure: { id: string } | { identifiant: string; types: readonly string[] }
  service: { id: string } | { code: string } | null
  /** Code of the application. */
  application: string
  niveau: 1 | 2
}

export interface ReponseNommee {
  /** May this key ask about this application? Nothing else is told otherwise. */
  permise: boolean
  reponse: 'oui' | RaisonRefus
  le: Date | null
  /** Attached to the structure, at any maille: only then is anything told of it. */
  rattache: boolean
  /** Level held: 1 where 2 is wanted; null: none. */
  tenu: number | null
  utilisateur: string | null
  structure: string | null
  gpPrenom: string | null
  gpNom: string | null
}

/** What the key leads to; null: no such key, or revoked or expired. `cle` is its id. */
export type Issue = { cle: string; reponses: ReponseNommee[] } | null

/** How a call names what it asks about: what no question of it needs is not in the statement, which then costs less than half. */
interface Forme {
  adresse: boolean
  identifiant: boolean
  service: boolean
}

/**
 * The key, the names and the answer, in one statement: nothing is remembered from one question to the next.
 * « q » holds the questions. Names that lead nowhere answer « inconnu », and so does a service that is not the structure's.
 * Who can give the access is read where it was refused.
 */
const corps = (
  q: string,
  f: Forme,
) => `select k.id as cle, coalesce(q.application = any(k.applications), false) as permise, v.reponse, v.le,
    r.present or r.autre_service as rattache, h.niveau as tenu, u.id as utilisateur, st.id as structure, g.prenom as "gpPrenom", g.nom as "gpNom"
  from ${q}
    left join cle_application k on k.empreinte = q.empreinte and k.revoquee_le is null and (k.expire_le is null or k.expire_le > q.t)
    ${f.adresse ? 'left join utilisateur m on m.adresse_electronique = q.adresse' : ''}
    left join utilisateur u on u.id = ${f.adresse ? 'coalesce(q.utilisateur, m.id)' : 'q.utilisateur'} and k.id is not null
    ${
      f.identifiant
        ? `left join lateral (select case when count(*) = 1 then (array_agg(x.id))[1] end as id
      from (select id from structure where type_identifiant = any(q.types) and identifiant = q.identifiant limit 2) x) n on true`
        : ''
    }
    left join structure st on st.id = ${f.identifiant ? 'coalesce(q.structure, n.id)' : 'q.structure'} and k.id is not null
    ${f.service ? 'left join lateral (select id from service where id = q.service and structure = st.id union all select id from service where structure = st.id and code = q.code) sv on true' : ''}
    left join application a on a.code = q.application${f.service ? ' and (sv.id is not null or (q.service is null and q.code is null))' : ''}
    cross join lateral (select q.t, q.niveau, ${f.service ? `coalesce(sv.id, '${NUL}')` : `'${NUL}'::uuid`} as service, false as meme_inactive) z
    ${faits(f.service)}
    cross join lateral (select ${REPONSE}) v
    left join utilisateur g on g.id = case when v.reponse <> 'oui' then st.gestionnaire_principal end`

const COLONNES = [
  'empreinte bytea',
  'utilisateur uuid',
  'adresse citext',
  'structure uuid',
  'identifiant text',
  'types text[]',
  'service uuid',
  'code text',
  'application text',
  'niveau int',
].map((c) => c.split(' ') as [string, string])
const une = (f: Forme) =>
  `/* @question */ ${corps(`(select maintenant() as t, ${COLONNES.map(([nom, type], i) => `$${i + 1}::${type} as ${nom}`).join(', ')} offset 0) q`, f)}`
// An array of arrays has no unnest of its own: the types of identifier travel as one text.
const plusieurs = (f: Forme) =>
  `/* @questions */ ${corps(
    `(select i.t, x.*, string_to_array(x.liste, ' ') as types
    from (select maintenant() as t offset 0) i, unnest(${COLONNES.map(([, type], i) => `(select $${i + 1}::${type.replace('[]', '')}[])::${type.replace('[]', '')}[]`).join(', ')}) with ordinality x (${COLONNES.map(([nom]) => (nom === 'types' ? 'liste' : nom)).join(', ')}, rang) offset 0) q`,
    f,
  )} order by q.rang`

const gardees = new Map<string, string>()
/** Eight statements of each kind, made once. */
function instruction(lignes: Valeurs[]): string {
  const f: Forme = {
    adresse: lignes.some((l) => l[2] !== null),
    identifiant: lignes.some((l) => l[4] !== null),
    service: lignes.some((l) => l[6] !== null || l[7] !== null),
  }
  const nom = `${lignes.length === 1}${f.adresse}${f.identifiant}${f.service}`
  const texte = gardees.get(nom) ?? (lignes.length === 1 ? une(f) : plusieurs(f))
  gardees.set(nom, texte)
  return texte
}

type Ligne = ReponseNommee & { cle: string | null }
type Valeurs = (string | number | readonly string[] | null)[]

const valeurs = (empreinte: string, q: QuestionNommee): Valeurs => [
  empreinte,
  'id' in q.utilisateur ? q.utilisateur.id : null,
  'id' in q.utilisateur ? null : q.utilisateur.adresse,
  'id' in q.structure ? q.structure.id : null,
  'id' in q.structure ? null : q.structure.identifiant,
  'id' in q.structure ? null : q.structure.types,
  q.service && 'id' in q.service ? q.service.id : null,
  q.service && 'code' in q.service ? q.service.code : null,
  q.application,
  q.niveau,
]
const RIEN = [null, null, null, null, null, null, null, '', 1]

const aEchapper = /["\\]/
/** A column as PostgreSQL writes an array: by hand, ten a statement. */
function tableau(lignes: Valeurs[], i: number): string {
  let texte = '{'
  for (const l of lignes) {
    const v = l[i]!
    const s = v === null || typeof v === 'number' ? v : typeof v === 'string' ? v : v.join(' ')
    texte += `${texte === '{' ? '' : ','}${typeof s === 'string' ? `"${aEchapper.test(s) ? s.replaceAll(/["\\]/g, '\\$&') : s}"` : (s ?? 'NULL')}`
  }
  return `${texte}}`
}

async function interroger(pool: Pool, lignes: Valeurs[]): Promise<Ligne[]> {
  const bound = lignes.length === 1 ? lignes[0]! : COLONNES.map((_, i) => tableau(lignes, i))
  return (await pool.query<Ligne>(instruction(lignes), bound)).rows
}

interface Appel {
  lignes: Valeurs[]
  nombre: number
  resolve: (i: Issue) => void
  reject: (e: Error) => void
}

/** Statements at once: enough to keep a database busy, and the screens' connections are left to the screens. */
const ENSEMBLE = 4
/** Calls that wait leave together, up to so many questions. */
const MAXIMUM = 100

export type Guichet = (empreinte: Buffer, questions: QuestionNommee[]) => Promise<Issue>

/**
 * Answers the bearers of keys, on the primary: one statement a call at most, whatever its number of questions. When all statements
 * allowed at once are under way, the calls that came meanwhile share the next: under load a question costs a fraction of one asked alone.
 * Each is judged by a statement that begins after it came. No question at all still checks the key.
 */
export function ouvrirGuichet(pool: Pool): Guichet {
  const attente: Appel[] = []
  let enCours = 0
  async function servir() {
    const appels = [attente.shift()!]
    let nombre = appels[0]!.lignes.length
    for (let suivant = attente[0]; suivant && nombre + suivant.lignes.length <= MAXIMUM; suivant = attente[0]) {
      appels.push(attente.shift()!)
      nombre += suivant.lignes.length
    }
    enCours++
    try {
      const rows = await interroger(
        pool,
        appels.flatMap((a) => a.lignes),
      )
      let rang = 0
      for (const a of appels) {
        const siennes = rows.slice(rang, (rang += a.lignes.length))
        a.resolve(siennes[0]?.cle ? { cle: siennes[0].cle, reponses: siennes.slice(0, a.nombre) } : null)
      }
    } catch (erreur) {
      for (const a of appels) a.reject(erreur as Error)
    } finally {
      enCours--
      if (attente.length) void servir()
    }
  }
  return (cle, questions) =>
    new Promise((resolve, reject) => {
      const empreinte = `\\x${cle.toString('hex')}`
      attente.push({
        lignes: questions.length ? questions.map((q) => valeurs(empreinte, q)) : [[empreinte, ...RIEN]],
        nombre: questions.length,
        resolve,
        reject,
      })
      if (enCours < ENSEMBLE) void servir()
    })
}
