import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ROOT } from '#platform/root.ts'

const IMAGES = join(ROOT, 'docs', 'guide', 'images')
export const AVEC_IMAGES = process.env.IMAGES === 'oui'

/** A picture of the guide, taken anew with IMAGES=oui: as a window of 1280 by 900 shows the page, from its top or from what `depuis` names. */
export async function image(page: Page, nom: string, depuis?: string) {
  if (!AVEC_IMAGES) return
  mkdirSync(IMAGES, { recursive: true })
  await page.mouse.move(0, 0)
  await page.evaluate(async (selecteur) => {
    const y = selecteur ? document.querySelector(selecteur)!.getBoundingClientRect().top + scrollY - 24 : 0
    scrollTo({ top: y, behavior: 'instant' })
    ;(document.activeElement as HTMLElement | null)?.blur()
    await document.fonts.ready
    await Promise.race([Promise.allSettled(document.getAnimations().map((a) => a.finished)), new Promise((r) => setTimeout(r, 2000))])
  }, depuis ?? null)
  await page.screenshot({ path: join(IMAGES, `${nom}.png`) })
}
