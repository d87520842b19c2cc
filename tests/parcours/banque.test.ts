import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { ouvrirSession } from '#tests/acteurs.ts'
import { echoirApres } from '#tests/echeances.ts'
import { attendreCourriels } from '#tests/courriels.ts'
import { image } from '#tests/images.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-banque-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR, DELAI_EFFET_MINUTES: '30' }, { travaux: true })
const { menuiserie, daniel } = p.monde
const CHEMIN = `/organisation/structures/${menuiserie}/coordonnees-bancaires`
const rib = (nom: string) => ({ name: nom, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7\n${nom}`) })
const photo = (page: Page, nom: string) =>
  process.env.PHOTOS ? page.screenshot({ path: join(process.env.PHOTOS, `${nom}.png`), fullPage: true }) : null
const prouver = (session: string, le = 'clock_timestamp()') => p.pool.query(`update session set preuve_le = ${le} where id = $1`, [session])

test('BAN-01 BAN-02 BAN-04 CPT-07 sa banque change : créée, changée après une preuve, annoncée, en vigueur à l’heure, affichée une fois', async () => {
  const { cookie, id: session } = await ouvrirSession(p.pool, p.settings, daniel)
  const { page, erreurs } = await fenetre({ url: p.url, cookie })
  await page.goto('/organisation/coordonnees-bancaires/creer')
  await page.getByLabel(/Menuiserie Poitier/).check()
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByLabel('BIC ou SWIFT').fill('AGRI')
  await page.getByRole('button', { name: 'Vérifier avant de créer' }).click()
  // The error calls the field as its label does, and leads to it without losing what was typed.
  await page.getByRole('link', { name: 'Renseignez le champ « Nom de la coordonnée bancaire »' }).click()
  await page.waitForFunction(() => location.hash === '#nom' && document.activeElement?.id === 'nom')
  await page.keyboard.type('Compte chantiers')
  expect(await page.getByLabel('BIC ou SWIFT').inputValue()).toBe('AGRI')
  await page.getByRole('textbox', { name: 'IBAN', exact: true }).fill('FR76 3000 6000 0112 3456 7890 188')
  await page.getByText('La clé de contrôle est fausse').waitFor()
  await page.getByRole('textbox', { name: 'IBAN', exact: true }).fill('FR76 3000 6000 0112 3456 7890 189')
  await page.getByText('Clé de contrôle juste').waitFor()
  expect([await page.locator('#pays').inputValue(), await page.locator('#bban').inputValue()]).toEqual(['FR', '30006000011234567890189'])
  await image(page, 'coordonnees-creer', '#groupe-compte')
  await page.getByLabel('BIC ou SWIFT').fill('AGRIDEPP')
  await page.getByRole('button', { name: 'Vérifier avant de créer' }).click()
  await page
    .locator('.error-summary')
    .getByRole('heading', { name: /2 champs à corriger/ })
    .waitFor()
  expect(await page.locator('.error-summary li').count()).toBe(2)
  // Nothing typed is lost, and nothing of it is in clear.
  expect(await page.locator('#iban').inputValue()).toBe('FR76 3000 6000 0112 3456 7890 189')
  expect(
    (
      await p.pool.query(
        `select saisie->>'nom' as nom, x::text ~ '30006|3000 6000' as clair, scelle is not null as scelle from brouillon x`,
      )
    ).rows,
  ).toEqual([{ nom: 'Compte chantiers', clair: false, scelle: true }])
  await verifierAccessibilite(page)
  await photo(page, 'creer-erreur-1280')
  await page.getByLabel('BIC ou SWIFT').fill('AGRIFRPP')
  await page.locator('input[type=file]').setInputFiles(rib('rib-chantiers.pdf'))
  await page.getByRole('button', { name: 'Vérifier avant de créer' }).click()
  await page.waitForURL('**etape=verifier**')
  expect(await page.content()).not.toMatch(/30006|3000 6000/)
  await verifierAccessibilite(page)
  await photo(page, 'creer-verifier-1280')
  await page.getByRole('button', { name: 'Créer la coordonnée bancaire' }).click()
  await page.waitForURL('**/demandes/RITM*')
  await photo(page, 'recu-1280')
  await page.goto(CHEMIN)
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Compte chantiers' }).click()
  await page.getByRole('heading', { level: 1, name: 'Compte chantiers' }).waitFor()
  const compte = new URL(page.url()).pathname

  // Another IBAN; the proof is eleven minutes old: asked after what was typed, which is not lost.
  await page.goto(`${compte}/modifier`)
  await page.getByRole('textbox', { name: 'IBAN (facultatif)', exact: true }).fill('FR14 2004 1010 0505 0001 3M02 606')
  await page.locator('input[type=file]').setInputFiles(rib('nouveau-rib.pdf'))
  await page.getByText('nouveau-rib.pdf').first().waitFor()
  await prouver(session, `clock_timestamp() - interval '11 minutes'`)
  await page.getByRole('button', { name: 'Vérifier les modifications' }).click()
  await page.waitForURL('**/preuve?**')
  const retour = new URL(page.url()).searchParams.get('retour')!
  await prouver(session)
  await page.goto(retour)
  await page.getByText('•••• 606').first().waitFor()
  await verifierAccessibilite(page)
  await photo(page, 'modifier-verifier-1280')
  await page.getByRole('button', { name: /^Soumettre/ }).click()
  await page.waitForURL('**/demandes/RITM*')
  const numero = /RITM\d+/.exec(page.url())![0]
  const [courriel] = await attendreCourriels(p, 'contact@exemple.fr', 2)
  expect([courriel!.sujet, courriel!.texte.includes(numero), courriel!.texte.includes('••••\u00a0189 → ••••\u00a0606')]).toEqual([
    'Modifier une coordonnée bancaire «\u00A0Compte chantiers\u00A0», Menuiserie Poitier, siège\u00A0: changement prévu',
    true,
    true,
  ])
  await page.goto(compte)
  await page.getByText('•••• 606').first().waitFor()
  await verifierAccessibilite(page)
  await image(page, 'coordonnees-compte')
  await photo(page, 'compte-attente-1280')
  await echoirApres(p, '1 hour')

  // Shown whole: the old proof is asked again, then once, in this answer only.
  await prouver(session, `clock_timestamp() - interval '11 minutes'`)
  await page.goto(compte)
  await page.getByRole('button', { name: 'Afficher en entier' }).click()
  await page.waitForURL('**/preuve?**')
  await prouver(session)
  await page.goto(new URL(page.url()).searchParams.get('retour')!)
  await page.getByText('C’est bien vous').waitFor()
  await page.getByRole('button', { name: 'Afficher en entier' }).click()
  await page.getByText('FR14 2004 1010 0505 0001 3M02 606').waitFor()
  await verifierAccessibilite(page)
  await photo(page, 'compte-entier-1280')
  await page.getByRole('link', { name: 'Masquer le numéro' }).click()
  await page.getByRole('button', { name: 'Afficher en entier' }).waitFor()
  await page.getByText('Numéro de compte affiché en entier').first().waitFor()
  expect(await page.content()).not.toContain('3M02')
  expect(erreurs.filter((e) => !e.includes('422'))).toEqual([])
})

test('BAN-01 BAN-02 sans script et à l’étroit, sombre : créer avec un affactureur, désactiver ; axe ne trouve rien', async () => {
  const { page } = await fenetre({ url: p.url, cookie: await p.session('daniel'), largeur: 390, sombre: true, sansScript: true })
  await page.goto(`/organisation/coordonnees-bancaires/creer?structure=${menuiserie}`)
  await page.getByRole('button', { name: 'Vérifier avant de créer' }).click()
  expect(await page.locator('.error-summary a').evaluateAll((l) => l.map((a) => a.getAttribute('href')))).toEqual(['#nom', '#iban', '#rib'])
  await photo(page, 'creer-erreur-390-sombre')
  await page.getByLabel('Nom de la coordonnée bancaire').fill('Affacturage, Crédit Rive Gauche')
  await page.getByRole('textbox', { name: 'IBAN', exact: true }).fill('DE89 3704 0044 0532 0130 00')
  await page.getByText('Ce compte est celui d’un affactureur').click()
  await page.getByLabel('Désignation de l’affactureur').fill('Crédit Rive Gauche')
  await page.getByLabel('Identifiant de l’affactureur').fill('552 100 554')
  await page.locator('input[type=file]').setInputFiles(rib('affactureur.pdf'))
  await page.getByRole('button', { name: 'Vérifier avant de créer' }).click()
  await page.getByText('Allemagne').first().waitFor()
  await page.getByRole('button', { name: 'Créer la coordonnée bancaire' }).click()
  await page.goto(`/organisation/coordonnees-bancaires/gerer?type=desactiver&structure=${menuiserie}&texte=Affacturage`)
  await page.getByText('Voulez-vous désactiver ces informations bancaires').waitFor()
  await photo(page, 'desactiver-390-sombre')
  await page.getByRole('button', { name: 'Vérifier la désactivation' }).click()
  await page.getByRole('button', { name: /^Désactiver/ }).click()
  expect(new URL(page.url()).pathname).toMatch(/\/demandes\/RITM/)
  const etroite = (await fenetre({ url: p.url, cookie: await p.session('daniel'), largeur: 390, sombre: true })).page
  for (const chemin of [
    `/organisation/coordonnees-bancaires/creer?structure=${menuiserie}`,
    '/organisation/coordonnees-bancaires/gerer',
    CHEMIN,
  ]) {
    await etroite.goto(chemin)
    await verifierAccessibilite(etroite)
    await photo(etroite, `${chemin.split('/').at(-1)!.split('?')[0]!}-390-sombre`)
  }
  await etroite.getByRole('link', { name: /^Affacturage/ }).click()
  await etroite.getByRole('heading', { level: 1, name: /^Affacturage/ }).waitFor()
  await verifierAccessibilite(etroite)
  await photo(etroite, 'compte-390-sombre')
})
