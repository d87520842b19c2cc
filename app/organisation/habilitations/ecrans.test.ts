import { beforeAll, describe, expect, test } from 'vitest'
import { creerUtilisateur, ouvrirSession, rattacher } from '#tests/acteurs.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, heloise } = p.monde
const liste = `/organisation/habilitations?structure=${menuiserie}&utilisateur=${heloise}`
let daniel: string
let service: string

beforeAll(async () => {
  daniel = await p.session('daniel')
  service = (await p.pool.query<{ id: string }>(`select id from service where code = 'COMPTA'`)).rows[0]!.id
})

const page = async (chemin: string, cookie = daniel) => {
  const r = await p.demander(chemin, { cookie })
  return { statut: r.status, html: await r.text() }
}

test('INT-12 HAB-06 rien de coché, de ce que l’on demande ou de ce que l’on accorde : une seule erreur, à son champ', async () => {
  const sienne = await p.session('heloise')
  for (const [chemin, cookie, champs] of [
    [`/organisation/habilitations/mes/demander?structure=${menuiserie}`, sienne, {}],
    [`/organisation/habilitations/ajouter?structure=${menuiserie}`, daniel, { 'utilisateur.0': heloise }],
  ] as const) {
    const r = await p.demander(chemin, { cookie, champs: { _etape: 'verifier', 'service.0': '', ...champs } })
    const resume = /class="error-summary"[\s\S]*?<ul[\s\S]*?<\/ul>/.exec(await r.text())?.[0] ?? ''
    expect([chemin, r.status, [...resume.matchAll(/<a href="([^"]+)"/g)].map((m) => m[1])]).toEqual([chemin, 422, ['#profil.0']])
  }
})

describe('HAB-02 la liste', () => {
  test('HAB-02 structure, service, utilisateur : les lignes de la personne, avec la date', async () => {
    const { statut, html } = await page(liste)
    expect(statut).toBe(200)
    for (const mot of [
      'Actions',
      'Structure',
      'Contact',
      'Service',
      'Statut du service',
      'Profil',
      'En vigueur',
      'Engagements modification',
      'depuis le',
      '17&nbsp;habilitations'.replace('&nbsp;', '\u00a0'),
      'Toute la structure',
      'sans objet',
    ])
      expect(html, mot).toContain(mot)
    expect((await page(`${liste}&profil=marches`)).html).toContain('1\u00a0habilitation')
  })

  test('HAB-02 HAB-05 « Actions » se lit en tête de colonne ; les changements programmés sont comptés d’une page à l’autre', async () => {
    const u = await creerUtilisateur(p.pool, { nom: 'Zzz' })
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, periode, tri) values ($1, $2, tstzrange(maintenant(), null), 'zzz')`,
      [u.id, menuiserie],
    )
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, 1, tstzrange(maintenant() + interval '2 days', null) from application where code in ('marches', 'engagements')`,
      [u.id, menuiserie],
    )
    const { html } = await page(`/organisation/habilitations?structure=${menuiserie}`)
    expect(html).toMatch(/<th scope="col">Actions<\/th>/)
    expect([html.includes('Zzz Camille'), html.includes('2\u00a0changements programmés.')]).toEqual([false, true])
    await p.pool.query('delete from habilitation where utilisateur = $1', [u.id])
  })

  test('HAB-02 ce que l’on ne gère pas n’existe pas, ou dit pourquoi', async () => {
    expect((await page(`/organisation/habilitations?structure=${p.monde.mairie}`)).statut).toBe(404)
    const refuse = await page(`/organisation/habilitations?structure=${menuiserie}`, await p.session('heloise'))
    expect(refuse.statut).toBe(403)
    expect(refuse.html).toContain('Daniel Poitier')
    expect((await page('/organisation/habilitations', await p.session('camille'))).html).toContain('Vous ne gérez aucune structure')
  })

  test('HAB-02 UTI-06 SER-03 qui ne gère rien lit à qui demander, quand c’est une seule personne', async () => {
    const simple = await creerUtilisateur(p.pool, { nom: 'Simple' })
    const cookie = await p.session(simple.id)
    const rattacherA = (structure: string) =>
      p.pool.query(`insert into rattachement (utilisateur, structure, periode) values ($1, $2, tstzrange(maintenant(), null))`, [
        simple.id,
        structure,
      ])
    const nomme = async (suite = '') =>
      Promise.all(
        [
          '/organisation/habilitations',
          '/organisation/habilitations/ajouter',
          '/organisation/habilitations/copier',
          '/organisation/utilisateurs/importer',
          '/organisation/services/importer',
        ].map(async (chemin) =>
          (await page(`${chemin}${suite}`, cookie)).html.includes('Demandez-le à Daniel Poitier, gestionnaire principal'),
        ),
      )
    expect(await nomme()).toEqual([false, false, false, false, false])
    await rattacherA(menuiserie)
    expect(await nomme()).toEqual([true, true, true, true, true])
    // Of two, it is not known which; unless one acts for one of them.
    await rattacherA(p.monde.mairie)
    expect(await nomme()).toEqual([false, false, false, false, false])
    const chez = await p.demander('/organisation/habilitations', { cookie: `${cookie}; choral.structure=${menuiserie}` })
    expect(await chez.text()).toContain('Demandez-le à Daniel Poitier')
  })

  test('HAB-02 le gestionnaire d’un service ne voit que lui', async () => {
    const chef = await creerUtilisateur(p.pool, { nom: 'Chefdeservice' })
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, service, periode) values ($1, $2, $3, tstzrange(maintenant(), null))`,
      [chef.id, menuiserie, service],
    )
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 1, 2, tstzrange(maintenant(), null))`,
      [chef.id, menuiserie, service],
    )
    const cookie = await p.session(chef.id)
    const { html } = await page(`/organisation/habilitations?structure=${menuiserie}`, cookie)
    expect(html).toContain('Chefdeservice')
    expect(html).toContain('1\u00a0habilitation')
    const { elements } = (await (await p.demander('/api/v1/habilitations?taille=200', { cookie })).json()) as {
      elements: { utilisateur: { id: string } }[]
    }
    expect(elements.map((e) => e.utilisateur.id)).toEqual([chef.id])
  })
})

describe('INT-11 GET /api/v1/habilitations', () => {
  const lire = async (suite: string, cookie = daniel) =>
    (await (await p.demander(`/api/v1/habilitations?${suite}`, { cookie })).json()) as {
      elements: {
        id: string
        profil: string
        etat: string
        changement: { genre: string; avant: string; demande: string } | null
        utilisateur: { id: string }
        actions: { modifier: unknown }
      }[]
      total: number
      suivant: string | null
    }

  test('INT-11 chaque tri se parcourt par clé, sans trou ni doublon', async () => {
    for (const tri of [
      'contact',
      '-contact',
      'structure',
      '-structure',
      'service',
      '-service',
      'statutService',
      '-statutService',
      'profil',
      '-profil',
      'debut',
      '-debut',
    ]) {
      const vus: string[] = []
      let apres = ''
      for (;;) {
        const { elements, suivant, total } = await lire(`structure=${menuiserie}&taille=7&tri=${tri}${apres}`)
        vus.push(...elements.map((e) => e.id))
        if (!suivant) {
          expect([tri, vus.length, new Set(vus).size]).toEqual([tri, total, total])
          break
        }
        apres = `&apres=${suivant}`
      }
    }
    expect((await p.demander('/api/v1/habilitations?apres=zzz', { cookie: daniel })).status).toBe(200)
  })

  test('INT-11 filtres, fichiers, et pour chacun les siennes', async () => {
    expect((await lire(`utilisateur=${heloise}&profil=organisation.consultation`)).total).toBe(1)
    const siennes = await lire('taille=200', await p.session('heloise'))
    expect(new Set(siennes.elements.map((e) => e.utilisateur.id))).toEqual(new Set([heloise]))
    expect(siennes.elements[0]!.actions.modifier).toMatchObject({ raison: expect.stringContaining('gérez pas') })
    for (const format of ['csv', 'xlsx', 'ods'])
      expect(
        (await p.demander(`/api/v1/habilitations?structure=${menuiserie}&format=${format}`, { cookie: daniel })).headers.get(
          'content-disposition',
        ),
      ).toContain(`habilitations.${format}`)
    expect(await (await p.demander(`/api/v1/habilitations?utilisateur=${heloise}&format=csv`, { cookie: daniel })).text()).toContain(
      'Marchés modification',
    )
    for (const faux of ['utilisateur=x', 'etat=x', 'profil=X', 'tri=x', 'inconnu=1'])
      expect((await p.demander(`/api/v1/habilitations?${faux}`, { cookie: daniel })).status, faux).toBe(422)
  })

  test('CPT-07 le fichier des habilitations, qui nomme des personnes, après une preuve récente ; celui des siennes sans', async () => {
    const { cookie, id } = await ouvrirSession(p.pool, p.settings, p.monde.daniel)
    const ecran = `/organisation/habilitations/export?structure=${menuiserie}&format=csv`
    expect(await (await p.demander(ecran, { cookie })).text()).toContain('heloise.ferdinand@exemple.fr')
    await p.pool.query(`update session set preuve_le = now() - interval '11 minutes' where id = $1`, [id])
    expect(
      ((await (await p.demander(`/api/v1/habilitations?structure=${menuiserie}&format=csv`, { cookie })).json()) as { code: string }).code,
    ).toBe('preuve-exigee')
    expect((await p.demander(`/api/v1/habilitations?utilisateur=${p.monde.daniel}&format=csv`, { cookie })).status).toBe(200)
    const r = await p.demander(ecran, { cookie })
    expect([r.status, decodeURIComponent(r.headers.get('location')!)]).toEqual([
      303,
      expect.stringContaining(`/preuve?retour=/organisation/habilitations?structure=${menuiserie}&export=csv`),
    ])
    expect(await (await p.demander(`/organisation/habilitations?structure=${menuiserie}&export=csv`, { cookie })).text()).toContain(
      'Exporter en CSV',
    )
  })

  test('HAB-05 états : programmée, en vigueur, terminée', async () => {
    const { numero } = (await (
      await p.demander('/api/v1/demandes/habilitation.modifier', {
        cookie: daniel,
        json: { utilisateur: heloise, structure: menuiserie, profil: 'raccordements.consultation' },
      })
    ).json()) as { numero: string }
    const q = `utilisateur=${heloise}&profil=raccordements`
    expect((await lire(q)).elements).toMatchObject([
      {
        profil: 'raccordements.consultation',
        etat: 'programmee',
        changement: { genre: 'modification', avant: 'modification', demande: numero },
      },
    ])
    expect((await lire(`${q}&etat=en-vigueur`)).elements).toMatchObject([{ profil: 'raccordements.modification', etat: 'en-vigueur' }])
    await p.demander(`/api/v1/demandes/${numero}/annulation`, { cookie: daniel, json: {} })
    expect((await lire(q)).elements).toMatchObject([{ profil: 'raccordements.modification', changement: null }])
    expect((await lire(`${q}&etat=terminee`)).total).toBe(0)
    await p.demander('/api/v1/demandes/habilitation.supprimer', {
      cookie: daniel,
      json: { utilisateur: heloise, structure: menuiserie, application: 'raccordements', immediat: true },
    })
    expect((await lire(`${q}&etat=terminee`)).elements).toMatchObject([{ profil: 'raccordements.modification', etat: 'terminee' }])
  })
})

/** The same journeys with script and without. */
describe.each([
  ['avec script', false],
  ['sans script', true],
])('HAB-03 HAB-04 au navigateur, %s', (_, sansScript) => {
  test('HAB-03 HAB-04 ajouter, voir programmé, annuler, modifier, retirer immédiatement', async () => {
    const u = await creerUtilisateur(p.pool, { prenom: 'Lou', nom: sansScript ? 'Sansscript' : 'Avecscript' })
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, periode, tri) values ($1, $2, tstzrange(maintenant(), null), plier($3))`,
      [u.id, menuiserie, 'Lou'],
    )
    const { page: w, erreurs } = await fenetre({ url: p.url, cookie: daniel, sansScript })
    await w.goto(`/organisation/habilitations?structure=${menuiserie}&utilisateur=${u.id}`)
    await w.getByRole('link', { name: 'Ajouter des habilitations' }).click()
    // One line too many, and nothing ticked: the first error leads to its field.
    await w.getByRole('button', { name: 'Vérifier' }).click()
    await w.getByRole('link', { name: /Cochez au moins un profil/ }).waitFor()
    await w.getByRole('checkbox', { name: 'Marchés consultation' }).check()
    await w.getByRole('checkbox', { name: 'Marchés modification' }).check()
    await w.getByRole('button', { name: 'Ajouter une autre ligne' }).click()
    await w.getByRole('group', { name: 'Ligne 2' }).waitFor()
    expect(await w.getByRole('checkbox', { name: 'Marchés modification' }).first().isChecked()).toBe(true)
    const deux = w.getByRole('group', { name: 'Ligne 2' })
    await deux.getByLabel('Contact').selectOption({ label: `Lou ${sansScript ? 'Sansscript' : 'Avecscript'}` })
    await deux.getByLabel('Service et statut').selectOption({ label: 'Comptabilité — actif' })
    await deux.getByRole('checkbox', { name: 'Engagements consultation' }).check()
    if (!sansScript) await verifierAccessibilite(w)
    await w.getByRole('button', { name: 'Vérifier' }).click()
    await w.getByRole('heading', { name: 'Vérifier vos réponses' }).waitFor()
    expect(await w.locator('table.diff tbody tr').count()).toBe(2)
    await w.getByRole('button', { name: /^Ajouter 2/ }).click()
    await w.getByText(/Demande RITM\d+ enregistrée/).waitFor()
    expect(await w.locator('tr.is-plan').count()).toBe(2)
    if (!sansScript) await verifierAccessibilite(w)
    // Cancelled from its line.
    await w
      .getByRole('link', { name: /L’annuler/ })
      .first()
      .click()
    await w.getByRole('button', { name: 'Annuler la demande' }).click()
    await w
      .getByText(/Demande annulée/i)
      .first()
      .waitFor()
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, 1, tstzrange(maintenant(), null) from application where code = 'marches'`,
      [u.id, menuiserie],
    )
    await w.goto(`/organisation/habilitations?structure=${menuiserie}&utilisateur=${u.id}`)
    await w.getByRole('link', { name: 'Modifier la ligne Marchés consultation' }).click()
    await w.getByRole('radio', { name: 'Marchés modification' }).check()
    await w.getByRole('button', { name: 'Enregistrer' }).click()
    await w.getByRole('button', { name: /^Enregistrer, effectif/ }).click()
    // At once in the list, the new profile, as programmed.
    await w.getByRole('rowheader', { name: 'Marchés modification' }).waitFor()
    await w.getByText('d’ici là, Marchés consultation').waitFor()
    await w.getByRole('link', { name: 'Retirer la ligne Marchés modification' }).click()
    await w.getByRole('radio', { name: /Retirer immédiatement/ }).check()
    if (!sansScript) await verifierAccessibilite(w)
    await w.getByRole('button', { name: 'Vérifier' }).click()
    await w.getByRole('button', { name: /immédiatement/ }).click()
    await w.getByText('Aucune habilitation ici').waitFor()
    expect(
      (await p.pool.query(`select count(*)::int as n from habilitation where utilisateur = $1 and retiree_le is null`, [u.id])).rows,
    ).toEqual([{ n: 0 }])
    expect(erreurs.filter((e) => !/42[29]|422/.test(e))).toEqual([])
  })
})

test('HAB-03 un contact oublié se dit comme la page l’appelle', async () => {
  const r = await p.demander(`/organisation/habilitations/ajouter?structure=${menuiserie}`, {
    cookie: daniel,
    champs: {
      _cle: crypto.randomUUID(),
      _etape: 'verifier',
      structure: menuiserie,
      nombre: '1',
      'utilisateur.0': '',
      'profil.0': 'marches.consultation',
    },
  })
  const html = await r.text()
  expect([r.status, /Faites un choix pour «\sContact\s»/.test(html), html.includes('n’est pas acceptée')]).toEqual([422, true, false])
})

test('HAB-04 « Supprimer tout » nomme ce qu’il retire, et ce qu’il garde', async () => {
  const { html } = await page(`/organisation/habilitations/retirer?structure=${menuiserie}&utilisateur=${p.monde.daniel}`)
  for (const mot of ['Supprimer toutes les habilitations', 'Marchés modification', 'Ne sont pas retirées', 'Organisation modification'])
    expect(html, mot).toContain(mot)
  const champs = { _cle: crypto.randomUUID(), quand: 'differe' }
  const adresse = `/organisation/habilitations/retirer?structure=${menuiserie}&utilisateur=${heloise}`
  const verifier = (await p.demander(adresse, { cookie: daniel, champs })).headers.get('location')!
  const vue = (await page(verifier)).html
  expect(vue).toContain('Retirer 16')
  const confirmer = () => p.demander(verifier, { cookie: daniel, champs: { _cle: champs._cle, _etape: 'confirmer' } })
  const [premiere, seconde] = [await confirmer(), await confirmer()]
  expect(premiere.headers.get('location')).toMatch(new RegExp(`structure=${menuiserie}&utilisateur=${heloise}&recu=RITM`))
  expect(seconde.headers.get('location')).toMatch(/^\/demandes\/RITM/)
})

test('HAB-04 une ligne changée ou retirée par un autre entre-temps se montre comme elle est, et non comme une page qui n’existe pas', async () => {
  const u = await creerUtilisateur(p.pool, { nom: 'Devancée' })
  await rattacher(p.pool, u.id, menuiserie)
  const { rows } = await p.pool.query<{ id: string }>(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, 1, tstzrange(maintenant() - interval '1 day', null) from application where code in ('marches', 'engagements') order by id returning id`,
    [u.id, menuiserie],
  )
  const [changee, retiree] = rows.map((r) => r.id) as [string, string]
  const demander = (type: string, json: object) =>
    p.demander(`/api/v1/demandes/habilitation.${type}`, { cookie: daniel, json: { structure: menuiserie, utilisateur: u.id, ...json } })
  const champs = { _cle: crypto.randomUUID(), quand: 'immediat' }
  const verifier = (await p.demander(`/organisation/habilitations/retirer?ligne=${retiree}`, { cookie: daniel, champs })).headers.get(
    'location',
  )!
  const code = async (id: string) =>
    (
      await p.pool.query<{ code: string }>('select a.code from habilitation h join application a on a.id = h.application where h.id = $1', [
        id,
      ])
    ).rows[0]!.code
  expect((await demander('supprimer', { application: await code(retiree), immediat: true })).status).toBe(201)
  const tard = await p.demander(verifier, { cookie: daniel, champs: { _cle: champs._cle, _etape: 'confirmer' } })
  const html = await tard.text()
  expect([tard.status, html.includes('Il n’y a rien à retirer'), html.includes('Cette habilitation a pris fin')]).toEqual([422, true, true])
  expect((await page(`/organisation/habilitations/modifier?ligne=${retiree}`)).html).toContain('Cette habilitation a pris fin')
  expect((await demander('modifier', { profil: `${await code(changee)}.modification` })).status).toBe(201)
  expect((await page(`/organisation/habilitations/modifier?ligne=${changee}`)).html).toContain('Un changement est déjà programmé')
  // Of another structure, it does not exist all the same.
  expect((await p.demander(`/organisation/habilitations/modifier?ligne=${retiree}`, { cookie: await p.session('nadia') })).status).toBe(404)
})

test('HAB-06 « Gérer mes habilitations » : demander, voir ce qui attend, renoncer', async () => {
  const u = await creerUtilisateur(p.pool, { nom: 'Demandeuse' })
  await rattacher(p.pool, u.id, menuiserie)
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, 1, tstzrange(maintenant(), null) from application where code = 'marches'`,
    [u.id, menuiserie],
  )
  const cookie = await p.session(u.id)
  const { page: w, erreurs } = await fenetre({ url: p.url, cookie, largeur: 390 })
  await w.goto('/organisation/habilitations/mes')
  await w.getByRole('link', { name: 'Demander un profil' }).waitFor()
  await verifierAccessibilite(w)
  // Come from a closed tile: the button names what it lacks, until it is asked for.
  const deLaTuile = '/organisation/habilitations/mes?profil=engagements.modification'
  await w.goto(deLaTuile)
  await w.getByRole('link', { name: 'Demander « Engagements modification »' }).click()
  await w.getByRole('checkbox', { name: 'Engagements modification', checked: true }).waitFor()
  await w.getByLabel('Commentaire').fill('Pour le chantier du quai')
  await verifierAccessibilite(w)
  await w.getByRole('button', { name: 'Vérifier' }).click()
  await w.getByText('Daniel Poitier, gestionnaire principal').waitFor()
  await w.getByRole('button', { name: 'Envoyer la demande' }).click()
  await w.waitForURL(/\/demandes\/RITM/)
  await w.goto('/organisation/habilitations/mes')
  await w.getByText(/Obtenir Engagements modification/).waitFor()
  await w.goto(deLaTuile)
  await w.getByRole('link', { name: 'Demander un profil' }).waitFor()
  await w.getByRole('link', { name: /Renoncer à Marchés consultation/ }).click()
  await w.getByRole('button', { name: 'Vérifier' }).click()
  await w.getByRole('button', { name: 'Envoyer la demande' }).click()
  await w.waitForURL(/\/demandes\/RITM/)
  expect(
    (
      await p.pool.query(
        `select count(*)::int as n from approbation a join demande d on d.id = a.demande where d.auteur = $1 and a.etat = 'demandee'`,
        [u.id],
      )
    ).rows,
  ).toEqual([{ n: 2 }])
  expect(erreurs).toEqual([])
})
