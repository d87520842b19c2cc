import { expect, test } from 'vitest'
import { hacheDeDemonstration, MOT_DE_PASSE_DEMONSTRATION } from '#app/comptes/motdepasse/demonstration.ts'
import { enregistrerMotDePasse } from '#app/comptes/motdepasse/enregistrer.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { chargerRegistreDemonstration } from '#app/organisation/sirene/demonstration/charger.ts'
import { decalerHorloge } from '#tests/base.ts'
import { image } from '#tests/images.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde()
await chargerRegistreDemonstration(p.pool)
await enregistrerMotDePasse(p.db, p.monde.daniel, await hacheDeDemonstration())

/** Real establishments of the demonstration's register, one for each way of browsing. */
const SIRETS = { avec: '327 844 544 00087', sans: '328 803 374 00011' }

async function parcours(sansScript: boolean) {
  const { page, erreurs } = await fenetre({ url: p.url, sansScript })
  const bouton = (nom: string | RegExp) => page.getByRole('main').getByRole('button', { name: nom })
  // axe needs the page's own timers, which do not run without script; the pages are the same.
  const accessible = async () => {
    if (!sansScript) await verifierAccessibilite(page)
  }
  const lien = (nom: string | RegExp) => page.getByRole('main').getByRole('link', { name: nom }).first()

  await page.goto('/')
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('unisson')
  await accessible()
  if (!sansScript) await image(page, 'accueil')

  // Sign in as Daniel, back where one wanted to go.
  await page.goto('/organisation/structures/creer')
  await page.waitForURL('**/connexion?**')
  await accessible()
  await page.getByLabel('Adresse électronique').first().fill('daniel.poitier@exemple.fr')
  await page.getByLabel('Mot de passe', { exact: true }).fill(MOT_DE_PASSE_DEMONSTRATION)
  await bouton(/^Se connecter$/).click()
  await page.waitForURL('**/organisation/structures/creer**')

  // « Créer une structure » with a real SIRET, filled by the register.
  await page.getByLabel('Identifiant', { exact: true }).fill(sansScript ? SIRETS.sans : SIRETS.avec)
  await bouton(/Continuer|Interroger|Chercher/).click()
  await page.waitForURL(/identifiant=|type/)
  await page.getByLabel('Raison sociale').waitFor()
  expect(await page.getByLabel('Raison sociale').inputValue()).not.toBe('')
  expect(await page.getByLabel('Ville').inputValue()).not.toBe('')
  await accessible()
  if (!sansScript) await image(page, 'creer-registre')
  await bouton(/Vérifier/).click()
  await page.waitForURL('**etape=verifier**')
  await accessible()
  await bouton(/^(Soumettre|Créer)/).click()
  await page.waitForURL('**/demandes/RITM**')
  await accessible()
  if (!sansScript) await image(page, 'creer-recu')
  await lien(/^Voir /).click()
  await page.waitForURL(/organisation\/structures\/[0-9a-f-]{36}$/)
  const fiche = new URL(page.url()).pathname

  // « Modifier » → the change pending with its time → cancelled.
  await lien('Modifier').click()
  await page.waitForURL('**/modifier')
  await accessible()
  await page.getByLabel(/^Téléphone/).fill('04 76 00 00 00')
  await bouton(/Vérifier/).click()
  await page.waitForURL('**etape=verifier**')
  await accessible()
  if (!sansScript) await image(page, 'modifier-verifier')
  await bouton(/^Soumettre, effectif aujourd’hui|^Soumettre, effectif demain/).click()
  await page.waitForURL('**/demandes/RITM**')
  if (!sansScript) await image(page, 'modifier-recu')
  await page.goto(fiche)
  await expect.poll(() => page.getByRole('main').textContent()).toContain('Un changement est déjà programmé')
  await accessible()
  if (!sansScript) await image(page, 'structure-programmee')
  await lien('L’annuler').click()
  await page.waitForURL('**/annuler')
  await accessible()
  await bouton('Annuler la demande').click()
  await page.waitForURL(/RITM\d+$/)
  await expect.poll(() => page.getByRole('main').textContent()).toContain('Demande annulée')

  // Another → effective after the delay → history.
  await page.goto(`${fiche}/modifier`)
  await page.getByLabel(/^Adresse électronique/).fill('contact@exemple.fr')
  await bouton(/Vérifier/).click()
  await page.waitForURL('**etape=verifier**')
  await bouton(/^Soumettre/).click()
  await page.waitForURL('**/demandes/RITM**')
  await decalerHorloge(p.pool, '31 minutes')
  expect(await appliquerEcheances(p.programme)).toBe(1)
  await page.goto(fiche)
  await decalerHorloge(p.pool, '0')
  const historique = page.locator('#historique')
  await expect.poll(() => historique.textContent()).toContain('Modification en vigueur')
  expect(await historique.textContent()).toContain('contact@exemple.fr')
  if (!sansScript) await image(page, 'historique')
  expect(erreurs).toEqual([])
}

test('POR-16 STR-03 STR-06 un nouvel arrivant crée, modifie, annule, et lit l’historique', () => parcours(false))
test('POR-16 STR-03 STR-06 le même parcours sans JavaScript', () => parcours(true))
