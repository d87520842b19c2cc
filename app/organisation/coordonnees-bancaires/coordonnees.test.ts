import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre'
import { afterAll, expect, test } from 'vitest'
import { deposer } from '#app/organisation/pieces-jointes/index.ts'
import { decalerHorloge } from '#tests/base.ts'
import { echoir, echoirApres } from '#tests/echeances.ts'
import { attendreCourriels } from '#tests/courriels.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-banque-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR, DELAI_EFFET_MINUTES: '30' }, { travaux: true })
const { menuiserie, agencement, mairie } = p.monde
const [daniel, nadia, heloise, camille] = await Promise.all([
  p.session('daniel'),
  p.session('nadia'),
  p.session('heloise'),
  p.session('camille'),
])

// Their numbers are looked for everywhere afterwards.
const PREMIER = 'FR7630006000011234567890189'
const SECOND = 'FR1420041010050500013M02606'
type Corps = Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any
const lire = async (chemin: string, cookie = daniel) => {
  const r = await p.demander(`/api/v1/${chemin}`, { cookie })
  return { statut: r.status, corps: (await r.json()) as Corps }
}
const demander = async (type: string, json: object, { cookie = daniel, plus = '', cle = '' } = {}) => {
  const r = await p.demander(`/api/v1/demandes/coordonnee-bancaire.${type}${plus}`, {
    cookie,
    json,
    ...(cle ? { headers: { 'idempotency-key': cle } } : {}),
  })
  return { statut: r.status, corps: (await r.json()) as Corps }
}
const afficher = async (id: string, cookie = daniel) => {
  const r = await p.demander(`/api/v1/coordonnees-bancaires/${id}/affichage`, { method: 'POST', cookie, json: {} })
  return { statut: r.status, corps: (await r.json()) as Corps }
}
const envoi = async (nom = 'rib.pdf', qui: 'daniel' | 'nadia' = 'daniel') =>
  (
    await deposer(
      { db: p.db, settings: p.settings, t: fr },
      { id: p.monde[qui] },
      { nom, contenu: Buffer.from(`%PDF-1.7\n${nom} ${Math.random()}`) },
    )
  ).id
const creer = async (plus: object = {}) =>
  (
    await demander('creer', {
      structure: menuiserie,
      type: 'IBAN',
      nom: 'Compte chantiers',
      iban: PREMIER,
      bic: 'AGRIFRPP',
      rib: await envoi(),
      ...plus,
    })
  ).corps.resultat.coordonneeBancaire.id as string
const codes = (r: { corps: Corps }) =>
  Object.fromEntries(((r.corps.champs ?? []) as { champ: string; code: string }[]).map((c) => [c.champ, c.code]))

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

test('BAN-04 CPT-07 le numéro entier : à qui peut le changer, après une preuve de moins de dix minutes, chaque fois dans l’historique', async () => {
  const id = await creer({ nom: 'Montré' })
  expect((await afficher(id, heloise)).statut).toBe(403)
  expect([
    (await afficher(id, nadia)).statut,
    (await afficher(id, camille)).statut,
    (await lire(`coordonnees-bancaires/${id}`, nadia)).statut,
  ]).toEqual([404, 404, 404])
  const vieille = await p.session('daniel')
  await p.pool.query(
    `update session set preuve_le = now() - interval '11 minutes' where id = (select id from session where utilisateur = $1 order by cree_le desc limit 1)`,
    [p.monde.daniel],
  )
  expect((await afficher(id, vieille)).corps.code).toBe('preuve-exigee')
  for (const type of ['creer', 'modifier', 'activer', 'desactiver'])
    expect((await demander(type, { coordonneeBancaire: id, structure: menuiserie }, { cookie: vieille })).corps.code, type).toBe(
      'preuve-exigee',
    )
  expect([(await afficher(id)).statut, (await afficher(id)).statut]).toEqual([200, 200])
  const vues = (await lire(`structures/${menuiserie}/historique`)).corps.elements.filter((l: Corps) =>
    l.evenement === 'coordonnee-bancaire.affichee' && l.contenu?.objet !== undefined
      ? l.contenu.objet === id
      : l.evenement === 'coordonnee-bancaire.affichee',
  )
  expect(vues.length).toBeGreaterThanOrEqual(2)
})

test('BAN-04 la liste : masquée, triée, filtrée, suivie par clé, exportée ; réservée à qui lit « Organisation » sur la structure entière', async () => {
  await p.pool.query(
    `insert into coordonnee_bancaire (structure, type, nom, pays, cle, scelle, fin, a_iban, statut) select $1, 'IBAN', 'Ligne ' || (100 - i), 'FR', (select cle from coordonnee_bancaire limit 1), '\\x00', lpad(i::text, 3, '0'), true, case when i % 2 = 0 then 'ACTIVE' else 'INACTIVE' end from generate_series(1, 45) i`,
    [agencement],
  )
  for (const tri of ['nom', '-type', 'statut', '-modifieLe', 'pays']) {
    const vus: string[] = []
    let suite = ''
    for (let n = 0; n < 10 && (n === 0 || suite); n++) {
      const { corps } = await lire(
        `structures/${agencement}/coordonnees-bancaires?tri=${tri}&taille=20${suite ? `&apres=${encodeURIComponent(suite)}` : ''}`,
      )
      vus.push(...corps.elements.map((c: Corps) => c.id))
      suite = corps.suivant ?? ''
    }
    expect([new Set(vus).size, vus.length], tri).toEqual([45, 45])
  }
  expect((await lire(`structures/${agencement}/coordonnees-bancaires?statut=ACTIVE&recherche=LIGNE 56`)).corps.elements).toMatchObject([
    { nom: 'Ligne 56', compte: '•••• 044' },
  ])
  const csv = await (await p.demander(`/api/v1/structures/${agencement}/coordonnees-bancaires?format=csv`, { cookie: daniel })).text()
  expect([csv.trim().split('\n').length, csv.includes('•••• 044')]).toEqual([46, true])
  const xlsx = await p.demander(`/api/v1/structures/${agencement}/coordonnees-bancaires?format=xlsx`, { cookie: daniel })
  const [entetes, premiere] = (await readXlsx(new Uint8Array(await xlsx.arrayBuffer()))).sheets[0]!.rows
  expect([entetes!.at(-1), premiere!.at(-1)]).toEqual([fr.coordonnees.modifieLe, expect.any(Date)])
  expect([
    (await lire(`structures/${mairie}/coordonnees-bancaires`)).statut,
    (await lire(`structures/${menuiserie}/coordonnees-bancaires`, heloise)).statut,
  ]).toEqual([404, 200])
  const refusee = await demander(
    'creer',
    { structure: menuiserie, type: 'IBAN', nom: 'Non', iban: PREMIER, rib: await envoi() },
    { cookie: heloise },
  )
  expect([refusee.statut, refusee.corps.code, typeof refusee.corps.remede]).toEqual([403, 'acces-refuse', 'string'])
})

test('BAN-04 S08 un changement est annoncé au gestionnaire principal à chacune de ses adresses, et à l’adresse de contact d’avant', async () => {
  await p.pool.query(`update utilisateur set adresse_contact = 'daniel.perso@exemple.fr' where id = $1`, [p.monde.daniel])
  await p.pool.query(`update structure set libelle = 'Atelier de Vertou' where id = $1`, [menuiserie])
  const [avant] = (await p.pool.query<{ a: string }>('select adresse_electronique as a from structure where id = $1', [menuiserie])).rows
  await p.demander('/api/v1/demandes/structure.modifier', {
    cookie: daniel,
    json: { structure: menuiserie, adresseElectronique: 'nouvelle@menuiserie.exemple' },
  })
  await echoirApres(p, '1 hour')
  const id = await creer({ nom: 'Annoncé' })
  const { corps } = await demander('modifier', { coordonneeBancaire: id, iban: SECOND, rib: await envoi() })
  for (const adresse of ['daniel.perso@exemple.fr', 'nouvelle@menuiserie.exemple', ...(avant?.a ? [avant.a] : [])]) {
    let courriel
    for (let n = 2; !courriel; n++)
      courriel = (await attendreCourriels(p, adresse, Math.min(n, 12))).find((m) => m.texte.includes(corps.numero))
    expect(courriel.texte, adresse).toContain('••••\u00a0189 → ••••\u00a0606')
    // Its own people read its libellé; whoever governs it is not told to call themselves.
    expect(courriel.sujet.replaceAll('\u00a0', ' ')).toBe(
      'Modifier une coordonnée bancaire « Annoncé », Atelier de Vertou : changement prévu',
    )
    const suite = courriel.texte.replaceAll(/\s+/g, ' ')
    expect([
      adresse,
      suite.includes('Annulez la demande, changez votre mot de passe et prévenez le support'),
      suite.includes('prévenez aussitôt Daniel Poitier, gestionnaire principal'),
    ]).toEqual([adresse, adresse === 'daniel.perso@exemple.fr', adresse !== 'daniel.perso@exemple.fr'])
  }
  await p.demander(`/api/v1/demandes/${corps.numero}/annulation`, { cookie: daniel, json: { motif: 'Ce n’est pas nous.' } })
  let annule
  for (let n = 3; !annule; n++)
    annule = (await attendreCourriels(p, 'daniel.perso@exemple.fr', Math.min(n, 12))).find(
      (m) => m.texte.includes(corps.numero) && m.sujet.includes('annulé'),
    )
  expect(annule.texte).toContain('Ce n’est pas nous.')
  // Cancelled, there is nothing left to cancel.
  expect(annule.texte.replaceAll(/\s+/g, ' ')).toContain('attendiez pas ? Changez votre mot de passe et prévenez le support.')
})

test('DUP-03 BAN-04 dupliquer emporte les comptes choisis : scellés à neuf, masqués, avec leur propre RIB ; ceux d’une autre structure, non', async () => {
  const id = await creer({ structure: agencement, nom: 'Emporté' })
  const corps = {
    structure: agencement,
    typeIdentifiant: 'RIDET',
    identifiant: '0141008001',
    adresse: '1 rue',
    codePostal: '98800',
    ville: 'Nouméa',
    pays: 'NC',
  }
  const dupliquer = async (coordonneesBancaires: string[], plus = '') => {
    const r = await p.demander(`/api/v1/demandes/structure.dupliquer${plus}`, { cookie: daniel, json: { ...corps, coordonneesBancaires } })
    return { statut: r.status, corps: (await r.json()) as Corps }
  }
  const ailleurs = await creer({ nom: 'D’ailleurs' })
  expect(codes(await dupliquer([ailleurs], '?simulation=oui'))).toEqual({ coordonneesBancaires: 'choix-invalide' })
  const fait = await dupliquer([id])
  expect([fait.statut, fait.corps.resultat.coordonneesBancaires, fait.corps.saisie.coordonneesBancaires]).toEqual([
    201,
    1,
    [{ id, nom: 'Emporté', compte: '•••• 189' }],
  ])
  const [copie] = (await lire(`structures/${fait.corps.resultat.structure}/coordonnees-bancaires`)).corps.elements
  expect(copie).toMatchObject({ nom: 'Emporté', compte: '•••• 189' })
  expect((await afficher(copie.id)).corps).toEqual({ id: copie.id, iban: PREMIER, bban: PREMIER.slice(4) })
  const [un, deux] = await Promise.all([id, copie.id].map(async (x) => (await lire(`coordonnees-bancaires/${x}`)).corps.rib.id as string))
  expect(un).not.toBe(deux)
})

test('BAN-04 le RIB porte le numéro : lu aux mêmes conditions, et inscrit dans l’historique', async () => {
  const id = await creer({ nom: 'Avec RIB' })
  const rib = (cookie: string) => p.demander(`/api/v1/coordonnees-bancaires/${id}/rib`, { method: 'POST', cookie, json: {} })
  const lu = await rib(daniel)
  expect([lu.status, lu.headers.get('content-type'), lu.headers.get('cache-control'), (await lu.text()).startsWith('%PDF')]).toEqual([
    200,
    'application/pdf',
    'no-store',
    true,
  ])
  expect([(await rib(heloise)).status, (await rib(nadia)).status]).toEqual([403, 404])
  const piece = (await lire(`coordonnees-bancaires/${id}`)).corps.rib.id
  expect((await p.demander(`/api/v1/pieces-jointes/${piece}/contenu`, { cookie: daniel })).status).toBe(404)
  expect(
    (
      await p.pool.query(
        `select contenu->'apres' as a from journal where evenement = 'coordonnee-bancaire.affichee' and contenu->>'objet' = $1`,
        [id],
      )
    ).rows,
  ).toEqual([{ a: { nom: 'Avec RIB', nomDuRib: 'rib.pdf' } }])
})

test('S08 BAN-04 aucun numéro hors de sa place scellée : base, courriels, journal, récépissé', async () => {
  const { rows } = await p.pool.query<{ t: string }>(
    `select table_name as t from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const trouves: string[] = []
  for (const { t } of rows) {
    const {
      rows: [l],
    } = await p.pool.query<{ n: number }>(
      `select count(*)::int as n from "${t}" x where x::text ~ '30006000011234567890|20041010050500013M|3704 ?0044 ?0532'`,
    )
    if (l!.n) trouves.push(`${t}: ${l!.n}`)
  }
  expect(trouves).toEqual([])
  const boite = await (await p.demander('/courriels.json')).text()
  expect(boite.replace(/\s/g, '')).not.toMatch(/300060000112345|20041010050500013M/)
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
