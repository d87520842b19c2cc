import { expect, test } from 'vitest'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { enregistrerMotDePasse } from './motdepasse/enregistrer.ts'
import { hacheDeDemonstration } from './motdepasse/demonstration.ts'
import { preparerSecondFacteur } from './secondfacteur/etat.ts'

const p = await portailDuMonde({}, { travaux: true })
await enregistrerMotDePasse(p.db, p.monde.daniel, await hacheDeDemonstration())
const IMAGES = process.env.IMAGES
const ESSENTIELLES = new Set(['connexion', 'inscription', 'compte', 'second-facteur', 'structures', 'demandes'])
const ETROITES = new Set(['connexion', 'inscription', 'lien-perime', 'compte', 'second-facteur', 'demandes'])

for (const sansScript of [false, true])
  test(`CPT-01 du compte à la première structure, ${sansScript ? 'sans JavaScript' : 'au clavier et à la souris'}`, async () => {
    const adresse = `maelle.${sansScript ? 'sans' : 'avec'}@exemple.fr`
    const { page, erreurs } = await fenetre({ url: p.url, sansScript })
    await page.goto('/inscription')
    await page.getByLabel('Prénom').fill('Maëlle')
    await page.getByLabel('Adresse électronique').fill(adresse)
    await page.getByLabel('Mot de passe', { exact: true }).fill('court')
    await page.getByRole('button', { name: 'Créer mon compte' }).click()
    await page.getByRole('alert').getByText('3 réponses sont à corriger').waitFor()
    expect(await page.title()).toMatch(/^Erreur\s: /)
    expect(await page.getByLabel('Prénom').inputValue()).toBe('Maëlle')
    // With script the page is mended in place, and the browser keeps what it holds; the server sends no password back.
    if (sansScript) expect(await page.getByLabel('Mot de passe', { exact: true }).inputValue()).toBe('')
    await page.getByLabel('Nom', { exact: true }).fill('Kervella')
    await page.getByLabel('Mot de passe', { exact: true }).fill('la girouette penche')
    await page.getByLabel('J’accepte les conditions').check()
    await page.getByRole('button', { name: 'Créer mon compte' }).click()
    await page.getByRole('heading', { name: 'Ouvrez votre messagerie' }).waitFor()
    await page.goto(lienDe((await attendreCourriels(p, adresse))[0]!))
    await page.getByText('Votre compte est activé').waitFor()
    await page.getByLabel('Adresse électronique').fill(adresse)
    await page.getByLabel('Mot de passe', { exact: true }).fill('la girouette penche')
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click()
    await page.getByRole('heading', { name: 'Bienvenue, Maëlle' }).waitFor()
    expect(await page.getByRole('link', { name: 'Créer une structure' }).getAttribute('href')).toBe('/organisation/structures/creer')
    expect(erreurs.filter((e) => !e.includes('422'))).toEqual([])
  })

test('INT-14 entrer d’un clic dans un compte de démonstration', async () => {
  const { page } = await fenetre({ url: p.url })
  await page.goto('/connexion?retour=/compte')
  await page.getByRole('button', { name: 'Se connecter : daniel.poitier@exemple.fr' }).click()
  await page.getByRole('heading', { name: 'Mon compte' }).waitFor()
})

test('POR-11 les pages des comptes passent axe, claires et sombres, larges et étroites', async () => {
  await preparerSecondFacteur(p.programme, p.monde.heloise)
  const [daniel, heloise] = [await p.session('daniel'), await p.session('heloise')]
  const toutes: [string, string, string?][] = [
    ['connexion', '/connexion'],
    ['inscription', '/inscription'],
    ['envoyee', '/inscription/envoyee'],
    ['lien-perime', '/activation?jeton=faux'],
    ['renvoyer', '/activation/renvoyer'],
    ['oublie', '/mot-de-passe-oublie'],
    ['nouveau-perime', '/mot-de-passe?jeton=faux'],
    ['compte', '/compte', daniel],
    ['identite', '/compte/identite', daniel],
    ['mot-de-passe', '/compte/mot-de-passe', daniel],
    ['second-facteur', '/compte/second-facteur', heloise],
    ['structures', '/compte/structures', daniel],
    ['demandes', '/compte/demandes', daniel],
    ['preuve', '/preuve?retour=/compte', daniel],
    ['bienvenue', '/bienvenue', heloise],
    ['courriels', '/courriels'],
  ]
  const pages = process.env.ESSAIS === 'longs' ? toutes : toutes.filter(([nom]) => ESSENTIELLES.has(nom))
  // One window for all: opening one costs more than looking at a page.
  const { page, contexte } = await fenetre({ url: p.url })
  for (const [nom, chemin, cookie] of pages) {
    await contexte.clearCookies()
    if (cookie) await contexte.addCookies([{ name: cookie.split('=')[0]!, value: cookie.slice(cookie.indexOf('=') + 1), url: p.url }])
    const etroite = ETROITES.has(nom)
    await page.emulateMedia({ colorScheme: etroite ? 'dark' : 'light' })
    await page.setViewportSize({ width: etroite ? 320 : 1280, height: 900 })
    await page.goto(chemin)
    if (IMAGES) await page.screenshot({ path: `${IMAGES}/${nom}.png`, fullPage: true })
    await verifierAccessibilite(page).catch((e: Error) => {
      throw new Error(`${chemin} : ${e.message}`)
    })
  }
})
