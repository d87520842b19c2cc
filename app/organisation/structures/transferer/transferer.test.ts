import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const LONGS = process.env.ESSAIS === 'longs'
const p = await portailDuMonde()
const { menuiserie, agencement, sci } = p.monde
const daniel = await p.session('daniel')
const heloise = await p.session('heloise')
const TYPE = '/api/v1/demandes/structure.transferer-gestionnaire'
const demander = (json: object, cookie = daniel, plus = '') => p.demander(TYPE + plus, { cookie, json })
const lire = async (r: Response) =>
  (await r.json()) as Record<string, unknown> & {
    numero: string
    code: string
    champs?: { champ: string; code: string; message: string }[]
  }
const gestionnaires = async (ids: string[]) =>
  (
    await p.pool.query<{ g: string | null }>('select gestionnaire_principal as g from structure where id = any($1) order by id', [ids])
  ).rows.map((r) => r.g)
const niveauOrganisation = async (utilisateur: string, structure: string) =>
  (
    await p.pool.query<{ n: number | null }>(
      'select max(niveau) as n from habilitation where utilisateur = $1 and structure = $2 and application = 1 and retiree_le is null and periode @> maintenant()',
      [utilisateur, structure],
    )
  ).rows[0]!.n
const rattacher = (utilisateur: string, structure: string) =>
  p.pool.query(`insert into rattachement (utilisateur, structure, periode) values ($1, $2, tstzrange(maintenant(), null))`, [
    utilisateur,
    structure,
  ])

test('GP-01 les structures à cocher ne se disent pas facultatives : deux types de demande sur trois les veulent', async () => {
  const html = await (await p.demander('/organisation/structures/transferer', { cookie: daniel })).text()
  expect([
    html.includes('Transfert unitaire'),
    html.includes('Inutile de cocher pour un transfert global'),
    html.includes('(facultatif)'),
  ]).toEqual([true, true, false])
})

test('GP-02 CPT-07 preuve de plus de dix minutes : 403 preuve-exigee avec le remède ; simple utilisateur 403, étranger 404', async () => {
  const vieille = await ouvrirSession(p.pool, p.settings, p.monde.daniel)
  await p.pool.query(`update session set preuve_le = clock_timestamp() - interval '11 minutes' where id = $1`, [vieille.id])
  const r = await demander({ structure: menuiserie, utilisateur: p.monde.heloise }, vieille.cookie)
  expect([r.status, await lire(r)]).toMatchObject([403, { code: 'preuve-exigee', remede: { href: '/preuve' } }])
  const simple = await demander({ structure: menuiserie, utilisateur: p.monde.nadia }, heloise)
  expect([simple.status, await lire(simple)]).toMatchObject([
    403,
    { code: 'acces-refuse', remede: expect.stringContaining('Daniel Poitier') },
  ])
  expect((await demander({ structure: menuiserie, utilisateur: p.monde.heloise }, await p.session('nadia'))).status).toBe(404)
  expect((await demander({ structure: p.monde.mairie, utilisateur: p.monde.heloise })).status).toBe(404)
})

test('GP-01 sans personne de commun à plusieurs structures, on lit à qui il en manque le moins et lesquelles, et l’on va l’y rattacher', async () => {
  const cle = randomUUID()
  const r = await p.demander('/organisation/structures/transferer', {
    cookie: daniel,
    champs: { _cle: cle, _etape: 'structures', type: 'multiple', structures: [menuiserie, agencement] },
  })
  const html = (await (await p.demander(r.headers.get('location')!, { cookie: daniel })).text()).replaceAll('\u00a0', ' ')
  expect([
    html.includes('Personne d’autre n’est rattaché à toutes ces structures'),
    html.includes('Héloïse Ferdinand pourrait prendre la suite, sauf pour Poitier Agencement'),
    html.includes(`/organisation/utilisateurs/rattacher?structure=${agencement}"`),
  ]).toEqual([true, true, true])
})

test('GP-01 PLUS-07 une structure inactive et sans successeur : on l’active d’abord, puisque personne n’y est rattaché', async () => {
  const r = await p.demander('/organisation/structures/transferer', {
    cookie: daniel,
    champs: { _cle: randomUUID(), _etape: 'structures', type: 'multiple', structures: [agencement, sci] },
  })
  const lire = async (adresse: string) => (await (await p.demander(adresse, { cookie: daniel })).text()).replaceAll('\u00a0', ' ')
  for (const [adresse, phrase] of [
    [r.headers.get('location')!, 'activez d’abord SCI du Quai, ou transférez les autres'],
    [`/organisation/structures/${sci}/transferer`, 'activez-la d’abord'],
  ] as const) {
    const html = await lire(adresse)
    expect([
      html.includes(phrase),
      html.includes(`/organisation/structures/${sci}/activer"`),
      html.includes('/utilisateurs/rattacher?'),
    ]).toEqual([true, true, false])
  }
})

test('GP-02 ce que l’on avait programmé sera annulé, faute de droit : la vérification le dit, avec les numéros', async () => {
  const chemin = `/organisation/structures/${menuiserie}/transferer`
  const verifier = async () => {
    const r = await p.demander(chemin, { cookie: daniel, champs: { _cle: randomUUID(), _etape: 'verifier', utilisateur: p.monde.heloise } })
    return (await p.demander(r.headers.get('location')!, { cookie: daniel })).text()
  }
  expect(await verifier()).not.toContain('changement programmé sera annulé')
  const r = await p.demander('/api/v1/demandes/habilitation.supprimer', {
    cookie: daniel,
    json: { structure: menuiserie, utilisateur: p.monde.heloise, application: 'marches' },
  })
  const { numero } = await lire(r)
  const html = await verifier()
  expect([html.includes('Votre changement programmé sera annulé'), html.includes(`href="/demandes/${numero}"`)]).toEqual([true, true])
  expect((await p.demander(`/api/v1/demandes/${numero}/annulation`, { cookie: daniel, json: {} })).status).toBe(200)
})

test('GP-02 S07 un seul rattachement manque : rien n’est transféré, et l’on dit où ; soi-même, sans successeur : refusé', async () => {
  const r = await demander({ structures: [menuiserie, agencement], utilisateur: p.monde.heloise })
  expect([r.status, await lire(r)]).toMatchObject([
    422,
    { code: 'utilisateur-non-rattache', champs: [{ champ: 'utilisateur', message: expect.stringContaining('Poitier Agencement') }] },
  ])
  expect(await gestionnaires([menuiserie, agencement])).toEqual([p.monde.daniel, p.monde.daniel])
  expect((await lire(await demander({ structure: menuiserie, utilisateur: p.monde.daniel }))).code).toBe('deja-gestionnaire')
  expect((await lire(await demander({ structure: menuiserie, utilisateur: p.monde.daniel.toUpperCase() }))).code).toBe('deja-gestionnaire')
  // Whatever is wrong elsewhere, whoever cannot take over is told too.
  const melees = await lire(await demander({ structures: [menuiserie, agencement], utilisateur: p.monde.heloise, motif: 'x' }))
  expect(melees.champs?.map((c) => [c.champ, c.code])).toEqual([
    ['utilisateur', 'utilisateur-non-rattache'],
    ['motif', 'champ-inconnu'],
  ])
  expect((await demander({ structure: menuiserie })).status).toBe(422)
  expect((await demander({ structures: [], utilisateur: p.monde.heloise })).status).toBe(422)
  const simulation = await demander({ structure: menuiserie, utilisateur: p.monde.heloise }, daniel, '?simulation=oui')
  expect([simulation.status, await lire(simulation)]).toMatchObject([
    200,
    { etat: 'effective', saisie: { structures: [{ id: menuiserie }], utilisateur: { prenom: 'Héloïse' } } },
  ])
  expect(await gestionnaires([menuiserie])).toEqual([p.monde.daniel])
})

test('GP-01 GP-02 transfert de plusieurs, dont une inactive : profils, ancien simple utilisateur, approbations, suppléances, courriels, historique', async () => {
  await rattacher(p.monde.heloise, agencement)
  await rattacher(p.monde.heloise, sci)
  const suppleante = await creerUtilisateur(p.pool, { nom: 'Suppléante' })
  await rattacher(suppleante.id, menuiserie)
  await p.pool.query(
    `insert into suppleance (gestionnaire, suppleant, periode) values ($1, $2, tstzrange(maintenant(), maintenant() + interval '3 days'))`,
    [p.monde.daniel, suppleante.id],
  )
  await p.pool.query(
    `with d as (insert into demande (type, auteur, structure, saisie, etat) values ('rattachement.demander', $1, $2, '{}', 'demandee') returning id) insert into approbation (demande, structure, expire_le) select id, $2, now() + interval '30 days' from d`,
    [suppleante.id, menuiserie],
  )
  const decideurs = async () =>
    (await p.pool.query('select utilisateur from decideur where structure = $1', [menuiserie])).rows.map(
      (r: { utilisateur: string }) => r.utilisateur,
    )
  expect((await decideurs()).toSorted()).toEqual([p.monde.daniel, suppleante.id].toSorted())

  const r = await demander({ structures: [menuiserie, agencement, sci], utilisateur: p.monde.heloise })
  const recu = await lire(r)
  expect([r.status, recu.etat]).toEqual([201, 'effective'])
  expect(await gestionnaires([menuiserie, agencement, sci])).toEqual(Array(3).fill(p.monde.heloise))
  // U03: what waits follows the role; the deputy of the former decides no longer.
  expect(await decideurs()).toEqual([p.monde.heloise])
  for (const s of [menuiserie, agencement, sci])
    expect([await niveauOrganisation(p.monde.heloise, s), await niveauOrganisation(p.monde.daniel, s)]).toEqual([2, 1])
  const { rows: profils } = await p.pool.query(
    `select count(*)::int as n, bool_and(h.niveau = a.niveaux) as tous from habilitation h join application a on a.id = h.application where utilisateur = $1 and structure = $2 and service is null and retiree_le is null and periode @> maintenant() and upper_inf(periode)`,
    [p.monde.heloise, sci],
  )
  expect(profils).toEqual([{ n: 17, tous: true }])
  // Still attached, still able to consult; no longer able to modify.
  expect(
    (await p.demander('/api/v1/demandes/structure.modifier', { cookie: daniel, json: { structure: menuiserie, libelle: 'Non' } })).status,
  ).toBe(403)
  expect((await p.demander(`/api/v1/structures/${menuiserie}`, { cookie: daniel })).status).toBe(200)
  const { rows: courriels } = await p.pool.query<{ a: string; sujet: string }>(
    `select donnees->>'a' as a, donnees->>'sujet' as sujet from depart where file = 'courriel' order by 1`,
  )
  expect(courriels).toEqual([
    { a: 'daniel.poitier@exemple.fr', sujet: expect.stringContaining('plus') },
    { a: 'heloise.ferdinand@exemple.fr', sujet: expect.stringContaining('Vous êtes') },
  ])
  const {
    rows: [parti],
  } = await p.pool.query<{ texte: string }>(
    `select donnees->>'texte' as texte from depart where file = 'courriel' and donnees->>'a' = 'daniel.poitier@exemple.fr'`,
  )
  expect(parti!.texte.replaceAll('\u00a0', ' ')).toMatch(/de « [^»]+ », « [^»]+ » et « [^»]+ » appartient maintenant/)
  // The receipt says who had the role, not that nobody had.
  expect(await (await p.demander(`/demandes/${recu.numero}`, { cookie: daniel })).text()).toMatch(
    /Gestionnaire principal, Menuiserie Poitier, siège<[^]{0,200}Daniel Poitier<[^]{0,200}Héloïse Ferdinand</,
  )
  // The history of each structure names no other.
  const { rows: lignes } = await p.pool.query<{ chaine: string; n: number }>(
    `select chaine, jsonb_array_length(contenu->'apres'->'structures') as n from journal where evenement = 'structure.transferer-gestionnaire:effective'`,
  )
  expect(lignes.map((l) => l.n)).toEqual([1, 1, 1])
  expect(lignes.map((l) => l.chaine).toSorted()).toEqual([menuiserie, agencement, sci].toSorted())
  const lu = async (cookie: string) =>
    ((await lire(await p.demander(`/api/v1/demandes/${recu.numero}`, { cookie }))).saisie as { structures: unknown[] }).structures.length
  expect([await lu(daniel), await lu(heloise), await lu(await p.session(suppleante.id))]).toEqual([3, 3, 1])
})

const ancienne = await creerUtilisateur(p.pool, { nom: 'Ancienne' })
const nouvelle = await creerUtilisateur(p.pool, { nom: 'Nouvelle' })
/** So many structures governed by one, to which the other is attached. */
async function gouvernees(n: number, prefixe: string) {
  const { rows } = await p.pool.query<{ id: string }>(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) select 'AUTRE', $4 || i, 'Structure ' || i, 'PRIVEE', $1 from generate_series(1, $3::int) i returning id),
    r as (insert into rattachement (utilisateur, structure, periode) select u, s.id, tstzrange(maintenant(), null) from s, unnest(array[$1, $2]::uuid[]) u) select id from s`,
    [ancienne.id, nouvelle.id, n, prefixe],
  )
  return rows.map((r) => r.id).toSorted()
}

test('GP-01 au-delà de cinquante structures, le serveur cherche ; ce qui est coché reste', async () => {
  const { id } = await creerUtilisateur(p.pool, { nom: 'Cabinet' })
  const cookie = await p.session(id)
  await p.pool.query(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) select 'AUTRE', 'CABINET-' || i, 'Client ' || lpad(i::text, 3, '0'), 'PRIVEE', $1::uuid from generate_series(1, 60) i returning id)
    insert into rattachement (utilisateur, structure, periode) select $1::uuid, id, tstzrange(maintenant(), null) from s`,
    [id],
  )
  const ids = (
    await p.pool.query<{ id: string }>(`select id from structure where gestionnaire_principal = $1 order by raison_sociale`, [id])
  ).rows.map((r) => r.id)
  const chemin = '/organisation/structures/transferer'
  const boites = (html: string) =>
    [...html.matchAll(/<input type="checkbox" name="structures" value="([^"]+)"( checked)?/g)].map((m) => [m[1], Boolean(m[2])])
  expect(boites(await (await p.demander(chemin, { cookie })).text())).toEqual(ids.slice(0, 50).map((v) => [v, false]))
  const champs = {
    _cle: '66666666-6666-7666-8666-666666666666',
    _etape: 'chercher',
    type: 'multiple',
    structures: [ids[0]!],
    chercheStructure: 'client 059',
  }
  const r = await p.demander(chemin, { cookie, champs })
  expect(r.status).toBe(303)
  expect(boites(await (await p.demander(r.headers.get('location')!, { cookie })).text())).toEqual([
    [ids[0], true],
    [ids[58], false],
  ])
  const suite = await p.demander(chemin, { cookie, champs: { ...champs, _etape: 'structures', structures: [ids[0]!, ids[58]!] } })
  expect((await (await p.demander(suite.headers.get('location')!, { cookie })).text()).includes('2\u00A0structures concernées')).toBe(true)
})

test('S07 GP-02 beaucoup de structures : un petit nombre d’instructions, le même quel que soit leur nombre', async () => {
  const ids = await gouvernees(LONGS ? 500 : 40, 'MASSE-')
  const cookie = await p.session(ancienne.id)
  const une = await p.compterRequetes(() => demander({ structures: ids.slice(0, 1), utilisateur: nouvelle.id }, cookie))
  const toutes = await p.compterRequetes(() => demander({ structures: ids.slice(1), utilisateur: nouvelle.id }, cookie))
  expect([une.resultat.status, toutes.resultat.status]).toEqual([201, 201])
  expect(toutes.requetes.length).toBe(une.requetes.length)
  expect(toutes.requetes.length).toBeLessThan(25)
  expect((await gestionnaires(ids)).every((g) => g === nouvelle.id)).toBe(true)
})

test('S07 GP-02 le candidat est détaché de l’une au même instant : toutes ou aucune', async () => {
  const issues = new Set<number>()
  for (let essai = 0; essai < (LONGS ? 40 : 6); essai++) {
    const ids = await gouvernees(5, `COURSE-${essai}-`)
    const cookie = await p.session(ancienne.id)
    const detacher = async () => {
      const client = await p.pool.connect()
      try {
        await client.query('begin')
        const { rows } = await client.query<{ g: string }>(
          'select gestionnaire_principal as g from structure where id = $1 for no key update',
          [ids.at(-1)],
        )
        if (rows[0]!.g !== nouvelle.id)
          await client.query('update rattachement set retire_le = maintenant() where utilisateur = $1 and structure = $2', [
            nouvelle.id,
            ids.at(-1),
          ])
        await client.query('commit')
      } finally {
        client.release()
      }
    }
    const [r] = await Promise.all([
      demander({ structures: ids, utilisateur: nouvelle.id }, cookie),
      new Promise((ok) => setTimeout(ok, essai * 3)).then(detacher),
    ])
    const n = (await gestionnaires(ids)).filter((g) => g === nouvelle.id).length
    issues.add(r.status)
    expect([
      [201, 5],
      [422, 0],
    ]).toContainEqual([r.status, n])
  }
  expect([...issues].every((s) => s === 201 || s === 422)).toBe(true)
})
