import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { composer } from '#app/programme.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { portLibre } from '#tests/ports.ts'
import { mandataire } from './mandataire.ts'
import { jusqua, LONGS } from './serveur.ts'

const p = await portailDuMonde()
const daniel = await p.session('daniel')
const base = new URL(p.urlBase)
const porte = await mandataire(join(base.searchParams.get('host')!, '.s.PGSQL.5432'))
const port = await portLibre()
const url = `http://localhost:${port}`
// As behind a pooler, so that statements travel with their text: the trap knows them by it.
const portail = await composer(
  { ...p.settings, PORT: port, PUBLIC_URL: url, DATABASE_DIRECT_URL: p.urlBase },
  `postgres://choral@127.0.0.1:${porte.port}${base.pathname}`,
)
await portail.serveur.listen({ host: '127.0.0.1', port })
await portail.demarrerTravaux()
afterAll(async () => {
  await portail.arreter()
  await porte.fermer()
})

const demander = async (chemin: string, init: RequestInit = {}) => {
  const debut = performance.now()
  const r = await fetch(url + chemin, {
    redirect: 'manual',
    ...init,
    signal: AbortSignal.timeout(60_000),
    headers: { origin: url, cookie: daniel, ...(init.headers as Record<string, string>) },
  })
  return { statut: r.status, texte: await r.text(), attente: r.headers.get('retry-after'), ms: performance.now() - debut }
}
const modifier = (cle: string) =>
  demander('/api/v1/demandes/structure.modifier', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': cle },
    body: JSON.stringify({ structure: p.monde.menuiserie, libelle: cle }),
  })

test('R3 la base disparaît pendant que les demandes arrivent : 503 et Retry-After, vite, jamais 500, retour sans redémarrage', async () => {
  expect((await modifier('avant')).statut).toBe(201)
  let actif = true
  const vues: Awaited<ReturnType<typeof demander>>[] = []
  const flot = Array.from({ length: 4 }, async (_, main) => {
    for (let i = 0; actif; i++) {
      vues.push(
        await [
          () => modifier(`flot-${main}-${i}`),
          () => demander('/api/v1/moi'),
          () => demander('/organisation/structures'),
          () => demander('/sante'),
        ][i % 4]!(),
      )
      await attendre(20)
    }
  })
  await attendre(500)
  await porte.couper()
  const coupee = performance.now()
  await jusqua('tout répond 503', async () => (await demander('/api/v1/moi')).statut === 503)
  expect((await demander('/pret')).statut).toBe(503)
  expect((await demander('/sante')).statut).toBe(200)
  // Whoever is signed in reads what is wrong as well, in their language: error pages lead there.
  const [etat, anglais] = [
    await demander('/etat-du-service'),
    await demander('/etat-du-service', { headers: { cookie: `${daniel}; choral.langue=en` } }),
  ]
  expect([etat.statut, etat.texte.includes('Le service est perturbé'), anglais.statut, anglais.texte.includes('<html lang="en"')]).toEqual([
    200,
    true,
    200,
    true,
  ])
  await attendre((LONGS ? 30_000 : 3000) - (performance.now() - coupee))
  const indisponibles = () => vues.filter((v) => v.statut === 503)
  await jusqua('vingt réponses pendant ce temps', async () => indisponibles().length > 20)
  await porte.retablir()
  const retour = await jusqua(
    'retour à la normale',
    async () => (await demander('/api/v1/moi')).statut === 200 && (await demander('/pret')).statut === 200,
  )
  await attendre(300)
  actif = false
  await Promise.all(flot)

  console.log(
    `R3 : ${vues.length} réponses, ${indisponibles().length} en 503, la plus lente ${Math.round(Math.max(...vues.map((v) => v.ms)))} ms, retour en ${Math.round(retour)} ms`,
  )
  expect(vues.filter((v) => ![200, 201, 303, 503].includes(v.statut)).map((v) => v.texte.slice(0, 200))).toEqual([])
  expect(indisponibles().filter((v) => !v.attente)).toEqual([])
  expect(Math.max(...vues.map((v) => v.ms))).toBeLessThan(8000) // 2 s on a machine of one's own; 8 s is when a statement is given up
  expect(indisponibles().filter((v) => /ECONN|terminat|postgres|pg_|\n\s+at /i.test(v.texte))).toEqual([])
  expect((await modifier('apres')).statut).toBe(201)
})

test('R4 la connexion est coupée avant ou après COMMIT : 503 qui demande la même clé, une seule demande au bout', async () => {
  const compter = async (cle: string) =>
    (await p.pool.query<{ n: number }>(`select count(*)::int as n from demande where saisie->>'libelle' = $1`, [cle])).rows[0]!.n
  for (const quand of ['avant', 'apres'] as const) {
    for (let i = 0; i < (LONGS ? 50 : 5); i++) {
      const cle = `commit-${quand}-${i}`
      const vus = porte.pieges
      porte.piege = { texte: 'commit\0', quand }
      const premiere = await modifier(cle)
      // The trap may have caught a background transaction instead: only a caught request counts.
      porte.piege = null
      if (premiere.statut === 503) {
        expect(porte.pieges).toBe(vus + 1)
        expect(JSON.parse(premiere.texte)).toMatchObject({ code: 'resultat-inconnu', detail: expect.stringContaining('même clé') })
        expect(premiere.attente).not.toBeNull()
        await jusqua('la base a fini', async () => (await compter(cle)) === (quand === 'apres' ? 1 : 0))
      } else expect(premiere.statut).toBe(201)
      const seconde = await modifier(cle)
      expect(seconde.statut, seconde.texte).toBe(201)
      expect(await compter(cle), cle).toBe(1)
    }
  }
  expect(porte.pieges).toBeGreaterThan(5)
})

test('R3 la base se fige sans rien fermer : 503 dans un temps borné, puis retour sans redémarrage', async () => {
  expect((await demander('/api/v1/moi')).statut).toBe(200)
  porte.gelee = true
  const [pret, ...figees] = await Promise.all([
    demander('/pret'),
    demander('/api/v1/moi'),
    modifier('figee'),
    demander('/organisation/structures'),
  ])
  expect(pret.statut).toBe(503)
  // Whoever balances the load learns it before the others are given up.
  expect(pret.ms).toBeLessThan(Math.min(...figees.map((v) => v.ms)))
  expect(
    figees.map((v) => v.statut),
    figees
      .map((v) => v.texte)
      .join()
      .slice(0, 500),
  ).toEqual([503, 503, 503])
  expect(Math.max(...figees.map((v) => v.ms))).toBeLessThan(40_000)
  porte.gelee = false
  await porte.couper()
  await porte.retablir()
  await jusqua('retour à la normale', async () => (await demander('/api/v1/moi')).statut === 200)
  expect((await modifier('figee')).statut).toBe(201)
})

test('R4 avant COMMIT, rien n’a eu lieu : le 503 le dit autrement', async () => {
  // The last statement leaves with its COMMIT: from there on, nobody can tell.
  for (const [texte, code] of [
    ['@acces-plusieurs', 'indisponible'],
    ['@fin-demande', 'resultat-inconnu'],
  ]) {
    porte.piege = { texte: texte!, quand: 'avant' }
    const r = await modifier(`corps-${code}`)
    expect([r.statut, (JSON.parse(r.texte) as { code: string }).code]).toEqual([503, code])
    expect((await modifier(`corps-${code}`)).statut).toBe(201)
  }
})
