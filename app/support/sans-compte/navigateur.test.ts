import { expect, test } from 'vitest'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde({}, { travaux: true })

test('SUP-01 POR-11 sans compte : quelqu’un d’enfermé dehors demande de l’aide, joint un fichier, suit sa demande', async () => {
  const { page, contexte } = await fenetre({ url: p.url, largeur: 390, sombre: true })
  await page.goto('/support')
  await page.getByRole('link', { name: 'Écrire sans compte' }).click()
  await verifierAccessibilite(page)
  await page.getByLabel('Adresse électronique').fill('dehors@exemple.fr')
  await page.getByRole('button', { name: 'Recevoir le lien' }).click()
  await page.getByRole('heading', { name: 'Consultez vos courriels' }).waitFor()
  await page.goto(lienDe((await attendreCourriels(p, 'dehors@exemple.fr'))[0]!))
  await verifierAccessibilite(page)
  await page.selectOption('[name=sousCategorie]', 'connexion-impossible')
  await page.fill('[name=titre]', 'Je suis dehors')
  await page.fill('textarea[name=description]', 'Le code n’arrive plus.')
  await page.setInputFiles('input[type=file]', { name: 'ecran.txt', mimeType: 'text/plain', buffer: Buffer.from('erreur 42') })
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await page.getByRole('heading', { name: 'Je suis dehors', level: 1 }).waitFor()
  expect(await page.getByRole('link', { name: 'Télécharger ecran.txt' }).count()).toBe(1)
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Fermer le ticket' }).click()
  await page.selectOption('[name=note]', '4')
  await page.getByRole('button', { name: 'Donner mon avis' }).click()
  await page.getByRole('button', { name: 'Changer mon avis' }).waitFor()
  await contexte.close()
})

test('TIC-02 TIC-03 POR-11 avec script : un fournisseur interroge la mairie ; son brouillon se garde tout seul, des fiches sont proposées, il ajoute la pièce demandée et accepte', async () => {
  const [daniel, nadia] = [await p.session('daniel'), await p.session('nadia')]
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: daniel })
  await page.goto('/support/tickets/creer?categorie=factures-emises')
  // What the sub-category does not ask for is out of the way; what it asks for is not said to be optional.
  const montres = () =>
    page.evaluate(() =>
      ['typeObjet', 'numeroObjet', 'destinataire', 'codeService', 'structure'].map((n) => {
        const champ = document.querySelector<HTMLElement>(`form [name=${n}]`)!
        return [champ.checkVisibility(), champ.closest('.field')!.querySelector<HTMLElement>('.optional')!.checkVisibility()]
      }),
    )
  await page.selectOption('[name=sousCategorie]', 'facture-technique')
  await expect.poll(montres).toEqual([
    [false, false],
    [false, false],
    [false, false],
    [false, false],
    [true, true],
  ])
  await page.selectOption('[name=sousCategorie]', 'facture-rejetee')
  await expect.poll(montres).toEqual([
    [true, false],
    [true, false],
    [true, false],
    [true, true],
    [true, false],
  ])
  await page.selectOption('[name=typeObjet]', 'FACTURE')
  await page.fill('[name=numeroObjet]', 'F-2026-118')
  await page.fill('[name=destinataire]', '21690266800013')
  await page.selectOption('[name=structure]', '')
  await expect.poll(() => page.getByLabel('Désignation').inputValue()).toBe('Daniel Poitier')
  await page.selectOption('[name=structure]', p.monde.menuiserie)
  await expect.poll(() => page.getByLabel('Désignation').inputValue()).toBe('Menuiserie Poitier')
  await page.fill('[name=titre]', 'Comment rattacher un utilisateur')
  await page.getByRole('heading', { name: 'Ces fiches répondent peut-être' }).waitFor()
  await verifierAccessibilite(page)
  const garde = page.waitForResponse((r) => r.request().method() === 'PUT' && r.status() === 204)
  await page.fill('[name=titre]', 'Facture rejetée par la mairie')
  await garde
  await page.goto('/support/tickets/brouillons')
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Facture rejetée par la mairie' }).click()
  expect(await page.inputValue('[name=numeroObjet]')).toBe('F-2026-118')
  await page.fill('textarea[name=description]', 'Quel motif ?')
  await page.getByRole('button', { name: 'Soumettre' }).click()
  await page.getByRole('heading', { name: 'Facture rejetée par la mairie', level: 1 }).waitFor()
  const numero = new URL(page.url()).pathname.split('/').at(-1)!
  const agir = (action: string, texte: string | null) =>
    p.demander(`/api/v1/tickets/${numero}/actions`, { method: 'POST', cookie: nadia, json: { action, texte } })
  await agir('prendre', null)
  await agir('demander', 'Le bon de commande ?')
  await page.reload()
  await page.fill('textarea[name=texte]', 'Le voici.')
  await page.setInputFiles('input[type=file]', { name: 'bon.txt', mimeType: 'text/plain', buffer: Buffer.from('commande') })
  await page.getByText(/^Envoyé/).waitFor()
  await page.getByRole('button', { name: 'Transmettre les informations' }).click()
  await page.getByRole('link', { name: 'Télécharger bon.txt' }).waitFor()
  await agir('resoudre', 'Déposez-la à nouveau.')
  await page.reload()
  await page.getByRole('button', { name: 'Accepter la solution' }).click()
  await page.getByRole('heading', { name: 'La réponse est-elle satisfaisante' }).waitFor()
  await verifierAccessibilite(page)
  await page.goto('/support/tickets?onglet=clotures&grouper=statut')
  await verifierAccessibilite(page)
  expect(erreurs).toEqual([])
  await contexte.close()
})
