import { expect, test } from 'vitest'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { faireLeMenage } from '#app/menage.ts'
import { avancer, INVITATIONS_PAR_JOUR } from '#app/organisation/utilisateurs/importer.appliquer.ts'
import { envoyerAvisDImport, type EnvoiDImport } from '#app/organisation/utilisateurs/importer.courriels.ts'
import { ouvrirSession, habiliter, rattacher } from '#tests/acteurs.ts'
import { importsDUtilisateurs, IMPORTER, SIRET, csv, type Vu } from '#tests/imports-d-utilisateurs.ts'
import { fr } from '#ui/textes/index.ts'

// What an import does, tells, and leaves.
const { p, daniel, heloise, nadia, envoyer, importe, lire, lignes, lancer, fautes, traces, droits, nouveau } = await importsDUtilisateurs()
const { monde } = p

test('UTI-06 PLUS-10 tout, ou les valides ; chaque ligne a son issue, une personne un courriel ; le même fichier ne fait rien de plus', async () => {
  const [a, b] = [await nouveau('Alpha'), await nouveau('Bravo')]
  const contenu = csv([
    [a.adresse, '', '', SIRET, '', 'factures-emises.modification', '31/12/2077'],
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
  expect(fin!.fin.toISOString()).toBe('2077-12-31T23:00:00.000Z')
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
