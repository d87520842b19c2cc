import { beforeAll, expect, test } from 'vitest'
import { exporterCatalogue, importerCatalogue, verifierCatalogue, type FichierCatalogue } from '#app/accueil/catalogue/echange.ts'
import { catalogueEnMemoire, rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { STRUCTURES } from '#app/demonstration/monde.ts'
import { textes } from '#ui/textes/index.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
let defaut: FichierCatalogue
beforeAll(async () => {
  p = await portailDuMonde()
  defaut = await exporterCatalogue(p.db)
})

const html = async (chemin: string, cookie?: string) => (await p.demander(chemin, { cookie })).text()
/** The article of a tile, found by its title. */
const tuile = (page: string, titre: string) =>
  page
    .split('<article')
    .slice(1)
    .find((a) => a.includes(`>${titre}<`)) ?? ''
const copie = () => structuredClone(defaut)

test('POR-03 les six domaines par défaut, leurs sous-domaines, et les dix-sept applications à profils', async () => {
  expect(defaut.domaines.map((d) => d.nom.fr)).toEqual(['Marché', 'Commande', 'Facturation', 'Organisation', 'Raccordements', 'Outils'])
  expect(defaut.domaines.find((d) => d.code === 'organisation')!.sousDomaines.map((s) => [s.nom.fr, s.description.fr])).toEqual([
    ['Structures', 'Gestion des structures'],
    ['Utilisateurs', 'Gestion des utilisateurs'],
  ])
  const { rows } = await p.pool.query<{ code: string }>('select code from application')
  expect(rows.map((r) => r.code).filter((code) => !defaut.applications.some((a) => a.profil?.application === code))).toEqual([])
  expect(
    rows.map((r) => r.code).filter((code) => !textes.fr.catalogue.applications[code] || !textes.en.catalogue.applications[code]),
  ).toEqual([])
  expect(textes.fr.catalogue.profil('factures-emises', 1)).toBe('Factures émises consultation')
})

test('POR-04 les sous-domaines montrent toutes leurs applications, par ce sur quoi elles agissent', async () => {
  const page = await html('/organisation/structures')
  for (const nom of [
    'Créer une structure',
    'Gérer une structure',
    'Créer un service',
    'Gérer un service',
    'Créer une coordonnée bancaire',
    'Gérer coordonnée bancaire',
    'Créer une pièce-jointe',
    'Télécharger une pièce-jointe',
    'Supprimer une pièce-jointe',
    'Dupliquer une structure',
    'Transférer le gestionnaire principal',
  ])
    expect(tuile(page, nom), nom).not.toBe('')
  for (const titre of ['La structure', 'Ses services', 'Ses coordonnées bancaires', 'Ses pièces-jointes'])
    expect(page).toContain(`>${titre}</h2>`)
  const utilisateurs = await html('/organisation/utilisateurs')
  for (const nom of [
    'Demander un rattachement à une structure',
    'Rattacher un utilisateur',
    'Détacher un utilisateur',
    'Consulter les utilisateurs',
    'Afficher un utilisateur',
    'Gérer les habilitations des utilisateurs',
    'Gérer mes habilitations',
  ])
    expect(tuile(utilisateurs, nom), nom).not.toBe('')
  const organisation = await html('/organisation')
  for (const [nom, href] of [
    ['Structures', '/organisation/structures'],
    ['Utilisateurs', '/organisation/utilisateurs'],
    ['Annuaire des structures publiques', '/annuaire'],
  ])
    expect(tuile(organisation, nom!)).toContain(`href="${href}"`)
  expect(tuile(organisation, 'Structures')).toContain('Accéder à l’application')
})

test('POR-08 une tuile fermée dit pourquoi et comment l’obtenir, selon la personne', async () => {
  const visiteur = tuile(await html('/organisation/structures'), 'Créer une structure')
  expect(visiteur).toContain('Connectez-vous pour y accéder.')
  expect(visiteur).toContain('/connexion?retour=%2Forganisation%2Fstructures%2Fcreer')
  const camille = tuile(await html('/organisation/structures', await p.session('camille')), 'Gérer une structure')
  expect(camille).toContain('Il faut être rattaché à une structure.')
  expect(camille).toContain('href="/organisation/utilisateurs/rattachement"')
  expect(tuile(await html('/organisation/structures', await p.session('heloise')), 'Gérer une structure')).toContain(
    'href="/organisation/structures/gerer"',
  )
})

test('POR-08 un profil manquant et un rôle manquant nomment qui peut les donner', async () => {
  const catalogue = copie()
  for (const a of catalogue.applications)
    if (['dupliquer-une-structure', 'transferer-le-gestionnaire-principal'].includes(a.code))
      Object.assign(a, { nature: 'ecran', adresse: '/organisation/structures/gerer' })
  expect(await importerCatalogue(p.db, catalogue)).toEqual({ domaines: 6, applications: catalogue.applications.length })
  await rafraichirCatalogue(p.programme.db, true)
  const heloise = await p.session('heloise')
  const page = await html(`/organisation/structures?structure=${p.monde.menuiserie}`, heloise)
  const transferer = tuile(page, 'Transférer le gestionnaire principal')
  expect(transferer).toContain('Réservé au gestionnaire principal de la structure, Daniel Poitier.')
  const dupliquer = tuile(page, 'Dupliquer une structure')
  expect(dupliquer).toContain('«\u00a0Organisation modification\u00a0»')
  expect(dupliquer).toContain('Daniel Poitier, gestionnaire principal, peut vous l’accorder.')
  const demander = `href="/organisation/habilitations/mes?structure=${p.monde.menuiserie}&amp;profil=organisation.modification"`
  expect(dupliquer).toContain(demander)
  const pourquoi = await html(`/applications/dupliquer-une-structure?structure=${p.monde.menuiserie}`, heloise)
  expect(pourquoi).toContain('Vous n’avez pas accès à «\u00a0Dupliquer une structure\u00a0»')
  expect(pourquoi).toContain('Daniel Poitier, gestionnaire principal')
  expect(pourquoi).toContain(demander)
  const daniel = await p.session('daniel')
  expect(tuile(await html('/organisation/structures', daniel), 'Dupliquer une structure')).toContain(
    'href="/organisation/structures/gerer"',
  )
  // An inactive structure leaves « consultation » only (STR-07).
  expect(tuile(await html(`/organisation/structures?structure=${p.monde.sci}`, daniel), 'Dupliquer une structure')).toContain(
    'Il faut l’habilitation',
  )
  await importerCatalogue(p.db, defaut)
  await rafraichirCatalogue(p.programme.db, true)
})

test('POR-08 HAB-06 UTI-01 ce qui est déjà demandé attend : la tuile, la page de l’application et l’assistant disent la demande et qui décide', async () => {
  const soumettre = async (type: string, cookie: string, json: object) => {
    const r = await p.demander(`/api/v1/demandes/${type}`, { cookie, json })
    const corps = (await r.json()) as { numero: string }
    expect(r.status, JSON.stringify(corps)).toBe(201)
    return corps.numero
  }
  const { menuiserie } = p.monde
  const [heloise, camille] = [await p.session('heloise'), await p.session('camille')]
  const chez = `?structure=${menuiserie}`
  await p.pool.query(
    `delete from habilitation where utilisateur = $1 and application = (select id from application where code = 'raccordements')`,
    [p.monde.heloise],
  )
  // Another right is not the one that is missing.
  for (const [profil, attend] of [
    ['raccordements.modification', false],
    ['organisation.modification', true],
  ] as const) {
    const numero = await soumettre('habilitation.demander', heloise, { lignes: [{ structure: menuiserie, profil }] })
    const page = tuile(await html(`/organisation/structures${chez}`, heloise), 'Dupliquer une structure')
    expect([
      page.includes('Vous avez demandé l’habilitation «\u00a0Organisation modification\u00a0».'),
      page.includes(`La demande ${numero} attend la décision de Daniel Poitier, gestionnaire principal de Menuiserie`),
      page.includes(`href="/demandes/${numero}"`),
      page.includes('/organisation/habilitations/mes'),
    ]).toEqual([attend, attend, attend, !attend])
    const pourquoi = await html(`/applications/dupliquer-une-structure${chez}`, heloise)
    expect([pourquoi.includes('Demande en cours'), pourquoi.includes(`href="/demandes/${numero}"`)]).toEqual([attend, attend])
    const dit = await html(
      `/assistant${chez}&question=${encodeURIComponent('pourquoi la tuile dupliquer une structure est grise')}`,
      heloise,
    )
    expect(dit.includes(`La demande ${numero} attend`)).toBe(attend)
    expect((await p.demander(`/api/v1/demandes/${numero}/annulation`, { cookie: heloise, json: {} })).status).toBe(200)
  }
  expect(tuile(await html(`/organisation/structures${chez}`, heloise), 'Dupliquer une structure')).toContain('Demander l’habilitation')
  const numero = await soumettre('rattachement.demander', camille, { typeIdentifiant: 'SIRET', identifiant: STRUCTURES.mairie.identifiant })
  const gerer = tuile(await html('/organisation/structures', camille), 'Gérer une structure')
  expect([
    gerer.includes('Vous avez demandé à être rattaché à Commune de Villeurbanne.'),
    gerer.includes(`Voir la demande ${numero}`),
    gerer.includes('Nadia Bonjean, gestionnaire principal'),
    gerer.includes('Demander un rattachement'),
  ]).toEqual([true, true, true, false])
  expect(await html('/applications/gerer-une-structure', camille)).toContain(`href="/demandes/${numero}"`)
})

test('POR-08 une application sans adresse dit « bientôt », n’est pas un lien mort et s’ouvre quand l’opérateur donne l’adresse', async () => {
  const avant = tuile(await html('/domaines/facturation', await p.session('heloise')), 'Factures émises')
  expect(avant).toContain('Bientôt')
  expect(avant).toContain('href="/applications/factures-emises"')
  expect(await html('/applications/factures-emises')).toContain(
    'L’opérateur de ce portail n’a pas encore indiqué l’adresse de cette application.',
  )
  const catalogue = copie()
  catalogue.applications.find((a) => a.code === 'factures-emises')!.adresse = 'https://factures.exemple.fr/'
  await importerCatalogue(p.db, catalogue)
  await rafraichirCatalogue(p.programme.db, true)
  expect(tuile(await html('/domaines/facturation', await p.session('heloise')), 'Factures émises')).toContain(
    'href="https://factures.exemple.fr/"',
  )
  await importerCatalogue(p.db, defaut)
  await rafraichirCatalogue(p.programme.db, true)
})

test('POR-03 ce que l’opérateur importe se voit, et revient à l’identique à l’export', async () => {
  const catalogue = copie()
  catalogue.domaines.push({
    code: 'culture',
    nom: { fr: 'Culture', en: 'Culture' },
    description: { fr: 'Musées', en: 'Museums' },
    pictogramme: 'outils',
    adresse: null,
    sousDomaines: [],
  })
  catalogue.applications.push({
    ...catalogue.applications[0]!,
    code: 'musees',
    domaine: 'culture',
    sousDomaine: null,
    rubrique: null,
    nom: { fr: 'Musées', en: 'Museums' },
    nature: 'bientot',
    adresse: null,
  })
  catalogue.exploitant.editeur = 'Ville d’Essai'
  await importerCatalogue(p.db, catalogue)
  expect(await exporterCatalogue(p.db)).toEqual(catalogue)
  await rafraichirCatalogue(p.programme.db, true)
  const accueil = await html('/')
  expect(accueil).toContain('href="/domaines/culture"')
  expect(await html('/mentions-legales')).toContain('Ville d’Essai')
  await importerCatalogue(p.db, defaut)
  await rafraichirCatalogue(p.programme.db, true)
  expect(await exporterCatalogue(p.db)).toEqual(defaut)
})

test('POR-03 un fichier faux est refusé en entier, chaque faute à sa place', async () => {
  const fautes = async (changer: (c: FichierCatalogue) => void) => {
    const c = copie()
    changer(c)
    const issue = await importerCatalogue(p.db, c)
    return 'fautes' in issue ? issue.fautes.map((f) => f.quoi).join(' ; ') : ''
  }
  expect(await fautes((c) => (c.applications[0]!.domaine = 'absent'))).toContain('le domaine «\u00a0absent\u00a0» n’existe pas')
  expect(await fautes((c) => (c.applications[0]!.adresse = '//ailleurs.example'))).toContain('un écran a une adresse')
  expect(await fautes((c) => Object.assign(c.applications[0]!, { nature: 'externe', adresse: 'javascript:alert(1)' }))).toContain(
    'une application externe',
  )
  expect(await fautes((c) => c.applications.push({ ...c.applications[0]! }))).toContain('est déjà pris')
  expect(await fautes((c) => (c.applications[1]!.profil = { application: 'suivi-des-flux', niveau: 2 }))).toContain('suivi-des-flux.2')
  expect('fautes' in verifierCatalogue({ ...defaut, plus: 1 }, new Map())).toBe(true)
  expect('fautes' in verifierCatalogue(null, new Map())).toBe(true)
  expect(await exporterCatalogue(p.db)).toEqual(defaut)
})

test('POR-05 le menu vient de la mémoire : une page de plus ne relit pas le catalogue', async () => {
  await html('/accessibilite')
  const { requetes } = await p.compterRequetes(async () => {
    for (let i = 0; i < 5; i++) await html('/accessibilite')
  })
  expect(requetes).toEqual([])
  expect(catalogueEnMemoire(p.programme.db).domaines).toHaveLength(6)
})
