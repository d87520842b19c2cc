import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importerAnnuaire } from '#app/organisation/annuaire/importer.ts'
import { baseDEssai } from '#tests/base.ts'
import { creerMonde } from '#app/demonstration/monde.ts'

const { pool } = await baseDEssai()
const monde = await creerMonde(pool)
const dossier = mkdtempSync(join(tmpdir(), 'choral-annuaire-'))
const fichier = (nom: string, texte: string) => {
  const chemin = join(dossier, nom)
  writeFileSync(chemin, texte)
  return chemin
}
const lire = async (identifiant: string) =>
  (
    await pool.query(
      `select raison_sociale as nom, ville, code_postal as cp, adresse, statut, code_service_obligatoire as cs, version, array(select code || ':' || nom from service where structure = s.id order by code) as services from structure s where identifiant = $1`,
      [identifiant],
    )
  ).rows[0]
const OFFICIEL =
  'TypeIdentifiant;Identifiant;RaisonSociale;EmetteurEdi;RecepteurEdi;GestionStatutMiseEnPaiement;GestionEngagement;GestionService;GestionServiceEngagement;EstMOA;EstMOAUniquement;StructureActive;Adresse;ComplementAdresse1;ComplementAdresse2;CodePostal;Ville;NumTelephone;Courriel;CodePays;LibellePays'

test('POR-10 les identifiants seuls donnent un nom provisoire, que le fichier nommé remplace ; le service réservé est ajouté', async () => {
  await importerAnnuaire(pool, fichier('ids.csv', 'identifiant\n20000216000014\n13001100000000\n1718051600143\n'))
  expect(await lire('20000216000014')).toMatchObject({
    nom: 'Structure publique 200 002 160 00014',
    services: [expect.stringMatching(/^FACTURES_PUBLIQUES:/)],
  })
  // Neither conforms: one has no valid key, the other lost its first zero.
  expect([(await lire('13001100000000'))?.statut, (await lire('01718051600143'))?.statut]).toEqual(['ACTIVE', 'ACTIVE'])
  const nommees =
    'identifiant,siren,nom,nature,codeInsee,codesPostaux,departement,region,population\n20000216000014,200002160,Cuisles,commune,51201,51700,51,44,133\n'
  expect(await importerAnnuaire(pool, fichier('nommees.csv', nommees))).toMatchObject({ creees: 0, modifiees: 1 })
  expect(await lire('20000216000014')).toMatchObject({ nom: 'Commune de Cuisles', ville: 'Cuisles', cp: '51700' })
  // Identifiers alone say nothing of what is known already.
  expect(await importerAnnuaire(pool, fichier('ids2.csv', 'identifiant\n20000216000014\n'))).toMatchObject({ creees: 0, modifiees: 0 })
  expect((await lire('20000216000014')).nom).toBe('Commune de Cuisles')
})

test('POR-10 le format officiel met à jour, deux fois de suite sans rien changer, et laisse ce qui est géré', async () => {
  const ligne = (id: string, nom: string, active = 'true') =>
    `SIRET;${id};${nom};false;true;true;false;true;false;false;false;${active};1 rue du Bac;;;51700;CUISLES;;;FR;France`
  const texte = [
    OFFICIEL,
    ligne('20000216000014', '"Cuisles ; la commune"'),
    ligne('21690266800013', 'Nom imposé'),
    ligne('12345678200010', 'Nom imposé'),
    ligne('21999999900011', 'Fermée', 'false'),
    ';;;;;;;;;;;;;;;;;;;;',
  ].join('\r\n')
  expect(await importerAnnuaire(pool, fichier('officiel.csv', `\uFEFF${texte}\r\n`))).toMatchObject({
    genre: 'structures',
    lignes: 5,
    creees: 1,
    modifiees: 1,
    gerees: 2,
    ecartees: 1,
  })
  expect(await lire('20000216000014')).toMatchObject({ nom: 'Cuisles ; la commune', adresse: '1 rue du Bac', cs: true })
  expect((await lire('21690266800013')).nom).toBe('Commune de Villeurbanne')
  expect((await lire('21999999900011')).statut).toBe('INACTIVE')
  expect(await importerAnnuaire(pool, join(dossier, 'officiel.csv'))).toMatchObject({ dejaImporte: true })
  expect(await importerAnnuaire(pool, join(dossier, 'officiel.csv'), { recommencer: true })).toMatchObject({ creees: 0, modifiees: 0 })
  const services = `TypeIdentifiant;Identifiant;CodeService;NomService;NumeroEngagement;EstActif\nSIRET;20000216000014;VOIRIE;Voirie;true;true\nSIRET;21690266800013;INTRUS;Intrus;true;true\nSIRET;99999999999999;X;X;true;true\nSIRET;20000216000014;FACTURES_PUBLIQUES;X;true;false\n`
  expect(await importerAnnuaire(pool, fichier('services.csv', services))).toMatchObject({
    genre: 'services',
    creees: 1,
    gerees: 1,
    ecartees: 2,
  })
  expect((await lire('20000216000014')).services).toContain('VOIRIE:Voirie')
  expect((await pool.query(`select from service where structure = $1 and code = 'INTRUS'`, [monde.mairie])).rowCount).toBe(0)
})

test('POR-10 interrompu, l’import reprend où il en était', async () => {
  const texte = `identifiant\n${Array.from({ length: 300 }, (_, i) => `3${String(i).padStart(13, '0')}`).join('\n')}\n`
  const chemin = fichier('long.csv', texte)
  const arret = new AbortController()
  await expect(importerAnnuaire(pool, chemin, { octets: 1000, signal: arret.signal, surProgres: () => arret.abort() })).rejects.toThrow()
  const bilan = await importerAnnuaire(pool, chemin, { octets: 1000 })
  expect([bilan.lignes, bilan.creees, bilan.reprisA > 0 && bilan.reprisA < 300]).toEqual([300, 300, true])
})

test('POR-10 un fichier qui n’est pas un annuaire le dit en une phrase', async () => {
  await expect(importerAnnuaire(pool, fichier('autre.csv', 'a,b\n1,2\n'))).rejects.toThrow('n’est pas un annuaire')
  await expect(importerAnnuaire(pool, join(dossier, 'absent.csv'))).rejects.toThrow('n’existe pas')
  await expect(importerAnnuaire(pool, fichier('court.csv', `${OFFICIEL}\nSIRET;1;2\n`))).rejects.toThrow(/Ligne 2/)
})
