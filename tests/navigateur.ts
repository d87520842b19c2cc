import type axe from 'axe-core'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { ADRESSE_AXE, sourceDAxe } from '#tests/axe.ts'
import { cheminDuNavigateur, FLAGS } from '#tests/chromium.ts'

export interface Fenetre {
  contexte: BrowserContext
  page: Page
  erreurs: string[]
}

/**
 * Pages are looked at once: what a compiler that optimizes makes of their scripts and of axe is thrown away before it has paid, half of all
 * the work.
 */
const SANS_COMPILER = '--js-flags=--no-opt --no-maglev --no-sparkplug'

/** What the browser itself writes, dates to fill in among it, is in French. */
let ouvert: Promise<Browser> | null = null
const ouvrir = () =>
  (ouvert ??= (async () =>
    chromium.launch({
      executablePath: await cheminDuNavigateur(),
      args: [...FLAGS, SANS_COMPILER],
      env: { ...process.env, LANGUAGE: 'fr', LANG: 'fr_FR.UTF-8' },
    }))())

/** A window of its own, signed in when given a cookie; collects what the page reports on its console as errors. */
export async function fenetre(options: {
  url: string
  cookie?: string
  largeur?: number
  hauteur?: number
  sombre?: boolean
  sansScript?: boolean
  langue?: string
}): Promise<Fenetre> {
  const navigateur = await ouvrir()
  const contexte = await navigateur.newContext({
    baseURL: options.url,
    viewport: { width: options.largeur ?? 1280, height: options.hauteur ?? 900 },
    colorScheme: options.sombre ? 'dark' : 'light',
    javaScriptEnabled: !options.sansScript,
    locale: options.langue ?? 'fr-FR',
    bypassCSP: false,
  })
  if (options.cookie) {
    const cookies = options.cookie
      .split(/;\s*/)
      .map((c) => ({ name: c.slice(0, c.indexOf('=')), value: c.slice(c.indexOf('=') + 1), url: options.url }))
    await contexte.addCookies(cookies)
  }
  // Not how fast a page is: only when to give one up.
  contexte.setDefaultTimeout(120_000)
  if (!options.sansScript) contexte.on('page', attendreLaPage)
  const page = await contexte.newPage()
  const erreurs: string[] = []
  page.on('console', (m) => m.type() === 'error' && erreurs.push(m.text()))
  page.on('pageerror', (e) => erreurs.push(e.message))
  return { contexte, page, erreurs }
}

/** The address of a visit changes before its page is there: whoever waits for the address waits for the page too, or would act on the one before. */
function attendreLaPage(page: Page) {
  const attendre = page.waitForURL.bind(page)
  page.waitForURL = async (...quoi) => {
    await attendre(...quoi)
    await page.waitForFunction(() => !document.documentElement.hasAttribute('aria-busy'))
  }
}

/**
 * Waits until what moves has arrived: in the middle of a transition colours are neither of the two that were chosen. What never ends is
 * left alone, and so is what moves as one scrolls.
 */
const attendreRepos = (page: Page) =>
  page.evaluate(async (limite) => {
    const fin = performance.now() + limite
    const finies = () =>
      document
        .getAnimations()
        .filter((a) => a.playState === 'running' && a.timeline === document.timeline && a.effect?.getComputedTiming().endTime !== Infinity)
    const image = () =>
      new Promise((r) => {
        requestAnimationFrame(r)
        setTimeout(r, 100)
      })
    // A new width or scheme is only seen at the next frame, and what ends may start something else.
    do {
      await image()
      await image()
      await Promise.race([
        Promise.allSettled(finies().map((a) => a.finished)),
        new Promise((r) => setTimeout(r, Math.max(0, fin - performance.now()))),
      ])
    } while (finies().length && performance.now() < fin)
  }, 120_000)

const REGLES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Whether what answers there also gives axe: a server started as a program of its own does not. */
const servent = new Map<string, Promise<boolean>>()
function sertAxe(origine: string): Promise<boolean> {
  const su = servent.get(origine) ?? fetch(origine + ADRESSE_AXE, { method: 'HEAD' }).then((r) => r.ok)
  servent.set(origine, su)
  return su
}

/** Read once a document, from the portal's own address, which its policy asks for: the browser then compiles it once. */
async function chargerAxe(page: Page) {
  if (await page.evaluate(() => 'axe' in globalThis)) return
  if (!(await sertAxe(new URL(page.url()).origin))) return page.evaluate(sourceDAxe().toString())
  await page.addScriptTag({ url: ADRESSE_AXE })
  await page.evaluate((adresse) => document.querySelector(`script[src="${adresse}"]`)!.remove(), ADRESSE_AXE)
}

/** Run in the page itself, which has no frames, and told to describe faults only: a quarter of the time that a wrapper of it takes. */
export async function fautesDAccessibilite(page: Page, regles: string[] = REGLES): Promise<string[]> {
  await chargerAxe(page)
  return page.evaluate(async (regles) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: regles,
      resultTypes: ['violations'],
    })
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)
  }, regles)
}

/** axe finds nothing (WCAG 2.2 AA and best practices), and nothing scrolls sideways. */
export async function verifierAccessibilite(page: Page) {
  await attendreRepos(page)
  expect(await fautesDAccessibilite(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
}

/** Closes the windows of a test file; the browser itself serves the worker's next one. */
export async function fermerFenetres() {
  if (ouvert) await Promise.all((await ouvert).contexts().map((c) => c.close()))
}
