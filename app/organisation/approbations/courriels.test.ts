import { beforeAll, describe, expect, test } from 'vitest'
import { expirerApprobations, rappelerApprobations } from '#app/organisation/approbations/echeances.ts'
import { signerLien } from '#app/organisation/approbations/lien.ts'
import { creerUtilisateur, rattacher } from '#tests/acteurs.ts'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { echoir } from '#tests/echeances.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde({}, { travaux: true })
const { monde } = p
const [DANIEL, HELOISE] = ['daniel.poitier@exemple.fr', 'heloise.ferdinand@exemple.fr']
let daniel: string
let heloise: string
let nadia: string
beforeAll(async () => {
  ;[daniel, heloise, nadia] = await Promise.all([p.session('daniel'), p.session('heloise'), p.session('nadia')])
})

async function demander(application: string): Promise<string> {
  const r = await p.demander('/api/v1/demandes/habilitation.demander', {
    cookie: heloise,
    json: { structure: monde.menuiserie, profil: `${application}.modification`, renoncer: true, commentaire: 'Je change de poste.' },
  })
  return ((await r.json()) as { numero: string }).numero
}
const courriel = async (a: string, numero: string, sujet: RegExp) => {
  const trouver = async () => (await attendreCourriels(p, a)).find((m) => sujet.test(m.sujet) && m.texte.includes(numero))
  await expect.poll(trouver, { interval: 100, message: `courriel « ${sujet} » pour ${a}` }).toBeDefined()
  return (await trouver())!
}
const etatDe = async (numero: string) =>
  (
    await p.pool.query<{ etat: string; rappels: number }>(
      'select a.etat, a.rappels from approbation a join demande d on d.id = a.demande where numero = $1',
      [numero],
    )
  ).rows[0]!
const vieillir = (numero: string, jours: number) =>
  p.pool.query(
    `update approbation a set cree_le = a.cree_le - make_interval(days => $2), expire_le = a.expire_le - make_interval(days => $2) from demande d where d.id = a.demande and d.numero = $1`,
    [numero, jours],
  )

describe('PLUS-09 APP-03 par courriel', () => {
  test('PLUS-09 U02 le lien mène à l’approbation ; robots, sans session et autres personnes ne décident rien', async () => {
    const numero = await demander('marches')
    const recu = await courriel(HELOISE, numero, /reçue/)
    expect(recu.texte).toContain('Daniel Poitier doit décider')
    const aDecider = await courriel(DANIEL, numero, /À décider/)
    expect(aDecider.texte).toContain('Retrait\u00A0: Marchés modification')
    expect(aDecider.texte).toContain('Je change de poste.')
    const lien = lienDe(aDecider)
    expect(lien).toMatch(new RegExp(`^/approbations/${numero}\\?lien=`))
    const sansSession = await p.demander(lien)
    expect([sansSession.status, sansSession.headers.get('location')]).toEqual([303, `/connexion?retour=${encodeURIComponent(lien)}`])
    for (const methode of ['GET', 'HEAD'])
      for (const cookie of [undefined, daniel, heloise, nadia]) await p.demander(lien, { method: methode, ...(cookie ? { cookie } : {}) })
    const page = lien.split('?')[0]!
    expect((await p.demander(`${page}/decision`, { champs: { decision: 'approuver', lien: lien.split('lien=')[1]! } })).status).toBe(303)
    for (const [cookie, statut] of [
      [heloise, 403],
      [nadia, 404],
    ] as const)
      expect((await p.demander(`${page}/decision`, { cookie, champs: { decision: 'approuver' } })).status).toBe(statut)
    expect(await etatDe(numero)).toMatchObject({ etat: 'demandee' })
    expect((await (await p.demander(lien, { cookie: daniel })).text()).includes('Approuver, effectif')).toBe(true)
    const autrui = await p.demander(lien, { cookie: nadia })
    expect([autrui.status, (await autrui.text()).includes('envoyé à une autre personne')]).toEqual([403, true])
    const coupe = await p.demander(lien.slice(0, -3), { cookie: daniel })
    expect((await coupe.text()).includes('Ce lien n’est pas complet')).toBe(true)
    expect((await p.demander(lien.slice(0, -3), { cookie: nadia })).status).toBe(404)
  })

  test('APP-03 l’auteur est prévenu de la décision, avec le motif et l’heure de l’effet', async () => {
    const [oui, non] = [await demander('engagements'), await demander('raccordements')]
    await p.demander(`/api/v1/approbations/${oui}/decision`, { cookie: daniel, json: { decision: 'approuver', motif: 'Entendu.' } })
    await p.demander(`/api/v1/approbations/${non}/decision`, {
      cookie: daniel,
      json: { decision: 'refuser', motif: 'Encore besoin de vous.' },
    })
    const approuvee = await courriel(HELOISE, oui, /approuvée/)
    for (const mot of ['approuvée par Daniel Poitier', 'Motif : Entendu.', 'Effet : le ', 'Retrait : Engagements modification'])
      expect([mot, approuvee.texte.replaceAll('\u00a0', ' ').includes(mot)]).toEqual([mot, true])
    expect((await courriel(HELOISE, non, /refusée/)).texte).toContain('Encore besoin de vous.')
  })
})

test('HAB-05 PLUS-08 le changement prévu : son auteur lit le jour avec « le », celle qu’il concerne ne lit pas qu’elle l’a demandé', async () => {
  const { numero } = (await (
    await p.demander('/api/v1/demandes/habilitation.ajouter', {
      cookie: daniel,
      json: { structure: monde.menuiserie, utilisateur: monde.heloise, profil: 'remboursements-de-taxes.consultation' },
    })
  ).json()) as { numero: string }
  const net = (texte: string) => texte.replaceAll('\u00a0', ' ')
  expect(net((await courriel(DANIEL, numero, /reçue/)).texte)).toMatch(/Elle prendra effet le \d+(er)? \p{L}+ \d{4} à /u)
  const sienne = await courriel(HELOISE, numero, /concerne/)
  expect(net(sienne.sujet)).toMatch(new RegExp(`^\\S.* : un changement prévu vous concerne, Menuiserie Poitier, siège \\(${numero}\\)$`))
  expect(net(sienne.texte)).toContain('Ce qui change : Remboursements de taxes : de modification à consultation.')
  await p.pool.query(`update utilisateur set langue = 'en' where id = $1`, [monde.daniel])
  await p.pool.query(`update demande set effet_le = maintenant() where numero = $1`, [numero])
  await echoir(p)
  expect(net((await courriel(DANIEL, numero, /in effect/)).texte)).toMatch(/took effect on \d+ /)
  await p.pool.query(`update utilisateur set langue = 'fr' where id = $1`, [monde.daniel])
})

test('HAB-02 PLUS-08 les droits de plusieurs personnes changent ensemble : chacune lit les siens, et rien de ceux des autres', async () => {
  const autre = await creerUtilisateur(p.pool, { prenom: 'Zoé', nom: 'Marchand' })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, periode) values ($1, $2, tstzrange(maintenant() - interval '1 day', null))`,
    [autre.id, monde.menuiserie],
  )
  const ligne = (utilisateur: string, profil: string) => ({ structure: monde.menuiserie, utilisateur, profil })
  const r = await p.demander('/api/v1/demandes/habilitation.ajouter', {
    cookie: daniel,
    json: { lignes: [ligne(monde.heloise, 'factures-emises.consultation'), ligne(autre.id, 'marches.modification')] },
  })
  const { numero } = (await r.json()) as { numero: string }
  for (const [adresse, sien, pasLeSien] of [
    [HELOISE, 'Factures émises', 'Marchés'],
    [autre.adresse, 'Marchés modification', 'Factures émises'],
  ] as const) {
    const recu = await courriel(adresse, numero, /concerne/)
    expect([adresse, recu.texte.includes(sien), recu.texte.includes(pasLeSien)]).toEqual([adresse, true, false])
    expect(recu.texte).toContain('Menuiserie Poitier, siège')
    expect(lienDe(recu)).toBe('/organisation/habilitations/mes')
  }
  const { rows } = await p.pool.query('select adresse from avis where utilisateur = $1', [autre.id])
  expect(rows).toEqual([{ adresse: '/organisation/habilitations/mes' }])
})

test('HAB-09 PLUS-08 une demande sur plusieurs structures : le gestionnaire principal de chacune lit ce qui est des siennes, et rien des autres', async () => {
  const pivot = await creerUtilisateur(p.pool, { prenom: 'Paul', nom: 'Cordier' })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, periode) select u, s, tstzrange(maintenant() - interval '1 day', null) from unnest($1::uuid[]) u, unnest($2::uuid[]) s
      where not exists (select from rattachement r where r.utilisateur = u and r.structure = s and r.service is null)`,
    [
      [pivot.id, monde.daniel],
      [monde.menuiserie, monde.mairie],
    ],
  )
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 1, 2, tstzrange(maintenant() - interval '1 day', null))`,
    [monde.daniel, monde.mairie],
  )
  const ligne = (structure: string, profil: string) => ({ structure, utilisateur: pivot.id, profil })
  const r = await p.demander('/api/v1/demandes/habilitation.ajouter', {
    cookie: daniel,
    json: { lignes: [ligne(monde.menuiserie, 'engagements.consultation'), ligne(monde.mairie, 'marches.modification')] },
  })
  const { numero } = (await r.json()) as { numero: string }
  const recu = await courriel('nadia.bonjean@exemple.fr', numero, /reçue/)
  expect(
    ['Marchés modification', 'Engagements', 'Menuiserie'].map((x) => recu.texte.includes(x)),
    recu.texte,
  ).toEqual([true, false, false])
  expect(recu.texte).toContain('Commune de Villeurbanne')
  // Whose right it is, for whoever is neither that person nor its author.
  expect(recu.texte).toContain('Marchés modification, pour Paul Cordier.')
  expect(lienDe(recu)).toBe(`/demandes/${numero}`)
  // The mail leads to what she may read of it, in the history of her structure too.
  const page = await (await p.demander(`/demandes/${numero}`, { cookie: nadia })).text()
  const dit = page.slice(page.indexOf('<main'), page.indexOf('</main>'))
  expect(
    ['Marchés', 'Engagements', 'Menuiserie Poitier'].map((x) => dit.includes(x)),
    dit,
  ).toEqual([true, false, false])
  expect((await p.demander(`/demandes/${numero}`, { cookie: heloise })).status).toBe(404)
})

test('PLUS-02 HAB-05 un profil temporaire qui en remplace un autre dit qu’il n’en restera rien', async () => {
  const r = await p.demander('/api/v1/demandes/habilitation.modifier', {
    cookie: daniel,
    json: { structure: monde.menuiserie, utilisateur: monde.heloise, profil: 'marches.consultation', fin: '2099-01-31' },
  })
  const { numero } = (await r.json()) as { numero: string }
  const attendu = 'jusqu’au 31 janvier 2099, puis plus aucun profil'
  expect((await courriel(HELOISE, numero, /concerne/)).texte).toContain(`Marchés\u00a0: de modification à consultation, ${attendu}.`)
  const recu = await courriel(DANIEL, numero, /reçue/)
  expect(recu.texte).toContain(`${attendu}, pour Héloïse Ferdinand.`)
  // CPT-08: an account's mails come because there is an account.
  expect(recu.texte).toContain('Vous recevez ce courriel parce que vous avez un compte sur')
  expect(await (await p.demander('/compte/demandes', { cookie: daniel })).text()).toContain(`${attendu}, pour Héloïse Ferdinand<`)
  expect(await (await p.demander(`/demandes/${numero}`, { cookie: heloise })).text()).toContain(attendu)
})

describe('APP-04 rappels et expiration', () => {
  test('APP-04 qui devient gestionnaire principal lit que c’est à lui de décider de sa propre demande', async () => {
    const numero = await demander('factures-de-travaux')
    const gouverner = (qui: string) =>
      p.pool.query('update structure set gestionnaire_principal = $1 where id = $2', [qui, monde.menuiserie])
    await gouverner(monde.heloise)
    const sienne = await courriel(HELOISE, numero, /À décider/)
    expect(sienne.sujet.replaceAll('\u00a0', ' ')).toBe('À décider : votre demande, Gérer mes habilitations')
    expect(sienne.texte).toContain('C’est maintenant à vous de décider de votre demande')
    await gouverner(monde.daniel)
    expect((await p.demander(`/api/v1/demandes/${numero}/annulation`, { cookie: heloise, json: {} })).status).toBe(200)
  })

  test('APP-04 un rappel après 3 et 7 jours, jamais deux fois ; expirée après 30', async () => {
    const numero = await demander('cessions-de-creance')
    expect(await rappelerApprobations(p.programme)).toBe(0)
    await vieillir(numero, 3)
    expect((await Promise.all([rappelerApprobations(p.programme), rappelerApprobations(p.programme)])).reduce((a, b) => a + b)).toBe(1)
    expect((await courriel(DANIEL, numero, /Rappel/)).texte).toContain('attend votre décision depuis')
    await vieillir(numero, 5)
    expect(await rappelerApprobations(p.programme)).toBe(1)
    expect(await rappelerApprobations(p.programme)).toBe(0)
    expect(await etatDe(numero)).toEqual({ etat: 'demandee', rappels: 2 })
    const lien = signerLien({ numero, utilisateur: monde.daniel, expireLe: new Date(Date.now() - 1000) }, p.settings.SECRET_KEY)
    await vieillir(numero, 30)
    const r = await p.demander(`/api/v1/approbations/${numero}/decision`, { cookie: daniel, json: { decision: 'approuver' } })
    expect([r.status, ((await r.json()) as { detail: string }).detail.includes('expiré')]).toEqual([409, true])
    expect((await Promise.all([expirerApprobations(p.programme), expirerApprobations(p.programme)])).reduce((a, b) => a + b)).toBe(1)
    expect(await etatDe(numero)).toMatchObject({ etat: 'expiree' })
    expect((await courriel(HELOISE, numero, /expirée/)).texte).toContain('personne n’a décidé à temps')
    expect((await (await p.demander(`/approbations/${numero}?lien=${lien}`, { cookie: daniel })).text()).includes('Ce lien a expiré')).toBe(
      true,
    )
  })

  test('APP-04 U03 le gestionnaire principal change : ce qui attend va au nouveau, l’ancien lien dit pourquoi', async () => {
    const numero = await demander('sollicitations-emises')
    const lien = lienDe(await courriel(DANIEL, numero, /À décider/))
    await rattacher(p.pool, monde.nadia, monde.menuiserie)
    await p.pool.query(`update structure set gestionnaire_principal = $1 where id = $2`, [monde.nadia, monde.menuiserie])
    expect(lienDe(await courriel('nadia.bonjean@exemple.fr', numero, /À décider/))).not.toBe(lien)
    const ancien = await p.demander(lien, { cookie: daniel })
    const html = await ancien.text()
    expect([
      ancien.status,
      html.includes('Vous ne décidez plus pour cette structure'),
      html.includes('Nadia Bonjean décide désormais'),
    ]).toEqual([403, true, true])
    expect((await p.demander(`/api/v1/approbations/${numero}/decision`, { cookie: daniel, json: { decision: 'approuver' } })).status).toBe(
      403,
    )
    expect(
      (
        (await (await p.demander('/api/v1/approbations?etat=demandee', { cookie: nadia })).json()) as { elements: { numero: string }[] }
      ).elements.map((a) => a.numero),
    ).toContain(numero)
    expect((await p.demander(`/api/v1/approbations/${numero}/decision`, { cookie: nadia, json: { decision: 'approuver' } })).status).toBe(
      200,
    )
    await p.pool.query(`update structure set gestionnaire_principal = $1 where id = $2`, [monde.daniel, monde.menuiserie])
    await echoir(p)
  })
})

test('SER-02 PLUS-08 le courriel d’une demande sur un service dit lequel, et de quelle structure', async () => {
  const { rows } = await p.pool.query<{ id: string }>(`select id from service where structure = $1 and code = 'ACHATS'`, [monde.menuiserie])
  const r = await p.demander('/api/v1/demandes/service.desactiver', {
    cookie: daniel,
    json: { service: rows[0]!.id, motif: 'Réorganisation' },
  })
  const { numero } = (await r.json()) as { numero: string }
  expect((await courriel(DANIEL, numero, /reçue/)).texte).toMatch(/pour «\sACHATS, Achats, Menuiserie Poitier/)
})
