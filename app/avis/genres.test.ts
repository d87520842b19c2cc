import { expect, test } from 'vitest'
import { annoncerCompte } from '#app/organisation/coordonnees-bancaires/courriels.ts'
import { annoncerArret, avertirTitulaire } from '#app/organisation/recuperation/courriels.ts'
import { envoyerAvisDImport, prevenirFin } from '#app/organisation/utilisateurs/importer.courriels.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Mail } from '#platform/mail/index.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { daniel, heloise, menuiserie, agencement } = p.monde
const cookies = { daniel: await p.session('daniel'), heloise: await p.session('heloise') }
type Qui = keyof typeof cookies
const courriels = async () =>
  (await p.pool.query<{ donnees: Mail }>(`delete from depart where file = 'courriel' returning donnees`)).rows
    .map((r) => r.donnees.a)
    .toSorted()
const avis = async (qui: Qui) =>
  (
    await p.pool.query<{ genre: string; adresse: string }>('select genre, adresse from avis where utilisateur = $1 order by cree_le, id', [
      p.monde[qui],
    ])
  ).rows.map((r) => [r.genre, r.adresse])
const vider = async () => {
  await courriels()
  await p.pool.query('truncate avis')
}
const regler = (qui: Qui, champs: Record<string, string>) => p.demander('/api/v1/avis/preferences', { cookie: cookies[qui], json: champs })

test('CPT-08 suppléance et structure confiée : comme on le veut ; à qui ne gère plus la structure, toujours', async () => {
  const jour = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Paris' })
  expect((await regler('heloise', { gestion: 'jamais' })).status).toBe(200)
  expect((await regler('daniel', { gestion: 'jamais' })).status).toBe(200)
  await vider()
  expect(
    (
      await p.demander('/api/v1/suppleances', {
        cookie: cookies.daniel,
        json: { suppleant: heloise, structure: menuiserie, debut: jour, fin: jour },
      })
    ).status,
  ).toBe(201)
  expect([await courriels(), await avis('heloise')]).toEqual([[], [['gestion', '/approbations']]])
  await vider()
  expect(
    (
      await p.demander('/api/v1/demandes/structure.transferer-gestionnaire', {
        cookie: cookies.daniel,
        json: { structure: menuiserie, utilisateur: heloise },
      })
    ).status,
  ).toBe(201)
  const ou = `/organisation/structures/${menuiserie}`
  expect([await courriels(), await avis('heloise'), (await avis('daniel')).filter(([genre]) => genre === 'securite')]).toEqual([
    ['daniel.poitier@exemple.fr'],
    [['gestion', ou]],
    [['securite', ou]],
  ])
})

test('CPT-08 import d’utilisateurs : sa fin comme on la veut, et à chacun son rattachement selon son choix', async () => {
  const {
    rows: [i],
  } = await p.pool.query<{ id: string }>(`insert into import (auteur, nom, lignes) values ($1, 'essai.csv', 1) returning id`, [daniel])
  await p.pool.query(
    `insert into import_ligne (import, rang, cellules, issue, utilisateur, structure) values ($1, 1, '{}', 'rattachee', $2, $3)`,
    [i!.id, heloise, agencement],
  )
  await regler('daniel', { imports: 'semaine' })
  await regler('heloise', { droits: 'jamais' })
  await vider()
  await p.db.transaction().execute((tx) => prevenirFin(tx, p.programme as unknown as Milieu, i!.id))
  for (let fois = 0; fois < 2; fois++) await envoyerAvisDImport(p.programme, { import: i!.id, rangs: [1] })
  expect([await courriels(), await avis('daniel'), await avis('heloise')]).toEqual([
    [],
    [['imports', `/organisation/utilisateurs/importer/${i!.id}`]],
    [['droits', `/organisation/structures/${agencement}`]],
  ])
})

test('CPT-08 récupération et coordonnées bancaires : à chaque adresse, toujours, et un avis pour la personne', async () => {
  const ailleurs = 'daniel.ailleurs@exemple.fr'
  await p.pool.query('update utilisateur set adresse_contact = $2 where id = $1', [daniel, ailleurs])
  const {
    rows: [r],
  } = await p.pool.query<{ id: string }>(
    `insert into recuperation (structure, demandeur, titulaire, motif, attente_jusqua) values ($1, $2, $3, 'Partie', maintenant() + interval '15 days') returning id`,
    [agencement, heloise, daniel],
  )
  await vider()
  await avertirTitulaire(p.programme, p.db, r!.id, 'debut')
  expect([(await courriels()).filter((a) => a.startsWith('daniel')), await avis('daniel')]).toEqual([
    [ailleurs, 'daniel.poitier@exemple.fr'],
    [['securite', `/organisation/recuperation/${r!.id}`]],
  ])
  await vider()
  await p.db.transaction().execute((tx) => annoncerArret(p.programme, tx, r!.id, () => 'Essai'))
  expect([(await courriels()).includes('heloise.ferdinand@exemple.fr'), await avis('heloise'), (await avis('daniel')).length]).toEqual([
    true,
    [['securite', `/organisation/recuperation/${r!.id}`]],
    1,
  ])
  const {
    rows: [d],
  } = await p.pool.query<{ id: number; numero: string }>(
    `insert into demande (type, auteur, structure, saisie, etat) values ('coordonnee-bancaire.creer', $1, $2, '{"nom":"Compte principal"}', 'effective') returning id, numero`,
    [heloise, agencement],
  )
  await regler('heloise', { demandes: 'jamais' })
  await vider()
  for (let fois = 0; fois < 2; fois++) await annoncerCompte(p.programme, { demande: d!.id, moment: 'effective' })
  const ou = [['securite', `/demandes/${d!.numero}`]]
  expect([await courriels(), await avis('heloise'), await avis('daniel')]).toEqual([
    expect.arrayContaining(['heloise.ferdinand@exemple.fr', ailleurs, 'daniel.poitier@exemple.fr']),
    ou,
    ou,
  ])
})
