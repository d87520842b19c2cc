import { beforeAll, expect, test } from 'vitest'
import { creerUtilisateur, rattacher } from '#tests/acteurs.ts'
import { TABLE } from '#tests/acces/table.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { estSortie, jugerVue } from '#app/voir-comme/permis.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const { menuiserie, mairie, heloise, daniel } = p.monde
const lire = async (r: Response) => (await r.json()) as Record<string, unknown> & { code: string }
const commencer = (cookie: string, utilisateur: string, structure?: string) =>
  p.demander('/voir-comme', { cookie, champs: { utilisateur, ...(structure ? { structure } : {}) } })
const finir = (cookie: string) => p.demander('/voir-comme/fin', { cookie, champs: {} })
const moi = async (cookie: string) => (await lire(await p.demander('/api/v1/moi', { cookie }))).prenom
const evenements = async (chaine: string) =>
  (
    await p.pool.query<{ evenement: string; auteur: string }>(
      `select evenement, auteur from journal where chaine = $1 and evenement like 'utilisateur.voir-comme%' order by rang`,
      [chaine],
    )
  ).rows
const vue = async (qui: 'daniel' | 'agent' = 'daniel', structure: string | undefined = menuiserie) => {
  const cookie = await p.session(qui)
  expect((await commencer(cookie, heloise, structure)).status).toBe(303)
  return cookie
}

beforeAll(async () => {
  // Héloïse is attached to the town hall too, and governs a structure of her own: neither is Daniel's business.
  await rattacher(p.pool, heloise, mairie)
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, id, niveaux, tstzrange(maintenant(), null) from application`,
    [heloise, mairie],
  )
  await p.pool.query(
    `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) values ('AUTRE', 'EC-SECRETE', 'Affaire personnelle', 'PRIVEE', $1) returning id)
    insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(maintenant(), null) from s`,
    [heloise],
  )
  await p.pool.query(
    `insert into brouillon (cle, auteur, type, structure, saisie) values (gen_random_uuid(), $1, 'structure.modifier', $2, '{"telephone": "SECRET"}')`,
    [heloise, menuiserie],
  )
  await p.pool.query(`insert into groupe_structures (utilisateur, nom) values ($1, 'Groupe secret')`, [heloise])
})

test('PLUS-12 qui peut voir comme : le gestionnaire et l’agent ; ni un simple utilisateur, ni un étranger, ni soi-même, ni l’opérateur', async () => {
  const simple = await p.session('heloise')
  const nadia = await p.session('nadia')
  const d = await p.session('daniel')
  const chemin = (u: string, s?: string) => `/voir-comme?utilisateur=${u}${s ? `&structure=${s}` : ''}`
  expect((await p.demander(chemin(heloise, menuiserie), { cookie: d })).status).toBe(200)
  for (const [qui, u, s, statut] of [
    [simple, daniel, menuiserie, 403],
    [nadia, daniel, menuiserie, 404],
    [d, daniel, menuiserie, 404],
    [d, p.monde.nadia, mairie, 404],
    [d, heloise, mairie, 404],
    [d, p.monde.operateur, undefined, 404],
    [d, 'x', menuiserie, 404],
  ] as const) {
    expect([u, s, (await p.demander(chemin(u, s), { cookie: qui })).status]).toEqual([u, s, statut])
    expect((await commencer(qui, u, s)).status).toBe(statut)
  }
  expect(await moi(d)).toBe('Daniel')
})

test('PLUS-12 le portail de l’autre, annoncé sur chaque écran, dans l’historique au début et à la fin ; la limite tient partout', async () => {
  const cookie = await vue()
  expect(await moi(cookie)).toBe('Héloïse')
  const { structures, roles } = (await (await p.demander('/api/v1/moi', { cookie })).json()) as {
    structures: { id: string }[]
    roles: string[]
  }
  expect([structures.map((s) => s.id), roles]).toEqual([[menuiserie], []])
  for (const chemin of [
    '/',
    '/organisation/structures/rechercher',
    `/organisation/structures/${menuiserie}`,
    '/recherche?recherche=villeurbanne',
    '/documentation',
  ]) {
    const html = await (await p.demander(chemin, { cookie })).text()
    expect([
      chemin,
      html.includes('Vous voyez le portail comme'),
      html.includes('Héloïse Ferdinand'),
      html.includes('/voir-comme/fin'),
    ]).toEqual([chemin, true, true, true])
    expect([chemin, /Affaire personnelle|Commune de Villeurbanne|SECRET|Groupe secret/.exec(html)?.[0]]).toEqual([chemin, undefined])
  }
  // As she is: no right to modify.
  expect((await p.demander(`/organisation/structures/${menuiserie}/modifier`, { cookie })).status).toBe(403)
  expect((await p.demander(`/organisation/structures/${mairie}`, { cookie })).status).toBe(404)
  expect((await p.demander(`/api/v1/structures/${mairie}`, { cookie })).status).toBe(404)
  // What Daniel alone governs is not hers.
  expect((await p.demander(`/organisation/structures/${p.monde.agencement}`, { cookie })).status).toBe(404)
  expect((await finir(cookie)).status).toBe(303)
  expect(await moi(cookie)).toBe('Daniel')
  for (const chaine of [menuiserie, heloise])
    expect(await evenements(chaine)).toEqual([
      { evenement: 'utilisateur.voir-comme:debut', auteur: daniel },
      { evenement: 'utilisateur.voir-comme:fin', auteur: daniel },
    ])
  expect(await evenements(mairie)).toEqual([])
})

test('PLUS-12 rien ne propose d’annuler ce qui attend : ni l’accueil, ni le reçu, ni la liste, ni l’adresse tapée', async () => {
  const soi = await p.session('daniel')
  const { numero } = (await lire(
    await p.demander('/api/v1/demandes/habilitation.ajouter', {
      cookie: soi,
      json: { structure: menuiserie, utilisateur: heloise, profil: 'marches.consultation' },
    }),
  )) as unknown as { numero: string }
  await p.pool.query('update demande set auteur = $1 where numero = $2', [heloise, numero])
  const pages = ['/', `/demandes/${numero}`, '/organisation/habilitations/mes?taille=100']
  const annulables = async (cookie: string) =>
    Promise.all(pages.map(async (page) => (await (await p.demander(page, { cookie })).text()).includes(`${numero}/annuler`)))
  expect(await annulables(await p.session('heloise'))).toEqual([true, true, true])
  const cookie = await vue()
  expect(await annulables(cookie)).toEqual([false, false, false])
  const tapee = await p.demander(`/demandes/${numero}/annuler`, { cookie })
  expect([tapee.status, tapee.headers.get('location')]).toEqual([303, `/demandes/${numero}`])
  await p.pool.query(`update demande set etat = 'annulee' where numero = $1`, [numero])
  await finir(cookie)
})

test('PLUS-12 ce qui enverrait est sans effet et dit pourquoi : le lien vers une demande, le bouton de son formulaire ; chercher reste possible', async () => {
  const soi = await p.session('heloise')
  const cookie = await vue()
  const [mes, demander] = ['/organisation/habilitations/mes', `/organisation/habilitations/mes/demander?structure=${menuiserie}`]
  const page = async (chemin: string, qui: string) => (await p.demander(chemin, { cookie: qui })).text()
  const ferme = /<button type="button" class="button[^"]*" aria-disabled="true" aria-describedby="lecture-seule"/
  for (const chemin of [mes, demander]) expect([chemin, ferme.test(await page(chemin, soi))]).toEqual([chemin, false])
  const [deMes, deDemander] = [await page(mes, cookie), await page(demander, cookie)]
  for (const html of [deMes, deDemander])
    expect([ferme.test(html), /<p id="lecture-seule">.*?rien ne peut être envoyé/s.test(html)]).toEqual([true, true])
  expect(deMes).not.toContain('/organisation/habilitations/mes/demander')
  // Nothing sends the form, which says why; searching and leaving still do what they say.
  const formulaire = /<form method="post" action="[^"]*\/mes\/demander.*?<\/form>/s.exec(deDemander)![0]
  expect([/<button(?! type="button")/.test(formulaire), formulaire.includes(fr.gouvernance.voirComme.lectureSeule)]).toEqual([false, true])
  expect((await finir(cookie)).status).toBe(303)
})

test('PLUS-12 le compte, les messages, les tickets et l’exploitation ne se montrent pas : 403 qui dit pourquoi', async () => {
  const cookie = await vue()
  for (const chemin of [
    '/compte',
    '/compte/donnees.json',
    '/compte/demandes',
    '/communication',
    '/exploitation',
    '/preuve',
    '/voir-comme',
    '/api/auth/passkey/generate-register-options',
    '/evenements',
    '/organisation/recuperation',
    // Written another way, an address leads to the same page.
    '/compt%65',
    '/%63ompte/donnees.json',
    '/c%6Fmmunication',
  ]) {
    const r = await p.demander(chemin, { cookie })
    expect([chemin, r.status]).toEqual([chemin, 403])
    const html = await r.text()
    // Nobody lacks a right that somebody could give.
    expect([chemin, html.includes('Voir comme'), html.includes('Qui peut vous aider')]).toEqual([chemin, true, false])
    expect([chemin, html.includes('avant d’en ouvrir une autre')]).toEqual([chemin, chemin === '/voir-comme'])
  }
  // Nothing leads where it does not show: neither the pages nor the refusal itself, whose first way on is out.
  for (const chemin of [
    '/',
    '/organisation',
    '/organisation/utilisateurs',
    `/organisation/structures/${p.monde.menuiserie}`,
    '/approbations',
    '/compte',
  ]) {
    const html = await (await p.demander(chemin, { cookie })).text()
    const fermes = [...html.matchAll(/(?:href|action)="(\/[^"#?]*)/g)]
      .map(([, vers]) => vers!)
      .filter((vers) => {
        // The choice of a structure stays on the page where one is.
        if (vers === chemin) return false
        try {
          jugerVue(fr, 'GET', vers)
          return false
        } catch {
          return !estSortie(vers)
        }
      })
    expect([chemin, [...new Set(fermes)]]).toEqual([chemin, []])
  }
  expect(await (await p.demander('/compte', { cookie })).text()).toContain('Quitter « Voir comme »'.replaceAll(/(?<=«) | (?=»)/g, '\u00A0'))
  // So no page asks for the stream of states, which would be refused over and over.
  expect([
    (await (await p.demander('/', { cookie })).text()).includes('data-etat='),
    (await (await p.demander('/', { cookie: await p.session('daniel') })).text()).includes('data-etat='),
  ]).toEqual([false, true])
  // What does not exist yet is closed already.
  for (const chemin of [
    '/support/tickets/1',
    '/communication/messages',
    '/api/v1/tickets',
    '/api/v1/t%69ckets',
    '/api/v1/recuperations',
    '/api/v1/exploitation/comptes',
    '/compte/anything',
  ])
    expect(() => jugerVue(fr, 'GET', chemin)).toThrow()
  for (const chemin of ['/support', '/organisation', '/compte-desactive', '/approbations', '/api/v1/structures'])
    expect(() => jugerVue(fr, 'GET', chemin)).not.toThrow()
  await finir(cookie)
})

test('PLUS-12 aucune route n’écrit : chaque POST, PUT, PATCH et DELETE de la table est refusé', async () => {
  const cookie = await vue()
  const valeurs: Record<string, string> = { id: menuiserie, numero: 'RITM0014700', utilisateur: heloise }
  const avant = await p.pool.query(
    `select (select count(*) from demande) as d, (select count(*) from brouillon) as b, (select count(*) from rattachement) as r, (select count(*) from habilitation) as h, (select count(*) from session) as s, (select count(*) from journal) as j`,
  )
  const ecarts: string[] = []
  for (const route of Object.keys(TABLE)) {
    const [methode = '', chemin = ''] = route.split(' ')
    if (
      methode === 'GET' ||
      /^\/(voir-comme\/fin|deconnexion|api\/auth\/sign-out|api\/auth\/sign-in\/email)$/.test(chemin) ||
      chemin.includes('*') ||
      chemin.startsWith('/access/')
    )
      continue
    const url = chemin.replace(/:(\w+)/g, (_, n: string) => valeurs[n] ?? menuiserie)
    const json = chemin.startsWith('/api/')
    const r = await p.demander(url, { method: methode, cookie, ...(json ? { json: {} } : { champs: { _cle: menuiserie } }) })
    // A kind of body that the route does not take is refused before anybody is asked for.
    if (r.status === 415) await r.arrayBuffer()
    else if (r.status !== 403) ecarts.push(`${route} : ${r.status}`)
    else if (json && (await lire(r)).code !== 'lecture-seule') ecarts.push(`${route} : autre refus`)
    else if (!json) await r.arrayBuffer()
  }
  expect(ecarts).toEqual([])
  expect(
    (await p.demander('/api/v1/demandes/structure.modifier?simulation=oui', { cookie, json: { structure: menuiserie, libelle: 'x' } }))
      .status,
  ).toBe(403)
  expect(
    (
      await p.pool.query(
        `select (select count(*) from demande) as d, (select count(*) from brouillon) as b, (select count(*) from rattachement) as r, (select count(*) from habilitation) as h, (select count(*) from session) as s, (select count(*) from journal) as j`,
      )
    ).rows,
  ).toEqual(avant.rows)
  await finir(cookie)
})

test('PLUS-12 chaque page répond dans la limite, sans erreur, et ne nomme rien d’autre', async () => {
  const cookie = await vue()
  const valeurs: Record<string, string> = { id: menuiserie, numero: 'RITM0014700', nom: 'x', code: 'organisation' }
  const ecarts: string[] = []
  for (const route of Object.keys(TABLE)) {
    const [methode = '', chemin = ''] = route.split(' ')
    if (methode !== 'GET' || chemin.includes('*')) continue
    await Promise.all(
      ['', `?structure=${mairie}&utilisateur=${heloise}&recherche=affaire`].map(async (suite) => {
        const r = await p.demander(chemin.replace(/:(\w+)/g, (_, n: string) => valeurs[n] ?? menuiserie) + suite, { cookie })
        const corps = await r.text()
        if (r.status >= 500 && r.status !== 503) ecarts.push(`${chemin}${suite} : ${r.status}`)
        if (/Affaire personnelle|SECRET|Groupe secret|EC-SECRETE/.test(corps)) ecarts.push(`${chemin}${suite} : hors de la limite`)
        // The directory of public entities is everybody's.
        if (/Commune de Villeurbanne/.test(corps) && !/^\/(documentation|demonstration|annuaire|api\/v1\/annuaire)/.test(chemin))
          ecarts.push(`${chemin}${suite} : la mairie`)
      }),
    )
  }
  expect(ecarts).toEqual([])
  await finir(cookie)
})

test('PLUS-12 trente minutes au plus, un droit perdu et la déconnexion y mettent fin, et l’historique le dit', async () => {
  const fins = async () => (await evenements(menuiserie)).filter((e) => e.evenement.endsWith(':fin')).length
  const avant = await fins()
  const cookie = await vue()
  await decalerHorloge(p.pool, '31 minutes')
  expect([await moi(cookie), await fins()]).toEqual(['Daniel', avant + 1])
  await decalerHorloge(p.pool, '0')
  const perdue = await vue()
  await p.pool.query(`update habilitation set niveau = 1 where utilisateur = $1 and structure = $2 and application = 1`, [
    daniel,
    menuiserie,
  ])
  expect([await moi(perdue), await fins()]).toEqual(['Daniel', avant + 2])
  await p.pool.query(`update habilitation set niveau = 2 where utilisateur = $1 and structure = $2 and application = 1`, [
    daniel,
    menuiserie,
  ])
  const fermee = await vue()
  expect((await p.demander('/deconnexion', { cookie: fermee, champs: {} })).status).toBe(303)
  expect([(await p.demander('/api/v1/moi', { cookie: fermee })).status, await fins()]).toEqual([401, avant + 3])
})

test('PLUS-12 un agent voit tout ce que la personne voit, sans rôle ni écriture', async () => {
  const cookie = await vue('agent', undefined)
  expect((await p.demander(`/api/v1/structures/${mairie}`, { cookie })).status).toBe(200)
  expect((await p.demander('/api/v1/demandes/structure.modifier', { cookie, json: { structure: mairie, libelle: 'x' } })).status).toBe(403)
  expect((await p.demander('/compte', { cookie })).status).toBe(403)
  expect((await evenements(mairie)).length).toBe(1)
  await finir(cookie)
  expect((await evenements(mairie)).length).toBe(2)
})

test('PLUS-12 une session ordinaire ne coûte pas une instruction de plus ; chaque table est limitée, personnelle, ou sans structure', async () => {
  const cookie = await p.session('daniel')
  const { requetes } = await p.compterRequetes(() => p.demander('/api/v1/moi', { cookie }))
  expect(requetes.length).toBe(1)
  const { rows } = await p.pool.query<{
    nom: string
  }>(`select c.relname as nom from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    and not exists (select from pg_class v where v.relnamespace = 'limite'::regnamespace and v.relname = c.relname) order by 1`)
  // Nothing of a structure, nothing personal that a page reads: a new table must be placed on purpose.
  const ouvertes = [
    'actualite',
    'annuaire_import',
    'annuaire_mot',
    'application',
    'application_portail',
    'avis_fiche',
    'battement',
    'catalogue',
    'cle_application',
    'courriel',
    'depart',
    'domaine',
    'ensemble_profil',
    'fermeture_support',
    'fichier',
    'guide_document',
    'guide_index',
    'guide_mot',
    'guide_synonyme',
    'guide_vocabulaire',
    'horaire_support',
    'incident',
    'journal_tete',
    'migration',
    'mot',
    'mot_variante',
    'prefixe_variante',
    'rubrique',
    'session',
    'sirene_cache',
    'sirene_etablissement',
    'sirene_import',
    'sirene_unite_legale',
    'sous_domaine',
    'suppleance_structure',
    'synonyme',
    'tentative',
    'ticket_categorie',
    'ticket_delai',
    'ticket_priorite',
    'ticket_sous_categorie',
    'ticket_transition',
    'utilisateur',
  ]
  expect(rows.map((r) => r.nom).filter((n) => !ouvertes.includes(n))).toEqual([])
  const autre = await creerUtilisateur(p.pool)
  expect((await p.demander('/voir-comme/fin', { cookie: await p.session(autre.id), champs: {} })).status).toBe(303)
})
