import { expect, test } from 'vitest'
import { STRUCTURES } from '#app/demonstration/monde.ts'
import { rattacher } from '#tests/acteurs.ts'
import { attendreCourriels } from '#tests/courriels.ts'
import { echoir } from '#tests/echeances.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde({ DELAI_EFFET_MINUTES: '30' }, { travaux: true })
const { monde } = p
const [daniel, heloise, camille] = await Promise.all([p.session('daniel'), p.session('heloise'), p.session('camille')])
const soumettre = async (type: string, cookie: string, json: object) => {
  const r = await p.demander(`/api/v1/demandes/${type}`, { cookie, json })
  const corps = (await r.json()) as { numero: string }
  expect(r.status, JSON.stringify(corps)).toBe(201)
  return corps.numero
}
const lire = async (chemin: string, cookie: string) => (await p.demander(chemin, { cookie })).text()
const vue = async (numero: string, cookie: string) =>
  (await (await p.demander(`/api/v1/demandes/${numero}`, { cookie })).json()) as { etat: string; motif: string | null; termineePar: object }

test('CPT-06 POR-16 une demande annulée dit par qui, quand et pourquoi : récépissé, liste, API, courriel', async () => {
  const numero = await soumettre('habilitation.demander', heloise, {
    structure: monde.menuiserie,
    profil: 'marches.modification',
    renoncer: true,
  })
  const chemin = `/demandes/${numero}/annuler`
  const long = await p.demander(chemin, { cookie: daniel, champs: { motif: 'x'.repeat(501) } })
  const page = await long.text()
  expect([long.status, page.includes('x'.repeat(501)), page.includes('Erreur')]).toEqual([422, true, true])
  await p.demander(chemin, { cookie: daniel, champs: { motif: 'Vous en aurez besoin en janvier.' } })
  const recu = await lire(`/demandes/${numero}`, heloise)
  expect([recu.includes('Annulée par Daniel Poitier'), recu.includes('Vous en aurez besoin en janvier.')]).toEqual([true, true])
  expect(await lire(`/demandes/${numero}`, daniel)).toContain('Annulée par vous')
  expect(await lire(`/approbations/${numero}`, daniel)).toContain('Annulée par vous')
  const liste = await lire('/compte/demandes?etat=annulee', heloise)
  expect([liste.includes('par Daniel Poitier'), liste.includes('Vous en aurez besoin en janvier.')]).toEqual([true, true])
  expect(await vue(numero, heloise)).toMatchObject({
    etat: 'annulee',
    motif: 'Vous en aurez besoin en janvier.',
    termineePar: { id: monde.daniel, prenom: 'Daniel', nom: 'Poitier' },
  })
  await expect
    .poll(async () => (await attendreCourriels(p, 'heloise.ferdinand@exemple.fr')).find((m) => /annulée/.test(m.sujet))?.texte)
    .toMatch(/est annulée par Daniel Poitier\. Vous en aurez besoin en janvier\./)
})

test('CPT-06 sans motif, rien n’est inventé ; celui que l’auteur donne se lit aussi', async () => {
  const numero = await soumettre('structure.modifier', daniel, { structure: monde.menuiserie, telephone: '02 40 00 00 99' })
  await p.demander(`/demandes/${numero}/annuler`, { cookie: daniel, champs: {} })
  expect(await vue(numero, daniel)).toMatchObject({ etat: 'annulee', motif: null, termineePar: { nom: 'Poitier' } })
})

test('CPT-06 annulée par le portail : son auteur n’a plus le droit de faire ce changement', async () => {
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 1, 2, tstzrange(maintenant(), null))
     on conflict do nothing`,
    [monde.heloise, monde.agencement],
  )
  await rattacher(p.pool, monde.heloise, monde.agencement)
  const numero = await soumettre('structure.modifier', heloise, { structure: monde.agencement, telephone: '02 40 00 00 98' })
  await p.pool.query(`update habilitation set retiree_le = maintenant() where utilisateur = $1 and structure = $2`, [
    monde.heloise,
    monde.agencement,
  ])
  await p.pool.query(`update demande set effet_le = maintenant() where numero = $1`, [numero])
  await echoir(p)
  expect(await vue(numero, daniel)).toMatchObject({ etat: 'annulee', termineePar: null })
  const recu = await lire(`/demandes/${numero}`, heloise)
  expect([recu.includes('Annulée par le portail'), recu.includes('n’a plus le droit de faire ce changement')]).toEqual([true, true])
})

test('CPT-06 STR-07 0063 la structure est désactivée : les siens lisent par qui ; qui demandait à y entrer ne lit pas le nom d’un autre que son gestionnaire', async () => {
  const demande = await soumettre('rattachement.demander', camille, {
    typeIdentifiant: 'SIRET',
    identifiant: STRUCTURES.menuiserie.identifiant,
  })
  await p.pool.query(
    `update habilitation set niveau = 2 where utilisateur = $1 and structure = $2 and application = 1 and service is null and retiree_le is null`,
    [monde.heloise, monde.menuiserie],
  )
  const fin = await soumettre('structure.desactiver', heloise, { structure: monde.menuiserie, motif: 'Cessation' })
  await p.pool.query(`update demande set effet_le = maintenant() where numero = $1`, [fin])
  await echoir(p)
  const sienne = await lire(`/demandes/${demande}`, camille)
  expect([sienne.includes('Annulée par une personne de la structure'), sienne.includes('Ferdinand')]).toEqual([true, false])
  expect(await vue(demande, camille)).toMatchObject({ etat: 'annulee', termineePar: null })
  expect(await lire(`/demandes/${demande}`, daniel)).toContain('Annulée par Héloïse Ferdinand')
  expect(await vue(demande, daniel)).toMatchObject({ termineePar: { prenom: 'Héloïse', nom: 'Ferdinand' } })
})
