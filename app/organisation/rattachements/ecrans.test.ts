import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { monde } = p
const daniel = await p.session('daniel')
const u = await creerUtilisateur(p.pool, { prenom: 'Lucie', nom: 'Marchand' })
const lucie = await p.session(u.id)
const O = '/organisation/utilisateurs'

async function compter(chemin: string, cookie: string) {
  const { resultat, requetes } = await p.compterRequetes(async () => {
    const r = await p.demander(chemin, { cookie })
    return { statut: r.status, html: await r.text() }
  })
  const siennes = requetes.filter((q) => !/"catalogue"|pgboss\./.test(q))
  return { ...resultat, requetes: siennes }
}
/** Fills in the form, then opens its check page and the form again, as « Modifier mes réponses » does. */
async function verifier(chemin: string, champs: Record<string, string | string[]>, cookie = daniel) {
  const cle = randomUUID()
  const pose = await p.demander(chemin, { cookie, champs: { _cle: cle, _etape: 'verifier', ...champs } })
  expect([pose.status, pose.headers.get('location')], (await pose.clone().text()).replace(/<[^>]+>/g, ' ').slice(0, 3000)).toEqual([
    303,
    `${chemin}?brouillon=${cle}&etape=verifier`,
  ])
  const page = await compter(pose.headers.get('location')!, cookie)
  const reprise = await compter(`${chemin}?brouillon=${cle}`, cookie)
  for (const vue of [page, reprise])
    expect([vue.statut, vue.requetes.length <= 6 ? 'six au plus' : vue.requetes]).toEqual([200, 'six au plus'])
  return { cle, html: page.html, reprise: reprise.html }
}
const service = async (structure: string, code: string) =>
  (await p.pool.query<{ id: string }>('select id from service where structure = $1 and code = $2', [structure, code])).rows[0]!.id

test('POR-16 les formulaires des rattachements, leurs vérifications et leurs reprises tiennent en six instructions SQL', async () => {
  const compta = await service(monde.menuiserie, 'COMPTA')
  await p.demander('/') // what is read once and kept
  for (const chemin of [
    `${O}/rattachement?typeIdentifiant=SIRET&identifiant=21690266800013`,
    `${O}/rattachement?recherche=villeurbanne`,
    `${O}/rattacher?structure=${monde.menuiserie}&structure=${monde.agencement}`,
    `${O}/detacher?structure=${monde.menuiserie}`,
    `${O}/detacher?structure=${monde.menuiserie}&utilisateur=${monde.heloise}`,
    `${O}/invitations?structure=${monde.menuiserie}&etat=toutes&tri=adresseElectronique`,
  ]) {
    const vue = await compter(chemin, daniel)
    expect([chemin, vue.statut, vue.requetes.length <= 6 ? 'six au plus' : vue.requetes]).toEqual([chemin, 200, 'six au plus'])
  }
  const demande = await verifier(
    `${O}/rattachement`,
    { typeIdentifiant: 'SIRET', identifiant: '21690266800013', maille: 'service', codeService: 'VOIRIE', commentaire: 'Je répare' },
    lucie,
  )
  expect(demande.html).toContain('gestionnaire principal')
  // Not the name of who governs: once it is submitted.
  expect(demande.html).not.toContain('Bonjean')
  const rattacher = await verifier(`${O}/rattacher`, {
    structure: [monde.menuiserie, monde.agencement],
    adresseElectronique: u.adresse,
    maille: 'service',
    services: [compta],
  })
  expect(rattacher.html).not.toContain('Marchand')
  expect(rattacher.reprise).toMatch(new RegExp(`value="${compta}"[^>]*checked|checked[^>]*value="${compta}"`))
  const detacher = await verifier(`${O}/detacher`, {
    structure: monde.menuiserie,
    utilisateur: monde.heloise,
    maille: 'structure',
    commentaire: 'Départ',
  })
  expect(detacher.html).toContain('Héloïse')
})

test('UTI-02 UTI-04 ce qui manque se dit à son champ, ce qui est refusé dans la page ; pas à soi : introuvable', async () => {
  const poser = (chemin: string, champs: Record<string, string | string[]>, cookie = daniel) =>
    p.demander(`${O}/${chemin}`, { cookie, champs: { _cle: randomUUID(), _etape: 'verifier', ...champs } })
  const sansService = await poser('rattacher', { structure: monde.menuiserie, adresseElectronique: '', maille: 'service' })
  const html = await sansService.text()
  expect([
    sansService.status,
    html.includes('Cochez au moins un service'),
    html.includes('href="#services"'),
    html.includes('href="#adresseElectronique"'),
  ]).toEqual([422, true, true, true])
  // Of one service only: no level to choose, and none ticked is said at the field.
  const compta = await service(monde.menuiserie, 'COMPTA')
  const chef = await creerUtilisateur(p.pool)
  await p.pool.query(
    `with r as (insert into rattachement (utilisateur, structure, service, periode) values ($1, $2, $3, tstzrange(maintenant(), null))) insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, $3, 1, 2, tstzrange(maintenant(), null))`,
    [chef.id, monde.menuiserie, compta],
  )
  const duChef = await p.session(chef.id)
  const formulaire = await (await p.demander(`${O}/rattacher`, { cookie: duChef })).text()
  expect([formulaire.includes('COMPTA'), formulaire.includes('ACHATS'), formulaire.includes('maille structure')]).toEqual([
    true,
    false,
    false,
  ])
  const vide = await poser('rattacher', { structure: monde.menuiserie, adresseElectronique: u.adresse }, duChef)
  expect([vide.status, (await vide.text()).includes('Cochez au moins un service')]).toEqual([422, true])
  await verifier(
    `${O}/rattacher`,
    { structure: monde.menuiserie, adresseElectronique: u.adresse, maille: 'service', services: [compta] },
    duChef,
  )
  const deja = await poser('rattacher', {
    structure: monde.menuiserie,
    adresseElectronique: 'heloise.ferdinand@exemple.fr',
    maille: 'structure',
  })
  expect([deja.status, (await deja.text()).includes('Héloïse Ferdinand a déjà un rattachement à Menuiserie Poitier')]).toEqual([409, true])
  expect((await poser('rattacher', { structure: monde.mairie, adresseElectronique: u.adresse, maille: 'structure' })).status).toBe(404)
  expect((await p.demander(`${O}/detacher?structure=${monde.mairie}`, { cookie: daniel })).status).toBe(404)
  expect((await p.demander(`${O}/detacher?structure=${monde.menuiserie}&utilisateur=${monde.heloise}`, { cookie: lucie })).status).toBe(404)
  // Whoever is attached without the profile reads why, and who can help (INT-12).
  const heloise = await p.session('heloise')
  for (const page of ['rattacher', 'detacher']) {
    const r = await p.demander(`${O}/${page}?structure=${monde.menuiserie}`, { cookie: heloise })
    expect([page, r.status, (await r.text()).includes('Demandez-le à Daniel Poitier')]).toEqual([page, 403, true])
  }
  const gp = await (await p.demander(`${O}/detacher?structure=${monde.menuiserie}&utilisateur=${monde.daniel}`, { cookie: daniel })).text()
  expect([gp.includes(`/organisation/structures/${monde.menuiserie}/transferer`), gp.includes('name="commentaire"')]).toEqual([true, false])
  // Whoever governs nothing is told what to ask for.
  const rien = await (await p.demander(`${O}/rattacher`, { cookie: lucie })).text()
  expect(rien).toContain('Vous ne gérez les utilisateurs d’aucune structure')
})

test('UTI-01 UTI-02 ce qui est oublié se dit avec les mots de la page', async () => {
  const champs = {
    _cle: crypto.randomUUID(),
    _etape: 'verifier',
    typeIdentifiant: 'SIRET',
    identifiant: '12345678200010',
    maille: 'service',
    codeService: '',
  }
  const { id } = await creerUtilisateur(p.pool)
  const demande = await p.demander(`${O}/rattachement`, { cookie: await p.session(id), champs })
  const html = await demande.text()
  expect([demande.status, html.includes('Choisissez le service, ou'), html.includes('Code service')]).toEqual([422, true, false])
  const rattacher = await (
    await p.demander(`${O}/rattacher`, {
      cookie: daniel,
      champs: { _cle: crypto.randomUUID(), _etape: 'verifier', structure: monde.menuiserie, adresseElectronique: '', maille: 'structure' },
    })
  ).text()
  expect([rattacher.includes('Renseignez l’adresse email'), rattacher.includes('Renseignez le champ')]).toEqual([true, false])
})
