import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { deposer } from '#app/organisation/pieces-jointes/index.ts'
import { decalerHorloge } from '#tests/base.ts'
import { echoir } from '#tests/echeances.ts'
import { attendreCourriels } from '#tests/courriels.ts'
import { image } from '#tests/images.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'
import { jourIso } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

const insee = await demarrerInsee()
const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-demenagement-'))
afterAll(async () => {
  await insee.arreter()
  rmSync(DATA_DIR, { recursive: true, force: true })
})
const p = await portailDuMonde({ DATA_DIR, SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle }, { travaux: true })
const { menuiserie } = p.monde
const ANCIEN = '99999990700028'
const NOUVEAU = '41816609600069'
await p.pool.query('update structure set identifiant = $2 where id = $1', [menuiserie, ANCIEN])
const bouton = (page: Page, nom: string | RegExp) => page.getByRole('main').getByRole('button', { name: nom })
const lu = async (page: Page) => (await page.getByRole('main').textContent())!.replaceAll(/[\u00a0\u202f]/g, ' ')
const dans = (jours: number) => jourIso(new Date(Date.now() + jours * 86_400_000))

test('DUP-03 STR-08 BAN-04 une entreprise déménage : l’INSEE le dit, on duplique, services, compte et utilisateurs suivent, l’ancienne s’arrête au jour dit', async () => {
  const cookie = await p.session('daniel')
  const rib = await deposer(
    { db: p.db, settings: p.settings, t: fr },
    { id: p.monde.daniel },
    { nom: 'rib-courant.pdf', contenu: Buffer.from('%PDF-1.7\nrib') },
  )
  expect(
    (
      await p.demander('/api/v1/demandes/coordonnee-bancaire.creer', {
        cookie,
        json: { structure: menuiserie, type: 'IBAN', nom: 'Compte courant', iban: 'FR7630006000011234567890189', rib: rib.id },
      })
    ).status,
  ).toBe(201)
  const { page } = await fenetre({ url: p.url, cookie })
  const regarder = () => verifierAccessibilite(page)
  await page.goto(`/organisation/structures/${menuiserie}/insee`)
  expect(await lu(page)).toMatch(/fermé au registre/)
  await regarder()
  await image(page, 'structure-insee-ferme')
  await page.getByRole('main').getByRole('link', { name: 'Dupliquer la structure' }).first().click()
  await page.waitForURL('**/structures/dupliquer**')
  await page.getByText('n’est pas présente').waitFor()
  // Nothing is typed again: the old structure, the new identifier, what the register says of it.
  expect(
    await Promise.all([/^Identifiant SIRET/, 'Ville', /^Nouvelle raison sociale/].map((champ) => page.getByLabel(champ).inputValue())),
  ).toEqual([expect.stringMatching(/^418\s166\s096\s00069$/), 'PARIS', expect.stringMatching(/./)])
  await page.getByLabel(/^Nouveau libellé/).fill('Menuiserie Poitier, Paris')
  const comptes = () => page.locator('[data-compte=services]').allTextContents()
  expect(await comptes()).toEqual(['3', '3'])
  await page.getByLabel('Achats').uncheck()
  await expect.poll(comptes).toEqual(['2', '2'])
  await page.getByLabel('La désactiver à une date').check()
  await regarder()
  await image(page, 'structure-dupliquer', '#avec-elle')
  await bouton(page, 'Vérifier avant de soumettre').click()
  // The day is missing: said on its field, nothing typed is lost.
  await page.getByRole('main').getByText('Saisissez une date complète').first().waitFor()
  expect([await page.getByLabel(/^Nouveau libellé/).inputValue(), await page.getByLabel('Achats').isChecked()]).toEqual([
    'Menuiserie Poitier, Paris',
    false,
  ])
  await page.getByLabel(/^À partir du/).fill(dans(30))
  await bouton(page, 'Vérifier avant de soumettre').click()
  await page.waitForURL('**etape=verifier**')
  expect(await lu(page)).toMatch(
    /Services \(2\).*Suivi des chantiers.*Comptabilité.*Coordonnées bancaires \(1\).*Compte courant.*•••• 189.*Utilisateurs et habilitations \(1\).*Héloïse Ferdinand.*Ce qui ne suit jamais.*Désactivée à partir du/s,
  )
  await regarder()
  await bouton(page, 'Dupliquer la structure').click()
  await page.waitForURL('**/demandes/RITM**')
  expect(await lu(page)).toMatch(/2 services.*1 coordonnée bancaire.*1 personne/s)
  await regarder()
  await attendreCourriels(p, 'heloise.ferdinand@exemple.fr')
  await page.getByRole('link', { name: 'Voir la nouvelle structure' }).click()
  await page.getByText('Structure d’origine').waitFor()
  await regarder()
  // The old one still works until its day.
  expect((await p.pool.query('select statut, identifiant from structure where id = $1', [menuiserie])).rows).toEqual([
    { statut: 'ACTIVE', identifiant: ANCIEN },
  ])
  expect(
    (
      await p.pool.query(
        'select s.identifiant, c.nom, c.fin, (select count(*)::int from rattachement r where r.structure = s.id) as gens from structure s join coordonnee_bancaire c on c.structure = s.id where s.structure_origine = $1',
        [menuiserie],
      )
    ).rows,
  ).toEqual([{ identifiant: NOUVEAU, nom: 'Compte courant', fin: '189', gens: 2 }])
  await decalerHorloge(p.pool, '32 days')
  await echoir(p)
  await decalerHorloge(p.pool, '0')
  expect((await p.pool.query('select statut from structure where id = $1', [menuiserie])).rows).toEqual([{ statut: 'INACTIVE' }])
})
