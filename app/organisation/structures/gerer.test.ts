import { expect, test } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde()
const daniel = await p.session('daniel')
const gerer = (q: string, cookie = daniel) => p.demander(`/organisation/structures/gerer?${q}`, { cookie })
const vers = async (q: string, cookie?: string) => {
  const r = await gerer(q, cookie)
  return [r.status, r.headers.get('location')]
}

test('STR-04 STR-06 le type de demande et la structure mènent à l’écran voulu, quelle que soit la saisie', async () => {
  const html = await (await gerer('')).text()
  for (const type of [
    'Consulter / Rechercher une structure',
    'Modifier une structure',
    'Activer une structure',
    'Mettre à jour depuis la base INSEE',
    'Désactiver une structure',
  ])
    expect(html).toContain(type)
  const s = `/organisation/structures/${p.monde.menuiserie}`
  for (const texte of ['12345678200010', '123 456 782 00010', '123 456 782 00010 — Menuiserie Poitier', 'menuiserie', 'menuisrie poitier'])
    expect(await vers(`type=modifier&texte=${encodeURIComponent(texte)}`), texte).toEqual([303, `${s}/modifier`])
  expect(await vers('type=consulter&texte=menuiserie')).toEqual([303, s])
  expect(await vers('type=consulter&texte=')).toEqual([303, '/organisation/structures/rechercher'])
  expect(await vers('type=desactiver&texte=98765432400019')).toEqual([303, `/organisation/structures/${p.monde.agencement}/desactiver`])
  expect(await vers('type=insee&texte=menuiserie')).toEqual([303, `${s}/insee`])
  expect(await vers('type=activer&texte=sci%20du%20quai')).toEqual([303, `/organisation/structures/${p.monde.sci}/activer`])
})

test('STR-04 ce qui ne désigne aucune ou plusieurs de mes structures le dit et propose', async () => {
  const plusieurs = await gerer('type=modifier&texte=nantes')
  const html = await plusieurs.text()
  expect([
    plusieurs.status,
    html.includes('3 de vos structures correspondent'),
    html.includes(`/organisation/structures/${p.monde.agencement}/modifier`),
  ]).toEqual([422, true, true])
  for (const [q, phrase] of [
    ['type=modifier&texte=villeurbanne', 'Aucune de vos structures'],
    ['type=modifier&texte=', 'Choisissez une structure'],
    ['type=autre&texte=menuiserie', 'Choisissez un type de demande'],
  ] as const) {
    const r = await gerer(q)
    expect([r.status, (await r.text()).includes(phrase)], q).toEqual([422, true])
  }
  // Another's structure is not found, by name nor by identifier.
  expect((await vers('type=modifier&texte=12345678200010', await p.session('nadia')))[0]).toBe(422)
  expect(await (await gerer('', await p.session('camille'))).text()).toContain('Créer une structure')
})

test('STR-06 la structure se cherche en tapant, au clavier seul', async () => {
  const { page, erreurs } = await fenetre({ url: p.url, cookie: daniel })
  await page.goto('/organisation/structures/gerer?type=modifier')
  const champ = page.getByRole('combobox', { name: 'Structure', exact: true })
  await champ.focus()
  await champ.pressSequentially('agencem')
  await page.getByRole('option', { name: /Poitier Agencement/ }).waitFor()
  await verifierAccessibilite(page)
  await champ.press('ArrowDown')
  await champ.press('Enter')
  expect(await champ.inputValue()).toContain('Poitier Agencement')
  await champ.press('Enter')
  await page.waitForURL(`**/${p.monde.agencement}/**`)
  expect(erreurs).toEqual([])
})

test('STR-05 un changement programmé se voit de tous ceux de la structure ; « L’annuler » n’est offert qu’à qui le peut', async () => {
  const [daniel, heloise] = await Promise.all([p.session('daniel'), p.session('heloise')])
  const demande = (await (
    await p.demander('/api/v1/demandes/structure.modifier', {
      cookie: daniel,
      json: { structure: p.monde.menuiserie, telephone: '01 44 55 66 77' },
    })
  ).json()) as { numero: string }
  const page = async (cookie: string) => (await p.demander(`/organisation/structures/${p.monde.menuiserie}`, { cookie })).text()
  const annuler = `/demandes/${demande.numero}/annuler`
  expect([(await page(daniel)).includes(annuler), (await page(heloise)).includes(annuler)]).toEqual([true, false])
  expect(await page(heloise)).toContain(`/demandes/${demande.numero}`)
})

test('STR-05 la fiche dit d’abord ce qui est connu, la catégorie juridique en mots, et mène d’un lien à chaque partie', async () => {
  const html = await (await p.demander(`/organisation/structures/${p.monde.menuiserie}`, { cookie: daniel })).text()
  expect(html).toContain('Société à responsabilité limitée (sans autre indication) (5499)')
  expect(html).toMatch(/Non renseigné\s: [^<]*RCS\. <a href="[^"]+\/modifier#\w+">Compléter/)
  const ancres = [...html.matchAll(/href="#([a-z]+)"/g)].map((m) => m[1]!)
  for (const partie of ['generales', 'services', 'utilisateurs', 'banque', 'pieces', 'actions', 'historique'])
    expect([partie, ancres.includes(partie), html.split(`id="${partie}"`).length - 1]).toEqual([partie, true, 1])
})

test('HAB-01 UTI-05 qui n’est rattaché qu’à un service ne voit sur la fiche ni les gens des autres services, ni leur nombre', async () => {
  const services = Object.fromEntries(
    (await p.pool.query<{ code: string; id: string }>('select code, id from service where structure = $1', [p.monde.menuiserie])).rows.map(
      (s) => [s.code, s.id],
    ),
  )
  const rattacher = async (nom: string, code: string) => {
    const u = await creerUtilisateur(p.pool, { nom })
    await p.pool.query(
      'insert into rattachement (utilisateur, structure, service, periode) values ($1, $2, $3, tstzrange(maintenant(), null))',
      [u.id, p.monde.menuiserie, services[code]],
    )
    return u
  }
  const lire = async (cookie: string) => {
    const html = await (await p.demander(`/organisation/structures/${p.monde.menuiserie}`, { cookie })).text()
    return {
      noms: ['Abricot', 'Acacia', 'Poitier'].filter((n) => new RegExp(`href="/organisation/utilisateurs[^"]+"[^>]*>[^<]*${n}`).test(html)),
      nombre: Number(/Utilisateurs \((\d+)\)/.exec(html)![1]),
    }
  }
  const avant = (await lire(daniel)).nombre
  const compta = await rattacher('Abricot', 'COMPTA')
  await rattacher('Acacia', 'CHANTIER')
  expect(await lire(daniel)).toEqual({ noms: ['Abricot', 'Acacia', 'Poitier'], nombre: avant + 2 })
  expect((await lire(await p.session(compta.id))).noms).toEqual(['Abricot', 'Poitier'])
  const { rows } = await p.pool.query(
    'select count(distinct utilisateur)::int as n from rattachement where structure = $1 and retire_le is null and (service is null or service = $2) and periode @> maintenant()',
    [p.monde.menuiserie, services.COMPTA],
  )
  expect((await lire(await p.session(compta.id))).nombre).toBe(rows[0].n)
})

test('STR-03 UTI-01 sans structure, chaque écran propose d’en créer une et d’en rejoindre une', async () => {
  const camille = await p.session('camille')
  for (const chemin of [
    '/organisation/structures/gerer',
    '/organisation/structures/rechercher',
    '/organisation/structures/dupliquer',
    '/organisation/services/gerer',
    '/organisation/coordonnees-bancaires/gerer',
    '/compte/structures',
  ]) {
    const page = await (await p.demander(chemin, { cookie: camille })).text()
    const principal = page.slice(page.indexOf('<main'), page.indexOf('</main>'))
    expect([
      chemin,
      principal.includes('href="/organisation/structures/creer"'),
      principal.includes('href="/organisation/utilisateurs/rattachement"'),
    ]).toEqual([chemin, true, true])
  }
})
