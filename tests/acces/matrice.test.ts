import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import { setTimeout as attendre } from 'node:timers/promises'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { ajouterCompte } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { creerActeurs, type Acteur } from './acteurs.ts'
import { ACTEURS, TABLE } from './table.ts'

const inscrites: string[] = []
subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const m of [method].flat()) if (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(m)) inscrites.push(`${m} ${url}`)
  })
})
const p = await portailDuMonde()
const acteurs = await creerActeurs(p)
const { monde } = p
const ABSENT = '00000000-0000-7000-8000-000000000000'

/** Registered routes; HEAD goes with GET. */
const routesServies = () => [...new Set(inscrites)].toSorted()

async function numeroDe(qui: 'daniel' | 'nadia', structure: string, libelle: string): Promise<string> {
  const r = await p.demander('/api/v1/demandes/structure.modifier', { cookie: await p.session(qui), json: { structure, libelle } })
  return ((await r.json()) as { numero: string }).numero
}

/** What Héloïse asks for, and waits. */
async function numeroEnAttente(): Promise<string> {
  const r = await p.demander('/api/v1/demandes/habilitation.demander', {
    cookie: await p.session('heloise'),
    json: { structure: monde.menuiserie, profil: 'marches.modification', renoncer: true },
  })
  return ((await r.json()) as { numero: string }).numero
}

/** The services of the rows, and whose each is. */
async function servicesDuMonde(): Promise<Record<string, string>> {
  const de = async (structure: string, code: string) =>
    (await p.pool.query<{ id: string }>('select id from service where structure = $1 and code = $2', [structure, code])).rows[0]!.id
  return {
    'service.compta': await de(monde.menuiserie, 'COMPTA'),
    'service.chantier': await de(monde.menuiserie, 'CHANTIER'),
    'service.deLaMairie': await de(monde.mairie, 'VOIRIE'),
    'service.absent': ABSENT,
    'structure.compta': monde.menuiserie,
    'structure.chantier': monde.menuiserie,
    'structure.deLaMairie': monde.mairie,
    'structure.absent': ABSENT,
  }
}

/** An attachment of the menuiserie and one of the mairie, not seen by the antivirus yet. */
async function piecesDuMonde(): Promise<Record<string, string>> {
  await p.pool.query(`insert into fichier (empreinte, taille, type) values (sha256('matrice'), 7, 'text/plain') on conflict do nothing`)
  const de = async (structure: string, auteur: string) =>
    (
      await p.pool.query<{ id: string }>(
        `insert into piece_jointe (structure, fichier, nom, auteur) values ($1, sha256('matrice'), 'matrice.txt', $2) returning id`,
        [structure, auteur],
      )
    ).rows[0]!.id
  return {
    'piece.kbis': await de(monde.menuiserie, monde.daniel),
    'piece.arrete': await de(monde.mairie, monde.nadia),
    'structure.kbis': monde.menuiserie,
    'structure.arrete': monde.mairie,
    'structure.perdue': ABSENT,
  }
}

/** An account of each, whose seal is really theirs. */
async function comptesDuMonde(): Promise<Record<string, string>> {
  const compte = {
    type: 'IBAN',
    nom: 'Matrice',
    pays: 'FR',
    iban: 'FR7630006000011234567890189',
    bban: '30006000011234567890189',
    bic: null,
    affactureur: false,
    designationAffactureur: null,
    identifiantAffactureur: null,
  } as const
  const rib = async (structure: string) =>
    (
      await p.pool.query<{ id: string }>(
        `insert into piece_jointe (structure, genre, fichier, nom, auteur) values ($1, 'CB', sha256('matrice'), 'rib.txt', $2) returning id`,
        [structure, monde.daniel],
      )
    ).rows[0]!.id
  const de = async (structure: string) => {
    const piece = await rib(structure)
    return p.db.transaction().execute((tx) => ajouterCompte(tx, p.settings, { structure, compte, piece }))
  }
  return {
    'structure.deLaMenuiserie': monde.menuiserie,
    'compte.deLaMenuiserie': await de(monde.menuiserie),
    'compte.deLaMairie': await de(monde.mairie),
    'compte.absente': ABSENT,
  }
}

/** One that Daniel sent the town hall, one that Camille sent the portal, each with a file. */
async function ticketsDuMonde(): Promise<Record<string, string>> {
  const joint = async (numero: string) =>
    (
      await p.pool.query<{ id: string }>(
        `with a as (insert into ticket_activite (ticket, cote, action) select id, 'emetteur', 'creer' from ticket where numero = $1 returning id, ticket) insert into ticket_fichier (ticket, activite, fichier, nom) select ticket, id, sha256('matrice'), 'matrice.txt' from a returning id`,
        [numero],
      )
    ).rows[0]!.id
  const de = async (auteur: string, structure: string | null, destinataire: string | null) =>
    (
      await p.pool.query<{ numero: string }>(
        `insert into ticket (cle, auteur, structure, destinataire, courriel, categorie, sous_categorie, titre, description) values (gen_random_uuid(), $1, $2, $3, 'a@exemple.fr', 'question-generale', 'generale-portail', 'Matrice', 'Matrice') returning numero`,
        [auteur, structure, destinataire],
      )
    ).rows[0]!.numero
  const [aLaMairie, auPortail] = [await de(monde.daniel, monde.menuiserie, monde.mairie), await de(monde.camille, null, null)]
  return {
    'ticket.aLaMairie': aLaMairie,
    'ticket.auPortail': auPortail,
    'fichier.aLaMairie': await joint(aLaMairie),
    'fichier.auPortail': await joint(auPortail),
    'ticket.inconnu': 'CPROCS9999999',
  }
}

/** Daniel's, that an agent holds. */
async function conversationsDuMonde(): Promise<Record<string, string>> {
  const { rows } = await p.pool.query<{ id: string }>(
    `insert into conversation (cle, utilisateur, etat, agent, prise_le) values (gen_random_uuid(), $1, 'en-cours', $2, maintenant()) returning id`,
    [monde.daniel, monde.agent],
  )
  return { 'conversation.deDaniel': rows[0]!.id }
}

const objets: Record<string, string> = {}
const connus: Record<string, string> = { domaines: 'organisation' }
const corps: Record<string, object> = {
  'structure.creer': {
    typeIdentifiant: 'AUTRE',
    raisonSociale: 'Essai',
    adresse: '1 rue',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  },
  'structure.modifier': { libelle: 'Matrice' },
  'structure.activer': {},
  'structure.desactiver': { motif: 'essai' },
  'structure.mettre-a-jour-insee': {},
  'service.creer': { code: 'MATRICE', nom: 'Matrice' },
  'service.modifier': { nom: 'Matrice' },
  'service.desactiver': { motif: 'essai' },
  'piece-jointe.creer': { envois: [ABSENT] },
}

beforeAll(async () => {
  await remettreEnsemble()
  const {
    rows: [application],
  } = await p.pool.query<{ code: string }>('select code from application_portail order by code limit 1')
  connus.applications = application!.code
  const { rows } = await p.pool.query<{ id: string }>(
    `insert into groupe_structures (utilisateur, nom) values ($1, 'Groupe') returning id`,
    [monde.daniel],
  )
  const {
    rows: [vue],
  } = await p.pool.query<{ id: string }>(
    `insert into vue_enregistree (liste, nom, requete, auteur, structure) values ('/organisation/utilisateurs/liste', 'Vue', '', $1, $2) returning id`,
    [monde.daniel, monde.menuiserie],
  )
  objets['vue.partageeParDaniel'] = vue!.id
  const {
    rows: [importe],
  } = await p.pool.query<{ id: string }>(`insert into import (auteur, nom, lu_le) values ($1, 'liste.csv', maintenant()) returning id`, [
    monde.daniel,
  ])
  objets['import.deDaniel'] = importe!.id
  const {
    rows: [services],
  } = await p.pool.query<{ id: string }>(
    `insert into import (auteur, genre, nom, lu_le) values ($1, 'services', 'services.csv', maintenant()) returning id`,
    [monde.daniel],
  )
  objets['importService.deDaniel'] = services!.id
  const {
    rows: [invitation],
  } = await p.pool.query<{ id: string }>(
    `insert into invitation (adresse_electronique, invite_par, structure, expire_le) values ('invitee@exemple.fr', $1, $2, maintenant() + interval '30 days') returning id`,
    [monde.daniel, monde.menuiserie],
  )
  objets['invitation.menuiserie'] = invitation!.id
  const {
    rows: [portail],
  } = await p.pool.query<{ id: string }>('select id from ensemble_profils where structure is null limit 1')
  Object.assign(objets, {
    'ensemble.deLaMenuiserie': ENSEMBLE,
    'ensemble.duPortail': portail!.id,
    structure: '',
    'structure.menuiserie': monde.menuiserie,
    'structure.mairie': monde.mairie,
    'structure.absente': ABSENT,
    'demande.deDaniel': await numeroDe('daniel', monde.menuiserie, 'un'),
    'demande.deNadia': await numeroDe('nadia', monde.mairie, 'deux'),
    'demande.absente': 'RITM9999999',
    'approbation.absente': 'RITM9999999',
    'approbation.deHeloise': await numeroEnAttente(),
    ...(await servicesDuMonde()),
    ...(await piecesDuMonde()),
    ...(await comptesDuMonde()),
    ...(await ticketsDuMonde()),
    ...(await conversationsDuMonde()),
    'groupe.deDaniel': rows[0]!.id,
    'personne.heloise': monde.heloise,
    'personne.nadia': monde.nadia,
  })
})

/** The address of a row's object. */
function adresse(route: string, objet: string): string {
  const chemin = route.slice(route.indexOf(' ') + 1)
  const genre = chemin.includes('/v1/coordonnees-bancaires/:id')
    ? 'compte'
    : chemin.includes('/v1/pieces-jointes/:id')
      ? 'piece'
      : chemin.includes('/v1/services/:id')
        ? 'service'
        : chemin.includes('/ensembles/:id')
          ? 'ensemble'
          : /\/(structures|annuaire)\/:id/.test(chemin)
            ? 'structure'
            : chemin.includes('/tickets/:numero')
              ? 'ticket'
              : /\/(clavardage|bureau|conversations)\/:id/.test(chemin)
                ? 'conversation'
                : chemin.includes('/approbations/:numero')
                  ? 'approbation'
                  : chemin.includes('/demandes/:numero')
                    ? 'demande'
                    : chemin.includes('/groupes/:id')
                      ? 'groupe'
                      : /\/(personnes|utilisateurs)\/:id/.test(chemin)
                        ? 'personne'
                        : chemin.includes('/vues/:id')
                          ? 'vue'
                          : chemin.includes('/services/importer/:id')
                            ? 'importService'
                            : /\/(importer|imports)\/:id/.test(chemin)
                              ? 'import'
                              : chemin.includes('/invitations/:id')
                                ? 'invitation'
                                : ''
  // A draft's key is whoever's takes it first.
  if (route.startsWith('PUT /api/v1/tickets/brouillons')) return chemin.replace(':cle', randomUUID())
  const valeur = objets[`${genre}.${objet}`] ?? (objet.startsWith('connu') ? connus[chemin.split('/')[1]!]! : ABSENT)
  return chemin
    .replace(':coordonneeBancaire', objets[`compte.${objet}`] ?? ABSENT)
    .replace(':service', objets[`service.${objet}`] ?? ABSENT)
    .replace(':pieceJointe', objets[`piece.${objet}`] ?? ABSENT)
    .replace(':fichier', objets[`fichier.${objet}`] ?? ABSENT)
    .replace(/:\w+/, valeur)
    .replace('*', 'nulle-part')
}

const ENSEMBLE = '00000000-0000-7000-8000-00000000e5e1'
/** A set that is deleted, or changed, is there again for the next one. */
const remettreEnsemble = () =>
  p.pool
    .query(`insert into ensemble_profils (id, structure, nom) values ($1, $2, 'Matrice') on conflict do nothing`, [
      ENSEMBLE,
      monde.menuiserie,
    ])
    .then(() => p.pool.query(`insert into ensemble_profil values ($1, 14, 1) on conflict do nothing`, [ENSEMBLE]))

async function observer(route: string, objet: string, cookie: string): Promise<string> {
  const [methode = '', chemin = ''] = route.split(' ')
  const type = /\/api\/v1\/demandes\/([a-z-]+\.[a-z-]+)$/.exec(chemin)?.[1]
  const url = adresse(route, objet) + (type ? '?simulation=oui' : '')
  const json = chemin.startsWith('/api/')
  const contenu =
    methode === 'GET' || methode === 'DELETE'
      ? undefined
      : json
        ? type
          ? {
              ...corps[type],
              ...(/^service\.(modifier|activer|desactiver)$/.test(type)
                ? { service: objets[`service.${objet}`] }
                : /^coordonnee-bancaire\.(modifier|activer|desactiver)$/.test(type)
                  ? { coordonneeBancaire: objets[`compte.${objet}`] ?? ABSENT }
                  : type === 'piece-jointe.supprimer'
                    ? { pieceJointe: objets[`piece.${objet}`] ?? ABSENT }
                    : objet
                      ? { structure: objets[`structure.${objet}`] }
                      : {}),
            }
          : {}
        : // A key serves once: what was done is there again for the next one.
          { _cle: /pieces-jointes/.test(route) ? randomUUID() : ABSENT }
  const {
    statusCode: vu,
    headers: { location: vers },
  } = await frapper(methode, url, cookie, json, contenu)
  if (vu >= 500 || vu === 429) return `${vu}!`
  if (vu === 401 || (vu === 303 && vers?.startsWith('/connexion?retour='))) return '.'
  return vu === 404 ? '0' : vu === 403 ? '-' : '+'
}

/** Given to the server without a socket between: thousands of requests, of which only the status is read. */
async function frapper(methode: string, url: string, cookie: string, json: boolean, contenu?: object): Promise<LightMyRequestResponse> {
  const demande = {
    method: methode as 'GET',
    url,
    headers: {
      host: new URL(p.url).host,
      origin: p.url,
      ...(cookie ? { cookie } : {}),
      ...(contenu ? { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' } : {}),
    },
    ...(contenu ? { payload: json ? JSON.stringify(contenu) : new URLSearchParams(contenu as Record<string, string>).toString() } : {}),
  }
  const r = await p.serveur.inject(demande)
  // A machine that is busy elsewhere wakes the guard against overload: that says nothing of access.
  return r.statusCode === 503 ? attendre(1000).then(() => p.serveur.inject(demande)) : r
}

test('R8 chaque route servie est dans la table, et la table n’en invente pas', () => {
  const servies = routesServies()
  expect(servies.length).toBeGreaterThan(100)
  expect(
    servies.filter((r) => !TABLE[r]),
    'routes absentes de tests/acces/table.ts : ajoutez-les à la table, avec qui y entre',
  ).toEqual([])
  expect(
    Object.keys(TABLE).filter((r) => !servies.includes(r)),
    'routes de la table que le serveur ne sert plus',
  ).toEqual([])
  for (const [route, ligne] of Object.entries(TABLE))
    for (const [objet, attendus] of Object.entries(ligne)) expect(attendus.split(' ').length, `${route} ${objet}`).toBe(ACTEURS.length)
})

// Signing in is answered 401 to whoever gives no password: that is no matter of access.
const SANS_SESSION = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/passkey/verify-authentication',
  'POST /connexion',
  'POST /connexion/code',
  'POST /preuve',
])
// What changes what the other rows look at is tried last.
const DERNIERES = /annulation$|annuler$|suppression$|sessions\/fermer$|deconnexion$|sign-out$/

// What ends sessions, and what comes after it, has one of its own.
const FERMENT = /session|deconnexion|sign-out|compte|mot-?de-?passe|connexion|preuve|voir-comme/

describe('R8 INT-12 PLUS-07 matrice des accès', () => {
  const routes = Object.keys(TABLE)
    .filter((r) => !SANS_SESSION.has(r))
    .toSorted((a, b) => Number(DERNIERES.test(a)) - Number(DERNIERES.test(b)))
  for (const acteur of ACTEURS)
    test(`R8 ${acteur} : chaque route, chaque objet`, async () => {
      // The other ways of being outside are tried where being outside matters.
      const essais = routes.flatMap((route) =>
        Object.entries(TABLE[route]!).flatMap(([objet, attendus]) => {
          const attendu = attendus.split(' ')[ACTEURS.indexOf(acteur)]!
          return acteurs[acteur as Acteur]
            .slice(0, attendu === '+' ? 1 : undefined)
            .map((ouvrir, n) => ({ route, objet, attendu, n, ouvrir }))
        }),
      )
      const ecarts: string[] = []
      const essayer = async ({ route, objet, attendu, n }: (typeof essais)[number], cookie: string) => {
        const vu = await observer(route, objet, cookie)
        if (vu !== attendu)
          ecarts.push(`${route}${objet ? ` [${objet}]` : ''}${n ? ` (dehors n° ${n})` : ''} : attendu « ${attendu} », vu « ${vu} »`)
      }
      // What only reads leaves the session and the rest as they were: one session, several at a time.
      const lectures = essais.filter((e) => e.route.startsWith('GET '))
      const cookies = await Promise.all(acteurs[acteur as Acteur].map((ouvrir) => ouvrir()))
      for (let i = 0; i < lectures.length; i += 6) await Promise.all(lectures.slice(i, i + 6).map((e) => essayer(e, cookies[e.n]!)))
      for (const essai of essais.filter((e) => !e.route.startsWith('GET '))) {
        await remettre(essai.route)
        await essayer(essai, FERMENT.test(essai.route) || DERNIERES.test(essai.route) ? await essai.ouvrir() : cookies[essai.n]!)
      }
      expect(ecarts).toEqual([])
    })
})

/** A change that is let in happens: what it changed is there again for the next one. */
async function remettre(route: string): Promise<void> {
  if (/ensembles/.test(route)) await remettreEnsemble()
  if (/annul/.test(route))
    await p.pool.query(
      `update demande set etat = 'programmee', terminee_le = null, terminee_par = null, motif = null where effet_le is not null`,
    )
  if (/pieces-jointes/.test(route)) await p.pool.query(`update piece_jointe set supprimee_le = null, fichier = sha256('matrice')`)
  if (/invitations/.test(route)) await p.pool.query(`update invitation set etat = 'en-attente', terminee_le = null, envoyee_le = null`)
}
