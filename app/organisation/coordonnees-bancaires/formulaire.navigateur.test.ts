import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { ajouterCompte } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, type Fenetre } from '#tests/navigateur.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-formulaire-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR })
const cookie = await p.session('daniel')
const CREER = `/organisation/coordonnees-bancaires/creer?structure=${p.monde.menuiserie}`

let f: Fenetre
afterEach(async () => {
  await f.contexte.close()
})

test('BAN-01 ce qui est facultatif suit le type : l’IBAN d’un IBAN ne l’est pas, le BBAN et le pays d’un BBAN non plus', async () => {
  f = await fenetre({ url: p.url, cookie })
  await f.page.goto(CREER)
  const facultatifs = async () =>
    Promise.all(
      ['IBAN', 'Pays', 'Identification nationale du compte bancaire (BBAN)'].map((nom) =>
        f.page.getByRole(nom === 'Pays' ? 'combobox' : 'textbox', { name: `${nom} (facultatif)`, exact: true }).count(),
      ),
    )
  expect(await facultatifs()).toEqual([0, 1, 1])
  await f.page.getByRole('radio', { name: 'BBAN / RIB' }).check()
  expect(await facultatifs()).toEqual([1, 0, 0])
  await f.page.getByRole('radio', { name: 'Autre' }).check()
  expect(await facultatifs()).toEqual([1, 0, 0])
})

test('BAN-01 PLUS-01 le brouillon proposé ne touche pas le formulaire', async () => {
  f = await fenetre({ url: p.url, cookie })
  await f.page.goto(CREER)
  await f.page.fill('#nom', 'Commencé')
  await f.page.getByRole('button', { name: 'Vérifier avant de créer' }).click()
  await f.page.getByRole('heading', { name: /La demande n’a pas pu être vérifiée/ }).waitFor()
  await f.page.goto(CREER)
  const ecart = await f.page.evaluate(
    () =>
      document.querySelector('form .card')!.getBoundingClientRect().top -
      document.querySelector('form .alert')!.getBoundingClientRect().bottom,
  )
  expect(ecart).toBeGreaterThanOrEqual(12)
})

test('BAN-04 à l’étroit, le numéro entier se coupe entre deux groupes de quatre', async () => {
  const compte = {
    type: 'IBAN',
    nom: 'Étroit',
    pays: 'PL',
    iban: 'PL61109010140000071219812874',
    bban: '109010140000071219812874',
    bic: null,
    affactureur: false,
    designationAffactureur: null,
    identifiantAffactureur: null,
  } as const
  const id = await p.db.transaction().execute((tx) => ajouterCompte(tx, p.settings, { structure: p.monde.menuiserie, compte, piece: null }))
  f = await fenetre({ url: p.url, cookie, largeur: 320 })
  await f.page.goto(`/organisation/structures/${p.monde.menuiserie}/coordonnees-bancaires/${id}`)
  await f.page.getByRole('button', { name: 'Afficher en entier' }).click()
  const lignes = await f.page
    .locator('[data-copie]')
    .first()
    .evaluate((n) => {
      const [texte, lues] = [n.firstChild!, [] as { haut: number; dit: string }[]]
      for (let i = 0; i < texte.textContent!.length; i++) {
        const r = document.createRange()
        r.setStart(texte, i)
        r.setEnd(texte, i + 1)
        const { top } = r.getBoundingClientRect()
        if (lues.at(-1)?.haut === top) lues.at(-1)!.dit += texte.textContent![i]
        else lues.push({ haut: top, dit: texte.textContent![i]! })
      }
      return lues.map((l) => l.dit.trim())
    })
  expect(lignes.length).toBeGreaterThan(1)
  expect(lignes.join(' ')).toBe('PL61 1090 1014 0000 0712 1981 2874')
})
