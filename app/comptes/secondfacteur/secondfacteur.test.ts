import { expect, test } from 'vitest'
import { creerMonde } from '#app/demonstration/monde.ts'
import { creerUtilisateur, ouvrirSession, habiliter, rattacher } from '#tests/acteurs.ts'
import { portail } from '#tests/portail.ts'
import { enregistrerMotDePasse } from '../motdepasse/enregistrer.ts'
import { hacherMotDePasse } from '../motdepasse/hacher.ts'
import { lireSecondFacteur, rechiffrerSecondsFacteurs } from './etat.ts'
import { codeDuPas, pasCourant } from './totp.ts'

const p = await portail()
const MOT_DE_PASSE = 'la girouette penche'
const hache = await hacherMotDePasse(MOT_DE_PASSE)
const cookieDe = (r: Response, nom: string) =>
  r.headers
    .getSetCookie()
    .map((c) => c.split(';')[0]!)
    .find((c) => c.startsWith(`${nom}=`) && !c.endsWith('=')) ?? ''
const etat = (id: string) => lireSecondFacteur(p.programme, id)

/**
 * Someone whose application of codes is on, set up through the pages; `pas` is the time step already used, the next one is accepted too and
 * for a minute at least.
 */
async function protege() {
  const u = await creerUtilisateur(p.pool)
  await enregistrerMotDePasse(p.db, u.id, hache)
  const { cookie, id } = await ouvrirSession(p.pool, p.settings, u.id)
  expect((await p.demander('/compte/second-facteur/preparer', { cookie, champs: { retour: '/compte' } })).status).toBe(303)
  const secret = (await etat(u.id))!.secret
  const pas = pasCourant()
  const r = await p.demander('/compte/second-facteur/confirmer', { cookie, champs: { code: codeDuPas(secret, pas), retour: '/compte' } })
  expect(r.headers.get('location')).toMatch(/^\/compte\/second-facteur\/codes/)
  return { ...u, cookie, session: id, secret, pas, codes: (await etat(u.id))!.codes }
}

async function demiSession(adresse: string) {
  const r = await p.demander('/connexion', { champs: { adresse, motDePasse: MOT_DE_PASSE, retour: '/compte' } })
  expect(r.headers.get('location')).toBe('/connexion/code?retour=%2Fcompte')
  return cookieDe(r, 'choral.two_factor')
}
const saisirCode = (cookie: string, code: string) => p.demander('/connexion/code', { cookie, champs: { code, retour: '/compte' } })

test('CPT-02 activer l’application de codes : clé en texte et en image, codes de secours, puis le code est demandé', async () => {
  const u = await creerUtilisateur(p.pool)
  const cookie = await p.session(u.id)
  const autre = await ouvrirSession(p.pool, p.settings, u.id)
  await p.demander('/compte/second-facteur/preparer', { cookie, champs: { retour: '/compte' } })
  const page = await (await p.demander('/compte/second-facteur', { cookie })).text()
  expect(page).toMatch(/<code class="num" id="cle-totp">([A-Z2-7]{4} ){7}[A-Z2-7]{4}<\/code>/)
  expect(page).toContain('<svg class="qr" role="img"')
  expect((await p.demander('/compte/second-facteur/confirmer', { cookie, champs: { code: '000000', retour: '/compte' } })).status).toBe(422)
  expect((await p.pool.query('select second_facteur_actif as a from utilisateur where id = $1', [u.id])).rows[0].a).toBe(false)
  const { secret } = (await etat(u.id))!
  await p.demander('/compte/second-facteur/confirmer', { cookie, champs: { code: codeDuPas(secret, pasCourant()), retour: '/compte' } })
  const codes = await (await p.demander('/compte/second-facteur/codes', { cookie })).text()
  expect(codes.match(/<li><code>[a-z2-9]{5}-[a-z2-9]{5}<\/code>/g)).toHaveLength(10)
  expect((await p.demander('/compte', { cookie: autre.cookie })).status).toBe(303)
  const { rows } = await p.pool.query('select secret, codes_secours from second_facteur where utilisateur = $1', [u.id])
  expect(JSON.stringify(rows)).not.toContain(secret)
})

test('CPT-02 le mot de passe seul n’ouvre rien ; le code ouvre, une seule fois', async () => {
  const u = await protege()
  const demi = await demiSession(u.adresse)
  expect((await p.demander('/compte', { cookie: demi })).status).toBe(303)
  expect(await (await p.demander('/connexion/code', { cookie: demi })).text()).toContain('href="/support/sans-compte">Écrire au support')
  expect((await saisirCode(demi, codeDuPas(u.secret, u.pas))).status).toBe(422)
  const bon = codeDuPas(u.secret, u.pas + 1)
  const r = await saisirCode(demi, bon)
  expect(r.headers.get('location')).toBe('/compte')
  expect((await p.demander('/compte', { cookie: cookieDe(r, 'choral.session_token') })).status).toBe(200)
  expect((await saisirCode(await demiSession(u.adresse), bon)).status).toBe(422)
})

test('C05 une demi-session n’ouvre ni page ni API ; réinitialiser le mot de passe laisse le second facteur', async () => {
  const u = await protege()
  const r = await p.demander('/api/auth/sign-in/email', { json: { email: u.adresse, password: MOT_DE_PASSE } })
  expect([r.status, await r.json()]).toEqual([200, { twoFactorRedirect: true, twoFactorMethods: ['totp'] }])
  expect(cookieDe(r, 'choral.session_token')).toBe('')
  expect((await p.demander('/api/v1/moi', { cookie: cookieDe(r, 'choral.two_factor') })).status).toBe(401)
  const { rows } = await p.pool.query(`insert into lien (genre, adresse) values ('mot-de-passe', $1) returning id`, [u.adresse])
  const { jetonDeLien } = await import('../lien.ts')
  await p.demander('/mot-de-passe', {
    champs: { jeton: jetonDeLien(rows[0].id, p.settings.SECRET_KEY), adresse: u.adresse, motDePasse: 'une girouette neuve' },
  })
  const encore = await p.demander('/connexion', { champs: { adresse: u.adresse, motDePasse: 'une girouette neuve', retour: '/' } })
  expect(encore.headers.get('location')).toBe('/connexion/code')
})

test('C05 un code de secours, employé deux fois à la fois, ouvre une fois', async () => {
  const u = await protege()
  const [code] = u.codes
  const demies = [await demiSession(u.adresse), await demiSession(u.adresse)]
  const statuts = (await Promise.all(demies.map((d) => saisirCode(d, ` ${code!.toUpperCase().replace('-', '')} `)))).map((r) => r.status)
  expect(statuts.toSorted()).toEqual([303, 422])
  expect((await etat(u.id))!.codes).toHaveLength(9)
  expect((await saisirCode(await demiSession(u.adresse), code!)).status).toBe(422)
})

test('C06 les codes s’essaient un petit nombre de fois', async () => {
  const u = await protege()
  const statuts: number[] = []
  for (let i = 0; i < 12; i++) statuts.push((await saisirCode(await demiSession(u.adresse), '000000')).status)
  expect([statuts[0], statuts.at(-1)]).toEqual([422, 429])
  expect((await saisirCode(await demiSession(u.adresse), codeDuPas(u.secret, u.pas + 1))).status).toBe(429)
})

test('C08 retirer le second facteur demande une preuve, ferme les autres sessions, et la connexion ne demande plus de code', async () => {
  const u = await protege()
  const autre = await ouvrirSession(p.pool, p.settings, u.id)
  await p.pool.query(`update session set preuve_le = now() - interval '1 hour' where id = $1`, [u.session])
  expect((await p.demander('/compte/second-facteur/retirer', { cookie: u.cookie, method: 'POST' })).headers.get('location')).toMatch(
    /^\/preuve/,
  )
  expect((await etat(u.id))!.actif).toBe(true)
  const preuve = await p.demander('/preuve', {
    cookie: u.cookie,
    champs: { motDePasse: '', code: codeDuPas(u.secret, u.pas + 1), retour: '/compte/second-facteur', adresse: u.adresse },
  })
  expect(preuve.headers.get('location')).toBe('/compte/second-facteur')
  expect((await p.demander('/compte/second-facteur/retirer', { cookie: u.cookie, method: 'POST' })).headers.get('location')).toBe(
    '/compte?fait=retire#acces',
  )
  expect([
    (await p.demander('/compte', { cookie: u.cookie })).status,
    (await p.demander('/compte', { cookie: autre.cookie })).status,
  ]).toEqual([200, 303])
  expect(
    (await p.demander('/connexion', { champs: { adresse: u.adresse, motDePasse: MOT_DE_PASSE, retour: '/compte' } })).headers.get(
      'location',
    ),
  ).toBe('/compte')
})

test('CPT-02 exigé des gestionnaires, agents et opérateurs : ils l’activent d’abord ; les autres non', async () => {
  const q = await portail({ SECOND_FACTEUR: 'gestionnaires' })
  const monde = await creerMonde(q.pool)
  for (const [qui, attendu] of [
    ['daniel', '/compte/second-facteur?retour=%2F'],
    ['agent', '/compte/second-facteur?retour=%2F'],
    ['operateur', '/compte/second-facteur?retour=%2F'],
    ['heloise', '/'],
  ] as const) {
    await enregistrerMotDePasse(q.db, monde[qui], hache)
    const { rows } = await q.pool.query('select adresse_electronique as a from utilisateur where id = $1', [monde[qui]])
    const r = await q.demander('/connexion', { champs: { adresse: rows[0].a, motDePasse: MOT_DE_PASSE, retour: '/' } })
    expect([qui, r.headers.get('location')]).toEqual([qui, attendu])
    const cookie = cookieDe(r, 'choral.session_token')
    const exige = attendu !== '/'
    expect([qui, (await q.demander('/compte', { cookie })).headers.get('location')]).toEqual([
      qui,
      exige ? '/compte/second-facteur?retour=%2Fcompte' : null,
    ])
    expect([
      qui,
      (await q.demander('/compte/second-facteur', { cookie })).status,
      (await q.demander('/api/v1/moi', { cookie })).status,
    ]).toEqual([qui, 200, exige ? 403 : 200])
  }
})

test('CPT-02 une structure l’exige de ses utilisateurs, après le délai : tout leur est fermé jusque-là, pas aux autres ; dite dans l’historique', async () => {
  const u = await creerUtilisateur(p.pool, { nom: 'Comptable' })
  const cookie = await p.session(u.id)
  const {
    rows: [s],
  } = await p.pool.query<{ id: string }>(
    `insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, statut, adresse, code_postal, ville) values ('HORS_UE', 'US-1', 'Prudente', 'PRIVEE', 'INACTIVE', '1 rue', '38000', 'Grenoble') returning id`,
  )
  const lire = async () => [(await p.demander('/compte', { cookie })).status, (await p.demander('/api/v1/moi', { cookie })).status]
  await p.pool.query(`update structure set second_facteur_exige = true where id = $1`, [s!.id])
  expect(await lire()).toEqual([200, 200])
  await rattacher(p.pool, u.id, s!.id)
  expect(await lire()).toEqual([200, 200]) // an inactive structure requires nothing
  await p.pool.query(`update structure set gestionnaire_principal = $2, statut = 'ACTIVE' where id = $1`, [s!.id, u.id])
  expect(await lire()).toEqual([303, 403])
  expect((await p.demander('/compte', { cookie })).headers.get('location')).toMatch(/^\/compte\/second-facteur\?retour=/)
  expect(await (await p.demander('/compte/second-facteur', { cookie })).text()).toContain('Prudente')
  expect(await (await p.demander('/api/v1/moi', { cookie })).json()).toMatchObject({ code: 'second-facteur-exige' })
  await p.pool.query('update utilisateur set second_facteur_actif = true where id = $1', [u.id])
  expect(await lire()).toEqual([200, 200])
  await habiliter(p.pool, u.id, s!.id)
  // Set as any field of the structure: after the delay, told by the history.
  const faite = (await (
    await p.demander('/api/v1/demandes/structure.modifier', { cookie, json: { structure: s!.id, secondFacteurExige: false } })
  ).json()) as { etat: string; avant: unknown }
  expect([faite.etat, faite.avant]).toEqual(['programmee', { secondFacteurExige: true }])
  expect(await (await p.demander(`/organisation/structures/${s!.id}/modifier`, { cookie })).text()).toContain(
    'Second facteur exigé des utilisateurs',
  )
})

test('CPT-02 une clé d’accès tient lieu du second facteur exigé, pour la session qu’elle a ouverte ; un mot de passe n’en ajoute pas une autre à sa place', async () => {
  const u = await creerUtilisateur(p.pool)
  const [mdp, parCle] = [await ouvrirSession(p.pool, p.settings, u.id), await ouvrirSession(p.pool, p.settings, u.id)]
  await p.pool.query(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, adresse, code_postal, ville, gestionnaire_principal, second_facteur_exige) values ('HORS_UE', 'US-2', 'Avisée', 'PRIVEE', '1 rue', '38000', 'Grenoble', $1, true) returning id)
    insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(maintenant(), null) from s`,
    [u.id],
  )
  const lire = async (cookie: string) => [
    (await p.demander('/compte', { cookie })).status,
    (await p.demander('/api/v1/moi', { cookie })).status,
  ]
  // No key yet: one is added, or the application set up.
  expect(await (await p.demander('/compte/second-facteur', { cookie: mdp.cookie })).text()).toMatch(
    /passkey#ajouter[^]*\/compte\/second-facteur\/preparer/,
  )
  const {
    rows: [cle],
  } = await p.pool.query<{ id: string }>(
    `insert into cle_acces (utilisateur, nom, identifiant_cle, cle_publique, compteur, type_appareil, sauvegardee) values ($1, 'Clé', 'clé de l’avisée', 'x', 0, 'singleDevice', false) returning id`,
    [u.id],
  )
  await p.pool.query('update session set cle_acces = $1 where id = $2', [cle!.id, parCle.id])
  expect([await lire(mdp.cookie), await lire(parCle.cookie)]).toEqual([
    [303, 403],
    [200, 200],
  ])
  expect(await (await p.demander('/compte/second-facteur', { cookie: parCle.cookie })).text()).toContain('votre clé d’accès en tient lieu')
  // Whoever has only the password is asked for the key, and gets nothing in its place.
  const page = await (await p.demander('/compte/second-facteur', { cookie: mdp.cookie })).text()
  expect([page.includes('passkey#entrer'), page.includes('passkey#ajouter'), page.includes('/preparer')]).toEqual([true, false, false])
  expect((await p.demander('/compte/second-facteur/preparer', { cookie: mdp.cookie, method: 'POST' })).headers.get('location')).toMatch(
    /^\/compte\/second-facteur\?/,
  )
  expect(await etat(u.id)).toBeNull()
  const options = await p.demander('/api/auth/passkey/generate-register-options', { cookie: mdp.cookie })
  expect([options.status, await options.json()]).toMatchObject([403, { code: 'second-facteur-exige' }])
  expect((await p.demander('/api/auth/passkey/verify-registration', { cookie: mdp.cookie, json: { response: { id: 'x' } } })).status).toBe(
    403,
  )
  // Set up meanwhile in a session of before, the application is not confirmed by the password's either.
  await p.demander('/compte/second-facteur/preparer', { cookie: parCle.cookie, method: 'POST' })
  const { secret } = (await etat(u.id))!
  await p.demander('/compte/second-facteur/confirmer', {
    cookie: mdp.cookie,
    champs: { code: codeDuPas(secret, pasCourant()), retour: '/' },
  })
  expect((await etat(u.id))!.actif).toBe(false)
  // The key removed, the session it opened owes a second factor again.
  await p.demander(`/compte/cles/${cle!.id}/retirer`, { cookie: parCle.cookie, method: 'POST' })
  expect(await lire(parCle.cookie)).toEqual([303, 403])
})

test('CPT-02 BAN-04 SECRET_KEY changée : le second facteur s’ouvre avec l’ancienne, puis, chiffré de nouveau, sans elle', async () => {
  const [u, abime] = [await protege(), await protege()]
  await p.pool.query(`update second_facteur set secret = 'abime' where utilisateur = $1`, [abime.id])
  const neuve = { ...p.settings, SECRET_KEY: 'une-cle-toute-neuve-0123456789-0123' }
  const deux = { ...neuve, SECRET_KEY_ANCIENNE: p.settings.SECRET_KEY }
  const secretSous = async (settings: typeof neuve) => (await lireSecondFacteur({ db: p.db, settings }, u.id))!.secret
  await expect(secretSous(neuve)).rejects.toThrow()
  expect(await secretSous(deux)).toBe(u.secret)
  expect(await rechiffrerSecondsFacteurs({ db: p.db, settings: deux })).toBeGreaterThan(0)
  expect(await secretSous(neuve)).toBe(u.secret)
  expect((await lireSecondFacteur({ db: p.db, settings: neuve }, u.id))!.codes).toEqual(u.codes)
})
