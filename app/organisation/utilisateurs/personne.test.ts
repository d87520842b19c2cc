import { expect, test } from 'vitest'
import { creerUtilisateur, rattacher } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { monde } = p
const { menuiserie, heloise } = monde
const {
  rows: [sv],
} = await p.pool.query<{ id: string }>(`select id from service where structure = $1 and code = 'COMPTA'`, [menuiserie])
const compta = sv!.id
const [daniel, colleague, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]

// Héloïse: a right that ended, one to come, an attachment to a service that ended.
await p.pool.query(
  `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 2, 2, tstzrange(maintenant() - interval '9 days', maintenant() - interval '1 day')), ($1, $2, $3, 3, 1, tstzrange(maintenant() + interval '1 day', null))`,
  [heloise, menuiserie, compta],
)
await p.pool.query(
  `insert into rattachement (utilisateur, structure, service, periode, retire_le, motif) values ($1, $2, $3, tstzrange(maintenant() - interval '9 days', null), maintenant() - interval '2 days', 'A changé de bureau')`,
  [heloise, menuiserie, compta],
)

interface Vue {
  adresseElectronique: string | null
  structures: {
    structure: { id: string }
    gere: boolean
    rattachements: { etat: string; motif: string | null; service: { code: string } | null }[]
    habilitations: { profil: string; etat: string; service: { code: string } | null }[] | null
  }[]
}
const lire = async (cookie: string, id: string, suite = '') => {
  const r = await p.demander(`/api/v1/utilisateurs/${id}${suite}`, { cookie })
  return { statut: r.status, vue: (await r.json()) as Vue }
}
const page = async (cookie: string, id: string, suite = '') => {
  const r = await p.demander(`/organisation/utilisateurs/personnes/${id}${suite}`, { cookie })
  return { statut: r.status, html: await r.text() }
}

test('UTI-05 « Afficher » : à qui gère, identité, rattachements, habilitations en vigueur, à venir et terminées', async () => {
  const { vue } = await lire(daniel, heloise)
  expect(vue.adresseElectronique).toBe('heloise.ferdinand@exemple.fr')
  const [ici] = vue.structures
  expect([vue.structures.length, ici!.gere]).toEqual([1, true])
  expect(ici!.rattachements.map((r) => [r.etat, r.service?.code ?? null, r.motif])).toEqual([
    ['en-vigueur', null, null],
    ['termine', 'COMPTA', 'A changé de bureau'],
  ])
  expect(ici!.habilitations!.filter((h) => h.service).map((h) => [h.profil, h.etat])).toEqual([
    ['factures-emises.modification', 'terminee'],
    ['factures-recues.consultation', 'a-venir'],
  ])
  const { html } = await page(daniel, heloise, `?structure=${menuiserie}`)
  for (const dit of [
    'heloise.ferdinand@exemple.fr',
    'A changé de bureau',
    'Factures émises modification',
    `/organisation/utilisateurs/detacher?utilisateur=${heloise}`,
    `/voir-comme?utilisateur=${heloise}`,
    `/organisation/habilitations?utilisateur=${heloise}`,
  ])
    expect(html).toContain(dit)
  // A date keeps to one line in a narrow column.
  expect(html).toMatch(/depuis le \d+(er)?\u00a0\p{L}+\u00a0\d{4}/u)
  // The gestionnaire principal is not detached before a transfer; nobody views the portal as themselves.
  const soi = await page(daniel, monde.daniel)
  expect([soi.statut, soi.html.includes('/utilisateurs/detacher?'), soi.html.includes('/voir-comme')]).toEqual([200, false, false])
})

test('UTI-05 HAB-01 un collègue ne voit que le nom, le rôle et le service ; qui ne partage rien ne voit personne', async () => {
  const { vue } = await lire(colleague, monde.daniel)
  expect(vue).toMatchObject({
    adresseElectronique: null,
    structures: [{ structure: { id: menuiserie }, gere: false, habilitations: null }],
  })
  expect(vue.structures).toHaveLength(1)
  const { html } = await page(colleague, monde.daniel)
  expect([html.replaceAll('<wbr/>', '').includes('daniel.poitier@exemple.fr'), html.includes('Gérer ses habilitations')]).toEqual([
    false,
    false,
  ])
  // Oneself: everything.
  expect((await lire(colleague, heloise)).vue.structures[0]!.habilitations!.length).toBeGreaterThan(15)
  for (const id of [heloise, monde.daniel, 'abc', '00000000-0000-7000-8000-000000000000'])
    expect([(await lire(nadia, id)).statut, (await page(nadia, id)).statut]).toEqual([404, 404])
  expect((await page(daniel, heloise, `?structure=${monde.agencement}`)).statut).toBe(404)
  expect((await lire(daniel, heloise, `?structure=${monde.mairie}`)).statut).toBe(404)
})

test('UTI-05 le gestionnaire d’un service lit, d’une personne, ce qui est de ce service', async () => {
  const chef = await creerUtilisateur(p.pool, { nom: 'Chef' })
  const aide = await creerUtilisateur(p.pool, { nom: 'Aide' })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, service, periode) select u, $2, $3, tstzrange(maintenant(), null) from unnest($1::uuid[]) u`,
    [[chef.id, aide.id], menuiserie, compta],
  )
  await rattacher(p.pool, aide.id, menuiserie)
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $3, $4, 1, 2, tstzrange(maintenant(), null)), ($2, $3, $4, 2, 1, tstzrange(maintenant(), null)), ($2, $3, null, 4, 1, tstzrange(maintenant(), null))`,
    [chef.id, aide.id, menuiserie, compta],
  )
  const cookie = await p.session(chef.id)
  const { vue } = await lire(cookie, aide.id)
  expect([vue.adresseElectronique, vue.structures[0]!.gere, vue.structures[0]!.habilitations!.map((h) => h.profil)]).toEqual([
    aide.adresse,
    true,
    ['factures-emises.consultation'],
  ])
  expect((await lire(cookie, monde.daniel)).vue).toMatchObject({
    adresseElectronique: null,
    structures: [{ gere: false, habilitations: null }],
  })
})

test('UTI-05 l’historique d’une personne : ses demandes et celles qui la concernent, sur cette structure', async () => {
  const {
    rows: [d],
  } = await p.pool.query<{ id: number; numero: string }>(
    `insert into demande (type, auteur, concerne, structure, saisie, etat) values ('habilitation.ajouter', $1, $2, $3, '{}', 'effective') returning id, numero`,
    [monde.daniel, heloise, menuiserie],
  )
  const {
    rows: [autre],
  } = await p.pool.query<{ id: number; numero: string }>(
    `insert into demande (type, auteur, structure, saisie, etat) values ('structure.modifier', $1, $2, '{}', 'effective') returning id, numero`,
    [monde.daniel, menuiserie],
  )
  await p.pool.query(
    `select journaliser($1, $2, 'habilitation.ajouter:effective', $3, '{}'), journaliser($1, $2, 'structure.modifier:effective', $4, '{}')`,
    [menuiserie, monde.daniel, d!.id, autre!.id],
  )
  const { html } = await page(daniel, heloise)
  expect([html.includes(d!.numero), html.includes(autre!.numero)]).toEqual([true, false])
  // In the words of the structure's own history: what was approved says so.
  await p.pool.query(`select journaliser($1, $2, 'habilitation.demander:approuvee', $3, '{}')`, [menuiserie, monde.daniel, d!.id])
  expect((await page(daniel, heloise)).html).toMatch(
    /Ajout d’habilitations\s: en vigueur[^]*Demande d’habilitations\s: approuvée|Demande d’habilitations\s: approuvée[^]*Ajout d’habilitations\s: en vigueur/,
  )
  expect((await page(daniel, monde.daniel, `?structure=${menuiserie}`)).html).toContain(autre!.numero)
  expect((await page(colleague, monde.daniel)).html).not.toContain(autre!.numero)
})

test('UTI-05 choisir une personne : cherchée dans ses structures', async () => {
  const chercher = async (cookie: string, q: string) =>
    (await p.demander(`/organisation/utilisateurs/personnes?recherche=${encodeURIComponent(q)}`, { cookie })).text()
  expect(await chercher(daniel, 'helo')).toContain(`/organisation/utilisateurs/personnes/${heloise}?structure=${menuiserie}`)
  expect(await chercher(nadia, 'helo')).not.toContain(heloise)
  expect(await chercher(daniel, '"><b>')).not.toContain('"><b>')
})
