import { expect, test } from 'vitest'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { portail } from '#tests/portail.ts'
import { creerMonde } from '#app/demonstration/monde.ts'
import { enregistrerMotDePasse } from '../motdepasse/enregistrer.ts'
import { hacherMotDePasse } from '../motdepasse/hacher.ts'

const p = await portail({}, { travaux: true })
const monde = await creerMonde(p.pool)
const daniel = () => p.session(monde.daniel)
const lire = async (chemin: string, cookie: string) => {
  const r = await p.demander(chemin, { cookie })
  return { statut: r.status, texte: await r.text() }
}

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

test('CPT-06 « Mes demandes » : les siennes seulement, filtrées et triées par l’adresse, annulables tant qu’elles attendent', async () => {
  const poser = (type: string, auteur: string, structure: string, etat: string, effet: string) =>
    p.pool.query(
      `insert into demande (type, auteur, structure, saisie, etat, effet_le) values ($1, $2, $3, '{}', $4, now() + $5::interval)`,
      [type, auteur, structure, etat, effet],
    )
  await poser('structure.modifier', monde.daniel, monde.menuiserie, 'programmee', '30 minutes')
  await poser('structure.modifier', monde.daniel, monde.agencement, 'effective', '0')
  await poser('structure.desactiver', monde.nadia, monde.agencement, 'programmee', '1 hour')
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
