import { writeXlsx } from 'hucre'
import { expect, test } from 'vitest'
import type { Ligne } from '#tests/feuilles.ts'
import { importsDUtilisateurs, IMPORTER, SIRET, TITRES, csv, ods, xlsx } from '#tests/imports-d-utilisateurs.ts'

// What a file holds, and how each line is judged; nothing is done.
const { p, daniel, envoyer, importe, lignes, fautes, traces, nouveau } = await importsDUtilisateurs()
const { monde } = p

test('UTI-06 trois formats, quel que soit le nom du fichier : les mêmes lignes, jugées une à une, et rien n’est fait', async () => {
  const connue = await nouveau('Connue')
  await p.pool.query(`insert into rattachement (utilisateur, structure, periode) select $1, $2, tstzrange(maintenant(), null)`, [
    connue.id,
    monde.agencement,
  ])
  const avant = await traces()
  const contenu: Ligne[] = [
    [connue.adresse, 'Léa', 'Connue', SIRET, '', 'factures-emises.modification, Lecture seule', ''],
    ['jamais.vue@exemple.fr', '', '', SIRET, 'COMPTA', 'Factures émises consultation', '31/12/2077'],
    [],
    ['heloise.ferdinand@exemple.fr', '', '', SIRET, '', 'organisation.consultation', ''],
    ['heloise.ferdinand@exemple.fr', '', '', SIRET, 'COMPTA', '', ''],
  ]
  for (const [nom, fichier] of [
    ['liste.txt', csv(contenu)],
    ['liste.csv', await xlsx(contenu)],
    ['sans-nom', await ods(contenu)],
  ] as const) {
    const vu = await importe(daniel, fichier, nom)
    expect([nom, vu.lignes, vu.aRattacher, vu.aInviter, vu.inchangees, vu.erreurs]).toEqual([nom, 4, 2, 1, 1, 0])
    const lues = await lignes(vu.id)
    expect(lues.map((l) => [l.ligne, l.resultat])).toEqual([
      [2, 'a-rattacher'],
      [3, 'a-inviter'],
      [5, 'inchangee'],
      [6, 'a-rattacher'],
    ])
    expect(lues[0]!.ajouts).toContain('factures-emises.modification')
    expect(lues[0]!.ajouts).toContain('marches.consultation')
    // Nothing named: what any new attachment receives.
    expect(lues[3]!.ajouts).toHaveLength(17)
  }
  expect(await traces()).toBe(avant)
})

test('UTI-06 une adresse étrangère ne dit pas si elle a un compte', async () => {
  const inconnue = await nouveau('Inconnue')
  const vu = await importe(
    daniel,
    csv([
      [inconnue.adresse, '', '', SIRET],
      ['personne.nulle.part@exemple.fr', '', '', SIRET],
    ]),
  )
  const lues = await lignes(vu.id)
  expect(lues.map(({ resultat, ajouts, fautes: f, issue }) => ({ resultat, ajouts, f, issue }))[0]).toEqual(
    lues.map(({ resultat, ajouts, fautes: f, issue }) => ({ resultat, ajouts, f, issue }))[1],
  )
  expect(vu.aInviter).toBe(2)
})

test('UTI-06 chaque cellule fautive est dite, avec le motif et le remède', async () => {
  const x = await importe(
    daniel,
    await xlsx(
      [
        ['pas-une-adresse', '', '', SIRET, '', '', ''],
        ['', '', '', SIRET, '', '', ''],
        ['a@exemple.fr', '', '', '', '', '', ''],
        ['a@exemple.fr', '', '', 2345678200010, '', '', ''],
        ['a@exemple.fr', '', '', '1,23457E+13', '', '', ''],
        ['a@exemple.fr', '', '', '123456782000', '', '', ''],
        ['a@exemple.fr', '', '', '21690266800013', '', '', ''],
        ['a@exemple.fr', '', '', '99999999900000', '', '', ''],
        ['a@exemple.fr', '', '', SIRET, 'COMTPA', '', ''],
        ['b@exemple.fr', '', '', SIRET, '', 'Inconnu, suivi-des-flux.modification', ''],
        ['c@exemple.fr', '', '', SIRET, '', '', '31/02/2077'],
        ['d@exemple.fr', '', '', SIRET, '', '', '01/01/2020'],
        ['e@exemple.fr', '', '', SIRET, '', '', 46_000],
        ['daniel.poitier@exemple.fr', '', '', SIRET, 'COMPTA', 'Comptable', ''],
        ['f@exemple.fr', '', '', SIRET, '', '', ''],
        ['f@exemple.fr', '', '', SIRET, '', 'Comptable', ''],
        ['g@exemple.fr', '', '', '33333333400014', '', '', ''],
      ],
      { cells: new Map([['15,5', { value: 'x', formula: 'A1', type: 'formula' }]]) },
    ),
  )
  expect(await fautes(x.id)).toEqual([
    'adresse-electronique-invalide',
    'champ-manquant',
    'champ-manquant',
    'zero-perdu',
    'notation-scientifique',
    'siret-incomplet',
    'structure-introuvable',
    'structure-introuvable',
    'service-inconnu',
    'profil-sans-modification profil-inconnu',
    'date-invalide',
    'fin-passee',
    'date-en-nombre',
    'soi-meme',
    'formule',
    'ligne-en-double',
    'structure-inactive',
  ])
  const lues = await lignes(x.id)
  expect(lues[3]!.fautes[0]!.remede).toContain('02345678200010')
  expect(lues[8]!.fautes[0]!.remede).toContain('COMPTA')
  // Not mine, and not there: told apart by nothing.
  expect(lues[6]!.fautes).toEqual(lues[7]!.fautes)
  const page = await (await p.demander(`${IMPORTER}/${x.id}`, { cookie: daniel })).text()
  expect(page).toContain('class="bad"')
  expect(page).not.toContain('Commune de Villeurbanne')
  const fichier = await p.demander(`${IMPORTER}/${x.id}/lignes.xlsx?resultat=erreur`, { cookie: daniel })
  const retour = await importe(daniel, Buffer.from(await fichier.arrayBuffer()), 'a-corriger.xlsx')
  expect([retour.lignes, retour.erreurs, retour.ignorees]).toEqual([17, 17, ['Ligne', 'Résultat', 'Motif', 'Comment corriger']])
  // The screen warns of headings that may be ill-written, and not of those that the portal wrote.
  const relue = await (await p.demander(`${IMPORTER}/${retour.id}`, { cookie: daniel })).text()
  expect([relue.includes('ignorées'), relue.includes('17 lignes')]).toEqual([false, true])
})

test('UTI-06 fichiers refusés : chacun dit ce qu’il est et comment le corriger', async () => {
  const bombe = await xlsx([['a@exemple.fr', '', '', SIRET]])
  // As many parts as it says: what really swells is tried where tables are read (S12).
  const trop = Buffer.from(bombe)
  trop.writeUInt16LE(3000, trop.length - 12)
  for (const [fichier, code] of [
    [Buffer.from('%PDF-1.7'), 'format-inconnu'],
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'fichier-chiffre'],
    [Buffer.from('PK\u0003\u0004 pas une archive'), 'fichier-abime'],
    [bombe.subarray(0, bombe.length - 40), 'fichier-abime'],
    [csv([]), 'aucune-ligne'],
    [Buffer.from('\n\n'), 'fichier-vide'],
    [csv([['a']], ['Adresse électronique']), 'colonnes-manquantes'],
    [csv([['a', 'b', 'c']], ['Adresse électronique', 'courriel', 'Structure']), 'colonne-en-double'],
    [csv([Array.from({ length: 120 }, () => 'x')], [...TITRES]), 'trop-de-colonnes'],
    [trop, 'fichier-trop-lourd'],
    [Buffer.concat([csv([]), Buffer.from(`\n${'"a@exemple.fr";;;"x"\n'.repeat(100_001)}`)]), 'trop-de-lignes'],
  ] as const) {
    const { statut, vu } = await envoyer(daniel, fichier)
    expect([code, statut, vu.code, (vu.detail ?? '').length > 20]).toEqual([code, 422, code, true])
  }
  expect((await p.pool.query('select from import where lu_le is null')).rowCount).toBe(0)
})

test('UTI-06 encodage, séparateur, ordre et titres des colonnes : reconnus ; un zéro perdu dans une date 1904 n’en est pas un', async () => {
  const texte = 'Structure,Courriel,Prénom\r\n12345678200010,accent@exemple.fr,Hélène\r\n'
  for (const fichier of [
    Buffer.from(texte, 'latin1'),
    Buffer.from(`\uFEFF${texte.replaceAll(',', '\t')}`),
    Buffer.from(`\uFEFF${texte}`, 'utf16le'),
  ]) {
    const vu = await importe(daniel, fichier)
    expect((await lignes(vu.id))[0]!.cellules).toMatchObject({
      prenom: 'Hélène',
      adresseElectronique: 'accent@exemple.fr',
      identifiant: SIRET,
    })
  }
  const fin = new Date(Date.UTC(2077, 11, 31))
  const de1904 = Buffer.from(
    await writeXlsx({ dateSystem: '1904', sheets: [{ name: 'a', rows: [TITRES, ['accent@exemple.fr', '', '', SIRET, '', '', fin]] }] }),
  )
  const vu = await importe(daniel, de1904)
  expect((await lignes(vu.id))[0]!.cellules.fin).toBe('2077-12-31')
  expect(await (await p.demander(`${IMPORTER}/${vu.id}`, { cookie: daniel })).text()).toContain('jusqu’au 31 décembre 2077')
})
