import { beforeAll, expect, test } from 'vitest'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
beforeAll(async () => void (p = await portailDuMonde()))

type Qui = 'daniel' | 'heloise' | 'nadia' | 'camille'
const demander = async (question: string, qui?: Qui, langue = 'fr') => {
  const cookie = [...(qui ? [await p.session(qui)] : []), `choral.langue=${langue}`].join('; ')
  const r = (await (await p.demander(`/api/v1/assistant?${new URLSearchParams({ question })}`, { cookie })).json()) as {
    genre: string
    texte: string[]
    liens: { href: string }[]
  }
  return { genre: r.genre, dit: r.texte.join(' ').replace(/[\u00a0\u202f]/g, ' '), liens: r.liens.map((l) => l.href) }
}
const attendre = async (qui: Qui, attendu: RegExp, href: string, questions: string[]) => {
  for (const q of questions)
    expect([q, await demander(q, qui, /\b(my|the|what|who|how)\b/.test(q) ? 'en' : 'fr')]).toEqual([
      q,
      { genre: 'cas', dit: expect.stringMatching(attendu), liens: expect.arrayContaining([href]) },
    ])
}

test('ASS-02 ma structure : son identifiant, qui en fait partie, ses services ; de qui n’en a aucune, rien', async () => {
  await attendre('heloise', /^Menuiserie Poitier[^:]* ?: SIRET 12345678200010/, '/compte/structures', [
    'quel est le SIRET de ma structure ?',
    'c’est quoi l’identifiant de notre société',
    'what is the SIRET of my company',
  ])
  await attendre(
    'heloise',
    /Menuiserie Poitier.*2 (personnes rattachées|people attached).*Daniel Poitier/,
    '/organisation/utilisateurs/liste',
    ['combien de personnes sont rattachées à ma structure ?', 'qui a accès à ma structure ?', 'how many people are in my organisation'],
  )
  await attendre('daniel', /Menuiserie Poitier.* services? actifs?/, '/organisation/services/gerer', [
    'quels services a ma structure ?',
    'combien de services dans notre entreprise',
  ])
  for (const q of ['quel est le SIRET de ma structure ?', 'qui a accès à ma structure ?', 'quels services a ma structure ?'])
    expect([q, (await demander(q, 'camille')).dit]).toEqual([q, 'Vous ne faites partie d’aucune structure.'])
  expect((await demander('qui a accès à ma structure ?', 'nadia')).dit).not.toMatch(/Poitier/)
  // Who is attached to one service reads of its people and of those of the whole structure only.
  await p.pool.query(
    `with v as (insert into service (structure, code, nom) values ($1, 'CACHE', 'Caché') returning id) insert into rattachement (utilisateur, structure, service, periode) select $2, $1, v.id, tstzrange(maintenant(), null) from v`,
    [p.monde.menuiserie, p.monde.nadia],
  )
  await p.pool.query(
    `with v as (insert into service (structure, code, nom) values ($1, 'AUTRE', 'Autre') returning id) insert into rattachement (utilisateur, structure, service, periode) select $2, $1, v.id, tstzrange(maintenant(), null) from v`,
    [p.monde.menuiserie, p.monde.camille],
  )
  const vus = async (qui: Qui) => /Menuiserie[^.]*?(\d+) personnes/.exec((await demander('qui a accès à ma structure ?', qui)).dit)?.[1]
  expect([await vus('daniel'), await vus('camille')]).toEqual(['4', '3'])
})

test('ASS-02 mon compte, mes brouillons, mes suppléances : les miens, et ceux de personne d’autre', async () => {
  await attendre('daniel', /daniel\.poitier@exemple\.fr/, '/compte', [
    'quelle est mon adresse de connexion ?',
    'quand me suis-je connecté pour la dernière fois ?',
  ])
  await attendre('daniel', /^Vous n’avez aucun brouillon/, '/support/tickets/brouillons', ['ai-je des brouillons ?'])
  await p.pool.query(`insert into brouillon (cle, auteur, type, saisie) values (gen_random_uuid(), $1, 'ticket', '{}')`, [p.monde.daniel])
  await attendre('daniel', /1 brouillon de ticket/, '/support/tickets/brouillons', [
    'ai-je des brouillons ?',
    'combien de brouillons ai-je',
  ])
  expect((await demander('ai-je des brouillons ?', 'heloise')).dit).toContain('aucun brouillon')
  await attendre('daniel', /^Personne ne vous supplée/, '/approbations/suppleants', [
    'qui me remplace en ce moment ?',
    'ai-je un suppléant ?',
  ])
  await p.pool.query(
    `insert into suppleance (gestionnaire, suppleant, structure, periode) values ($1, $2, $3, tstzrange(maintenant(), maintenant() + interval '3 days'))`,
    [p.monde.daniel, p.monde.heloise, p.monde.menuiserie],
  )
  await attendre('daniel', /^Héloïse Ferdinand vous supplée, pour Menuiserie Poitier/, '/approbations/suppleants', [
    'qui me remplace en ce moment ?',
  ])
  await attendre('heloise', /^Vous suppléez Daniel Poitier/, '/approbations/suppleants', ['suis-je suppléante de quelqu’un ?'])
  for (const q of [
    'qui peut me remplacer pendant mes vacances ?',
    'comment garder un brouillon ?',
    'comment changer mon adresse de connexion ?',
  ])
    expect([q, (await demander(q, 'daniel')).genre]).toEqual([q, 'guide'])
})

test('ASS-02 qui a mon ticket en main ; pourquoi ma structure est inactive ; depuis quand je suis rattaché ; mes accès sans fin', async () => {
  await p.pool.query(
    `insert into ticket (cle, auteur, courriel, categorie, sous_categorie, titre, description, agent) select gen_random_uuid(), $1, 'a@exemple.fr', k.categorie, k.code, 'Lenteur', 'x', $2 from ticket_sous_categorie k where k.code = 'generale-portail'`,
    [p.monde.daniel, p.monde.agent],
  )
  await attendre('daniel', /« Lenteur » : Ouvert, en charge : /, '/support/tickets', [
    'qui s’occupe de mon ticket ?',
    'mon ticket a-t-il été pris en charge ?',
  ])
  await p.pool.query(
    `insert into demande (type, auteur, structure, saisie, etat, effet_le, terminee_le) values ('structure.desactiver', $1, $2, '{"statut":"INACTIVE","motif":"Cessation"}', 'effective', maintenant(), maintenant())`,
    [p.monde.daniel, p.monde.sci],
  )
  await attendre('daniel', /SCI du Quai : inactive depuis le .*motif donné : « Cessation »/, '/compte/structures', [
    'pourquoi ma structure n’est pas active ?',
  ])
  await attendre('heloise', /Menuiserie Poitier.* : depuis le .*sans date de fin/, '/compte/structures', [
    'depuis quand suis-je rattachée ?',
    'jusqu’à quand mon rattachement ?',
  ])
  await attendre('heloise', /en vigueur, sans date de fin/, '/organisation/habilitations/mes', ['quand finit mon accès ?'])
  await attendre('heloise', /Daniel Poitier est gestionnaire principal/, '/compte/structures', ['qui valide les demandes chez nous ?'])
})

test('ASS-02 puis-je… : ce qui m’est fermé, avec sa raison et qui peut l’ouvrir ; ce qui m’est ouvert, comment on le fait', async () => {
  for (const q of ['puis-je ajouter un RIB ?', 'est-ce que je peux créer un service ?']) {
    expect([q, (await demander(q, 'heloise')).dit]).toEqual([q, expect.stringContaining('« Organisation modification »')])
    expect([q, (await demander(q)).genre]).toEqual([q, 'guide'])
  }
  expect((await demander('puis-je ajouter un RIB ?', 'daniel')).genre).toBe('guide')
})

test('ASS-02 la dernière connexion : la sienne est dite, celle d’un collègue se lit sur sa fiche', async () => {
  expect((await demander('quand me suis-je connecté pour la dernière fois', 'daniel')).genre).toBe('cas')
  expect((await demander('quand ma collègue s’est-elle connectée pour la dernière fois', 'daniel')).genre).toBe('guide')
})
