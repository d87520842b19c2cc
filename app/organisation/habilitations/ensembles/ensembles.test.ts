import { beforeAll, describe, expect, test } from 'vitest'
import { accorderParDefaut } from '#acces/index.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const { menuiserie, agencement } = p.monde
const PAGE = '/organisation/habilitations/ensembles'
const cookies: Record<string, string> = {}
let chef: { id: string; cookie: string }

async function personne(nom: string, droits: Record<string, 1 | 2> = {}, structures = [menuiserie]) {
  const { id } = await creerUtilisateur(p.pool, { nom })
  for (const structure of structures) {
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, periode, tri) values ($1, $2, tstzrange(maintenant() - interval '1 day', null), plier($3))`,
      [id, structure, nom],
    )
    for (const [application, niveau] of Object.entries(droits))
      await p.pool.query(
        `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, $4, tstzrange(maintenant() - interval '1 day', null) from application where code = $3`,
        [id, structure, application, niveau],
      )
  }
  return { id, cookie: await p.session(id) }
}
beforeAll(async () => {
  for (const qui of ['daniel', 'heloise', 'nadia'] as const) cookies[qui] = await p.session(qui)
  chef = await personne('Chef', { organisation: 2 })
})

type Corps = {
  id: string
  code: string
  raison?: string
  profils: string[]
  parDefaut: boolean
  elements: { nom: string; structure: string | null; id: string; parDefaut: boolean }[]
  champs?: { champ: string; code: string }[]
  saisie: { lignes: { utilisateur: { id: string }; structure: { id: string }; application: string; avant: string | null }[] }
}
async function appeler(methode: 'GET' | 'POST' | 'DELETE', suite: string, json?: object, cookie = cookies.daniel!) {
  const r = await p.demander(`/api/v1/${suite}`, { method: methode, cookie, ...(json ? { json } : {}) })
  return { statut: r.status, corps: (await r.json()) as Corps }
}
const creer = (nom: string, profils: string[], plus: object = {}, cookie?: string) =>
  appeler('POST', 'ensembles', { structure: menuiserie, nom, profils, ...plus }, cookie)
const evenements = async () =>
  (
    await p.pool.query<{ evenement: string; contenu: { avant?: Record<string, unknown>; apres?: Record<string, unknown> } }>(
      `select evenement, contenu from journal where chaine = $1 and evenement like 'ensemble.%' order by rang`,
      [menuiserie],
    )
  ).rows

describe('HAB-09 ensembles de profils de la structure', () => {
  test('HAB-09 créer, lister, modifier, supprimer : dans l’historique de la structure', async () => {
    const { statut, corps } = await creer('Vendeur', ['marches.consultation', 'marches.modification', 'engagements.consultation'])
    expect([statut, corps.profils]).toEqual([201, ['engagements.consultation', 'marches.modification']])
    const liste = await appeler('GET', `ensembles?structure=${menuiserie}`)
    expect(liste.corps.elements.map((e) => [e.nom, e.structure])).toEqual([
      ['Profils par défaut', null],
      ['Acheteur', null],
      ['Comptable', null],
      ['Lecture seule', null],
      ['Vendeur', menuiserie],
    ])
    const modifie = await appeler('POST', `ensembles/${corps.id}`, { profils: ['marches.consultation'] })
    expect([modifie.statut, modifie.corps.profils]).toEqual([200, ['marches.consultation']])
    expect((await appeler('DELETE', `ensembles/${corps.id}`)).statut).toBe(200)
    expect((await appeler('DELETE', `ensembles/${corps.id}`)).statut).toBe(404)
    const lus = await evenements()
    expect(lus.map((e) => e.evenement)).toEqual(['ensemble.creer:effective', 'ensemble.modifier:effective', 'ensemble.supprimer:effective'])
    expect(lus[1]!.contenu).toMatchObject({
      avant: { profils: 'Engagements consultation et Marchés modification' },
      apres: { profils: 'Marchés consultation' },
    })
    expect(Object.keys(lus[1]!.contenu.apres!)).toEqual(['profils'])
    // Whoever governs reads it there; a colleague does not (HAB-01).
    for (const [qui, vu] of [
      ['daniel', true],
      ['heloise', false],
    ] as const)
      expect(
        (await (await p.demander(`/organisation/structures/${menuiserie}/historique`, { cookie: cookies[qui]! })).text()).includes(
          'Ensemble de profils supprimé',
        ),
      ).toBe(vu)
  })

  test('HAB-09 un nom par structure, des profils du catalogue', async () => {
    await creer('Unique', ['marches.consultation'])
    expect((await creer('Unique', ['marches.consultation'])).corps).toMatchObject({ code: 'nom-deja-pris', champs: [{ champ: 'nom' }] })
    expect((await appeler('POST', 'ensembles', { structure: agencement, nom: 'Unique', profils: ['marches.consultation'] })).statut).toBe(
      201,
    )
    // The portal has one of that name: where one is chosen, each says whose it is.
    const {
      corps: { id },
    } = await creer('Comptable', ['marches.consultation'])
    const accorder = await (await p.demander(`${PAGE}/accorder?structure=${menuiserie}`, { cookie: cookies.daniel! })).text()
    for (const mot of ['Comptable (ensemble du portail)', 'Comptable (ensemble de la structure)', '>Acheteur<'])
      expect(accorder).toContain(mot)
    await appeler('DELETE', `ensembles/${id}`)
    for (const corps of [
      {},
      { nom: 'A' },
      { nom: 'A', profils: [] },
      { nom: 'A', profils: ['suivi-des-flux.modification'] },
      { nom: 'A', profils: ['cuisine.consultation'] },
      { nom: 'A', profils: 'x' },
      { nom: 'x'.repeat(81), profils: ['marches.consultation'] },
      { nom: 'A\u0000', profils: ['marches.consultation'] },
    ])
      expect((await appeler('POST', 'ensembles', { structure: menuiserie, ...corps })).statut, JSON.stringify(corps)).toBe(422)
    expect((await evenements()).filter((e) => JSON.stringify(e.contenu).includes('"A"'))).toEqual([])
  })

  test('HAB-09 HAB-01 « Organisation modification » dans un ensemble : le gestionnaire principal et ses suppléants', async () => {
    const refuse = await creer('Chefs', ['organisation.modification'], {}, chef.cookie)
    expect([refuse.statut, refuse.corps.raison]).toEqual([403, fr.habilitations.refus.octroi])
    const { corps } = await creer('Chefs', ['organisation.modification'])
    for (const [methode, json] of [
      ['POST', { profils: ['marches.consultation'] }],
      ['POST', { nom: 'Autre' }],
      ['DELETE', undefined],
    ] as const)
      expect((await appeler(methode, `ensembles/${corps.id}`, json, chef.cookie)).statut).toBe(403)
    expect((await p.demander(`${PAGE}/${corps.id}`, { cookie: chef.cookie })).status).toBe(403)
    await p.pool.query(
      `insert into suppleance (gestionnaire, suppleant, structure, periode) values ($1, $2, $3, tstzrange(maintenant() - interval '1 hour', maintenant() + interval '1 hour'))`,
      [p.monde.daniel, chef.id, menuiserie],
    )
    expect((await appeler('POST', `ensembles/${corps.id}`, { nom: 'Chefs suppléés' }, chef.cookie)).statut).toBe(200)
    await p.pool.query('delete from suppleance')
  })

  test('PLUS-02 ce que reçoit un nouveau rattachement : choisi par structure, jamais « Organisation modification »', async () => {
    const recus = async (structure: string) => {
      const { id } = await creerUtilisateur(p.pool)
      await p.db.transaction().execute((tx) => accorderParDefaut(tx, { utilisateur: id, structure }))
      return (await p.pool.query(`select from habilitation where utilisateur = $1`, [id])).rowCount
    }
    expect(await recus(menuiserie)).toBe(17)
    expect((await creer('Trop', ['organisation.modification'], { parDefaut: true })).corps).toMatchObject({
      code: 'ensemble-par-defaut-sans-gestion',
      champs: [{ champ: 'profils' }],
    })
    const { corps } = await creer('Accueil', ['marches.consultation', 'engagements.consultation'], { parDefaut: true })
    expect([await recus(menuiserie), await recus(agencement)]).toEqual([2, 17])
    expect((await appeler('POST', `ensembles/${corps.id}`, { profils: ['organisation.modification'] })).corps.code).toBe(
      'ensemble-par-defaut-sans-gestion',
    )
    await expect(p.pool.query(`insert into ensemble_profil values ($1, 1, 2)`, [corps.id])).rejects.toMatchObject({
      constraint: 'ensemble_par_defaut_sans_gestion',
    })
    const autre = (await creer('Autre accueil', ['marches.consultation'])).corps
    expect(
      (await p.demander(`${PAGE}/defaut`, { cookie: cookies.daniel!, champs: { structure: menuiserie, ensemble: autre.id } })).headers.get(
        'location',
      ),
    ).toContain('fait=defaut')
    expect(await recus(menuiserie)).toBe(1)
    await appeler('DELETE', `ensembles/${autre.id}`)
    expect(await recus(menuiserie)).toBe(17)
    const etranger = (await appeler('POST', 'ensembles', { structure: agencement, nom: 'Étranger', profils: ['marches.consultation'] }))
      .corps
    expect(
      (await p.demander(`${PAGE}/defaut`, { cookie: cookies.daniel!, champs: { structure: menuiserie, ensemble: etranger.id } })).status,
    ).toBe(422)
    expect((await p.demander(`${PAGE}/defaut`, { cookie: cookies.heloise!, champs: { structure: menuiserie, ensemble: '' } })).status).toBe(
      403,
    )
  })

  test('HAB-09 à deux en même temps, un seul nom, un seul par défaut', async () => {
    const issues = await Promise.all(
      Array.from({ length: 6 }, (_, i) => creer(i % 2 ? 'Course' : `Course ${i}`, ['marches.consultation'], { parDefaut: true })),
    )
    expect(issues.map((r) => r.statut).toSorted()).toEqual([201, 201, 201, 201, 422, 422])
    expect((await p.pool.query(`select from ensemble_profils where structure = $1 and par_defaut`, [menuiserie])).rowCount).toBe(1)
    await p.pool.query('update ensemble_profils set par_defaut = false where structure is not null')
  })

  test('HAB-09 celui du portail se copie et ne se modifie pas ; celui d’une autre structure n’existe pas', async () => {
    const { elements } = (await appeler('GET', 'ensembles')).corps
    expect(elements.map((e) => e.structure)).toEqual([null, null, null, null])
    const comptable = elements.find((e) => e.nom === 'Comptable')!
    for (const methode of ['POST', 'DELETE'] as const)
      expect((await appeler(methode, `ensembles/${comptable.id}`, methode === 'POST' ? { nom: 'X' } : undefined)).statut).toBe(403)
    const { corps } = await creer('À nous', ['marches.consultation'])
    for (const methode of ['POST', 'DELETE'] as const)
      expect((await appeler(methode, `ensembles/${corps.id}`, methode === 'POST' ? { nom: 'X' } : undefined, cookies.nadia)).statut).toBe(
        404,
      )
    expect((await p.demander(`${PAGE}/${corps.id}`, { cookie: cookies.nadia! })).status).toBe(404)
    expect(
      await (await p.demander(`${PAGE}/creer?structure=${menuiserie}&modele=${comptable.id}`, { cookie: cookies.daniel! })).text(),
    ).toContain('Comptable (copie)')
  })
})

describe('HAB-09 accorder et retirer un ensemble', () => {
  test('HAB-09 à plusieurs personnes sur plusieurs structures, en une demande : ce qui est tenu est passé', async () => {
    const [a, b] = [await personne('Alpha', { marches: 2 }, [menuiserie, agencement]), await personne('Bravo', {}, [menuiserie])]
    const ensemble = (await creer('Deux', ['marches.consultation', 'engagements.modification'])).corps.id
    const lignes = [
      { utilisateur: a.id, structure: menuiserie },
      { utilisateur: a.id, structure: agencement },
      { utilisateur: b.id, structure: menuiserie },
    ]
    const { statut, corps } = await appeler('POST', 'demandes/habilitation.ajouter', { ensemble, lignes })
    expect(statut).toBe(201)
    expect(
      corps.saisie.lignes.map(
        (l) => `${l.utilisateur.id === a.id ? 'a' : 'b'} ${l.structure.id === menuiserie ? 'm' : 'g'} ${l.application}`,
      ),
    ).toEqual(['a m engagements', 'a g engagements', 'b m engagements', 'b m marches'])
    expect(
      (await appeler('POST', 'demandes/habilitation.ajouter', { ensemble, lignes: [{ ...lignes[0], profil: 'marches.consultation' }] }))
        .corps.champs,
    ).toMatchObject([{ champ: 'lignes.0.profil', code: 'champ-inconnu' }])
    expect((await appeler('POST', 'demandes/habilitation.ajouter', { lignes })).corps.champs).toMatchObject(
      [0, 1, 2].map((i) => ({ champ: `lignes.${i}.profil`, code: 'champ-manquant' })),
    )
    const retrait = await appeler('POST', 'demandes/habilitation.supprimer', { ensemble, lignes: lignes.slice(0, 2), immediat: true })
    expect(retrait.corps.saisie.lignes.map((l) => l.application)).toEqual(['engagements', 'marches', 'engagements', 'marches'])
  })

  test('HAB-09 à l’écran, sans script : un ensemble créé, accordé à deux personnes, retiré à l’une', async () => {
    await personne('Écran Un')
    await personne('Écran Deux')
    const { page: w, erreurs } = await fenetre({ url: p.url, cookie: cookies.daniel!, sansScript: true })
    await w.goto(`${PAGE}?structure=${menuiserie}`)
    await w.getByRole('link', { name: 'Créer un ensemble' }).click()
    await w.getByRole('button', { name: 'Enregistrer' }).click()
    await w.getByRole('link', { name: /Renseignez le champ « Nom »/ }).waitFor()
    await w.getByLabel('Nom').fill('Métreur')
    await w.getByRole('checkbox', { name: 'Marchés consultation' }).check()
    await w.getByRole('checkbox', { name: 'Engagements modification' }).check()
    await w.getByRole('button', { name: 'Enregistrer' }).click()
    await w.getByText('Ensemble créé.').waitFor()
    await w.getByRole('link', { name: 'Accorder un ensemble' }).click()
    await w.getByRole('button', { name: 'Vérifier' }).click()
    await w.getByRole('link', { name: /Faites un choix pour « Personnes »/ }).waitFor()
    await w.getByLabel('Ensemble de profils').selectOption({ label: 'Métreur' })
    for (const nom of ['Camille Écran Un', 'Camille Écran Deux']) await w.getByRole('checkbox', { name: nom, exact: true }).check()
    await w.getByRole('button', { name: 'Vérifier' }).click()
    await w.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
    expect(await w.locator('table.diff tbody tr').count()).toBe(4)
    await w.getByRole('button', { name: /^Ajouter 4/ }).click()
    await w.getByText(/Demande RITM\d+ enregistrée/).waitFor()
    await w.goto(`${PAGE}/retirer?structure=${menuiserie}`)
    await w.getByLabel('Ensemble de profils').selectOption({ label: 'Métreur' })
    await w.getByRole('checkbox', { name: 'Camille Écran Un', exact: true }).check()
    await w.getByLabel('Retirer immédiatement, sans le délai').check()
    await w.getByRole('button', { name: 'Vérifier' }).click()
    await w.getByRole('button', { name: /^Retirer 2/ }).click()
    await w.getByText(/Demande RITM\d+ enregistrée/).waitFor()
    expect(
      (
        await p.pool.query(
          `select h.retiree_le is null as reste from habilitation h join utilisateur u on u.id = h.utilisateur where u.nom like 'Écran%' order by u.nom`,
        )
      ).rows.map((r: { reste: boolean }) => r.reste),
    ).toEqual([true, true, false, false])
    expect(erreurs.filter((e) => !/422/.test(e))).toEqual([])
    const { page: v } = await fenetre({ url: p.url, cookie: cookies.daniel!, largeur: 390 })
    for (const suite of ['', '/creer', '/accorder', '/retirer']) {
      await v.goto(`${PAGE}${suite}?structure=${menuiserie}`)
      await verifierAccessibilite(v)
    }
  })

  test('HAB-09 PLUS-07 réservé à qui gère', async () => {
    for (const suite of ['', '/creer', '/accorder', '/retirer']) {
      const r = await p.demander(`${PAGE}${suite}?structure=${menuiserie}`, { cookie: cookies.heloise! })
      expect([suite, r.status, (await r.text()).includes('Daniel Poitier')]).toEqual([suite, 403, true])
      expect((await p.demander(`${PAGE}${suite}?structure=${menuiserie}`, { cookie: cookies.nadia! })).status).toBe(404)
    }
    expect((await creer('Non', ['marches.consultation'], {}, cookies.heloise)).statut).toBe(403)
    expect((await creer('Non', ['marches.consultation'], {}, cookies.nadia)).statut).toBe(404)
  })
})
