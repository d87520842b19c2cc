import { expect, test } from 'vitest'
import { rappelerImmatriculations } from '#app/organisation/structures/immatriculation.ts'
import type { Mail } from '#platform/mail/index.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { date } from '#ui/textes/format.ts'

const p = await portailDuMonde()
const { monde } = p
const accueil = async (cookie: string) => (await (await p.demander('/', { cookie })).text()).replaceAll('\u00a0', ' ')
const attendu = (html: string, mots: string[]) => {
  for (const mot of mots) expect([mot, html.includes(mot)]).toEqual([mot, true])
}

test('POR-12 « À faire » : ce qui attend ma décision, ce que j’ai demandé, mes invitations sans réponse, mes droits qui se terminent', async () => {
  const [daniel, heloise] = [await p.session('daniel'), await p.session('heloise')]
  const r = await p.demander('/api/v1/demandes/habilitation.demander', {
    cookie: heloise,
    json: { structure: monde.menuiserie, profil: 'marches.modification', renoncer: true },
  })
  const { numero } = (await r.json()) as { numero: string }
  attendu(await accueil(daniel), ['Une demande attend votre décision', 'href="/approbations"', 'sans réponse, elle expire le '])
  const sienne = await accueil(heloise)
  // She has one structure: there is no « all » to speak of.
  expect([sienne.includes('Toutes mes structures'), (await accueil(daniel)).includes('Toutes mes structures')]).toEqual([false, true])
  attendu(sienne, [
    'Une de vos demandes attend une décision',
    `href="/demandes/${numero}"`,
    'Gérer mes habilitations, Menuiserie Poitier, siège, depuis le',
  ])
  expect(sienne.includes('se termine dans les 30 jours')).toBe(false)
  // Once it is hers to decide, nobody else is awaited.
  const gouverner = (qui: string) => p.pool.query('update structure set gestionnaire_principal = $1 where id = $2', [qui, monde.menuiserie])
  await gouverner(monde.heloise)
  const aElle = await accueil(heloise)
  attendu(aElle, ['Une demande attend votre décision'])
  expect(aElle.includes('Une de vos demandes attend une décision')).toBe(false)
  await gouverner(monde.daniel)
  // What is programmed to end is told as a change; what ends by itself, as a right about to end.
  expect((await p.demander(`/api/v1/approbations/${numero}/decision`, { cookie: daniel, json: { decision: 'approuver' } })).status).toBe(
    200,
  )
  expect((await accueil(heloise)).includes('se termine dans les 30 jours')).toBe(false)
  await p.pool.query(
    `update habilitation set periode = tstzrange(lower(periode), maintenant() + interval '5 days') where utilisateur = $1 and application = 2`,
    [monde.heloise],
  )
  attendu(await accueil(heloise), ['Une habilitation se termine dans les 30 jours'])
  // The last day on which it holds, and not the midnight that ends it.
  const { rows } = await p.pool.query<{ fin: Date }>(
    `update habilitation set periode = tstzrange(lower(periode), (date_trunc('day', maintenant() at time zone 'Europe/Paris') + interval '5 days') at time zone 'Europe/Paris')
      where utilisateur = $1 and application = 2 returning upper(periode) as fin`,
    [monde.heloise],
  )
  attendu(await accueil(heloise), [`siège : le ${date(new Date(rows[0]!.fin.getTime() - 1))}.`, 'dans 4 jours'])
  // One of its kind is not « la première ».
  expect((await accueil(heloise)).includes('pour la première')).toBe(false)
  await p.pool.query(
    `insert into invitation (adresse_electronique, invite_par, structure, expire_le, echec) values ('nouvelle@exemple.fr', $1, $2, maintenant() + interval '7 days', 'refusée'), ('autre@exemple.fr', $1, $2, maintenant() + interval '8 days', null)`,
    [monde.daniel, monde.menuiserie],
  )
  attendu(await accueil(daniel), [
    '2 de vos invitations sont sans réponse',
    'nouvelle@exemple.fr a jusqu’au',
    ', la première de toutes.',
    'Un envoi a échoué',
    'href="/organisation/utilisateurs/invitations"',
  ])
  const { requetes } = await p.compterRequetes(() => accueil(daniel))
  expect(requetes.filter((q) => !/catalogue|pgboss|depart/.test(q)).length).toBeLessThanOrEqual(6)
})

test('POR-12 PLUS-04 « À faire » : le titulaire voit d’abord qui demande son rôle et jusqu’à quand ; l’opérateur, ce qu’il peut trancher', async () => {
  const [daniel, heloise, operateur] = [await p.session('daniel'), await p.session('heloise'), await p.session('operateur')]
  const demander = async (qui: string, structure: string, contestation: boolean) =>
    (
      await p.pool.query<{ id: string }>(
        `insert into recuperation (structure, demandeur, titulaire, motif, contestation, attente_jusqua) values ($1, $2, $3, 'Parti.', $4, maintenant() + interval '15 days') returning id`,
        [structure, qui, monde.daniel, contestation],
      )
    ).rows[0]!.id
  const premier = (html: string) => /id="afaire"[^]*?class="todo__what"><a href="([^"]+)">([^<]+)</.exec(html)?.slice(1)
  expect((await accueil(daniel)).includes('demande à vous remplacer')).toBe(false)
  const id = await demander(monde.heloise, monde.menuiserie, false)
  expect(premier(await accueil(daniel))).toEqual([
    `/organisation/recuperation/${id}`,
    'Héloïse Ferdinand demande à vous remplacer pour Menuiserie Poitier, siège',
  ])
  attendu(await accueil(daniel), ['Dites-le, et la demande s’arrête : l’opérateur peut décider à partir du'])
  expect(
    (await (await p.demander(`/?structure=${monde.agencement}`, { cookie: daniel })).text()).includes('demande à vous remplacer'),
  ).toBe(false)
  for (const qui of [heloise, operateur])
    expect((await accueil(qui)).includes(id) || (await accueil(qui)).includes('récupération du rôle')).toBe(false)
  const { requetes } = await p.compterRequetes(() => accueil(daniel))
  expect(requetes.filter((q) => !/catalogue|pgboss|depart/.test(q)).length).toBeLessThanOrEqual(6)
  // A dispute besides; once answered it waits for the operator alone.
  const contestation = await demander(monde.nadia, monde.menuiserie, true)
  expect(premier(await accueil(daniel))).toEqual([
    '/organisation/recuperation',
    '2 personnes demandent votre rôle de gestionnaire principal ou le contestent',
  ])
  expect((await p.demander(`/organisation/recuperation/${id}/opposition`, { cookie: daniel, champs: { motif: '' } })).status).toBe(303)
  expect(premier(await accueil(daniel))).toEqual([
    `/organisation/recuperation/${contestation}`,
    'La création de Menuiserie Poitier, siège est contestée',
  ])
  await p.pool.query(
    `update recuperation set cree_le = cree_le - interval '20 days', attente_jusqua = attente_jusqua - interval '20 days' where id = $1`,
    [contestation],
  )
  attendu(await accueil(daniel), ['l’opérateur peut décider depuis le'])
  expect(premier(await accueil(operateur))).toEqual([
    '/exploitation/recuperations?etat=en-attente',
    'Une récupération du rôle de gestionnaire principal attend votre décision',
  ])
  expect(
    (
      await p.demander(`/organisation/recuperation/${contestation}/opposition`, {
        cookie: daniel,
        champs: { motif: 'La structure est à moi.' },
      })
    ).status,
  ).toBe(303)
  expect((await accueil(daniel)).includes('contestée')).toBe(false)
  attendu(await accueil(operateur), ['attend votre décision'])
  // Whoever governs next has not answered yet.
  await p.pool.query('update structure set gestionnaire_principal = $1 where id = $2', [monde.heloise, monde.menuiserie])
  attendu(await accueil(heloise), ['est contestée'])
  await p.pool.query('update structure set gestionnaire_principal = $1 where id = $2', [monde.daniel, monde.menuiserie])
})

test('STR-02 POR-12 une structure en cours d’immatriculation rappelle son SIRET à son gestionnaire principal, jusqu’à ce qu’elle soit remplacée', async () => {
  const [daniel, heloise] = [await p.session('daniel'), await p.session('heloise')]
  await p.pool.query(`update structure set type_identifiant = 'AUTRE', identifiant = 'EC00000004255' where id = $1`, [monde.agencement])
  attendu(await accueil(daniel), ['attend son SIRET', `href="/organisation/structures/dupliquer?structure=${monde.agencement}"`])
  expect((await accueil(heloise)).includes('attend son SIRET')).toBe(false)
  await p.pool.query(`update structure set structure_origine = $1 where id = $2`, [monde.agencement, monde.menuiserie])
  expect((await accueil(daniel)).includes('attend son SIRET')).toBe(false)
  await p.pool.query('update structure set structure_origine = null where id = $1', [monde.menuiserie])
  attendu(await accueil(daniel), ['attend son SIRET'])
  await p.pool.query(`update structure set statut = 'INACTIVE' where id = $1`, [monde.agencement])
  expect((await accueil(daniel)).includes('attend son SIRET')).toBe(false)
})

test('STR-02 CPT-08 le SIRET attendu est rappelé par courriel tous les 30 jours, une fois chacun, comme on veut être prévenu, jusqu’au remplacement', async () => {
  const rappeler = async (jours: number) => {
    await p.pool.query(`update structure set cree_le = maintenant() - make_interval(days => $2, hours => 1) where id = $1`, [
      monde.agencement,
      jours,
    ])
    // Two processes at once, then one that was started again.
    await Promise.all([rappelerImmatriculations(p.programme), rappelerImmatriculations(p.programme)])
    expect(await rappelerImmatriculations(p.programme)).toBe(0)
    return (await p.pool.query<{ donnees: Mail }>(`delete from depart where file = 'courriel' returning donnees`)).rows.map(
      (r) => r.donnees,
    )
  }
  await p.pool.query(`update structure set type_identifiant = 'AUTRE', identifiant = 'EC00000004255', statut = 'ACTIVE' where id = $1`, [
    monde.agencement,
  ])
  await p.pool.query(`delete from depart where file = 'courriel'`)
  expect(await rappeler(29)).toEqual([])
  const [courriel, ...autres] = await rappeler(30)
  expect([courriel!.a, autres]).toEqual(['daniel.poitier@exemple.fr', []])
  for (const mot of ['EC00000004255', `/organisation/structures/dupliquer?structure=${monde.agencement}`])
    expect(courriel!.texte).toContain(mot)
  expect(await rappeler(59)).toEqual([])
  expect((await rappeler(60)).length).toBe(1)
  await p.demander('/api/v1/avis/preferences', { cookie: await p.session('daniel'), json: { gestion: 'jamais' } })
  expect(await rappeler(90)).toEqual([])
  expect(
    (
      await p.pool.query(
        `select count(*)::int as n from avis where utilisateur = $1 and genre = 'gestion' and cle like 'immatriculation:%'`,
        [monde.daniel],
      )
    ).rows[0],
  ).toEqual({ n: 3 })
  await p.demander('/api/v1/avis/preferences', { cookie: await p.session('daniel'), json: { gestion: 'aussitot' } })
  await p.pool.query(`update structure set structure_origine = $1 where id = $2`, [monde.agencement, monde.menuiserie])
  expect(await rappeler(120)).toEqual([])
  await p.pool.query('update structure set structure_origine = null where id = $1', [monde.menuiserie])
  await p.pool.query(`update structure set statut = 'INACTIVE' where id = $1`, [monde.agencement])
  expect(await rappeler(150)).toEqual([])
})

test('POR-12 « À faire » : les tickets qui attendent le destinataire, puis l’émetteur ; ceux d’une autre structure que la choisie n’y sont pas', async () => {
  const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]
  const json = {
    sousCategorie: 'facture-question',
    typeObjet: 'FACTURE',
    numeroObjet: 'F-2026-131',
    destinataire: '21690266800013',
    structure: monde.menuiserie,
    titre: 'Engagement refusé',
    description: 'Numéro inconnu.',
  }
  const creer = async () => ((await (await p.demander('/api/v1/tickets', { cookie: daniel, json })).json()) as { numero: string }).numero
  const agir = async (numero: string, action: string) =>
    expect((await p.demander(`/api/v1/tickets/${numero}/actions`, { cookie: nadia, json: { action, texte: 'Un message.' } })).status).toBe(
      200,
    )
  const numero = await creer()
  attendu(await accueil(nadia), [`Le ticket reçu ${numero} est à traiter`, `href="/support/tickets/${numero}"`, 'todo__side'])
  expect((await accueil(daniel)).includes(numero)).toBe(false)
  await p.pool.query(`update ticket set echeance = maintenant() - interval '1 hour' where numero = $1`, [numero])
  attendu(await accueil(nadia), ['1 en retard'])
  for (const action of ['prendre', 'demander']) await agir(numero, action)
  expect((await accueil(nadia)).includes(numero)).toBe(false)
  // Both read what the structure sent; whoever belongs elsewhere does not.
  for (const qui of [daniel, heloise]) attendu(await accueil(qui), [`Le ticket ${numero} attend vos informations`, 'Engagement refusé'])
  const autre = await creer()
  for (const action of ['prendre', 'resoudre']) await agir(autre, action)
  attendu(await accueil(daniel), [
    '2 tickets attendent votre réponse',
    'href="/support/tickets"',
    'Le plus ancien, « Engagement refusé », attend vos informations.',
  ])
  expect((await (await p.demander(`/?structure=${monde.agencement}`, { cookie: daniel })).text()).includes('tickets attendent')).toBe(false)
})
