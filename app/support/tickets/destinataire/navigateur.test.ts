import { expect, test } from 'vitest'
import { image } from '#tests/images.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde()
const { rows } = await p.pool.query<{ numero: string }>(
  `insert into ticket (cle, auteur, structure, destinataire, courriel, categorie, sous_categorie, titre, description, priorite) select gen_random_uuid(), $1, $2, $3, 'a@exemple.fr', 'factures-emises', 'facture-question', 'Engagement refusé ' || n, 'Description', (array['urgente', 'haute', 'basse'])[n] from generate_series(1, 3) n returning numero`,
  [p.monde.daniel, p.monde.menuiserie, p.monde.mairie],
)
const numero = rows[0]!.numero
await p.pool.query(
  `insert into reponse_type (cle, structure, titre, texte, auteur) values (gen_random_uuid(), $1, 'Engagement inconnu', 'Bonjour {prenom}', $2)`,
  [p.monde.mairie, p.monde.nadia],
)
await p.pool.query(`update ticket set recu_le = recu_le - interval '7 days' where numero = $1`, [numero])

test('TIC-08 POR-11 traiter un ticket : la réponse prête s’insère sans quitter la page, on se voit répondre ; écrans accessibles, sans débordement à 320', async () => {
  const nadia = await p.session('nadia')
  await p.demander(`/api/v1/tickets/${numero}/actions`, { method: 'POST', cookie: nadia, json: { action: 'prendre' } })
  const lot = (
    await p.demander('/support/tickets/recus/lots', { cookie: nadia, champs: { choix: rows.map((r) => r.numero) } })
  ).headers.get('location')!
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: nadia, largeur: 1280 })
  await page.goto(`/support/tickets/${numero}`)
  await page.fill('textarea[name=texte]', 'Déjà tapé.')
  await page.selectOption('select[name=reponse]', { label: 'Engagement inconnu' })
  await page.getByRole('button', { name: 'Insérer' }).click()
  await expect.poll(() => page.inputValue('textarea[name=texte]')).toBe('Déjà tapé.\n\nBonjour Daniel')
  expect(new URL(page.url()).search).toBe('')
  await expect.poll(async () => (await p.pool.query('select count(*)::int as n from ticket_presence')).rows[0].n).toBe(1)
  // What most tickets end in comes first, and is the one button that stands out.
  expect(
    await page.locator('#repondre button[name=action]:not([value=inserer])').evaluateAll((b) => b.map((x) => [x.textContent, x.className])),
  ).toEqual([
    [expect.stringContaining('Rendre le ticket'), expect.stringContaining('second')],
    [expect.stringContaining('Répondre et résoudre'), expect.not.stringContaining('second')],
    [expect.stringContaining('Demander une information'), expect.stringContaining('second')],
    [expect.stringContaining('Ajouter une note interne'), expect.stringContaining('second')],
  ])
  const ecrans = [
    `/support/tickets/${numero}`,
    '/support/tickets/recus?onglet=tous&priorite=urgente&grouper=priorite',
    lot,
    '/support/reponses',
    '/support/reponses/creer',
  ]
  for (const chemin of ecrans) {
    await page.goto(chemin)
    await verifierAccessibilite(page)
  }
  await page.setViewportSize({ width: 320, height: 700 })
  for (const chemin of ecrans) {
    await page.goto(chemin)
    expect([chemin, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([chemin, 320])
  }
  expect(erreurs).toEqual([])
  await contexte.close()
})

test('TIC-08 des tickets à la suite, au clavier : prendre mène à la réponse, répondre mène au suivant, jusqu’au dernier', async () => {
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: await p.session('nadia') })
  const focus = () => page.evaluate(() => document.activeElement!.id || document.activeElement!.textContent!.trim())
  const atteindre = async (nom: string) => {
    for (let i = 0; i < 8 && (await focus()) !== nom; i++) await page.keyboard.press('Tab')
    expect(await focus()).toBe(nom)
    await page.keyboard.press('Enter')
  }
  await page.goto('/support/tickets/recus/suivant')
  for (const [i, { numero: n }] of rows.entries()) {
    await page.waitForURL(`**/${n}`)
    await page.locator('h1', { hasText: `Engagement refusé ${i + 1}` }).waitFor()
    if (await page.getByRole('button', { name: 'Prendre le ticket' }).count()) {
      // A page that was loaded whole starts at its top; one that was followed to, at its title.
      if (i === 0) await page.getByRole('button', { name: 'Prendre le ticket' }).focus()
      await atteindre('Prendre le ticket')
      await expect.poll(focus).toBe('texte')
    } else await page.locator('#texte').focus()
    await page.keyboard.type('Bonjour, c’est corrigé.')
    await atteindre('Répondre et résoudre')
    await page.getByRole('link', { name: 'Ticket suivant' }).waitFor()
    await atteindre('Ticket suivant')
  }
  await page.getByRole('heading', { level: 1, name: 'Tickets reçus' }).waitFor()
  expect(erreurs).toEqual([])
  await contexte.close()
})

test('STR-03 TIC-02 TIC-08 PLUS-04 POR-11 les écrans de l’opérateur : accessibles, en petit et sombre comme en grand', async () => {
  const { daniel, heloise, menuiserie, agencement, mairie } = p.monde
  await p.pool.query('update structure set gestionnaire_principal = null where id = $1', [mairie])
  await p.pool.query(
    `insert into recuperation (structure, demandeur, titulaire, motif, attente_jusqua) values ($1, $2, $3, 'Daniel Poitier a quitté la société.', maintenant() + interval '15 days')`,
    [agencement, heloise, daniel],
  )
  await p.pool.query(
    `insert into demande (type, auteur, structure, saisie, etat, resultat, terminee_le) select 'structure.creer', $1, s, '{}', 'effective', jsonb_build_object('structure', s), maintenant() from unnest($2::uuid[]) s`,
    [daniel, [menuiserie, agencement]],
  )
  await p.pool.query(
    `insert into courriel_recu (cle, de, objet, texte, taille, etat, raison, ticket, traite_le) select sha256(n::text::bytea), a, 'Re: ' || $1, 'Bonjour, voici.', 4200, e, r, t.id, maintenant() from ticket t,
    (values (1, 'daniel.poitier@exemple.fr', 'ajoute', null), (2, 'comptabilite@autre.example', 'ecarte', 'autre-adresse'), (3, 'daniel.poitier@exemple.fr', 'ecarte', 'automatique'), (4, 'daniel.poitier@exemple.fr', 'ecarte', 'authentification')) x (n, a, e, r) where t.numero = $1`,
    [numero],
  )
  // A mail server that is away, and somebody who lost their application of codes.
  Object.assign(p.settings, { SMTP_URL: 'smtp://127.0.0.1:9' })
  await p.pool.query(
    `insert into pgboss.job (name, data, state, retry_limit, retry_count, output, start_after) select 'courriel', '{}', 'retry', 70, 4, '{"message":"connect ECONNREFUSED"}', now() + interval '10 minutes' from generate_series(1, 3)`,
  )
  await p.pool.query(`insert into second_facteur (utilisateur, secret, codes_secours, verifie) values ($1, 'x', 'x', true)`, [heloise])
  await p.pool.query(
    `insert into ticket (cle, auteur, courriel, categorie, sous_categorie, titre, description) select gen_random_uuid(), $1, 'a@exemple.fr', 'question-generale', 'generale-portail', 'Robot ' || n, 'Bip' from generate_series(1, 20) n`,
    [heloise],
  )
  const ecrans = [
    ['categories'],
    ['categories/ajouter/sous-categorie'],
    ['agents', 'agents'],
    ['agents/nommer'],
    ['recuperations', 'exploitation-recuperations'],
    ['gestionnaires', 'exploitation-gestionnaires'],
    ['creations', 'exploitation-creations'],
    ['courriels-recus', 'exploitation-courriels'],
    ['etat', 'exploitation-etat'],
    [`seconds-facteurs?adresse=${encodeURIComponent('heloise.ferdinand@exemple.fr')}`, 'exploitation-seconds-facteurs'],
  ] as const
  for (const largeur of [390, 1280]) {
    const { page, contexte, erreurs } = await fenetre({
      url: p.url,
      cookie: await p.session('operateur'),
      largeur,
      sombre: largeur === 390,
    })
    for (const [chemin, nom] of ecrans) {
      await page.goto(`/exploitation/${chemin}`)
      if (largeur === 390) await verifierAccessibilite(page)
      else if (nom) await image(page, nom)
    }
    expect(erreurs).toEqual([])
    await contexte.close()
  }
})
