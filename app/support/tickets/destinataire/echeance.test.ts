import fc from 'fast-check'
import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { ouvrirLaMairie, ticketsDe } from '#tests/tickets.ts'

const p = await portailDuMonde()
const [daniel, nadia, operateur] = [await p.session('daniel'), await p.session('nadia'), await p.session('operateur')]
const { A_LA_MAIRIE, agir, creer, vue } = ticketsDe(p)
const nouveau = async (json: object = A_LA_MAIRIE, cookie = daniel) => (await creer(cookie, json))[1].numero
const plat = (html: string) => html.replaceAll(/[\u00a0\u202f]/g, ' ')

await ouvrirLaMairie(p)

test('TIC-08 la priorité fixe l’échéance ; en attente de l’émetteur elle est suspendue, et repart à son retour', async () => {
  const numero = await nouveau()
  const heures = async () => {
    const [, v] = await vue(nadia, numero)
    return v.traitement!.echeance && Math.round((Date.parse(v.traitement!.echeance) - Date.now()) / 3_600_000)
  }
  expect(await heures()).toBe(24)
  await agir(nadia, numero, 'priorite', { priorite: 'urgente' })
  expect(await heures()).toBe(4)
  expect((await agir(nadia, numero, 'priorite', { priorite: 'immense' }))[1].champs).toMatchObject([{ champ: 'priorite' }])
  await agir(nadia, numero, 'prendre')
  await agir(nadia, numero, 'demander', { texte: 'Lequel ?' })
  expect(await heures()).toBeNull()
  // Two words beside each other, not one.
  expect(await (await p.demander(`/support/tickets/${numero}`, { cookie: nadia })).text()).toContain(
    'suspendue <span class="sub">attend l’émetteur',
  )
  await agir(daniel, numero, 'fournir', { texte: 'EJ-42' })
  expect(await heures()).toBe(4)
  // The emitter knows neither.
  const [, sien] = await vue(daniel, numero)
  expect([sien.traitement, sien.activites.some((a) => a.action === 'priorite')]).toEqual([null, false])
})

const QUART = 900_000
const paris = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
interface Heures {
  plages: { jour: number; debut: number; fin: number }[]
  fermetures: string[]
}

/** The due date by walking quarter after quarter on a wall clock. */
function modele({ plages, fermetures }: Heures, depuis: number, quarts: number): number {
  for (let t = depuis, reste = quarts; ; t += QUART) {
    const [{ weekday, year, month, day, hour, minute }] = [
      Object.fromEntries(paris.formatToParts(t).map((x) => [x.type, x.value])) as Record<string, string>,
    ]
    const jour = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday!) + 1
    const quart = Number(hour) * 4 + Number(minute) / 15
    if (!fermetures.includes(`${year}-${month}-${day}`) && plages.some((x) => x.jour === jour && x.debut <= quart && quart < x.fin))
      reste -= 1
    if (!reste) return t + QUART
  }
}

test('TIC-08 l’échéance compte les heures d’ouverture du support, sans les jours de fermeture, aux changements d’heure aussi : comme en marchant quart d’heure par quart d’heure', async () => {
  const quart = (q: number) => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`
  const plage = fc.record({
    jour: fc.integer({ min: 1, max: 7 }),
    debut: fc.integer({ min: 16, max: 80 }),
    duree: fc.integer({ min: 2, max: 16 }),
  })
  const heures = fc.record({
    plages: fc
      .uniqueArray(plage, { minLength: 1, maxLength: 8, selector: (x) => x.jour })
      .map((l) => l.map(({ jour, debut, duree }) => ({ jour, debut, fin: debut + duree }))),
    fermetures: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 5 }),
  })
  const debuts = fc
    .constantFrom('2026-03-26T00:00Z', '2026-10-22T00:00Z', '2026-12-22T00:00Z')
    .chain((d) => fc.integer({ min: 0, max: 400 }).map((q) => Date.parse(d) + q * QUART))
  const client = await p.pool.connect()
  try {
    await fc.assert(
      fc.asyncProperty(heures, debuts, fc.integer({ min: 1, max: 60 }), async ({ plages, fermetures }, depuis, quarts) => {
        const h: Heures = { plages, fermetures: fermetures.map((n) => new Date(depuis + n * 86_400_000).toISOString().slice(0, 10)) }
        await client.query('begin')
        await client.query('delete from horaire_support')
        await client.query(
          `insert into horaire_support (jour, debut, fin) select jour, debut, fin from jsonb_to_recordset($1::jsonb) x (jour smallint, debut time, fin time)`,
          [JSON.stringify(plages.map((x) => ({ jour: x.jour, debut: quart(x.debut), fin: quart(x.fin) })))],
        )
        await client.query('insert into fermeture_support (jour) select unnest($1::date[]) on conflict do nothing', [h.fermetures])
        const {
          rows: [r],
        } = await client.query<{ le: Date }>(`select echeance_ouverte($1, $2 * interval '15 minutes') as le`, [new Date(depuis), quarts])
        await client.query('rollback')
        expect(r!.le.toISOString()).toBe(new Date(modele(h, depuis, quarts)).toISOString())
      }),
      { numRuns: process.env.ESSAIS === 'longs' ? 1000 : 30 },
    )
  } finally {
    client.release()
  }
})

test('TIC-08 quatre heures données un vendredi à 16 h échoient « lundi 30 novembre à 11 h », le mardi si l’opérateur ferme ce lundi ; sans heures, celles de l’horloge : ce qui est déjà dû change avec les horaires, et l’opérateur sait combien', async () => {
  const [numero, attente] = [await nouveau(), await nouveau()]
  await agir(nadia, numero, 'priorite', { priorite: 'urgente' })
  await agir(nadia, attente, 'prendre')
  await agir(nadia, attente, 'demander', { texte: 'Lequel ?' })
  await p.pool.query(`update ticket set recu_le = '2065-11-27 16:00 Europe/Paris' where numero = any($1)`, [[numero, attente]])
  const dite = async () =>
    /<time[^>]*datetime="2065[^>]*>([^<]*)/.exec(
      plat(await (await p.demander(`/support/tickets/${numero}`, { cookie: nadia })).text()),
    )?.[1]
  const echeances = async () =>
    new Map(
      (await p.pool.query<{ numero: string; echeance: Date | null }>('select numero, echeance from ticket')).rows.map((t) => [
        t.numero,
        t.echeance?.getTime() ?? null,
      ]),
    )
  const horaires = async (plages: object[], fermetures: object[] = []) => {
    const avant = await echeances()
    const r = await p.demander('/api/v1/conversations/horaires', { cookie: operateur, json: { plages, fermetures } })
    const apres = await echeances()
    expect([r.status, ((await r.json()) as { echeancesDeplacees: number }).echeancesDeplacees]).toEqual([
      200,
      [...apres].filter(([n, e]) => e !== avant.get(n)).length,
    ])
    expect(apres.get(attente)).toBeNull()
  }
  const semaine = [1, 2, 3, 4, 5].map((jour) => ({ jour, debut: '09:00', fin: '18:00' }))
  await horaires(semaine)
  expect(await dite()).toBe('lundi 30 novembre à 11 h')
  await horaires(semaine, [{ jour: '2065-11-30', motif: 'Saint André' }])
  expect(await dite()).toBe('mardi 1er décembre à 11 h')
  await horaires([])
  expect(await dite()).toBe('vendredi 27 novembre à 20 h')
  const saisie = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((j) => [`jour${j}`, j < 6 ? '9h-18h' : '']))
  const dits = []
  for (const _ of [1, 2]) {
    const suite = (await p.demander('/exploitation/horaires', { cookie: operateur, champs: { ...saisie, fermetures: '' } })).headers.get(
      'location',
    )!
    dits.push(
      /(\d+ tickets? ouverts? (?:a|ont) une nouvelle échéance|Aucune échéance de ticket ne change)/.exec(
        plat(await (await p.demander(suite, { cookie: operateur })).text()),
      )?.[1],
    )
  }
  expect(dits).toEqual([expect.stringMatching(/^\d+ tickets? ouverts?/), 'Aucune échéance de ticket ne change'])
  await horaires([1, 2, 3, 4, 5, 6, 7].map((jour) => ({ jour, debut: '00:00', fin: '24:00' })))
  expect(await dite()).toBe('vendredi 27 novembre à 20 h')
})
