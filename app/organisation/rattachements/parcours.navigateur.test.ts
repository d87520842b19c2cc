import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde()
const { monde } = p
const daniel = await p.session('daniel')
const u = await creerUtilisateur(p.pool, { prenom: 'Lucie', nom: 'Marchand' })
const lucie = await p.session(u.id)
const rattachee = async (structure: string) =>
  (
    await p.pool.query<{ code: string | null }>(
      `select v.code from rattachement r left join service v on v.id = r.service where r.utilisateur = $1 and r.structure = $2 and r.retire_le is null`,
      [u.id, structure],
    )
  ).rows.map((r) => r.code)
const DOSSIER = process.env.CAPTURES
if (DOSSIER) mkdirSync(DOSSIER, { recursive: true })

const image = async (page: Page, nom: string) =>
  void (DOSSIER && (await page.screenshot({ path: `${DOSSIER}/${nom}.png`, fullPage: true })))

test('UTI-01 UTI-02 UTI-04 demander, rattacher, inviter, détacher, sans JavaScript', async () => {
  const sienne = await fenetre({ url: p.url, cookie: lucie, sansScript: true })
  const a = sienne.page
  const bouton = (page: typeof a, nom: string | RegExp) => page.getByRole('main').getByRole('button', { name: nom })
  // Lucie asks, finding the town hall by its name.
  await a.goto('/organisation/utilisateurs/rattachement')
  await a.getByLabel('Nom, ville ou code postal').fill('vileurbanne')
  await bouton(a, 'Rechercher').click()
  await a
    .getByRole('main')
    .getByRole('link', { name: /Commune de Villeurbanne/ })
    .click()
  await a.getByLabel('À un service').check()
  await bouton(a, 'Vérifier la demande').click()
  await expect.poll(() => a.getByRole('alert').first().textContent()).toContain('Choisissez le service')
  await a.getByLabel(/^Service/).selectOption('CULTURE')
  await a.getByLabel(/Commentaire/).fill('Je programme la saison')
  await bouton(a, 'Vérifier la demande').click()
  expect(await a.getByRole('main').textContent()).toMatch(/CULTURE.*Je programme la saison.*gestionnaire principal/s)
  await image(a, 'demander-verifier')
  await bouton(a, 'Envoyer la demande').click()
  await a.waitForURL(/\/demandes\/RITM/)
  await image(a, 'demander-recu')
  await a.goto('/organisation/utilisateurs/rattachement?typeIdentifiant=SIRET&identifiant=732 829 320 00074')
  expect(await a.getByRole('alert').textContent()).toContain('Aucune structure ouverte')

  // Daniel attaches her to two structures by her address, then a stranger's address is invited.
  const { page: b } = await fenetre({ url: p.url, cookie: daniel, sansScript: true })
  const rattacher = async (adresse: string) => {
    await b.goto('/organisation/utilisateurs/rattacher')
    await b.getByLabel(/Menuiserie Poitier/).check()
    await b.getByLabel(/Poitier Agencement/).check()
    await bouton(b, 'Continuer').click()
    await b.getByLabel('Renseigner l’adresse email').fill(adresse)
    await bouton(b, 'Vérifier le rattachement').click()
    expect(await b.getByRole('main').textContent()).toMatch(
      /Menuiserie Poitier, siège, la structure entière.*Si cette adresse a un compte/s,
    )
    await image(b, 'rattacher-verifier')
    await bouton(b, 'Rattacher').click()
    await b.waitForURL(/\/demandes\/RITM/)
    await image(b, 'rattacher-recu')
  }
  await rattacher(u.adresse)
  expect([await rattachee(monde.menuiserie), await rattachee(monde.agencement)]).toEqual([[null], [null]])
  await rattacher('nouvelle.collegue@exemple.fr')
  await b.goto('/organisation/utilisateurs/invitations')
  await bouton(b, /Annuler.*nouvelle\.collegue/)
    .first()
    .click()
  await expect.poll(() => b.getByRole('status').first().textContent()).toContain('annulée')

  // He detaches her from the menuiserie, with a reason.
  await b.goto(`/organisation/structures/${monde.menuiserie}`)
  await b.getByRole('link', { name: 'Détacher un utilisateur' }).click()
  await b
    .getByRole('main')
    .getByRole('link', { name: /Lucie Marchand/ })
    .click()
  await bouton(b, 'Vérifier le détachement').click()
  await expect.poll(() => b.getByRole('alert').first().textContent()).toContain('Commentaire')
  await b.getByLabel('Commentaire').fill('Fin de mission')
  await bouton(b, 'Vérifier le détachement').click()
  expect(await b.getByRole('main').textContent()).toMatch(/17.profils.*Fin de mission/s)
  await image(b, 'detacher-verifier')
  await bouton(b, 'Détacher Lucie Marchand').click()
  await b.waitForURL(/\/demandes\/RITM/)
  await image(b, 'detacher-recu')
  expect(await rattachee(monde.menuiserie)).toEqual([])
  // She leaves the other by herself.
  await a.goto(`/organisation/utilisateurs/detacher?structure=${monde.agencement}&utilisateur=${u.id}`)
  await a.getByLabel('Commentaire').fill('Je n’y travaille plus')
  await bouton(a, 'Vérifier le détachement').click()
  await bouton(a, 'Me détacher').click()
  await a.waitForURL(/\/demandes\/RITM/)
  expect(await rattachee(monde.agencement)).toEqual([])
})

test('POR-11 les écrans des rattachements passent axe, larges et étroits', async () => {
  for (const [n, sv] of [
    ['camille.moreau@exemple.fr', null],
    ['tres.longue.adresse.de.collegue.invitee@une-collectivite-territoriale.exemple.fr', 'COMPTA'],
  ] as const) {
    const service = sv
      ? (await p.pool.query<{ id: string }>('select id from service where structure = $1 and code = $2', [monde.menuiserie, sv])).rows[0]!
          .id
      : null
    await p.demander('/api/v1/demandes/rattachement.creer', {
      cookie: daniel,
      json: { structure: monde.menuiserie, service, adresseElectronique: n },
    })
  }
  await p.pool.query(`update invitation set echec = 'smtp-550' where adresse_electronique like 'tres%'`)
  const { heloise, menuiserie, agencement } = monde
  const pages = {
    'demander-choisir': '/organisation/utilisateurs/rattachement',
    'demander-erreur': '/organisation/utilisateurs/rattachement?typeIdentifiant=SIRET&identifiant=73282932000074',
    'demander-nom': '/organisation/utilisateurs/rattachement?recherche=villeurbanne',
    'demander-formulaire': '/organisation/utilisateurs/rattachement?typeIdentifiant=SIRET&identifiant=21690266800013',
    'rattacher-choisir': '/organisation/utilisateurs/rattacher',
    'rattacher-formulaire': `/organisation/utilisateurs/rattacher?structure=${menuiserie}&structure=${agencement}`,
    'detacher-choisir': '/organisation/utilisateurs/detacher',
    'detacher-personnes': `/organisation/utilisateurs/detacher?structure=${menuiserie}`,
    'detacher-formulaire': `/organisation/utilisateurs/detacher?structure=${menuiserie}&utilisateur=${heloise}`,
    'detacher-gp': `/organisation/utilisateurs/detacher?structure=${menuiserie}&utilisateur=${monde.daniel}`,
    invitations: '/organisation/utilisateurs/invitations',
    'invitations-vide': '/organisation/utilisateurs/invitations?etat=expiree',
    'invitation-inconnue': '/organisation/utilisateurs/invitation?jeton=x',
  }
  // axe where there is something to fill in; every page stays within a telephone's width.
  const AXE = ['demander-erreur', 'demander-formulaire', 'rattacher-formulaire', 'detacher-formulaire', 'invitations']
  const { page, erreurs } = await fenetre({ url: p.url, cookie: daniel })
  for (const [nom, chemin] of Object.entries(pages)) {
    await page.goto(chemin)
    if (AXE.includes(nom)) await verifierAccessibilite(page)
    for (const [largeur, sombre] of DOSSIER
      ? ([
          [1280, false],
          [1280, true],
          [390, true],
          [390, false],
        ] as const)
      : ([[390, false]] as const)) {
      await page.setViewportSize({ width: largeur, height: 900 })
      if (DOSSIER) await page.emulateMedia({ colorScheme: sombre ? 'dark' : 'light' })
      if (DOSSIER) await page.screenshot({ path: `${DOSSIER}/${nom}-${largeur}${sombre ? '-sombre' : ''}.png`, fullPage: true })
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), nom).toBeLessThanOrEqual(
      0,
    )
    await page.setViewportSize({ width: 1280, height: 900 })
  }
  expect(erreurs.filter((e) => !/40[34]|422/.test(e))).toEqual([])
})
