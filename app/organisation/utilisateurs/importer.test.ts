import { writeOds, writeXlsx } from 'hucre'
import { expect, test } from 'vitest'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { faireLeMenage } from '#app/menage.ts'
import { avancer, INVITATIONS_PAR_JOUR } from '#app/organisation/utilisateurs/importer.appliquer.ts'
import { envoyerAvisDImport, type EnvoiDImport } from '#app/organisation/utilisateurs/importer.courriels.ts'
import { creerUtilisateur, ouvrirSession, habiliter, rattacher } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const { monde } = p
const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]
const SIRET = '12345678200010'
const IMPORTER = '/organisation/utilisateurs/importer'
const TITRES = ['Adresse électronique', 'Prénom', 'Nom', 'Structure', 'Service', 'Profils', 'Date de fin']

type Ligne = (string | number | Date | null)[]
const csv = (lignes: Ligne[], titres = TITRES) =>
  Buffer.from([titres, ...lignes].map((l) => l.map((c) => `"${String(c ?? '').replaceAll('"', '""')}"`).join(';')).join('\r\n'))
const xlsx = async (lignes: Ligne[], plus: object = {}) =>
  Buffer.from(await writeXlsx({ sheets: [{ name: 'a', rows: [TITRES, ...lignes], ...plus }] }))
const ods = async (lignes: Ligne[]) => Buffer.from(await writeOds({ sheets: [{ name: 'a', rows: [TITRES, ...lignes] }] }))

interface Vu {
  id: string
  lignes: number
  aRattacher: number
  aInviter: number
  aCompleter: number
  inchangees: number
  erreurs: number
  traitees: number
  rattachees: number
  invitees: number
  completees: number
  echouees: number
  demande: { numero: string; etat: string } | null
  ignorees: string[]
  code?: string
  detail?: string
}
interface LigneVue {
  ligne: number
  resultat: string
  issue: string | null
  ajouts: string[]
  cellules: Record<string, string>
  fautes: { colonne: string; code: string; remede: string }[]
}

async function envoyer(cookie: string, contenu: Buffer, nom = 'liste.csv'): Promise<{ statut: number; vu: Vu }> {
  const corps = new FormData()
  corps.set('fichier', new Blob([new Uint8Array(contenu)]), nom)
  const r = await p.demander('/api/v1/imports/utilisateurs', { method: 'POST', cookie, body: corps })
  return { statut: r.status, vu: (await r.json()) as Vu }
}
const importe = async (cookie: string, contenu: Buffer, nom?: string) => {
  const { statut, vu } = await envoyer(cookie, contenu, nom)
  expect([statut, vu.detail]).toEqual([201, undefined])
  return vu
}
const lire = async (id: string, cookie = daniel) => (await (await p.demander(`/api/v1/imports/${id}`, { cookie })).json()) as Vu
const lignes = async (id: string, cookie = daniel) =>
  ((await (await p.demander(`/api/v1/imports/${id}/lignes?tri=ligne&taille=200`, { cookie })).json()) as { elements: LigneVue[] }).elements
const lancer = (id: string, quoi: 'toutes' | 'valides', cookie = daniel) =>
  p.demander('/api/v1/demandes/utilisateur.importer', { cookie, json: { import: id, lignes: quoi } })
const fautes = async (id: string, cookie = daniel) => (await lignes(id, cookie)).map((l) => l.fautes.map((f) => f.code).join(' '))
/** Whatever an import could have written. */
const traces = async () =>
  (
    await p.pool.query<{ n: number }>(
      `select (select count(*) from rattachement) + (select count(*) from habilitation) + (select count(*) from invitation) + (select count(*) from demande) + (select count(*) from journal) + (select count(*) from depart) as n`,
    )
  ).rows[0]!.n
const droits = async (utilisateur: string, structure = monde.menuiserie) =>
  (
    await p.pool.query<{ d: string }>(
      `select a.code || '.' || h.niveau || coalesce('@' || v.code, '') as d from habilitation h join application a on a.id = h.application left join service v on v.id = h.service
  where h.utilisateur = $1 and h.structure = $2 and h.retiree_le is null and h.periode @> maintenant() order by 1`,
      [utilisateur, structure],
    )
  ).rows.map((r) => r.d)
const nouveau = (nom: string) => creerUtilisateur(p.pool, { nom, prenom: 'Léa' })

test('UTI-06 trois formats, quel que soit le nom du fichier : les mêmes lignes, jugées une à une, et rien n’est fait', async () => {
  const connue = await nouveau('Connue')
  await p.pool.query(`insert into rattachement (utilisateur, structure, periode) select $1, $2, tstzrange(maintenant(), null)`, [
    connue.id,
    monde.agencement,
  ])
  const avant = await traces()
  const contenu: Ligne[] = [
    [connue.adresse, 'Léa', 'Connue', SIRET, '', 'factures-emises.modification, Lecture seule', ''],
    ['jamais.vue@exemple.fr', '', '', SIRET, 'COMPTA', 'Factures émises consultation', '31/12/2027'],
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
        ['c@exemple.fr', '', '', SIRET, '', '', '31/02/2027'],
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
}, 180_000)

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
  const fin = new Date(Date.UTC(2027, 11, 31))
  const de1904 = Buffer.from(
    await writeXlsx({ dateSystem: '1904', sheets: [{ name: 'a', rows: [TITRES, ['accent@exemple.fr', '', '', SIRET, '', '', fin]] }] }),
  )
  const vu = await importe(daniel, de1904)
  expect((await lignes(vu.id))[0]!.cellules.fin).toBe('2027-12-31')
  expect(await (await p.demander(`${IMPORTER}/${vu.id}`, { cookie: daniel })).text()).toContain('jusqu’au 31 décembre 2027')
})

test('UTI-06 PLUS-10 tout, ou les valides ; chaque ligne a son issue, une personne un courriel ; le même fichier ne fait rien de plus', async () => {
  const [a, b] = [await nouveau('Alpha'), await nouveau('Bravo')]
  const contenu = csv([
    [a.adresse, '', '', SIRET, '', 'factures-emises.modification', '31/12/2027'],
    [a.adresse, '', '', SIRET, 'COMPTA', 'Comptable', ''],
    [b.adresse, '', '', SIRET, '', '', ''],
    ['sans.compte@exemple.fr', '', '', SIRET, 'COMPTA', 'marches.consultation', ''],
    ['heloise.ferdinand@exemple.fr', '', '', SIRET, '', 'marches.modification', ''],
    ['faux', '', '', SIRET, '', '', ''],
  ])
  const vu = await importe(daniel, contenu)
  expect([vu.aRattacher, vu.aInviter, vu.inchangees, vu.erreurs]).toEqual([0, 4, 1, 1])
  const refuse = await lancer(vu.id, 'toutes')
  expect([refuse.status, ((await refuse.json()) as Vu).code]).toEqual([422, 'lignes-a-corriger'])
  const r = await lancer(vu.id, 'valides')
  const demande = (await r.json()) as { numero: string; etat: string; structure: { id: string } }
  expect([r.status, demande.etat, demande.structure.id]).toEqual([201, 'programmee', monde.menuiserie])
  expect((await lancer(vu.id, 'valides')).status).toBe(409)
  await appliquerEcheances(p.programme)
  const fini = await lire(vu.id)
  expect([fini.demande!.etat, fini.traitees, fini.rattachees, fini.invitees, fini.echouees]).toEqual(['effective', 4, 3, 1, 0])
  expect((await lignes(vu.id)).map((l) => l.issue)).toEqual(['rattachee', 'rattachee', 'rattachee', 'invitee', null, null])
  expect((await droits(a.id)).filter((d) => !d.includes('@'))).toEqual(['factures-emises.2'])
  expect((await droits(a.id)).filter((d) => d.includes('@COMPTA'))).toContain('organisation.1@COMPTA')
  expect(await droits(b.id)).toHaveLength(17)
  expect(await droits(b.id)).toContain('organisation.1')
  const {
    rows: [fin],
  } = await p.pool.query<{ fin: Date }>(`select upper(periode) as fin from habilitation where utilisateur = $1 and service is null`, [a.id])
  expect(fin!.fin.toISOString()).toBe('2027-12-31T23:00:00.000Z')
  const {
    rows: [invitation],
  } = await p.pool.query<{ profils: unknown; demande: number }>(
    `select profils, demande from invitation where adresse_electronique = 'sans.compte@exemple.fr'`,
  )
  expect(invitation!.profils).toEqual([{ application: 'marches', niveau: 1, fin: null }])
  // One mail for Alpha, who is on two lines.
  const { rows: envois } = await p.pool.query<{ donnees: EnvoiDImport }>(`select donnees from depart where file = 'utilisateur.importer'`)
  // Delivered twice, as a queue may: told once.
  for (const e of [...envois, ...envois]) await envoyerAvisDImport(p.programme, e.donnees)
  expect(
    (
      await p.pool.query(`select from depart where file = 'courriel' and donnees->>'a' = any($1) and donnees->>'id' like 'import:%'`, [
        [a.adresse, b.adresse],
      ])
    ).rowCount,
  ).toBe(2)
  const avant = await traces()
  const encore = await importe(daniel, contenu)
  expect([encore.inchangees, encore.erreurs, encore.aInviter]).toEqual([5, 1, 0])
  expect((await lancer(encore.id, 'valides')).status).toBe(422)
  expect(await traces()).toBe(avant)
})

test('U08 HAB-07 par un fichier non plus : ni ailleurs que chez soi, ni « Organisation modification » sans en décider', async () => {
  const { id: gerante, adresse } = await nouveau('Gérante')
  await rattacher(p.pool, gerante, monde.menuiserie)
  await habiliter(p.pool, gerante, monde.menuiserie)
  const { cookie } = await ouvrirSession(p.pool, p.settings, gerante)
  const contenu = csv([
    ['z@exemple.fr', '', '', SIRET, '', 'organisation.modification', ''],
    ['z@exemple.fr', '', '', '21690266800013', '', 'Comptable', ''],
    [adresse, '', '', SIRET, '', 'marches.modification', ''],
  ])
  const vu = await importe(cookie, contenu)
  expect(await fautes(vu.id, cookie)).toEqual(['octroi', 'structure-introuvable', 'soi-meme'])
  const duGestionnaire = await importe(daniel, csv([['z@exemple.fr', '', '', SIRET, '', 'organisation.modification', '']]))
  expect(duGestionnaire.erreurs).toBe(0)
  // Whoever manages nothing sends no file, and reads nobody else's.
  expect((await envoyer(heloise, contenu)).statut).toBe(403)
  for (const chemin of [
    `/api/v1/imports/${vu.id}`,
    `/api/v1/imports/${vu.id}/lignes`,
    `${IMPORTER}/${vu.id}`,
    `${IMPORTER}/${vu.id}/lignes.xlsx`,
  ])
    expect([chemin, (await p.demander(chemin, { cookie: nadia })).status]).toEqual([chemin, 404])
  expect((await lancer(vu.id, 'valides', nadia)).status).toBe(404)
})

test('UTI-06 HAB-01 le gestionnaire principal apprend ce qu’un import a fait chez lui quand un autre l’envoie, une fois, et pas le sien', async () => {
  const { id: gerante } = await nouveau('Déléguée')
  await rattacher(p.pool, gerante, monde.menuiserie)
  await habiliter(p.pool, gerante, monde.menuiserie)
  const { cookie } = await ouvrirSession(p.pool, p.settings, gerante)
  const courriels = async (id: string) =>
    (
      await p.pool.query<{ a: string; sujet: string; texte: string }>(
        `select distinct on (donnees->>'id') donnees->>'a' as a, donnees->>'sujet' as sujet, donnees->>'texte' as texte from depart where file = 'courriel' and donnees->>'id' like $1`,
        [`import:${id}:gestionnaire:%`],
      )
    ).rows
  const faire = async (qui: string) => {
    const [a, b] = [await nouveau('Alix'), await nouveau('Basile')]
    const vu = await importe(
      qui,
      csv([
        [a.adresse, '', '', SIRET],
        [b.adresse, '', '', SIRET],
        ['venir@exemple.fr', '', '', SIRET],
      ]),
    )
    // « Qui est prévenu » names whom the mail will reach, and never whoever sends the file.
    const page = await (await p.demander(`${IMPORTER}/${vu.id}`, { cookie: qui })).text()
    expect(/Gestionnaire principal<\/dt><dd>(.*?)\s:/.exec(page)?.[1]).toBe(qui === daniel ? undefined : 'Daniel Poitier')
    await lancer(vu.id, 'toutes', qui)
    await appliquerEcheances(p.programme)
    const { rows } = await p.pool.query<{ donnees: EnvoiDImport }>(
      `select donnees from depart where file = 'utilisateur.importer' and donnees->>'import' = $1`,
      [vu.id],
    )
    for (const e of [...rows, ...rows]) await envoyerAvisDImport(p.programme, e.donnees)
    return courriels(vu.id)
  }
  const [seul, ...autres] = await faire(cookie)
  expect([autres, seul?.a]).toEqual([[], 'daniel.poitier@exemple.fr'])
  expect(seul!.sujet).toContain('a importé des utilisateurs pour Menuiserie Poitier')
  expect(seul!.texte.replaceAll(/\s+/g, ' ')).toContain('2 rattachements et 1 invitation.')
  // The link is of what they may read.
  const lien = `/organisation/structures/${monde.menuiserie}/historique`
  expect(seul!.texte).toContain(lien)
  expect((await p.demander(lien, { cookie: daniel })).status).toBe(200)
  expect(await faire(daniel)).toEqual([])
})

test('UTI-06 U05 le droit perdu avant son tour : la ligne est refusée, et le dit', async () => {
  const { id: gerante } = await nouveau('Remplacée')
  await rattacher(p.pool, gerante, monde.menuiserie)
  await habiliter(p.pool, gerante, monde.menuiserie)
  const { cookie } = await ouvrirSession(p.pool, p.settings, gerante)
  const qui = await nouveau('Visée')
  const vu = await importe(cookie, csv([[qui.adresse, '', '', SIRET]]))
  expect((await lancer(vu.id, 'toutes', cookie)).status).toBe(201)
  await p.pool.query('update habilitation set retiree_le = maintenant() where utilisateur = $1', [gerante])
  await appliquerEcheances(p.programme)
  const fini = await lire(vu.id, cookie)
  expect([fini.demande!.etat, fini.rattachees, fini.echouees]).toEqual(['effective', 0, 1])
  expect(await fautes(vu.id, cookie)).toEqual(['structure-introuvable'])
  expect(await droits(qui.id)).toEqual([])
})

test('UTI-06 arrêté entre deux lots : ce qui est fait reste ; repris après un arrêt brutal, aucune ligne n’est faite deux fois', async () => {
  await p.pool.query(
    `insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) select 'lot' || n || '@exemple.fr', true, 'L', 'Lot' || n, 'L' from generate_series(1, 2500) n`,
  )
  const contenu = csv(
    Array.from({ length: 2500 }, (_, i) => [`lot${i + 1}@exemple.fr`, '', '', '98765432400019', '', 'marches.consultation', '']),
  )
  const vu = await importe(daniel, contenu)
  const { numero } = (await (await lancer(vu.id, 'toutes')).json()) as { numero: string }
  const {
    rows: [d],
  } = await p.pool.query<{ id: number }>('select id from demande where numero = $1', [numero])
  const milieu = { ...p.programme, t: fr }
  /** Lines whose people are to be told, each as often as it will be. */
  const aAvertir = async (id: string) =>
    (
      await p.pool.query<{ rangs: number[] | null }>(
        `select donnees->'rangs' as rangs from depart where file = 'utilisateur.importer' and donnees->>'import' = $1`,
        [id],
      )
    ).rows.flatMap((r) => r.rangs ?? [])
  expect(await avancer(milieu, d!.id)).toBe('encore')
  expect(await aAvertir(vu.id)).toEqual([])
  // A batch whose process dies: its transaction is gone, whatever it had written.
  await p.pool.query(
    `create function mourir() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$; create trigger mourir before insert on journal for each row execute function mourir()`,
  )
  await expect(avancer(milieu, d!.id)).rejects.toThrow('killed')
  await p.pool.query('drop function mourir() cascade')
  expect((await lire(vu.id)).traitees).toBe(1000)
  const enCours = await p.demander(`${IMPORTER}/${vu.id}`, { cookie: daniel })
  expect([enCours.headers.get('refresh'), /<progress max="2500" value="1000"/.test(await enCours.text())]).toEqual(['3', true])
  // Two processes at once: one of them leaves it to the other.
  expect((await Promise.all([avancer(milieu, d!.id), avancer(milieu, d!.id)])).toSorted()).toEqual(expect.arrayContaining(['encore']))
  await appliquerEcheances(p.programme)
  const fini = await lire(vu.id)
  expect([fini.demande!.etat, fini.traitees, fini.rattachees]).toEqual(['effective', 2500, 2500])
  expect((await p.pool.query(`select from rattachement where structure = $1 and demande = $2`, [monde.agencement, d!.id])).rowCount).toBe(
    2500,
  )
  expect((await p.pool.query(`select from habilitation where structure = $1 and demande = $2`, [monde.agencement, d!.id])).rowCount).toBe(
    2500,
  )

  const avertis = await aAvertir(vu.id)
  expect([avertis.length, new Set(avertis).size]).toEqual([2500, 2500])

  const autre = await importe(
    daniel,
    csv(Array.from({ length: 1500 }, (_, i) => [`lot${i + 1}@exemple.fr`, '', '', SIRET, '', 'marches.consultation', ''])),
  )
  const lance = (await (await lancer(autre.id, 'toutes')).json()) as { numero: string }
  const {
    rows: [e],
  } = await p.pool.query<{ id: number }>('select id from demande where numero = $1', [lance.numero])
  await avancer(milieu, e!.id)
  expect((await p.demander(`/api/v1/demandes/${lance.numero}/annulation`, { cookie: daniel, json: {} })).status).toBe(200)
  await appliquerEcheances(p.programme)
  const arrete = await lire(autre.id)
  expect([arrete.demande!.etat, arrete.traitees, arrete.rattachees]).toEqual(['annulee', 1000, 1000])
  expect(new Set(await aAvertir(autre.id)).size).toBe(1000)
  expect(await (await p.demander(`${IMPORTER}/${autre.id}`, { cookie: daniel })).text()).toContain('L’import a été arrêté')
}, 180_000)

test('UTI-06 PLUS-02 un niveau relevé jusqu’à une date : le profil durable qu’il remplace revient le lendemain', async () => {
  const { id, adresse } = await nouveau('Relevée pour un temps')
  await rattacher(p.pool, id, monde.menuiserie)
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, a.id, 1, tstzrange(maintenant() - interval '1 hour', null) from application a where code = 'marches'`,
    [id, monde.menuiserie],
  )
  const vu = await importe(daniel, csv([[adresse, '', '', SIRET, '', 'marches.modification, engagements.consultation', '31/12/2027']]))
  await lancer(vu.id, 'toutes')
  await appliquerEcheances(p.programme)
  const { rows } = await p.pool.query<{ code: string; niveau: number; du: string | null; au: string | null }>(
    `select a.code, h.niveau, to_char(lower(h.periode) at time zone 'Europe/Paris', 'YYYY-MM-DD') as du, to_char(upper(h.periode) at time zone 'Europe/Paris', 'YYYY-MM-DD') as au
    from habilitation h join application a on a.id = h.application where h.utilisateur = $1 and (upper_inf(h.periode) or upper(h.periode) > maintenant()) order by 1, lower(h.periode)`,
    [id],
  )
  expect(rows.map((r) => [r.code, r.niveau, r.au])).toEqual([
    ['engagements', 1, '2028-01-01'],
    ['marches', 2, '2028-01-01'],
    ['marches', 1, null],
  ])
  expect(rows[2]!.du).toBe('2028-01-01')
})

test('UTI-06 PLUS-02 une date qui n’est pas celle de ce qui est tenu : une fin plus tardive allonge, une plus proche est dite et rien n’est raccourci', async () => {
  const { id, adresse } = await nouveau('Datée')
  await rattacher(p.pool, id, monde.menuiserie)
  const tenir = (application: string, niveau: number, fin: string | null) =>
    p.pool.query(
      `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, a.id, $4, tstzrange(maintenant() - interval '1 hour', $5::timestamptz) from application a where code = $3`,
      [id, monde.menuiserie, application, niveau, fin],
    )
  await tenir('marches', 1, '2027-06-01T00:00:00+02:00')
  await tenir('engagements', 1, null)
  await tenir('factures-emises', 2, '2027-06-01T00:00:00+02:00')
  const tenus = async () =>
    (
      await p.pool.query<{ d: string }>(
        `select a.code || '.' || h.niveau || coalesce('<' || to_char(upper(h.periode) at time zone 'Europe/Paris', 'YYYY-MM-DD'), '') as d from habilitation h join application a on a.id = h.application
        where h.utilisateur = $1 and h.retiree_le is null and (upper_inf(h.periode) or upper(h.periode) > maintenant()) order by a.code, lower(h.periode)`,
        [id],
      )
    ).rows.map((r) => r.d)
  const importer = async (profils: string, fin: string) => {
    const vu = await importe(daniel, csv([[adresse, '', '', SIRET, '', profils, fin]]))
    const [lue] = await lignes(vu.id)
    await lancer(vu.id, 'valides')
    await appliquerEcheances(p.programme)
    return [lue!.resultat, lue!.ajouts.join(), lue!.fautes.map((f) => f.code).join(), await tenus()]
  }
  const depart = ['engagements.1', 'factures-emises.2<2027-06-01', 'marches.1<2027-06-01']
  expect(await importer('engagements.consultation', '31/12/2027')).toEqual(['erreur', '', 'autre-fin', depart])
  expect(await importer('marches.consultation', '01/03/2027')).toEqual(['erreur', '', 'autre-fin', depart])
  expect(await importer('factures-emises.consultation', '31/12/2027')).toMatchObject(['erreur', expect.anything(), 'autre-fin', depart])
  expect(await importer('marches.consultation', '31/05/2027')).toEqual(['inchangee', '', '', depart])
  const allonge = ['engagements.1', 'factures-emises.2<2027-06-01', 'marches.1<2028-01-01']
  expect(await importer('marches.consultation', '31/12/2027')).toEqual(['a-completer', 'marches.consultation', '', allonge])
  // Raised for a time, longer, then without end: what was to come back comes back later, then is not needed any more.
  const releve = (fin: string) => ['engagements.2<' + fin, 'engagements.1', ...allonge.slice(1)]
  expect((await importer('engagements.modification', '31/12/2027')).at(-1)).toEqual(releve('2028-01-01'))
  expect(await importer('engagements.modification', '31/12/2028')).toEqual([
    'a-completer',
    'engagements.modification',
    '',
    releve('2029-01-01'),
  ])
  expect((await importer('engagements.modification', '')).at(-1)).toEqual(['engagements.2', ...allonge.slice(1)])
})

test('UTI-06 une invitation qui attend avec d’autres profils : la ligne le dit ; la même ligne déposée deux fois ne fait rien de plus', async () => {
  const dire = async (profils: string, fin: string) => {
    const vu = await importe(daniel, csv([['promise@exemple.fr', '', '', SIRET, '', profils, fin]]))
    const [lue] = await lignes(vu.id)
    await lancer(vu.id, 'valides')
    await appliquerEcheances(p.programme)
    return [lue!.resultat, lue!.fautes.map((f) => f.code).join()]
  }
  const deux = 'marches.consultation, factures-emises.modification'
  expect([await dire(deux, '31/12/2027'), await dire(deux, '31/12/2027')]).toEqual([
    ['a-inviter', ''],
    ['inchangee', ''],
  ])
  for (const [profils, fin] of [
    [deux, '31/12/2028'],
    ['marches.consultation', '31/12/2027'],
    ['', ''],
  ] as const)
    expect(await dire(profils, fin)).toEqual(['erreur', 'invitation-en-attente'])
})

test('UTI-06 un niveau relevé : l’ancien finit à l’instant où commence le nouveau ; plus de cinq mille droits en un lot sont tous posés', async () => {
  const { id, adresse } = await nouveau('Relevé')
  await rattacher(p.pool, id, monde.menuiserie)
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, a.id, 1, tstzrange(maintenant(), null) from application a where code = 'marches'`,
    [id, monde.menuiserie],
  )
  await p.pool.query(
    `insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) select 'foule' || n || '@exemple.fr', true, 'F', 'Foule' || n, 'F' from generate_series(1, 350) n`,
  )
  const vu = await importe(
    daniel,
    csv([
      [adresse, '', '', SIRET, '', 'marches.modification', ''],
      ...Array.from({ length: 350 }, (_, i) => [`foule${i + 1}@exemple.fr`, '', '', '98765432400019', '', '', '']),
    ]),
  )
  expect(vu.aCompleter).toBe(1)
  await lancer(vu.id, 'toutes')
  await appliquerEcheances(p.programme)
  expect((await lire(vu.id)).completees).toBe(1)
  const { rows } = await p.pool.query<{ niveau: number; suit: boolean }>(
    `select h.niveau, lower(h.periode) = lag(upper(h.periode)) over (order by lower(h.periode)) as suit from habilitation h where h.utilisateur = $1 order by lower(h.periode)`,
    [id],
  )
  expect(rows).toEqual([
    { niveau: 1, suit: null },
    { niveau: 2, suit: true },
  ])
  const {
    rows: [n],
  } = await p.pool.query<{ personnes: number; droits: number; comptes: number }>(
    `select count(distinct utilisateur)::int as personnes, count(*)::int as droits, (select habilitations - 1 from import where id = $2) as comptes from habilitation where structure = $1 and utilisateur in (select id from utilisateur where adresse_electronique::text like 'foule%')`,
    [monde.agencement, vu.id],
  )
  expect([n!.personnes, n!.droits > 5000, n!.droits]).toEqual([350, true, n!.comptes])
})

test('UTI-06 du formulaire au compte rendu, sans script ; ce que le fichier disait ne reste que trente jours', async () => {
  const qui = await nouveau('Écran')
  const corps = new FormData()
  corps.set('fichier', new Blob([new Uint8Array(csv([[qui.adresse, '', '', SIRET]]))]), 'novembre.csv')
  const depose = await p.demander(IMPORTER, { method: 'POST', cookie: daniel, body: corps })
  const chemin = depose.headers.get('location')!
  expect([depose.status, chemin.startsWith(`${IMPORTER}/`)]).toEqual([303, true])
  const page = await (await p.demander(chemin, { cookie: daniel })).text()
  expect(page).toContain('novembre.csv')
  const cle = /name="_cle" value="([^"]+)"/.exec(page)![1]!
  for (let i = 0; i < 2; i++)
    expect((await p.demander(chemin, { cookie: daniel, champs: { lignes: 'toutes', _cle: cle } })).headers.get('location')).toBe(chemin)
  await appliquerEcheances(p.programme)
  const rendu = await (await p.demander(chemin, { cookie: daniel })).text()
  for (const page of ['1.33', '-2', 'x', '9e9'])
    expect([page, (await p.demander(`${chemin}?page=${page}`, { cookie: daniel })).status]).toEqual([page, 200])
  expect([rendu.includes('L’import est terminé'), /<b>1<\/b> rattachée</.test(rendu)]).toEqual([true, true])
  const vide = await p.demander(IMPORTER, { method: 'POST', cookie: daniel, body: new FormData() })
  expect([vide.status, (await vide.text()).includes('Choisissez un fichier')]).toEqual([422, true])
  // One was chosen, and holds nothing.
  const rien = new FormData()
  rien.append('fichier', new File([], 'vide.csv'))
  const sansContenu = await p.demander(IMPORTER, { method: 'POST', cookie: daniel, body: rien })
  expect([sansContenu.status, (await sansContenu.text()).includes('Ce fichier est vide')]).toEqual([422, true])
  for (const format of ['csv', 'xlsx', 'ods'])
    expect(
      (await importe(daniel, Buffer.from(await (await p.demander(`${IMPORTER}/modele.${format}`, { cookie: daniel })).arrayBuffer())))
        .lignes,
    ).toBe(1)
  await p.pool.query(`update import set cree_le = maintenant() - interval '31 days'`)
  await faireLeMenage(p.programme)
  expect((await p.pool.query('select from import_ligne')).rowCount).toBe(0)
})

test('UTI-06 UTI-02 ce qu’un import invite ne compte pas dans ce que l’on invite un à un, ni l’inverse', async () => {
  const {
    rows: [d],
  } = await p.pool.query<{ id: number }>(`select id from demande where type = 'utilisateur.importer' limit 1`)
  const inviter = async (nombre: number, demande: number | null, debut: string) =>
    p.pool.query(
      `insert into invitation (adresse_electronique, invite_par, structure, demande, etat, terminee_le, expire_le) select $4 || n || '@exemple.fr', $1, $2, $5, 'annulee', maintenant(), maintenant() + interval '30 days' from generate_series(1, $3::int) n`,
      [monde.daniel, monde.menuiserie, nombre, debut, demande],
    )
  const unAUn = async (adresse: string) =>
    (
      await p.demander('/api/v1/demandes/rattachement.creer', {
        cookie: daniel,
        json: { structure: monde.menuiserie, adresseElectronique: adresse },
      })
    ).status
  await p.pool.query('delete from invitation')
  await inviter(INVITATIONS_PAR_JOUR, d!.id, 'importee.')
  expect(await unAUn('apres.l.import@exemple.fr')).toBe(201)
  // An import's own limit stays, and says so line by line.
  const vu = await importe(daniel, csv([['de.trop@exemple.fr', '', '', SIRET]]))
  await lancer(vu.id, 'toutes')
  await expect
    .poll(async () => {
      await appliquerEcheances(p.programme)
      return (await lignes(vu.id)).map((l) => [l.issue, l.fautes.map((f) => f.code)])
    })
    .toEqual([['echouee', ['trop-d-invitations']]])
  await p.pool.query('delete from invitation')
  await inviter(300, null, 'a.la.main.')
  expect(await unAUn('la.trois.cent.unieme@exemple.fr')).toBe(429)
  const encore = await importe(daniel, csv([['par.import@exemple.fr', '', '', SIRET]]))
  await lancer(encore.id, 'toutes')
  await expect
    .poll(async () => {
      await appliquerEcheances(p.programme)
      return (await lignes(encore.id)).map((l) => l.issue)
    })
    .toEqual(['invitee'])
})
