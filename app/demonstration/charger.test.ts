import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { chargerDemonstration } from '#app/demonstration/charger.ts'
import { rechercherStructures } from '#app/organisation/structures/recherche/rechercher.ts'
import { lireCollegues } from '#app/support/clavardage/confier.ts'
import { readSettings } from '#platform/settings.ts'
import { baseDEssai } from '#tests/base.ts'

const { pool, db } = await baseDEssai()
const settings = readSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), 'choral-demonstration-')) })
afterAll(() => rmSync(settings.DATA_DIR, { recursive: true, force: true }))

test('INT-05 INT-14 la démonstration se charge une fois : comptes, structures, registre, communes réelles', async () => {
  expect(await chargerDemonstration(pool, () => {}, settings)).toBe(true)
  expect(await chargerDemonstration(pool, () => {}, settings)).toBe(false)
  const compter = async (sql: string) => (await pool.query<{ n: number }>(`select count(*)::int as n ${sql}`)).rows[0]!.n
  expect([await compter('from identite'), await compter('from utilisateur')]).toEqual([7, 14])
  // A second agent, to hand a conversation to.
  expect(
    (
      await lireCollegues(
        db,
        (await pool.query(`select id from utilisateur where adresse_electronique = 'agent@exemple.fr'`)).rows[0].id,
        null,
      )
    ).map((g) => [g.nom, g.presence]),
  ).toEqual([['Lambert', 'disponible']])
  // Colleagues at each maille, rights that end, others about to begin or to go.
  expect([
    await compter('from rattachement where service is not null'),
    await compter("from habilitation where upper(periode) < maintenant() + interval '30 days'"),
    await compter(`from demande where etat = 'programmee'`),
  ]).toEqual([5, expect.toSatisfy((n: number) => n >= 4), 3])
  expect(await compter(`from structure where type_structure = 'PUBLIQUE'`)).toBeGreaterThanOrEqual(3000)
  expect(await compter('from sirene_etablissement')).toBeGreaterThan(500)
  expect((await rechercherStructures(db, { texte: 'villeurbane', publiquesSeulement: true, limite: 3 }))[0]).toMatchObject({
    identifiant: '21690266800013',
    ville: 'Villeurbanne',
  })
  // Daniel's three structures: with services, a second one, an inactive one.
  const { rows } = await pool.query(
    `select s.statut, (select count(*)::int from service v where v.structure = s.id) as services from structure s join utilisateur u on u.id = s.gestionnaire_principal where u.adresse_electronique = 'daniel.poitier@exemple.fr' order by 1, 2`,
  )
  expect(rows).toEqual([
    { statut: 'ACTIVE', services: 0 },
    { statut: 'ACTIVE', services: 5 },
    { statut: 'INACTIVE', services: 0 },
  ])
  expect(
    (
      await pool.query(
        `select p.nom, f.type from piece_jointe p join fichier f on f.empreinte = p.fichier where p.genre = 'STRUCTURE' order by 1`,
      )
    ).rows,
  ).toEqual([
    { nom: 'Attestation d’assurance.pdf', type: 'application/pdf' },
    { nom: 'Délégation de signature.pdf', type: 'application/pdf' },
    { nom: 'Statuts.pdf', type: 'application/pdf' },
  ])
  expect((await pool.query(`select nom, fin, statut from coordonnee_bancaire order by nom`)).rows).toEqual([
    { nom: 'Affacturage, Crédit Rive Gauche', fin: '000', statut: 'ACTIVE' },
    { nom: 'Ancien compte', fin: '606', statut: 'INACTIVE' },
    { nom: 'Compte principal', fin: '189', statut: 'ACTIVE' },
  ])
  // Each state that a screen of services or of attachments can show.
  expect(
    (
      await pool.query(
        `select x, count(*)::int as n from (select case when statut = 'INACTIF' then 'inactif' when debut_validite > maintenant() then 'à venir' when fin_validite < maintenant() then 'fini' when fin_validite is not null then 'daté' end as x from service where code in ('DEPOT-SUD', 'SALON', 'RECENSEMENT', 'FESTIVAL', 'REGIE-EAU')) y group by x order by x collate "C"`,
      )
    ).rows,
  ).toEqual([
    { x: 'daté', n: 1 },
    { x: 'fini', n: 1 },
    { x: 'inactif', n: 2 },
    { x: 'à venir', n: 1 },
  ])
  expect(await compter(`from piece_jointe p join fichier f on f.empreinte = p.fichier where f.controle = 'en-attente'`)).toBe(1)
  // Weeks of tickets in each state, each as its activities tell it.
  expect(await compter('from ticket')).toBeGreaterThan(150)
  expect(await compter(`from (select from ticket group by statut) x`)).toBe(4)
  expect(
    await compter(
      `from ticket t where statut <> coalesce((select vers from ticket_activite a where a.ticket = t.id and vers is not null order by id desc limit 1), 'OUVERT') or cree_le > maintenant() or premiere_reponse_le < cree_le or satisfaction_le > maintenant() or (resolu_le is null and statut in ('RESOLU', 'FERME'))`,
    ),
  ).toBe(0)
  // « Nous contacter » announces how long an answer takes.
  expect(await compter('from ticket_delai where destinataire is null')).toBe(1)
  // News, a maintenance that is over, messages.
  expect([
    await compter('from actualite where publie_le < maintenant()'),
    await compter('from incident where fin < maintenant()'),
    await compter('from message'),
  ]).toEqual([5, 1, 3])
  // What waits for Daniel's decision.
  expect(
    (
      await pool.query(
        `select d.type, a.etat, u.prenom from approbation a join demande d on d.id = a.demande join utilisateur u on u.id = d.auteur`,
      )
    ).rows,
  ).toEqual([{ type: 'habilitation.demander', etat: 'demandee', prenom: 'Héloïse' }])
})
