import { expect, test } from 'vitest'
import { envoyerAvis } from '#app/demandes/avis.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { avancer } from '#app/organisation/services/importer.appliquer.ts'
import { importsDeServices, MAIRIE, IMPORTER, csv, type Vu } from '#tests/imports-de-services.ts'
import { fr } from '#ui/textes/index.ts'

const { p, daniel, heloise, nadia, envoyer, importe, lire, lignes, lancer, fautes, traces, service } = await importsDeServices()
const { monde } = p

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
})

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
