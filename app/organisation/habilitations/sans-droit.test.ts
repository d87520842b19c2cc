import { expect, test } from 'vitest'
import { droitsDuMonde } from '#tests/habilitations.ts'

const { p, demander, personne, peut, laisserPasser, cookies } = await droitsDuMonde()
const { menuiserie } = p.monde

const etats = async (numeros: string[]) =>
  (await p.pool.query<{ etat: string }>('select etat from demande where numero = any($1) order by id', [numeros])).rows.map((d) => d.etat)

/** Somebody who may change the menuiserie, and who has programmed to: its telephone, then a right of another. */
async function programmant() {
  const u = await personne({ organisation: 2, marches: 2 })
  const autre = await personne()
  const telephone = await p.demander('/api/v1/demandes/structure.modifier', {
    cookie: u.cookie,
    json: { structure: menuiserie, telephone: `+33 5 53 00 01 ${String(10 + (Number.parseInt(u.id.slice(0, 4), 16) % 90))}` },
  })
  const octroi = await demander('ajouter', { utilisateur: autre.id, structure: menuiserie, profil: 'marches.modification' }, u.cookie)
  const numeros = [((await telephone.json()) as { numero: string }).numero, octroi.corps.numero]
  expect(await etats(numeros)).toEqual(['programmee', 'programmee'])
  return { u, autre, numeros, ligne: { utilisateur: u.id, structure: menuiserie } }
}
const lu = async (cookie: string, numero: string) =>
  (await (await p.demander(`/demandes/${numero}`, { cookie })).text()).includes('L’auteur n’a plus le droit de faire ce changement.')

test('HAB-04 PLUS-01 ce qu’une personne avait programmé par un droit retiré immédiatement est annulé avec lui, et personne ne lit que cela prendra effet', async () => {
  const { ligne, numeros, autre } = await programmant()
  expect((await demander('supprimer', { ...ligne, application: 'organisation', immediat: true })).corps.etat).toBe('effective')
  expect(await etats(numeros)).toEqual(['annulee', 'annulee'])
  expect(await lu(cookies.daniel, numeros[0]!)).toBe(true)
  const accueil = await (await p.demander('/', { cookie: cookies.daniel })).text()
  expect(accueil).not.toContain(`${numeros[0]} · effectif`)
  // The grant had been written for its hour already: nothing of it is left to come.
  const { rowCount } = await p.pool.query('select from habilitation where utilisateur = $1 and retiree_le is null', [autre.id])
  expect(rowCount).toBe(0)
})

test('HAB-04 PLUS-01 d’un droit réduit après le délai, ce qui était programmé reste jusqu’à l’heure, puis s’annule ; ce qui ne tient pas à ce droit reste', async () => {
  const { u, ligne, numeros } = await programmant()
  const reduction = await demander('modifier', { ...ligne, profil: 'organisation.consultation' })
  expect(await etats(numeros)).toEqual(['programmee', 'programmee'])
  const ailleurs = await demander('supprimer', { ...ligne, application: 'marches', immediat: true })
  expect([ailleurs.statut, await etats(numeros)]).toEqual([201, ['programmee', 'programmee']])
  await laisserPasser(reduction.corps.numero)
  expect([await peut(u.id, 'organisation', 'modification'), await etats(numeros)]).toEqual([false, ['annulee', 'annulee']])
})
