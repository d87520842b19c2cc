import { expect, test } from 'vitest'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, heloise } = p.monde
const cookie = await p.session('daniel')
const LISTE = `/organisation/habilitations?structure=${menuiserie}&utilisateur=${heloise}`
const surListe = (u: URL) => u.pathname === '/organisation/habilitations'

test('HAB-03 HAB-04 avec script, « Ajouter une ligne » et « Modifier la ligne » s’ouvrent sur la liste ; au clavier, le focus revient où il était', async () => {
  const f = await fenetre({ url: p.url, cookie })
  await f.page.goto(LISTE)
  const actif = () =>
    f.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim())
  // Opened from the keyboard: the first field has the focus, which stays within.
  const crayon = f.page.getByRole('link', { name: 'Modifier la ligne Engagements modification' })
  await crayon.focus()
  await f.page.keyboard.press('Enter')
  const dialogue = f.page.getByRole('dialog', { name: 'Modifier la ligne' })
  await dialogue.waitFor()
  expect(surListe(new URL(f.page.url()))).toBe(true)
  expect(await f.page.evaluate(() => document.activeElement?.matches('dialog .dialog__body input[name="niveau"]'))).toBe(true)
  await verifierAccessibilite(f.page)
  await f.page.keyboard.press('Escape')
  await dialogue.waitFor({ state: 'detached' })
  expect(await actif()).toBe('Modifier la ligne Engagements modification')
  // « Abandonner » and the cross close it too, and the list stays as it was.
  for (const bouton of [dialogue.getByRole('link', { name: 'Abandonner' }), dialogue.getByRole('button', { name: 'Fermer' })]) {
    await crayon.click()
    await bouton.click()
    await dialogue.waitFor({ state: 'detached' })
    expect([await actif(), new URL(f.page.url()).search]).toEqual([
      'Modifier la ligne Engagements modification',
      new URL(LISTE, p.url).search,
    ])
  }
  // Saved: checked, confirmed, and back at the list, where the line shows it.
  await crayon.click()
  await dialogue.getByLabel('Engagements consultation').check()
  await dialogue.getByRole('button', { name: 'Enregistrer' }).click()
  await f.page.getByRole('heading', { level: 1, name: 'Vérifier vos réponses' }).waitFor()
  expect(await f.page.getByRole('dialog').count()).toBe(0)
  await f.page.goBack()
  await f.page.waitForURL(surListe)
  expect(await f.page.getByRole('dialog').count()).toBe(0)
  expect(f.erreurs).toEqual([])
  await f.contexte.close()
})

test('HAB-03 dans le dialogue : un envoi vide revient en page avec ses erreurs, l’ajout mène à la vérification ; à 320 px la grille des profils tient en largeur, et en page rien n’en est caché', async () => {
  const f = await fenetre({ url: p.url, cookie, largeur: 320 })
  const depasse = async () => f.page.locator('.pick').evaluate((e) => e.scrollWidth - e.clientWidth)
  await f.page.goto(LISTE)
  const ouvrir = async () => {
    await f.page.getByRole('link', { name: 'Ajouter des habilitations' }).click()
    await f.page.getByRole('dialog').waitFor()
    return f.page.getByRole('dialog')
  }
  let dialogue = await ouvrir()
  expect(await dialogue.getByLabel('Contact').inputValue()).toBe(heloise)
  expect(await depasse()).toBe(0)
  await verifierAccessibilite(f.page)
  await dialogue.getByRole('button', { name: 'Vérifier' }).click()
  await f.page.locator('.error-summary').waitFor()
  expect([await f.page.getByRole('dialog').count(), await depasse()]).toEqual([0, 0])
  // On the page every application shows, whatever the width: none is hidden below an edge.
  await f.page.setViewportSize({ width: 1280, height: 900 })
  expect(await f.page.locator('.pick').evaluate((e) => e.scrollHeight - e.clientHeight)).toBe(0)
  await f.page.setViewportSize({ width: 320, height: 900 })
  await f.page.goto(LISTE)
  dialogue = await ouvrir()
  await dialogue.getByRole('checkbox', { name: 'Marchés consultation' }).check()
  await dialogue.getByRole('button', { name: 'Vérifier' }).click()
  await f.page.getByRole('heading', { level: 1, name: 'Vérifier vos réponses' }).waitFor()
  await f.contexte.close()
})

test('HAB-04 sans script, ou la session finie, le lien mène à la page', async () => {
  const sans = await fenetre({ url: p.url, cookie, sansScript: true })
  await sans.page.goto(LISTE)
  await sans.page.getByRole('link', { name: 'Modifier la ligne Engagements modification' }).click()
  await sans.page.getByRole('heading', { level: 1, name: 'Modifier la ligne' }).waitFor()
  await sans.contexte.close()
  const f = await fenetre({ url: p.url, cookie })
  await f.page.goto(LISTE)
  await f.contexte.clearCookies()
  await f.page.getByRole('link', { name: 'Modifier la ligne Engagements modification' }).click()
  await f.page.waitForURL(/\/connexion\?retour=/)
  await f.contexte.close()
})
