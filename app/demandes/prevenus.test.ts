import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { envoyerAvis } from '#app/demandes/avis.ts'
import { DEFINITIONS } from '#app/domaines.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { lirePrevenus } from '#app/demandes/prevenus.ts'
import { PERSONNES, type NomPersonne } from '#app/demonstration/monde.ts'
import { envoyerInvitations } from '#app/organisation/rattachements/envoyer.ts'
import { deposer } from '#app/organisation/pieces-jointes/index.ts'
import { chargerRegistreDemonstration } from '#app/organisation/sirene/demonstration/charger.ts'
import { soumettre } from '#demandes/index.ts'
import type { Moment } from '#demandes/notifier.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-prevenus-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR, DELAI_EFFET_MINUTES: '30' })
await chargerRegistreDemonstration(p.pool)
const { monde, pool } = p
const milieu = { ...p.programme, t: fr }
const un = async (texte: string, valeurs: unknown[] = []) => (await pool.query<{ id: string }>(texte, valeurs)).rows[0]!.id
const service = (code: string) => un('select id from service where structure = $1 and code = $2', [monde.menuiserie, code])
const envoi = async (qui: NomPersonne, nom: string) =>
  (await deposer(milieu, { id: monde[qui] }, { nom, contenu: Buffer.from(`%PDF-1.7\n${nom}`) })).id

// A manager who is not the gestionnaire principal; who has two addresses.
await pool.query('update habilitation set niveau = 2 where utilisateur = $1 and application = 1', [monde.heloise])
await pool.query(`update utilisateur set adresse_contact = 'atelier.daniel@exemple.fr' where id = $1`, [monde.daniel])

const auteur = (qui: NomPersonne) => {
  const { prenom, nom, adresse } = PERSONNES[qui]
  return { id: monde[qui], prenom, nom, adresseElectronique: adresse, roles: [] }
}
/** Whose address it is: before it is done, the check page does not say. */
const comptes = new Map(Object.entries(PERSONNES).map(([qui, { adresse }]) => [adresse as string, monde[qui as NomPersonne]]))
const menuiserie = { structure: monde.menuiserie }

/** Everybody whom a notice or a mail has reached since: an account by its id, an address that is nobody's as it is. */
async function prevenusPour(): Promise<string[]> {
  for (;;) {
    const { rows } = await pool.query<{ donnees: { demande: number; moment: Moment; invitations?: string[] } }>(
      `delete from depart where not donnees ? 'sujet' returning donnees`,
    )
    if (!rows.length) break
    for (const { donnees: d } of rows)
      if (d.invitations) await envoyerInvitations(p.programme, { invitations: d.invitations })
      else await envoyerAvis(p.programme, d)
  }
  const { rows } = await pool.query<{ qui: string }>(`
    with m as (delete from depart where donnees ? 'sujet' returning donnees->>'a' as adresse), i as (delete from courriel returning destinataire as adresse), v as (delete from avis returning utilisateur)
    select utilisateur::text as qui from v union
    select coalesce((select u.id::text from utilisateur u where lower(m.adresse) in (lower(u.adresse_electronique), lower(u.adresse_contact))), m.adresse) from (select adresse from m union select adresse from i) m`)
  return rows.map((r) => r.qui)
}

/** What the check page promises of this demande, then what leaves when it is received and when it holds. */
async function comparer(type: string, qui: NomPersonne, corps: object) {
  const definition = DEFINITIONS.get(type)!
  await prevenusPour()
  const { recu: essai } = await soumettre(milieu, { definition, auteur: auteur(qui), corps, simulation: true })
  const promis = await lirePrevenus(p.db, definition, essai)
  expect([type, promis[0]]).toEqual([type, expect.objectContaining({ id: monde[qui] })])
  const { recu } = await soumettre(milieu, { definition, auteur: auteur(qui), corps, cle: null })
  const atteints = await prevenusPour()
  if (recu.etat === 'programmee') {
    await decalerHorloge(pool, '1 hour')
    await appliquerEcheances(p.programme)
    await decalerHorloge(pool, '0')
    expect([type, (await pool.query('select etat from demande where numero = $1', [recu.numero])).rows]).toEqual([
      type,
      [{ etat: 'effective' }],
    ])
    atteints.push(...(await prevenusPour()))
  }
  const decideurs = definition.approbation === 'aucune' ? [] : [monde.daniel]
  const dits = promis.flatMap((x) => ('id' in x ? x.id : 'adresse' in x ? (comptes.get(x.adresse) ?? x.adresse) : decideurs))
  expect([type, [...new Set(atteints)].toSorted()]).toEqual([type, [...new Set(dits)].toSorted()])
  vus.add(type)
}
const vus = new Set<string>()

test('POR-16 BAN-04 la page « Vérifier vos réponses » dit de chaque démarche qui est prévenu : ceux-là le sont, et personne d’autre', async () => {
  const { daniel, heloise, agencement, mairie } = monde
  await comparer('structure.modifier', 'heloise', { ...menuiserie, adresseElectronique: 'nouveau.contact@exemple.fr' })
  await comparer('structure.creer', 'camille', {
    typeIdentifiant: 'SIRET',
    identifiant: '32784454400087',
    raisonSociale: 'Un autre nom',
    typeStructure: 'PRIVEE',
    adresse: '1 rue du Port',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  })
  await comparer('structure.mettre-a-jour-insee', 'camille', {
    structure: await un(`select id from structure where identifiant = '32784454400087'`),
    champs: ['raisonSociale'],
  })

  // Bank details: each address of whoever governs, the contact and the one before it.
  const compte = { ...menuiserie, type: 'IBAN', nom: 'Chantiers', iban: 'FR7630006000011234567890189', affactureur: false }
  await comparer('coordonnee-bancaire.creer', 'heloise', { ...compte, rib: await envoi('heloise', 'rib.pdf') })
  const coordonneeBancaire = await un('select id from coordonnee_bancaire where structure = $1', [monde.menuiserie])
  await comparer('coordonnee-bancaire.modifier', 'heloise', { coordonneeBancaire, nom: 'Chantiers et atelier' })
  await comparer('coordonnee-bancaire.desactiver', 'heloise', { coordonneeBancaire })
  await comparer('coordonnee-bancaire.activer', 'daniel', { coordonneeBancaire })

  await comparer('service.creer', 'heloise', { ...menuiserie, code: 'NEUF', nom: 'Neuf' })
  await comparer('service.modifier', 'heloise', { service: await service('NEUF'), nom: 'Neuf encore' })
  await comparer('service.desactiver', 'heloise', { service: await service('NEUF'), motif: 'Fusionné' })
  await comparer('service.activer', 'daniel', { service: await service('NEUF') })
  await comparer('piece-jointe.creer', 'heloise', { ...menuiserie, envois: [await envoi('heloise', 'statuts.pdf')] })
  await comparer('piece-jointe.supprimer', 'heloise', {
    pieceJointe: await un(`select id from piece_jointe where nom = 'statuts.pdf' and supprimee_le is null`),
  })

  // People: whoever has an account, whoever has none, whoever asks.
  await comparer('rattachement.creer', 'heloise', { ...menuiserie, adresseElectronique: PERSONNES.nadia.adresse })
  await comparer('rattachement.creer', 'heloise', { ...menuiserie, adresseElectronique: 'personne.encore@exemple.fr' })
  await comparer('rattachement.demander', 'camille', { typeIdentifiant: 'SIRET', identifiant: '12345678200010' })
  const nadia = { ...menuiserie, utilisateur: monde.nadia }
  await comparer('habilitation.modifier', 'heloise', { ...nadia, profil: 'factures-emises.consultation' })
  await comparer('habilitation.supprimer', 'heloise', { ...nadia, profil: 'factures-recues.modification' })
  await comparer('habilitation.ajouter', 'daniel', { ...nadia, profil: 'organisation.modification' })
  // Several people at once: each of them.
  await comparer('habilitation.ajouter', 'daniel', {
    lignes: [monde.nadia, heloise].map((utilisateur) => ({ ...menuiserie, utilisateur, profil: 'raccordements.consultation' })),
  })
  // On several structures at once: whoever governs each.
  await pool.query(
    `insert into rattachement (utilisateur, structure, periode) select u, $2, tstzrange(maintenant() - interval '1 day', null) from unnest($1::uuid[]) u`,
    [[heloise, monde.camille], mairie],
  )
  await pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 1, 2, tstzrange(maintenant() - interval '1 day', null))`,
    [heloise, mairie],
  )
  await comparer('rattachement.creer', 'heloise', {
    lignes: [{ structure: monde.menuiserie }, { structure: mairie, service: null }],
    adresseElectronique: PERSONNES.agent.adresse,
  })
  await comparer('habilitation.ajouter', 'heloise', {
    structures: [monde.menuiserie, mairie],
    utilisateur: monde.agent,
    profil: 'engagements.consultation',
  })
  await comparer('habilitation.demander', 'nadia', { ...menuiserie, profil: 'marches.modification', renoncer: true })
  // What is cancelled with it is told to its own people.
  await soumettre(milieu, {
    definition: DEFINITIONS.get('habilitation.modifier')!,
    auteur: auteur('daniel'),
    corps: { ...nadia, profil: 'engagements.consultation' },
  })
  await comparer('rattachement.terminer', 'heloise', { ...nadia, commentaire: 'Fin de mission' })

  await comparer('structure.dupliquer', 'heloise', {
    ...menuiserie,
    typeIdentifiant: 'RIDET',
    identifiant: '0141001001',
    adresse: '1 rue',
    codePostal: '98800',
    ville: 'Nouméa',
    pays: 'NC',
    utilisateurs: [daniel],
  })
  await comparer('mandat-facturation.souscrire', 'nadia', { mandataire: mairie, mandant: agencement, debut: '2026-01-01' })
  await pool.query(
    `insert into mandat_facturation (mandant, mandataire, periode) values ($1, $2, tstzrange(maintenant() - interval '1 day', null))`,
    [monde.menuiserie, mairie],
  )
  await comparer('mandat-facturation.terminer', 'heloise', {
    ...menuiserie,
    mandat: await un('select id from mandat_facturation'),
    commentaire: 'Terminé',
  })

  await comparer('structure.desactiver', 'heloise', { ...menuiserie, motif: 'Fin d’activité' })
  await pool.query(`update structure set statut = 'INACTIVE' where identifiant = '32784454400087'`)
  await comparer('structure.activer', 'camille', { structure: await un(`select id from structure where identifiant = '32784454400087'`) })
  await comparer('structure.transferer-gestionnaire', 'daniel', { ...menuiserie, utilisateur: heloise })
  const siennes = await pool.query<{ id: string }>('select id from structure where gestionnaire_principal = $1', [heloise])
  await comparer('compte.desactiver', 'heloise', {
    successeurs: siennes.rows.map(({ id }) => ({ structure: id, utilisateur: daniel })),
    desactivees: [],
  })

  // Imports have pages of their own.
  expect([...DEFINITIONS.keys()].filter((type) => !vus.has(type))).toEqual(['service.importer', 'utilisateur.importer'])
})
