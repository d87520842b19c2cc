import { expect, test } from 'vitest'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { rattacher } from '#tests/acteurs.ts'
import { importsDUtilisateurs, SIRET, csv } from '#tests/imports-d-utilisateurs.ts'

// What a line changes in rights that are held, or promised by an invitation.
const { p, daniel, importe, lire, lignes, lancer, nouveau } = await importsDUtilisateurs()
const { monde } = p

test('UTI-06 PLUS-02 un niveau relevé jusqu’à une date : le profil durable qu’il remplace revient le lendemain', async () => {
  const { id, adresse } = await nouveau('Relevée pour un temps')
  await rattacher(p.pool, id, monde.menuiserie)
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, a.id, 1, tstzrange(maintenant() - interval '1 hour', null) from application a where code = 'marches'`,
    [id, monde.menuiserie],
  )
  const vu = await importe(daniel, csv([[adresse, '', '', SIRET, '', 'marches.modification, engagements.consultation', '31/12/2077']]))
  await lancer(vu.id, 'toutes')
  await appliquerEcheances(p.programme)
  const { rows } = await p.pool.query<{ code: string; niveau: number; du: string | null; au: string | null }>(
    `select a.code, h.niveau, to_char(lower(h.periode) at time zone 'Europe/Paris', 'YYYY-MM-DD') as du, to_char(upper(h.periode) at time zone 'Europe/Paris', 'YYYY-MM-DD') as au
    from habilitation h join application a on a.id = h.application where h.utilisateur = $1 and (upper_inf(h.periode) or upper(h.periode) > maintenant()) order by 1, lower(h.periode)`,
    [id],
  )
  expect(rows.map((r) => [r.code, r.niveau, r.au])).toEqual([
    ['engagements', 1, '2078-01-01'],
    ['marches', 2, '2078-01-01'],
    ['marches', 1, null],
  ])
  expect(rows[2]!.du).toBe('2078-01-01')
})

test('UTI-06 PLUS-02 une date qui n’est pas celle de ce qui est tenu : une fin plus tardive allonge, une plus proche est dite et rien n’est raccourci', async () => {
  const { id, adresse } = await nouveau('Datée')
  await rattacher(p.pool, id, monde.menuiserie)
  const tenir = (application: string, niveau: number, fin: string | null) =>
    p.pool.query(
      `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, a.id, $4, tstzrange(maintenant() - interval '1 hour', $5::timestamptz) from application a where code = $3`,
      [id, monde.menuiserie, application, niveau, fin],
    )
  await tenir('marches', 1, '2077-06-01T00:00:00+02:00')
  await tenir('engagements', 1, null)
  await tenir('factures-emises', 2, '2077-06-01T00:00:00+02:00')
  const tenus = async () =>
    (
      await p.pool.query<{ d: string }>(
        `select a.code || '.' || h.niveau || coalesce('<' || to_char(upper(h.periode) at time zone 'Europe/Paris', 'YYYY-MM-DD'), '') as d from habilitation h join application a on a.id = h.application
        where h.utilisateur = $1 and h.retiree_le is null and (upper_inf(h.periode) or upper(h.periode) > maintenant()) order by a.code, lower(h.periode)`,
        [id],
      )
    ).rows.map((r) => r.d)
  const importer = async (profils: string, fin: string) => {
    const vu = await importe(daniel, csv([[adresse, '', '', SIRET, '', profils, fin]]))
    const [lue] = await lignes(vu.id)
    await lancer(vu.id, 'valides')
    await appliquerEcheances(p.programme)
    return [lue!.resultat, lue!.ajouts.join(), lue!.fautes.map((f) => f.code).join(), await tenus()]
  }
  const depart = ['engagements.1', 'factures-emises.2<2077-06-01', 'marches.1<2077-06-01']
  expect(await importer('engagements.consultation', '31/12/2077')).toEqual(['erreur', '', 'autre-fin', depart])
  expect(await importer('marches.consultation', '01/03/2077')).toEqual(['erreur', '', 'autre-fin', depart])
  expect(await importer('factures-emises.consultation', '31/12/2077')).toMatchObject(['erreur', expect.anything(), 'autre-fin', depart])
  expect(await importer('marches.consultation', '31/05/2077')).toEqual(['inchangee', '', '', depart])
  const allonge = ['engagements.1', 'factures-emises.2<2077-06-01', 'marches.1<2078-01-01']
  expect(await importer('marches.consultation', '31/12/2077')).toEqual(['a-completer', 'marches.consultation', '', allonge])
  // Raised for a time, longer, then without end: what was to come back comes back later, then is not needed any more.
  const releve = (fin: string) => ['engagements.2<' + fin, 'engagements.1', ...allonge.slice(1)]
  expect((await importer('engagements.modification', '31/12/2077')).at(-1)).toEqual(releve('2078-01-01'))
  expect(await importer('engagements.modification', '31/12/2078')).toEqual([
    'a-completer',
    'engagements.modification',
    '',
    releve('2079-01-01'),
  ])
  expect((await importer('engagements.modification', '')).at(-1)).toEqual(['engagements.2', ...allonge.slice(1)])
})

test('UTI-06 une invitation qui attend avec d’autres profils : la ligne le dit ; la même ligne déposée deux fois ne fait rien de plus', async () => {
  const dire = async (profils: string, fin: string) => {
    const vu = await importe(daniel, csv([['promise@exemple.fr', '', '', SIRET, '', profils, fin]]))
    const [lue] = await lignes(vu.id)
    await lancer(vu.id, 'valides')
    await appliquerEcheances(p.programme)
    return [lue!.resultat, lue!.fautes.map((f) => f.code).join()]
  }
  const deux = 'marches.consultation, factures-emises.modification'
  expect([await dire(deux, '31/12/2077'), await dire(deux, '31/12/2077')]).toEqual([
    ['a-inviter', ''],
    ['inchangee', ''],
  ])
  for (const [profils, fin] of [
    [deux, '31/12/2078'],
    ['marches.consultation', '31/12/2077'],
    ['', ''],
  ] as const)
    expect(await dire(profils, fin)).toEqual(['erreur', 'invitation-en-attente'])
})

test('UTI-06 un niveau relevé : l’ancien finit à l’instant où commence le nouveau ; plus de cinq mille droits en un lot sont tous posés', async () => {
  const { id, adresse } = await nouveau('Relevé')
  await rattacher(p.pool, id, monde.menuiserie)
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, $2, a.id, 1, tstzrange(maintenant(), null) from application a where code = 'marches'`,
    [id, monde.menuiserie],
  )
  await p.pool.query(
    `insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) select 'foule' || n || '@exemple.fr', true, 'F', 'Foule' || n, 'F' from generate_series(1, 350) n`,
  )
  const vu = await importe(
    daniel,
    csv([
      [adresse, '', '', SIRET, '', 'marches.modification', ''],
      ...Array.from({ length: 350 }, (_, i) => [`foule${i + 1}@exemple.fr`, '', '', '98765432400019', '', '', '']),
    ]),
  )
  expect(vu.aCompleter).toBe(1)
  await lancer(vu.id, 'toutes')
  await appliquerEcheances(p.programme)
  expect((await lire(vu.id)).completees).toBe(1)
  const { rows } = await p.pool.query<{ niveau: number; suit: boolean }>(
    `select h.niveau, lower(h.periode) = lag(upper(h.periode)) over (order by lower(h.periode)) as suit from habilitation h where h.utilisateur = $1 order by lower(h.periode)`,
    [id],
  )
  expect(rows).toEqual([
    { niveau: 1, suit: null },
    { niveau: 2, suit: true },
  ])
  const {
    rows: [n],
  } = await p.pool.query<{ personnes: number; droits: number; comptes: number }>(
    `select count(distinct utilisateur)::int as personnes, count(*)::int as droits, (select habilitations - 1 from import where id = $2) as comptes from habilitation where structure = $1 and utilisateur in (select id from utilisateur where adresse_electronique::text like 'foule%')`,
    [monde.agencement, vu.id],
  )
  expect([n!.personnes, n!.droits > 5000, n!.droits]).toEqual([350, true, n!.comptes])
})
