import { expect, test } from 'vitest'
import { expirerApprobations } from '#app/organisation/approbations/echeances.ts'
import { STRUCTURES } from '#app/demonstration/monde.ts'
import { creerUtilisateur, rattacher } from '#tests/acteurs.ts'
import { attendreCourriels } from '#tests/courriels.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde({}, { travaux: true })
const { monde } = p
const [daniel, heloise, nadia, camille] = await Promise.all([
  p.session('daniel'),
  p.session('heloise'),
  p.session('nadia'),
  p.session('camille'),
])
const soumettre = async (type: string, cookie: string, json: object) => {
  const r = await p.demander(`/api/v1/demandes/${type}`, { cookie, json })
  const corps = (await r.json()) as { numero: string }
  expect(r.status, JSON.stringify(corps)).toBe(201)
  return corps.numero
}
const lire = async (chemin: string, cookie: string) => (await p.demander(chemin, { cookie })).text()
const refuser = async (numero: string, cookie: string, motif: string) =>
  expect((await p.demander(`/api/v1/approbations/${numero}/decision`, { cookie, json: { decision: 'refuser', motif } })).status).toBe(200)
/** Where « Demander à nouveau » leads, as its address says it. */
const lien = (html: string) =>
  /href="([^"]+)"[^>]*>(?:\s|<[^>]+>)*Demander à nouveau/.exec(html)?.[1]?.replaceAll('&amp;', '&') ??
  expect.fail('pas de « Demander à nouveau »')

test('UTI-01 CPT-05 un rattachement refusé : le motif, qui décide, et « Demander à nouveau » rempli, au récépissé, dans « Mes structures » et par courriel', async () => {
  const numero = await soumettre('rattachement.demander', camille, {
    typeIdentifiant: 'SIRET',
    identifiant: STRUCTURES.mairie.identifiant,
    codeService: 'CULTURE',
    commentaire: 'Je remplace Paul & Julie.',
  })
  await refuser(numero, nadia, 'Demandez plutôt le service Voirie.')
  const recu = await lire(`/demandes/${numero}`, camille)
  expect([recu.includes('La décision appartient à Nadia Bonjean'), recu.includes('Demandez plutôt le service Voirie.')]).toEqual([
    true,
    true,
  ])
  const formulaire = await lire(lien(recu), camille)
  expect(formulaire).toContain('Je remplace Paul &amp; Julie.')
  expect(formulaire).toMatch(/value="CULTURE" selected|selected[^>]*value="CULTURE"/)
  expect(formulaire).toMatch(/value="service" checked|checked[^>]*value="service"/)
  const structures = await lire('/compte/structures', camille)
  expect([structures.includes('Demandez plutôt le service Voirie.'), lien(structures) === lien(recu)]).toEqual([true, true])
  await expect
    .poll(async () => (await attendreCourriels(p, 'sans.structure@exemple.fr')).find((m) => m.sujet.includes(`${numero} refusée`))?.texte)
    .toMatch(/Motif.{1,3}Demandez plutôt le service Voirie\.[\s\S]*demander à nouveau/)
  // Nobody else is offered to ask in her place.
  expect(await lire(`/demandes/${numero}`, nadia)).not.toContain('Demander à nouveau')
  // Asked again, the refusal is not what there is to read.
  await soumettre('rattachement.demander', camille, {
    typeIdentifiant: 'SIRET',
    identifiant: STRUCTURES.mairie.identifiant,
    codeService: 'CULTURE',
  })
  expect(await lire('/compte/structures', camille)).not.toContain('Demandez plutôt le service Voirie.')
})

test('HAB-06 « Demander à nouveau » reprend les dates et ce qui revient ensuite ; un début passé n’en est plus un', async () => {
  await p.pool.query(`delete from habilitation where utilisateur = $1 and structure = $2 and application > 1`, [
    monde.heloise,
    monde.menuiserie,
  ])
  const une = { structure: monde.menuiserie, profil: 'cessions-de-creance.consultation', debut: '2098-12-01', fin: '2099-01-31' }
  const numero = await soumettre('habilitation.demander', heloise, {
    lignes: [une, { ...une, profil: 'raccordements.consultation', fin: '2099-02-28' }],
  })
  await refuser(numero, daniel, 'Pas encore.')
  // Two periods are two forms.
  const recu = await lire(`/demandes/${numero}`, heloise)
  const liens = [...recu.matchAll(/href="([^"]*mes\/demander[^"]*)"/g)].map((m) => m[1]!.replaceAll('&amp;', '&'))
  expect(liens).toHaveLength(2)
  const formulaire = await lire(liens[0]!, heloise)
  const champ = (html: string, nom: string) => new RegExp(`<input(?=[^>]*name="${nom}")[^>]*value="([^"]*)"`).exec(html)?.[1] ?? ''
  expect([champ(formulaire, 'debut.0'), champ(formulaire, 'fin.0')]).toEqual(['2098-12-01', '2099-01-31'])
  expect(formulaire).toMatch(/value="rien" selected|selected[^>]*value="rien"/)
  const passe = await lire(liens[0]!.replace('2098-12-01', '2020-01-01'), heloise)
  expect([champ(passe, 'debut.0'), champ(passe, 'fin.0')]).toEqual(['', '2099-01-31'])
})

test('HAB-06 APP-04 un profil refusé, ou que personne n’a décidé : le même formulaire, les mêmes profils ; sans réponse, la récupération', async () => {
  await p.pool.query(`delete from habilitation where utilisateur = $1 and structure = $2 and application > 1`, [
    monde.heloise,
    monde.menuiserie,
  ])
  const lignes = ['marches.modification', 'engagements.consultation'].map((profil) => ({ structure: monde.menuiserie, profil }))
  const premiere = await soumettre('habilitation.demander', heloise, { lignes, commentaire: 'Pour les marchés' })
  await refuser(premiere, daniel, 'Pas avant janvier.')
  const recu = await lire(`/demandes/${premiere}`, heloise)
  expect([recu.includes('Pas avant janvier.'), recu.includes('ne répond plus')]).toEqual([true, false])
  // It is what was asked, and not what will be.
  expect([/>Avant</.test(recu), />Demandé</.test(recu), />Après</.test(recu)]).toEqual([true, true, false])
  const formulaire = await lire(lien(recu), heloise)
  for (const profil of ['marches.modification', 'engagements.consultation'])
    expect(formulaire, profil).toMatch(
      new RegExp(`(value="${profil}"[^>]*checked|checked[^>]*value="${profil}"|value="${profil}" selected)`),
    )
  expect(formulaire).toContain('Pour les marchés')
  const seconde = await soumettre('habilitation.demander', heloise, { lignes })
  await p.pool.query(
    `update approbation a set cree_le = a.cree_le - interval '40 days', expire_le = a.expire_le - interval '40 days' from demande d where d.id = a.demande and d.numero = $1`,
    [seconde],
  )
  await expirerApprobations(p.programme)
  const expiree = await lire(`/demandes/${seconde}`, heloise)
  expect([
    expiree.includes('Personne n’a décidé à temps.'),
    expiree.includes(`/organisation/recuperation?structure=${monde.menuiserie}`),
  ]).toEqual([true, true])
})

test('HAB-06 ce qui demande et renonce à la fois se redemande en autant de formulaires qu’il en faut, chacun nommé', async () => {
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, 2, tstzrange(maintenant(), null) from application where code = 'raccordements'`,
    [monde.heloise, monde.menuiserie],
  )
  const numero = await soumettre('habilitation.demander', heloise, {
    lignes: [
      { structure: monde.menuiserie, profil: 'raccordements.modification', renoncer: true },
      { structure: monde.menuiserie, profil: 'factures-emises.modification' },
    ],
    commentaire: 'Je change de poste.',
  })
  await refuser(numero, daniel, 'Pas avant janvier.')
  const recu = await lire(`/demandes/${numero}`, heloise)
  expect(recu).not.toContain('Demander à nouveau<')
  expect(recu).toContain('en 2 fois')
  const liens = [...recu.matchAll(/<li><a href="([^"]*mes\/demander[^"]*)">([^<]+)</g)].map(([, href, nom]) => [
    href!.replaceAll('&amp;', '&'),
    nom,
  ])
  expect(liens.map(([, nom]) => nom!.replaceAll('\u00a0', ' '))).toEqual([
    'Retrait : Raccordements modification',
    'Ajout : Factures émises modification',
  ])
  const pages = await Promise.all(liens.map(([href]) => lire(href!, heloise)))
  expect(pages.map((h) => [h.includes('Renoncer à un profil'), h.includes('Je change de poste.')])).toEqual([
    [true, true],
    [false, true],
  ])
})

test('APP-01 un mandat refusé se redemande pour le même mandant et la même période', async () => {
  const u = await creerUtilisateur(p.pool)
  await rattacher(p.pool, u.id, monde.agencement)
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, 2, tstzrange(maintenant(), null) from application where code = 'mandats-de-facturation'`,
    [u.id, monde.agencement],
  )
  const cookie = await p.session(u.id)
  const numero = await soumettre('mandat-facturation.souscrire', cookie, {
    mandataire: monde.agencement,
    typeIdentifiant: 'SIRET',
    identifiant: STRUCTURES.mairie.identifiant,
    debut: '2077-02-01',
    fin: '2077-12-31',
  })
  await refuser(numero, nadia, 'Nous facturons nous-mêmes.')
  const formulaire = await lire(lien(await lire(`/demandes/${numero}`, cookie)), cookie)
  for (const valeur of [STRUCTURES.mairie.identifiant, '2077-02-01', '2077-12-31']) expect(formulaire).toContain(`value="${valeur}"`)
  expect(formulaire).toMatch(new RegExp(`value="${monde.agencement}" selected|selected[^>]*value="${monde.agencement}"`))
})
