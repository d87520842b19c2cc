import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { deposer } from '#app/organisation/pieces-jointes/index.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

/** Two true IBANs: a test looks for their numbers everywhere. */
export const PREMIER = 'FR7630006000011234567890189'
export const SECOND = 'FR1420041010050500013M02606'
export type Corps = Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any

/** A portal whose people give, change and read bank accounts by the API: each answer is its status and its body. */
export async function banqueDuMonde() {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-banque-'))
  afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
  const p = await portailDuMonde({ DATA_DIR, DELAI_EFFET_MINUTES: '30' }, { travaux: true })
  const { menuiserie } = p.monde
  const [daniel, nadia, heloise, camille] = await Promise.all([
    p.session('daniel'),
    p.session('nadia'),
    p.session('heloise'),
    p.session('camille'),
  ])
  const lire = async (chemin: string, cookie = daniel) => {
    const r = await p.demander(`/api/v1/${chemin}`, { cookie })
    return { statut: r.status, corps: (await r.json()) as Corps }
  }
  const demander = async (type: string, json: object, { cookie = daniel, plus = '', cle = '' } = {}) => {
    const r = await p.demander(`/api/v1/demandes/coordonnee-bancaire.${type}${plus}`, {
      cookie,
      json,
      ...(cle ? { headers: { 'idempotency-key': cle } } : {}),
    })
    return { statut: r.status, corps: (await r.json()) as Corps }
  }
  const afficher = async (id: string, cookie = daniel) => {
    const r = await p.demander(`/api/v1/coordonnees-bancaires/${id}/affichage`, { method: 'POST', cookie, json: {} })
    return { statut: r.status, corps: (await r.json()) as Corps }
  }
  const envoi = async (nom = 'rib.pdf', qui: 'daniel' | 'nadia' = 'daniel') =>
    (
      await deposer(
        { db: p.db, settings: p.settings, t: fr },
        { id: p.monde[qui] },
        { nom, contenu: Buffer.from(`%PDF-1.7\n${nom} ${Math.random()}`) },
      )
    ).id
  const creer = async (plus: object = {}) =>
    (
      await demander('creer', {
        structure: menuiserie,
        type: 'IBAN',
        nom: 'Compte chantiers',
        iban: PREMIER,
        bic: 'AGRIFRPP',
        rib: await envoi(),
        ...plus,
      })
    ).corps.resultat.coordonneeBancaire.id as string
  return { p, daniel, nadia, heloise, camille, lire, demander, afficher, envoi, creer }
}

/** What is wrong, field by field. */
export const codes = (r: { corps: Corps }) =>
  Object.fromEntries(((r.corps.champs ?? []) as { champ: string; code: string }[]).map((c) => [c.champ, c.code]))
