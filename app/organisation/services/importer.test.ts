import { writeOds } from 'hucre'
import { expect, test } from 'vitest'
import type { Ligne } from '#tests/feuilles.ts'
import { importsDeServices, MAIRIE, IMPORTER, TITRES, csv, xlsx } from '#tests/imports-de-services.ts'

const { p, daniel, nadia, envoyer, importe, lignes, fautes, traces } = await importsDeServices()
const { monde } = p

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
      '01/01/2077',
      '31/12/2080',
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
    `update service set debut_validite = '2026-05-14', fin_validite = '2077-09-01' where structure = $1 and code = 'VOIRIE'`,
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
        [MAIRIE, 'A7', 'Dates', '', '', '', '', '', '02/01/2077', '01/01/2077'],
        [MAIRIE, 'A8', 'Jour', '', '', '', '', '', '31/02/2077'],
        [MAIRIE, 'A9', 'Oui', '', '', '', '', '', '', '', 'peut-être'],
        [MAIRIE, 'Factures_Publiques', 'Réservé'],
        [MAIRIE, 'FERME', 'Rouvert'],
        [MAIRIE, 'SUPPR', 'Revenu'],
        [MAIRIE, 'B1', 'Un'],
        [MAIRIE, 'B1', 'Deux'],
        [MAIRIE, 'B2', 'x'],
        [MAIRIE, '1,2E+5', 'Arrondi'],
        [MAIRIE, new Date(Date.UTC(2077, 0, 2)), 'En date'],
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
  const fin = new Date(Date.UTC(2077, 11, 31))
  const x = await importe(await xlsx([[MAIRIE, 42, 'Quarante-deux', '', '', '', '', '', '', fin]], {}, { dateSystem: '1904' }))
  const [l] = await lignes(x.id)
  expect([l!.resultat, l!.avis.map((a) => a.code), l!.cellules.finValidite]).toEqual(['a-creer', ['code-en-nombre'], '2077-12-31'])
  expect(await (await p.demander(`${IMPORTER}/${x.id}`, { cookie: nadia })).text()).toContain('Des codes sont des nombres pour le tableur')
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
