// U11, R10: what acces/decider.ts answers, against a model that fits on a screen and shares nothing with it.
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import {
  accesAuxStructures,
  creerCle,
  decider,
  deciderPlusieurs,
  empreinteDeCle,
  ouvrirGuichet,
  RANG_NIVEAU,
  type AccesStructure,
  type Decision,
  type Niveau,
  type Question,
  type QuestionNommee,
} from '#acces/index.ts'
import { baseDEssai } from '#tests/base.ts'

const { db, pool } = await baseDEssai()
const HISTOIRES = process.env.ESSAIS === 'longs' ? 2000 : 200
const GRAINE = Number(process.env.GRAINE ?? Math.floor(Math.random() * 2 ** 31))

// Minutes from an origin; the domain's clock is stopped at the instant asked about.
const ORIGINE = '2026-11-24 12:00:00+00'
const MAINTENANT = 0
type Borne = number | null

interface Periode {
  service: 0 | 1 | null
  debut: number
  fin: Borne
  retireLe: Borne
}
interface Droit extends Periode {
  application: 0 | 1
  niveau: 1 | 2
}
interface Histoire {
  actif: boolean
  inactif: 0 | 1 | null
  statut: 'ACTIVE' | 'INACTIVE'
  rattachements: Periode[]
  droits: Droit[]
}
interface Demandee {
  service: 0 | 1 | null
  application: 0 | 1
  niveau: Niveau
  memeInactive: boolean | null
}

/** The rules of HAB-01 and HAB-08, read aloud. */
function modele(h: Histoire, q: Demandee): { oui: boolean; raison?: string; le?: number | null } {
  const enCours = (p: Periode) => p.retireLe === null && p.debut <= MAINTENANT && (p.fin === null || MAINTENANT < p.fin)
  const couvre = (p: Periode) => p.service === null || p.service === q.service
  if (!h.actif) return { oui: false, raison: 'compte-inactif' }
  if (!h.rattachements.some((r) => enCours(r) && couvre(r))) {
    // Asked about the whole structure, « another service » has no meaning of its own: one is attached somewhere else.
    if (h.rattachements.some(enCours)) return { oui: false, raison: 'autre-service' }
    return {
      oui: false,
      raison: h.rattachements.some((r) => r.retireLe !== null || (r.fin !== null && r.fin <= MAINTENANT))
        ? 'rattachement-termine'
        : 'non-rattache',
    }
  }
  const voulu = q.niveau === 'modification' ? 2 : 1
  if (h.statut === 'INACTIVE' && voulu > 1 && !q.memeInactive) return { oui: false, raison: 'structure-inactive' }
  if (h.inactif !== null && q.service === h.inactif && voulu > 1 && q.memeInactive === false)
    return { oui: false, raison: 'service-inactif' }
  const siens = h.droits.filter((d) => d.application === q.application && couvre(d) && d.retireLe === null)
  const tenus = siens.filter(enCours).map((d) => d.niveau)
  if (tenus.some((n) => n >= voulu)) return { oui: true }
  const suffisants = siens.filter((d) => d.niveau >= voulu)
  const aVenir = suffisants.filter((d) => d.debut > MAINTENANT).map((d) => d.debut)
  if (aVenir.length) return { oui: false, raison: 'a-venir', le: Math.min(...aVenir) }
  if (tenus.length) return { oui: false, raison: 'profil-insuffisant' }
  const finis = suffisants.filter((d) => d.fin !== null && d.fin <= MAINTENANT).map((d) => d.fin!)
  return finis.length ? { oui: false, raison: 'termine', le: Math.max(...finis) } : { oui: false, raison: 'profil-manquant' }
}

const instant = fc.integer({ min: -5, max: 5 })
const periode = fc
  .record({
    service: fc.constantFrom(null, 0 as const, 1 as const),
    debut: instant,
    duree: fc.option(fc.integer({ min: 1, max: 8 })),
    retire: fc.option(fc.integer({ min: -5, max: 0 }), { freq: 1 }),
  })
  .map(({ service, debut, duree, retire }): Periode => ({ service, debut, fin: duree === null ? null : debut + duree, retireLe: retire }))
const droit = fc
  .record({ p: periode, application: fc.constantFrom(0 as const, 1 as const), niveau: fc.constantFrom(1 as const, 2 as const) })
  .map(({ p, ...d }): Droit => ({ ...p, ...d }))

/** What the database would refuse beside what is there already is not part of the history. */
function sansRecouvrement<P extends Periode>(liste: P[], memeObjet: (a: P, b: P) => boolean): P[] {
  const gardees: P[] = []
  for (const p of liste) {
    const chevauche = gardees.some(
      (g) =>
        g.retireLe === null &&
        p.retireLe === null &&
        memeObjet(g, p) &&
        g.service === p.service &&
        (g.fin === null || p.debut < g.fin) &&
        (p.fin === null || g.debut < p.fin),
    )
    if (!chevauche) gardees.push(p)
  }
  return gardees
}

const histoire = fc
  .record({
    inactif: fc.constantFrom(null, null, 0 as const, 1 as const),
    actif: fc.integer({ min: 0, max: 11 }).map((n) => n > 0),
    statut: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, 'INACTIVE' as const),
    rattachements: fc.array(periode, { maxLength: 3 }),
    droits: fc.array(droit, { minLength: 1, maxLength: 6 }),
  })
  .map((h): Histoire => ({
    ...h,
    rattachements: sansRecouvrement(h.rattachements, () => true),
    droits: sansRecouvrement(h.droits, (a, b) => a.application === b.application),
  }))

const QUESTIONS: Demandee[] = ([null, 0, 1] as const).flatMap((service) =>
  ([0, 1] as const).flatMap((application) =>
    (['consultation', 'modification'] as const).flatMap((niveau) =>
      [false, null, true].map((memeInactive) => ({ service, application, niveau, memeInactive })),
    ),
  ),
)

await pool.query(
  `create or replace function maintenant() returns timestamptz language sql stable parallel safe as $$ select timestamptz '${ORIGINE}' $$`,
)
const applications = (await pool.query<{ id: number; code: string }>(`select id, code from application order by id limit 2`)).rows
const empreinte = empreinteDeCle(
  ((await creerCle(db, { nom: 'Modèle', applications: applications.map((a) => a.code), expireLe: null })) as { cle: string }).cle,
)
const guichet = ouvrirGuichet(pool)
/** The same question as an outside application asks it (INT-16). */
const nommee = ({ utilisateur, structure, service, application, niveau }: Question): QuestionNommee => ({
  utilisateur: { id: utilisateur },
  structure: { id: structure },
  service: service ? { id: service } : null,
  application,
  niveau: RANG_NIVEAU[niveau],
})
const instantSql = (minutes: Borne) =>
  minutes === null ? null : new Date(Date.parse(ORIGINE.replace(' ', 'T').replace('+00', 'Z')) + minutes * 60_000).toISOString()

async function ecrire(h: Histoire): Promise<{ utilisateur: string; structure: string; services: string[] }> {
  const { rows } = await pool.query<{ utilisateur: string; structure: string }>(
    `with u as (insert into utilisateur (adresse_electronique, est_actif) values (gen_random_uuid() || '@exemple.fr', $1) returning id),
     s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, statut) values ('HORS_UE', gen_random_uuid()::text, 'Essai', 'PUBLIQUE', $2) returning id)
     select u.id as utilisateur, s.id as structure from u, s`,
    [h.actif, h.statut],
  )
  const { utilisateur, structure } = rows[0]!
  const services = (
    await pool.query<{ id: string }>(
      `insert into service (structure, code, nom, statut) values ($1, 'A', 'A', $2), ($1, 'B', 'B', $3) returning id`,
      [structure, h.inactif === 0 ? 'INACTIF' : 'ACTIF', h.inactif === 1 ? 'INACTIF' : 'ACTIF'],
    )
  ).rows.map((r) => r.id)
  const service = (p: Periode) => (p.service === null ? null : services[p.service]!)
  await pool.query(
    `insert into rattachement (utilisateur, structure, service, periode, retire_le) select $1, $2, r.service, tstzrange(r.debut, r.fin), r.retire from jsonb_to_recordset($3) as r (service uuid, debut timestamptz, fin timestamptz, retire timestamptz)`,
    [
      utilisateur,
      structure,
      JSON.stringify(
        h.rattachements.map((r) => ({
          service: service(r),
          debut: instantSql(r.debut),
          fin: instantSql(r.fin),
          retire: instantSql(r.retireLe),
        })),
      ),
    ],
  )
  await pool.query(
    `insert into habilitation (utilisateur, structure, service, application, niveau, periode, retiree_le) select $1, $2, d.service, d.application, d.niveau, tstzrange(d.debut, d.fin), d.retire from jsonb_to_recordset($3) as d (service uuid, application smallint, niveau smallint, debut timestamptz, fin timestamptz, retire timestamptz)`,
    [
      utilisateur,
      structure,
      JSON.stringify(
        h.droits.map((d) => ({
          service: service(d),
          application: applications[d.application]!.id,
          niveau: d.niveau,
          debut: instantSql(d.debut),
          fin: instantSql(d.fin),
          retire: instantSql(d.retireLe),
        })),
      ),
    ],
  )
  return { utilisateur, structure, services }
}

/** What the view of rights in force says to the same question. */
async function enVigueur(utilisateur: string, structure: string, services: string[]): Promise<(q: Demandee) => boolean> {
  const { rows } = await pool.query<{ service: string | null; application: number; niveau: number }>(
    'select service, application, niveau from acces_en_vigueur where utilisateur = $1 and structure = $2',
    [utilisateur, structure],
  )
  return (q) =>
    rows.some(
      (r) =>
        r.application === applications[q.application]!.id &&
        (r.service === null || (q.service !== null && r.service === services[q.service])) &&
        r.niveau >= (q.niveau === 'modification' ? 2 : 1),
    )
}

/** « Organisation modification » on the whole structure, as pages are given it; a page of one not attached has nothing. */
const organisation = (q: Demandee) =>
  q.memeInactive !== null && q.service === null && q.niveau === 'modification' && applications[q.application]!.code === 'organisation'
const deChez = (a: AccesStructure | undefined, q: Demandee) => (q.memeInactive ? a?.modificationMemeInactive : a?.modification)
const rattachee = (d: Decision) => d.oui || !['non-rattache', 'rattachement-termine'].includes(d.raison)

afterEach(() => pool.query('truncate habilitation, rattachement'))

test(`U11 HAB-08 ${HISTOIRES} histoires au hasard : la réponse, sa raison et sa date sont celles du modèle`, async () => {
  const raisons = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(histoire, async (h) => {
      const { utilisateur, structure, services } = await ecrire(h)
      const posees = QUESTIONS.map((q): Question => ({
        utilisateur,
        structure,
        application: applications[q.application]!.code,
        niveau: q.niveau,
        service: q.service === null ? null : services[q.service]!,
        memeInactive: q.memeInactive,
      }))
      const [ensemble, vus, chez, dehors] = await Promise.all([
        deciderPlusieurs(db, posees),
        enVigueur(utilisateur, structure, services),
        accesAuxStructures(db, utilisateur, [structure]),
        guichet(empreinte, posees.map(nommee)),
      ])
      // Asked one by one, all together, from outside or listed: one answer.
      await Promise.all(
        QUESTIONS.map(async (q, i) => {
          const attendu = modele(h, q)
          const obtenu = await decider(db, posees[i]!)
          expect(ensemble[i], JSON.stringify(q)).toEqual(obtenu)
          if (q.memeInactive === false) {
            const [seule] = (await guichet(empreinte, [nommee(posees[i]!)]))!.reponses
            for (const r of [seule!, dehors!.reponses[i]!])
              expect([r.reponse, r.reponse === 'oui' ? null : r.le], JSON.stringify(q)).toEqual(
                obtenu.oui ? ['oui', null] : [obtenu.raison, obtenu.le],
              )
          }
          // Of the whole structure, the view says what holds of its services as far as they are active.
          if (q.memeInactive === false && !(q.service !== null && q.service === h.inactif && q.niveau === 'modification'))
            expect(vus(q), JSON.stringify(q)).toBe(attendu.oui)
          if (h.actif && organisation(q))
            expect(deChez(chez.get(structure), q), JSON.stringify(q)).toEqual(rattachee(obtenu) ? obtenu : undefined)
          expect({ oui: obtenu.oui, ...(obtenu.oui ? {} : { raison: obtenu.raison }) }, JSON.stringify(q)).toEqual({
            oui: attendu.oui,
            ...(attendu.oui ? {} : { raison: attendu.raison }),
          })
          if (attendu.le !== undefined && !obtenu.oui) expect(obtenu.le?.toISOString(), JSON.stringify(q)).toBe(instantSql(attendu.le))
          raisons.set(attendu.raison ?? 'oui', (raisons.get(attendu.raison ?? 'oui') ?? 0) + 1)
        }),
      )
    }),
    { numRuns: HISTOIRES, seed: GRAINE },
  )
  console.log(`GRAINE=${GRAINE} ${JSON.stringify(Object.fromEntries(raisons))}`)
  // Each reason was met: a generator that never leads there would prove nothing about it.
  expect([...raisons.keys()].toSorted()).toEqual([
    'a-venir',
    'autre-service',
    'compte-inactif',
    'non-rattache',
    'oui',
    'profil-insuffisant',
    'profil-manquant',
    'rattachement-termine',
    'service-inactif',
    'structure-inactive',
    'termine',
  ])
})

test('HAB-08 personne, structure ou application inconnues : non, sans rien dire', async () => {
  const { utilisateur, structure } = await ecrire({ actif: true, statut: 'ACTIVE', inactif: null, rattachements: [], droits: [] })
  const inconnu = '00000000-0000-7000-8000-000000000000'
  const question = { utilisateur, structure, application: applications[0]!.code, niveau: 'consultation' as const }
  for (const q of [
    { ...question, utilisateur: inconnu },
    { ...question, structure: inconnu },
    { ...question, application: 'inconnue' },
  ])
    expect(await decider(db, q)).toEqual({ oui: false, raison: 'inconnu', le: null })
})
