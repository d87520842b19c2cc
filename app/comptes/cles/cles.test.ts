import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { fenetre } from '#tests/navigateur.ts'
import { portail } from '#tests/portail.ts'

const p = await portail()

/** A window whose browser holds a passkey device that checks its holder. */
async function fenetreAvecCle(cookie?: string, verifie = true) {
  const f = await fenetre({ url: p.url, cookie })
  const cdp = await f.contexte.newCDPSession(f.page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verifie,
      automaticPresenceSimulation: true,
    },
  })
  return { ...f, cdp, authenticatorId }
}

/** The page is left first: what it still asks for would be refused without its session, and the browser says so. */
async function oublier(page: Page) {
  await page.goto('about:blank')
  await page.context().clearCookies()
}

test('CPT-02 ajouter une clé d’accès, la nommer, se connecter avec, prouver avec, la retirer', async () => {
  const u = await creerUtilisateur(p.pool, { prenom: 'Maëlle' })
  const { cookie, id: session } = await ouvrirSession(p.pool, p.settings, u.id)
  const { page, erreurs } = await fenetreAvecCle(cookie)
  await page.goto('/compte')
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.waitForURL('**/compte/cles/*')
  expect((await p.pool.query('select nom from cle_acces where utilisateur = $1', [u.id])).rows[0].nom).toMatch(/Chrome/)
  await page.getByLabel('Nom de la clé').fill('Ordinateur de l’atelier')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Ordinateur de l’atelier').waitFor()

  await oublier(page)
  await page.goto('/connexion?retour=/compte')
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.waitForURL('**/compte')
  await page.getByText('utilisée le').waitFor()

  const neuve = (await p.pool.query<{ id: string }>('select id from session where utilisateur = $1 and id <> $2', [u.id, session])).rows[0]!
    .id
  await p.pool.query(`update session set preuve_le = now() - interval '1 hour' where id = $1`, [neuve])
  await page.goto('/compte/adresse')
  await page.waitForURL('**/preuve?retour=*')
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.waitForURL('**/compte/adresse')
  expect((await p.pool.query('select from session where id = $1', [neuve])).rowCount).toBe(0)

  await page.goto('/compte')
  await page.getByRole('button', { name: 'Retirer la clé Ordinateur de l’atelier' }).click()
  await page.getByText('La clé d’accès est retirée').waitFor()
  expect((await p.pool.query('select from cle_acces where utilisateur = $1', [u.id])).rowCount).toBe(0)
  expect(erreurs).toEqual([])
})

test('CPT-02 second facteur exigé : ajouter une clé suffit, et ensuite entrer avec ; le mot de passe seul mène à la clé', async () => {
  const u = await creerUtilisateur(p.pool)
  const cookie = await p.session(u.id)
  await p.pool.query(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, adresse, code_postal, ville, gestionnaire_principal, second_facteur_exige) values ('HORS_UE', 'US-3', 'Avisée', 'PRIVEE', '1 rue', '38000', 'Grenoble', $1, true) returning id)
    insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(maintenant(), null) from s`,
    [u.id],
  )
  const { page, contexte, erreurs } = await fenetreAvecCle(cookie)
  await page.goto('/compte/demandes')
  await page.waitForURL('**/compte/second-facteur?retour=*')
  // The stream of states is closed while the second factor is owed: the page does not ask for it.
  expect(await page.locator('[data-etat]').count()).toBe(0)
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.waitForURL('**/compte/cles/*')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.waitForURL('**/compte?fait=*')

  await oublier(page)
  const mdp = await ouvrirSession(p.pool, p.settings, u.id)
  await contexte.addCookies([{ name: mdp.cookie.split('=')[0]!, value: mdp.cookie.slice(mdp.cookie.indexOf('=') + 1), url: p.url }])
  await page.goto('/compte/demandes')
  await page.waitForURL('**/compte/second-facteur?retour=*')
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.waitForURL('**/compte/demandes')
  expect((await p.pool.query('select from session where id = $1', [mdp.id])).rowCount).toBe(0)

  await oublier(page)
  await page.goto('/connexion?retour=/compte')
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.waitForURL('**/compte')
  expect(erreurs).toEqual([])
})

test('CPT-02 une clé inconnue, ou dont l’appareil n’a pas vérifié qui la tient, n’ouvre rien', async () => {
  const u = await creerUtilisateur(p.pool)
  const cookie = await p.session(u.id)
  const { page, cdp, authenticatorId } = await fenetreAvecCle(cookie)
  await page.goto('/compte')
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.waitForURL('**/compte/cles/*')
  await oublier(page)
  await p.pool.query('delete from cle_acces where utilisateur = $1', [u.id])
  await page.goto('/connexion')
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.getByText('Cette clé d’accès n’a pas été reconnue').waitFor()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  expect((await p.pool.query(`select from session where utilisateur = $1 and agent <> 'essais'`, [u.id])).rowCount).toBe(0)
})

test('CPT-07 ajouter une clé demande une preuve récente ; sans session, rien', async () => {
  const u = await creerUtilisateur(p.pool)
  const { cookie, id } = await ouvrirSession(p.pool, p.settings, u.id)
  expect((await p.demander('/api/auth/passkey/generate-register-options')).status).toBe(401)
  expect((await p.demander('/api/auth/passkey/generate-register-options', { cookie })).status).toBe(200)
  await p.pool.query(`update session set preuve_le = now() - interval '11 minutes' where id = $1`, [id])
  const r = await p.demander('/api/auth/passkey/generate-register-options', { cookie })
  expect([r.status, (await r.json()).code]).toEqual([403, 'preuve-requise'])
  expect((await p.demander('/api/auth/passkey/verify-registration', { cookie, json: { response: { id: 'x' } } })).status).toBe(403)
})

test('C04 les corps des clés sont stricts', async () => {
  for (const corps of [{}, { response: [] }, { response: 'x' }, { response: { id: 'x' }, userId: 'y' }, []])
    expect([corps, (await p.demander('/api/auth/passkey/verify-authentication', { json: corps })).status]).toEqual([corps, 422])
  expect((await p.demander('/api/auth/passkey/verify-authentication', { json: { response: { id: 'x' } } })).status).toBe(401)
})

test('CPT-03 la clé d’autrui n’existe pas', async () => {
  const [a, b] = [await creerUtilisateur(p.pool), await creerUtilisateur(p.pool)]
  const { rows } = await p.pool.query(
    `insert into cle_acces (utilisateur, nom, identifiant_cle, cle_publique, compteur, type_appareil, sauvegardee) values ($1, 'Clé', 'abc', 'x', 0, 'singleDevice', false) returning id`,
    [a.id],
  )
  const cookie = await p.session(b.id)
  expect((await p.demander(`/compte/cles/${rows[0].id}`, { cookie })).status).toBe(404)
  expect((await p.demander(`/compte/cles/${rows[0].id}`, { cookie, champs: { nom: 'À moi' } })).status).toBe(404)
  await p.demander(`/compte/cles/${rows[0].id}/retirer`, { cookie, method: 'POST' })
  expect((await p.pool.query('select nom from cle_acces where id = $1', [rows[0].id])).rows[0].nom).toBe('Clé')
})
