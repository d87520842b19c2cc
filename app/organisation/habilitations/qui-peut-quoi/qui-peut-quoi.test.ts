import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { lireTableau, type TableauDesDroits } from '#app/organisation/habilitations/qui-peut-quoi/lire.ts'
import { APPLICATIONS } from '#app/organisation/habilitations/qui-peut-quoi/groupes.ts'
import { openDatabase } from '#platform/database/open.ts'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, heloise } = p.monde
const PAGE = '/organisation/habilitations/qui-peut-quoi'
let daniel: string
let services: Record<string, string>

beforeAll(async () => {
  daniel = await p.session('daniel')
  services = Object.fromEntries(
    (await p.pool.query<{ code: string; id: string }>('select code, id from service')).rows.map((r) => [r.code, r.id]),
  )
})

const page = async (suite: string, cookie = daniel) => {
  const r = await p.demander(`${PAGE}?structure=${menuiserie}${suite}`, { cookie })
  return { statut: r.status, html: await r.text() }
}
type Droit = {
  application: string
  niveau: string
  services: { code: string }[] | null
  etat: string
  fin: string | null
  dIci: string | null
}
type Lue = {
  total: number
  suivant: string | null
  elements: { utilisateur: { id: string }; maille: string; droits: Droit[] }[]
  detenteurs: Record<string, { modification: number; consultation: number }>
}
const lire = async (suite = '', cookie = daniel) =>
  (await (await p.demander(`/api/v1/structures/${menuiserie}/qui-peut-quoi?taille=200${suite}`, { cookie })).json()) as Lue
const droitsDe = (lue: Lue, u: string) =>
  Object.fromEntries((lue.elements.find((e) => e.utilisateur.id === u)?.droits ?? []).map((d) => [d.application, d]))

/** A person of the menuiserie, with rights over periods of the database's clock. */
async function personne(
  nom: string,
  droits: [application: string, niveau: 1 | 2, periode?: string, service?: string][] = [],
  { service = null, depuis = '30 days' }: { service?: string | null; depuis?: string } = {},
) {
  const { id } = await creerUtilisateur(p.pool, { nom })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, service, periode, tri) values ($1, $2, $3, tstzrange(maintenant() - $4::interval, null), plier($5))`,
    [id, menuiserie, service, depuis, nom],
  )
  for (const [application, niveau, periode = `tstzrange(maintenant() - interval '20 days', null)`, s] of droits)
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, service, application, niveau, periode) select $1, $2, $3, id, $5, ${periode} from application where code = $4`,
      [id, menuiserie, s ?? null, application, niveau],
    )
  return id
}

test('HAB-10 le tableau a toutes les applications du catalogue', async () => {
  expect(APPLICATIONS.toSorted()).toEqual(
    (await p.pool.query<{ code: string }>('select code from application order by code collate "C"')).rows.map((r) => r.code),
  )
})

describe('HAB-10 qui peut faire quoi, maintenant', () => {
  test('HAB-10 niveau, services, programmé, fin proche : la cellule et le pied', async () => {
    const u = await personne('Aaa', [
      ['marches', 1],
      ['engagements', 2, undefined, services.COMPTA],
      ['engagements', 1],
      ['factures-recues', 2, `tstzrange(maintenant() + interval '20 minutes', null)`],
      ['suivi-des-flux', 1, `tstzrange(maintenant() - interval '1 day', maintenant() + interval '5 days')`],
      ['raccordements', 1, `tstzrange(maintenant() - interval '9 days', maintenant() - interval '1 day')`],
    ])
    const lue = await lire()
    const d = droitsDe(lue, u)
    expect(Object.keys(d).toSorted()).toEqual(['engagements', 'factures-recues', 'marches', 'suivi-des-flux'])
    expect(d.marches).toMatchObject({ niveau: 'consultation', services: null, etat: 'en-vigueur' })
    expect(d.engagements).toMatchObject({ niveau: 'modification', services: [{ code: 'COMPTA' }] })
    expect(d['factures-recues']).toMatchObject({ niveau: 'modification', etat: 'programmee', dIci: null })
    expect(d['suivi-des-flux']).toMatchObject({ etat: 'prend-fin' })
    expect(lue.detenteurs).toMatchObject({
      organisation: { modification: 1, consultation: 1 },
      marches: { modification: 2, consultation: 1 },
      'factures-recues': { modification: 2, consultation: 0 },
      engagements: { modification: 3, consultation: 0 },
    })
    const { html } = await page('')
    for (const mot of [
      'Aaa',
      'mark mark--m mark--plan',
      'mark mark--end',
      'M<sub>1</sub>',
      'modification sur Comptabilité seulement',
      'Détenteurs',
      'gestionnaire principal',
      'n’a qu’une personne',
      'is-alone',
    ])
      expect(html, mot).toContain(mot)
  })

  test('HAB-10 un droit sans le rattachement ne compte pas ; un droit de toute la structure vaut pour ses services', async () => {
    const autre = await personne(
      'Bbb',
      [
        ['marches', 2, undefined, services.CHANTIER],
        ['engagements', 1],
      ],
      { service: services.COMPTA! },
    )
    expect(droitsDe(await lire(), autre)).toMatchObject({ engagements: { services: [{ code: 'COMPTA' }] } })
    expect(Object.keys(droitsDe(await lire(), autre))).toEqual(['engagements'])
    // For one service: who acts for it, and what counts there.
    const compta = await lire(`&service=${services.COMPTA}`)
    expect(droitsDe(compta, autre)).toMatchObject({ engagements: { services: null } })
    expect((await lire(`&service=${services.CHANTIER}`)).elements.map((e) => e.utilisateur.id)).not.toContain(autre)
  })

  test('HAB-10 filtres, clés, par application, seulement qui détient', async () => {
    const vide = await personne('Ccc')
    const tous = await lire()
    expect(tous.elements.map((e) => e.utilisateur.id)).toContain(vide)
    expect((await lire('&detient=oui')).elements.map((e) => e.utilisateur.id)).not.toContain(vide)
    const seules = (await lire('&application=organisation&niveau=modification')).elements
    expect(seules.map((e) => e.utilisateur.id)).toEqual([p.monde.daniel])
    expect(seules[0]!.droits.map((d) => d.application)).toEqual(['organisation'])
    expect((await lire('&recherche=ferdin')).elements.map((e) => e.utilisateur.id)).toEqual([heloise])
    for (const tri of ['nom', '-nom']) {
      const vus: string[] = []
      for (let apres = ''; ;) {
        const r = (await (
          await p.demander(`/api/v1/structures/${menuiserie}/qui-peut-quoi?taille=2&tri=${tri}${apres}`, { cookie: daniel })
        ).json()) as Lue
        vus.push(...r.elements.map((e) => e.utilisateur.id))
        if (!r.suivant) break
        apres = `&apres=${r.suivant}`
      }
      expect([new Set(vus).size, vus.length]).toEqual([tous.total, tous.total])
    }
    const { html } = await page('&application=organisation')
    for (const mot of ['Qui détient Organisation', 'Daniel', 'Toute la structure']) expect(html, mot).toContain(mot)
    for (const faux of ['au=hier', 'au=2026-02-30', 'tri=x', 'service=x', 'inconnu=1', 'apres='])
      expect([200, 422], faux).toContain(
        (await p.demander(`/api/v1/structures/${menuiserie}/qui-peut-quoi?${faux}`, { cookie: daniel })).status,
      )
    expect((await page('&au=2026-02-30&apres=zzz&service=x&page=-1&application=x')).html).toContain('Saisissez une date et une heure')
  })

  test('HAB-10 PLUS-07 réservé à qui gère la structure entière : les autres savent pourquoi, et qui demander', async () => {
    const refuse = await page('', await p.session('heloise'))
    expect(refuse.statut).toBe(403)
    expect(refuse.html).toContain('Daniel Poitier')
    expect((await page('', await p.session('nadia'))).statut).toBe(404)
    expect(await (await p.demander(PAGE, { cookie: await p.session('camille') })).text()).toContain('sur une structure entière')
    const chef = await personne('Chef', [['organisation', 2, undefined, services.COMPTA]], { service: services.COMPTA! })
    expect((await page('', await p.session(chef))).statut).toBe(403)
  })

  test('HAB-10 CPT-07 le fichier, après une preuve d’identité', async () => {
    const lien = `${PAGE}/export?structure=${menuiserie}&format=csv`
    const csv = await (await p.demander(lien, { cookie: daniel })).text()
    expect(csv.split('\r\n')[0]).toContain('Nom;Prénom;Adresse électronique;Maille;Service;Organisation;Factures émises')
    expect(csv).toContain('Poitier;Daniel')
    for (const format of ['xlsx', 'ods'])
      expect(
        (await p.demander(`/api/v1/structures/${menuiserie}/qui-peut-quoi?format=${format}`, { cookie: daniel })).headers.get(
          'content-disposition',
        ),
      ).toContain(`qui-peut-quoi.${format}`)
    const ancienne = await ouvrirSession(p.pool, p.settings, p.monde.daniel)
    await p.pool.query(`update session set preuve_le = now() - interval '20 minutes' where id = $1`, [ancienne.id])
    expect((await p.demander(lien, { cookie: ancienne.cookie })).headers.get('location')).toMatch(/^\/preuve\?retour=/)
    expect((await p.demander(`/api/v1/structures/${menuiserie}/qui-peut-quoi?format=csv`, { cookie: ancienne.cookie })).status).toBe(403)
  })
})

describe('HAB-10 « au » une autre date', () => {
  test('HAB-10 la date choisie se lit comme une date, dans le filtre actif aussi', async () => {
    const { html } = await page('&au=2026-11-01T08:05')
    expect([
      html.includes('au 1er novembre 2026 à 8\u00a0h\u00a005'),
      html.includes('2026-11-01 08:05'),
      html.includes('ceux qui vont changer'),
    ]).toEqual([true, false, false])
  })

  test('HAB-10 à l’heure de Paris, la borne comprise au début, non à la fin', async () => {
    const u = await personne('Ddd', [['marches', 2, `tstzrange('2026-10-31T23:00:00Z', '2026-11-01T11:00:00Z')`]], { depuis: '20 years' })
    for (const [au, tenu] of [
      ['2026-10-31T23:59', false],
      ['2026-11-01', true],
      ['2026-11-01T11:59', true],
      ['2026-11-01T12:00', false],
      ['2026-11-01T10:59:59Z', true],
    ] as const)
      expect([au, 'marches' in droitsDe(await lire(`&au=${encodeURIComponent(au)}`), u)]).toEqual([au, tenu])
    // Retired at once in between: held until then, not after, whatever its range says.
    await p.pool.query(`update habilitation set retiree_le = '2026-11-01T08:00:00Z' where utilisateur = $1`, [u])
    expect('marches' in droitsDe(await lire('&au=2026-11-01T08:59'), u)).toBe(true)
    expect('marches' in droitsDe(await lire('&au=2026-11-01T09:00'), u)).toBe(false)
    expect((await page('&au=2090-01-01T08:00')).html).toContain('droits tels qu’ils seront le 1er janvier 2090')
    expect((await page('&au=hier')).html).toMatch(/<title>Erreur\s: Qui peut faire quoi/)
    expect((await page('&au=2026-11-01T08:00')).html).toContain('droits tels qu’ils étaient le 1er novembre 2026')
  })

  test('HAB-10 un modèle de plages et le SQL disent la même chose, à tout instant', async () => {
    const { id: u } = await creerUtilisateur(p.pool, { nom: 'Modèle' })
    const DEBUT = Date.parse('2026-10-01T00:00:00Z')
    const FUTUR = Date.parse('2030-01-01T00:00:00Z')
    // Half of the hours are past, half to come; a state is never of the future.
    const instant = (n: number) => new Date(n < 20 ? DEBUT + n * 3_600_000 : FUTUR + (n - 20) * 3_600_000)
    const plage = fc.record({
      debut: fc.integer({ min: 0, max: 35 }),
      duree: fc.option(fc.integer({ min: 1, max: 25 }), { nil: null }),
      retire: fc.option(fc.integer({ min: 0, max: 19 }), { nil: null }),
      service: fc.constantFrom(null, services.COMPTA!, services.CHANTIER!),
    })
    type Plage = { debut: number; duree: number | null; retire: number | null; service: string | null }
    const fin = (x: Plage) => (x.duree === null ? null : x.debut + x.duree)
    const vaut = (x: Plage, t: number) =>
      x.debut <= t && (fin(x) === null || fin(x)! > t) && (x.retire === null || (t < 20 && x.retire > t))
    await fc.assert(
      fc.asyncProperty(
        fc.array(plage, { minLength: 1, maxLength: 4 }),
        fc.array(fc.record({ plage, niveau: fc.constantFrom(1 as const, 2 as const) }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 39 }),
        async (rattachements, droits, t) => {
          const client = await p.pool.connect()
          let poses: Plage[] = []
          let tenus: { plage: Plage; niveau: 1 | 2 }[] = []
          let lu: TableauDesDroits | null = null
          const id = async (texte: string, x: Plage, plus: unknown[]) =>
            (
              await client.query(texte, [
                u,
                menuiserie,
                x.service,
                instant(x.debut),
                x.duree === null ? null : instant(fin(x)!),
                x.retire === null ? null : instant(x.retire),
                ...plus,
              ])
            ).rowCount === 1
          const possibles = (x: Plage) => fin(x) === null || instant(fin(x)!) > instant(x.debut)
          try {
            await client.query('begin')
            for (const x of rattachements.filter(possibles))
              if (
                await id(
                  `insert into rattachement (utilisateur, structure, service, periode, retire_le, tri) values ($1, $2, $3, tstzrange($4, $5), $6, 'modele') on conflict do nothing returning id`,
                  x,
                  [],
                )
              )
                poses.push(x)
            for (const d of droits.filter((x) => possibles(x.plage)))
              if (
                await id(
                  `insert into habilitation (utilisateur, structure, service, application, niveau, periode, retiree_le) values ($1, $2, $3, 14, $7, tstzrange($4, $5), $6) on conflict do nothing returning id`,
                  d.plage,
                  [d.niveau],
                )
              )
                tenus.push(d)
            lu = await lireDans(client, instant(t).toISOString())
          } finally {
            await client.query('rollback')
            client.release()
          }
          poses = poses.filter((x) => vaut(x, t))
          const entiere = poses.some((x) => x.service === null)
          const siens = new Set(poses.flatMap((x) => x.service ?? []))
          tenus = tenus.filter(
            (d) => vaut(d.plage, t) && poses.length > 0 && (entiere || d.plage.service === null || siens.has(d.plage.service)),
          )
          const attendu = tenus.length ? Math.max(...tenus.map((d) => d.niveau)) : null
          const la = lu.elements.find((e) => e.utilisateur.id === u)
          expect([Boolean(la), la?.droits.find((d) => d.application === 'marches')?.niveau ?? null]).toEqual([poses.length > 0, attendu])
        },
      ),
      { numRuns: 100 },
    )
  })
})

/** The read itself, on the client whose transaction holds the model's rows. */
const lireDans = (client: PoolClient, au: string): Promise<TableauDesDroits> =>
  lireTableau(openDatabase({ connect: async () => ({ query: client.query.bind(client), release() {} }) } as never), {
    structure: menuiserie,
    au,
    recherche: 'Modèle',
    taille: 200,
  })

test('HAB-10 à l’écran, sans script : filtrer, ouvrir une application, revenir à une date ; étroit, chacun ses droits', async () => {
  const { page: w, erreurs } = await fenetre({ url: p.url, cookie: daniel, sansScript: true })
  await w.goto(`/organisation/habilitations?structure=${menuiserie}`)
  await w.getByRole('link', { name: 'Qui peut faire quoi' }).click()
  await w.getByLabel('Seulement qui détient un droit').check()
  await w.getByRole('button', { name: 'Filtrer' }).click()
  await w.getByRole('link', { name: 'Marchés', exact: true }).click()
  await w.getByRole('table', { name: 'Qui détient Marchés' }).waitFor()
  await w.getByLabel('Droits au').fill('2020-01-01T12:00')
  await w.getByRole('button', { name: 'Filtrer' }).click()
  await w.getByText('Personne ne correspond').waitFor()
  const { page: v } = await fenetre({ url: p.url, cookie: daniel })
  await v.goto(`${PAGE}?structure=${menuiserie}`)
  await verifierAccessibilite(v)
  await v.setViewportSize({ width: 390, height: 900 })
  await verifierAccessibilite(v)
  // At 400 % no name of an application runs under the mark beside it.
  await v.setViewportSize({ width: 320, height: 900 })
  expect(
    await v
      .locator('table tbody td:not(:empty)')
      .evaluateAll((cases) => cases.filter((x) => x.scrollWidth > x.clientWidth + 1).map((x) => x.getAttribute('data-label'))),
  ).toEqual([])
  expect(erreurs).toEqual([])
})
