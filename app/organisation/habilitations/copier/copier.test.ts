import { beforeAll, expect, test } from 'vitest'
import { proposerCopie } from '#app/organisation/habilitations/copier/proposer.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, agencement, daniel } = p.monde
const PAGE = '/organisation/habilitations/copier'
let cookie: string
let services: Record<string, string>

beforeAll(async () => {
  cookie = await p.session('daniel')
  services = Object.fromEntries(
    (await p.pool.query<{ code: string; id: string }>('select code, id from service')).rows.map((r) => [r.code, r.id]),
  )
})

type Droit = [application: string, niveau: 1 | 2, plus?: { service?: string; fin?: string; structure?: string }]
async function personne(
  nom: string,
  droits: Droit[] = [],
  { structures = [menuiserie], service = null }: { structures?: string[]; service?: string | null } = {},
) {
  const { id } = await creerUtilisateur(p.pool, { nom })
  for (const structure of structures)
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, service, periode, tri) values ($1, $2, $3, tstzrange(maintenant() - interval '1 day', null), plier($4))`,
      [id, structure, service, nom],
    )
  for (const [application, niveau, { service: s = null, fin = null, structure = menuiserie } = {}] of droits)
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, service, application, niveau, periode) select $1, $2, $3, id, $5, tstzrange(maintenant() - interval '1 day', maintenant() + $6::interval) from application where code = $4`,
      [id, structure, s, application, niveau, fin],
    )
  return id
}
const proposer = async (source: string, cibles: string[], auteur: string = daniel, structure: string | null = menuiserie) =>
  (await proposerCopie(p.db, { auteur, source, cibles, structure, delai: 30 })).map(
    (l) => `${l.application}.${l.apres}${l.service ? `@${l.service.nom}` : ''} ${l.passee ?? 'oui'}`,
  )

test('HAB-09 la différence : ce qui manque, à son niveau, avec sa fin ; ce qui est tenu est passé, et dit pourquoi', async () => {
  const x = await personne('Source', [
    ['organisation', 2],
    ['marches', 2],
    ['engagements', 1],
    ['factures-recues', 2],
    ['raccordements', 1, { fin: '10 days' }],
    ['suivi-des-flux', 1, { service: services.COMPTA! }],
    ['comptes-techniques', 2, { fin: '3 days' }],
  ])
  const y = await personne('Cible', [
    ['marches', 1],
    ['engagements', 2],
    ['comptes-techniques', 1],
  ])
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 3, 1, tstzrange(maintenant() + interval '1 day', null))`,
    [y, menuiserie],
  )
  expect(await proposer(x, [y])).toEqual([
    'organisation.modification oui',
    'factures-recues.modification programmee',
    'engagements.consultation tenue',
    'raccordements.consultation oui',
    'marches.modification oui',
    'comptes-techniques.modification oui',
    'suivi-des-flux.consultation@Comptabilité oui',
  ])
  const fins = (await proposerCopie(p.db, { auteur: daniel, source: x, cibles: [y], structure: menuiserie, delai: 30 }))
    .filter((l) => l.fin)
    .map((l) => l.application)
  expect(fins).toEqual(['raccordements', 'comptes-techniques'])
  // A manager who is not the gestionnaire principal does not pass his own role on; one of a service, what is of that service.
  const chef = await personne('Chef', [['organisation', 2]])
  expect((await proposer(x, [y], chef))[0]).toBe('organisation.modification reservee')
  const deService = await personne('De service', [['organisation', 2, { service: services.COMPTA! }]], { service: services.COMPTA! })
  expect(await proposer(x, [y], deService)).toEqual(['suivi-des-flux.consultation@Comptabilité oui'])
  const duService = await personne('Du service', [], { service: services.COMPTA! })
  expect((await proposer(x, [duService])).filter((l) => l.endsWith('oui'))).toEqual(['suivi-des-flux.consultation@Comptabilité oui'])
  expect(await proposer(x, [y], await personne('Simple'))).toEqual([])
})

/** What this person holds of « Marchés », for some days, and the level that comes back after. */
async function temporairement(id: string, niveau: 1 | 2, jours: number, ensuite: 1 | 2) {
  await p.pool.query(
    `with d as (insert into demande (type, auteur, structure, saisie, etat) values ('habilitation.modifier', $2, $3, '{"lignes": []}', 'effective') returning id)
    insert into habilitation (utilisateur, structure, application, niveau, periode, demande) select $1, $3, a.id, x.niveau, x.periode, d.id
      from d, application a, (values ($4::smallint, tstzrange(maintenant() - interval '1 day', date_trunc('day', maintenant()) + make_interval(days => $5))), ($6::smallint, tstzrange(date_trunc('day', maintenant()) + make_interval(days => $5), null))) x (niveau, periode) where a.code = 'marches'`,
    [id, daniel, menuiserie, niveau, jours, ensuite],
  )
}

test('HAB-09 PLUS-02 ce que l’on tenait revient à la fin de ce qui est copié pour un temps ; un profil qui doit revenir n’est pas un changement programmé', async () => {
  const [pourUnTemps, durable] = [await personne('Pour un temps'), await personne('Pour toujours', [['marches', 2]])]
  await temporairement(pourUnTemps, 2, 10, 1)
  const [rien, bas, baisse] = [await personne('Rien'), await personne('Bas', [['marches', 1]]), await personne('Baisse')]
  await temporairement(baisse, 1, 20, 2)
  const copies = async (source: string, cible: string) =>
    (await proposerCopie(p.db, { auteur: daniel, source, cibles: [cible], structure: menuiserie, delai: 30 })).map((l) => [
      l.passee,
      l.apres,
      l.fin !== null,
      l.retour?.profil ?? null,
      l.suite,
    ])
  expect(await copies(pourUnTemps, rien)).toEqual([[null, 'modification', true, null, 'consultation']])
  expect(await copies(pourUnTemps, bas)).toEqual([[null, 'modification', true, 'consultation', 'consultation']])
  // It would take away what is to come back at that level.
  expect(await copies(pourUnTemps, baisse)).toEqual([['temporaire', 'modification', true, null, 'consultation']])
  expect(await copies(durable, baisse)).toEqual([[null, 'modification', false, null, null]])
  expect(await copies(durable, pourUnTemps)).toEqual([['tenue', 'modification', false, null, null]])
  const page = `${PAGE}?structure=${menuiserie}&source=${pourUnTemps}&cible=${rien}&cible=${bas}`
  const html = async (adresse: string) => (await (await p.demander(adresse, { cookie })).text()).replaceAll(/\s+/g, ' ')
  const lu = await html(page)
  expect([lu.includes('puis Marchés consultation'), lu.includes('sans le profil qui lui succède')]).toEqual([true, true])
  const r = await p.demander(page, { cookie, champs: { _cle: /name="_cle" value="([^"]+)"/.exec(lu)![1]!, _etape: 'verifier' } })
  expect(await html(r.headers.get('location')!)).toContain('puis Marchés consultation')
})

test('HAB-09 plusieurs personnes, toutes les structures que l’on gère', async () => {
  const x = await personne(
    'Double',
    [
      ['marches', 1],
      ['marches', 2, { structure: agencement }],
    ],
    { structures: [menuiserie, agencement] },
  )
  const [a, b] = [await personne('Aa', [], { structures: [menuiserie, agencement] }), await personne('Bb')]
  expect(await proposer(x, [a, b], daniel, null)).toEqual([
    'marches.consultation oui',
    'marches.modification oui',
    'marches.consultation oui',
  ])
  expect((await proposer(x, [a, b])).length).toBe(2)
})

test('HAB-09 à l’écran, sans script : comparer, vérifier, une seule demande', async () => {
  const x = await personne('Modèle', [
    ['marches', 2],
    ['engagements', 1, { fin: '20 days' }],
  ])
  const cibles = [await personne('Nouvelle'), await personne('Nouveau', [['marches', 2]])]
  const { page: w, erreurs } = await fenetre({ url: p.url, cookie, sansScript: true })
  await w.goto(`${PAGE}?structure=${menuiserie}`)
  await w.getByLabel('Copier les habilitations de').selectOption({ label: 'Camille Modèle' })
  await w.getByRole('checkbox', { name: 'Camille Nouvelle', exact: true }).check()
  await w.getByRole('checkbox', { name: 'Camille Nouveau', exact: true }).check()
  await w.getByRole('button', { name: 'Voir la différence' }).click()
  await w.getByRole('table', { name: 'Ce qui sera accordé' }).waitFor()
  expect(await w.locator('table.diff tbody tr').count()).toBe(3)
  await w.getByText('1 droit déjà détenu').waitFor()
  await w.getByRole('button', { name: 'Vérifier' }).click()
  await w.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
  await w.getByRole('link', { name: 'Modifier mes réponses' }).click()
  expect(await w.locator('table.diff tbody tr').count()).toBe(3)
  await w.getByRole('button', { name: 'Vérifier' }).click()
  await w.getByRole('button', { name: /^Ajouter 3/ }).click()
  await w.getByText(/Demande RITM\d+ enregistrée/).waitFor()
  const { rows } = await p.pool.query<{ demandes: number; fins: number }>(
    `select count(distinct demande)::int as demandes, count(upper(periode))::int as fins from habilitation where utilisateur = any($1) and demande is not null`,
    [cibles],
  )
  expect(rows).toEqual([{ demandes: 1, fins: 2 }])
  expect(erreurs).toEqual([])
  const { page: v } = await fenetre({ url: p.url, cookie, largeur: 390 })
  await v.goto(`${PAGE}?structure=${menuiserie}&source=${x}&cible=${daniel}&cible=${p.monde.heloise}`)
  await verifierAccessibilite(v)
})

test('HAB-09 « Voir la différence » sans avoir choisi : ce qui manque se dit à son champ, d’un coup', async () => {
  const lire = async (suite: string) => await (await p.demander(`${PAGE}?structure=${menuiserie}${suite}`, { cookie })).text()
  const [source, cible] = ['Choisissez la personne dont les habilitations sont copiées', 'Cochez au moins une personne qui les reçoit']
  const vide = await lire('&source=&comparer=oui')
  expect([vide.includes(source), vide.includes(cible), /aria-invalid="true"/.test(vide)]).toEqual([true, true, true])
  const ouverte = await lire('')
  expect([ouverte.includes(source), ouverte.includes(cible)]).toEqual([false, false])
  expect((await lire(`&source=${p.monde.heloise}&comparer=oui`)).includes(source)).toBe(false)
})

test('HAB-09 PLUS-07 ce que l’on ne gère pas : refusé avec qui peut, ou absent', async () => {
  for (const [qui, statut] of [
    ['heloise', 403],
    ['nadia', 404],
  ] as const)
    expect(
      (await p.demander(`${PAGE}?structure=${menuiserie}&source=${daniel}&cible=${p.monde.heloise}`, { cookie: await p.session(qui) }))
        .status,
    ).toBe(statut)
  const seul = await p.session(p.monde.camille)
  expect((await p.demander(PAGE, { cookie: seul })).status).toBe(403)
  const vide = await p.demander(`${PAGE}?structure=${menuiserie}&source=${daniel}&cible=x`, { cookie })
  expect(vide.status).toBe(200)
})
