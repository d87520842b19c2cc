import { writeOds, writeXlsx } from 'hucre'
import { expect, test } from 'vitest'
import { envoyerAvis } from '#app/demandes/avis.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { avancer } from '#app/organisation/services/importer.appliquer.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const { monde } = p
const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]
const MAIRIE = '21690266800013'
const IMPORTER = '/organisation/services/importer'
const TITRES = [
  'Structure',
  'Code',
  'Nom',
  'Description',
  'Téléphone',
  'Adresse',
  'Code postal',
  'Ville',
  'Début de validité',
  'Fin de validité',
  'Numéro d’engagement obligatoire',
]

type Ligne = (string | number | Date | null)[]
const csv = (lignes: Ligne[], titres = TITRES) =>
  Buffer.from([titres, ...lignes].map((l) => l.map((c) => `"${String(c ?? '').replaceAll('"', '""')}"`).join(';')).join('\r\n'))
const xlsx = async (lignes: Ligne[], plus: object = {}, classeur: object = {}) =>
  Buffer.from(await writeXlsx({ ...classeur, sheets: [{ name: 'a', rows: [TITRES, ...lignes], ...plus }] }))

interface Vu {
  id: string
  genre: string
  lignes: number
  aCreer: number
  aModifier: number
  inchangees: number
  erreurs: number
  traitees: number
  creees: number
  modifiees: number
  echouees: number
  demande: { numero: string; etat: string } | null
  code?: string
  detail?: string
}
interface LigneVue {
  ligne: number
  resultat: string
  issue: string | null
  cellules: Record<string, string>
  avant: Record<string, unknown> | null
  fautes: { colonne: string; code: string; message: string; remede: string }[]
  avis: { code: string }[]
}

async function envoyer(
  contenu: Buffer,
  { cookie = nadia, structure, nom = 'services.csv' }: { cookie?: string; structure?: string; nom?: string } = {},
): Promise<{ statut: number; vu: Vu }> {
  const corps = new FormData()
  corps.set('fichier', new Blob([new Uint8Array(contenu)]), nom)
  if (structure) corps.set('structure', structure)
  const r = await p.demander('/api/v1/imports/services', { method: 'POST', cookie, body: corps })
  return { statut: r.status, vu: (await r.json()) as Vu }
}
const importe = async (contenu: Buffer, ou: Parameters<typeof envoyer>[1] = {}) => {
  const { statut, vu } = await envoyer(contenu, ou)
  expect([statut, vu.detail]).toEqual([201, undefined])
  return vu
}
const lire = async (id: string, cookie = nadia) => (await (await p.demander(`/api/v1/imports/${id}`, { cookie })).json()) as Vu
const lignes = async (id: string, cookie = nadia) =>
  ((await (await p.demander(`/api/v1/imports/${id}/lignes?tri=ligne&taille=200`, { cookie })).json()) as { elements: LigneVue[] }).elements
const lancer = (id: string, quoi: 'toutes' | 'valides' = 'toutes', cookie = nadia) =>
  p.demander('/api/v1/demandes/service.importer', { cookie, json: { import: id, lignes: quoi } })
const fautes = async (id: string, cookie = nadia) => (await lignes(id, cookie)).map((l) => l.fautes.map((f) => f.code).join(' '))
const traces = async () =>
  (
    await p.pool.query<{ n: number }>(
      `select (select count(*) from service) + (select count(*) from demande) + (select count(*) from journal) + (select count(*) from depart) as n`,
    )
  ).rows[0]!.n
const service = async (code: string, structure = monde.mairie) =>
  (
    await p.pool.query<Record<string, unknown>>('select *, fin_validite::text as fin from service where structure = $1 and code = $2', [
      structure,
      code,
    ])
  ).rows[0]

test('SER-03 trois formats : chaque ligne est à créer, à modifier, inchangée ou à corriger, et rien n’est fait', async () => {
  const avant = await traces()
  const contenu: Ligne[] = [
    [
      MAIRIE,
      'NEUF',
      'Service neuf',
      'Neuf',
      '04 72 00 00 01',
      '1 place de la Mairie',
      '69100',
      'Villeurbanne',
      '01/01/2027',
      '31/12/2030',
      'oui',
    ],
    [MAIRIE, 'VOIRIE', 'Voirie et réseaux'],
    [],
    [MAIRIE, 'CULTURE', 'Culture'],
    [MAIRIE, 'SANS_NOM', ''],
  ]
  for (const [nom, fichier] of [
    ['a.txt', csv(contenu)],
    ['b.csv', await xlsx(contenu)],
    ['c', Buffer.from(await writeOds({ sheets: [{ name: 'a', rows: [TITRES, ...contenu] }] }))],
  ] as const) {
    const vu = await importe(fichier, { nom })
    expect([nom, vu.genre, vu.lignes, vu.aCreer, vu.aModifier, vu.inchangees, vu.erreurs]).toEqual([nom, 'services', 4, 1, 1, 1, 1])
    const lues = await lignes(vu.id)
    expect(lues.map((l) => [l.ligne, l.resultat])).toEqual([
      [2, 'a-creer'],
      [3, 'a-modifier'],
      [5, 'inchangee'],
      [6, 'erreur'],
    ])
    expect(lues[1]!.avant).toEqual({ nom: 'Voirie' })
  }
  expect(await traces()).toBe(avant)
})

test('SER-03 la structure choisie est celle des lignes qui n’en nomment pas ; celle d’un autre n’existe pas', async () => {
  const seul = csv([['SPORT', 'Sports']], ['Code', 'Nom'])
  expect((await envoyer(seul)).vu.code).toBe('colonnes-manquantes')
  expect((await importe(seul, { structure: monde.mairie })).aCreer).toBe(1)
  const [autre, absente] = [
    await envoyer(seul, { structure: monde.menuiserie }),
    await envoyer(seul, { structure: '00000000-0000-7000-8000-000000000000' }),
  ]
  expect([autre.statut, autre.vu.code]).toEqual([422, absente.vu.code])
})

test('SER-03 INT-11 la liste exportée se redépose telle quelle, dans chaque format : rien à faire, les jours de validité compris', async () => {
  await p.pool.query(
    `update service set debut_validite = '2026-05-14', fin_validite = '2027-09-01' where structure = $1 and code = 'VOIRIE'`,
    [monde.mairie],
  )
  for (const format of ['csv', 'xlsx', 'ods']) {
    const r = await p.demander(`/api/v1/structures/${monde.mairie}/services?format=${format}`, { cookie: nadia })
    const vu = await importe(Buffer.from(await r.arrayBuffer()), { structure: monde.mairie, nom: `services.${format}` })
    expect([format, vu.lignes > 2, vu.inchangees, await fautes(vu.id)]).toEqual([format, true, vu.lignes, Array(vu.lignes).fill('')])
  }
})

test('SER-03 chaque cellule fautive est dite, avec le motif et le remède ; les lignes à corriger se téléchargent et se redéposent', async () => {
  await p.pool.query(
    `insert into service (structure, code, nom, statut) values ($1, '007', 'Archives', 'ACTIF'), ($1, 'FERME', 'Fermé', 'INACTIF'), ($1, 'SUPPR', 'Supprimé', 'SUPPRIME')`,
    [monde.mairie],
  )
  const x = await importe(
    await xlsx(
      [
        [MAIRIE, '', 'Sans code'],
        [MAIRIE, 'A1', ''],
        ['', 'A2', 'Sans structure'],
        [12345678200010, 'A3', 'Celle d’un autre'],
        ['99999999900000', 'A3', 'Nulle part'],
        [MAIRIE, 7, 'Archives'],
        [MAIRIE, 'A4', 'Tél', '', 'abc'],
        [MAIRIE, 'A5', 'Adresse', '', '', '1 rue'],
        [MAIRIE, 'A6', 'Postal', '', '', '1 rue', 1000, 'Bourg'],
        [MAIRIE, 'A7', 'Dates', '', '', '', '', '', '02/01/2027', '01/01/2027'],
        [MAIRIE, 'A8', 'Jour', '', '', '', '', '', '31/02/2027'],
        [MAIRIE, 'A9', 'Oui', '', '', '', '', '', '', '', 'peut-être'],
        [MAIRIE, 'Factures_Publiques', 'Réservé'],
        [MAIRIE, 'FERME', 'Rouvert'],
        [MAIRIE, 'SUPPR', 'Revenu'],
        [MAIRIE, 'B1', 'Un'],
        [MAIRIE, 'B1', 'Deux'],
        [MAIRIE, 'B2', 'x'],
        [MAIRIE, '1,2E+5', 'Arrondi'],
        [MAIRIE, new Date(Date.UTC(2027, 0, 2)), 'En date'],
      ],
      { cells: new Map([['18,2', { value: 'x', formula: 'A1', type: 'formula' }]]) },
    ),
  )
  expect(await fautes(x.id)).toEqual([
    'champ-manquant',
    'champ-manquant',
    'champ-manquant',
    'structure-introuvable',
    'structure-introuvable',
    'zero-perdu',
    'telephone-invalide',
    'adresse-incomplete adresse-incomplete',
    'code-postal-zero',
    'fin-avant-debut',
    'date-invalide',
    'oui-ou-non',
    'code-reserve',
    'service-inactif',
    'code-supprime',
    '',
    'ligne-en-double',
    'formule',
    'notation-scientifique',
    'code-en-date',
  ])
  const lues = await lignes(x.id)
  expect(lues[5]!.fautes[0]!.remede).toContain('007')
  expect(lues[8]!.fautes[0]!.remede).toContain('01000')
  // Not mine, and not there: told apart by nothing.
  expect(lues[3]!.fautes).toEqual(lues[4]!.fautes)
  const page = await (await p.demander(`${IMPORTER}/${x.id}`, { cookie: nadia })).text()
  expect(page).toContain('class="bad"')
  expect(page).not.toContain('Menuiserie')
  const fichier = await p.demander(`${IMPORTER}/${x.id}/lignes.xlsx?resultat=erreur`, { cookie: nadia })
  const retour = await importe(Buffer.from(await fichier.arrayBuffer()), { nom: 'a-corriger.xlsx' })
  // As text, 7, the date and the mark of a formula are what they say; the other line of B1 is not there.
  expect([retour.lignes, retour.erreurs]).toEqual([19, 15])
})

test('SER-03 un code saisi comme un nombre a pu perdre ses zéros : la ligne le dit sans être refusée ; les dates de 1904 sont les mêmes', async () => {
  const fin = new Date(Date.UTC(2027, 11, 31))
  const x = await importe(await xlsx([[MAIRIE, 42, 'Quarante-deux', '', '', '', '', '', '', fin]], {}, { dateSystem: '1904' }))
  const [l] = await lignes(x.id)
  expect([l!.resultat, l!.avis.map((a) => a.code), l!.cellules.finValidite]).toEqual(['a-creer', ['code-en-nombre'], '2027-12-31'])
  expect(await (await p.demander(`${IMPORTER}/${x.id}`, { cookie: nadia })).text()).toContain('Des codes sont des nombres pour le tableur')
})

test('SER-03 PLUS-10 tout ou les valides : services créés et modifiés, chaque ligne a son issue, l’historique garde ce qui est remplacé ; le même fichier ne fait rien de plus', async () => {
  const contenu = csv([
    [MAIRIE, 'P1', 'Parcs', '', '', '', '', '', '', '31/12/2030', 'oui'],
    [MAIRIE, 'ECOLES', 'Écoles et crèches', '', '04 72 00 00 09', '2 rue Paul-Bert', '69100', 'Villeurbanne'],
    [MAIRIE, 'CULTURE', 'Culture'],
    [MAIRIE, 'P2', 'Tél', '', 'abc'],
  ])
  const vu = await importe(contenu)
  const refuse = await lancer(vu.id)
  expect([refuse.status, ((await refuse.json()) as Vu).code]).toEqual([422, 'lignes-a-corriger'])
  const r = await lancer(vu.id, 'valides')
  const demande = (await r.json()) as { numero: string; etat: string; structure: { id: string } }
  expect([r.status, demande.etat, demande.structure.id]).toEqual([201, 'programmee', monde.mairie])
  expect((await lancer(vu.id, 'valides')).status).toBe(409)
  await appliquerEcheances(p.programme)
  const fini = await lire(vu.id)
  expect([fini.demande!.etat, fini.traitees, fini.creees, fini.modifiees, fini.echouees]).toEqual(['effective', 2, 1, 1, 0])
  expect((await lignes(vu.id)).map((l) => l.issue)).toEqual(['creee', 'modifiee', null, null])
  expect(await service('P1')).toMatchObject({
    nom: 'Parcs',
    fin: '2030-12-31',
    numero_engagement_obligatoire: true,
    version: 1,
    statut: 'ACTIF',
  })
  const modifie = await service('ECOLES')
  expect(modifie).toMatchObject({
    nom: 'Écoles et crèches',
    telephone: '04 72 00 00 09',
    adresse: '2 rue Paul-Bert',
    pays: 'FR',
    version: 2,
  })
  const {
    rows: [ligne],
  } = await p.pool.query<{ contenu: Record<string, unknown> }>(`select contenu from journal where contenu->>'objet' = $1`, [modifie!.id])
  expect(ligne!.contenu).toMatchObject({ versionObjet: 2, avant: { nom: 'Écoles', telephone: null }, apres: { nom: 'Écoles et crèches' } })
  expect(await (await p.demander(`${IMPORTER}/${vu.id}`, { cookie: nadia })).text()).toContain('L’import est terminé')
  expect((await p.demander(`/demandes/${demande.numero}`, { cookie: nadia })).status).toBe(200)
  const avant = await traces()
  const encore = await importe(contenu)
  expect([encore.inchangees, encore.erreurs, (await lancer(encore.id, 'valides')).status]).toEqual([3, 1, 422])
  expect(await traces()).toBe(avant)
})

test('S14 ce qui a changé entre la vérification et l’effet n’est pas fait : la ligne montre ce qu’il y a maintenant', async () => {
  const vu = await importe(
    csv([
      [MAIRIE, 'VOIRIE', 'Voirie nouvelle'],
      [MAIRIE, 'S14', 'À créer'],
      [MAIRIE, 'CULTURE', 'Culture et fêtes'],
      [MAIRIE, 'S14B', 'Reste'],
    ]),
  )
  expect(vu.erreurs).toBe(0)
  expect((await lancer(vu.id)).status).toBe(201)
  await p.pool.query(`update service set nom = 'Voirie changée' where structure = $1 and code = 'VOIRIE'`, [monde.mairie])
  await p.pool.query(`update service set description = 'Ailleurs' where structure = $1 and code = 'CULTURE'`, [monde.mairie])
  await p.pool.query(`insert into service (structure, code, nom) values ($1, 'S14', 'Créé entre-temps')`, [monde.mairie])
  await appliquerEcheances(p.programme)
  const lues = await lignes(vu.id)
  expect(lues.map((l) => [l.issue, l.fautes.map((f) => f.code).join()])).toEqual([
    ['echouee', 'change-depuis'],
    ['echouee', 'change-depuis'],
    ['modifiee', ''],
    ['creee', ''],
  ])
  expect(lues[0]!.fautes[0]!.message).toContain('Voirie changée')
  expect([(await service('VOIRIE'))!.nom, (await service('S14'))!.nom, (await service('CULTURE'))!.nom]).toEqual([
    'Voirie changée',
    'Créé entre-temps',
    'Culture et fêtes',
  ])
})

test('S14 U05 le droit perdu avant son tour : la ligne est refusée ; ni le fichier ni l’import d’un autre ne se lisent', async () => {
  const {
    rows: [s],
  } = await p.pool.query<{ id: string }>(`select id from service where structure = $1 and code = 'COMPTA'`, [monde.menuiserie])
  await p.pool.query(
    'insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 1, 2, tstzrange(maintenant(), null))',
    [monde.heloise, monde.menuiserie, s!.id],
  )
  const SIRET = '12345678200010'
  const vu = await importe(
    csv([
      [SIRET, 'COMPTA', 'Comptabilité générale'],
      [SIRET, 'ACHATS', 'Autre'],
      [SIRET, 'NOUVEAU', 'Neuf'],
    ]),
    { cookie: heloise },
  )
  expect(await fautes(vu.id, heloise)).toEqual(['', 'structure-introuvable', 'structure-introuvable'])
  expect((await lancer(vu.id, 'valides', heloise)).status).toBe(201)
  await p.pool.query('update habilitation set retiree_le = maintenant() where utilisateur = $1 and service = $2', [monde.heloise, s!.id])
  await appliquerEcheances(p.programme)
  expect(await lire(vu.id, heloise)).toMatchObject({ modifiees: 0, echouees: 1 })
  expect((await service('COMPTA', monde.menuiserie))!.nom).toBe('Comptabilité')
  expect((await envoyer(csv([]), { cookie: heloise })).statut).toBe(403)
  for (const chemin of [
    `/api/v1/imports/${vu.id}`,
    `/api/v1/imports/${vu.id}/lignes`,
    `${IMPORTER}/${vu.id}`,
    `${IMPORTER}/${vu.id}/lignes.xlsx`,
  ])
    expect([chemin, (await p.demander(chemin, { cookie: daniel })).status]).toEqual([chemin, 404])
  expect((await lancer(vu.id, 'valides', daniel)).status).toBe(404)
  expect((await p.demander(`/organisation/utilisateurs/importer/${vu.id}`, { cookie: heloise })).status).toBe(404)
})

test('SER-03 par lots : arrêté entre deux, ce qui est fait reste ; repris après un arrêt brutal, aucune ligne n’est faite deux fois', async () => {
  // As far as the planner knew, the table held a few lines: two thousand compared each with each take longer than a request lasts.
  await p.pool.query('analyze import_ligne_service')
  const vu = await importe(csv(Array.from({ length: 2300 }, (_, i) => [MAIRIE, `LOT${i}`, `Lot ${i}`])))
  expect(vu.aCreer).toBe(2300)
  expect(
    (await p.pool.query<{ n: number }>(`select reltuples::int as n from pg_class where relname = 'import_ligne_service'`)).rows[0]!.n,
  ).toBeGreaterThanOrEqual(2300)
  const { numero } = (await (await lancer(vu.id)).json()) as { numero: string }
  const {
    rows: [d],
  } = await p.pool.query<{ id: number }>('select id from demande where numero = $1', [numero])
  const milieu = { ...p.programme, t: fr }
  expect(await avancer(milieu, d!.id)).toBe('encore')
  expect(await (await p.demander(`${IMPORTER}/${vu.id}`, { cookie: nadia })).text()).toMatch(/<progress max="2300" value="1000"/)
  // A batch whose process dies at its last step: its transaction is gone, whatever it had written.
  await p.pool.query(
    `create function mourir() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$; create trigger mourir before insert on journal for each row execute function mourir()`,
  )
  await expect(avancer(milieu, d!.id)).rejects.toThrow('killed')
  await p.pool.query('drop function mourir() cascade')
  expect([(await lire(vu.id)).creees, (await p.pool.query(`select from service where code like 'LOT%'`)).rowCount]).toEqual([1000, 1000])
  // Two processes at once: one of them leaves it to the other.
  expect((await Promise.all([avancer(milieu, d!.id), avancer(milieu, d!.id)])).toSorted()).toEqual(['ailleurs', 'encore'])
  expect((await lire(vu.id)).creees).toBe(2000)
  expect((await p.demander(`/api/v1/demandes/${numero}/annulation`, { cookie: nadia, json: {} })).status).toBe(200)
  await appliquerEcheances(p.programme)
  const arrete = await lire(vu.id)
  expect([arrete.demande!.etat, arrete.creees]).toEqual(['annulee', 2000])
  const reste = await importe(csv(Array.from({ length: 2300 }, (_, i) => [MAIRIE, `LOT${i}`, `Lot ${i}`])))
  expect([reste.aCreer, reste.inchangees]).toEqual([300, 2000])
}, 60_000)

test('SER-03 POR-16 un import dit qu’il a pris effet à sa fin et pas avant, à son auteur et au gestionnaire principal, comme sa vérification l’annonce', async () => {
  const { menuiserie, daniel, heloise } = monde
  await p.pool.query('update habilitation set niveau = 2 where utilisateur = $1 and structure = $2 and application = 1', [
    heloise,
    menuiserie,
  ])
  const cookie = await p.session('heloise')
  const vu = await importe(csv([['12345678200010', 'FINI', 'Fini']]), { cookie })
  const page = await (await p.demander(`${IMPORTER}/${vu.id}`, { cookie })).text()
  expect(page).toContain('vous et Daniel Poitier, à la fin')
  await p.pool.query('delete from depart; delete from avis')
  const { numero } = (await (await lancer(vu.id, 'toutes', cookie)).json()) as { numero: string }
  const annonces = async () =>
    (await p.pool.query<{ moment: string }>(`select donnees->>'moment' as moment from depart where donnees ? 'moment'`)).rows.map(
      (r) => r.moment,
    )
  expect(await annonces()).toEqual([])
  await appliquerEcheances(p.programme)
  expect(await annonces()).toEqual(['effective'])
  const { rows } = await p.pool.query<{ id: number }>('select id from demande where numero = $1', [numero])
  await envoyerAvis(p.programme, { demande: rows[0]!.id, moment: 'effective' })
  const avis = await p.pool.query<{ utilisateur: string }>('select utilisateur from avis')
  expect(avis.rows.map((a) => a.utilisateur).toSorted()).toEqual([daniel, heloise].toSorted())
})

test('SER-03 le modèle se redépose tel quel, dans chaque format ; le formulaire sans fichier le dit', async () => {
  for (const format of ['csv', 'xlsx', 'ods'])
    expect(
      (
        await importe(Buffer.from(await (await p.demander(`${IMPORTER}/modele.${format}`, { cookie: daniel })).arrayBuffer()), {
          cookie: daniel,
        })
      ).lignes,
    ).toBe(1)
  const vide = await p.demander(IMPORTER, { method: 'POST', cookie: daniel, body: new FormData() })
  expect([vide.status, (await vide.text()).includes('Choisissez un fichier')]).toEqual([422, true])
})
