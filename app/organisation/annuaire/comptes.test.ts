import { expect, test } from 'vitest'
import { listerAnnuaire } from '#app/organisation/annuaire/lister.ts'
import type { FiltreAnnuaire } from '#app/organisation/annuaire/filtre.ts'
import { baseDEssai } from '#tests/base.ts'

const { db, pool } = await baseDEssai()

const gardes = async () =>
  Object.fromEntries(
    (
      await pool.query<{ mot: string; n: number }>(
        'select mot, sum(n)::int as n from annuaire_mot group by mot having sum(n) <> 0 order by mot',
      )
    ).rows.map((l) => [l.mot, l.n]),
  )
const comptes = async () =>
  Object.fromEntries(
    (
      await pool.query<{ mot: string; n: number }>(
        `select word as mot, ndoc as n from ts_stat('select mots from recherche_structure where est_publique and est_active') order by word collate "C"`,
      )
    ).rows.map((l) => [l.mot, l.n]),
  )

test('POR-10 les comptes gardés d’un mot sont ceux que l’on compterait, quoi qu’il arrive aux structures', async () => {
  const juste = async (quoi: string) => expect(await gardes(), quoi).toEqual(await comptes())
  await pool.query(`insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, statut, code_postal, ville)
    select 'SIRET', '2104' || lpad(n::text, 10, '0'), 'Régie ' || (array['alpha', 'beta'])[1 + n % 2], case when n % 5 = 0 then 'PRIVEE' else 'PUBLIQUE' end, case when n % 5 = 0 then 'INACTIVE' else 'ACTIVE' end, '04000', 'Digne' from generate_series(1, 40) n`)
  expect((await gardes()).regie).toBe(32)
  for (const [quoi, ordre] of [
    ['renommée', `update structure set raison_sociale = 'Régie gamma' where identifiant = '21040000000001'`],
    ['fermée', `update structure set statut = 'INACTIVE' where identifiant = '21040000000002'`],
    ['rouverte', `update structure set statut = 'ACTIVE' where identifiant = '21040000000002'`],
    ['devenue privée', `update structure set type_structure = 'PRIVEE', statut = 'INACTIVE' where identifiant = '21040000000003'`],
    ['devenue publique', `update structure set type_structure = 'PUBLIQUE', statut = 'ACTIVE' where identifiant = '21040000000005'`],
    ['supprimée', `delete from structure where identifiant = '21040000000004'`],
    [
      'sans effet',
      'begin; update structure set raison_sociale = raison_sociale || $$ zeta$$; delete from structure where ville = $$Digne$$; rollback',
    ],
    ['la nuit', 'select recompter_mots()'],
    ['reconstruite', 'select reconstruire_recherche()'],
    ['après', `update structure set raison_sociale = 'Régie alpha delta' where identifiant = '21040000000006'`],
  ] as const) {
    await pool.query(ordre)
    await juste(quoi)
  }
})

test('POR-10 ce qui s’écrit pendant que les comptes sont rassemblés n’est pas perdu', async () => {
  const autre = await pool.connect()
  try {
    await autre.query('begin')
    await autre.query(`update structure set raison_sociale = 'Régie gamma delta' where identifiant = '21040000000007'`)
    await pool.query(`update structure set raison_sociale = 'Régie gamma delta' where identifiant = '21040000000008'`)
    await pool.query('select recompter_mots()')
    await autre.query('commit')
  } finally {
    autre.release()
  }
  expect(await gardes()).toEqual(await comptes())
  expect((await gardes()).gamma).toBe(3)
})

/** Every page, by key: the identifiers in order. */
async function parcourir(f: FiltreAnnuaire): Promise<{ vus: string[]; total: number }> {
  const vus: string[] = []
  let [apres, total]: [string | undefined, number] = [undefined, 0]
  do {
    const liste = await listerAnnuaire(db, { ...f, taille: 50, apres })
    vus.push(...liste.elements.map((s) => s.identifiant))
    ;[apres, total] = [liste.suivant ?? undefined, liste.total]
  } while (apres)
  return { vus, total }
}

test('POR-10 un mot qui est aussi le code de centaines de services : chacune est comptée et montrée une fois', async () => {
  await pool.query(`insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, code_postal, ville)
    select 'SIRET', '2105' || lpad(n::text, 10, '0'), case when n % 20 = 0 then 'Éclairage de Gap ' else 'Bourg ' end || n, 'PUBLIQUE', '0500' || n % 3, 'Gap' from generate_series(1, 300) n`)
  await pool.query(
    `insert into service (structure, code, nom, statut) select id, case when right(identifiant, 3)::int % 2 = 0 then 'ECLAIRAGE' else 'ECLAIRAGE-2' end, 'Éclairage', case when right(identifiant, 3)::int > 290 then 'INACTIF' else 'ACTIF' end from structure where identifiant like '2105%' and right(identifiant, 3)::int not in (20, 40, 41, 42)`,
  )
  await pool.query('select recompter_mots()')
  const attendus = (
    await pool.query<{ identifiant: string }>(
      `select s.identifiant from structure s where identifiant like '2105%' and (raison_sociale like 'Éclairage%' or exists (select from service v where v.structure = s.id and v.statut = 'ACTIF'))`,
    )
  ).rows.map((l) => l.identifiant)
  expect(attendus).toHaveLength(289)
  for (const f of [{}, { codePostal: '05' }, { ville: 'gap' }, { tri: 'ville' }, { departement: '05', tri: '-identifiant' }]) {
    const { vus, total } = await parcourir({ recherche: 'eclairage', ...f })
    expect([total, vus.length, new Set(vus).size], JSON.stringify(f)).toEqual([289, 289, 289])
    expect(vus.toSorted(), JSON.stringify(f)).toEqual(attendus.toSorted())
  }
  const sud = await parcourir({ recherche: 'eclairage', codePostal: '05001' })
  expect([sud.total, sud.vus.length]).toEqual([sud.total, attendus.filter((i) => Number(i.slice(-3)) % 3 === 1).length])
  expect(sud.total).toBe(sud.vus.length)
})
