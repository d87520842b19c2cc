import { expect, test } from 'vitest'
import { decalerHorloge } from '#tests/base.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { creerUtilisateur, rattacher } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { monde } = p
const [daniel, nadia] = await Promise.all((['daniel', 'nadia'] as const).map((q) => p.session(q)))
type Corps = Record<string, unknown> & {
  numero: string
  etat: string
  code: string
  champs?: { champ: string; code: string }[]
  avant: { profils: string[] }
  resultat: Record<string, unknown>
  remede?: { href: string }
}
const demander = (type: string, json: object, cookie = daniel, simulation = '') =>
  p.demander(`/api/v1/demandes/${type}${simulation}`, { cookie, json })
const detacher = (json: object, cookie = daniel, simulation = '') =>
  demander('rattachement.terminer', { commentaire: 'A quitté l’entreprise', ...json }, cookie, simulation)
const lire = async (r: Response) => (await r.json()) as Corps
const issue = async (r: Response) => [r.status, (await lire(r)).code]
const service = async (code: string) =>
  (await p.pool.query<{ id: string }>('select id from service where structure = $1 and code = $2', [monde.menuiserie, code])).rows[0]!.id
const compta = await service('COMPTA')
const restes = async (u: string) =>
  (
    await p.pool.query<{ r: number; h: number }>(
      `select (select count(*)::int from rattachement where utilisateur = $1 and retire_le is null) as r, (select count(*)::int from habilitation where utilisateur = $1 and retiree_le is null) as h`,
      [u],
    )
  ).rows[0]!
async function rattache(...ou: (string | null)[]) {
  const u = await creerUtilisateur(p.pool)
  const r = await demander('rattachement.creer', {
    lignes: ou.map((s) => ({ structure: monde.menuiserie, service: s })),
    adresseElectronique: u.adresse,
  })
  expect(r.status, await r.clone().text()).toBe(201)
  return { ...u, cookie: await p.session(u.id) }
}
const gere = (u: string) => p.pool.query(`update habilitation set niveau = 2 where utilisateur = $1 and application = 1`, [u])

test('UTI-04 détacher de la structure : aussitôt, services, profils et ce qui était programmé compris ; l’historique garde tout', async () => {
  const u = await rattache(null, compta)
  await gere(u.id)
  const sienne = await lire(await demander('structure.modifier', { structure: monde.menuiserie, libelle: 'Par elle' }, u.cookie))
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, 13, 1, tstzrange(maintenant() + interval '1 day', null) where not exists (select from habilitation where utilisateur = $1 and application = 13 and service is null)`,
    [u.id, monde.menuiserie],
  )
  const essai = await lire(await detacher({ structure: monde.menuiserie, utilisateur: u.id }, daniel, '?simulation=oui'))
  expect(essai.resultat, JSON.stringify(essai)).toMatchObject({ services: [{ code: 'COMPTA' }], demandesAnnulees: [sienne.numero] })
  expect(essai.avant.profils).toEqual(
    expect.arrayContaining(['organisation.modification', 'factures-emises.modification', 'factures-emises.modification (COMPTA)']),
  )
  const recu = await lire(await detacher({ structure: monde.menuiserie, utilisateur: u.id }))
  expect(recu).toMatchObject({
    etat: 'effective',
    saisie: { utilisateur: { id: u.id }, service: null, commentaire: 'A quitté l’entreprise' },
    resultat: { rattachements: 2, demandesAnnulees: [sienne.numero] },
  })
  expect(await restes(u.id)).toEqual({ r: 0, h: 0 })
  expect((await p.demander(`/api/v1/structures/${monde.menuiserie}`, { cookie: u.cookie })).status).toBe(404)
  expect((await lire(await p.demander(`/api/v1/demandes/${sienne.numero}`, { cookie: daniel }))).etat).toBe('annulee')
  const { rows } = await p.pool.query(`select contenu from journal where chaine = $1 and evenement = 'rattachement.terminer:effective'`, [
    monde.menuiserie,
  ])
  expect(rows).toMatchObject([
    {
      contenu: {
        avant: { profils: expect.arrayContaining(['factures-emises.modification']) },
        apres: { commentaire: 'A quitté l’entreprise' },
      },
    },
  ])
  expect(
    (
      await p.pool.query(`select from depart where file = 'courriel' and donnees->>'a' = $1 and donnees->>'texte' like '%A quitté%'`, [
        u.adresse,
      ])
    ).rowCount,
  ).toBe(1)
  expect(await issue(await detacher({ structure: monde.menuiserie, utilisateur: u.id }))).toEqual([422, 'utilisateur-non-rattache'])
  // U12: a clock that steps back revives nothing, and a new attachment starts from the default set.
  await decalerHorloge(p.pool, '-10 seconds')
  expect((await p.demander(`/api/v1/structures/${monde.menuiserie}`, { cookie: u.cookie })).status).toBe(404)
  await decalerHorloge(p.pool, '0')
})

test('UTI-04 au service seul : les autres rattachements et leurs profils restent ; le dernier emporte tout', async () => {
  const u = await rattache(null, compta)
  await detacher({ structure: monde.menuiserie, service: compta, utilisateur: u.id })
  expect(await restes(u.id)).toEqual({ r: 1, h: 17 })
  const v = await rattache(compta)
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 1, 1, tstzrange(maintenant(), null))`,
    [v.id, monde.menuiserie],
  )
  await detacher({ structure: monde.menuiserie, service: compta, utilisateur: v.id })
  expect(await restes(v.id)).toEqual({ r: 0, h: 0 })
})

test('UTI-04 le gestionnaire principal reste jusqu’au transfert ; motif obligatoire ; une structure inactive se détache aussi', async () => {
  const refuse = await lire(await detacher({ structure: monde.menuiserie, utilisateur: monde.daniel }))
  expect([refuse.code, refuse.remede?.href]).toEqual(['gestionnaire-principal', `/organisation/structures/${monde.menuiserie}/transferer`])
  expect((await lire(await detacher({ structure: monde.menuiserie, utilisateur: monde.heloise, commentaire: ' ' }))).champs).toMatchObject([
    { champ: 'commentaire', code: 'champ-manquant' },
  ])
  const u = await creerUtilisateur(p.pool)
  await rattacher(p.pool, u.id, monde.sci)
  expect((await detacher({ structure: monde.sci, utilisateur: u.id })).status).toBe(201)
  expect(await issue(await detacher({ structure: monde.sci, utilisateur: monde.daniel }))).toEqual([409, 'gestionnaire-principal'])
})

test('U08 S01 on ne détache que là où l’on gère, ou soi-même', async () => {
  const [u, chef, simple] = [await rattache(null), await rattache(compta), await rattache(null)]
  await gere(chef.id)
  expect(await issue(await detacher({ structure: monde.menuiserie, utilisateur: u.id }, nadia))).toEqual([404, 'introuvable'])
  expect(await issue(await detacher({ structure: monde.menuiserie, utilisateur: u.id }, simple.cookie))).toEqual([403, 'acces-refuse'])
  expect(await issue(await detacher({ structure: monde.menuiserie, utilisateur: u.id }, chef.cookie))).toEqual([403, 'acces-refuse'])
  // Access comes before the fields.
  expect(await issue(await demander('rattachement.terminer', { structure: monde.menuiserie }, simple.cookie))).toEqual([
    403,
    'acces-refuse',
  ])
  expect(await issue(await detacher({ structure: monde.mairie, utilisateur: simple.id }, simple.cookie))).toEqual([404, 'introuvable'])
  expect(await restes(u.id)).toMatchObject({ r: 1 })
  expect((await detacher({ structure: monde.menuiserie, utilisateur: simple.id }, simple.cookie)).status).toBe(201)
  expect(await restes(simple.id)).toEqual({ r: 0, h: 0 })
})

test('U05 détacher pendant une écriture de cette personne, un fichier envoyé, une approbation comme suppléante : refusées sous le verrou, et rien ne passe ni ne se lit après', async () => {
  const [u, autre] = [await rattache(null), await rattache(null)]
  await gere(u.id)
  await p.pool.query(
    `insert into suppleance (gestionnaire, suppleant, structure, periode) values ($1, $2, $3, tstzrange(maintenant() - interval '1 hour', maintenant() + interval '1 hour'))`,
    [monde.daniel, u.id, monde.menuiserie],
  )
  const attendue = (
    await lire(
      await demander(
        'habilitation.demander',
        { lignes: [{ structure: monde.menuiserie, profil: 'organisation.modification' }] },
        autre.cookie,
      ),
    )
  ).numero
  const formulaire = new FormData()
  formulaire.append('fichier', new File(['%PDF-1.7\nessai'], 'statuts.pdf'))
  const envoi = (
    (await (await p.demander('/api/v1/envois', { method: 'POST', cookie: u.cookie, body: formulaire })).json()) as { id: string }
  ).id
  const decider = () => p.demander(`/api/v1/approbations/${attendue}/decision`, { cookie: u.cookie, json: { decision: 'approuver' } })
  const exporter = async () =>
    (await p.demander(`/api/v1/structures/${monde.menuiserie}/utilisateurs?format=csv`, { cookie: u.cookie })).status
  expect(await exporter()).toBe(200)
  const verrou = await p.pool.connect()
  await verrou.query('begin')
  await verrou.query('select from structure where id = $1 for no key update', [monde.menuiserie])
  const attend = async (n: number) => {
    while (
      (
        await p.pool.query<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).rows[0]!.n < n
    )
      await new Promise((r) => setTimeout(r, 10))
  }
  const detachement = detacher({ structure: monde.menuiserie, utilisateur: u.id })
  await attend(1)
  const ecritures = [
    demander('structure.modifier', { structure: monde.menuiserie, libelle: 'Trop tard' }, u.cookie),
    demander('piece-jointe.creer', { structure: monde.menuiserie, envois: [envoi] }, u.cookie),
    decider(),
  ]
  await attend(4)
  await verrou.query('commit')
  verrou.release()
  expect([(await detachement).status, ...(await Promise.all(ecritures)).map((r) => r.status)]).toEqual([201, 404, 404, 403])
  expect([await exporter(), (await decider()).status]).toEqual([404, 404])
  expect((await lire(await p.demander(`/api/v1/demandes/${attendue}`, { cookie: autre.cookie }))).etat).toBe('demandee')
})

test('HAB-08 U05 un droit qui prend fin pendant que l’écriture attend son tour : jugé à l’heure de la réponse, non à celle de la demande', async () => {
  const u = await rattache(null)
  await gere(u.id)
  const verrou = await p.pool.connect()
  await verrou.query('begin')
  await verrou.query('select from structure where id = $1 for no key update', [monde.menuiserie])
  await p.pool.query(
    `update habilitation set periode = tstzrange(lower(periode), maintenant() + interval '2 seconds') where utilisateur = $1 and application = 1`,
    [u.id],
  )
  const ecriture = demander('structure.modifier', { structure: monde.menuiserie, libelle: 'Trop tard' }, u.cookie)
  const jusqua = async (fait: string, ...de: unknown[]) => {
    while (!(await p.pool.query(`select 1 where ${fait}`, de)).rowCount) await new Promise((r) => setTimeout(r, 20))
  }
  await jusqua(`exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')`)
  await jusqua(`not exists (select from habilitation where utilisateur = $1 and application = 1 and periode @> maintenant())`, u.id)
  await verrou.query('commit')
  verrou.release()
  expect(await issue(await ecriture)).toEqual([403, 'acces-refuse'])
})

test('S04 ce que la personne avait programmé pour d’autres est annulé ; ce qu’on lui avait programmé aussi', async () => {
  const u = await rattache(null)
  await gere(u.id)
  // HAB-01: she governs, so she grants; to her, Daniel grants.
  const pour = await rattache(null)
  await p.pool.query(`update habilitation set retiree_le = maintenant() where utilisateur = any($1) and application = 2`, [[pour.id, u.id]])
  const parElle = await lire(
    await demander(
      'habilitation.ajouter',
      { structure: monde.menuiserie, utilisateur: pour.id, profil: 'factures-emises.consultation' },
      u.cookie,
    ),
  )
  const pourElle = await lire(
    await demander('habilitation.ajouter', { structure: monde.menuiserie, utilisateur: u.id, profil: 'factures-emises.consultation' }),
  )
  expect([parElle.etat, pourElle.etat], JSON.stringify([parElle, pourElle])).toEqual(['programmee', 'programmee'])
  const recu = await lire(await detacher({ structure: monde.menuiserie, utilisateur: u.id }))
  expect(recu.resultat.demandesAnnulees).toEqual([parElle.numero, pourElle.numero])
  await decalerHorloge(p.pool, '31 minutes')
  await appliquerEcheances(p.programme)
  expect([
    (await restes(u.id)).h,
    (await p.pool.query(`select from habilitation where utilisateur = $1 and application = 2 and retiree_le is null`, [pour.id])).rowCount,
  ]).toEqual([0, 0])
  await decalerHorloge(p.pool, '0')
})

test('UTI-04 ce qui était programmé ici et ailleurs : ailleurs reste, ici ne vient jamais', async () => {
  const u = await rattache(null)
  await demander('rattachement.creer', { structure: monde.agencement, adresseElectronique: u.adresse })
  await p.pool.query(`update habilitation set retiree_le = maintenant() where utilisateur = $1 and application = 2`, [u.id])
  const lignes = [monde.menuiserie, monde.agencement].map((structure) => ({
    structure,
    utilisateur: u.id,
    profil: 'factures-emises.consultation',
  }))
  expect((await demander('habilitation.ajouter', { lignes })).status).toBe(201)
  expect((await lire(await detacher({ structure: monde.menuiserie, utilisateur: u.id }))).resultat.demandesAnnulees).toEqual([])
  await decalerHorloge(p.pool, '31 minutes')
  await appliquerEcheances(p.programme)
  const { rows } = await p.pool.query(
    `select structure from habilitation where utilisateur = $1 and application = 2 and retiree_le is null and periode @> maintenant()`,
    [u.id],
  )
  expect(rows).toEqual([{ structure: monde.agencement }])
  await decalerHorloge(p.pool, '0')
})
