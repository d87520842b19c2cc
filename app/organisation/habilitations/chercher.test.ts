import { beforeAll, expect, test } from 'vitest'
import { CHOIX_MAXIMUM } from '#app/organisation/habilitations/choix.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie } = p.monde
let daniel: string
let id: Record<string, string>

const NOMBRE = CHOIX_MAXIMUM + 40
/** Names that come after all those the lists hold. */
const ZOE = 'zoe.zylberstein@exemple.fr'
const YVES = 'yves.zuccarelli@exemple.fr'

beforeAll(async () => {
  daniel = await p.session('daniel')
  const inserer = (valeurs: string, parametres: unknown[]) =>
    p.pool.query<{ id: string; adresse: string }>(
      `with u as (insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) ${valeurs} returning id, adresse_electronique as adresse, nom || ' ' || prenom as tri),
    r as (insert into rattachement (utilisateur, structure, periode, tri) select id, $1, tstzrange(maintenant() - interval '1 day', null), plier(tri) from u) select id, adresse from u`,
      [menuiserie, ...parametres],
    )
  await inserer(
    `select 'colla.' || n || '@exemple.fr', true, 'Alix', 'Collaborateur ' || lpad(n::text, 4, '0'), 'Alix Collaborateur ' || n from generate_series(1, $2::int) n`,
    [NOMBRE],
  )
  const { rows } = await inserer(
    `values ($2, true, 'Zoé', 'Zylberstein', 'Zoé Zylberstein'), ($3, true, 'Yves', 'Zuccarelli', 'Yves Zuccarelli')`,
    [ZOE, YVES],
  )
  id = Object.fromEntries(rows.map((r) => [r.adresse, r.id]))
})

const lire = async (chemin: string) => {
  const r = await p.demander(chemin, { cookie: daniel })
  expect(r.status, chemin).toBe(200)
  return r.text()
}
const options = (html: string, nom: string) =>
  [
    ...(new RegExp(`<select[^>]*name="${nom.replaceAll('.', '\\.')}"[^]*?</select>`).exec(html)?.[0] ?? '').matchAll(
      /<option[^>]*value="([^"]+)"/g,
    ),
  ].map((m) => m[1])
const choisie = (html: string, nom: string) => {
  const liste = new RegExp(`<select[^>]*name="${nom.replaceAll('.', '\\.')}"[^]*?</select>`).exec(html)?.[0] ?? ''
  return /<option(?=[^>]*selected)[^>]*value="([^"]+)"/.exec(liste)?.[1]
}
const AJOUTER = '/organisation/habilitations/ajouter'

test('HAB-03 au-delà de deux cents contacts, le serveur cherche : par nom, sans accent, par adresse ; ce qui est choisi reste', async () => {
  const premiers = await lire(`${AJOUTER}?structure=${menuiserie}`)
  expect([
    options(premiers, 'utilisateur.0').length,
    options(premiers, 'utilisateur.0').includes(id[ZOE]!),
    premiers.includes('Voici les 200 premiers'),
  ]).toEqual([CHOIX_MAXIMUM + 1, false, true])
  for (const cherche of ['zyl', 'ZOE zyl', 'zoe.zylb', 'zoé Z'])
    expect([
      cherche,
      options(await lire(`${AJOUTER}?structure=${menuiserie}&cherche=${encodeURIComponent(cherche)}`), 'utilisateur.0'),
    ]).toEqual([cherche, [id[ZOE]]])
  const deux = await lire(
    `${AJOUTER}?structure=${menuiserie}&cherche=zuccarelli&nombre=2&utilisateur.0=${id[ZOE]}&profil.0=marches.consultation`,
  )
  expect([options(deux, 'utilisateur.0').toSorted(), choisie(deux, 'utilisateur.0'), choisie(deux, 'utilisateur.1')]).toEqual([
    [id[ZOE], id[YVES]].toSorted(),
    id[ZOE],
    undefined,
  ])
  expect(await lire(`${AJOUTER}?structure=${menuiserie}&cherche=personne-ici`)).toContain('Aucun contact ne correspond')
})

test('HAB-03 une erreur ne perd pas la personne que la liste ne montrait pas', async () => {
  const champs = {
    _cle: '22222222-2222-7222-8222-222222222222',
    _etape: 'verifier',
    structure: menuiserie,
    nombre: '1',
    'utilisateur.0': id[ZOE]!,
    'debut.0': '',
    'fin.0': '',
  }
  const r = await p.demander(`${AJOUTER}?structure=${menuiserie}`, { cookie: daniel, champs })
  expect([r.status, choisie(await r.text(), 'utilisateur.0')]).toEqual([422, id[ZOE]])
  expect(choisie(await lire(`${AJOUTER}?brouillon=${champs._cle}`), 'utilisateur.0')).toBe(id[ZOE])
})

test('HAB-09 copier d’une personne, vers d’autres, que les listes ne montraient pas', async () => {
  const html = await lire(`/organisation/habilitations/copier?structure=${menuiserie}&cherche=zucc&source=${id[ZOE]}`)
  expect([
    choisie(html, 'source'),
    [...html.matchAll(/name="cible"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="cible"/g)].map((m) => m[1] ?? m[2]),
  ]).toEqual([id[ZOE], [id[YVES]]])
})

test('HAB-09 une nouvelle recherche garde les personnes cochées, l’ensemble et la fin ; sans structure cochée, rien ne se décide', async () => {
  const accorder = '/organisation/habilitations/ensembles/accorder'
  const personnes = (html: string) =>
    [...html.matchAll(/<input type="checkbox" name="personne" value="([^"]+)"( checked)?/g)].map((m) => [m[1], Boolean(m[2])])
  const cherche = await lire(`${accorder}?structure=${menuiserie}&recherche=zuccarelli&personne=${id[ZOE]}&fin=2099-01-31`)
  expect(personnes(cherche)).toEqual([
    [id[ZOE], true],
    [id[YVES], false],
  ])
  expect(cherche).toContain('value="2099-01-31"')
  const ensemble = /<option value="([^"]+)"[^>]*>Comptable</.exec(cherche)![1]!
  const champs = {
    _cle: '44444444-4444-7444-8444-444444444444',
    _etape: 'verifier',
    structure: menuiserie,
    recherche: 'personne-ici',
    personne: [id[ZOE]!, id[YVES]!],
    ensemble,
    fin: '2099-01-31',
  }
  const r = await p.demander(accorder, { cookie: daniel, champs })
  expect([r.status, r.headers.get('location')]).toEqual([303, `${accorder}?brouillon=${champs._cle}&etape=verifier`])
  expect(personnes(await lire(`${accorder}?brouillon=${champs._cle}`)).slice(0, 3)).toEqual([
    [id[YVES], true],
    [id[ZOE], true],
    [expect.any(String), false],
  ])
  const { structure: _, ...sans } = champs
  const aucune = await p.demander(accorder, { cookie: daniel, champs: { ...sans, _cle: '55555555-5555-7555-8555-555555555555' } })
  expect([aucune.status, (await aucune.text()).includes('<a href="#structure">Faites un choix')]).toEqual([422, true])
  // Nobody, no set: both are said at once.
  const vide = await p.demander(accorder, {
    cookie: daniel,
    champs: { _cle: '55555555-5555-7555-8555-555555555556', _etape: 'verifier', structure: menuiserie },
  })
  expect([vide.status, [...(await vide.text()).matchAll(/<li><a href="#([a-z]+)">Faites un choix/g)].map((m) => m[1])]).toEqual([
    422,
    ['personne', 'ensemble'],
  ])
})

test('CPT-04 le successeur se cherche parmi tous', async () => {
  const nom = `successeurs.${menuiserie}`
  const premiers = await lire('/compte/desactiver')
  expect([options(premiers, nom).includes(id[YVES]!), premiers.includes('Voici 50 personnes')]).toEqual([false, true])
  const cherches = await lire(`/compte/desactiver?cherche=zuccarelli&${nom}=${id[ZOE]}`)
  expect([options(cherches, nom), choisie(cherches, nom)]).toEqual([[id[ZOE], id[YVES]], id[ZOE]])
  const r = await p.demander('/compte/desactiver', {
    cookie: daniel,
    champs: { _cle: '33333333-3333-7333-8333-333333333333', _etape: 'verifier', [nom]: id[YVES]! },
  })
  expect(choisie(await r.text(), nom)).toBe(id[YVES])
})

test('HAB-02 HAB-03 HAB-09 CPT-04 deux personnes du même nom se distinguent par leur adresse, et elles seules, dans chaque choix', async () => {
  const { rows } = await p.pool.query<{ id: string }>(
    `with u as (insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) values ('a1@exemple.fr', true, 'Ada', 'Aaron', 'Ada Aaron'), ('a2@exemple.fr', true, 'Ada', 'Aaron', 'Ada Aaron'), ('b1@exemple.fr', true, 'Bob', 'Aaron', 'Bob Aaron') returning id, nom || ' ' || prenom as tri)
    insert into rattachement (utilisateur, structure, periode, tri) select id, $1, tstzrange(maintenant() - interval '1 day', null), plier(tri) from u returning utilisateur as id`,
    [menuiserie],
  )
  const pages = [
    `${AJOUTER}?structure=${menuiserie}`,
    `/organisation/habilitations/copier?structure=${menuiserie}`,
    `/organisation/habilitations/ensembles/accorder?structure=${menuiserie}`,
    '/compte/desactiver',
  ]
  for (const page of pages) {
    const html = await lire(page)
    expect([
      page,
      html.includes('Ada Aaron, a1@exemple.fr'),
      html.includes('Ada Aaron, a2@exemple.fr'),
      html.includes('b1@exemple.fr'),
    ]).toEqual([page, true, true, false])
  }
  await p.pool.query('update rattachement set retire_le = maintenant() where utilisateur = any($1)', [rows.map((r) => r.id)])
})

test('HAB-03 sans script : chercher, choisir, vérifier', async () => {
  const { page: f } = await fenetre({ url: p.url, cookie: daniel, sansScript: true })
  await f.goto(`${AJOUTER}?structure=${menuiserie}`)
  await f.getByLabel('Chercher un contact').fill('zylberstein')
  await f.getByRole('button', { name: 'Chercher', exact: true }).click()
  await f.getByLabel('Contact', { exact: true }).selectOption({ label: 'Zoé Zylberstein' })
  await f.getByRole('checkbox', { name: 'Marchés consultation' }).check()
  await f.getByRole('button', { name: 'Vérifier' }).click()
  await f.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
  // On the narrowest of screens too: nothing too small to press, nothing wider than the page.
  const { page: v } = await fenetre({ url: p.url, cookie: daniel, largeur: 320 })
  for (const chemin of [
    `${AJOUTER}?structure=${menuiserie}&cherche=zyl`,
    `/organisation/habilitations?structure=${menuiserie}&utilisateur=${p.monde.heloise}`,
  ]) {
    await v.goto(chemin)
    await verifierAccessibilite(v)
  }
})

test('HAB-02 HAB-06 HAB-09 HAB-10 UTI-05 APP-05 au-delà de cinquante structures, le serveur cherche : par nom, sans accent, par identifiant ; celle de la page reste', async () => {
  await p.pool.query(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) select 'AUTRE', 'CLIENT-' || i, 'Client ' || lpad(i::text, 3, '0'), 'PRIVEE', $1::uuid from generate_series(1, 60) i
      union all select 'AUTRE', 'ZENITH-7', 'Zénith Étanchéité', 'PRIVEE', $1::uuid returning id),
    r as (insert into rattachement (utilisateur, structure, periode) select $1::uuid, id, tstzrange(maintenant() - interval '1 day', null) from s)
    insert into habilitation (utilisateur, structure, application, niveau, periode) select $1::uuid, s.id, a.a, 2, tstzrange(maintenant() - interval '1 day', null) from s, unnest(array[1, 16]) a (a)`,
    [p.monde.daniel],
  )
  const zenith = (await p.pool.query<{ id: string }>(`select id from structure where identifiant = 'ZENITH-7'`)).rows[0]!.id
  const GERER = '/organisation/habilitations'
  const boites = (html: string) => [...html.matchAll(/<input type="checkbox" name="structure" value="([^"]+)"/g)].map((m) => m[1])
  for (const [page, lues] of [
    [GERER, options],
    [`${GERER}/mes`, options],
    [`${GERER}/copier`, options],
    [`${GERER}/qui-peut-quoi`, options],
    [`${GERER}/ensembles`, options],
    [`${GERER}/inutilisees`, options],
    [`${GERER}/ensembles/accorder`, boites],
    ['/organisation/utilisateurs/liste', options],
    ['/approbations/suppleants', options],
    ['/facturation/mandats', (html: string) => options(html, 'mandataire')],
  ] as const) {
    const trouvees = await lire(`${page}?structure=${menuiserie}&chercheStructure=zenith%20etan`)
    expect([
      page,
      lues(trouvees, 'structure').filter((v) => v !== 'toutes' && v !== menuiserie),
      trouvees.includes('Une structure est proposée.'),
    ]).toEqual([page, [zenith], true])
  }
  const premieres = await lire(`${GERER}?structure=${menuiserie}`)
  expect([
    options(premieres, 'structure').length,
    options(premieres, 'structure').includes(zenith),
    premieres.includes('Voici les 50 premières'),
  ]).toEqual([51, false, true])
  expect(options(await lire(`${GERER}?structure=${menuiserie}&chercheStructure=ZENITH-7`), 'structure')).toEqual([menuiserie, zenith])
  expect(await lire(`${GERER}?structure=${menuiserie}&chercheStructure=aucune-ici`)).toContain('Aucune structure ne correspond')
  // Both ticked, though the search finds one.
  expect(boites(await lire(`${GERER}/ensembles/accorder?structure=${menuiserie}&structure=${zenith}&chercheStructure=client 001`))).toEqual(
    expect.arrayContaining([menuiserie, zenith]),
  )
})
