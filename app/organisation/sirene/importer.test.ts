import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ROOT } from '#platform/root.ts'
import { StartError } from '#platform/settings.ts'
import { baseDEssai, type Base } from '#tests/base.ts'
import { COLONNES } from './colonnes.ts'
import { consulterSiret } from './consulter.ts'
import { chargerRegistreDemonstration } from './demonstration/charger.ts'
import { importerSirene } from './importer.ts'

let base: Base
const dossier = mkdtempSync(join(tmpdir(), 'choral-sirene-'))
beforeAll(async () => {
  base = await baseDEssai()
})
beforeEach(() => base.pool.query('truncate sirene_etablissement, sirene_unite_legale, sirene_import, sirene_cache'))
afterAll(() => rmSync(dossier, { recursive: true }))

const TITRES = ['siren', ...COLONNES.etablissement, 'activitePrincipaleNAF25Etablissement']
type Champs = Partial<Record<string, string>>
const ligne = (champs: Champs) =>
  TITRES.map((t) => champs[t] ?? '')
    .map((v) => (/[",\n]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v))
    .join(',')
const etablissement = (rang: number, champs: Champs = {}): Champs => ({
  siren: '732829320',
  siret: `73282${String(rang).padStart(9, '0')}`,
  statutDiffusionEtablissement: 'O',
  dateCreationEtablissement: '2001-02-03',
  etablissementSiege: 'false',
  numeroVoieEtablissement: '3',
  indiceRepetitionEtablissement: 'B',
  typeVoieEtablissement: 'CHS',
  libelleVoieEtablissement: 'MARCADE',
  codePostalEtablissement: '80100',
  libelleCommuneEtablissement: 'ABBEVILLE',
  dateDebut: '2004-09-24',
  etatAdministratifEtablissement: 'A',
  ...champs,
})
const fichier = (nom: string, lignes: string[], fin = '\n') => {
  const chemin = join(dossier, nom)
  writeFileSync(chemin, [TITRES.join(','), ...lignes].join('\n') + fin)
  return chemin
}
/** Lots of some 1,500 rows. */
const lot = { octets: 300_000, lignes: 2_500 }
/** Some six lots: enough to be interrupted between two. */
const gros = (nom: string, nombre = 9_000) =>
  fichier(
    nom,
    Array.from({ length: nombre }, (_, i) =>
      ligne(
        etablissement(i, {
          complementAdresseEtablissement: `BATIMENT ${i} ${'X'.repeat(60)}`,
          enseigne1Etablissement: i % 7 ? '' : 'A, "B"\nC',
        }),
      ),
    ),
  )
const contenu = async () =>
  (await base.pool.query('select count(*)::int as n, sum(hashtext(e::text)::bigint)::text as somme from sirene_etablissement e'))
    .rows[0] as { n: number; somme: string }
const phrase = (p: Promise<unknown>) =>
  p.then(
    () => 'importé',
    (e: Error) => (e instanceof StartError ? e.message : `${e.name} ${e.message}`),
  )

test('INT-04 CSV : chaque colonne à sa place, « [ND] » et dates impossibles vides, abréviations écrites en entier', async () => {
  const chemin = fichier('simple.csv', [
    ligne(etablissement(1)),
    ligne(
      etablissement(2, {
        etatAdministratifEtablissement: 'F',
        etablissementSiege: 'true',
        enseigne1Etablissement: 'Chez "Léa", l’été',
        dateCreationEtablissement: '2023-02-30',
      }),
    ),
    ligne(
      etablissement(3, {
        statutDiffusionEtablissement: 'P',
        numeroVoieEtablissement: '[ND]',
        indiceRepetitionEtablissement: '[ND]',
        typeVoieEtablissement: '[ND]',
        libelleVoieEtablissement: '[ND]',
        codePostalEtablissement: '[ND]',
        enseigne1Etablissement: '[ND]',
        dateCreationEtablissement: '7490-01-01',
      }),
    ),
    ligne(etablissement(4, { etatAdministratifEtablissement: '' })),
    ligne(
      etablissement(6, {
        enseigne1Etablissement: '\\N',
        denominationUsuelleEtablissement: 'x',
        complementAdresseEtablissement: ' A\tB\\ "C"\nD ',
        dateCreationEtablissement: '1900-02-29',
        typeVoieEtablissement: 'constructor',
        indiceRepetitionEtablissement: '',
      }),
    ),
    ligne(
      etablissement(5, {
        libelleCommuneEtablissement: '',
        libelleCommuneEtrangerEtablissement: 'BRUXELLES',
        libellePaysEtrangerEtablissement: 'BELGIQUE',
        codePostalEtablissement: '',
      }),
    ),
  ])
  expect(await importerSirene(base.pool, chemin)).toMatchObject({ genre: 'etablissement', lignes: 6, ignorees: 1, dejaImporte: false })
  // Signs that COPY's text form gives a meaning to are only signs.
  expect(
    (await base.pool.query(`select libelle, complement, adresse, date_creation from sirene_etablissement where siret = 73282000000006`))
      .rows,
  ).toEqual([{ libelle: '\\N', complement: 'A\tB\\ "C"\nD', adresse: '3 constructor MARCADE', date_creation: null }])
  const { rows } = await base.pool.query(
    `select siret, est_ouvert, est_siege, est_diffusible, date_creation::text, date_fermeture::text, code_postal, ville, adresse, libelle from sirene_etablissement order by siret limit 3`,
  )
  expect(rows).toEqual([
    {
      siret: 73282000000001,
      est_ouvert: true,
      est_siege: false,
      est_diffusible: true,
      date_creation: '2001-02-03',
      date_fermeture: null,
      code_postal: '80100',
      ville: 'ABBEVILLE',
      adresse: '3 BIS CHAUSSEE MARCADE',
      libelle: null,
    },
    {
      siret: 73282000000002,
      est_ouvert: false,
      est_siege: true,
      est_diffusible: true,
      date_creation: null,
      date_fermeture: '2004-09-24',
      code_postal: '80100',
      ville: 'ABBEVILLE',
      adresse: '3 BIS CHAUSSEE MARCADE',
      libelle: 'Chez "Léa", l’été',
    },
    {
      siret: 73282000000003,
      est_ouvert: true,
      est_siege: false,
      est_diffusible: false,
      date_creation: '7490-01-01',
      date_fermeture: null,
      code_postal: null,
      ville: 'ABBEVILLE',
      adresse: null,
      libelle: null,
    },
  ])
  expect(await consulterSiret(base.db, {}, '73282000000005')).toMatchObject({
    etat: 'ouvert',
    source: 'stock',
    etablissement: { ville: 'BRUXELLES', pays: 'BE', raisonSociale: null },
  })
})

test('INT-04 même fichier : rien à refaire ; fichier du mois suivant : seul ce qui change est écrit', async () => {
  const chemin = fichier(
    'mois1.csv',
    [1, 2, 3].map((n) => ligne(etablissement(n))),
  )
  await importerSirene(base.pool, chemin)
  expect(await importerSirene(base.pool, chemin)).toMatchObject({ dejaImporte: true, lignes: 3 })
  const avant = (await base.pool.query('select siret, xmin::text from sirene_etablissement order by siret')).rows
  await importerSirene(
    base.pool,
    fichier('mois2.csv', [
      ligne(etablissement(1)),
      ligne(etablissement(2, { etatAdministratifEtablissement: 'F' })),
      ligne(etablissement(3)),
    ]),
  )
  const apres = (await base.pool.query('select siret, xmin::text from sirene_etablissement order by siret')).rows
  expect(apres.map((l, i) => l.xmin === avant[i].xmin)).toEqual([true, false, true])
  expect(await importerSirene(base.pool, chemin, { recommencer: true })).toMatchObject({ dejaImporte: false, lignes: 3 })
  expect((await base.pool.query('select from sirene_etablissement where est_ouvert')).rowCount).toBe(3)
})

test('INT-04 un établissement nommé deux fois : la dernière ligne qui en dit l’état vaut, connu ou non', async () => {
  const dit = (ville: string, etat = 'A') =>
    ligne(etablissement(1, { libelleCommuneEtablissement: ville, etatAdministratifEtablissement: etat }))
  const ville = async () => (await base.pool.query('select ville from sirene_etablissement')).rows
  expect(await importerSirene(base.pool, fichier('double1.csv', [dit('AMIENS'), dit('ROUEN'), dit('CAEN', '')]))).toMatchObject({
    lignes: 3,
    ignorees: 1,
  })
  expect(await ville()).toEqual([{ ville: 'ROUEN' }])
  await importerSirene(base.pool, fichier('double2.csv', [dit('ROUEN'), dit('LILLE')]))
  await importerSirene(base.pool, fichier('double3.csv', [dit('BREST'), dit('LILLE')]))
  expect(await ville()).toEqual([{ ville: 'LILLE' }])
})

test('INT-04 premier chargement dont quelques établissements sont déjà là, ou reviennent d’un lot à l’autre : tous y sont, la dernière ligne vaut', async () => {
  const chemin = gros('deja.csv')
  await importerSirene(base.pool, chemin)
  const attendu = await contenu()
  await base.pool.query('truncate sirene_etablissement, sirene_import')
  await importerSirene(
    base.pool,
    fichier(
      'avant.csv',
      [4_000, 8_999].map((n) => ligne(etablissement(n, { libelleCommuneEtablissement: 'AILLEURS' }))),
    ),
  )
  const lignes = readFileSync(chemin, 'utf8').trimEnd().split('\n')
  await importerSirene(
    base.pool,
    fichier('deja2.csv', [ligne(etablissement(8_000, { libelleCommuneEtablissement: 'PLUS TARD' })), ...lignes.slice(1)]),
    { lot },
  )
  expect(await contenu()).toEqual(attendu)
})

test('INT-04 interrompu puis relancé : il reprend, et le résultat est celui d’un import d’une traite', async () => {
  const chemin = gros('gros.csv')
  await importerSirene(base.pool, chemin)
  const attendu = await contenu()
  expect(attendu.n).toBe(9_000)
  await base.pool.query('truncate sirene_etablissement, sirene_import')

  const arret = new AbortController()
  const vus: number[] = []
  await expect(
    importerSirene(base.pool, chemin, { lot, signal: arret.signal, surProgres: (p) => (vus.push(p.pourcentage), arret.abort()) }),
  ).rejects.toThrow(/abort/i)
  const partiel = await contenu()
  expect(partiel.n).toBeGreaterThan(0)
  expect(partiel.n).toBeLessThan(9_000)
  expect(vus[0]).toBeLessThan(100)

  const bilan = await importerSirene(base.pool, chemin, { lot, surProgres: (p) => vus.push(p.pourcentage) })
  expect(bilan).toMatchObject({ lignes: 9_000, reprisA: partiel.n, dejaImporte: false })
  expect(vus).toEqual(vus.toSorted((a, b) => a - b))
  expect(vus.at(-1)).toBe(100)
  expect(await contenu()).toEqual(attendu)
})

test('INT-04 deux imports du même fichier à la fois : rien de perdu ni de double, l’un des deux le dit', async () => {
  const chemin = gros('deux.csv')
  // Both have their connections when they begin, and many lots to go: neither is over before the other comes.
  await Promise.all([1, 2, 3, 4].map(() => base.pool.query('select pg_sleep(0.1)')))
  const dits = await Promise.all([1, 2].map(() => phrase(importerSirene(base.pool, chemin, { lot: { octets: 20_000, lignes: 200 } }))))
  expect(dits.toSorted()).toEqual(['Un autre import du registre est en cours : laissez-le finir.', 'importé'])
  expect((await contenu()).n).toBe(9_000)
})

test('INT-04 un seul import du registre à la fois, du même fichier ou d’un autre : refusé tant que le premier n’est pas fini, rien n’est écrit ; puis importé', async () => {
  const chemin = gros('seul.csv')
  const premier = await base.pool.connect()
  await premier.query(`select pg_advisory_lock(hashtextextended('sirene_import:etablissement', 0))`)
  expect(await phrase(importerSirene(base.pool, chemin))).toBe('Un autre import du registre est en cours : laissez-le finir.')
  expect((await base.pool.query('select from sirene_import')).rowCount).toBe(0)
  await premier.query('select pg_advisory_unlock_all()')
  premier.release()
  expect(await phrase(importerSirene(base.pool, chemin))).toBe('importé')
})

test('INT-04 Parquet : même résultat que le CSV, et la reprise aussi', async () => {
  const chemin = gros('source.csv')
  const parquet = join(dossier, 'source.parquet')
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:')
  const connexion = await instance.connect()
  // Typed as INSEE types its own: dates and booleans, not text.
  await connexion.run(`copy (select * replace (dateCreationEtablissement::date as dateCreationEtablissement, etablissementSiege::boolean as etablissementSiege)
    from read_csv('${chemin}', all_varchar = true, quote = '"', escape = '"')) to '${parquet}' (format parquet, compression zstd, row_group_size 2048)`)
  connexion.closeSync()
  await importerSirene(base.pool, chemin)
  const attendu = await contenu()
  await base.pool.query('truncate sirene_etablissement, sirene_import')

  const arret = new AbortController()
  await expect(importerSirene(base.pool, parquet, { lot, signal: arret.signal, surProgres: () => arret.abort() })).rejects.toThrow(/abort/i)
  const partiel = (await contenu()).n
  expect(partiel).toBeGreaterThan(0)
  expect(partiel).toBeLessThan(9_000)
  expect(await importerSirene(base.pool, parquet, { lot })).toMatchObject({ lignes: 9_000, reprisA: partiel })
  expect(await contenu()).toEqual(attendu)

  truncateSync(parquet, 50_000)
  expect(await phrase(importerSirene(base.pool, parquet))).toMatch(/^Ce fichier Parquet est illisible/)
})

const bonnes = [1, 2, 3].map((n) => ligne(etablissement(n)))
const brut = (nom: string, octets: string | Buffer) => {
  const chemin = join(dossier, nom)
  writeFileSync(chemin, octets)
  return chemin
}
/** The fourth: rows of the whole lots before the fault, when it is in a last line without its end. */
const HOSTILES: [string, () => string, RegExp, number?][] = [
  ['vide', () => brut('vide.csv', ''), /^Le fichier est vide/],
  ['sans donnée', () => fichier('titres.csv', [], ''), /^Ligne 1 : pas de ligne de titres suivie de données/],
  ['titres seuls', () => fichier('titres2.csv', []), /^Le fichier n’a que sa ligne de titres/],
  ['autres titres', () => brut('autre.csv', 'nom,prenom\na,b\n'), /^Ligne 1 : ce fichier n’est ni StockEtablissement ni StockUniteLegale/],
  [
    'historique',
    () => brut('histo.csv', 'siren,nic,siret,dateFin,dateDebut,etatAdministratifEtablissement\n'),
    /^Ligne 1 : il manque les colonnes statutDiffusionEtablissement/,
  ],
  ['points-virgules', () => brut('pv.csv', TITRES.join(';') + '\n'), /^Ligne 1 : les colonnes ne sont pas séparées par des virgules/],
  ['titre double', () => brut('double.csv', `${TITRES.join(',')},siret\n`), /^Ligne 1 : la colonne « siret » est là deux fois/],
  ['zip', () => brut('stock.zip', Buffer.from('PK\u0003\u0004 archive\n')), /archive zip/],
  ['ligne courte', () => fichier('courte.csv', [...bonnes, '1,2,3', ...bonnes]), /^Ligne 5 : moins de 20 colonnes/],
  ['ligne longue', () => fichier('longue.csv', [...bonnes, `${bonnes[0]},x`]), /^Ligne 5 : plus de 20 colonnes/],
  ['ligne vide', () => fichier('blanc.csv', [...bonnes, '', ...bonnes]), /^Ligne 5 : moins de 20 colonnes/],
  [
    'tronqué',
    () => fichier('tronque.csv', [...bonnes, bonnes[0]!.slice(0, 40)], ''),
    /^Ligne 5 : moins de 20 colonnes ; le fichier est sans doute tronqué/,
    3,
  ],
  ['guillemet ouvert à la fin', () => fichier('guillemet.csv', [...bonnes, '732829320,"7328293200007'], ''), /^Ligne 5 : /, 3],
  [
    'guillemet jamais refermé',
    () => fichier('guillemet2.csv', [...bonnes, '732829320,"', 'x'.repeat(100)].concat(Array.from({ length: 20_000 }, () => bonnes[0]!))),
    /^Ligne \d+ : plus d’un mégaoctet sans fin de ligne/,
  ],
  [
    'SIRET faux',
    () => fichier('faux.csv', [...bonnes, ligne({ ...etablissement(4), siret: '=1+1' })]),
    /^Ligne 5 : « =1\+1 » n’est pas un SIRET de 14 chiffres/,
  ],
  [
    'SIRET dont un zéro s’est perdu',
    () => fichier('zero.csv', [...bonnes, ligne({ ...etablissement(4), siret: '5420047000100' })]),
    /^Ligne 5 : « 5420047000100 » n’est pas un SIRET/,
  ],
  [
    'octets latin-1',
    () =>
      brut('latin.csv', Buffer.from(`${TITRES.join(',')}\n${bonnes[0]}\n${bonnes[1]!.replace('ABBEVILLE', 'SAINT-ÉTIENNE')}\n`, 'latin1')),
    /^Ligne 3 : des octets ne sont pas de l’UTF-8/,
  ],
  [
    'octet nul',
    () => brut('nul.csv', `${TITRES.join(',')}\n${bonnes[0]!.replace('ABBEVILLE', 'A\u0000B')}\n`),
    /^Ligne 2 : des octets ne sont pas de l’UTF-8/,
  ],
  ['fin de données de COPY', () => fichier('copy.csv', [...bonnes, '\\.', ...bonnes]), /^(Ligne 5|Après la ligne 4) : /],
  [
    'retours chariot mêlés',
    () => fichier('cr.csv', [bonnes[0]!, `${bonnes[1]!}\r`, bonnes[2]!]),
    /^Ligne \d : ce n’est pas du CSV correct/,
  ],
  ['absent', () => join(dossier, 'absent.csv'), /n’existe pas/],
  ['dossier', () => dossier, /ne peut être lu \(EISDIR\)/],
]

test.each(HOSTILES)('INT-04 fichier hostile « %s » : une phrase claire, rien d’écrit à demi', async (_nom, creer, attendu, restent = 0) => {
  expect(await phrase(importerSirene(base.pool, creer()))).toMatch(attendu)
  expect((await contenu()).n).toBe(restent)
})

test('INT-04 une faute loin dans le fichier : les lots d’avant restent, la ligne est la bonne', async () => {
  const chemin = gros('loin.csv')
  const lignes = readFileSync(chemin, 'utf8').split('\n')
  const rang = lignes.length - 2
  lignes[rang] = 'abc'
  writeFileSync(chemin, lignes.join('\n'))
  expect(await phrase(importerSirene(base.pool, chemin, { lot }))).toMatch(new RegExp(`^Ligne ${rang + 1} : moins de 20 colonnes`))
  const { n } = await contenu()
  expect(n).toBeGreaterThan(0)
  expect((await base.pool.query('select lignes from sirene_import')).rows[0].lignes).toBe(n)
})

test('INT-04 un faux SIRET loin derrière des champs de plusieurs lignes : la ligne est celle du fichier', async () => {
  const chemin = gros('loin2.csv')
  const lignes = readFileSync(chemin, 'utf8').split('\n')
  const rang = lignes.length - 2
  lignes[rang] = ligne({ ...etablissement(1), siret: 'x' })
  writeFileSync(chemin, lignes.join('\n'))
  expect(await phrase(importerSirene(base.pool, chemin, { lot }))).toBe(`Ligne ${rang + 1} : « x » n’est pas un SIRET de 14 chiffres.`)
})

test('INT-05 registre de démonstration : chargé une fois, sans personne physique réelle, et il répond', async () => {
  await chargerRegistreDemonstration(base.pool)
  expect((await chargerRegistreDemonstration(base.pool)).every((b) => b.dejaImporte)).toBe(true)
  const registre = (siret: string) => consulterSiret(base.db, {}, siret)
  expect(await registre('35600000000048')).toMatchObject({
    etat: 'ouvert',
    etablissement: { raisonSociale: 'LA POSTE', estSiege: true, adresse: '9 RUE DU COLONEL PIERRE AVIA' },
  })
  expect(await registre('35600000024221')).toMatchObject({
    etat: 'ouvert',
    etablissement: { estSiege: false, siretSiege: '35600000000048' },
  })
  expect(await registre('13002526500013')).toMatchObject({ etat: 'ouvert', etablissement: { unitePublique: true } })
  expect(await registre('99999990700028')).toMatchObject({ etat: 'ferme' })
  expect(await registre('99999999800019')).toMatchObject({
    etat: 'ouvert',
    etablissement: { nonDiffusible: true, nom: null, adresse: null, ville: 'PARIS' },
  })
  const { rows } = await base.pool.query(
    'select siren from sirene_unite_legale where categorie_juridique between 1000 and 1999 or nom is not null',
  )
  expect(rows).toEqual([{ siren: 999999998 }])
  expect(readFileSync(join(ROOT, 'app/organisation/sirene/demonstration/unites-legales.csv'), 'utf8')).not.toContain('source')
})
