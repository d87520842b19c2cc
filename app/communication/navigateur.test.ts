import { afterAll, expect, test } from 'vitest'
import { fenetre, fermerFenetres, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
afterAll(fermerFenetres)

test('COM-02 de la vérification, le bouton « précédent » revient à l’article tel qu’il est écrit', async () => {
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: await p.session('operateur') })
  await page.goto('/exploitation/actualites/rediger')
  await page.getByLabel('Sujet').selectOption({ index: 1 })
  for (const [champ, texte] of [
    ['Titre', 'Un nouvel écran'],
    ['Résumé', 'Il arrive.'],
    ['Texte', 'Le **voici**.'],
  ] as const)
    await page.getByLabel(champ, { exact: true }).fill(texte)
  await page.getByRole('button', { name: 'Voir avant de publier' }).click()
  await page.getByRole('heading', { level: 1, name: 'Vérifier avant de publier' }).waitFor()
  await page.goBack()
  await expect
    .poll(() =>
      page
        .getByLabel('Texte', { exact: true })
        .inputValue()
        .catch(() => null),
    )
    .toBe('Le **voici**.')
  expect(await page.getByLabel('Titre', { exact: true }).inputValue()).toBe('Un nouvel écran')
  await page.goForward()
  await page.getByRole('heading', { level: 1, name: 'Vérifier avant de publier' }).waitFor()
  expect(erreurs).toEqual([])
  await contexte.close()
})

test('COM-03 TIC-08 l’opérateur annonce un incident, tout le monde le voit ; un agent répond d’un coup aux quarante tickets qu’il a causés et les y lie ; le compte des messages bouge seul', async () => {
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: await p.session('operateur') })
  await page.goto('/exploitation/incidents')
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Annoncer un incident' }).click()
  await page.getByRole('radio', { name: /^Incident/ }).check()
  await page.getByLabel('Titre', { exact: true }).fill('Les dépôts de factures échouent')
  await page.getByRole('button', { name: 'Voir avant de publier' }).click()
  // What is missing is said, and nothing typed is lost.
  await page.getByRole('alert').getByText('Décrivez ce qui se passe').waitFor()
  expect(await page.getByLabel('Titre', { exact: true }).inputValue()).toBe('Les dépôts de factures échouent')
  await verifierAccessibilite(page)
  await page.getByLabel('Texte', { exact: true }).fill('Nous cherchons.\n\n- Ne redéposez pas.')
  await page.getByRole('button', { name: 'Voir avant de publier' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Ne redéposez pas.' }).waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Publier' }).click()
  await page.getByRole('complementary', { name: 'Incidents et maintenances' }).waitFor()

  const daniel = await fenetre({ url: p.url, cookie: await p.session('daniel'), largeur: 390 })
  await daniel.page.goto('/communication')
  const bandeau = daniel.page.getByRole('complementary', { name: 'Incidents et maintenances' })
  expect(await bandeau.textContent()).toContain('Les dépôts de factures échouent')
  await verifierAccessibilite(daniel.page)
  // Forty people have written already: one answer to all, once each, and the incident keeps them together.
  await p.pool.query(
    `insert into ticket (cle, auteur, courriel, categorie, sous_categorie, titre, description) select gen_random_uuid(), (array[$1, $2]::uuid[])[1 + n % 2], 'a@exemple.fr', 'factures-emises', 'facture-technique', 'Dépôt refusé ' || n, 'Erreur au dépôt.' from generate_series(1, 40) n`,
    [p.monde.daniel, p.monde.camille],
  )
  const agent = await fenetre({ url: p.url, cookie: await p.session('agent') })
  // Ticked on one page, or from a page of twenty the whole of what is searched: the same forty.
  const quarante = agent.page.getByRole('heading', { level: 1, name: /^Répondre à 40.tickets$/ })
  const laListe = agent.page.getByRole('button', { name: 'Répondre à toute la liste…' })
  for (const [taille, bouton] of [
    ['20', 'Répondre à toute la liste…'],
    ['50', 'Répondre à tous…'],
  ] as const) {
    await agent.page.goto(`/support/tickets/recus?onglet=tous&recherche=Dépôt+refusé&taille=${taille}`)
    await agent.page.getByRole('checkbox', { name: 'Sélectionner toutes les lignes de cette page' }).check()
    expect(await laListe.count()).toBe(taille === '20' ? 1 : 0)
    await agent.page.getByRole('button', { name: bouton }).click()
    await quarante.waitFor()
  }
  await agent.page.getByLabel('Réponse', { exact: true }).fill('Bonjour {prenom}, les dépôts repartent : {numero} est réglé.')
  await agent.page.getByLabel(/^Lier aussi à un incident/).selectOption({ label: 'Les dépôts de factures échouent' })
  await verifierAccessibilite(agent.page)
  await agent.page.getByRole('button', { name: /^Envoyer 40.réponses$/ }).click()
  await agent.page.getByRole('heading', { level: 1, name: /^40.réponses envoyées sur 40$/ }).waitFor()
  const { rows } = await p.pool.query<{ statut: string; lies: boolean; n: number }>(
    `select t.statut, t.incident is not null as lies, count(*)::int as n from ticket t join ticket_activite a on a.ticket = t.id and a.action = 'resoudre' and a.texte like 'Bonjour %' || t.numero || ' est réglé.' where t.titre like 'Dépôt refusé %' group by 1, 2`,
  )
  expect(rows).toEqual([{ statut: 'RESOLU', lies: true, n: 40 }])
  await daniel.page.goto('/support/tickets')
  expect(await daniel.page.getByText('À vous : accepter la solution, ou renvoyer le ticket').count()).toBe(20)
  expect(agent.erreurs).toEqual([])
  await agent.contexte.close()
  await page.request.post('/api/v1/messages', {
    data: { portee: 'tous', titre: 'Bonjour', texte: 'À tous.' },
    headers: { origin: p.url },
  })
  await daniel.page.waitForFunction(() => document.querySelector('[data-etat=messages]')?.textContent === '1')
  await daniel.page.goto('/communication')
  await daniel.page.getByRole('link', { name: 'Bonjour' }).click()
  await daniel.page.getByRole('heading', { level: 1, name: 'Bonjour' }).waitFor()
  expect(await daniel.page.locator('[data-etat=messages]').textContent()).toBe('0')
  await verifierAccessibilite(daniel.page)
  // The other screens, once each.
  const { id } = (await (
    await page.request.post('/api/v1/actualites', {
      data: { sujet: 'conseils', titre: 'Tables & listes', chapo: 'Un résumé.', texte: '# Titre\n\n| a | b |\n| - | - |\n| 1 | 2 |' },
      headers: { origin: p.url },
    })
  ).json()) as { id: string }
  for (const chemin of [
    '/actualites',
    `/actualites/${id}`,
    '/etat-du-service',
    '/communication/rediger',
    '/communication/envoyes',
    '/compte/avis',
    '/compte/avis/preferences',
  ]) {
    const r = await daniel.page.goto(chemin)
    expect([chemin, r!.status()]).toEqual([chemin, 200])
    await verifierAccessibilite(daniel.page)
  }
  for (const chemin of ['/exploitation/actualites', '/exploitation/actualites/rediger', '/communication/rediger']) {
    await page.goto(chemin)
    await verifierAccessibilite(page)
  }
  // A reader of feeds takes it: it is well-formed.
  expect(
    await page.evaluate(
      async () =>
        new DOMParser()
          .parseFromString(await (await fetch('/actualites/flux.atom')).text(), 'application/xml')
          .querySelectorAll('entry > title')[0]?.textContent,
    ),
  ).toBe('Tables & listes')
  expect([...erreurs, ...daniel.erreurs].filter((e) => !e.includes('422'))).toEqual([])
  await daniel.contexte.close()
  await contexte.close()
})

test('CPT-08 POR-11 sur un téléphone, ce qui se fait d’un avis ne recouvre pas ce qu’il dit', async () => {
  // Of what was sent before, nothing is left to her.
  await p.pool.query(`delete from avis where utilisateur = $1`, [p.monde.camille])
  await p.pool.query(
    `insert into avis (cle, utilisateur, genre, titre, adresse, cadence) select 'avis:' || n, $1, 'tickets', 'Ticket CPROCS000019' || n || ' : une réponse vous est donnée', '/support/tickets', 'aussitot' from generate_series(1, 3) n`,
    [p.monde.camille],
  )
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: await p.session('camille'), largeur: 320 })
  await page.goto('/compte/avis')
  await page.locator('td.tools').first().waitFor()
  const recouvre = await page.evaluate(
    () =>
      [...document.querySelectorAll('tbody tr')].filter((ligne) => {
        const [titre, outils] = ['.lead-cell a', '.tools button'].map((s) => ligne.querySelector(s)!.getBoundingClientRect())
        return titre!.right > outils!.left && titre!.left < outils!.right && titre!.bottom > outils!.top && titre!.top < outils!.bottom
      }).length,
  )
  expect([await page.locator('tbody tr').count(), recouvre]).toEqual([3, 0])
  await verifierAccessibilite(page)
  expect(erreurs).toEqual([])
  await contexte.close()
})

test('COM-03 d’un message, ce qui précise à qui il va se montre quand on l’a choisi', async () => {
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: await p.session('operateur'), sansScript: true })
  await page.goto('/communication/rediger')
  const vus = async () =>
    Promise.all(['[name=entites] >> nth=0', '[name=profil]', '[name=identifiants]'].map((s) => page.locator(s).isVisible()))
  expect(await vus()).toEqual([false, false, false])
  for (const [choix, attendu] of [
    ['audience', [true, true, false]],
    ['structures', [false, false, true]],
    ['tous', [false, false, false]],
  ] as const) {
    await page.locator(`[name=portee][value=${choix}]`).check()
    await expect.poll(vus).toEqual(attendu)
  }
  expect(erreurs).toEqual([])
  await contexte.close()
})
