import { readXlsx } from 'hucre'
import { expect, test } from 'vitest'
import { banqueDuMonde, codes, PREMIER, SECOND, type Corps } from '#tests/banque.ts'
import { attendreCourriels } from '#tests/courriels.ts'
import { echoirApres } from '#tests/echeances.ts'
import { fr } from '#ui/textes/index.ts'

const { p, daniel, nadia, heloise, camille, lire, demander, afficher, envoi, creer } = await banqueDuMonde()
const { menuiserie, agencement, mairie } = p.monde

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
