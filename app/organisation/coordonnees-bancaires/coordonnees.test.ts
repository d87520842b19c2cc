import { expect, test } from 'vitest'
import { banqueDuMonde, codes, PREMIER, SECOND } from '#tests/banque.ts'
import { fr } from '#ui/textes/index.ts'

const { p, daniel, lire, demander, afficher, envoi, creer } = await banqueDuMonde()
const { menuiserie } = p.monde

test('BAN-01 créée tout de suite : l’IBAN remplit le pays et le BBAN, le RIB est joint ; tout se relit masqué', async () => {
  const r = await demander('creer', {
    structure: menuiserie,
    type: 'IBAN',
    nom: 'Compte courant',
    iban: 'fr76 3000 6000 0112 3456 7890 189',
    bic: 'AGRIFRPP',
    rib: await envoi('rib-courant.pdf'),
  })
  expect([r.statut, r.corps.etat, r.corps.saisie]).toEqual([
    201,
    'effective',
    { type: 'IBAN', nom: 'Compte courant', pays: 'FR', bic: 'AGRIFRPP', compte: '•••• 189', nomDuRib: 'rib-courant.pdf' },
  ])
  // Its receipt says it in the form's order, under names that are not those of a person.
  const recu = async (langue: string) =>
    (await (await p.demander(`/demandes/${r.corps.numero}`, { cookie: `${daniel}; choral.langue=${langue}` })).text())
      .match(/<dt[^>]*>[^<]+<\/dt>/g)!
      .map((m) => m.replaceAll(/<[^>]+>/g, ''))
      .slice(-6)
  expect(await recu('fr')).toEqual(['Nom', 'Type', 'Compte', 'Pays', 'BIC ou SWIFT', 'RIB'])
  expect((await recu('en'))[0]).toBe('Name')
  const { id } = r.corps.resultat.coordonneeBancaire
  expect((await lire(`coordonnees-bancaires/${id}`)).corps).toMatchObject({
    nom: 'Compte courant',
    compte: '•••• 189',
    pays: 'FR',
    aIban: true,
    statut: 'ACTIVE',
    rib: { nom: 'rib-courant.pdf' },
    structure: { id: menuiserie },
    version: 1,
    actions: { modifier: true, afficher: true },
  })
  expect((await afficher(id)).corps).toEqual({ id, iban: PREMIER, bban: '30006000011234567890189' })
})

test('BAN-01 le RIB est au nom de l’entité, pas au libellé que l’on donne à sa structure', async () => {
  await p.pool.query(`update structure set libelle = 'Le siège' where id = $1`, [menuiserie])
  const page = await p.demander(`/organisation/coordonnees-bancaires/creer?structure=${menuiserie}`, { cookie: daniel })
  expect(await page.text()).toContain('Au nom de Menuiserie Poitier, ou de l’affactureur')
})

test('BAN-01 à l’écran, l’erreur appelle le nom comme son libellé, dans le résumé et près du champ', async () => {
  const corps = new FormData()
  for (const [nom, valeur] of Object.entries({
    _cle: crypto.randomUUID(),
    _etape: 'verifier',
    structure: menuiserie,
    type: 'IBAN',
    nom: '',
  }))
    corps.set(nom, valeur)
  const r = await p.demander(`/organisation/coordonnees-bancaires/creer?structure=${menuiserie}`, {
    method: 'POST',
    body: corps,
    cookie: daniel,
  })
  const html = await r.text()
  expect([r.status, html.match(/Renseignez le champ «.Nom de la coordonnée bancaire.»/g)?.length, /«.Nom.»/.test(html)]).toEqual([
    422,
    2,
    false,
  ])
})

test('BAN-01 toutes les erreurs ensemble ; le RIB est obligatoire, à soi et une seule fois ; l’affactureur dit son nom et son identifiant', async () => {
  const r = await demander('creer', {
    structure: menuiserie,
    type: 'IBAN',
    nom: '',
    iban: 'FR7630006000011234567890188',
    bic: 'AGRI',
    affactureur: true,
  })
  expect([r.statut, codes(r)]).toEqual([
    422,
    {
      nom: 'champ-manquant',
      iban: 'iban-invalide',
      bic: 'bic-invalide',
      designationAffactureur: 'champ-manquant',
      identifiantAffactureur: 'champ-manquant',
      rib: 'champ-manquant',
    },
  ])
  expect(JSON.stringify(r.corps)).not.toContain('30006')
  const rib = await envoi()
  const corps = { structure: menuiserie, type: 'BBAN', nom: 'Un', pays: 'FR', bban: '30006 00001 12345678901 89', rib }
  expect(codes(await demander('creer', { ...corps, rib: await envoi('autre.pdf', 'nadia') }))).toEqual({ rib: 'fichier-perdu' })
  expect((await demander('creer', corps)).statut).toBe(201)
  expect(codes(await demander('creer', { ...corps, nom: 'Deux' }))).toEqual({ rib: 'fichier-perdu' })
  expect(codes(await demander('creer', { ...corps, type: 7, iban: 7 }))).toMatchObject({ type: 'choix-invalide', iban: 'champ-invalide' })
})

test('BAN-01 deux fois la même clé : un seul compte ; un autre numéro sous la même clé est refusé ; deux à la fois, un seul', async () => {
  const corps = { structure: menuiserie, type: 'IBAN', nom: 'Une fois', iban: PREMIER, rib: await envoi() }
  const [un, deux] = await Promise.all([1, 2].map(() => demander('creer', corps, { cle: 'banque-1' })))
  expect([un!.statut, deux!.statut, un!.corps.numero === deux!.corps.numero]).toEqual([201, 201, true])
  expect((await demander('creer', { ...corps, iban: SECOND }, { cle: 'banque-1' })).corps.code).toBe('cle-idempotence-reutilisee')
  expect((await p.pool.query(`select count(*)::int as n from coordonnee_bancaire where nom = 'Une fois'`)).rows).toEqual([{ n: 1 }])
})

test('BAN-03 l’avis « à titre d’information » est au formulaire et sur la page du compte', async () => {
  const id = await creer({ nom: 'Compte de l’avis' })
  for (const chemin of [
    `coordonnees-bancaires/creer?structure=${menuiserie}`,
    `structures/${menuiserie}/coordonnees-bancaires/${id}`,
    `structures/${menuiserie}/coordonnees-bancaires/${id}/modifier`,
  ]) {
    const page = await (await p.demander(`/organisation/${chemin}`, { cookie: daniel })).text()
    expect([chemin, page.includes(fr.coordonnees.information.texte)]).toEqual([chemin, true])
  }
})
