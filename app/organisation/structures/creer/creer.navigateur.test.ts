import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'

const insee = await demarrerInsee()
afterAll(() => insee.arreter())
const p = await portailDuMonde({ SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle })
const { menuiserie, sci } = p.monde
await p.pool.query(`update structure set identifiant = '99999990700028' where id = $1`, [p.monde.agencement])

/**
 * axe is a script: it checks each step where scripts run. On a narrow screen the page is the same: nothing may overflow, and axe sees the errors.
 * `CAPTURES` names a folder where pictures are kept.
 */
const verifieur =
  ({ largeur, sansScript }: Variante) =>
  async (page: Page, nom: string) => {
    const dossier = process.env.CAPTURES
    if (dossier) {
      mkdirSync(dossier, { recursive: true })
      await page.screenshot({ path: `${dossier}/${nom}-${sansScript ? 'sans' : largeur}.png`, fullPage: true })
    }
    if (!sansScript && (largeur > 400 || nom.includes('erreur'))) return verifierAccessibilite(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), nom).toBeLessThanOrEqual(
      0,
    )
  }

interface Variante {
  largeur: number
  sansScript: boolean
  nom: string
}
const VARIANTES: Variante[] = [
  { largeur: 1280, sansScript: true, nom: 'sans script' },
  { largeur: 1280, sansScript: false, nom: '1280 pixels' },
  { largeur: 390, sansScript: false, nom: '390 pixels' },
]
/** The register knows few numbers: each round gives them back. */
const liberer = () => p.pool.query(`update structure set identifiant = id::text where identifiant in ('41816609600069', '99999999800019')`)

for (const variante of VARIANTES) {
  const { largeur, sansScript } = variante
  const etape = verifieur(variante)
  test(`STR-03 INT-02 créer une structure : ${variante.nom}`, async () => {
    insee.mode = 'normal'
    await liberer()
    const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: await p.session('camille'), largeur, sansScript })
    await page.goto('/organisation/structures/creer')
    await etape(page, 'creer-1')
    await page.getByLabel('Identifiant', { exact: true }).fill('418 166 096 00068')
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('link', { name: /un de ses chiffres est faux/ }).waitFor()
    await etape(page, 'creer-1-faux')
    await page.getByLabel('Identifiant', { exact: true }).fill('99999990700028')
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('link', { name: 'Demander un rattachement' }).waitFor()
    await etape(page, 'creer-1-deja')
    const siret = largeur === 1280 ? '41816609600069' : '99999999800019'
    await page.getByLabel('Identifiant', { exact: true }).fill(siret)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByText('n’est pas présente dans Choral').waitFor()
    await page.getByLabel('Téléphone').fill('abc')
    await etape(page, 'creer-2')
    await page.getByRole('button', { name: 'Vérifier avant de créer' }).click()
    await page
      .getByRole('link', { name: /téléphone/ })
      .first()
      .waitFor()
    await etape(page, 'creer-2-erreur')
    await page.getByLabel('Téléphone').fill('02 40 00 00 10')
    if (largeur === 390)
      for (const [nom, valeur] of [
        ['Nom', 'Moreau'],
        ['Prénom', 'Camille'],
        ['Adresse', '1 rue Haute'],
        ['Code postal', '44000'],
        ['Ville', 'Nantes'],
      ] as const)
        await page.getByLabel(nom, { exact: true }).fill(valeur)
    await page.getByRole('button', { name: 'Vérifier avant de créer' }).click()
    await page.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
    await etape(page, 'creer-3')
    await page.getByRole('button', { name: 'Créer la structure' }).click()
    await page.waitForURL(/\/demandes\/RITM/)
    await etape(page, 'creer-4')
    expect(
      (
        await p.pool.query('select count(*)::int as n from structure where identifiant = $1 and gestionnaire_principal = $2', [
          siret,
          p.monde.camille,
        ])
      ).rows[0].n,
    ).toBe(1)
    expect(erreurs.filter((e) => !/422|409/.test(e))).toEqual([])
    await contexte.close()
  })

  test(`STR-07 INT-02 désactiver puis activer : ${variante.nom}`, async () => {
    insee.mode = 'normal'
    const { page, contexte } = await fenetre({ url: p.url, cookie: await p.session('daniel'), largeur, sansScript })
    await page.goto(`/organisation/structures/${menuiserie}/desactiver`)
    await page.getByRole('button', { name: 'Vérifier la désactivation' }).click()
    await page.getByRole('link', { name: 'Indiquez le motif' }).waitFor()
    await etape(page, 'desactiver-1-erreur')
    await page.getByLabel(/Pourquoi désactiver/).fill('Fin d’activité')
    await page.getByRole('button', { name: 'Vérifier la désactivation' }).click()
    await page.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
    await etape(page, 'desactiver-2')
    await page.getByRole('button', { name: /^Désactiver, effectif/ }).click()
    await page.waitForURL(/\/demandes\/RITM/)
    await liberer()
    await p.pool.query(`update structure set identifiant = '41816609600069', statut = 'INACTIVE' where id = $1`, [sci])
    await page.goto(`/organisation/structures/${sci}/activer`)
    await etape(page, 'activer-1')
    await page.getByRole('button', { name: 'Vérifier l’activation' }).click()
    await page.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
    await etape(page, 'activer-2')
    await contexte.close()
  })

  test(`STR-08 INT-02 mettre à jour depuis l’INSEE : ${variante.nom}`, async () => {
    insee.mode = 'normal'
    const { page, contexte } = await fenetre({ url: p.url, cookie: await p.session('daniel'), largeur, sansScript })
    await p.pool.query('truncate sirene_cache')
    await liberer()
    await p.pool.query(`update structure set identifiant = '41816609600069', statut = 'ACTIVE' where id = $1`, [menuiserie])
    await page.goto(`/organisation/structures/${menuiserie}/insee`)
    await etape(page, 'insee-1')
    await page.getByRole('button', { name: 'Vérifier les modifications' }).click()
    await page.getByRole('link', { name: 'Cochez au moins un champ' }).waitFor()
    await etape(page, 'insee-1-erreur')
    await page.getByLabel('Reprendre « Raison sociale »').check()
    await page.getByRole('button', { name: 'Vérifier les modifications' }).click()
    await page.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
    await etape(page, 'insee-2')
    await page.getByRole('button', { name: /^Soumettre, effectif/ }).click()
    await page.waitForURL(/\/demandes\/RITM/)
    await page.goto(`/organisation/structures/${p.monde.agencement}/insee`)
    await etape(page, 'insee-ferme')
    insee.mode = 'panne'
    await p.pool.query('truncate sirene_cache')
    await page.goto(`/organisation/structures/creer?typeIdentifiant=SIRET&identifiant=73282932000074`)
    await etape(page, 'creer-muet')
    await page.goto(`/organisation/structures/creer?typeIdentifiant=PARTICULIER`)
    // The first question does not lean on the sentence before it.
    const ecart = await page.locator('#particulier').evaluate((g) => {
      const bas = g.querySelector('p')!.getBoundingClientRect().bottom
      return g.querySelector('.fields')!.getBoundingClientRect().top - bas
    })
    expect(ecart).toBeGreaterThanOrEqual(12)
    await etape(page, 'creer-particulier')
    await contexte.close()
  })
}
