import { expect, test } from 'vitest'
import { titreEvenement } from '#app/organisation/structures/historique.lister.ts'
import { DEFINITIONS } from '#app/domaines.ts'
import type { Demande } from '#demandes/index.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { en, fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const daniel = await p.session('daniel')

/** Written by hand from the interface: the types, and which of them wait for the delay. */
const TOUT_DE_SUITE =
  `structure.creer structure.dupliquer structure.transferer-gestionnaire service.creer service.importer coordonnee-bancaire.creer piece-jointe.creer piece-jointe.supprimer
  rattachement.demander rattachement.creer rattachement.terminer utilisateur.importer mandat-facturation.souscrire compte.desactiver`.split(
    /\s+/,
  )
const APRES_LE_DELAI =
  `structure.modifier structure.activer structure.desactiver structure.mettre-a-jour-insee service.modifier service.activer service.desactiver
  coordonnee-bancaire.modifier coordonnee-bancaire.activer coordonnee-bancaire.desactiver habilitation.ajouter habilitation.modifier habilitation.supprimer habilitation.demander`.split(
    /\s+/,
  )
/** Ours beside them: docs/decisions/0032-fin-d-un-mandat.md. */
const EN_PLUS = ['mandat-facturation.terminer']
const TYPES = [...TOUT_DE_SUITE, ...APRES_LE_DELAI, ...EN_PLUS].toSorted()

test('INT-10 les types de demande sont ceux de l’interface, sous ces noms, chacun avec son délai', () => {
  expect([...DEFINITIONS.keys()].toSorted()).toEqual(TYPES)
  for (const type of APRES_LE_DELAI) expect([type, DEFINITIONS.get(type)!.effet]).toEqual([type, type.split('.')[0]])
  for (const type of [...TOUT_DE_SUITE, ...EN_PLUS]) expect([type, DEFINITIONS.get(type)!.effet]).toEqual([type, 'immediat'])
})

test('INT-10 INT-08 chaque type est décrit dans OpenAPI, avec sa phrase et ses champs, et se soumet par l’API', async () => {
  type Operation = {
    summary: string
    requestBody: { content: { 'application/json': { schema: { properties?: object; additionalProperties?: boolean } } } }
    responses: object
  }
  const doc = (await (await p.demander('/api/v1/openapi.json')).json()) as { paths: Record<string, { post?: Operation }> }
  const avant = await p.pool.query('select count(*)::int as n from demande')
  for (const type of TYPES) {
    const chemin = `/api/v1/demandes/${type}`
    const { summary, requestBody, responses } = doc.paths[chemin]!.post!
    const schema = requestBody.content['application/json'].schema
    expect([
      type,
      summary === type,
      Object.keys(schema.properties ?? {}).length > 0,
      schema.additionalProperties,
      Object.keys(responses),
    ]).toEqual([type, false, true, false, expect.arrayContaining(['200', '201'])])
    const soumise = await p.demander(`${chemin}?simulation=oui`, { cookie: daniel, json: { inconnu: 1 } })
    // Known, it asks for what it lacks, or for the structure; a field of no type's is refused by each.
    expect([type, soumise.status]).toEqual([type, 422])
    expect((await soumise.json()) as object).toMatchObject({
      champs: expect.arrayContaining([expect.objectContaining({ code: expect.stringMatching(/^[a-z-]+$/) })]),
    })
    expect([type, (await p.demander(chemin, { json: {} })).status]).toEqual([type, 401])
  }
  expect((await p.demander('/api/v1/demandes/structure.inventee', { cookie: daniel, json: {} })).status).toBe(404)
  expect((await p.pool.query('select count(*)::int as n from demande')).rows).toEqual(avant.rows)
})

test('PLUS-06 PLUS-08 l’historique dit chaque événement en mots, dans les deux langues', () => {
  const moments = (d: Demande) =>
    d.approbation === 'aucune'
      ? d.effet === 'immediat'
        ? ['effective']
        : ['programmee', 'effective', 'annulee', 'echouee']
      : ['demandee', 'approuvee', 'refusee', 'annulee', 'expiree', 'echouee', ...(d.effet === 'immediat' ? [] : ['effective'])]
  // Written by hand in the domains, beside those that a demande derives.
  const autres = [
    'suppleance.nommer:effective',
    'suppleance.terminer:effective',
    'ensemble.creer:effective',
    'invitation.acceptee',
    'recuperation.demander:effective',
    'utilisateur.voir-comme:debut',
    'structure.nommer-gestionnaire:effective',
    'coordonnee-bancaire.affichee',
    'piece-jointe.infectee:effective',
  ]
  for (const t of [fr, en]) {
    const dits = { ...t.structures.evenements, ...t.services.evenements, ...t.coordonnees.evenements, ...t.pieces.evenements }
    expect(
      [...[...DEFINITIONS.values()].flatMap((d) => moments(d).map((m) => `${d.type}:${m}`)), ...autres].filter((e) => !dits[e]),
    ).toEqual([])
  }
})

test('PLUS-06 chaque moment de chaque démarche a son nom dans l’historique, dans les deux langues', () => {
  const moments = (d: Demande) =>
    d.approbation !== 'aucune'
      ? ['demandee', 'approuvee', 'refusee', 'annulee', 'expiree']
      : d.avancer
        ? ['programmee', 'effective', 'annulee']
        : d.effet === 'immediat'
          ? ['effective']
          : ['programmee', 'effective', 'annulee', 'echouee']
  const evenements = [...DEFINITIONS.values()].flatMap((d) => moments(d).map((m) => `${d.type}:${m}`))
  for (const t of [fr, en]) expect(evenements.filter((e) => titreEvenement(t, e) === e)).toEqual([])
})
