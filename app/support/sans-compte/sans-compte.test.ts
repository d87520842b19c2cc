import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde({}, { travaux: true })
const agent = await p.session('agent')
const lire = async (chemin: string, cookie?: string) => {
  const r = await p.demander(chemin, cookie ? { cookie } : {})
  return [r.status, (await r.text()).replaceAll(/[\u00a0\u202f]/g, ' ')] as const
}
const demanderUnLien = async (adresse: string, nombre = 1) => {
  expect((await p.demander('/support/sans-compte', { champs: { adresse } })).headers.get('location')).toBe('/support/sans-compte/envoye')
  return lienDe((await attendreCourriels(p, adresse, nombre)).find((m) => m.sujet.startsWith('Votre lien'))!)
}
const formulaire = (champs: Record<string, string>, fichier?: string) => {
  const f = new FormData()
  for (const [n, v] of Object.entries(champs)) f.set(n, v)
  if (fichier) f.append('envois', new Blob([fichier]), 'piece.txt')
  return f
}
const poster = (chemin: string, champs: Record<string, string>, fichier?: string) =>
  p.demander(chemin, { method: 'POST', body: formulaire(champs, fichier) })
const agir = (numero: string, action: string, texte: string | null) =>
  p.demander(`/api/v1/tickets/${numero}/actions`, { method: 'POST', cookie: agent, json: { action, texte } })
const AIDE = {
  sousCategorie: 'connexion-impossible',
  titre: 'Je ne peux plus me connecter',
  description: 'Le code n’arrive pas.',
  nom: 'Rose Blocage',
}
const courriels = async () =>
  (
    await p.pool.query<{ a: string }>(
      "select destinataire as a from courriel union all select donnees->>'a' from depart where file = 'courriel'",
    )
  ).rows.map((r) => r.a)

test('SUP-01 sans compte : l’adresse d’abord, puis le ticket, suivi par sa page : fichiers, réponse, acceptation, avis', async () => {
  const lien = await demanderUnLien('rose@exemple.fr')
  const [statut, page] = await lire(lien)
  expect([statut, page.includes('Adresse vérifiée : rose@exemple.fr')]).toEqual([200, true])
  const cle = randomUUID()
  const faux = await poster(lien, { ...AIDE, titre: '', _cle: cle }, 'capture')
  const html = await faux.text()
  expect([faux.status, ...['Le code n’arrive pas.', 'piece.txt', 'Donnez un titre'].map((m) => html.includes(m))]).toEqual([
    422,
    true,
    true,
    true,
  ])
  const envoi = /name="envois" value="([0-9a-f-]{36})"/.exec(html)![1]!
  const suites = await Promise.all([
    poster(lien, { ...AIDE, _cle: cle, envois: envoi }),
    poster(lien, { ...AIDE, _cle: cle, envois: envoi }),
  ])
  const suivi = suites.map((r) => r.headers.get('location')).find(Boolean)!
  expect(suivi).toMatch(/^\/support\/suivi\/[\w-]{54}$/)
  expect((await p.pool.query('select count(*)::int as n from ticket where contact is not null')).rows[0].n).toBe(1)
  // It has served.
  expect([
    (await lire(lien))[0],
    (await poster(lien, { ...AIDE, _cle: randomUUID() })).status,
    (await poster(lien, { ...AIDE, _cle: cle })).headers.get('location'),
  ]).toEqual([410, 410, suivi])
  const numero = /CPROCS\d+/.exec((await lire(suivi))[1])![0]
  const fichier = /href="(\/support\/suivi\/[^"]*\/fichiers\/[^"]*)"/.exec((await lire(suivi))[1])![1]!
  expect(await lire(fichier)).toEqual([200, 'capture'])
  expect((await lire(`/support/tickets/${numero}`, agent))[1]).toContain('Rose Blocage')
  await agir(numero, 'prendre', null)
  await agir(numero, 'note', 'Elle a déjà appelé')
  await agir(numero, 'demander', 'Quel téléphone ?')
  expect((await poster(suivi, { _cle: randomUUID(), action: 'fournir', texte: 'Un ancien' }, 'photo')).status).toBe(303)
  await agir(numero, 'resoudre', 'C’est réparé.')
  const [, vue] = await lire(suivi)
  expect([vue.includes('C’est réparé.'), vue.includes('déjà appelé'), vue.includes('Accepter la solution')]).toEqual([true, false, true])
  expect((await poster(suivi, { _cle: randomUUID(), action: 'accepter' })).status).toBe(303)
  const sansNote = await p.demander(`${suivi}/satisfaction`, { champs: { avis: 'À garder' } })
  expect([sansNote.status, (await sansNote.text()).includes('value="À garder"')]).toEqual([422, true])
  expect((await p.demander(`${suivi}/satisfaction`)).headers.get('location')).toBe(`${suivi}?avis=demande#satisfaction`)
  expect((await p.demander(`${suivi}/satisfaction`, { champs: { note: '5', avis: 'Merci' } })).status).toBe(303)
  expect((await lire(`/support/tickets/${numero}`, agent))[1]).toContain('5 sur 5')
  expect((await lire(suivi))[1]).toMatch(/créez-en un autre.*<a href="\/support\/sans-compte">Créer un ticket</s)
  // What was sent by the link that had served is brought back by another one.
  const recus = await attendreCourriels(p, 'rose@exemple.fr', 6)
  expect(recus.map((m) => m.sujet.replace(/^Ticket \S+\s:\s/, '')).toSorted()).toEqual(
    [
      'Votre lien pour écrire au support',
      'Votre lien pour écrire au support',
      'quelqu’un s’en occupe',
      'une information vous est demandée',
      'une réponse vous est donnée',
      'votre demande est envoyée',
    ].toSorted(),
  )
  // Every mail leads to the page, and none says what was written.
  for (const m of recus.filter((x) => x.sujet.startsWith('Ticket')))
    expect([lienDe(m), /réparé|ancien|appelé/.test(m.texte)]).toEqual([suivi, false])
})

test('SUP-01 T09 la page de suivi se ferme, expire, ne s’imite pas ; un autre lien y ramène, et lui seul', async () => {
  const lien = await demanderUnLien('suivi@exemple.fr')
  const suivi = (await poster(lien, { ...AIDE, _cle: randomUUID() })).headers.get('location')!
  const numero = /CPROCS\d+/.exec((await lire(suivi))[1])![0]
  const autre = (await poster(await demanderUnLien('autre@exemple.fr'), { ...AIDE, _cle: randomUUID() }, 'à moi')).headers.get('location')!
  const fichier = /\/fichiers\/([0-9a-f-]{36})/.exec((await lire(autre))[1])![1]!
  expect((await lire(`${suivi}/fichiers/${fichier}`))[0]).toBe(404)
  expect((await lire(suivi.slice(0, -1) + (suivi.endsWith('A') ? 'Q' : 'A')))[0]).toBe(410)
  expect((await p.demander(`/support/tickets/${numero}`, { cookie: await p.session('daniel') })).status).toBe(404)
  // What only the support does: whoever has no account has no gestionnaire principal to ask.
  const refuse = await poster(suivi, { _cle: randomUUID(), action: 'resoudre', texte: 'Moi-même' })
  const page = await refuse.text()
  expect([refuse.status, page.includes('Votre page de suivi sert à'), page.includes('gestionnaire principal')]).toEqual([403, true, false])
  await decalerHorloge(p.pool, '91 days')
  const tard = (await lire(suivi))[0]
  await decalerHorloge(p.pool, '0')
  expect([tard, (await lire(suivi))[0]]).toEqual([410, 200])
  expect((await p.demander(`${suivi}/fermer`, { champs: {} })).status).toBe(303)
  expect([(await lire(suivi))[0], (await poster(suivi, { action: 'fermer' })).status, (await lire(`/api/v1${suivi}`))[0]]).toEqual([
    410, 410, 404,
  ])
  // A new link of that address opens it anew, under another address; another's does not.
  const retour = await demanderUnLien('suivi@exemple.fr', 3)
  const rouvrir = async (l: string) =>
    (await p.demander(l.replace('ecrire?', 'ecrire/suivi?'), { champs: { numero } })).headers.get('location')
  const neuf = await rouvrir(retour)
  expect([neuf !== suivi, (await lire(neuf!))[0], (await lire(suivi))[0]]).toEqual([true, 200, 410])
  expect(await rouvrir(await demanderUnLien('autre@exemple.fr', 3))).toBeNull()
})

test('SUP-01 envoyé après l’heure du lien : rien n’est perdu, un autre lien rouvre le formulaire avec le texte et le fichier, une fois', async () => {
  const lien = await demanderUnLien('tard@exemple.fr')
  await p.pool.query(`update lien set expire_le = clock_timestamp() - interval '1 minute' where adresse = 'tard@exemple.fr'`)
  const cle = randomUUID()
  const envoyer = () => poster(lien, { ...AIDE, _cle: cle }, 'capture d’écran')
  const [un] = [await envoyer(), await envoyer()]
  const html = await un.text()
  expect([un.status, ...['Rien n’est perdu', 'tard@exemple.fr', 'Le code n’arrive pas.'].map((m) => html.includes(m))]).toEqual([
    410,
    true,
    true,
    true,
  ])
  const recus = await attendreCourriels(p, 'tard@exemple.fr', 2)
  expect([recus.length, recus.some((m) => m.texte.includes('Le code'))]).toEqual([2, false])
  const autre = recus.map(lienDe).find((l) => l !== lien)!
  const [statut, page] = await lire(autre)
  const envoi = /name="envois" value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
  expect([
    statut,
    page.includes('value="Je ne peux plus me connecter"'),
    page.includes('Le code n’arrive pas.</textarea>'),
    page.includes('piece.txt'),
  ]).toEqual([200, true, true, true])
  const suivi = (await poster(autre, { ...AIDE, _cle: /name="_cle" value="([0-9a-f-]{36})"/.exec(page)![1]!, envois: envoi })).headers.get(
    'location',
  )!
  expect((await lire(suivi))[1]).toContain('piece.txt')
  // Made by that key already: the first link leads to it, and asks for nothing more.
  expect((await envoyer()).headers.get('location')).toBe(suivi)
  // Long after, nothing is kept; what was typed is shown again.
  await p.pool.query(`update lien set expire_le = clock_timestamp() - interval '25 hours' where adresse = 'tard@exemple.fr'`)
  const envois = async () => (await p.pool.query('select from envoi where contact is not null')).rowCount
  const combien = await envois()
  const trop = await poster(lien, { ...AIDE, _cle: randomUUID() }, 'non')
  const montre = await trop.text()
  expect([trop.status, montre.includes('Copiez ce texte') && montre.includes('Le code n’arrive pas.'), await envois()]).toEqual([
    410,
    true,
    combien,
  ])
  await p.demander(`${suivi}/fermer`, { champs: {} })
  const ferme = await poster(suivi, { action: 'fournir', texte: 'Voici ma réponse' }, 'octets')
  expect([ferme.status, (await ferme.text()).includes('Voici ma réponse')]).toEqual([410, true])
})

test('T07 un inconnu ne fait écrire qu’à l’adresse qu’il donne, une fois le lien ouvert rien de plus, et pas sans fin', async () => {
  // Mails of the tests before may still be on their way.
  const avant = await courriels()
  // No words of theirs travel: a form that brings some is refused.
  expect(
    (await p.demander('/support/sans-compte', { champs: { adresse: 'cible@exemple.fr', titre: 'Achetez', description: 'http://pub' } }))
      .status,
  ).toBe(422)
  for (let i = 0; i < 8; i++)
    expect((await p.demander('/support/sans-compte', { champs: { adresse: 'cible@exemple.fr' } })).status).toBe(303)
  await attendreCourriels(p, 'cible@exemple.fr', 5)
  await new Promise((r) => setTimeout(r, 500))
  const apres = (await courriels()).slice(avant.length).filter((a) => !avant.includes(a))
  expect([apres.filter((a) => a === 'cible@exemple.fr').length <= 5, apres.filter((a) => a !== 'cible@exemple.fr')]).toEqual([true, []])
  expect((await attendreCourriels(p, 'cible@exemple.fr')).some((m) => /Achetez|pub/.test(m.texte + m.html))).toBe(false)
  // The contact of a form is the address that answered, whatever is added to the form.
  const lien = lienDe((await attendreCourriels(p, 'cible@exemple.fr'))[0]!)
  await poster(lien, { ...AIDE, _cle: randomUUID(), courriel: 'tiers@exemple.fr', structure: p.monde.menuiserie, service: 'COMPTA' })
  expect(
    (await p.pool.query('select courriel, structure, service from ticket where contact is not null order by id desc limit 1')).rows[0],
  ).toEqual({ courriel: 'cible@exemple.fr', structure: null, service: null })
  expect((await courriels()).filter((a) => a === 'tiers@exemple.fr')).toEqual([])
  for (const adresse of ['pas une adresse', 'a@b.fr, c@d.fr', 'a@b.fr\r\nBcc: c@d.fr'])
    expect((await p.demander('/support/sans-compte', { champs: { adresse } })).status).toBe(422)
  expect((await poster('/support/sans-compte/ecrire?jeton=x', { ...AIDE }, 'octets')).status).toBe(410)
  expect((await p.pool.query('select from envoi where contact is null and auteur is null')).rowCount).toBe(0)
})

test('SUP-01 INT-09 le même chemin par l’API ; une entité publique se saisit sans compte', async () => {
  expect((await p.demander('/api/v1/support/liens', { method: 'POST', json: { adresse: 'api@exemple.fr' } })).status).toBe(202)
  const jeton = new URL(lienDe((await attendreCourriels(p, 'api@exemple.fr'))[0]!), 'http://x').searchParams.get('jeton')!
  const json = {
    jeton,
    sousCategorie: 'generale-destinataire',
    destinataire: '21690266800013',
    titre: 'Horaires',
    description: 'Quand ouvrez-vous ?',
  }
  expect((await p.demander('/api/v1/support/tickets', { method: 'POST', json: { ...json, jeton: 'x' } })).status).toBe(404)
  const deposer = (j: string, nom = 'fichier') => {
    const f = new FormData()
    f.append(nom, new Blob(['octets']), 'preuve.txt')
    return p.demander(`/api/v1/support/envois?jeton=${j}`, { method: 'POST', body: f })
  }
  expect([(await deposer('x')).status, (await deposer(jeton, 'autre')).status]).toEqual([404, 422])
  const envoi = (await (await deposer(jeton)).json()) as { id: string; nom: string }
  const suite = (await (await deposer(jeton)).json()) as { id: string }
  // Another address's file is not there.
  const {
    rows: [deRose],
  } = await p.pool.query<{ id: string }>(
    `insert into envoi (contact, nom, fichier) select (select id from contact_verifie where adresse = 'rose@exemple.fr'), 'x.txt', fichier from envoi where id = $1 returning id`,
    [envoi.id],
  )
  expect(
    (
      (await (await p.demander('/api/v1/support/tickets', { method: 'POST', json: { ...json, envois: [deRose!.id] } })).json()) as {
        champs: { code: string }[]
      }
    ).champs[0]!.code,
  ).toBe('fichier-perdu')
  const { suivi } = (await (
    await p.demander('/api/v1/support/tickets', { method: 'POST', json: { ...json, nom: `${'x'.repeat(99)}😀`, envois: [envoi.id] } })
  ).json()) as { suivi: string }
  // Cut where it is too long, and never in the middle of a sign.
  expect((await p.pool.query(`select nom from contact_verifie where adresse = 'api@exemple.fr'`)).rows).toEqual([{ nom: 'x'.repeat(99) }])
  const vue = (await (await p.demander(`/api/v1${suivi}`)).json()) as {
    numero: string
    actions: string[]
    activites: { fichiers: { nom: string }[] }[]
  }
  expect(vue.activites.flatMap((a) => a.fichiers.map((f) => f.nom))).toEqual(['preuve.txt'])
  expect(vue.actions).toEqual(['completer', 'fermer'])
  expect((await p.demander(`/api/v1/tickets/${vue.numero}`, { cookie: await p.session('nadia') })).status).toBe(200)
  expect(
    (
      (await (await p.demander(`/api/v1${suivi}/actions`, { method: 'POST', json: { action: 'fermer', envois: [suite.id] } })).json()) as {
        statut: string
      }
    ).statut,
  ).toBe('FERME')
})

test('SUP-01 INT-08 ce que la page de suivi fait, l’API le fait par le même jeton : fichier, avis, fermeture', async () => {
  const lien = await demanderUnLien('api-suivi@exemple.fr')
  const suivi = (await poster(lien, { ...AIDE, _cle: randomUUID() }, 'capture')).headers.get('location')!
  const numero = /CPROCS\d+/.exec((await lire(suivi))[1])![0]
  const fichier = /\/fichiers\/([0-9a-f-]{36})/.exec((await lire(suivi))[1])![1]!
  const noter = (note: number) => p.demander(`/api/v1${suivi}/satisfaction`, { method: 'PUT', json: { note, texte: 'Merci' } })
  expect(await lire(`/api/v1${suivi}/fichiers/${fichier}`)).toEqual([200, 'capture'])
  expect((await lire(`/api/v1${suivi}/fichiers/${randomUUID()}`))[0]).toBe(404)
  expect((await noter(4)).status).toBe(409)
  await p.demander(`/api/v1${suivi}/actions`, { json: { action: 'fermer' } })
  expect([(await noter(9)).status, (await noter(4)).status]).toEqual([422, 204])
  expect((await lire(`/support/tickets/${numero}`, agent))[1]).toContain('4 sur 5')
  const fermer = () => p.demander(`/api/v1${suivi}`, { method: 'DELETE' })
  expect([(await fermer()).status, (await fermer()).status, (await lire(suivi))[0], (await noter(5)).status]).toEqual([204, 404, 410, 404])
})
