import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { portail } from '#tests/portail.ts'
import { creerMonde } from '#app/demonstration/monde.ts'
import { enregistrerMotDePasse } from '../motdepasse/enregistrer.ts'
import { hacherMotDePasse } from '../motdepasse/hacher.ts'
import { activerSecondFacteur, lireSecondFacteur, preparerSecondFacteur } from '../secondfacteur/etat.ts'
import { codeDuPas, pasCourant } from '../secondfacteur/totp.ts'

const p = await portail({}, { travaux: true })
const monde = await creerMonde(p.pool)
const daniel = () => p.session(monde.daniel)
const lire = async (chemin: string, cookie: string) => {
  const r = await p.demander(chemin, { cookie })
  return { statut: r.status, texte: await r.text() }
}
const vieillirPreuve = (id: string) => p.pool.query(`update session set preuve_le = now() - interval '11 minutes' where id = $1`, [id])

test('CPT-03 « Mon compte » et ses pages répondent, en 6 requêtes SQL au plus', async () => {
  const cookie = await daniel()
  for (const chemin of [
    '/compte',
    '/compte/identite',
    '/compte/adresse',
    '/compte/adresse-contact',
    '/compte/mot-de-passe',
    '/compte/second-facteur',
    '/compte/structures',
    '/compte/demandes',
    '/preuve',
    '/courriels',
    '/bienvenue',
  ]) {
    const lectures = []
    // What works in the background meanwhile is nobody's page: it never asks three times in a row.
    for (let i = 0; i < 3; i++) lectures.push(await p.compterRequetes(() => lire(chemin, cookie)))
    expect(lectures.map((l) => [chemin, l.resultat.statut])).toEqual(Array(3).fill([chemin, 200]))
    const { requetes } = lectures.toSorted((a, b) => a.requetes.length - b.requetes.length)[0]!
    expect(requetes.length, chemin).toBeGreaterThan(0)
    expect(requetes.length, `${chemin}\n${requetes.join('\n')}`).toBeLessThanOrEqual(6)
  }
})

test('CPT-03 changer son identité : ce qui est faux est dit, rien de ce qui est saisi n’est perdu', async () => {
  const cookie = await daniel()
  const faux = await p.demander('/compte/identite', {
    cookie,
    champs: { civilite: 'M', prenom: 'Daniel-Jean', nom: '  ', telephone: '12', langue: 'fr' },
  })
  const page = await faux.text()
  expect(faux.status).toBe(422)
  expect(page).toContain('Saisissez votre nom.')
  expect(page).toContain('Saisissez 4 à 20 chiffres')
  expect(page).toContain('value="Daniel-Jean"')
  const juste = await p.demander('/compte/identite', {
    cookie,
    champs: { civilite: 'M', prenom: ' Daniel  Jean ', nom: 'Poitier', telephone: '+33 6 12 34 56 78', langue: 'en' },
  })
  expect(juste.headers.get('location')).toBe('/compte?fait=identite')
  const { rows } = await p.pool.query('select prenom, nom_complet, telephone, langue from utilisateur where id = $1', [monde.daniel])
  expect(rows[0]).toEqual({ prenom: 'Daniel Jean', nom_complet: 'Daniel Jean Poitier', telephone: '+33 6 12 34 56 78', langue: 'en' })
  await p.pool.query(`update utilisateur set langue = 'fr' where id = $1`, [monde.daniel])
})

test('C09 changer d’adresse : l’ancienne est prévenue et sert jusqu’à la confirmation, dans la session qui l’a demandée', async () => {
  const moi = await creerUtilisateur(p.pool, { adresse: 'ancienne@exemple.fr' })
  const cookie = await p.session(moi.id)
  const autre = await ouvrirSession(p.pool, p.settings, moi.id)
  const recu = await p.demander('/compte/adresse', { cookie, champs: { adresse: 'Nouvelle@Exemple.fr' } })
  expect(recu.headers.get('location')).toBe('/compte?fait=lien')
  const [annonce] = await attendreCourriels(p, 'ancienne@exemple.fr')
  expect(annonce!.texte).toContain('nouvelle@exemple.fr')
  const [lien] = await attendreCourriels(p, 'nouvelle@exemple.fr')
  const adresse = async () => (await p.pool.query('select adresse_electronique as a from utilisateur where id = $1', [moi.id])).rows[0].a
  const etranger = await ouvrirSession(p.pool, p.settings, (await creerUtilisateur(p.pool)).id)
  expect((await p.demander(lienDe(lien!))).headers.get('location')).toMatch(/^\/connexion\?retour=/)
  expect((await p.demander(lienDe(lien!), { cookie: etranger.cookie })).status).toBe(410)
  expect(await adresse()).toBe('ancienne@exemple.fr')
  expect((await p.demander(lienDe(lien!), { cookie })).headers.get('location')).toBe('/compte?fait=adresse')
  expect(await adresse()).toBe('nouvelle@exemple.fr')
  expect((await p.demander(lienDe(lien!), { cookie })).status).toBe(410)
  expect((await p.demander('/compte', { cookie: autre.cookie })).status).toBe(303)
  await attendreCourriels(p, 'ancienne@exemple.fr', 2)
})

test('C09 une adresse déjà prise répond de même et ne change rien ; un lien expiré non plus', async () => {
  const moi = await creerUtilisateur(p.pool)
  const cookie = await p.session(moi.id)
  expect(
    (await p.demander('/compte/adresse', { cookie, champs: { adresse: 'heloise.ferdinand@exemple.fr' } })).headers.get('location'),
  ).toBe('/compte?fait=lien')
  const [lien] = await attendreCourriels(p, 'heloise.ferdinand@exemple.fr')
  expect((await p.demander(lienDe(lien!), { cookie })).status).toBe(410)
  await p.demander('/compte/adresse', { cookie, champs: { adresse: 'mal.tapee@exemple.fr' } })
  const [perime] = await attendreCourriels(p, 'mal.tapee@exemple.fr')
  await p.pool.query(`update lien set expire_le = now() - interval '1 second' where adresse = 'mal.tapee@exemple.fr'`)
  expect((await p.demander(lienDe(perime!), { cookie })).status).toBe(410)
  expect((await p.pool.query('select adresse_electronique as a from utilisateur where id = $1', [moi.id])).rows[0].a).toBe(moi.adresse)
})

test('C08 changer de mot de passe ferme les autres sessions à la requête suivante, et prévient', async () => {
  const moi = await creerUtilisateur(p.pool)
  await enregistrerMotDePasse(p.db, moi.id, await hacherMotDePasse('ancien mot de passe à moi'))
  const cookie = await p.session(moi.id)
  const autre = await ouvrirSession(p.pool, p.settings, moi.id)
  const faux = await p.demander('/compte/mot-de-passe', {
    cookie,
    champs: { adresse: '', ancien: 'pas celui-là du tout', motDePasse: 'une girouette neuve' },
  })
  expect([faux.status, (await faux.text()).includes('pas celui-là')]).toEqual([422, false])
  const court = await p.demander('/compte/mot-de-passe', {
    cookie,
    champs: { adresse: '', ancien: 'ancien mot de passe à moi', motDePasse: 'trop court' },
  })
  expect(await court.text()).toContain('12 caractères au moins')
  const juste = await p.demander('/compte/mot-de-passe', {
    cookie,
    champs: { adresse: '', ancien: 'ancien mot de passe à moi', motDePasse: 'une girouette neuve' },
  })
  expect(juste.headers.get('location')).toBe('/compte?fait=mot-de-passe')
  expect((await p.demander('/compte', { cookie })).status).toBe(200)
  expect((await p.demander('/compte', { cookie: autre.cookie })).status).toBe(303)
  expect((await attendreCourriels(p, moi.adresse))[0]!.sujet).toBe('Votre mot de passe a été changé')
})

test('CPT-03 on voit et ferme ses sessions, jamais celles d’autrui', async () => {
  const cookie = await daniel()
  const autre = await ouvrirSession(p.pool, p.settings, monde.daniel)
  const heloise = await ouvrirSession(p.pool, p.settings, monde.heloise)
  expect((await lire('/compte', cookie)).texte).toContain(`/compte/sessions/${autre.id}/fermer`)
  await p.demander(`/compte/sessions/${heloise.id}/fermer`, { cookie, method: 'POST' })
  expect((await p.demander('/compte', { cookie: heloise.cookie })).status).toBe(200)
  await p.demander(`/compte/sessions/${autre.id}/fermer`, { cookie, method: 'POST' })
  expect((await p.demander('/compte', { cookie: autre.cookie })).status).toBe(303)
  const encore = await ouvrirSession(p.pool, p.settings, monde.daniel)
  await p.demander('/compte/sessions/fermer', { cookie, method: 'POST' })
  expect([(await p.demander('/compte', { cookie })).status, (await p.demander('/compte', { cookie: encore.cookie })).status]).toEqual([
    200, 303,
  ])
})

test('CPT-07 CPT-02 la preuve accepte le mot de passe, un code de l’application, ou un code de secours, qui ne sert qu’une fois ; rien de saisi se dit', async () => {
  const moi = await creerUtilisateur(p.pool)
  await enregistrerMotDePasse(p.db, moi.id, await hacherMotDePasse('ma preuve à moi seul'))
  const { cookie, id } = await ouvrirSession(p.pool, p.settings, moi.id)
  await preparerSecondFacteur(p.programme, moi.id)
  await activerSecondFacteur(p.programme, moi.id, id)
  const { codes, secret } = (await lireSecondFacteur(p.programme, moi.id))!
  const prouver = async (champs: Record<string, string>) => {
    await vieillirPreuve(id)
    const r = await p.demander('/preuve', { cookie, champs: { retour: '/compte', ...champs } })
    return [r.status, r.status === 303 ? r.headers.get('location') : await r.text()] as [number, string]
  }
  const page = await lire('/preuve', cookie)
  expect(page.texte).toContain('l’un des deux suffit')
  expect((await prouver({ motDePasse: '', code: '' }))[1]).toContain('Saisissez votre mot de passe, ou un code.')
  expect(await prouver({ motDePasse: '', code: codes[0]!.toUpperCase().replace('-', ' ') })).toEqual([303, '/compte'])
  expect((await prouver({ motDePasse: '', code: codes[0]! }))[0]).toBe(422)
  expect(await prouver({ motDePasse: '', code: codeDuPas(secret, pasCourant()) })).toEqual([303, '/compte'])
  expect((await lireSecondFacteur(p.programme, moi.id))!.codes).toHaveLength(9)
  // At once, it serves once.
  const ensemble = await Promise.all([1, 2, 3].map(() => prouver({ motDePasse: '', code: codes[1]! })))
  expect(ensemble.map(([statut]) => statut).toSorted()).toEqual([303, 422, 422])
})

test('CPT-07 au-delà de 10 minutes, une preuve est demandée, puis l’on revient où l’on allait', async () => {
  const moi = await creerUtilisateur(p.pool)
  await enregistrerMotDePasse(p.db, moi.id, await hacherMotDePasse('ma preuve à moi seul'))
  const { cookie, id } = await ouvrirSession(p.pool, p.settings, moi.id)
  expect((await p.demander('/compte/donnees.json', { cookie })).status).toBe(200)
  await vieillirPreuve(id)
  const demandee = await p.demander('/compte/donnees.json', { cookie })
  expect(demandee.headers.get('location')).toBe('/preuve?retour=%2Fcompte%2Fdonnees.json')
  // Giving up goes back to where one was, and never to another site.
  const renoncer = async (chemin: string, referer?: string) =>
    /href="([^"]*)"[^>]*>(?:\s|<[^>]+>)*Renoncer/.exec(
      await (await p.demander(chemin, { cookie, ...(referer ? { headers: { referer } } : {}) })).text(),
    )?.[1]
  const { location } = Object.fromEntries(demandee.headers) as { location: string }
  expect([
    await renoncer(location, `${p.url}/compte?fait=nom`),
    await renoncer(location, 'https://ailleurs.example/compte'),
    await renoncer('/preuve?retour=%2Fcompte&depuis=%2Forganisation%2Fstructures', `${p.url}/compte`),
    await renoncer(`/preuve?retour=%2Fcompte&depuis=//autre.example`),
  ]).toEqual(['/compte?fait=nom', '/', '/organisation/structures', '/'])
  expect((await p.demander('/preuve', { cookie, champs: { motDePasse: 'pas la bonne preuve', retour: '/compte' } })).status).toBe(422)
  const ailleurs = await p.demander('/preuve', { cookie, champs: { motDePasse: 'ma preuve à moi seul', retour: '//ailleurs.example/' } })
  expect(ailleurs.headers.get('location')).toBe('/')
  expect((await p.demander('/compte/donnees.json', { cookie })).status).toBe(200)
})

test('CPT-03 télécharger ses données : tout ce qui est à soi, aucun secret, rien d’autrui', async () => {
  const cookie = await daniel()
  const recu = await p.demander('/compte/donnees.json', { cookie })
  expect(recu.headers.get('content-disposition')).toContain('mes-donnees-choral.json')
  const texte = await recu.text()
  const donnees = JSON.parse(texte)
  expect(donnees.identite.adresseElectronique).toBe('daniel.poitier@exemple.fr')
  expect(donnees.rattachements.map((r: { nom: string }) => r.nom).toSorted()).toEqual([
    'Menuiserie Poitier',
    'Poitier Agencement',
    'SCI du Quai',
  ])
  expect(texte).not.toMatch(/argon2|jeton|heloise/i)
})

test('CPT-05 « Mes structures » : rôle, rattachement, profils et demandes en cours ; recherche et rôle dans l’adresse', async () => {
  await p.pool.query(
    `insert into demande (type, auteur, structure, saisie, etat, effet_le) values ('structure.modifier', $1, $2, '{}', 'programmee', now() + interval '30 minutes')`,
    [monde.daniel, monde.menuiserie],
  )
  const cookie = await daniel()
  const tout = (await lire('/compte/structures', cookie)).texte
  for (const attendu of [
    'Menuiserie Poitier, siège',
    'Poitier Agencement',
    'SCI du Quai',
    'Gestionnaire principal',
    'Factures émises modification',
    'Programmée',
    'Inactif',
  ])
    expect(tout).toContain(attendu)
  expect(tout).not.toContain('Villeurbanne')
  const une = (await lire('/compte/structures?recherche=agencément', cookie)).texte
  expect([une.includes(`id="structure-${monde.agencement}"`), une.includes(`id="structure-${monde.sci}"`)]).toEqual([true, false])
  expect((await lire('/compte/structures?recherche=33333333400014', cookie)).texte).toContain(`id="structure-${monde.sci}"`)
  expect((await lire('/compte/structures?role=utilisateur', cookie)).texte).toContain('Aucune structure ne correspond')
  expect((await lire('/compte/structures', await p.session(monde.heloise))).texte).toContain('Utilisateur')
})

test('CPT-05 sans structure encore : ce que l’on a demandé y est, avec son état ; sinon, créer ou demander. Le libellé reste à ceux de la structure', async () => {
  const neuve = await creerUtilisateur(p.pool, { nom: 'Nouvelle' })
  const cookie = await p.session(neuve.id)
  const vide = (await lire('/compte/structures', cookie)).texte
  expect([
    vide.includes('href="/organisation/structures/creer"'),
    vide.includes('href="/organisation/utilisateurs/rattachement"'),
    vide.includes('id="demandees"'),
    vide.includes('href="/compte/groupes"'),
  ]).toEqual([true, true, false, false])
  const demander = () =>
    p.demander('/api/v1/demandes/rattachement.demander', { cookie, json: { typeIdentifiant: 'SIRET', identifiant: '12345678200010' } })
  const { numero } = (await (await demander()).json()) as { numero: string }
  // The list says as much as the demande itself: who decides, and until when.
  const [une, listee] = await Promise.all(
    [`/api/v1/demandes/${numero}`, '/api/v1/demandes'].map(async (chemin) => (await p.demander(chemin, { cookie })).json()),
  )
  expect((listee as { elements: unknown[] }).elements).toEqual([une])
  expect(une).toMatchObject({ approbation: { etat: 'demandee', decideurs: [{ nom: 'Poitier' }] } })
  // Each of the pages that name it, to somebody from outside.
  for (const page of ['/compte/structures', '/', '/compte/desactiver', '/compte/demandes']) {
    const { texte } = await lire(page, cookie)
    expect([page, texte.includes(numero), texte.includes('Menuiserie Poitier'), texte.includes('Menuiserie Poitier, siège')]).toEqual([
      page,
      true,
      true,
      false,
    ])
  }
  // Found by the name that is shown, and by no other.
  const trouvees = async (recherche: string) =>
    ((await (await p.demander(`/api/v1/demandes?${new URLSearchParams({ recherche })}`, { cookie })).json()) as { total: number }).total
  expect([await trouvees('menuiserie poit'), await trouvees('siège'), await trouvees('12345678200010')]).toEqual([1, 0, 1])
  // A form that is refused gives the way on that the refusal has: here, the demande that waits.
  const cle = randomUUID()
  const champs = { _cle: cle, _etape: 'verifier', typeIdentifiant: 'SIRET', identifiant: '12345678200010', maille: 'structure' }
  const verifier = await p.demander('/organisation/utilisateurs/rattachement', { cookie, champs })
  const refus = verifier.status === 303 ? await p.demander(verifier.headers.get('location')!, { cookie }) : verifier
  expect((await refus.text()).includes(`href="/demandes/${numero}"`)).toBe(true)
})

test('CPT-06 « Mes demandes » : les siennes seulement, filtrées et triées par l’adresse, annulables tant qu’elles attendent', async () => {
  await p.pool.query(
    `insert into demande (type, auteur, structure, saisie, etat, effet_le) values ('structure.modifier', $1, $2, '{}', 'effective', now()), ('structure.desactiver', $3, $2, '{}', 'programmee', now() + interval '1 hour')`,
    [monde.daniel, monde.agencement, monde.nadia],
  )
  const cookie = await daniel()
  const { rows } = await p.pool.query<{ numero: string; etat: string; auteur: string }>(
    'select numero, etat, auteur from demande order by id',
  )
  const numeros = (f: (d: { etat: string; auteur: string }) => boolean) => rows.filter(f).map((d) => d.numero)
  const page = (await lire('/compte/demandes', cookie)).texte
  for (const n of numeros((d) => d.auteur === monde.daniel)) expect(page).toContain(n)
  for (const n of numeros((d) => d.auteur === monde.nadia)) expect(page).not.toContain(n)
  const [programmee] = numeros((d) => d.auteur === monde.daniel && d.etat === 'programmee')
  const [effective] = numeros((d) => d.etat === 'effective')
  expect(page).toContain(`action="/demandes/${programmee}/annuler"`)
  expect(page).not.toContain(`action="/demandes/${effective}/annuler"`)
  const filtree = (await lire('/compte/demandes?etat=effective', cookie)).texte
  expect([filtree.includes(effective!), filtree.includes(programmee!)]).toEqual([true, false])
  const triee = (await lire('/compte/demandes?tri=creeLe', cookie)).texte
  expect(triee.indexOf(programmee!)).toBeLessThan(triee.indexOf(effective!))
  // INT-11: the same list as a file, with its filters.
  const fichier = /href="(\/api\/v1\/demandes\?format=csv[^"]*)"/.exec(filtree)![1]!.replaceAll('&amp;', '&')
  const csv = await (await p.demander(fichier, { cookie })).text()
  expect([csv.includes('Ce qui change'), csv.includes(effective!), csv.includes(programmee!)]).toEqual([true, true, false])
})

test('CPT-03 l’adresse de contact est vérifiée avant de servir ; vide, on revient à celle de connexion', async () => {
  const moi = await creerUtilisateur(p.pool)
  const cookie = await p.session(moi.id)
  await p.demander('/compte/adresse-contact', { cookie, champs: { adresse: 'contact.a@exemple.fr' } })
  const contact = async () => (await p.pool.query('select adresse_contact as a from utilisateur where id = $1', [moi.id])).rows[0].a
  expect(await contact()).toBeNull()
  expect((await lire('/compte', cookie)).texte).toContain('contact.a@exemple.fr')
  const [lien] = await attendreCourriels(p, 'contact.a@exemple.fr')
  await p.demander(lienDe(lien!), { cookie })
  expect(await contact()).toBe('contact.a@exemple.fr')
  await p.demander('/compte/adresse-contact', { cookie, champs: { adresse: '' } })
  expect(await contact()).toBeNull()
})

test('CPT-03 second facteur et codes perdus : un opérateur les retire, avec preuve et motif ; le mot de passe seul n’ouvre plus rien, le courriel mène à un autre', async () => {
  const [adresse, contact, motDePasse, CHEMIN] = [
    'perdu@exemple.fr',
    'perdu.ailleurs@exemple.fr',
    'la girouette penche',
    '/exploitation/seconds-facteurs',
  ]
  const u = await creerUtilisateur(p.pool, { adresse })
  await enregistrerMotDePasse(p.db, u.id, await hacherMotDePasse(motDePasse))
  await p.pool.query('update utilisateur set adresse_contact = $2 where id = $1', [u.id, contact])
  const sien = await ouvrirSession(p.pool, p.settings, u.id)
  await p.demander('/compte/second-facteur/preparer', { cookie: sien.cookie, champs: { retour: '/compte' } })
  const { secret } = (await lireSecondFacteur(p.programme, u.id))!
  await p.demander('/compte/second-facteur/confirmer', {
    cookie: sien.cookie,
    champs: { code: codeDuPas(secret, pasCourant()), retour: '/compte' },
  })
  await p.pool.query(
    `insert into cle_acces (utilisateur, nom, identifiant_cle, cle_publique, compteur, type_appareil, sauvegardee) values ($1, 'Clé', 'perdue', 'x', 0, 'singleDevice', false)`,
    [u.id],
  )
  await p.pool.query(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, adresse, code_postal, ville, gestionnaire_principal, second_facteur_exige) values ('HORS_UE', 'US-9', 'Exigeante', 'PRIVEE', '1 rue', '38000', 'Grenoble', $1, true) returning id)
    insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(maintenant(), null) from s`,
    [u.id],
  )
  const connexion = async (mdp: string) => {
    const r = await p.demander('/connexion', { champs: { adresse, motDePasse: mdp, retour: '/compte' } })
    return [r.status, r.headers.get('location')]
  }
  expect(await connexion(motDePasse)).toEqual([303, '/connexion/code?retour=%2Fcompte'])

  const operateur = await ouvrirSession(p.pool, p.settings, monde.operateur)
  const { cookie } = operateur
  const confirmer = await lire(`${CHEMIN}?adresse=${encodeURIComponent(' Perdu@Exemple.fr ')}`, cookie)
  expect([confirmer.statut, confirmer.texte.includes('Activée le'), confirmer.texte.includes('Retirer le second facteur')]).toEqual([
    200,
    true,
    true,
  ])
  const moi = (await p.pool.query('select adresse_electronique as a from utilisateur where id = $1', [monde.operateur])).rows[0].a as string
  for (const [de, motif, dit] of [
    ['personne@exemple.fr', 'x', 'Aucun compte actif'],
    ['x', 'x', 'Aucun compte actif'],
    [moi, 'x', 'un autre opérateur le retire'],
    ['daniel.poitier@exemple.fr', 'x', 'ni application de codes ni clé'],
    [adresse, ' ', 'Dites comment'],
    [adresse, 'x'.repeat(1001), 'Pas plus de'],
  ] as const) {
    const r = await p.demander(CHEMIN, { cookie, champs: { adresse: de, motif } })
    expect([de, r.status, (await r.text()).includes(dit)]).toEqual([de, 422, true])
  }
  await vieillirPreuve(operateur.id)
  expect((await p.demander(CHEMIN, { cookie, champs: { adresse, motif: 'Vu' } })).headers.get('location')).toBe(
    `/preuve?retour=${encodeURIComponent(`${CHEMIN}?adresse=perdu%40exemple.fr`)}`,
  )
  expect(
    (await p.demander('/api/v1/exploitation/seconds-facteurs', { cookie, json: { adresseElectronique: adresse, motif: 'Vu' } })).status,
  ).toBe(403)
  expect(await lireSecondFacteur(p.programme, u.id)).toMatchObject({ actif: true })
  await p.pool.query('update session set preuve_le = now() where id = $1', [operateur.id])

  expect(
    (await p.demander(CHEMIN, { cookie, champs: { adresse, motif: ' Rappelé au numéro connu, ticket 12 ' } })).headers.get('location'),
  ).toBe(`${CHEMIN}?fait=retire`)
  expect((await p.demander('/compte', { cookie: sien.cookie })).status).toBe(303)
  expect([
    await lireSecondFacteur(p.programme, u.id),
    (await p.pool.query('select from cle_acces where utilisateur = $1', [u.id])).rowCount,
    (await connexion(motDePasse))[0],
  ]).toEqual([null, 0, 401])
  expect(
    (await p.pool.query(`select evenement, auteur, contenu from journal where chaine = $1 order by rang desc limit 1`, [u.id])).rows[0],
  ).toEqual({
    evenement: 'compte.lever-second-facteur:effective',
    auteur: monde.operateur,
    contenu: { motif: 'Rappelé au numéro connu, ticket 12', avant: { application: true, clesAcces: 1 } },
  })
  // The first told that it was turned on.
  const [[mail], [ailleurs]] = await Promise.all([attendreCourriels(p, adresse, 2), attendreCourriels(p, contact)])
  expect([mail!.sujet, ailleurs!.sujet, lienDe(mail!)]).toEqual([mail!.sujet, mail!.sujet, '/mot-de-passe-oublie'])
  expect(mail!.sujet).toContain('second facteur a été retiré')

  // A second click finds nothing left to remove.
  expect(
    (await p.demander('/api/v1/exploitation/seconds-facteurs', { cookie, json: { adresseElectronique: adresse, motif: 'Vu' } })).status,
  ).toBe(422)
  expect(await (await p.demander(`/api/v1/exploitation/seconds-facteurs?adresseElectronique=${adresse}`, { cookie })).json()).toMatchObject(
    { id: u.id, applicationLe: null, clesAcces: 0, sessions: 0 },
  )
  await p.demander('/mot-de-passe-oublie', { champs: { adresse } })
  const lien = (await attendreCourriels(p, adresse, 3)).find((m) => m.texte.includes('/mot-de-passe?jeton='))!
  await p.demander('/mot-de-passe', {
    champs: { jeton: new URL(lienDe(lien), p.url).searchParams.get('jeton')!, adresse, motDePasse: 'une girouette neuve' },
  })
  expect(await connexion('une girouette neuve')).toEqual([303, '/compte/second-facteur?retour=%2Fcompte'])
})
