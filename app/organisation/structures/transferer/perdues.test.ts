import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, agencement } = p.monde
const [daniel, heloise] = [await p.session('daniel'), await p.session('heloise')]
const demander = async (type: string, json: object, cookie = daniel) =>
  (await (await p.demander(`/api/v1/demandes/${type}`, { cookie, json })).json()) as {
    numero: string
    resultat: { demandesAnnulees: string[] } | null
  }
const enTexte = async (adresse: string, cookie: string) => (await (await p.demander(adresse, { cookie })).text()).replaceAll(/\s+/g, ' ')

test('GP-02 ce que l’ancien gestionnaire avait programmé est annulé avec le transfert : personne ne lit que cela prendra effet', async () => {
  await p.pool.query(`insert into rattachement (utilisateur, structure, periode) values ($1, $2, tstzrange(maintenant(), null))`, [
    p.monde.heloise,
    agencement,
  ])
  const ici = await demander('structure.modifier', { structure: menuiserie, telephone: '+33 5 53 00 00 01' })
  const attendu = async (cookie: string) => (await enTexte('/', cookie)).includes(`${ici.numero} · effectif`)
  expect(await attendu(daniel)).toBe(true)
  const transfert = await demander('structure.transferer-gestionnaire', {
    structures: [menuiserie, agencement],
    utilisateur: p.monde.heloise,
  })
  expect(transfert.resultat?.demandesAnnulees).toEqual([ici.numero])
  expect([await attendu(daniel), await attendu(heloise)]).toEqual([false, false])
  const recu = await enTexte(`/demandes/${ici.numero}`, heloise)
  expect([recu.includes('Demande annulée'), recu.includes('L’auteur n’a plus le droit de faire ce changement.')]).toEqual([true, true])

  // Its receipt tells how many structures at its head, and each of them below; it leads back to the structures (POR-07).
  for (const cookie of [daniel, heloise]) {
    const page = await enTexte(`/demandes/${transfert.numero}`, cookie)
    expect([page.includes('<b>2 structures</b>'), page.includes('Revenir à « Structures »')]).toEqual([true, true])
    for (const nom of ['Menuiserie Poitier', 'Poitier Agencement']) expect(page).toContain(`Gestionnaire principal, ${nom}`)
  }
})
