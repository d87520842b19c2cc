import { expect, test } from 'vitest'
import { creationDuMonde, OUVERT, probleme } from '#tests/creation.ts'

const { p, camille, daniel, creer } = await creationDuMonde()

test('STR-02 INT-12 un identifiant faux dit ce qui ne va pas, avec les autres erreurs, toutes ensemble', async () => {
  const reponse = await creer({
    typeIdentifiant: 'RIDET',
    identifiant: '12',
    adresseElectronique: 'pas une adresse',
    pays: 'XX',
    inconnu: 1,
  })
  expect(reponse.status).toBe(422)
  const { champs } = await probleme(reponse)
  expect(champs!.map((c) => `${c.champ}:${c.code}`).toSorted()).toEqual([
    'adresse:champ-manquant',
    'adresseElectronique:adresse-electronique-invalide',
    'codePostal:champ-manquant',
    'identifiant:identifiant-invalide',
    'inconnu:champ-inconnu',
    'pays:pays-inconnu',
    'raisonSociale:champ-manquant',
    'ville:champ-manquant',
  ])
  expect(champs!.find((c) => c.champ === 'identifiant')!.message).toContain('Le RIDET a 2')
  for (const [typeIdentifiant, identifiant] of [
    ['SIRET', '41816609600068'],
    ['SIRET', ''],
    ['UE_HORS_FRANCE', 'FR00'],
    ['AUTRE', 'EC1'],
    ['PARTICULIER', '1990193160BONJEAN'],
    ['TAHITI', 7],
  ] as const) {
    const r = await creer({ typeIdentifiant, identifiant })
    expect([typeIdentifiant, r.status, (await probleme(r)).champs?.some((c) => c.champ === 'identifiant')]).toEqual([
      typeIdentifiant,
      422,
      true,
    ])
  }
  for (const corps of [{}, { typeIdentifiant: 'DUNS' }, [], 'x', null]) expect((await creer(corps as object)).status).toBeLessThan(500)
  expect((await creer({ typeIdentifiant: 'SIRET', identifiant: OUVERT }, '')).status).toBe(401)
})

test('STR-02 en cours d’immatriculation : le portail délivre l’identifiant', async () => {
  const reponse = await creer({
    typeIdentifiant: 'AUTRE',
    raisonSociale: 'Atelier Moreau',
    adresse: '1 rue Haute',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  })
  const { numero, structure } = (await reponse.json()) as { numero: string; structure: { identifiant: string } }
  expect([reponse.status, structure.identifiant]).toEqual([201, expect.stringMatching(/^EC\d{11}$/)])
  // Nobody typed it: the receipt is where it is first read.
  const recu = await (await p.demander(`/demandes/${numero}`, { cookie: camille })).text()
  expect(recu.replaceAll(/[\u00a0 ]/g, '')).toContain(structure.identifiant)
})

test('STR-02 particulier : identifiant construit, ses éléments ne restent nulle part, un homonyme reçoit -2 sans qu’on le sache', async () => {
  const corps = {
    typeIdentifiant: 'PARTICULIER',
    sexe: 1,
    anneeNaissance: 1987,
    moisNaissance: 11,
    nom: 'Grandjean',
    prenom: 'Léo',
    adresse: '5 rue Basse',
    codePostal: '93160',
    ville: 'Noisy-le-Grand',
    pays: 'FR',
  }
  const un = await creer(corps)
  const deux = await creer({ ...corps, prenom: 'Luc' }, daniel)
  const identifiants = await Promise.all(
    [un, deux].map(async (r) => ((await r.json()) as { structure: { identifiant: string } }).structure.identifiant),
  )
  expect([un.status, deux.status, ...identifiants]).toEqual([201, 201, '1871193160GRANDJEAN', '1871193160GRANDJEAN-2'])
  const { rows } = await p.pool.query(
    `select saisie::text as v from demande where saisie->>'nom' = 'Grandjean' union all select contenu::text from journal where contenu::text like '%Grandjean%' union all select saisie::text from brouillon where saisie->>'nom' = 'Grandjean'`,
  )
  expect(rows.length).toBeGreaterThanOrEqual(4)
  for (const { v } of rows) expect(v).not.toMatch(/sexe|Naissance|1987|187119/)
  const manquent = await creer({ ...corps, sexe: undefined, moisNaissance: 13 })
  expect((await probleme(manquent)).champs!.map((c) => `${c.champ}:${c.code}`).toSorted()).toEqual([
    'moisNaissance:champ-invalide',
    'sexe:champ-manquant',
  ])
})

test('INT-08 la description de l’API a chaque demande des structures, avec ses champs', async () => {
  const { paths } = (await (await p.demander('/api/v1/openapi.json')).json()) as { paths: Record<string, { post: unknown }> }
  for (const [type, champ] of [
    ['creer', 'typeIdentifiant'],
    ['desactiver', 'motif'],
    ['activer', 'version'],
    ['mettre-a-jour-insee', 'champs'],
  ])
    expect(JSON.stringify(paths[`/api/v1/demandes/structure.${type}`]?.post)).toContain(`"${champ}"`)
})
