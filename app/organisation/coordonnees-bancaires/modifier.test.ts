import { expect, test } from 'vitest'
import { banqueDuMonde, codes, SECOND, type Corps } from '#tests/banque.ts'
import { decalerHorloge } from '#tests/base.ts'
import { echoir, echoirApres } from '#tests/echeances.ts'

const { p, daniel, lire, demander, afficher, envoi, creer } = await banqueDuMonde()

test('BAN-02 modifier : en vigueur après le délai, l’ancien numéro d’ici là ; annulée, rien n’en reste ; version périmée dite sans numéro', async () => {
  const id = await creer()
  const change = await demander('modifier', {
    coordonneeBancaire: id,
    nom: 'Compte travaux',
    iban: SECOND,
    bic: '',
    rib: await envoi('nouveau.pdf'),
    version: 1,
  })
  expect([change.statut, change.corps.etat]).toEqual([201, 'programmee'])
  expect([change.corps.avant, change.corps.saisie]).toEqual([
    { nom: 'Compte chantiers', bic: 'AGRIFRPP', compte: '•••• 189', nomDuRib: 'rib.pdf' },
    { nom: 'Compte travaux', bic: null, compte: '•••• 606', nomDuRib: 'nouveau.pdf' },
  ])
  expect((await lire(`coordonnees-bancaires/${id}`)).corps).toMatchObject({ compte: '•••• 189', rib: { nom: 'rib.pdf' }, version: 2 })
  const perimee = await demander('modifier', { coordonneeBancaire: id, nom: 'Autre', version: 1 })
  expect([perimee.statut, perimee.corps.changements.map((c: Corps) => c.champ).toSorted()]).toEqual([
    412,
    ['bic', 'compte', 'nom', 'nomDuRib'],
  ])
  expect((await p.demander(`/api/v1/demandes/${change.corps.numero}/annulation`, { cookie: daniel, json: {} })).status).toBe(200)
  expect(
    (
      await p.pool.query(
        `select (select count(*) from coordonnee_bancaire_changement)::int as aside, (select supprimee_le is not null and fichier is null from piece_jointe where nom = 'nouveau.pdf') as retire`,
      )
    ).rows,
  ).toEqual([{ aside: 0, retire: true }])
  // The RIB of the account before says another number: the new one comes with its own.
  for (const sansRib of [{}, { rib: null }])
    expect(codes(await demander('modifier', { coordonneeBancaire: id, iban: SECOND, ...sansRib }))).toEqual({ rib: 'champ-manquant' })
  const deux = await demander('modifier', { coordonneeBancaire: id, iban: SECOND, rib: await envoi('second.pdf') })
  expect(deux.statut).toBe(201)
  await echoirApres(p, '1 hour')
  expect((await lire(`coordonnees-bancaires/${id}`)).corps).toMatchObject({
    compte: '•••• 606',
    nom: 'Compte chantiers',
    rib: { nom: 'second.pdf' },
  })
  expect((await afficher(id)).corps).toMatchObject({ iban: SECOND, bban: SECOND.slice(4) })
  expect((await demander('modifier', { coordonneeBancaire: id, iban: SECOND })).corps.code).toBe('aucun-changement')
  expect(codes(await demander('modifier', { coordonneeBancaire: id, pays: 'DE' }))).toEqual({ iban: 'iban-pays-different' })
})

test('BAN-02 deux changements dont le second ne va plus avec le premier : sans effet, et dit', async () => {
  const id = await creer({ nom: 'Croisé' })
  await demander('modifier', { coordonneeBancaire: id, iban: 'DE89370400440532013000', bic: '', rib: await envoi() })
  const tard = await demander('modifier', { coordonneeBancaire: id, bic: 'AGRIFRPPXXX', aPartirDu: '2099-01-01' })
  expect(tard.statut).toBe(201)
  await decalerHorloge(p.pool, '1 hour')
  await echoir(p)
  await p.pool.query(`update demande set effet_le = maintenant() - interval '1 minute' where numero = $1`, [tard.corps.numero])
  await echoir(p)
  await decalerHorloge(p.pool, '0')
  expect((await lire(`demandes/${tard.corps.numero}`)).corps).toMatchObject({ etat: 'echouee' })
  expect((await afficher(id)).corps.iban).toBe('DE89370400440532013000')
})

test('BAN-02 désactiver puis activer, une fois ; deux fois à la fois, une gagne', async () => {
  const id = await creer({ nom: 'À arrêter' })
  const passer = async () => {
    await echoirApres(p, '1 hour')
  }
  expect((await demander('activer', { coordonneeBancaire: id })).corps.code).toBe('coordonnee-bancaire-deja-active')
  const deux = await Promise.all([1, 2].map(() => demander('desactiver', { coordonneeBancaire: id })))
  expect(deux.map((d) => d.statut)).toEqual([201, 201])
  await passer()
  expect((await Promise.all(deux.map(async (d) => (await lire(`demandes/${d.corps.numero}`)).corps.etat))).toSorted()).toEqual([
    'echouee',
    'effective',
  ])
  expect((await lire(`coordonnees-bancaires/${id}`)).corps.statut).toBe('INACTIVE')
  expect((await demander('desactiver', { coordonneeBancaire: id })).corps.code).toBe('coordonnee-bancaire-deja-inactive')
  await demander('activer', { coordonneeBancaire: id })
  await passer()
  expect((await lire(`coordonnees-bancaires/${id}`)).corps.statut).toBe('ACTIVE')
})
