import { expect, test } from 'vitest'
import { composer } from '#app/programme.ts'
import { readSettings } from '#platform/settings.ts'
import { decalerHorloge } from '#tests/base.ts'
import { adresse, creationDuMonde, OUVERT } from '#tests/creation.ts'
import { patienter } from '#tests/portail.ts'

const { p, insee, env, camille, daniel, operateur, creer, nombre } = await creationDuMonde()

/** A machine that is too busy sheds requests before they do anything; one asks again. */
async function insister(envoyer: () => Promise<Response>): Promise<Response> {
  for (let essai = 0; ; essai++) {
    const reponse = await envoyer()
    if (reponse.status !== 503 || essai === 100) return reponse
    await new Promise((r) => setTimeout(r, 500))
  }
}

test('S05 deux serveurs, le même SIRET au même instant : une structure, l’autre apprend qu’elle existe', async () => {
  const port = Number(new URL(p.url).port) + 1
  const reglages = readSettings({
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: p.urlBase,
    SECRET_KEY: p.settings.SECRET_KEY,
    DEMONSTRATION: 'oui',
    LOG_LEVEL: 'silent',
    LIMITE_PAR_MINUTE: '100000',
    ...env,
  })
  const second = patienter(await composer(reglages, p.urlBase))
  await second.serveur.listen({ host: '127.0.0.1', port: 0 })
  const autre = `http://localhost:${(second.serveur.server.address() as { port: number }).port}`
  try {
    for (let tour = 0; tour < 10; tour++) {
      const identifiant = `00001${String(tour).padStart(2, '0')}001`
      const corps = { typeIdentifiant: 'RIDET', identifiant, raisonSociale: `Course ${tour}`, ...adresse }
      const chezLAutre = () =>
        fetch(`${autre}/api/v1/demandes/structure.creer`, {
          method: 'POST',
          body: JSON.stringify(corps),
          headers: { 'content-type': 'application/json', origin: reglages.PUBLIC_URL, cookie: operateur },
        })
      const reponses = await Promise.all([() => creer(corps, operateur), chezLAutre, () => creer(corps, camille)].map(insister))
      const codes = await Promise.all(reponses.map(async (r) => `${r.status} ${((await r.json()) as { code?: string }).code ?? ''}`))
      expect(codes.toSorted(), JSON.stringify(codes)).toEqual(['201 ', '409 identifiant-deja-present', '409 identifiant-deja-present'])
      expect(await nombre(identifiant)).toBe(1)
      await p.pool.query('delete from idempotence')
    }
  } finally {
    await second.arreter()
  }
})

test('S05 le même SIRET deux fois pendant que le registre tarde : 503 pour les deux, puis une seule structure', async () => {
  insee.mode = 'lent'
  await p.pool.query(`delete from habilitation where structure in (select id from structure where identifiant = $1)`, [OUVERT])
  await p.pool.query(`update structure set identifiant = '00000000000000', statut = 'INACTIVE' where identifiant = $1`, [OUVERT])
  const corps = { typeIdentifiant: 'SIRET', identifiant: OUVERT }
  const dejaDemandes = insee.demandes.length
  const tardives = await Promise.all([creer(corps, daniel), creer(corps, operateur)])
  // They wait for it together: one after the other, the second would ask it again.
  expect([tardives.map((r) => r.status), insee.demandes.length - dejaDemandes]).toEqual([[503, 503], 1])
  insee.mode = 'normal'
  const reponses = await Promise.all([creer(corps, daniel), creer(corps, operateur)])
  expect(reponses.map((r) => r.status).toSorted()).toEqual([201, 409])
})

test('INT-09 même clé, même structure, sans redemander au registre ; une simulation n’écrit rien', async () => {
  const corps = {
    typeIdentifiant: 'TAHITI',
    identifiant: 'A12345001',
    raisonSociale: 'Perles du lagon',
    adresse: '2 quai',
    codePostal: '98714',
    ville: 'Papeete',
    pays: 'PF',
  }
  const simulee = await creer(corps, daniel, {}, '?simulation=oui')
  expect([simulee.status, await simulee.json()]).toMatchObject([200, { numero: null, etat: 'effective', structure: null }])
  expect(await nombre('A12345001')).toBe(0)
  const reponses = await Promise.all(Array.from({ length: 8 }, () => creer(corps, daniel, { 'idempotency-key': 'creation' })))
  const recus = await Promise.all(reponses.map(async (r) => ((await r.json()) as { numero: string }).numero))
  expect([[...new Set(reponses.map((r) => r.status))], new Set(recus).size, await nombre('A12345001')]).toEqual([[201], 1, 1])
})

test('STR-03 la vingt et unième création en 24 heures attend, même lancées ensemble ; le lendemain, elle passe', async () => {
  const heloise = await p.session('heloise')
  const corps = (n: number) => ({
    typeIdentifiant: 'AUTRE',
    raisonSociale: `Atelier ${n}`,
    adresse: '1 rue Haute',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  })
  // One person's creations wait for each other, more of them than there are connections: a slow machine answers 503 to some, which ask
  // again under their key.
  const reponses = await Promise.all(
    Array.from({ length: 23 }, (_, n) => insister(() => creer(corps(n), heloise, { 'idempotency-key': `atelier-${n}` }))),
  )
  const statuts = reponses.map((r) => r.status)
  expect(statuts.toSorted()).toEqual([...Array.from({ length: 20 }, () => 201), 429, 429, 429])
  const attente = Number(reponses.find((r) => r.status === 429)!.headers.get('retry-after'))
  expect(attente).toBeGreaterThan(86_000)
  expect((await creer(corps(30), camille)).status).toBe(201)
  await decalerHorloge(p.pool, '25 hours')
  expect((await creer(corps(31), heloise)).status).toBe(201)
  await decalerHorloge(p.pool, '0')
})
