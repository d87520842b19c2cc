import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { decalerHorloge } from '#tests/base.ts'
import { echoir } from '#tests/echeances.ts'
import { attendreCourriels } from '#tests/courriels.ts'
import { AVEC_IMAGES, image } from '#tests/images.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'
import { jourIso } from '#ui/textes/format.ts'

const insee = await demarrerInsee()
afterAll(() => insee.arreter())
const p = await portailDuMonde({ SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle }, { travaux: true })
const { menuiserie } = p.monde
const ANCIEN = '99999990700028'
const NOUVEAU = '41816609600069'
await p.pool.query('update structure set identifiant = $2 where id = $1', [menuiserie, ANCIEN])
const bouton = (page: Page, nom: string | RegExp) => page.getByRole('main').getByRole('button', { name: nom })
const lu = async (page: Page) => (await page.getByRole('main').textContent())!.replaceAll(/[\u00a0\u202f]/g, ' ')
const dans = (jours: number) => jourIso(new Date(Date.now() + jours * 86_400_000))

test('DUP-03 STR-08 une entreprise déménage : l’INSEE le dit, on duplique, services et utilisateurs suivent, l’ancienne s’arrête au jour dit', { timeout: 120_000 }, async () => {
  const { page } = await fenetre({ url: p.url, cookie: await p.session('daniel') })
  const regarder = async (nom: string) => {
    await verifierAccessibilite(page)
    if (AVEC_IMAGES) await image(page, nom)
  }
  await page.goto(`/organisation/structures/${menuiserie}/insee`)
  expect(await lu(page)).toMatch(/fermé au registre/)
  await page.getByRole('main').getByRole('link', { name: 'Dupliquer la structure' }).first().click()
  await page.waitForURL('**/structures/dupliquer**')
  await page.getByLabel(/^Identifiant SIRET/).fill(NOUVEAU)
  await regarder('structure-dupliquer-identifier')
  await bouton(page, /Interroger le registre|Changer de structure/).click()
  await page.waitForURL('**texte=**')
  await page.getByText('n’est pas présente').waitFor()
  expect(await page.getByLabel('Ville').inputValue()).toBe('PARIS')
  await page.getByLabel(/^Nouveau libellé/).fill('Menuiserie Poitier, Paris')
  await page.getByLabel('Achats').uncheck()
  await page.getByLabel('La désactiver à une date').check()
  await regarder('structure-dupliquer')
  await bouton(page, 'Vérifier avant de soumettre').click()
  // The day is missing: said on its field, nothing typed is lost.
  await page.getByRole('main').getByText('Saisissez une date complète').first().waitFor()
  expect([await page.getByLabel(/^Nouveau libellé/).inputValue(), await page.getByLabel('Achats').isChecked()]).toEqual(['Menuiserie Poitier, Paris', false])
  await page.getByLabel(/^À partir du/).fill(dans(30))
  await bouton(page, 'Vérifier avant de soumettre').click()
  await page.waitForURL('**etape=verifier**')
  expect(await lu(page)).toMatch(/Services \(2\).*Suivi des chantiers.*Comptabilité.*Utilisateurs et habilitations \(1\).*Héloïse Ferdinand.*Ce qui ne suit jamais.*Désactivée à partir du/s)
  await regarder('structure-dupliquer-verifier')
  await bouton(page, 'Dupliquer la structure').click()
  await page.waitForURL('**/demandes/RITM**')
  expect(await lu(page)).toMatch(/2 services.*, 0 pièce-jointe.*1 personne/s)
  await regarder('structure-dupliquer-recu')
  await attendreCourriels(p, 'heloise.ferdinand@exemple.fr')
  await page.getByRole('link', { name: 'Voir la nouvelle structure' }).click()
  await page.getByText('Structure d’origine').waitFor()
  await regarder('structure-dupliquee')
  await decalerHorloge(p.pool, '32 days')
  await echoir(p)
  await decalerHorloge(p.pool, '0')
  expect((await p.pool.query('select statut from structure where id = $1', [menuiserie])).rows).toEqual([{ statut: 'INACTIVE' }])
})
