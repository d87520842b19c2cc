import { expect, test } from 'vitest'
import { empreinteDeCle, ouvrirGuichet } from '#acces/index.ts'
import { action, guichetDuScenario, question, ressource, sujet } from '#tests/authzen.ts'

const { p, cle, structure, demander, nouvelleCle } = await guichetDuScenario()

test('INT-16 Batch : valeurs par défaut, ordre, nombre, faute d’une seule évaluation', async () => {
  const decisions = async (lot: object) => (await demander('evaluations', lot)).corps.evaluations?.map((e) => e.decision)
  const alice = { subject: sujet('alice'), action: action('consultation') }
  expect(await decisions({ ...alice, evaluations: [{ resource: ressource('record-1') }, { resource: ressource('record-2') }] })).toEqual([
    true,
    true,
  ])
  expect(
    await decisions({
      subject: sujet('bob'),
      resource: ressource('record-1'),
      evaluations: [{ action: action('consultation') }, { action: action('modification') }],
    }),
  ).toEqual([true, false])
  expect(
    await decisions({ evaluations: [question('alice', 'consultation', 'record-1'), question('bob', 'modification', 'record-1')] }),
  ).toEqual([true, false])
  expect(
    await decisions({
      action: action('modification'),
      resource: ressource('record-1'),
      context: { ici: 1 },
      evaluations: [{ subject: sujet('bob') }, { subject: sujet('alice'), context: { la: 2 } }],
    }),
  ).toEqual([false, true])
  // An entity replaces the default one whole, but for what it must have.
  expect(
    await decisions({
      ...alice,
      resource: { type: 'application', id: 'factures-emises', properties: { structure: 'record-1' } },
      evaluations: [{}, { resource: { properties: { structure: 'record-2' } } }, { resource: { id: 'factures-emises' } }],
    }),
  ).toEqual([true, true, false])
  const faute = (
    await demander('evaluations', {
      ...alice,
      evaluations: [{ resource: ressource('record-1') }, {}, 'texte', null, { resource: { type: 'record', id: 'x' } }],
    })
  ).corps.evaluations!
  expect(faute.map((e) => [e.decision, e.context?.raison])).toEqual([
    [true, undefined],
    [false, 'requete-malformee'],
    [false, 'requete-malformee'],
    [false, 'requete-malformee'],
    [false, 'type-inconnu'],
  ])
  expect((await demander('evaluations', { ...question('alice', 'consultation', 'record-1'), evaluations: [] })).corps).toEqual({
    decision: true,
  })
})

test('INT-16 Batch : s’arrêter au premier refus ou au premier accord', async () => {
  const lot = (semantique: unknown) => ({
    subject: sujet('bob'),
    resource: ressource('record-1'),
    options: { evaluations_semantic: semantique },
    evaluations: ['consultation', 'modification', 'consultation'].map((a) => ({ action: action(a) })),
  })
  const suite = async (semantique: unknown) => (await demander('evaluations', lot(semantique))).corps.evaluations?.map((e) => e.decision)
  expect([await suite('execute_all'), await suite('deny_on_first_deny'), await suite('permit_on_first_permit')]).toEqual([
    [true, false, true],
    [true, false],
    [true],
  ])
  expect((await demander('evaluations', lot('au_hasard'))).statut).toBe(400)
  expect((await demander('evaluations', { ...lot('execute_all'), evaluations: 'toutes' })).statut).toBe(400)
})

test('INT-16 mille questions en un appel, pas une de plus', async () => {
  const lot = (n: number) => ({
    subject: sujet('alice'),
    action: action('consultation'),
    evaluations: Array.from({ length: n }, (_, i) => ({ resource: ressource(i % 2 ? 'record-9' : 'record-1') })),
  })
  const r = await demander('evaluations', lot(1000))
  expect([r.statut, r.corps.evaluations?.filter((e) => e.decision).length]).toEqual([200, 500])
  expect((await demander('evaluations', lot(1001))).statut).toBe(413)
})

test('INT-11 INT-16 une instruction SQL par appel, la clé comprise, quel que soit le nombre de questions', async () => {
  const lot = {
    subject: sujet('alice'),
    action: action('consultation'),
    evaluations: [{ resource: ressource('record-1') }, { resource: ressource('record-2') }, {}],
  }
  for (const [chemin, q] of [
    ['evaluation', question('alice', 'consultation', 'record-1')],
    ['evaluation', question('bob', 'modification', 'record-1', { service: 'COMPTA' })],
    ['evaluations', lot],
    ['evaluation', { ...question('alice', 'x', 'record-1') }],
  ] as const) {
    const { requetes } = await p.compterRequetes(() => demander(chemin, q))
    expect(requetes.filter((r) => !/pgboss|depart/.test(r)).map((r) => r.slice(0, 16))).toHaveLength(1)
  }
})

test('INT-16 cinq cents appels à la fois se partagent les instructions, et chacun a sa réponse, la clé d’un autre comprise', async () => {
  const autre = (await nouvelleCle(['marches'])).cle
  const appels = Array.from(
    { length: 500 },
    (_, i) =>
      [
        ['alice', 'modification', 'record-1', cle, 200, true],
        ['bob', 'modification', 'record-1', cle, 200, false],
        ['bob', 'consultation', 'record-1', autre, 403, undefined],
        ['alice', 'consultation', 'record-1', 'choral_fausse', 401, undefined],
      ][i % 4] as [string, string, string, string, number, boolean | undefined],
  )
  const resultat = await Promise.all(
    appels.map(([nom, quoi, sur, porteur]) => demander('evaluation', question(nom, quoi, sur), { porteur })),
  )
  expect(resultat.map((r) => [r.statut, r.corps.decision])).toEqual(appels.map(([, , , , statut, decision]) => [statut, decision]))
  // How many arrive together over the network is the machine's affair; of five hundred of the same instant, three leave alone, a fourth
  // statement with the next few and the others a hundred at a time.
  const guichet = ouvrirGuichet(p.programme.pool)
  const posee = {
    utilisateur: { adresse: 'alice@exemple.fr' },
    structure: { id: structure['record-1'] },
    service: null,
    application: 'factures-emises',
    niveau: 2,
  } as const
  const { resultat: issues, requetes } = await p.compterRequetes(() =>
    Promise.all(appels.map(([, , , porteur]) => guichet(empreinteDeCle(porteur), [posee]))),
  )
  expect(issues.map((i) => i && i.reponses[0]!.permise)).toEqual(
    appels.map(([, , , porteur, statut]) => (statut === 401 ? null : porteur === cle)),
  )
  expect(requetes.length).toBeLessThanOrEqual(4 + 5)
  // Of a quiet moment none waits for another; of eight, five share what leaves when the three are back.
  const calme = ouvrirGuichet(p.programme.pool)
  for (const [appelsALaFois, instructions] of [
    [1, 1],
    [3, 3],
    [8, 4],
  ] as const) {
    const vu = await p.compterRequetes(() => Promise.all(Array.from({ length: appelsALaFois }, () => calme(empreinteDeCle(cle), [posee]))))
    expect([appelsALaFois, vu.requetes.length]).toEqual([appelsALaFois, instructions])
  }
})
