import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { servirApercu } from '#tests/apercu.ts'
import { fenetre, type Fenetre } from '#tests/navigateur.ts'
import { decouper } from '#ui/client/options.ts'

let apercu: Awaited<ReturnType<typeof servirApercu>>
let f: Fenetre
beforeAll(async () => {
  apercu = await servirApercu()
})
afterEach(async () => {
  await f?.contexte.close()
})

async function ouvrir(options: Partial<Parameters<typeof fenetre>[0]> = {}, chemin = '/ui'): Promise<Page> {
  f = await fenetre({ url: apercu.url, ...options })
  await f.page.goto(chemin)
  return f.page
}

const quiALeFocus = (page: Page) =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.className || document.activeElement?.tagName)

describe('POR-16 erreurs', () => {
  test('POR-16 le résumé prend le focus et mène au champ, groupes compris', async () => {
    const page = await ouvrir()
    expect(await quiALeFocus(page)).toBe('error-summary')
    expect(await page.title()).toBe('Erreur\u00a0: Composants – Menuiserie Poitier – Choral')
    await page.locator('.error-summary a').nth(1).click()
    await page.waitForFunction(() => document.activeElement?.id === 'codePostal')
    await page.locator('.error-summary a').nth(2).click()
    await page.waitForFunction(() => document.activeElement?.id === 'effet')
    expect(await page.locator('#codePostal').getAttribute('aria-describedby')).toBe('codePostal-erreur')
  })

  test('POR-16 après une navigation le focus va au titre de la page, ou au résumé d’erreurs', async () => {
    const page = await ouvrir()
    await page.locator('.title h1').waitFor()
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.locator('.crumbs a').click()
    await page.waitForURL((u) => u.pathname === '/')
    await page.waitForFunction(() => document.activeElement?.classList.contains('error-summary'))
  })
})

test('POR-05 un menu se ferme par Échap, en rendant le focus, et par un clic ailleurs', async () => {
  const page = await ouvrir()
  const menu = page.locator('.user')
  await menu.locator('summary').click()
  await menu.locator('a').first().focus()
  await page.keyboard.press('Escape')
  expect(await menu.getAttribute('open')).toBeNull()
  expect(await menu.locator('summary').evaluate((s) => s === document.activeElement)).toBe(true)
  await menu.locator('summary').click()
  await page.locator('h1').click()
  expect(await menu.getAttribute('open')).toBeNull()
})

test('POR-13 survoler une structure ne la choisit pas', async () => {
  const page = await ouvrir()
  const vues: string[] = []
  page.on('request', (r) => vues.push(r.url()))
  await page.locator('.switcher summary').click()
  await page.locator('.switcher .panel a').nth(2).hover()
  await page.waitForTimeout(400)
  expect(vues.filter((u) => u.includes('structure='))).toEqual([])
  expect(await page.locator('.switcher .panel a').nth(2).getAttribute('href')).toBe('/ui?structure=a2')
})

test('POR-16 un lien ouvre le dialogue de la page, qui rend le focus en se fermant', async () => {
  const page = await ouvrir()
  const lien = page.getByRole('link', { name: 'Refuser…' })
  await lien.click()
  expect(await page.locator('#refuser').evaluate((d: HTMLDialogElement) => d.open)).toBe(true)
  expect(await quiALeFocus(page)).toBe('motif')
  await page.getByRole('button', { name: 'Revenir' }).last().click()
  expect(await page.locator('#refuser').evaluate((d: HTMLDialogElement) => d.open)).toBe(false)
  expect(await lien.evaluate((l) => l === document.activeElement)).toBe(true)
})

describe('POR-06 liste qui suggère', () => {
  test('POR-06 les flèches choisissent, Entrée valide, Échap ferme, le nombre est dit', async () => {
    const page = await ouvrir()
    const champ = page.getByRole('combobox', { name: 'Organisation destinataire' })
    await champ.pressSequentially('valom')
    await page.locator('.options:not([hidden]) [role=option]').first().waitFor()
    expect(await page.locator('.combobox__status').textContent()).toContain('3 résultats')
    expect(await page.locator('.options mark').first().textContent()).toBe('Valom')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await champ.getAttribute('aria-activedescendant')).toBe('destinataire-liste-1')
    await page.keyboard.press('Enter')
    expect(await champ.inputValue()).toBe('222 222 226 00011 — Mairie de Valombre')
    expect(await champ.getAttribute('aria-expanded')).toBe('false')
    await champ.fill('valo')
    await page.locator('.options:not([hidden]) [role=option]').first().waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('.options:not([hidden]) [role=option]').count()).toBe(0)
    await champ.fill('zzz')
    await page.waitForFunction(() => document.querySelector('.combobox__status')?.textContent?.startsWith('Aucun'))
  })

  test('POR-06 une option fermée se lit avec sa raison et ne se choisit pas', async () => {
    const page = await ouvrir()
    const champ = page.getByRole('combobox', { name: 'Organisation destinataire' })
    await champ.pressSequentially('val')
    const fermee = page.locator('.options:not([hidden]) [role=option]').nth(2)
    await fermee.waitFor()
    expect(await fermee.textContent()).toContain('ne reçoit plus de factures')
    await fermee.click({ force: true })
    expect(await champ.inputValue()).toBe('val')
  })

  test('POR-06 ce qui correspond est souligné, accents et casse à part', () => {
    const trouves = (t: string, s: string) =>
      decouper(t, s)
        .filter((m) => m.trouve)
        .map((m) => m.texte)
    expect(trouves('Régie de Valombre', 'regie val')).toEqual(['Régie', 'Val'])
    // An article says nothing of what is looked for; a number does, and so does a word that has just been begun.
    expect(
      ['ajouter un iban', '12 rue', 'le se'].map((saisie) =>
        decouper('Ajouter une structure, 12 quai', saisie).flatMap((m) => (m.trouve ? [m.texte] : [])),
      ),
    ).toEqual([['Ajouter'], ['12'], []])
    expect(decouper('Été', 'z')).toEqual([{ texte: 'Été', trouve: false }])
    expect(
      decouper('Cœur d’Été', 'ete')
        .map((m) => m.texte)
        .join(''),
    ).toBe('Cœur d’Été')
  })
})

test('POR-15 les filtres suivent la saisie, sans entrée dans l’historique ni perte du focus', async () => {
  const page = await ouvrir()
  const avant = await page.evaluate(() => history.length)
  const champ = page.getByRole('searchbox', { name: 'Demandeur, structure ou numéro' })
  await champ.pressSequentially('héloïse')
  await page.waitForURL((u) => u.searchParams.get('recherche') === 'héloïse')
  await champ.pressSequentially(' f')
  await page.waitForURL((u) => u.searchParams.get('recherche') === 'héloïse f')
  expect(await champ.inputValue()).toBe('héloïse f')
  expect(await quiALeFocus(page)).toBe('recherche')
  expect(await page.evaluate(() => history.length)).toBe(avant)
})

test('POR-15 tout sélectionner, et dire combien', async () => {
  const page = await ouvrir()
  expect(await page.locator('.bulk').isVisible()).toBe(false)
  await page.getByLabel('Sélectionner toutes les lignes de cette page').check()
  expect(await page.locator('.bulk strong').textContent()).toBe('2 lignes sélectionnées')
  await page.getByLabel('Sélectionner RITM0014707').uncheck()
  expect(await page.locator('.bulk strong').textContent()).toBe('1 ligne sélectionnée')
  expect(await page.getByLabel('Sélectionner toutes les lignes de cette page').evaluate((c: HTMLInputElement) => c.indeterminate)).toBe(
    true,
  )
})

describe('POR-16 envoi', () => {
  test('POR-16 trois clics envoient une fois', async () => {
    const page = await ouvrir()
    apercu.envois.length = 0
    await page.getByRole('button', { name: 'Vérifier les modifications' }).evaluate((b: HTMLButtonElement) => {
      b.click()
      b.click()
      b.click()
    })
    await page.waitForURL((u) => u.searchParams.has('envoye'))
    expect(apercu.envois).toEqual(['/ui'])
  })

  test('POR-16 sans script la page envoie, filtre et montre tout ce qu’elle montre', async () => {
    const page = await ouvrir({ sansScript: true })
    expect(await page.getByRole('button', { name: 'Imprimer' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Afficher' }).count()).toBe(0)
    await page.getByRole('searchbox', { name: 'Demandeur, structure ou numéro' }).fill('x')
    await page.getByRole('button', { name: 'Filtrer' }).click()
    expect(new URL(page.url()).searchParams.get('recherche')).toBe('x')
    await page.getByLabel('Code postal').fill('44000')
    await page.getByRole('button', { name: 'Vérifier les modifications' }).click()
    await page.waitForURL((u) => u.searchParams.has('envoye'))
  })
})

test('CPT-02 le mot de passe se montre et se cache', async () => {
  const page = await ouvrir()
  await page.getByRole('button', { name: 'Afficher', exact: true }).click()
  expect(await page.locator('#motDePasse').getAttribute('type')).toBe('text')
  await page.getByRole('button', { name: 'Masquer', exact: true }).click()
  expect(await page.locator('#motDePasse').getAttribute('type')).toBe('password')
})

test('STR-02 un identifiant se copie sans ses espaces, une phrase garde les siens', async () => {
  const page = await ouvrir()
  const copier = (selecteur: string) =>
    page.evaluate((s) => {
      getSelection()!.selectAllChildren(document.querySelector(s)!)
      const e = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true })
      document.dispatchEvent(e)
      return e.clipboardData!.getData('text/plain')
    }, selecteur)
  expect(await copier('.summary .num')).toBe('12345678200010')
  expect(await copier('.actions__note')).toBe('')
})

test('CPT-02 se déconnecter dans un onglet fait redemander leur page aux autres', async () => {
  const page = await ouvrir()
  const autre = await f.contexte.newPage()
  await autre.goto('/ui?onglet=2')
  const redemandee = autre.waitForRequest((r) => r.url().endsWith('/ui?onglet=2'))
  await page.locator('.user summary').click()
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  await redemandee
})

test('POR-16 POR-14 un navigateur qui ne garde rien, et dont les onglets ne se parlent pas, a tout le reste', async () => {
  f = await fenetre({ url: apercu.url })
  await f.contexte.addInitScript(() => {
    for (const nom of ['sessionStorage', 'localStorage'])
      Object.defineProperty(window, nom, {
        get() {
          throw new DOMException('refusé', 'SecurityError')
        },
      })
    Object.defineProperty(window, 'BroadcastChannel', {
      value: class {
        constructor() {
          throw new DOMException('refusé', 'SecurityError')
        }
      },
    })
  })
  const { page } = f
  await page.goto('/ui')
  expect(await quiALeFocus(page)).toBe('error-summary')
  await page.keyboard.press('Control+k')
  await page.locator('dialog.palette[open]').waitFor()
  expect(f.erreurs).toEqual([])
})

test('POR-09 « Une question ? » pressé deux fois ouvre un panneau', async () => {
  const page = await ouvrir()
  const suite = '<form data-demander><textarea></textarea></form>'
  let demandes = 0
  await page.route('**/assistant', async (route) => {
    demandes++
    await new Promise((r) => setTimeout(r, 300))
    await route.fulfill({
      contentType: 'text/html',
      body: `<div data-conversation role="log" aria-label="x"></div><div data-assistant-pied>${suite}</div>`,
    })
  })
  await page.locator('[data-au-clic="assistant"]').dblclick()
  await page.locator('dialog.assistant textarea').waitFor()
  await page.waitForTimeout(500)
  expect([await page.locator('dialog.assistant').count(), demandes]).toEqual([1, 1])
  // A morph takes away what the page did not have: asked for again, it comes again.
  await page.keyboard.press('Escape')
  await page.locator('[data-au-clic="assistant"]').evaluate((e) => e.removeAttribute('data-controller'))
  await page.locator('[data-au-clic="assistant"]').click()
  await page.locator('dialog.assistant textarea').waitFor()
})

test('POR-16 une page qui n’arrive qu’à moitié n’empêche pas d’ouvrir son dialogue la fois suivante', async () => {
  const page = await ouvrir()
  await page.evaluate(() => {
    const lien = Object.assign(document.createElement('a'), { href: '/ui?dialogue', textContent: 'Ouvrir', id: 'coupe' })
    lien.dataset.dialoguePage = ''
    document.querySelector('main')!.prepend(lien)
    Response.prototype.text = () => Promise.reject(new TypeError('network error'))
  })
  await page.locator('#coupe').click()
  // The page itself says what happens.
  await page.waitForURL((u) => u.search === '?dialogue')
})

test('POR-16 BAN-01 un bouton qui télécharge sert plus d’une fois', async () => {
  const page = await ouvrir()
  let envois = 0
  await page.route('**/fichier', (route) => {
    envois++
    return route.fulfill({
      contentType: 'application/pdf',
      headers: { 'content-disposition': 'attachment; filename="a.pdf"' },
      body: '%PDF',
    })
  })
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/fichier', innerHTML: '<button>RIB</button>' })
    Object.assign(form.dataset, { turbo: 'false', fichier: '' })
    document.querySelector('main')!.prepend(form)
  })
  const bouton = page.getByRole('button', { name: 'RIB' })
  await bouton.dblclick()
  await expect.poll(() => envois).toBe(1)
  await page.waitForFunction(() => !document.querySelector('form[data-fichier] [aria-disabled]'))
  await bouton.click()
  await expect.poll(() => envois).toBe(2)
})
