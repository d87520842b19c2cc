import { expect, test } from 'vitest'
import { hacherMotDePasse } from '#app/comptes/motdepasse/hacher.ts'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, agencement, sci } = p.monde
const daniel = await p.session('daniel')
const TYPE = '/api/v1/demandes/compte.desactiver'
const demander = (json: object, cookie = daniel, plus = '') => p.demander(TYPE + plus, { cookie, json })
const lire = async (r: Response) =>
  (await r.json()) as Record<string, unknown> & { numero: string; code: string; champs: { champ: string; code: string; message: string }[] }
const compter = async (sql: string, ...v: unknown[]) =>
  (await p.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`, v)).rows[0]!.n
const phrase = 'Une-phrase-assez-longue-2026!'

test('CPT-04 un successeur pour chaque structure, parmi ceux qui y sont rattachés ; toutes les erreurs à la fois, rien n’est fait', async () => {
  const sans = await demander({})
  const lu = await lire(sans)
  expect([sans.status, lu.champs.map((c) => c.champ).toSorted()]).toEqual([
    422,
    [menuiserie, agencement, sci].map((s) => `successeurs.${s}`).toSorted(),
  ])
  // Somebody else is attached: it cannot simply be closed. Somebody from elsewhere takes nothing over.
  const faux = await lire(
    await demander({ successeurs: [{ structure: agencement, utilisateur: p.monde.nadia }], desactivees: [menuiserie, sci] }),
  )
  expect(faux.champs.map((c) => [c.champ, c.code])).toEqual(
    expect.arrayContaining([
      [`successeurs.${agencement}`, 'utilisateur-non-rattache'],
      [`successeurs.${menuiserie}`, 'successeur-manquant'],
    ]),
  )
  const etranger = await demander({
    successeurs: [
      { structure: menuiserie, utilisateur: p.monde.heloise },
      { structure: p.monde.mairie, utilisateur: p.monde.heloise },
    ],
    desactivees: [agencement, sci],
  })
  expect(etranger.status).toBe(422)
  // A field that is ill-formed hides nothing of what is known of the others.
  const melees = await lire(
    await demander({ successeurs: [{ structure: agencement, utilisateur: p.monde.nadia }], desactivees: [menuiserie, sci], autre: 1 }),
  )
  expect(new Set(melees.champs.map((c) => `${c.champ}:${c.code}`))).toEqual(
    new Set([`successeurs.${menuiserie}:successeur-manquant`, `successeurs.${agencement}:utilisateur-non-rattache`, 'autre:champ-inconnu']),
  )
  // Of a line that says nothing, the structure is unknown: none is said to have been forgotten.
  const illisible = await lire(
    await demander({
      successeurs: [
        { structure: 'x', utilisateur: p.monde.heloise },
        { structure: agencement, utilisateur: p.monde.nadia },
      ],
    }),
  )
  expect(illisible.champs.map((c) => [c.champ, c.code])).toEqual([
    ['successeurs.0.structure', 'champ-invalide'],
    [`successeurs.${agencement}`, 'utilisateur-non-rattache'],
  ])
  expect(await compter('rattachement where utilisateur = $1 and retire_le is null', p.monde.daniel)).toBe(3)
  const vieille = await ouvrirSession(p.pool, p.settings, p.monde.daniel)
  await p.pool.query(`update session set preuve_le = clock_timestamp() - interval '11 minutes' where id = $1`, [vieille.id])
  expect((await lire(await demander({}, vieille.cookie))).code).toBe('preuve-exigee')
})

test('CPT-04 une structure où personne d’autre n’est rattaché porte son nom à sa case, et dit quoi en faire ; inactive, elle n’est pas à désactiver', async () => {
  const html = await (await p.demander('/compte/desactiver', { cookie: daniel })).text()
  const nomDe = async (id: string) =>
    (await p.pool.query<{ nom: string }>('select nom_structure(s) as nom from structure s where id = $1', [id])).rows[0]!.nom
  expect([
    html.includes(`Désactiver ${await nomDe(agencement)}`),
    html.includes(`Laisser ${await nomDe(sci)} sans gestionnaire principal`),
    html.includes('Désactiver cette structure'),
  ]).toEqual([true, true, false])
  const { champs } = await lire(await demander({}))
  for (const [id, quoiFaire] of [
    [agencement, 'rattachez d’abord votre successeur'],
    [sci, 'activez-la et rattachez-y d’abord votre successeur'],
  ] as const)
    expect(champs.find((e) => e.champ === `successeurs.${id}`)!.message).toBe(
      `Personne d’autre n’est rattaché à ${await nomDe(id)}\u00a0: cochez sa case, ou ${quoiFaire}`,
    )
})

test('CPT-04 tout prend fin d’un coup : rôle transmis, structures désactivées, droits, programmé, invitations, sessions ; la connexion est refusée comme un faux mot de passe', async () => {
  await p.pool.query(
    `insert into identite (utilisateur, fournisseur, identifiant, mot_de_passe) values ($1::uuid, 'credential', $1::text, $2)`,
    [p.monde.daniel, await hacherMotDePasse(phrase)],
  )
  const connecter = async (password: string) => {
    const r = await p.demander('/api/auth/sign-in/email', { json: { email: 'daniel.poitier@exemple.fr', password } })
    return [r.status, ((await r.json()) as { code?: string }).code]
  }
  expect((await connecter(phrase))[0]).toBe(200)
  const programmee = await lire(
    await p.demander('/api/v1/demandes/structure.modifier', { cookie: daniel, json: { structure: menuiserie, libelle: 'Plus tard' } }),
  )
  await p.pool.query(
    `insert into invitation (adresse_electronique, invite_par, structure, expire_le) values ('invitee@exemple.fr', $1, $2, now() + interval '7 days')`,
    [p.monde.daniel, menuiserie],
  )
  await p.pool.query(`insert into lien (genre, adresse, utilisateur) values ('adresse-contact', 'autre@exemple.fr', $1)`, [p.monde.daniel])
  // What would be cancelled is named: on the form what is one's own, by the simulation what waits of the structures that close too.
  const { rows: qui } = await p.pool.query<{ identifiant: string }>('select identifiant from structure where id = $1', [agencement])
  const rattachement = await lire(
    await p.demander('/api/v1/demandes/rattachement.demander', {
      cookie: await p.session('nadia'),
      json: { typeIdentifiant: 'SIRET', identifiant: qui[0]!.identifiant, commentaire: 'Bonjour' },
    }),
  )
  const formulaire = (await (await p.demander('/compte/desactiver', { cookie: daniel })).text()).replaceAll('\u00a0', ' ')
  expect([
    formulaire.includes('1 demande en attente ou programmée est annulée'),
    formulaire.includes(`/demandes/${programmee.numero}"`),
    formulaire.includes('Modifier une structure · '),
    formulaire.includes(rattachement.numero),
  ]).toEqual([true, true, true, false])
  const depart = { successeurs: [{ structure: menuiserie, utilisateur: p.monde.heloise }], desactivees: [agencement, sci] }
  const annulees = [programmee.numero, rattachement.numero]
  expect((await lire(await demander(depart, daniel, '?simulation=oui'))).resultat).toEqual({ demandesAnnulees: annulees })
  const r = await demander(depart)
  const recu = await lire(r)
  expect([r.status, recu]).toMatchObject([
    201,
    {
      etat: 'effective',
      resultat: { demandesAnnulees: annulees },
      saisie: {
        successeurs: [{ structure: { id: menuiserie }, utilisateur: { nom: 'Ferdinand' } }],
        desactivees: [{ id: agencement }, { id: sci }],
      },
    },
  ])
  const { rows } = await p.pool.query(`select id, statut, gestionnaire_principal as g from structure where id = any($1)`, [
    [menuiserie, agencement, sci],
  ])
  expect(rows).toEqual(
    expect.arrayContaining([
      { id: menuiserie, statut: 'ACTIVE', g: p.monde.heloise },
      { id: agencement, statut: 'INACTIVE', g: null },
      { id: sci, statut: 'INACTIVE', g: null },
    ]),
  )
  expect([
    await compter('rattachement where utilisateur = $1 and retire_le is null', p.monde.daniel),
    await compter('habilitation where utilisateur = $1 and retiree_le is null', p.monde.daniel),
    await compter('session where utilisateur = $1', p.monde.daniel),
    await compter(`demande where numero = $1 and etat = 'annulee'`, programmee.numero),
    await compter(`invitation where invite_par = $1 and etat = 'sans-effet'`, p.monde.daniel),
    await compter('lien where utilisateur = $1 and utilise_le is null', p.monde.daniel),
  ]).toEqual([0, 0, 0, 1, 1, 0])
  // Of the one that was inactive already, the history says no change of state.
  const { rows: histoire } = await p.pool.query<{ chaine: string; avant: { statut?: string } | null }>(
    `select chaine, contenu->'avant' as avant from journal where evenement = 'compte.desactiver:effective' and chaine = any($1)`,
    [[agencement, sci]],
  )
  expect(Object.fromEntries(histoire.map((h) => [h.chaine, h.avant?.statut ?? null]))).toEqual({ [agencement]: 'ACTIVE', [sci]: null })
  expect((await p.demander('/api/v1/moi', { cookie: daniel })).status).toBe(401)
  // After the same number of failures, the answer to the right password is that to a wrong one.
  expect(await connecter(phrase)).toEqual(await connecter('Un-autre-mot-de-passe-2026'))
  const { rows: sujets } = await p.pool.query<{ a: string }>(
    `select donnees->>'a' as a from depart where file = 'courriel' and donnees->>'id' ~ 'compte-desactive|transfert' order by 1`,
  )
  expect(sujets.map((s) => s.a)).toEqual(['daniel.poitier@exemple.fr', 'heloise.ferdinand@exemple.fr'])
  expect(await compter(`journal where evenement = 'compte.desactiver:effective' and chaine = any($1)`, [menuiserie, agencement, sci])).toBe(
    3,
  )
  // Who takes over finds everything, and what was cancelled says why.
  expect(
    (
      await p.demander('/api/v1/demandes/structure.modifier', {
        cookie: await p.session('heloise'),
        json: { structure: menuiserie, libelle: 'Repris' },
      })
    ).status,
  ).toBe(201)
  expect((await lire(await p.demander(`/api/v1/demandes/${programmee.numero}`, { cookie: await p.session('heloise') }))).motif).toContain(
    'désactivé',
  )
})

test('CPT-04 à l’écran : successeur choisi, vérifié, confirmé ; la page finale dit que le compte est fermé', async () => {
  const u = await creerUtilisateur(p.pool, { nom: 'Partante' })
  const cookie = await p.session(u.id)
  const html = await (await p.demander('/compte/desactiver', { cookie })).text()
  const cle = /name="_cle" value="([^"]+)"/.exec(html)![1]!
  const verifier = await p.demander('/compte/desactiver', { cookie, champs: { _cle: cle, _etape: 'verifier' } })
  expect(verifier.headers.get('location')).toContain('etape=verifier')
  const vue = await (await p.demander(verifier.headers.get('location')!, { cookie })).text()
  expect(vue.replaceAll('<wbr/>', '')).toContain(u.adresse)
  const fin = await p.demander('/compte/desactiver', { cookie, champs: { _cle: cle, _etape: 'confirmer' } })
  expect([fin.status, fin.headers.get('location')]).toMatchObject([303, expect.stringMatching(/^\/compte-desactive\?numero=RITM/)])
  expect(await (await p.demander(fin.headers.get('location')!, { cookie })).text()).toContain('Votre compte est désactivé')
  expect((await p.demander('/compte', { cookie })).headers.get('location')).toMatch(/^\/connexion/)
  expect((await p.demander('/api/v1/moi', { cookie })).status).toBe(401)
})
