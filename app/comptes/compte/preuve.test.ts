import { expect, test } from 'vitest'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { portail } from '#tests/portail.ts'
import { creerMonde } from '#app/demonstration/monde.ts'
import { enregistrerMotDePasse } from '../motdepasse/enregistrer.ts'
import { hacherMotDePasse } from '../motdepasse/hacher.ts'
import { activerSecondFacteur, lireSecondFacteur, preparerSecondFacteur } from '../secondfacteur/etat.ts'
import { codeDuPas, pasCourant } from '../secondfacteur/totp.ts'

const p = await portail({}, { travaux: true })
const monde = await creerMonde(p.pool)
const lire = async (chemin: string, cookie: string) => {
  const r = await p.demander(chemin, { cookie })
  return { statut: r.status, texte: await r.text() }
}
const vieillirPreuve = (id: string) => p.pool.query(`update session set preuve_le = now() - interval '11 minutes' where id = $1`, [id])

test('CPT-07 CPT-02 la preuve accepte le mot de passe, un code de l’application, ou un code de secours, qui ne sert qu’une fois ; rien de saisi se dit', async () => {
  const moi = await creerUtilisateur(p.pool)
  await enregistrerMotDePasse(p.db, moi.id, await hacherMotDePasse('ma preuve à moi seul'))
  const { cookie, id } = await ouvrirSession(p.pool, p.settings, moi.id)
  await preparerSecondFacteur(p.programme, moi.id)
  await activerSecondFacteur(p.programme, moi.id, id)
  const { codes, secret } = (await lireSecondFacteur(p.programme, moi.id))!
  const prouver = async (champs: Record<string, string>) => {
    await vieillirPreuve(id)
    const r = await p.demander('/preuve', { cookie, champs: { retour: '/compte', ...champs } })
    return [r.status, r.status === 303 ? r.headers.get('location') : await r.text()] as [number, string]
  }
  const page = await lire('/preuve', cookie)
  expect(page.texte).toContain('l’un des deux suffit')
  expect((await prouver({ motDePasse: '', code: '' }))[1]).toContain('Saisissez votre mot de passe, ou un code.')
  expect(await prouver({ motDePasse: '', code: codes[0]!.toUpperCase().replace('-', ' ') })).toEqual([303, '/compte'])
  expect((await prouver({ motDePasse: '', code: codes[0]! }))[0]).toBe(422)
  expect(await prouver({ motDePasse: '', code: codeDuPas(secret, pasCourant()) })).toEqual([303, '/compte'])
  expect((await lireSecondFacteur(p.programme, moi.id))!.codes).toHaveLength(9)
  // At once, it serves once.
  const ensemble = await Promise.all([1, 2, 3].map(() => prouver({ motDePasse: '', code: codes[1]! })))
  expect(ensemble.map(([statut]) => statut).toSorted()).toEqual([303, 422, 422])
})

test('CPT-07 au-delà de 10 minutes, une preuve est demandée, puis l’on revient où l’on allait', async () => {
  const moi = await creerUtilisateur(p.pool)
  await enregistrerMotDePasse(p.db, moi.id, await hacherMotDePasse('ma preuve à moi seul'))
  const { cookie, id } = await ouvrirSession(p.pool, p.settings, moi.id)
  expect((await p.demander('/compte/donnees.json', { cookie })).status).toBe(200)
  await vieillirPreuve(id)
  const demandee = await p.demander('/compte/donnees.json', { cookie })
  expect(demandee.headers.get('location')).toBe('/preuve?retour=%2Fcompte%2Fdonnees.json')
  // Giving up goes back to where one was, and never to another site.
  const renoncer = async (chemin: string, referer?: string) =>
    /href="([^"]*)"[^>]*>(?:\s|<[^>]+>)*Renoncer/.exec(
      await (await p.demander(chemin, { cookie, ...(referer ? { headers: { referer } } : {}) })).text(),
    )?.[1]
  const { location } = Object.fromEntries(demandee.headers) as { location: string }
  expect([
    await renoncer(location, `${p.url}/compte?fait=nom`),
    await renoncer(location, 'https://ailleurs.example/compte'),
    await renoncer('/preuve?retour=%2Fcompte&depuis=%2Forganisation%2Fstructures', `${p.url}/compte`),
    await renoncer(`/preuve?retour=%2Fcompte&depuis=//autre.example`),
  ]).toEqual(['/compte?fait=nom', '/', '/organisation/structures', '/'])
  expect((await p.demander('/preuve', { cookie, champs: { motDePasse: 'pas la bonne preuve', retour: '/compte' } })).status).toBe(422)
  const ailleurs = await p.demander('/preuve', { cookie, champs: { motDePasse: 'ma preuve à moi seul', retour: '//ailleurs.example/' } })
  expect(ailleurs.headers.get('location')).toBe('/')
  expect((await p.demander('/compte/donnees.json', { cookie })).status).toBe(200)
})

test('CPT-03 second facteur et codes perdus : un opérateur les retire, avec preuve et motif ; le mot de passe seul n’ouvre plus rien, le courriel mène à un autre', async () => {
  const [adresse, contact, motDePasse, CHEMIN] = [
    'perdu@exemple.fr',
    'perdu.ailleurs@exemple.fr',
    'la girouette penche',
    '/exploitation/seconds-facteurs',
  ]
  const u = await creerUtilisateur(p.pool, { adresse })
  await enregistrerMotDePasse(p.db, u.id, await hacherMotDePasse(motDePasse))
  await p.pool.query('update utilisateur set adresse_contact = $2 where id = $1', [u.id, contact])
  const sien = await ouvrirSession(p.pool, p.settings, u.id)
  await p.demander('/compte/second-facteur/preparer', { cookie: sien.cookie, champs: { retour: '/compte' } })
  const { secret } = (await lireSecondFacteur(p.programme, u.id))!
  await p.demander('/compte/second-facteur/confirmer', {
    cookie: sien.cookie,
    champs: { code: codeDuPas(secret, pasCourant()), retour: '/compte' },
  })
  await p.pool.query(
    `insert into cle_acces (utilisateur, nom, identifiant_cle, cle_publique, compteur, type_appareil, sauvegardee) values ($1, 'Clé', 'perdue', 'x', 0, 'singleDevice', false)`,
    [u.id],
  )
  await p.pool.query(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, adresse, code_postal, ville, gestionnaire_principal, second_facteur_exige) values ('HORS_UE', 'US-9', 'Exigeante', 'PRIVEE', '1 rue', '38000', 'Grenoble', $1, true) returning id)
    insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(maintenant(), null) from s`,
    [u.id],
  )
  const connexion = async (mdp: string) => {
    const r = await p.demander('/connexion', { champs: { adresse, motDePasse: mdp, retour: '/compte' } })
    return [r.status, r.headers.get('location')]
  }
  expect(await connexion(motDePasse)).toEqual([303, '/connexion/code?retour=%2Fcompte'])

  const operateur = await ouvrirSession(p.pool, p.settings, monde.operateur)
  const { cookie } = operateur
  const confirmer = await lire(`${CHEMIN}?adresse=${encodeURIComponent(' Perdu@Exemple.fr ')}`, cookie)
  expect([confirmer.statut, confirmer.texte.includes('Activée le'), confirmer.texte.includes('Retirer le second facteur')]).toEqual([
    200,
    true,
    true,
  ])
  const moi = (await p.pool.query('select adresse_electronique as a from utilisateur where id = $1', [monde.operateur])).rows[0].a as string
  for (const [de, motif, dit] of [
    ['personne@exemple.fr', 'x', 'Aucun compte actif'],
    ['x', 'x', 'Aucun compte actif'],
    [moi, 'x', 'un autre opérateur le retire'],
    ['daniel.poitier@exemple.fr', 'x', 'ni application de codes ni clé'],
    [adresse, ' ', 'Dites comment'],
    [adresse, 'x'.repeat(1001), 'Pas plus de'],
  ] as const) {
    const r = await p.demander(CHEMIN, { cookie, champs: { adresse: de, motif } })
    expect([de, r.status, (await r.text()).includes(dit)]).toEqual([de, 422, true])
  }
  await vieillirPreuve(operateur.id)
  expect((await p.demander(CHEMIN, { cookie, champs: { adresse, motif: 'Vu' } })).headers.get('location')).toBe(
    `/preuve?retour=${encodeURIComponent(`${CHEMIN}?adresse=perdu%40exemple.fr`)}`,
  )
  expect(
    (await p.demander('/api/v1/exploitation/seconds-facteurs', { cookie, json: { adresseElectronique: adresse, motif: 'Vu' } })).status,
  ).toBe(403)
  expect(await lireSecondFacteur(p.programme, u.id)).toMatchObject({ actif: true })
  await p.pool.query('update session set preuve_le = now() where id = $1', [operateur.id])

  expect(
    (await p.demander(CHEMIN, { cookie, champs: { adresse, motif: ' Rappelé au numéro connu, ticket 12 ' } })).headers.get('location'),
  ).toBe(`${CHEMIN}?fait=retire`)
  expect((await p.demander('/compte', { cookie: sien.cookie })).status).toBe(303)
  expect([
    await lireSecondFacteur(p.programme, u.id),
    (await p.pool.query('select from cle_acces where utilisateur = $1', [u.id])).rowCount,
    (await connexion(motDePasse))[0],
  ]).toEqual([null, 0, 401])
  expect(
    (await p.pool.query(`select evenement, auteur, contenu from journal where chaine = $1 order by rang desc limit 1`, [u.id])).rows[0],
  ).toEqual({
    evenement: 'compte.lever-second-facteur:effective',
    auteur: monde.operateur,
    contenu: { motif: 'Rappelé au numéro connu, ticket 12', avant: { application: true, clesAcces: 1 } },
  })
  // The first told that it was turned on.
  const [[mail], [ailleurs]] = await Promise.all([attendreCourriels(p, adresse, 2), attendreCourriels(p, contact)])
  expect([mail!.sujet, ailleurs!.sujet, lienDe(mail!)]).toEqual([mail!.sujet, mail!.sujet, '/mot-de-passe-oublie'])
  expect(mail!.sujet).toContain('second facteur a été retiré')

  // A second click finds nothing left to remove.
  expect(
    (await p.demander('/api/v1/exploitation/seconds-facteurs', { cookie, json: { adresseElectronique: adresse, motif: 'Vu' } })).status,
  ).toBe(422)
  expect(await (await p.demander(`/api/v1/exploitation/seconds-facteurs?adresseElectronique=${adresse}`, { cookie })).json()).toMatchObject(
    { id: u.id, applicationLe: null, clesAcces: 0, sessions: 0 },
  )
  await p.demander('/mot-de-passe-oublie', { champs: { adresse } })
  const lien = (await attendreCourriels(p, adresse, 3)).find((m) => m.texte.includes('/mot-de-passe?jeton='))!
  await p.demander('/mot-de-passe', {
    champs: { jeton: new URL(lienDe(lien), p.url).searchParams.get('jeton')!, adresse, motDePasse: 'une girouette neuve' },
  })
  expect(await connexion('une girouette neuve')).toEqual([303, '/compte/second-facteur?retour=%2Fcompte'])
})
