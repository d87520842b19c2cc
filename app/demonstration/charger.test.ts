import { expect, test } from 'vitest'
import { chargerDemonstration } from '#app/demonstration/charger.ts'
import { rechercherStructures } from '#app/organisation/structures/recherche/rechercher.ts'
import { baseDEssai } from '#tests/base.ts'

const { pool, db } = await baseDEssai()

test('INT-05 INT-14 la démonstration se charge une fois : comptes, structures, registre, communes réelles', async () => {
  expect(await chargerDemonstration(pool, () => {})).toBe(true)
  expect(await chargerDemonstration(pool, () => {})).toBe(false)
  const compter = async (sql: string) => (await pool.query<{ n: number }>(`select count(*)::int as n ${sql}`)).rows[0]!.n
  expect(await compter('from utilisateur')).toBe(6)
  expect(await compter(`from structure where type_structure = 'PUBLIQUE'`)).toBeGreaterThanOrEqual(3000)
  expect(await compter('from sirene_etablissement')).toBeGreaterThan(500)
  expect((await rechercherStructures(db, { texte: 'villeurbane', publiquesSeulement: true, limite: 3 }))[0]).toMatchObject({ identifiant: '21690266800013', ville: 'Villeurbanne' })
  // Daniel's three structures: with services, a second one, an inactive one.
  const { rows } = await pool.query(`select s.statut, (select count(*)::int from service v where v.structure = s.id) as services from structure s join utilisateur u on u.id = s.gestionnaire_principal where u.adresse_electronique = 'daniel.poitier@exemple.fr' order by 1, 2`)
  expect(rows).toEqual([{ statut: 'ACTIVE', services: 0 }, { statut: 'ACTIVE', services: 3 }, { statut: 'INACTIVE', services: 0 }])
  // What waits for Daniel's decision.
  expect((await pool.query(`select d.type, a.etat, u.prenom from approbation a join demande d on d.id = a.demande join utilisateur u on u.id = d.auteur`)).rows).toEqual([{ type: 'habilitation.demander', etat: 'demandee', prenom: 'Héloïse' }])
})
