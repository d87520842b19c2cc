import { expect, test } from 'vitest'
import { adresse, creationDuMonde, OUVERT, probleme } from '#tests/creation.ts'

const { p, insee, camille, operateur, creer, nombre } = await creationDuMonde()
const RESTREINT = '99999999800019'
const FERME = '99999990700028'

test('STR-03 un SIRET suffit : le registre donne le nom et l’adresse, l’auteur devient gestionnaire principal avec tous les profils', async () => {
  const reponse = await creer({ typeIdentifiant: 'SIRET', identifiant: '418 166 096 00069', telephone: '02 40 00 00 10' })
  expect(reponse.status, await reponse.clone().text()).toBe(201)
  const recu = (await reponse.json()) as {
    etat: string
    numero: string
    structure: { id: string; identifiant: string }
    saisie: Record<string, unknown>
  }
  expect(recu).toMatchObject({
    etat: 'effective',
    structure: { identifiant: OUVERT },
    saisie: { typeStructure: 'PRIVEE', raisonSociale: expect.any(String), ville: expect.any(String) },
  })
  const vue = (await (await p.demander(`/api/v1/structures/${recu.structure.id}`, { cookie: camille })).json()) as Record<string, unknown>
  expect(vue).toMatchObject({
    statut: 'ACTIVE',
    typeStructure: 'PRIVEE',
    pays: 'FR',
    telephone: '02 40 00 00 10',
    gestionnairePrincipal: { id: p.monde.camille },
    actions: { modifier: true, transferer: true },
  })
  expect(vue.raisonSociale).toBe(recu.saisie.raisonSociale)
  const droits = await p.pool.query(
    'select count(*)::int as n from habilitation h join application a on a.id = h.application and a.niveaux = h.niveau where h.structure = $1 and h.utilisateur = $2',
    [recu.structure.id, p.monde.camille],
  )
  expect(droits.rows[0].n).toBe((await p.pool.query('select count(*)::int as n from application')).rows[0].n)
  const { elements } = (await (await p.demander(`/api/v1/structures/${recu.structure.id}/historique`, { cookie: camille })).json()) as {
    elements: { evenement: string; demande: string }[]
  }
  expect(elements).toMatchObject([{ evenement: 'structure.creer:effective', demande: recu.numero }])
})

test('STR-03 un identifiant déjà présent le dit et propose le rattachement, sans interroger le registre', async () => {
  const avant = insee.demandes.length
  const reponse = await creer({ typeIdentifiant: 'SIRET', identifiant: '12345678200010' })
  expect(reponse.status).toBe(409)
  expect(await probleme(reponse)).toMatchObject({
    code: 'identifiant-deja-present',
    champs: [{ champ: 'identifiant' }],
    remede: { libelle: 'Demander un rattachement', href: '/organisation/utilisateurs/rattachement' },
  })
  expect(insee.demandes.length).toBe(avant)
})

test('STR-03 PLUS-04 d’une entité publique déjà là, on dit qui peut rattacher, sans proposer de contester sa création ; d’une entreprise, on le propose', async () => {
  const cookie = await p.session('camille')
  const page = async (identifiant: string) =>
    (await p.demander(`/organisation/structures/creer?typeIdentifiant=SIRET&identifiant=${identifiant}`, { cookie })).text()
  const publique = await page('21690266800013')
  expect([
    publique.includes('l’opérateur du portail, si elle n’en a pas encore'),
    publique.includes('/organisation/recuperation/contester'),
  ]).toEqual([true, false])
  expect(await page('12345678200010')).toContain('/organisation/recuperation/contester?typeIdentifiant=SIRET')
})

test('STR-03 établissement fermé, inconnu du registre, entité publique : 422, chacun avec son remède', async () => {
  const ferme = await creer({ typeIdentifiant: 'SIRET', identifiant: FERME })
  expect([ferme.status, await probleme(ferme)]).toMatchObject([
    422,
    { code: 'etablissement-ferme', remede: { href: `/organisation/structures/creer?typeIdentifiant=SIRET&identifiant=${OUVERT}` } },
  ])
  const inconnu = await creer({ typeIdentifiant: 'SIRET', identifiant: '73282932000074' })
  expect([inconnu.status, (await probleme(inconnu)).code]).toEqual([422, 'identifiant-inconnu-du-registre'])
  const publique = await creer({
    typeIdentifiant: 'RIDET',
    identifiant: '0000141001',
    typeStructure: 'PUBLIQUE',
    raisonSociale: 'Mairie',
    ...adresse,
  })
  expect([publique.status, await probleme(publique)]).toMatchObject([
    422,
    {
      code: 'entite-publique',
      remede: {
        href: expect.stringMatching(
          /^\/support\/tickets\/creer\?categorie=annuaire-et-structures&sousCategorie=structure-a-creer&titre=.*0000141001/,
        ),
      },
    },
  ])
  // The ticket is as good as written: which kind, its title, the entity by its identifier and name.
  const ticket = await (
    await p.demander(
      (
        (await probleme(
          await creer({
            typeIdentifiant: 'RIDET',
            identifiant: '0000141001',
            typeStructure: 'PUBLIQUE',
            raisonSociale: 'Mairie',
            ...adresse,
          }),
        )) as unknown as { remede: { href: string } }
      ).remede.href,
      { cookie: camille },
    )
  ).text()
  for (const mot of [
    /<option[^>]*value="structure-a-creer"[^>]*selected/,
    /id="titre"[^>]*value="Entité publique à créer : RIDET 0000141001"/,
    /<textarea[^>]*>Entité publique à créer : RIDET 0000141001\nMairie/,
  ])
    expect(ticket.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ')).toMatch(mot)
  expect([await nombre(FERME), await nombre('73282932000074'), await nombre('0000141001')]).toEqual([0, 0, 0])
})

test('STR-03 l’opérateur crée une entité publique, avec son service réservé', async () => {
  const reponse = await creer(
    {
      typeIdentifiant: 'RIDET',
      identifiant: '0000141001',
      typeStructure: 'PUBLIQUE',
      raisonSociale: 'Mairie',
      ...adresse,
      codeServiceObligatoire: true,
    },
    operateur,
  )
  expect(reponse.status, await reponse.clone().text()).toBe(201)
  const { structure } = (await reponse.json()) as { structure: { id: string } }
  const { rows } = await p.pool.query(
    'select s.type_structure, s.code_service_obligatoire, array_agg(v.code) as services from structure s join service v on v.structure = s.id where s.id = $1 group by s.id',
    [structure.id],
  )
  expect(rows).toEqual([{ type_structure: 'PUBLIQUE', code_service_obligatoire: true, services: ['FACTURES_PUBLIQUES'] }])
})

test('S06 le registre répond n’importe quoi, trop tard ou une autre fiche : 503, rien d’inventé, la saisie reste en brouillon', async () => {
  for (const mode of ['html', 'enorme', 'autre-siret', 'panne', 'vide', 'coupe', 'cle'] as const) {
    insee.mode = mode
    const reponse = await creer({
      typeIdentifiant: 'SIRET',
      identifiant: RESTREINT,
      raisonSociale: 'Inventée',
      ...adresse,
      codePostal: '44000',
      pays: 'FR',
    })
    expect([mode, reponse.status, (await probleme(reponse)).code, Boolean(reponse.headers.get('retry-after'))]).toEqual([
      mode,
      503,
      'registre-injoignable',
      true,
    ])
  }
  expect(await nombre(RESTREINT)).toBe(0)
  const cle = '0199aaaa-0000-7000-8000-000000000001'
  const page = await p.demander('/organisation/structures/creer', {
    cookie: camille,
    champs: {
      _cle: cle,
      _etape: 'verifier',
      typeIdentifiant: 'SIRET',
      identifiant: RESTREINT,
      nom: 'Bonjean',
      prenom: 'Nadia',
      adresse: '1 rue Haute',
      codePostal: '44000',
      ville: 'Nantes',
      pays: 'FR',
    },
  })
  expect(page.status).toBe(503)
  const html = await page.text()
  // Said once, and of what is submitted only: nothing was kept before.
  expect(html.split('ne répond pas').length - 1).toBe(1)
  expect(html).toContain('value="Bonjean"')
  // Later the register answers: the draft is as it was, and can be submitted.
  insee.mode = 'normal'
  const reprise = await (await p.demander(`/organisation/structures/creer?brouillon=${cle}`, { cookie: camille })).text()
  expect(reprise).toContain('value="Bonjean"')
})

test('STR-03 non diffusible : ce que le registre tait est demandé, jamais inventé, et la structure le dit', async () => {
  const vide = await creer({ typeIdentifiant: 'SIRET', identifiant: RESTREINT })
  expect([vide.status, (await probleme(vide)).champs?.every((c) => c.code === 'champ-manquant')]).toEqual([422, true])
  const reponse = await creer({
    typeIdentifiant: 'SIRET',
    identifiant: RESTREINT,
    nom: 'Bonjean',
    prenom: 'Nadia',
    adresse: '1 rue Haute',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  })
  expect(reponse.status, await reponse.clone().text()).toBe(201)
  const { rows } = await p.pool.query('select nom, prenom, raison_sociale, non_diffusible_insee from structure where identifiant = $1', [
    RESTREINT,
  ])
  expect(rows).toEqual([{ nom: 'Bonjean', prenom: 'Nadia', raison_sociale: null, non_diffusible_insee: true }])
})
