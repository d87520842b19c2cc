import { expect, test } from 'vitest'
import { deciderApprobation } from '#demandes/index.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { STRUCTURES } from '#app/demonstration/monde.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const { monde } = p
const daniel = await p.session('daniel')
type Corps = Record<string, unknown> & {
  numero: string
  code: string
  champs?: { champ: string; code: string }[]
  saisie: Record<string, unknown>
  remede?: { href: string }
}
const demander = (json: object, cookie: string, simulation = '') =>
  p.demander(`/api/v1/demandes/rattachement.demander${simulation}`, { cookie, json })
const lire = async (r: Response) => (await r.json()) as Corps
const issue = async (r: Response) => [r.status, (await lire(r)).code]
const siret = (s: keyof typeof STRUCTURES) => ({ typeIdentifiant: 'SIRET', identifiant: STRUCTURES[s].identifiant })
const mien = async (u: string, s: string) =>
  (
    await p.pool.query(
      `select v.code from rattachement r left join service v on v.id = r.service where r.utilisateur = $1 and r.structure = $2 and r.retire_le is null order by v.code nulls first`,
      [u, s],
    )
  ).rows.map((r) => r.code as string | null)
const decider = (numero: string, qui: string, decision: 'approuver' | 'refuser') =>
  deciderApprobation({ ...p.programme, t: fr }, numero, { id: qui, roles: [] }, { decision, motif: 'Vu' })
async function personne() {
  const u = await creerUtilisateur(p.pool)
  return { ...u, cookie: await p.session(u.id) }
}

test('UTI-01 demander par l’identifiant exact, structure ou service : le gestionnaire principal décide, les profils suivent aussitôt', async () => {
  const u = await personne()
  const r = await demander({ typeIdentifiant: 'SIRET', identifiant: '123 456 782 00010', commentaire: 'Je suis la comptable' }, u.cookie)
  const recu = await lire(r)
  expect([r.status, recu], JSON.stringify(recu)).toMatchObject([
    201,
    {
      etat: 'demandee',
      structure: { id: monde.menuiserie },
      saisie: { raisonSociale: 'Menuiserie Poitier', service: null, commentaire: 'Je suis la comptable' },
      approbation: { etat: 'demandee', decideurs: [{ nom: 'Poitier', qualite: 'gestionnaire-principal' }] },
    },
  ])
  expect(await mien(u.id, monde.menuiserie)).toEqual([])
  const encore = await lire(await demander(siret('menuiserie'), u.cookie))
  expect([encore.code, encore.remede?.href]).toEqual(['demande-deja-en-attente', `/demandes/${recu.numero}`])
  const auService = await lire(await demander({ ...siret('menuiserie'), codeService: 'COMPTA' }, u.cookie))
  await expect(decider(recu.numero, monde.heloise, 'approuver')).rejects.toMatchObject({ probleme: { status: 404 } })
  await decider(recu.numero, monde.daniel, 'approuver')
  await decider(auService.numero, monde.daniel, 'approuver')
  expect(await mien(u.id, monde.menuiserie)).toEqual([null, 'COMPTA'])
  const { rows } = await p.pool.query(
    `select h.niveau from habilitation h where h.utilisateur = $1 and h.application = 1 and h.service is null and h.retiree_le is null`,
    [u.id],
  )
  expect(rows).toEqual([{ niveau: 1 }])
  expect((await lire(await p.demander(`/api/v1/demandes/${recu.numero}`, { cookie: u.cookie }))).etat).toBe('effective')
  expect(await issue(await demander(siret('menuiserie'), u.cookie))).toEqual([409, 'deja-rattache'])
})

test('UTI-01 refusée : rien n’est donné ; dix envois du même instant n’en font qu’une', async () => {
  const u = await personne()
  const envois = await Promise.all(Array.from({ length: 10 }, async () => issue(await demander(siret('mairie'), u.cookie))))
  expect(envois.map(([s]) => s).toSorted()).toEqual([201, ...Array<number>(9).fill(409)])
  const { rows } = await p.pool.query<{ numero: string }>(`select numero from demande where auteur = $1`, [u.id])
  const { numero } = rows[0]!
  await decider(numero, monde.nadia, 'refuser')
  expect(await mien(u.id, monde.mairie)).toEqual([])
  // Refused, it may be asked again.
  expect((await demander(siret('mairie'), u.cookie)).status).toBe(201)
})

test('UTI-01 STR-02 inconnue, privée et fermée, ou d’un particulier : la même réponse ; publique inactive, service inconnu : en mots', async () => {
  const u = await personne()
  const inconnue = await lire(await demander({ typeIdentifiant: 'SIRET', identifiant: '73282932000074' }, u.cookie))
  const fermee = await lire(await demander(siret('sci'), u.cookie))
  expect([inconnue.code, fermee]).toEqual(['identifiant-inconnu', inconnue])
  await p.pool.query(
    `insert into structure (type_identifiant, identifiant, nom, prenom, type_structure, gestionnaire_principal, statut) values ('PARTICULIER', '1990193160BONJEAN', 'Bonjean', 'Nadia', 'PRIVEE', $1, 'INACTIVE')`,
    [monde.nadia],
  )
  await p.pool.query(
    `with s as (update structure set statut = 'ACTIVE' where type_identifiant = 'PARTICULIER' returning id) insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(maintenant(), null) from s`,
    [monde.nadia],
  )
  expect(await lire(await demander({ typeIdentifiant: 'PARTICULIER', identifiant: '1990193160BONJEAN' }, u.cookie))).toEqual(inconnue)
  expect(await issue(await demander({ typeIdentifiant: 'SIRET', identifiant: '12345678200011' }, u.cookie))).toEqual([
    422,
    'identifiant-invalide',
  ])
  expect((await lire(await demander({ ...siret('menuiserie'), codeService: 'VOIRIE' }, u.cookie))).champs).toMatchObject([
    { champ: 'codeService', code: 'service-inconnu' },
  ])
  expect(await issue(await demander({ typeIdentifiant: 'SIRET', identifiant: '' }, u.cookie))).toEqual([422, 'champ-manquant'])
  await p.pool.query(`update structure set statut = 'INACTIVE' where id = $1`, [monde.mairie])
  expect(await issue(await demander(siret('mairie'), u.cookie))).toEqual([422, 'structure-inactive'])
  await p.pool.query(`update structure set statut = 'ACTIVE' where id = $1`, [monde.mairie])
})

test('UTI-01 APP-04 décidée trop tard : structure fermée ou service supprimé entre-temps, l’approbation est refusée en mots et rien n’est donné', async () => {
  const u = await personne()
  const { numero } = await lire(await demander({ ...siret('mairie'), codeService: 'CULTURE' }, u.cookie))
  await p.pool.query(`update service set statut = 'INACTIF' where structure = $1 and code = 'CULTURE'`, [monde.mairie])
  await expect(decider(numero, monde.nadia, 'approuver')).rejects.toMatchObject({ probleme: { status: 409, code: 'service-inactif' } })
  expect(await mien(u.id, monde.mairie)).toEqual([])
  await p.pool.query(`update utilisateur set est_actif = false where id = $1`, [u.id])
  await p.pool.query(`update service set statut = 'ACTIF' where structure = $1 and code = 'CULTURE'`, [monde.mairie])
  await expect(decider(numero, monde.nadia, 'approuver')).rejects.toMatchObject({ probleme: { status: 409, code: 'compte-inactif' } })
  await decider(numero, monde.nadia, 'refuser')
})

test('UTI-01 par le nom, seules les entités publiques se trouvent', async () => {
  const noms = async (q: string) =>
    (
      (await (
        await p.demander(`/organisation/utilisateurs/rattachement/suggestions.json?recherche=${encodeURIComponent(q)}`, { cookie: daniel })
      ).json()) as { elements: { valeur: string }[] }
    ).elements.map((e) => e.valeur)
  expect(await noms('villeurbanne')).toEqual([expect.stringContaining('Commune de Villeurbanne')])
  expect(await noms('menuiserie')).toEqual([])
})
