import { readXlsx } from 'hucre'
import { expect, test } from 'vitest'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const { monde } = p
const { menuiserie } = monde
const service = async (code: string) =>
  (await p.pool.query<{ id: string }>('select id from service where structure = $1 and code = $2', [menuiserie, code])).rows[0]!.id
const [compta, chantier] = [await service('COMPTA'), await service('CHANTIER')]

/** A person attached to the menuiserie, wholly (null) or at services, with « Organisation modification » where said. */
async function rattache(prenom: string, nom: string, services: (string | null)[], gere: (string | null)[] = [], adresse?: string) {
  const u = await creerUtilisateur(p.pool, { prenom, nom, ...(adresse ? { adresse } : {}) })
  for (const s of services)
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, service, periode, tri) select id, $2, $3, tstzrange(maintenant() - interval '2 days', null), plier(nom || ' ' || prenom) from utilisateur where id = $1`,
      [u.id, menuiserie, s],
    )
  for (const s of gere)
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 1, 2, tstzrange(maintenant(), null))`,
      [u.id, menuiserie, s],
    )
  return u
}
const zoe = await rattache('Zoé', 'Abadie', [null, compta, chantier])
const paul = await rattache('Paul', "O'Brien", [compta])
await rattache('Inès', 'Étienne', [chantier])
const chef = await rattache('Sacha', 'Zola', [compta], [compta])
await p.pool.query(
  `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 2, 1, tstzrange(maintenant(), null))`,
  [paul.id, menuiserie, compta],
)

const DE = {
  daniel: await p.session('daniel'),
  heloise: await p.session('heloise'),
  nadia: await p.session('nadia'),
  camille: await p.session('camille'),
  paul: '',
  chef: '',
}
for (const [nom, u] of [
  ['paul', paul],
  ['chef', chef],
] as const)
  DE[nom] = await p.session(u.id)

// A session that opens dates its person.
await p.pool.query(`update utilisateur set derniere_connexion_le = maintenant() - interval '200 days' where id = $1`, [paul.id])

interface Ligne {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string | null
  nombreHabilitations: number | null
  derniereConnexionLe: string | null
  role: string
  maille: string
  services: { code: string }[]
  gere: boolean
  structure: { id: string }
}
interface Liste {
  elements: Ligne[]
  total: number
  totalExact: boolean
  suivant: string | null
  code?: string
}
async function lire(qui: keyof typeof DE, requete = '', statut = 200): Promise<Liste> {
  const r = await p.demander(`/api/v1/utilisateurs?${requete}`, { cookie: DE[qui] })
  expect(r.status, requete).toBe(statut)
  return (await r.json()) as Liste
}
const noms = (l: Liste) => l.elements.map((u) => u.nom)
const S = `structure=${menuiserie}`

test('UTI-05 une ligne par personne, ses services réunis ; par nom sans les accents', async () => {
  const l = await lire('daniel', S)
  expect(noms(l)).toEqual(['Abadie', 'Étienne', 'Ferdinand', "O'Brien", 'Poitier', 'Zola'])
  expect(l).toMatchObject({ total: 6, totalExact: true, suivant: null })
  expect(l.elements[0]).toMatchObject({
    id: zoe.id,
    maille: 'structure',
    services: [{ code: 'CHANTIER' }, { code: 'COMPTA' }],
    role: 'utilisateur',
  })
  expect(l.elements[4]).toMatchObject({ role: 'gestionnaire', nombreHabilitations: 17 })
})

test('UTI-05 HAB-01 adresse, habilitations et dernière connexion : à qui gère la structure, ou le service pour ses personnes ; à soi', async () => {
  const secrets = (l: Liste) =>
    l.elements
      .filter((u) => u.adresseElectronique !== null || u.nombreHabilitations !== null || u.derniereConnexionLe !== null)
      .map((u) => u.nom)
  expect(secrets(await lire('daniel', S))).toHaveLength(6)
  expect(secrets(await lire('heloise', S))).toEqual(['Ferdinand'])
  expect(noms(await lire('heloise', S))).toHaveLength(6)
  // Of one service: its people, and those of the whole structure; the manager of that service reads its people's details.
  const vus = await lire('chef', S)
  expect(noms(vus)).toEqual(['Abadie', 'Ferdinand', "O'Brien", 'Poitier', 'Zola'])
  expect(vus.elements[0]!.services.map((s) => s.code)).toEqual(['COMPTA'])
  expect(secrets(vus)).toEqual(['Abadie', "O'Brien", 'Zola'])
  expect(vus.elements.filter((u) => u.gere).map((u) => u.nom)).toEqual(['Abadie', "O'Brien", 'Zola'])
  expect(secrets(await lire('paul', S))).toEqual(["O'Brien"])
  expect((await lire('nadia', S, 404)).code).toBe('introuvable')
  expect((await lire('camille')).total).toBe(0)
})

test('UTI-05 ce qu’on ne voit pas ne se cherche, ne se filtre et ne se trie pas', async () => {
  const adresse = encodeURIComponent(paul.adresse)
  expect(noms(await lire('daniel', `${S}&recherche=${adresse}`))).toEqual(["O'Brien"])
  expect(noms(await lire('heloise', `${S}&recherche=${adresse}`))).toEqual([])
  expect(noms(await lire('daniel', `${S}&profil=factures-emises.consultation`))).toEqual(['Ferdinand', "O'Brien", 'Poitier'])
  expect(noms(await lire('daniel', `${S}&profil=factures-emises.modification`))).toEqual(['Ferdinand', 'Poitier'])
  expect(noms(await lire('daniel', 'profil=factures-emises.modification'))).toEqual(['Ferdinand', 'Poitier', 'Poitier', 'Poitier'])
  expect(noms(await lire('heloise', `${S}&profil=factures-emises.consultation`))).toEqual(['Ferdinand'])
  expect(noms(await lire('daniel', `${S}&sansConnexionDepuis=90`))).toContain("O'Brien")
  expect(noms(await lire('heloise', `${S}&sansConnexionDepuis=90`))).not.toContain("O'Brien")
  // By address, a colleague's list is by name but for their own line.
  expect(noms(await lire('heloise', `${S}&tri=adresseElectronique`))).toEqual([
    'Abadie',
    'Étienne',
    "O'Brien",
    'Poitier',
    'Zola',
    'Ferdinand',
  ])
})

test('UTI-05 INT-11 filtres, tris, pages et suite par clé', async () => {
  expect(noms(await lire('daniel', `${S}&recherche=etienne+ines`))).toEqual(['Étienne'])
  expect(noms(await lire('daniel', `${S}&recherche=${encodeURIComponent("o'brien")}`))).toEqual(["O'Brien"])
  expect(noms(await lire('daniel', `${S}&role=gestionnaire`))).toEqual(['Poitier'])
  expect(noms(await lire('daniel', `${S}&service=${compta}`))).toEqual(['Abadie', "O'Brien", 'Zola'])
  expect(noms(await lire('daniel', `${S}&maille=service`))).toEqual(['Étienne', "O'Brien", 'Zola'])
  for (const tri of ['nom', 'adresseElectronique', 'role', 'service', 'derniereConnexionLe', 'depuis'].flatMap((x) => [x, `-${x}`])) {
    const entiere = noms(await lire('daniel', `${S}&tri=${tri}`))
    const pages: string[] = []
    for (let page = 1; page <= 3; page++) pages.push(...noms(await lire('daniel', `${S}&tri=${tri}&taille=2&page=${page}`)))
    const suite: string[] = []
    let apres: string | null = ''
    do {
      const l: Liste = await lire('daniel', `${S}&tri=${tri}&taille=2${apres ? `&apres=${apres}` : ''}`)
      suite.push(...noms(l))
      apres = l.suivant
    } while (apres)
    expect([tri, pages, suite]).toEqual([tri, entiere, entiere])
    expect(noms(await lire('daniel', `${S}&tri=${tri}&taille=2&apres=fin`)), tri).toEqual(entiere.slice(-2))
    expect(entiere.toSorted()).toEqual(noms(await lire('daniel', S)).toSorted())
  }
  expect(noms(await lire('daniel', `${S}&tri=-nom`))).toEqual(['Zola', 'Poitier', "O'Brien", 'Ferdinand', 'Étienne', 'Abadie'])
  expect((await lire('daniel', `${S}&tri=-derniereConnexionLe`)).elements.at(-1)!.derniereConnexionLe).toBeNull()
})

test('UTI-05 toutes mes structures : une ligne par personne et par structure, une seule fusion', async () => {
  const l = await lire('daniel', 'taille=3')
  expect(l.total).toBe(8)
  const suite = await lire('daniel', `taille=200&apres=${l.suivant}`)
  const toutes = [...l.elements, ...suite.elements]
  expect(
    toutes
      .filter((u) => u.id === monde.daniel)
      .map((u) => u.structure.id)
      .toSorted(),
  ).toEqual([menuiserie, monde.agencement, monde.sci].toSorted())
  expect(new Set(toutes.map((u) => u.id + u.structure.id)).size).toBe(8)
  // Somebody of two structures is no second person.
  const page = await (await p.demander('/organisation/utilisateurs/liste?structure=toutes', { cookie: DE.daniel })).text()
  expect([/8\slignes, une par personne/.test(page), /8\spersonnes/.test(page)]).toEqual([true, false])
})

test('UTI-05 entrées hostiles : jamais une erreur interne, jamais une ligne de plus', async () => {
  for (const q of [
    "tri=nom';drop table utilisateur",
    'tri=motDePasse',
    'page=999999999999',
    'page=-1',
    'taille=100000',
    `service=${"'"}`,
    "profil=x';--",
    'role=dieu',
    'sansConnexionDepuis=1e9',
    'inconnu=1',
    'structure=abc',
  ])
    await lire('daniel', q, 422)
  for (const q of [
    'recherche=%27%25_%5C',
    'recherche=%F0%9F%98%80',
    'page=10000',
    'apres=n%27importe',
    `apres=${Buffer.from('["x","y"]').toString('base64url')}`,
    `tri=depuis&apres=${Buffer.from(JSON.stringify(['2026-02-31 00:00:00', `depuis|${zoe.id}|${menuiserie}|x`])).toString('base64url')}`,
  ])
    await lire('daniel', `${S}&${q}`)
  expect((await lire('daniel', `${S}&recherche=%25`)).total).toBe(0)
  for (const q of [
    "tri=nom';drop",
    'page=99999999999999999999',
    'page=abc',
    'taille=-5',
    'role=%00'.slice(0, 5),
    'recherche=%27%22%3E%3Cscript%3E',
    'service=%27',
    'apres=%27',
    'profil=%27',
  ]) {
    const r = await p.demander(`/organisation/utilisateurs/liste?${S}&${q}`, { cookie: DE.daniel })
    expect([q, r.status]).toEqual([q, 200])
    expect(await r.text()).not.toContain('"><script>')
  }
  for (const q of ['structure=abc', `structure=${monde.mairie}`])
    expect((await p.demander(`/organisation/utilisateurs/liste?${q}`, { cookie: DE.daniel })).status).toBe(404)
})

test('UTI-05 INT-11 /structures/{id}/utilisateurs est la même liste', async () => {
  const r = await p.demander(`/api/v1/structures/${menuiserie}/utilisateurs?tri=-nom&taille=2`, { cookie: DE.daniel })
  expect(((await r.json()) as Liste).elements.map((u) => u.nom)).toEqual(['Zola', 'Poitier'])
})

test('UTI-05 CPT-07 exports CSV, XLSX et ODS, après une preuve d’identité récente', async () => {
  const csv = await (await p.demander(`/api/v1/utilisateurs?${S}&format=csv`, { cookie: DE.daniel })).text()
  expect(csv.split('\r\n')).toHaveLength(8)
  expect(csv).toContain(paul.adresse)
  expect(
    await (await p.demander(`/organisation/utilisateurs/export?${S}&format=csv&recherche=brien`, { cookie: DE.heloise })).text(),
  ).not.toContain(paul.adresse)
  for (const format of ['xlsx', 'ods']) {
    const r = await p.demander(`/organisation/utilisateurs/export?${S}&format=${format}`, { cookie: DE.daniel })
    expect([r.status, r.headers.get('content-disposition')]).toEqual([200, expect.stringContaining(`utilisateurs.${format}`)])
    expect(
      Buffer.from(await r.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  }
  // What is counted and what is dated is a number and a moment, to be added up and sorted.
  const xlsx = await p.demander(`/organisation/utilisateurs/export?${S}&format=xlsx&tri=nom`, { cookie: DE.daniel })
  const [entetes, ...lignes] = (await readXlsx(new Uint8Array(await xlsx.arrayBuffer()))).sheets[0]!.rows
  const colonne = (nom: string) => lignes.map((l) => l[entetes!.indexOf(nom)])
  expect(colonne(fr.utilisateurs.colonnes.depuis)).toEqual(lignes.map(() => expect.any(Date)))
  expect(colonne(fr.utilisateurs.colonnes.nombreHabilitations)).toContainEqual(expect.any(Number))
  const vieille = await ouvrirSession(p.pool, p.settings, monde.daniel)
  await p.pool.query(`update session set preuve_le = now() - interval '11 minutes' where id = $1`, [vieille.id])
  const api = await p.demander(`/api/v1/structures/${menuiserie}/utilisateurs?format=csv`, { cookie: vieille.cookie })
  expect([api.status, await api.json()]).toMatchObject([403, { code: 'preuve-exigee', remede: { href: '/preuve' } }])
  expect((await p.demander(`/api/v1/utilisateurs?${S}`, { cookie: vieille.cookie })).status).toBe(200)
  const page = await p.demander(`/organisation/utilisateurs/export?${S}&format=ods&tri=-nom`, { cookie: vieille.cookie })
  const retour = new URL(page.headers.get('location')!, p.url).searchParams.get('retour')!
  expect([page.status, retour]).toEqual([303, expect.stringContaining('export=ods')])
  expect(await (await p.demander(retour, { cookie: vieille.cookie })).text()).toContain('format=ods')
  expect((await p.demander(`/api/v1/structures/${monde.mairie}/utilisateurs?format=csv`, { cookie: DE.daniel })).status).toBe(404)
})
