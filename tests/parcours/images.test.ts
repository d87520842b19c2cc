import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { AVEC_IMAGES, image } from '#tests/images.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre } from '#tests/navigateur.ts'
import { plier } from '#platform/plier.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-images-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR })
const { menuiserie, agencement, heloise } = p.monde
const SIRET = '12345678200010'
const MAIRIE = '21690266800013'
const [daniel, nadia] = [await p.session('daniel'), await p.session('nadia')]
const EQUIPE = [
  ['Rose', 'Lemoine', null],
  ['Karim', 'Benali', 'COMPTA'],
  ['Lou', 'Castel', 'CHANTIER'],
  ['Inès', 'Faure', 'CHANTIER'],
  ['Noé', 'Garnier', null],
  ['Lina', 'Roux', 'ACHATS'],
  ['Sacha', 'Tessier', 'CHANTIER'],
  ['Maya', 'Vidal', null],
] as const
const equipe: Record<string, string> = {}

/** The team of the menuiserie: some for the whole of it, some for one service, with the rights of their work. */
async function rassembler() {
  for (const [i, [prenom, nom, code]] of EQUIPE.entries()) {
    const { id } = await creerUtilisateur(p.pool, { prenom, nom, adresse: plier(`${prenom}.${nom}@exemple.fr`) })
    equipe[nom] = id
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, service, periode, tri) select u.id, $2, v.id, tstzrange(maintenant() - interval '90 days', null), plier(u.nom || ' ' || u.prenom) from utilisateur u left join service v on v.structure = $2 and v.code = $3 where u.id = $1`,
      [id, menuiserie, code],
    )
    await p.pool.query(
      `insert into habilitation (utilisateur, structure, service, application, niveau, periode) select $1, $2, v.id, a.id, least(a.niveaux, 1 + (a.id + $4) % 2), tstzrange(maintenant() - interval '60 days', case when a.id % 7 = 3 then (date_trunc('day', maintenant() at time zone 'Europe/Paris') + interval '20 days') at time zone 'Europe/Paris' end) from application a left join service v on v.structure = $2 and v.code = $3 where a.id > 1 and (a.id + $4) % 3 > 0`,
      [id, menuiserie, code, i],
    )
    await p.pool.query(`update utilisateur set derniere_connexion_le = maintenant() - make_interval(days => $2) where id = $1`, [
      id,
      i * 11,
    ])
  }
}

test.runIf(AVEC_IMAGES)('POR-05 les images des fiches des utilisateurs', async () => {
  await rassembler()
  const { page } = await fenetre({ url: p.url, cookie: daniel })
  const principal = page.getByRole('main')
  const bouton = (nom: string | RegExp) => principal.getByRole('button', { name: nom })
  const ouvrir = async (chemin: string, titre: RegExp | string) => {
    await page.goto(chemin)
    await page.getByRole('heading', { level: 1, name: titre }).waitFor()
  }
  const demander = async (type: string, json: object, cookie = daniel) =>
    expect((await p.demander(`/api/v1/demandes/${type}`, { cookie, json })).status, type).toBeLessThan(300)

  await ouvrir(`/organisation/utilisateurs/rattacher?structure=${menuiserie}`, 'Rattacher un utilisateur')
  await page.getByLabel('Renseigner l’adresse email').fill('paul.arnaud@exemple.fr')
  await image(page, 'rattacher')
  for (const adresseElectronique of ['paul.arnaud@exemple.fr', 'chloe.mercier@exemple.fr', 'theo.perrin@exemple.fr'])
    await demander('rattachement.creer', { structure: menuiserie, adresseElectronique })
  await p.pool.query(`update invitation set echec = 'smtp-550' where adresse_electronique like 'theo%'`)
  await ouvrir('/organisation/utilisateurs/invitations', 'Invitations')
  await image(page, 'invitations')

  await page.goto(`/organisation/utilisateurs/detacher?structure=${menuiserie}&utilisateur=${equipe.Garnier}`)
  await page.getByLabel('Commentaire').fill('Fin de mission.')
  await bouton('Vérifier le détachement').click()
  await bouton('Détacher Noé Garnier').waitFor()
  await image(page, 'detacher')

  await ouvrir(`/organisation/utilisateurs/liste?structure=${menuiserie}`, 'Consulter les utilisateurs')
  await page.getByRole('row').nth(3).getByRole('checkbox').check()
  await image(page, 'utilisateurs')
  await ouvrir(`/organisation/utilisateurs/personnes/${equipe.Benali}?structure=${menuiserie}`, /Karim Benali/)
  await image(page, 'utilisateur')

  const lignes = [
    'Adresse électronique;Prénom;Nom;Structure;Service;Profils;Date de fin',
    `rose.lemoine@exemple.fr;Rose;Lemoine;${SIRET};;Lecture seule;`,
    `louise.dupre@exemple.fr;Louise;Dupré;${SIRET};COMPTA;factures-emises.modification;31/12/2027`,
    `hugo.meyer@exemple.fr;Hugo;Meyer;${SIRET};CHANTIERS;;`,
    `ana.silva@exemple.fr;Ana;Silva;1234567820001;;;`,
  ]
  const corps = new FormData()
  corps.set('fichier', new Blob([lignes.join('\r\n')]), 'nouvelle-equipe.csv')
  const { id } = (await (await p.demander('/api/v1/imports/utilisateurs', { method: 'POST', cookie: daniel, body: corps })).json()) as {
    id: string
  }
  await ouvrir(`/organisation/utilisateurs/importer/${id}`, 'Vérifier l’import')
  await image(page, 'importer')

  await page.goto(`/organisation/habilitations/ensembles/creer?structure=${menuiserie}`)
  await page.getByLabel('Nom', { exact: false }).first().fill('Conducteur de travaux')
  for (const profil of ['Marchés modification', 'Engagements consultation', 'Factures de travaux modification'])
    await page.getByRole('checkbox', { name: profil }).check()
  await bouton('Enregistrer').click()
  await page.waitForURL(/ensembles\?/)
  await image(page, 'ensembles')
  await ouvrir(`/organisation/habilitations/qui-peut-quoi?structure=${menuiserie}`, /Qui peut faire quoi/)
  await image(page, 'qui-peut-quoi', '.card')

  const annee = new Date().getFullYear() + 1
  for (const [mandataire, suite] of [
    [agencement, nadia],
    [menuiserie, null],
  ] as const) {
    const r = await p.demander('/api/v1/demandes/mandat-facturation.souscrire', {
      cookie: daniel,
      json: { mandataire, typeIdentifiant: 'SIRET', identifiant: MAIRIE, debut: `${annee}-01-01`, fin: `${annee}-12-31` },
    })
    const { numero } = (await r.json()) as { numero: string }
    if (suite)
      expect((await p.demander(`/api/v1/approbations/${numero}/decision`, { cookie: suite, json: { decision: 'approuver' } })).status).toBe(
        200,
      )
  }
  await ouvrir('/facturation/mandats', 'Mandats de facturation')
  await page.getByLabel(/^Mandataire/).selectOption({ index: 1 })
  await page.getByLabel('Identifiant du mandant', { exact: true }).fill(MAIRIE)
  await image(page, 'mandats')

  const ticket = await p.demander('/api/v1/tickets', {
    cookie: daniel,
    json: {
      sousCategorie: 'facture-question',
      typeObjet: 'FACTURE',
      numeroObjet: 'F-2026-131',
      destinataire: MAIRIE,
      structure: menuiserie,
      titre: 'Engagement refusé au dépôt',
      description: 'Le numéro d’engagement est inconnu.',
    },
  })
  const { numero } = (await ticket.json()) as { numero: string }
  for (const action of ['prendre', 'demander'])
    expect(
      (
        await p.demander(`/api/v1/tickets/${numero}/actions`, {
          cookie: nadia,
          json: { action, texte: 'Quel est le numéro de la commande ?' },
        })
      ).status,
    ).toBe(200)
  await demander('habilitation.ajouter', { utilisateur: heloise, structure: menuiserie, profil: 'organisation.modification' })
  await demander(
    'habilitation.demander',
    { structure: menuiserie, profil: 'marches.modification', renoncer: true },
    await p.session(heloise),
  )
  await ouvrir('/?structure=toutes', 'Bonjour Daniel Poitier')
  await image(page, 'a-faire')

  await ouvrir(`/organisation/structures/${menuiserie}/transferer`, 'Transférer le gestionnaire principal')
  await page.getByLabel('Héloïse Ferdinand').check()
  await image(page, 'transferer')
  await ouvrir('/compte/desactiver', 'Désactiver mon compte')
  await page.getByLabel(/Successeur pour Menuiserie/).selectOption({ label: 'Héloïse Ferdinand' })
  await image(page, 'compte-desactiver')
  const h = await fenetre({ url: p.url, cookie: await p.session(heloise) })
  await h.page.goto(`/organisation/recuperation?structure=${menuiserie}`)
  await h.page.getByLabel(/Pourquoi le rôle/).fill('Daniel Poitier a quitté l’entreprise en juin.')
  await h.page.getByLabel('Justificatif').setInputFiles({
    name: 'extrait-kbis.png',
    mimeType: 'image/png',
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
  })
  await h.page.getByRole('button', { name: 'Demander la récupération' }).click()
  await h.page.getByText('Le titulaire peut s’opposer').waitFor()
  await image(h.page, 'recuperation')

  await page.goto(`/voir-comme?utilisateur=${heloise}&structure=${menuiserie}`)
  await bouton('Voir comme cette personne').click()
  await page.getByText('Vous voyez le portail comme Héloïse Ferdinand').waitFor()
  await image(page, 'voir-comme')
})
