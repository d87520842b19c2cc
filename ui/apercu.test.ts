import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { servirApercu } from '#tests/apercu.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

let apercu: Awaited<ReturnType<typeof servirApercu>>
beforeAll(async () => {
  apercu = await servirApercu()
})

/** With CHORAL_IMAGES set to a folder, leaves there what the browser shows, to be looked at. */
async function photographier(page: Page, nom: string) {
  const dossier = process.env.CHORAL_IMAGES
  if (!dossier) return
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }))
  for (let y = 0, i = 0; y < height; y += 1200, i++)
    await page.screenshot({
      path: join(dossier, `${nom.replaceAll(/\W+/g, '-')}-${String(i).padStart(2, '0')}.png`),
      fullPage: true,
      clip: { x: 0, y, width, height: Math.min(1200, height - y) },
    })
}

describe('POR-05 accessibilité du catalogue', () => {
  const ecrans = [
    { nom: '1280 clair', largeur: 1280, chemin: '/ui' },
    { nom: '1280 sombre', largeur: 1280, sombre: true, chemin: '/ui' },
    { nom: '390', largeur: 390, chemin: '/ui' },
    { nom: '320 sombre choisi, sans session', largeur: 320, chemin: '/ui?theme=sombre&anonyme=1' },
  ]
  test.each(ecrans)(
    'POR-05 axe ne trouve rien et rien ne déborde : $nom',
    async ({ nom, chemin, ...options }) => {
      const { page, contexte, erreurs } = await fenetre({ url: apercu.url, ...options })
      await page.goto(chemin)
      await page.evaluate(() => document.fonts.ready)
      await verifierAccessibilite(page)
      await photographier(page, nom)
      expect(erreurs).toEqual([])
      await contexte.close()
    },
    120_000,
  )
})

test('POR-05 la page parle la langue et porte l’affichage que l’on a choisis', async () => {
  const lire = async (chemin: string) => (await fetch(apercu.url + chemin)).text()
  const anglais = await lire('/ui?langue=en&theme=sombre&anonyme=1')
  expect(anglais).toMatch(/^<!doctype html><html lang="en" data-theme="sombre">/)
  expect(anglais).toContain('Create an account')
  expect(anglais).toContain('href="/langue?langue=fr&amp;retour=%2Fui%3Flangue%3Den%26theme%3Dsombre%26anonyme%3D1"')
  expect(await lire('/ui')).toMatch(/^<!doctype html><html lang="fr"><head>/)
  expect(anglais).not.toContain(' style=')
})

test('POR-05 rien de privé ne reste dans la mémoire du navigateur', async () => {
  expect(await (await fetch(`${apercu.url}/ui`)).text()).toContain('<meta name="turbo-cache-control" content="no-cache"')
  expect(await (await fetch(`${apercu.url}/ui?anonyme=1`)).text()).not.toContain('turbo-cache-control')
})

test('POR-16 un choix que personne n’a fait ne paraît coché nulle part ; une case entre les deux se voit', async () => {
  const { page, contexte } = await fenetre({ url: apercu.url })
  await page.goto('/ui')
  const vus = await page.evaluate(() => {
    const boite = document.createElement('form')
    boite.innerHTML =
      '<input type="radio" name="essai" value="a"><input type="radio" name="essai" value="b"><input type="checkbox" name="case">'
    document.querySelector('main')!.append(boite)
    const [a, b, c] = boite.querySelectorAll('input')
    const marques = () => [a, b, c].map((x) => getComputedStyle(x!, '::before').content !== 'none')
    const rien = marques()
    b!.checked = true
    c!.indeterminate = true
    return [rien, marques()]
  })
  expect(vus).toEqual([
    [false, false, false],
    [false, true, true],
  ])
  await contexte.close()
})

test('POR-16 des champs précédés d’un champ caché restent sous le titre de leur groupe, sur toute sa largeur', async () => {
  const { page, contexte } = await fenetre({ url: apercu.url, largeur: 390 })
  await page.goto('/ui')
  const vus = await page.evaluate(() => {
    const groupe = document.querySelector('#champs')!
    const [titre, champs] = [groupe.querySelector('legend')!, groupe.querySelector('.fields')!]
    titre.insertAdjacentHTML('afterend', '<input type="hidden" name="essai" value="oui">')
    return {
      dessous: champs.getBoundingClientRect().top >= titre.getBoundingClientRect().bottom,
      largeur: champs.clientWidth === titre.clientWidth,
    }
  })
  expect(vus).toEqual({ dessous: true, largeur: true })
  await contexte.close()
})

test('INT-11 l’en-tête d’une liste a la même hauteur, qu’elle se trie ou non', async () => {
  const { page, contexte } = await fenetre({ url: apercu.url })
  await page.goto('/ui')
  const hauteurs = await page.evaluate(() => {
    const ligne = document.querySelector('.table thead th[aria-sort]')!.closest('tr')!
    const triee = ligne.offsetHeight
    for (const th of ligne.querySelectorAll('th')) th.replaceChildren(new Text(th.innerText))
    return [triee, ligne.offsetHeight]
  })
  expect(hauteurs[1]).toBe(hauteurs[0])
  await contexte.close()
})

test('TCH-02 le menu d’une page s’ouvre en entier dans un écran de téléphone, où que soit son bouton', async () => {
  const { page, contexte } = await fenetre({ url: apercu.url, largeur: 320 })
  await page.goto('/ui')
  const dedans = await page.evaluate(() => {
    const menu =
      '<details class="menu" open><summary>Disponible</summary><div class="panel">En pause, sans nouvelle conversation</div></details>'
    document
      .querySelector('main .wrap')!
      .insertAdjacentHTML('afterbegin', `<div class="row">${menu}</div><div class="row row--between"><i></i>${menu}</div>`)
    return [...document.querySelectorAll('main .menu .panel')].map((panneau) => {
      const { left, right, width } = panneau.getBoundingClientRect()
      return width > 200 && left >= 0 && right <= document.documentElement.clientWidth
    })
  })
  expect(dedans).toEqual([true, true])
  await contexte.close()
})
