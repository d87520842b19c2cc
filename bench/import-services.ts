import { writeXlsx } from 'hucre'
import type { Pool } from 'pg'
import { NOM_COOKIE_SESSION, signerCookie } from '#app/comptes/cookie.ts'
import { mesurerImport } from './outils/imports.ts'
import { CLE_SECRETE } from './outils/portail.ts'
import type { Ligne, Outils } from './outils/types.ts'

const LIGNES = Number(process.env.BENCH_LIGNES ?? 100_000)
const STRUCTURES = 300
const MODIFIEES = Math.round(LIGNES / 10)
const FAUTES = 500
const JETON = 'jeton-de-mesure-1'
const ELLE = '00000002-0000-7000-8000-000000000001'
const structure = (n: number) => `00000001-0000-7000-8000-${String(n).padStart(12, '0')}`
const entetes = { cookie: `${NOM_COOKIE_SESSION}=${signerCookie(JETON, CLE_SECRETE)}`, 'sec-fetch-site': 'same-origin' }
const PAGE = { chemin: `/organisation/structures/${structure(1)}/services`, entetes }

/** One person who governs three hundred public structures, a tenth of whose services are there already. */
async function peupler(pool: Pool) {
  await pool.query(`
    begin;
    insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet)
    values ('${ELLE}', 'nadia@exemple.fr', true, 'Nadia', 'Mesure', '');
    insert into structure (id, type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal)
    select ('00000001-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'HORS_UE', 'MESURE' || n, 'Commune de mesure ' || n, 'PUBLIQUE',
      '${ELLE}'::uuid
    from generate_series(1, ${STRUCTURES}) n;
    insert into service (structure, code, nom)
    select ('00000001-0000-7000-8000-' || lpad((i % ${STRUCTURES} + 1)::text, 12, '0'))::uuid, 'SERVICE_' || i, 'Ancien nom ' || i
    from generate_series(${FAUTES}, ${FAUTES + MODIFIEES - 1}) i;
    insert into rattachement (utilisateur, structure, periode, tri)
    select s.gestionnaire_principal, s.id, tstzrange(now(), null), ''
    from structure s;
    insert into habilitation (utilisateur, structure, application, niveau, periode)
    select s.gestionnaire_principal, s.id, a.id, a.niveaux, tstzrange(now(), null)
    from structure s
    cross join application a;
    insert into session (jeton, utilisateur, expire_le)
    values ('${JETON}', '${ELLE}', now() + interval '7 days'); commit;`)
  await pool.query('vacuum (analyze)')
}

async function fichier(): Promise<Buffer> {
  const lignes = Array.from({ length: LIGNES }, (_, i) => [
    'HORS_UE',
    `MESURE${(i % STRUCTURES) + 1}`,
    `SERVICE_${i}`,
    i < FAUTES ? '' : `Service de mesure ${i}`,
    i % 3 ? '' : 'Reçoit les factures de travaux.',
    `${i % 200} rue de la Mesure`,
    '69100',
    'Villeurbanne',
    i % 4 ? '' : '31/12/2035',
    i % 2 ? 'oui' : 'non',
  ])
  return Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: 'services',
          rows: [
            [
              'Type d’identifiant',
              'Structure',
              'Code',
              'Nom',
              'Description',
              'Adresse',
              'Code postal',
              'Ville',
              'Fin de validité',
              'Numéro d’engagement obligatoire',
            ],
            ...lignes,
          ],
        },
      ],
    }),
  )
}

async function executer(outils: Outils): Promise<Ligne[]> {
  await peupler(outils.pool)
  const creees = LIGNES - FAUTES - MODIFIEES
  return mesurerImport(outils, {
    genre: 'services',
    demande: 'service.importer',
    contenu: await fichier(),
    lignes: LIGNES,
    travailleur: 'app/organisation/services/importer.travailleur.ts',
    donnees: { choisie: false },
    page: PAGE,
    juge: { erreurs: FAUTES, aCreer: creees, aModifier: MODIFIEES },
    fait: { creees, modifiees: MODIFIEES },
    dire: () => `faire ${LIGNES - FAUTES} lignes, dont ${MODIFIEES} de services qui existent`,
    copie: () => [{ table: 'service', ou: `nom like 'Service de mesure %'` }],
  })
}

export const bench = { nom: 'import-services', executer }
