import { beforeEach, expect, test } from 'vitest'
import { accepterInvitations } from '#app/organisation/rattachements/accepter.ts'
import { envoyerInvitations, expirerInvitations } from '#app/organisation/rattachements/envoyer.ts'
import { jetonDInvitation } from '#app/organisation/rattachements/inviter.ts'
import { activer } from '#app/comptes/inscription.ts'
import { hacheDeDemonstration } from '#app/comptes/motdepasse/demonstration.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { monde } = p
const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]
type Invitation = {
  id: string
  adresseElectronique: string
  etat: string
  echec: string | null
  envois: number
  expireLe: string
  motif: string | null
  code: string
  structure: { id: string }
}
const lire = async <T = Invitation>(r: Response) => (await r.json()) as T
let rang = 0
const nouvelle = () => `invitee.${++rang}@exemple.fr`
const inviter = (adresse: string, corps: object = { structure: monde.menuiserie }, cookie = daniel) =>
  p.demander('/api/v1/demandes/rattachement.creer', { cookie, json: { adresseElectronique: adresse, ...corps } })
const lister = async (cookie = daniel, q = '') =>
  (await lire<{ elements: Invitation[]; total: number }>(await p.demander(`/api/v1/invitations${q}`, { cookie }))).elements
const invitationDe = async (adresse: string) => (await lister(daniel, `?recherche=${encodeURIComponent(adresse)}`))[0]!
const agir = (id: string, geste: 'renvoi' | 'annulation', cookie = daniel) =>
  p.demander(`/api/v1/invitations/${id}/${geste}`, { cookie, json: {} })
const rattache = async (u: string) =>
  (
    await p.pool.query<{ id: string }>(`select structure as id from rattachement where utilisateur = $1 and retire_le is null`, [u])
  ).rows.map((r) => r.id)
const compte = async (adresse: string, verifiee = true) => {
  const u = await creerUtilisateur(p.pool, { adresse, verifiee })
  return { ...u, cookie: await p.session(u.id) }
}
const lien = async (adresse: string) =>
  `/organisation/utilisateurs/invitation?jeton=${jetonDInvitation((await invitationDe(adresse)).id, p.settings.SECRET_KEY)}`
const ouvrir = (chemin: string, cookie = '') => p.demander(chemin, { cookie })
const rejoindre = (chemin: string, cookie: string) =>
  p.demander('/organisation/utilisateurs/invitation', { cookie, champs: { jeton: new URL(chemin, p.url).searchParams.get('jeton')! } })

beforeEach(async () => {
  await p.pool.query('delete from invitation')
})

test('UTI-02 une adresse sans compte vérifié est invitée : un courriel, et le rattachement quand le compte s’ouvre', async () => {
  const adresse = nouvelle()
  const r = await inviter(adresse, { lignes: [{ structure: monde.menuiserie }, { structure: monde.agencement }] })
  const recu = await lire<{ etat: string; saisie: { utilisateur: unknown }; resultat: { invitations: string[] } }>(r)
  expect([r.status, recu.etat, recu.saisie.utilisateur, recu.resultat.invitations.length]).toEqual([201, 'effective', null, 2])
  expect((await lire<{ code: string }>(await inviter(adresse))).code).toBe('invitation-deja-en-attente')
  const { rows: envois } = await p.pool.query(`select donnees from depart where file = 'rattachement.invitation' order by id desc limit 1`)
  await envoyerInvitations(p.programme, envois[0].donnees)
  const {
    rows: [courriel],
  } = await p.pool.query(`select sujet, texte from courriel where destinataire = $1`, [adresse])
  expect(courriel.texte).toContain(`${p.settings.PUBLIC_URL}/organisation/utilisateurs/invitation?jeton=`)
  expect(courriel.texte).toMatch(/Menuiserie Poitier et Poitier Agencement/)
  // The token is in the mail and nowhere in the database.
  const jeton = /jeton=([\w-]+)/.exec(courriel.texte)![1]
  expect((await p.pool.query(`select from invitation i where i::text like '%' || $1 || '%'`, [jeton])).rowCount).toBe(0)
  expect(await invitationDe(adresse)).toMatchObject({ etat: 'en-attente', envois: 1, echec: null })
  const {
    rows: [l],
  } = await p.pool.query(`insert into lien (genre, adresse, saisie) values ('activation', $1, $2) returning *`, [
    adresse,
    { civilite: null, prenom: 'Inès', nom: 'Invitée', telephone: null, langue: 'fr', motDePasse: await hacheDeDemonstration() },
  ])
  expect(
    await activer(p.programme, {
      id: l.id,
      genre: 'activation',
      adresse,
      utilisateur: null,
      saisie: l.saisie,
      creeLe: l.cree_le,
      expireLe: l.expire_le,
      etat: 'valable',
    }),
  ).toBe('active')
  const {
    rows: [u],
  } = await p.pool.query(`select id from utilisateur where adresse_electronique = $1`, [adresse])
  expect((await rattache(u.id)).toSorted()).toEqual([monde.menuiserie, monde.agencement].toSorted())
  expect((await lister(daniel, '?etat=acceptee')).length).toBe(2)
  expect(
    (await p.pool.query(`select from journal where chaine = $1 and evenement = 'invitation.acceptee'`, [monde.menuiserie])).rowCount,
  ).toBe(1)
  // What a process that died would have left to the job, done twice: once.
  expect(await accepterInvitations(p.programme, u.id)).toBe(0)
})

test('U04 le lien ouvert sans session, par un filtre de courriels ou par un autre compte ne donne rien ; altéré ou rejoué non plus', async () => {
  const adresse = nouvelle()
  await inviter(adresse)
  const chemin = await lien(adresse)
  const visiteur = await ouvrir(chemin)
  const html = await visiteur.text()
  expect([visiteur.status, html.includes(adresse), html.includes('i…@exemple.fr'), html.includes('/inscription')]).toEqual([
    200,
    false,
    true,
    true,
  ])
  const transfere = await ouvrir(chemin, heloise)
  expect([transfere.status, (await transfere.text()).includes(adresse)]).toEqual([403, false])
  expect((await rejoindre(chemin, heloise)).status).toBe(403)
  expect((await ouvrir(chemin.slice(0, -2) + (chemin.endsWith('AA') ? 'BB' : 'AA'), heloise)).status).toBe(404)
  // The very address, not verified: nothing yet.
  const u = await compte(adresse, false)
  await rejoindre(chemin, u.cookie)
  expect([await rattache(u.id), (await invitationDe(adresse)).etat]).toEqual([[], 'en-attente'])
  await p.pool.query(`update utilisateur set adresse_verifiee = true where id = $1`, [u.id])
  expect((await ouvrir(chemin, u.cookie)).status).toBe(200)
  expect(await rattache(u.id)).toEqual([])
  const fait = await rejoindre(chemin, u.cookie)
  expect([fait.status, fait.headers.get('location')]).toEqual([303, `/organisation/structures/${monde.menuiserie}`])
  expect(await rattache(u.id)).toEqual([monde.menuiserie])
  await p.demander('/api/v1/demandes/rattachement.terminer', {
    cookie: daniel,
    json: { structure: monde.menuiserie, utilisateur: u.id, commentaire: 'Parti' },
  })
  // Replayed after a detachment: it has served.
  expect([(await rejoindre(chemin, u.cookie)).status, (await ouvrir(chemin)).status, await rattache(u.id)]).toEqual([303, 410, []])
})

test('U04 la personne qui invitait a perdu le droit : sans effet, et elle l’apprend', async () => {
  await p.pool.query(`update habilitation set niveau = 2 where utilisateur = $1 and structure = $2 and application = 1`, [
    monde.heloise,
    monde.menuiserie,
  ])
  const adresse = nouvelle()
  expect((await inviter(adresse, { structure: monde.menuiserie }, heloise)).status).toBe(201)
  const chemin = await lien(adresse)
  await p.pool.query(`update habilitation set niveau = 1 where utilisateur = $1 and structure = $2 and application = 1`, [
    monde.heloise,
    monde.menuiserie,
  ])
  const u = await compte(adresse)
  const reponse = await rejoindre(chemin, u.cookie)
  expect([reponse.status, await rattache(u.id)]).toEqual([410, []])
  expect(await invitationDe(adresse)).toMatchObject({ etat: 'sans-effet', motif: 'droit-perdu' })
  expect(
    (
      await p.pool.query(
        `select from depart where file = 'courriel' and donnees->>'a' = 'heloise.ferdinand@exemple.fr' and donnees->>'sujet' like 'Invitation sans effet%'`,
      )
    ).rowCount,
  ).toBe(1)
})

test('U04 annulée, expirée : le lien le dit ; renvoyée, elle revaut ; une qui a servi ne se renvoie pas', async () => {
  const [a, b, c] = [nouvelle(), nouvelle(), nouvelle()]
  for (const x of [a, b, c]) await inviter(x)
  const liens = await Promise.all([a, b].map(lien))
  const idA = (await invitationDe(a)).id
  expect((await lire(await agir(idA, 'annulation'))).etat).toBe('annulee')
  expect([(await lire(await agir(idA, 'renvoi'))).code, (await lire(await agir(idA, 'annulation'))).code]).toEqual([
    'invitation-deja-terminee',
    'invitation-deja-terminee',
  ])
  const ua = await compte(a)
  expect([(await ouvrir(liens[0]!)).status, await accepterInvitations(p.programme, ua.id)]).toEqual([410, 0])
  const idB = (await invitationDe(b)).id
  await decalerHorloge(p.pool, '31 days')
  expect([
    (await lire<{ elements: Invitation[] }>(await p.demander('/api/v1/invitations?etat=expiree', { cookie: daniel }))).elements.length,
    (await ouvrir(liens[1]!)).status,
  ]).toEqual([2, 410])
  await expirerInvitations(p.programme)
  expect((await lire(await agir(idB, 'renvoi'))).etat).toBe('en-attente')
  const ub = await compte(b)
  await rejoindre(liens[1]!, ub.cookie)
  expect(await rattache(ub.id)).toEqual([monde.menuiserie])
  await decalerHorloge(p.pool, '0')
})

test('UTI-02 U08 les invitations se lisent et se gèrent là où l’on gère ; un envoi raté se voit et se renvoie', async () => {
  const adresse = nouvelle()
  await inviter(adresse)
  await inviter(nouvelle(), { structure: monde.mairie }, nadia)
  const i = await invitationDe(adresse)
  expect([
    (await lister(nadia)).length,
    (await lister(heloise)).length,
    (await lister(daniel, `?structure=${monde.agencement}`)).length,
  ]).toEqual([1, 0, 0])
  expect([
    (await agir(i.id, 'annulation', nadia)).status,
    (await agir(i.id, 'annulation', heloise)).status,
    (await agir(monde.daniel, 'renvoi')).status,
  ]).toEqual([404, 403, 404])
  // An SMTP server that is not there.
  const sansSmtp = { ...p.programme, settings: { ...p.settings, SMTP_URL: 'smtp://127.0.0.1:9' } }
  await expect(envoyerInvitations(sansSmtp, { invitations: [i.id] })).rejects.toThrow()
  expect(await invitationDe(adresse)).toMatchObject({ etat: 'en-attente', envois: 0, echec: 'injoignable' })
  const page = await (await p.demander('/organisation/utilisateurs/invitations', { cookie: daniel })).text()
  expect([page.includes('Courriel non remis'), page.includes(adresse)]).toEqual([true, true])
  const renvoi = await p.demander(`/organisation/utilisateurs/invitations/${i.id}/renvoi`, { cookie: daniel, champs: { a: '' } })
  expect([renvoi.status, renvoi.headers.get('location')]).toEqual([303, '/organisation/utilisateurs/invitations?fait=renvoyee'])
  await envoyerInvitations(p.programme, { invitations: [i.id] })
  expect(await invitationDe(adresse)).toMatchObject({ envois: 1, echec: null })
  expect((await agir(i.id, 'renvoi')).status).toBe(429)
  const csv = await p.demander('/api/v1/invitations?format=csv', { cookie: daniel })
  expect(await csv.text()).toContain(adresse)
})
