import { faits, NUL, REPONSE } from '#acces/decider.ts'

const TYPES = {
  empreinte: 'bytea',
  utilisateur: 'uuid',
  adresse: 'citext',
  structure: 'uuid',
  identifiant: 'text',
  types: 'text[]',
  service: 'uuid',
  code: 'text',
  application: 'text',
  niveau: 'int',
} as const
type Colonne = keyof typeof TYPES

/**
 * A question as a statement takes it, with the hash of the key that asks; a person, a structure and a service under one of their names, the
 * others null.
 */
export interface Posee extends Record<Exclude<Colonne, 'types' | 'niveau'>, string | null> {
  types: readonly string[] | null
  niveau: number
}

/**
 * How a call names what it asks about: what no question of it needs is not in the statement, which then costs less than half. `cles`,
 * `applications`: several of them, looked up by question and not once.
 */
type Forme = Record<'cles' | 'applications' | 'adresse' | 'identifiant' | 'service', boolean>
/** What all have in common is bound first, once. */
const communesDe = (f: Forme): Colonne[] => [
  ...(f.cles ? [] : (['empreinte'] as const)),
  ...(f.applications ? [] : (['application'] as const)),
]

const formeDe = (posees: Posee[]): Forme => ({
  cles: posees.some((p) => p.empreinte !== posees[0]!.empreinte),
  applications: posees.some((p) => p.application !== posees[0]!.application),
  adresse: posees.some((p) => p.adresse !== null),
  identifiant: posees.some((p) => p.identifiant !== null),
  service: posees.some((p) => p.service !== null || p.code !== null),
})

/** What is bound after that, question by question. */
const colonnesDe = (f: Forme): Colonne[] => [
  ...(f.cles ? (['empreinte'] as const) : []),
  'utilisateur',
  ...(f.adresse ? (['adresse'] as const) : []),
  'structure',
  ...(f.identifiant ? (['identifiant', 'types'] as const) : []),
  ...(f.service ? (['service', 'code'] as const) : []),
  ...(f.applications ? (['application'] as const) : []),
  'niveau',
]

/**
 * The key, the names and the answer, in one statement: nothing is remembered from one question to the next.
 * « q » holds the questions. Names that lead nowhere answer « inconnu », and so does a service that is not the structure's.
 * The structure itself is read where its state or its principal manager counts: a right or an attachment names one that exists.
 * Who can give the access is read where it was refused.
 */
const corps = (q: string, f: Forme) => {
  const rang = (c: Colonne) => communesDe(f).indexOf(c) + 1
  const de = (c: Colonne) => (rang(c) ? `$${rang(c)}::${TYPES[c]}` : `q.${c}`)
  // Fenced, what all have in common is looked up once.
  const borne = (c: Colonne) => (rang(c) ? ' offset 0' : '')
  const structure = f.identifiant ? 'coalesce(q.structure, n.id)' : 'q.structure'
  return `select k.id as cle, coalesce(${de('application')} = any(k.applications), false) as permise, v.reponse, v.le, r.present
      or r.autre_service as rattache, h.niveau as tenu, u.id as utilisateur, st.id as structure, g.prenom as "gpPrenom", g.nom as "gpNom"
    from ${q}
    left join lateral (select id, applications
        from cle_application
        where empreinte = ${de('empreinte')} and revoquee_le is null
          and (expire_le is null or expire_le > maintenant())${borne('empreinte')}) k on true
        ${f.adresse ? 'left join utilisateur m on m.adresse_electronique = q.adresse' : ''}
    left join utilisateur u on u.id = ${f.adresse ? 'coalesce(q.utilisateur, m.id)' : 'q.utilisateur'}
      and k.id is not null ${
        f.identifiant
          ? `left join lateral (select case when count(*) = 1 then (array_agg(x.id))[1] end as id
      from (select id from structure where type_identifiant = any(q.types) and identifiant = q.identifiant limit 2) x) n on true`
          : ''
      } ${f.service ? `left join lateral (select id from service where id = q.service and structure = ${structure} union all select id from service where structure = ${structure} and code = q.code) sv on true` : ''}
    left join lateral (select id from application where code = ${de('application')}${borne('application')}) a on
        ${f.service ? 'sv.id is not null or (q.service is null and q.code is null)' : 'true'}
    cross join lateral (select q.t, q.niveau, ${f.service ? `coalesce(sv.id, '${NUL}')` : `'${NUL}'::uuid`} as service,
          false as meme_inactive) z ${faits(f.service, structure)}
    left join structure s on s.id = case when z.niveau > 1 or h.niveau is null or not r.present or not u.est_actif then ${structure} end
      and k.id is not null
    cross join lateral (select case when h.niveau is not null then ${structure} else s.id end as id, s.statut, s.gestionnaire_principal) st
    cross join lateral (select ${REPONSE}) v
    left join utilisateur g on g.id = case when v.reponse <> 'oui' then st.gestionnaire_principal end`
}

const une = (f: Forme) => {
  const premier = communesDe(f).length + 1
  const colonnes = colonnesDe(f).map((c, i) => `$${premier + i}::${TYPES[c]} as ${c}`)
  return `/* @question */ ${corps(`(select maintenant() as t, ${colonnes.join(', ')} offset 0) q`, f)}`
}

// An array of arrays has no unnest of its own: the types of identifier travel as one text.
const plusieurs = (f: Forme) => {
  const colonnes = colonnesDe(f)
  const premier = communesDe(f).length + 1
  const tableaux = colonnes.map((c, i) => {
    const type = `${TYPES[c].replace('[]', '')}[]`
    return `(select $${premier + i}::${type})::${type}`
  })
  const noms = colonnes.map((c) => (c === 'types' ? 'liste' : c))
  const q = `(select i.t, x.*${f.identifiant ? `, string_to_array(x.liste, ' ') as types` : ''}
    from (select maintenant() as t offset 0) i, unnest(${tableaux.join(', ')}) with ordinality x (${noms.join(', ')}, rang) offset 0) q`
  return `/* @questions */ ${corps(q, f)} order by q.rang`
}

const aEchapper = /["\\]/
/** A column as PostgreSQL writes an array: by hand, for a whole statement. */
function tableau(posees: Posee[], colonne: Colonne): string {
  let texte = '{'
  for (const p of posees) {
    const v = p[colonne]
    const s = v === null || typeof v === 'number' ? v : typeof v === 'string' ? v : v.join(' ')
    texte += `${texte === '{' ? '' : ','}${typeof s === 'string' ? `"${aEchapper.test(s) ? s.replaceAll(/["\\]/g, '\\$&') : s}"` : (s ?? 'NULL')}`
  }
  return `${texte}}`
}

const faites = new Map<string, string>()

/** The statement that answers these questions, one row each in their order, and what it is given. Each form is written once. */
export function instruction(posees: Posee[]): { text: string; values: unknown[] } {
  const f = formeDe(posees)
  const seule = posees.length === 1
  const nom = JSON.stringify([seule, f])
  const text = faites.get(nom) ?? (seule ? une(f) : plusieurs(f))
  faites.set(nom, text)
  const valeurs = colonnesDe(f).map((c) => (seule ? posees[0]![c] : tableau(posees, c)))
  return { text, values: [...communesDe(f).map((c) => posees[0]![c]), ...valeurs] }
}
