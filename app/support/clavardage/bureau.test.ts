import { beforeEach, expect, test } from 'vitest'
import { composer } from '#app/programme.ts'
import { confierConversation } from '#app/support/clavardage/confier.ts'
import { prendreConversation } from '#app/support/clavardage/prendre.ts'
import { estRefus } from '#platform/http/problem.ts'
import { decalerHorloge, ouvrirJourEtNuit } from '#tests/base.ts'
import { conversationsDe, type ConversationVue } from '#tests/conversations.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { patienter } from '#tests/portail.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const [daniel, nadia, camille, agent, operateur] = await Promise.all([
  p.session('daniel'),
  p.session('nadia'),
  p.session('camille'),
  p.session('agent'),
  p.session('operateur'),
])
const { agir, clore, dire, envoyer, lire, messages, ...conversations } = conversationsDe(p)
const ouvrir = (cookie = daniel, json?: object) => conversations.ouvrir(cookie, json)
const page = async (cookie: string, chemin: string) =>
  (await (await p.demander(chemin, { cookie })).text()).replaceAll(/[\u00a0\u202f]/g, ' ')

await ouvrirJourEtNuit(p.pool)
beforeEach(async () => {
  await decalerHorloge(p.pool, '0')
  await clore()
})

test('TCH-02 sa propre demande, quand on est agent : la file la montre comme la sienne, et elle s’ouvre du côté de qui demande', async () => {
  const id = await ouvrir(agent, { texte: 'J’ai besoin d’aide moi aussi.' })
  const file = await (await p.demander('/support/bureau', { cookie: agent })).text()
  expect([
    file.includes(`/support/bureau/${id}`),
    file.includes(`href="/support/clavardage/${id}"`),
    file.includes('votre demande'),
  ]).toEqual([false, true, true])
  // One who waits alone is not « the first ».
  expect([/personne attend<\/b> depuis/.test(file), file.includes('la première depuis')]).toEqual([true, false])
  expect((await p.demander(`/support/clavardage/${id}`, { cookie: agent })).status).toBe(200)
  await agir(agent, id, 'terminer')
})

test('TCH-02 deux agents prennent à la fois : un seul l’a, l’autre apprend qui ; quatre au plus ; rendue, elle garde sa place', async () => {
  await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.operateur])
  const id = await ouvrir()
  const faits = await Promise.all([agir(agent, id, 'prendre'), agir(operateur, id, 'prendre')])
  expect(faits.map(([s]) => s).toSorted()).toEqual([200, 409])
  expect(faits.find(([s]) => s === 409)![1].detail).toMatch(/(Inès Carpentier|Marc Delorme) a pris cette conversation avant vous/)
  const elle = faits[0]![0] === 200 ? agent : operateur
  await envoyer(camille, '', {})
  expect([(await agir(elle, id, 'rendre'))[1].position, (await messages(daniel, id)).at(-1)!.evenement]).toEqual([1, 'rendue'])
  const suivante = await p.demander('/support/bureau', { cookie: elle, champs: { action: 'prendre' } })
  expect([suivante.status, suivante.headers.get('location')]).toEqual([303, `/support/bureau/${id}`])
  expect(
    (
      await p.pool.query(
        `select count(*)::int as n from journal where evenement = 'clavardage.contexte' and chaine = $1 and contenu->'utilisateur'->>'id' = $2`,
        [p.monde.menuiserie, p.monde.daniel],
      )
    ).rows[0].n,
  ).toBeGreaterThan(1)
  // « Absent »: everything goes back.
  expect((await envoyer(elle, '/presence', { etat: 'absent' }))[0]).toBe(200)
  expect((await lire(daniel, `/${id}`))[1].etat).toBe('attente')
  await p.pool.query('update utilisateur set est_agent = false where id = $1', [p.monde.operateur])
})

test('TCH-02 le bureau montre qui parle, ses structures, ses demandes et ses tickets, une fois la conversation prise seulement', async () => {
  const id = await ouvrir()
  expect([
    (await page(agent, `/support/bureau/${id}`)).includes('Menuiserie Poitier (exemple)'),
    (await page(agent, `/support/bureau/${id}`)).includes('daniel.poitier@exemple.fr'),
  ]).toEqual([expect.any(Boolean), false])
  await agir(agent, id, 'prendre')
  await p.pool.query(
    `insert into reponse_type (cle, titre, texte, auteur) values (gen_random_uuid(), 'Service inactif', 'Déplacez le droit vers la structure.', $1)`,
    [p.monde.agent],
  )
  const html = await page(agent, `/support/bureau/${id}`)
  for (const mot of [
    'daniel.poitier@exemple.fr',
    '123 456 782 00010',
    'gestionnaire principal',
    'Service inactif',
    `/voir-comme?utilisateur=${p.monde.daniel}`,
  ])
    expect([mot, html.includes(mot)]).toEqual([mot, true])
  const { rows } = await p.pool.query<{ id: string }>('select id from reponse_type')
  expect(await page(agent, `/support/bureau/${id}?reponse=${rows[0]!.id}`)).toContain('>Déplacez le droit vers la structure.</textarea>')
})

test('TCH-02 T09 confiée à un autre agent : sans repasser par la file, avec une note que la personne ne voit jamais ; celui qui l’avait ne la lit plus', async () => {
  await p.pool.query('update utilisateur set est_agent = true where id = any($1)', [[p.monde.operateur, p.monde.daniel]])
  const id = await ouvrir()
  const confier = (cookie: string, json: object) =>
    envoyer<ConversationVue & { agent?: object; champs?: { champ: string }[] }>(cookie, `/${id}/confier`, json)
  expect((await confier(agent, { agent: p.monde.operateur }))[1].code).toBe('conversation-a-prendre')
  await agir(agent, id, 'prendre')
  expect((await dire(agent, id, 'Je regarde cette facture.'))[0]).toBe(201)
  // Not there, on a break, full: each says which.
  await p.pool.query('delete from agent_presence where utilisateur = $1', [p.monde.operateur])
  expect((await confier(agent, { agent: p.monde.operateur }))[1]).toMatchObject({
    code: 'agent-indisponible',
    detail: expect.stringContaining('n’est pas là'),
  })
  await envoyer(operateur, '/presence', { etat: 'pause' })
  expect((await confier(agent, { agent: p.monde.operateur }))[1]).toMatchObject({
    code: 'agent-indisponible',
    detail: expect.stringContaining('est en pause'),
  })
  await envoyer(operateur, '/presence', { etat: 'disponible' })
  const { rows: pleines } = await p.pool.query<{ id: string }>(
    `insert into conversation (cle, utilisateur, etat, agent, prise_le) select gen_random_uuid(), u.id, 'en-cours', $1, maintenant() from (select id from utilisateur where id <> $2 limit 4) u returning id`,
    [p.monde.operateur, p.monde.daniel],
  )
  expect((await confier(agent, { agent: p.monde.operateur }))[1]).toMatchObject({
    code: 'agent-indisponible',
    detail: expect.stringContaining('4 conversations'),
  })
  expect(await page(agent, `/support/bureau/${id}/confier`)).toContain('Disponible · 4 sur 4')
  await p.pool.query(`update conversation set etat = 'terminee', terminee_le = maintenant(), fin = 'silence' where id = any($1)`, [
    pleines.map((r) => r.id),
  ])
  // Nobody: oneself, whoever asks even if they are an agent, someone who is not one.
  for (const faux of [null, p.monde.agent, p.monde.daniel, p.monde.nadia])
    expect((await confier(agent, { agent: faux }))[1].champs?.map((f) => f.champ)).toEqual(['agent'])
  expect((await confier(agent, { agent: p.monde.operateur, note: 'n'.repeat(1001) }))[1].champs?.map((f) => f.champ)).toEqual(['note'])
  for (const autre of [daniel, nadia, operateur]) expect((await confier(autre, { agent: p.monde.agent }))[0]).toBe(404)
  const faite = await p.demander(`/support/bureau/${id}/confier`, {
    cookie: agent,
    champs: { agent: p.monde.operateur, note: 'Elle a déjà payé deux fois.' },
  })
  expect([faite.status, faite.headers.get('location'), await page(agent, '/support/bureau?fait=confiee')]).toEqual([
    303,
    '/support/bureau?fait=confiee',
    expect.stringContaining('La conversation est confiée.'),
  ])
  // What the other agent said is under their name, on the desk as in the exchange; « Vous » is whoever reads.
  const {
    rows: [elle],
  } = await p.pool.query<{ nom: string }>(`select prenom || ' ' || nom as nom from utilisateur where id = $1`, [p.monde.agent])
  const bureau = await page(operateur, '/support/bureau')
  expect([bureau.includes(`${elle!.nom} : « Je regarde cette facture. »`), bureau.includes('Vous : « Je regarde')]).toEqual([true, false])
  expect([
    (await lire(daniel, `/${id}`))[1].etat,
    (await dire(agent, id, 'Encore'))[0],
    (await p.demander(`/support/bureau/${id}`, { cookie: agent })).status,
    (await dire(operateur, id, 'Je reprends.'))[0],
  ]).toEqual(['en-cours', 404, 404, 201])
  expect([
    (await page(operateur, '/support/bureau')).includes('>confiée<'),
    (await page(operateur, `/support/bureau/${id}`)).includes('Elle a déjà payé deux fois.'),
  ]).toEqual([true, true])
  const auteurDe = (html: string, texte: string) =>
    html
      .split('<li ')
      .find((li) => li.includes('class="who"') && li.includes(texte))!
      .match(/class="who">([^,<]*)/)![1]
  const [chezLOperateur, chezDaniel] = [await page(operateur, `/support/bureau/${id}`), await page(daniel, `/support/clavardage/${id}`)]
  expect([chezLOperateur, chezDaniel].map((html) => ['Je regarde', 'Je reprends'].map((texte) => auteurDe(html, texte)))).toEqual([
    [elle!.nom, 'Vous'],
    [elle!.nom, expect.not.stringContaining('Vous')],
  ])
  await agir(daniel, id, 'ticket')
  await agir(daniel, id, 'transcription')
  const vus = [
    await page(daniel, `/support/clavardage/${id}`),
    await page(daniel, `/support/clavardage/${id}/transcription.txt`),
    JSON.stringify(await messages(daniel, id)),
    ...(
      await p.pool.query(
        `select donnees::text as x from depart where donnees->>'id' like 'transcription:' || $1 || '%' union all select description from ticket where id = (select ticket from conversation where id::text = $1)`,
        [id],
      )
    ).rows.map((r) => r.x as string),
  ]
  expect(vus.map((x) => [x.includes('payé deux fois'), /a confié l’échange à|"evenement":"transmise"/.test(x)])).toEqual(
    vus.map(() => [false, true]),
  )
  expect(
    (
      await p.pool.query(`select count(*)::int as n from journal where evenement = 'clavardage.contexte' and chaine = $1 and auteur = $2`, [
        p.monde.menuiserie,
        p.monde.operateur,
      ])
    ).rows[0].n,
  ).toBeGreaterThan(0)
  await p.pool.query('update utilisateur set est_agent = false where id = any($1)', [[p.monde.operateur, p.monde.daniel]])
})

test('TCH-02 deux serveurs : deux agents se confient leurs échanges à la fois et prennent dans la file, personne n’en tient plus de quatre, rien ne se bloque', async () => {
  const autre = patienter(await composer({ ...p.settings, PORT: 0 }, p.urlBase))
  try {
    await p.pool.query('update utilisateur set est_agent = true where id = $1', [p.monde.operateur])
    for (const cookie of [agent, operateur]) await envoyer(cookie, '/presence', { etat: 'disponible' })
    const eux = [p.monde.agent, p.monde.operateur]
    const { rows } = await p.pool.query<{ id: string; agent: string | null }>(
      `insert into conversation (cle, utilisateur, etat, agent, prise_le) select gen_random_uuid(), u.id, case when i <= 6 then 'en-cours' else 'attente' end, case when i <= 3 then $1::uuid when i <= 6 then $2::uuid end, maintenant() from (select id, row_number() over (order by id) as i from utilisateur where id <> all($3) limit 9) u returning id, agent`,
      [...eux, eux],
    )
    const chez = [p.programme, autre.programme].map((programme) => (utilisateur: string) => ({
      ...programme,
      t: fr,
      utilisateur: { id: utilisateur, roles: ['agent'] as never },
    }))
    for (let tour = 0; tour < 6; tour++) {
      const faits = await Promise.allSettled(
        rows.flatMap(({ id }, i) =>
          eux.flatMap((moi, k) => [
            confierConversation(chez[(i + k) % 2]!(moi), id, { agent: eux[1 - k]! }),
            ...(i === 8 ? [prendreConversation(chez[tour % 2]!(moi), null)] : []),
          ]),
        ),
      )
      const pires = faits.flatMap((f) => (f.status === 'rejected' && !estRefus(f.reason) ? [f.reason as unknown] : []))
      const { rows: tenues } = await p.pool.query<{ n: number }>(
        `select count(*)::int as n from conversation where etat = 'en-cours' and agent = any($1) group by agent`,
        [eux],
      )
      expect([pires, Math.max(...tenues.map((t) => t.n)) <= 4, faits.some((f) => f.status === 'fulfilled')]).toEqual([[], true, true])
    }
  } finally {
    await p.pool.query('update utilisateur set est_agent = false where id = $1', [p.monde.operateur])
    await autre.arreter()
  }
})
