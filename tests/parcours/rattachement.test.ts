import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hacheDeDemonstration, MOT_DE_PASSE_DEMONSTRATION } from '#app/comptes/motdepasse/demonstration.ts'
import { enregistrerMotDePasse } from '#app/comptes/motdepasse/enregistrer.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { echoir } from '#tests/echeances.ts'
import { decalerHorloge } from '#tests/base.ts'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { AVEC_IMAGES, image } from '#tests/images.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { jourIso } from '#ui/textes/format.ts'

const p = await portailDuMonde({}, { travaux: true })
const { menuiserie, daniel } = p.monde
await enregistrerMotDePasse(p.db, daniel, await hacheDeDemonstration())

const SIRET = '123 456 782 00010'
const DANIEL = 'daniel.poitier@exemple.fr'
const dans = (jours: number) => jourIso(new Date(Date.now() + jours * 86_400_000))
/** In the page, or in the dialog that opened over it. */
const bouton = (page: Page, nom: string | RegExp) => page.locator('main, dialog[open]').getByRole('button', { name: nom })
const lien = (page: Page, nom: string | RegExp) => page.getByRole('main').getByRole('link', { name: nom }).first()
const lu = async (page: Page) => (await page.getByRole('main').textContent())!.replaceAll(/[\u00a0\u202f]/g, ' ')
const numeroDe = (page: Page) => /RITM\d+/.exec(page.url())![0]
const connecter = async (page: Page) => {
  await page.getByLabel('Adresse électronique').first().fill(DANIEL)
  await page.getByLabel('Mot de passe', { exact: true }).fill(MOT_DE_PASSE_DEMONSTRATION)
  await bouton(page, /^Se connecter$/).click()
}

/** A stranger asks by the SIRET; the receipt says who decides. @returns its number */
async function demanderRattachement(page: Page, sansScript = false): Promise<string> {
  const regarder = async (nom?: string) => {
    if (sansScript) return
    await verifierAccessibilite(page)
    if (nom) await image(page, nom)
  }
  await page.goto('/organisation/utilisateurs/rattachement')
  await regarder()
  await page.getByLabel('Identifiant', { exact: true }).fill(SIRET)
  await page.getByRole('main').locator('form').first().getByRole('button').click()
  await page.getByText('Menuiserie Poitier').first().waitFor()
  await page.getByLabel(/^Commentaire/).fill('Je reprends les chantiers de Lou.')
  await regarder('rattachement-demander')
  await bouton(page, 'Vérifier la demande').click()
  await page.waitForURL('**etape=verifier**')
  await regarder()
  await bouton(page, 'Envoyer la demande').click()
  await page.waitForURL('**/demandes/RITM**')
  expect(await lu(page)).toMatch(/En attente de la décision de Daniel Poitier.*Sans réponse, la demande expire/s)
  await regarder('rattachement-recu')
  return numeroDe(page)
}

/** The manager opens the mail's link, signs in, and is where the link led. */
async function ouvrirLeLien(page: Page, numero: string) {
  let courriel: Awaited<ReturnType<typeof attendreCourriels>>[number] | undefined
  await expect
    .poll(
      async () =>
        (courriel = (await attendreCourriels(p, DANIEL)).find((m) => m.sujet.startsWith('À décider') && m.texte.includes(numero))),
    )
    .toBeDefined()
  await page.goto(lienDe(courriel!))
  await page.waitForURL('**/connexion?retour=**')
  await connecter(page)
  await page.waitForURL(`**/approbations/${numero}**`)
}

test('UTI-01 APP-03 HAB-03 HAB-04 HAB-06 POR-08 du rattachement demandé aux droits donnés, retirés et redemandés', async () => {
  const ouvrir = (cookie?: string) => fenetre({ url: p.url, ...(cookie ? { cookie } : {}) })
  const [c, d, h] = [await ouvrir(await p.session('camille')), await ouvrir(), await ouvrir(await p.session('heloise'))]
  const numero = await demanderRattachement(c.page)

  // Daniel, by his mail; before deciding he names a deputy, whose screen shows what waits.
  await ouvrirLeLien(d.page, numero)
  expect(await lu(d.page)).toContain('Je reprends les chantiers de Lou.')
  await verifierAccessibilite(d.page)
  await image(d.page, 'approbation')
  await d.page.goto('/approbations/suppleants')
  await d.page.getByLabel('Adresse électronique du suppléant').fill('heloise.ferdinand@exemple.fr')
  await d.page.getByLabel('Du', { exact: true }).fill(dans(0))
  await d.page.getByLabel('Au', { exact: true }).fill(dans(15))
  await bouton(d.page, 'Désigner ce suppléant').click()
  await d.page.getByText('Le suppléant est désigné').waitFor()
  await verifierAccessibilite(d.page)
  await image(d.page, 'suppleants')
  await h.page.goto('/organisation')
  const compte = () => h.page.locator('[data-etat=approbations]').first().textContent()
  await expect.poll(compte).toBe('1')

  // Another request comes in: her count moves, and nothing was reloaded.
  await h.page.evaluate(() => {
    ;(globalThis as { temoin?: boolean }).temoin = true
  })
  expect(
    (
      await p.demander('/api/v1/demandes/rattachement.demander', {
        cookie: await p.session('nadia'),
        json: { typeIdentifiant: 'SIRET', identifiant: SIRET, commentaire: 'Pour suivre le marché de la mairie.' },
      })
    ).status,
  ).toBeLessThan(300)
  await expect.poll(compte).toBe('2')
  await d.page.goto('/approbations')
  await verifierAccessibilite(d.page)
  await image(d.page, 'approbations')
  await lien(d.page, /Demander un rattachement/).waitFor()
  await d.page.goto(`/approbations/${numero}`)
  await bouton(d.page, 'Approuver, effectif tout de suite').click()
  await d.page.getByText(`La demande ${numero} est approuvée`).waitFor()
  await expect.poll(compte).toBe('1')
  expect(await h.page.evaluate(() => (globalThis as { temoin?: boolean }).temoin)).toBe(true)

  // Camille is in.
  await c.page.goto(`/organisation/structures/${menuiserie}`)
  expect(await c.page.getByRole('heading', { level: 1 }).textContent()).toContain('Menuiserie Poitier')
  await verifierAccessibilite(c.page)
  await c.page.goto('/facturation/mandats')
  await c.page.getByLabel('Identifiant du mandant', { exact: true }).waitFor()

  // Two of the rights given by default are taken away at once.
  const { camille } = p.monde
  const liste = `/organisation/habilitations?structure=${menuiserie}&utilisateur=${camille}`
  for (const profil of ['Mandats de facturation modification', 'Marchés modification']) {
    await d.page.goto(liste)
    await lien(d.page, `Retirer la ligne ${profil}`).click()
    await d.page.getByRole('radio', { name: /Retirer immédiatement/ }).check()
    if (profil.startsWith('Mandats')) {
      await verifierAccessibilite(d.page)
      await image(d.page, 'habilitations-retirer')
    }
    await bouton(d.page, 'Vérifier').click()
    await bouton(d.page, /immédiatement$/).click()
    await d.page.waitForURL('**recu=RITM**')
  }
  await d.page.getByRole('table').getByRole('rowheader', { name: 'Engagements modification' }).waitFor()
  expect(await d.page.getByRole('table').textContent()).not.toMatch(/Mandats de facturation|Marchés/)

  // One is given back, for a time: programmed, then in force until its day.
  await lien(d.page, 'Ajouter des habilitations').click()
  await d.page.getByRole('checkbox', { name: 'Marchés consultation' }).check()
  await d.page.getByLabel('Valable jusqu’au').fill(dans(90))
  await verifierAccessibilite(d.page)
  await image(d.page, 'habilitations-ajouter', '[id="profil.0"]')
  await bouton(d.page, 'Vérifier').click()
  await d.page.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
  await verifierAccessibilite(d.page)
  await bouton(d.page, /^Ajouter 1 habilitation/).click()
  await d.page.waitForURL('**recu=RITM**')
  const marches = d.page.getByRole('row').filter({ hasText: 'Marchés consultation' })
  await expect.poll(() => marches.textContent()).toMatch(/à partir d[eu]/)
  expect(await d.page.locator('tr.is-plan').count()).toBe(1)
  await verifierAccessibilite(d.page)
  if (AVEC_IMAGES) await d.page.goto(`${liste}&tri=-debut`)
  await image(d.page, 'habilitations-gerer', '.card')
  await decalerHorloge(p.pool, '31 minutes')
  await echoir(p)
  await d.page.goto(liste)
  await expect.poll(() => marches.textContent()).toMatch(/jusqu’au/)
  expect(await marches.textContent()).not.toMatch(/à partir d[eu]/)
  expect(await d.page.locator('tr.is-plan').count()).toBe(0)

  // What Camille lacks says why, and leads to asking for it.
  await c.page.goto('/domaines/facturation')
  const tuile = c.page.getByRole('article').filter({ hasText: 'Souscrire un mandat de facturation' })
  await tuile.getByText('Pourquoi ?').click()
  await tuile.getByText('Daniel Poitier, gestionnaire principal, peut vous l’accorder').waitFor()
  await verifierAccessibilite(c.page)
  await tuile.getByRole('link', { name: 'Demander l’habilitation' }).click()
  await c.page.waitForURL('**/organisation/habilitations/mes?**')
  await verifierAccessibilite(c.page)
  await lien(c.page, 'Demander « Mandats de facturation modification »').click()
  const voulu = c.page.getByRole('checkbox', { name: 'Mandats de facturation modification' })
  await voulu.waitFor()
  expect(await voulu.isChecked()).toBe(true)
  await c.page.getByLabel(/^Commentaire/).fill('Pour facturer au nom du groupement.')
  await verifierAccessibilite(c.page)
  await bouton(c.page, 'Vérifier').click()
  await bouton(c.page, 'Envoyer la demande').click()
  await c.page.waitForURL('**/demandes/RITM**')
  const demande = numeroDe(c.page)
  await c.page.goto('/organisation/habilitations/mes')
  expect(await lu(c.page)).toContain('Obtenir Mandats de facturation modification')
  await verifierAccessibilite(c.page)
  await image(c.page, 'habilitations-mes')

  // Approved from the list, as one would several; after the delay it is a right.
  await d.page.goto('/approbations')
  await d.page.getByRole('row').filter({ hasText: demande }).getByRole('checkbox').check()
  await bouton(d.page, 'Approuver la sélection…').click()
  await bouton(d.page, /^Décider/).click()
  await d.page.getByText('Approuvée').first().waitFor()
  await verifierAccessibilite(d.page)
  await c.page.goto('/domaines/facturation')
  await expect.poll(() => tuile.getByText('Pourquoi ?').count()).toBe(1)
  await decalerHorloge(p.pool, '62 minutes')
  await echoir(p)
  await c.page.reload()
  await tuile.getByRole('link').first().click()
  await c.page.waitForURL('**/facturation/mandats')
  await c.page.getByLabel('Identifiant du mandant', { exact: true }).waitFor()
  expect([...c.erreurs, ...d.erreurs, ...h.erreurs]).toEqual([])
  await decalerHorloge(p.pool, '0')
})

test('UTI-01 APP-03 POR-05 sans JavaScript : demandé, décidé depuis le courriel, rattaché', async () => {
  const u = await creerUtilisateur(p.pool, { prenom: 'Lucie', nom: 'Marchand' })
  const ouvrir = async (cookie?: string) => (await fenetre({ url: p.url, sansScript: true, ...(cookie ? { cookie } : {}) })).page
  const a = await ouvrir(await p.session(u.id))
  const d = await ouvrir()
  const numero = await demanderRattachement(a, true)
  await ouvrirLeLien(d, numero)
  // Without a reason, a refusal is asked again.
  await lien(d, 'Refuser…').click()
  await bouton(d, 'Refuser la demande').click()
  await lien(d, /Indiquez le motif/).waitFor()
  await d.goto(`/approbations/${numero}`)
  await bouton(d, 'Approuver, effectif tout de suite').click()
  await d.waitForURL('**/approbations?fait=approuver**')
  await a.goto(`/organisation/structures/${menuiserie}`)
  expect(await a.getByRole('heading', { level: 1 }).textContent()).toContain('Menuiserie Poitier')
})
