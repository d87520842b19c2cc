// A deputy decides in somebody's place for a few days, and never on what they asked for themselves.
import { expect, test } from 'vitest'
import { deciderApprobation } from '#demandes/index.ts'
import { creerUtilisateur, rattacher } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const { menuiserie, daniel, heloise } = p.monde
const [gestionnaire, suppleante] = [await p.session('daniel'), await p.session('heloise')]
await p.pool.query(
  `insert into suppleance (gestionnaire, suppleant, structure, periode) values ($1, $2, $3, tstzrange(maintenant() - interval '1 hour', maintenant() + interval '2 days'))`,
  [daniel, heloise, menuiserie],
)
const demander = async (cookie: string, profil: string) =>
  (
    (await (
      await p.demander('/api/v1/demandes/habilitation.demander', {
        cookie,
        json: { structure: menuiserie, profil, commentaire: 'Pour travailler' },
      })
    ).json()) as { numero: string }
  ).numero
const decider = (numero: string, cookie: string) =>
  p.demander(`/api/v1/approbations/${numero}/decision`, { cookie, json: { decision: 'approuver' } })
const lire = async <T>(chemin: string, cookie = suppleante) => (await (await p.demander(chemin, { cookie })).json()) as T
const compteur = async () => (await lire<{ compteurs: { approbations: number } }>('/api/v1/moi')).compteurs.approbations
type Liste = { elements: { numero: string; peutDecider: boolean }[] }

test('APP-05 HAB-07 un suppléant ne décide pas de sa propre demande : refusé avec qui en décide, rien à décider pour lui ; le gestionnaire principal en décide', async () => {
  const numero = await demander(suppleante, 'organisation.modification')
  const refus = await decider(numero, suppleante)
  const lu = (await refus.json()) as { code: string; remede: string }
  expect([refus.status, lu.code, lu.remede.includes('Daniel Poitier')]).toEqual([403, 'acces-refuse', true])
  // Nor by a bulk decision, a link or whatever else comes to the one place that decides.
  await expect(
    deciderApprobation({ ...p.programme, t: fr }, numero, { id: heloise, roles: [] }, { decision: 'approuver' }),
  ).rejects.toMatchObject({ probleme: { status: 403, raison: fr.approbations.refus.laSienne } })
  // Neither in the menu, nor ticked in the list; its page is the author's.
  const { elements } = await lire<Liste>('/api/v1/approbations')
  expect([await compteur(), elements.find((a) => a.numero === numero)?.peutDecider]).toEqual([0, false])
  expect((await p.demander(`/approbations/${numero}`, { cookie: suppleante })).headers.get('location')).toBe(`/demandes/${numero}`)
  const tout = await p.demander('/approbations/verifier', { cookie: suppleante, champs: { tous: 'oui', decision: 'approuver' } })
  expect(tout.headers.get('location')).not.toContain('/lots/')
  // Those who decide are told to its author: not oneself.
  const recu = await lire<{ approbation: { decideurs: { id: string }[] } }>(`/api/v1/demandes/${numero}`)
  expect(recu.approbation.decideurs.map((d) => d.id)).toEqual([daniel])
  expect((await decider(numero, gestionnaire)).status).toBe(200)
})

test('APP-05 ce qu’un autre demande, le suppléant en décide, et son menu le compte', async () => {
  const autre = await creerUtilisateur(p.pool, { nom: 'Collègue' })
  await rattacher(p.pool, autre.id, menuiserie)
  const numero = await demander(await p.session(autre.id), 'marches.consultation')
  expect([await compteur(), (await decider(numero, suppleante)).status, await compteur()]).toEqual([1, 200, 0])
})
