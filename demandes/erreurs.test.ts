import { afterAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'

const insee = await demarrerInsee()
afterAll(() => insee.arreter())
const p = await portailDuMonde({ SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle })
const { menuiserie, mairie } = p.monde
const [daniel, nadia] = [await p.session('daniel'), await p.session('nadia')]
const FERME = '99999990700028'
const TROP_LONG = 'x'.repeat(501)
const NULLE_PART = '0198f000-0000-7000-8000-000000000000'

/** What is told of each field, and the code of the whole; the same to a simulation and to a submission. */
async function erreurs(type: string, corps: object, cookie = daniel) {
  const dites = await Promise.all(
    ['', '?simulation=oui'].map(async (plus) => {
      const r = await p.demander(`/api/v1/demandes/${type}${plus}`, { cookie, json: corps })
      const {
        code,
        champs = [],
        remede,
      } = (await r.json()) as {
        code: string
        champs?: { champ: string; code: string }[]
        remede?: unknown
      }
      return { statut: r.status, code, champs: champs.map((e) => `${e.champ}:${e.code}`).sort(), remede }
    }),
  )
  expect(dites[0]).toEqual(dites[1])
  return dites[0]!
}

test.each([
  [
    'structure.modifier',
    { structure: menuiserie, telephone: 'abc', codePostal: '1', codeServiceObligatoire: true },
    ['codePostal:code-postal-invalide', 'codeServiceObligatoire:reserve-entites-publiques', 'telephone:telephone-invalide'],
  ],
  [
    'structure.modifier',
    { structure: menuiserie, aPartirDu: 'demain', codePostal: '1' },
    ['aPartirDu:date-invalide', 'codePostal:code-postal-invalide'],
  ],
  [
    'structure.creer',
    {
      typeIdentifiant: 'RIDET',
      identifiant: '0141009001',
      telephone: 'abc',
      raisonSociale: 'Un',
      pays: 'FR',
      codePostal: '1',
      ville: 'Ici',
    },
    ['adresse:champ-manquant', 'codePostal:code-postal-invalide', 'telephone:telephone-invalide'],
  ],
  [
    'structure.creer',
    { typeIdentifiant: 'SIRET', identifiant: FERME, telephone: 'abc' },
    ['identifiant:etablissement-ferme', 'telephone:telephone-invalide'],
  ],
  [
    'structure.dupliquer',
    {
      structure: menuiserie,
      typeIdentifiant: 'SIRET',
      identifiant: FERME,
      telephone: 'abc',
      services: [NULLE_PART, 'non'],
      desactiverLe: '2001-01-01',
    },
    [
      'desactiverLe:date-passee',
      'identifiant:etablissement-ferme',
      'services.1:choix-invalide',
      'services:choix-invalide',
      'telephone:telephone-invalide',
    ],
  ],
  [
    'service.creer',
    { structure: mairie, code: 'factures_publiques', telephone: 'abc', adresse: '1 rue', codePostal: '1', pays: 'FR', finValidite: 'hier' },
    [
      'code:code-reserve',
      'codePostal:code-postal-invalide',
      'finValidite:date-invalide',
      'nom:champ-manquant',
      'telephone:telephone-invalide',
      'ville:champ-manquant',
    ],
    nadia,
  ],
  [
    'coordonnee-bancaire.creer',
    { structure: menuiserie, type: 'IBAN', nom: 'C', iban: 'FR7630006000011234567890188', bic: 12, affactureur: true, rib: NULLE_PART },
    [
      'bic:champ-invalide',
      'designationAffactureur:champ-manquant',
      'iban:iban-invalide',
      'identifiantAffactureur:champ-manquant',
      'rib:fichier-perdu',
    ],
  ],
  [
    'piece-jointe.creer',
    { structure: menuiserie, envois: [NULLE_PART], designation: TROP_LONG },
    ['designation:trop-long', 'envois:fichier-perdu'],
  ],
  [
    'rattachement.demander',
    { typeIdentifiant: 'RIDET', identifiant: '0141009001', commentaire: TROP_LONG },
    ['commentaire:trop-long', 'identifiant:identifiant-inconnu'],
  ],
  [
    'rattachement.creer',
    {
      lignes: [
        { structure: menuiserie, service: 'non' },
        { structure: menuiserie, service: NULLE_PART },
      ],
      adresseElectronique: 'x',
      commentaire: TROP_LONG,
    },
    [
      'adresseElectronique:adresse-electronique-invalide',
      'commentaire:trop-long',
      'lignes.0.service:champ-invalide',
      'lignes.1.service:service-inconnu',
    ],
  ],
  [
    'rattachement.terminer',
    { structure: menuiserie, utilisateur: NULLE_PART },
    ['commentaire:champ-manquant', 'utilisateur:utilisateur-non-rattache'],
  ],
  [
    'habilitation.ajouter',
    {
      lignes: [
        { structure: menuiserie, utilisateur: p.monde.daniel, profil: 'non' },
        { structure: menuiserie, utilisateur: NULLE_PART, profil: 'factures-emises.modification' },
      ],
      commentaire: TROP_LONG,
    },
    ['commentaire:trop-long', 'lignes.0.profil:profil-inconnu', 'lignes.1.utilisateur:utilisateur-non-rattache'],
  ],
  [
    'mandat-facturation.souscrire',
    { mandataire: menuiserie, mandant: menuiserie, debut: '2026-05-02', fin: '2026-05-01', commentaire: TROP_LONG },
    ['commentaire:trop-long', 'fin:fin-trop-tot', 'mandant:meme-structure'],
  ],
] as [string, object, string[], string?][])(
  'INT-12 %s : un champ mal formé ne cache pas les erreurs des autres %#',
  async (type, corps, attendues, cookie) => {
    const dit = await erreurs(type, corps, cookie)
    expect(dit).toMatchObject({ statut: 422, code: 'champs-a-corriger', champs: attendues.toSorted() })
  },
)

test('INT-12 STR-02 les erreurs viennent dans l’ordre des champs, chacune dans sa phrase', async () => {
  const r = await p.demander('/api/v1/demandes/structure.creer', {
    cookie: daniel,
    json: {
      typeIdentifiant: 'PARTICULIER',
      sexe: 1,
      moisNaissance: 13,
      anneeNaissance: 1901,
      nom: '---',
      adresse: '1 rue',
      codePostal: '7500',
      ville: 'Ici',
      pays: 'FR',
      telephone: 'abc',
    },
  })
  const { champs } = (await r.json()) as { champs: { champ: string; code: string; message: string }[] }
  expect(champs.map((e) => `${e.champ}:${e.code}`)).toEqual([
    'moisNaissance:champ-invalide',
    'nom:nom-sans-lettre',
    'prenom:champ-manquant',
    'telephone:telephone-invalide',
    'codePostal:code-postal-invalide',
  ])
  expect(new Set(champs.map((e) => e.message)).size).toBe(champs.length)
})

test('INT-12 une règle entre champs n’accuse pas sur la foi d’un champ mal formé', async () => {
  // The country and the start are wrong by themselves: nothing is said of what would go with them.
  const service = { structure: mairie, code: 'ACHATS-9', nom: 'Achats', adresse: '1 rue', codePostal: 'W1', ville: 'Ici', pays: 'XX' }
  expect((await erreurs('service.creer', { ...service, debutValidite: 'x', finValidite: '2020-01-01' }, nadia)).champs).toEqual([
    'debutValidite:date-invalide',
    'pays:pays-inconnu',
  ])
  const compte = { structure: menuiserie, type: 'RIB', nom: 'C', bban: '12' }
  expect((await erreurs('coordonnee-bancaire.creer', compte)).champs).toEqual(['rib:champ-manquant', 'type:choix-invalide'])
})

test('INT-12 une erreur seule garde le statut, le code et le remède de qui la dit', async () => {
  const ferme = { typeIdentifiant: 'SIRET', identifiant: FERME }
  expect(await erreurs('structure.creer', ferme)).toMatchObject({
    statut: 422,
    code: 'etablissement-ferme',
    champs: ['identifiant:etablissement-ferme'],
    remede: expect.anything(),
  })
  expect(await erreurs('structure.creer', { ...ferme, telephone: 'abc' })).toMatchObject({ remede: expect.anything() })
  insee.mode = 'panne'
  await p.pool.query('truncate sirene_cache')
  // What names no field waits until nothing is left to correct.
  expect(await erreurs('structure.creer', { ...ferme, telephone: 'abc' })).toMatchObject({ statut: 422, code: 'telephone-invalide' })
  expect(await erreurs('structure.creer', ferme)).toMatchObject({ statut: 503, code: 'registre-injoignable' })
  insee.mode = 'normal'
})

test.each([
  ['service.modifier', 'service', nadia],
  ['coordonnee-bancaire.activer', 'coordonneeBancaire', daniel],
  ['piece-jointe.supprimer', 'pieceJointe', daniel],
  ['coordonnee-bancaire.creer', 'rib', daniel],
  ['rattachement.terminer', 'utilisateur', daniel],
  ['mandat-facturation.terminer', 'mandat', daniel],
  ['service.importer', 'import', daniel],
])('INT-12 %s : une référence absente ou vide manque, une autre est invalide : %s', async (type, champ, cookie) => {
  const structure = cookie === nadia ? mairie : menuiserie
  const dit = async (valeur: object) =>
    (await erreurs(type, { structure, ...valeur }, cookie)).champs.find((e) => e.startsWith(`${champ}:`))
  expect(await dit({})).toBe(`${champ}:champ-manquant`)
  expect(await dit({ [champ]: '' })).toBe(`${champ}:champ-manquant`)
  expect(await dit({ [champ]: 'non' })).toBe(`${champ}:champ-invalide`)
})
