import { writeXlsx } from 'hucre'
import type { Pool } from 'pg'
import { NOM_COOKIE_SESSION, signerCookie } from '#app/comptes/cookie.ts'
import { mesurerImport } from './outils/imports.ts'
import { CLE_SECRETE } from './outils/portail.ts'
import type { Ligne, Outils } from './outils/types.ts'

const LIGNES = Number(process.env.BENCH_LIGNES ?? 100_000)
const STRUCTURES = 3
const INVITATIONS = 1000
const FAUTES = 500
const JETON = 'jeton-de-mesure-1'
const uuid = (sorte: number, n: number) => `0000000${sorte}-0000-7000-8000-${String(n).padStart(12, '0')}`
const entetes = { cookie: `${NOM_COOKIE_SESSION}=${signerCookie(JETON, CLE_SECRETE)}`, 'sec-fetch-site': 'same-origin' }

/** Somebody else's page. */
const PAGE = { chemin: `/organisation/structures/${uuid(1, STRUCTURES + 1)}`, entetes }

/** Accounts of a hundred thousand people, and one who governs three structures and stands in a fourth with all of them. */
async function peupler(pool: Pool) {
  await pool.query(`
    begin;
    insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet)
    select case when n > ${LIGNES} then '${uuid(2, LIGNES + 1)}'::uuid else uuidv7(- n * interval '10 minutes') end, 'personne.' || n
      || '@exemple.fr', true, 'Camille', 'Dubreuil ' || n, ''
    from generate_series(1, ${LIGNES + 1}) n;
    insert into structure (id, type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal)
    select ('00000001-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'HORS_UE', 'MESURE' || n, 'Structure de mesure ' || n, 'PUBLIQUE',
      '${uuid(2, LIGNES + 1)}'::uuid
    from generate_series(1, ${STRUCTURES + 1}) n;
    insert into service (structure, code, nom)
    select s.id, 'SERVICE_' || k, 'Service ' || k
    from structure s, generate_series(1, 12) k;
    insert into rattachement (utilisateur, structure, periode, tri)
    select s.gestionnaire_principal, s.id, tstzrange(now(), null), ''
    from structure s;
    insert into rattachement (utilisateur, structure, periode, tri)
    select u.id, '${uuid(1, STRUCTURES + 1)}', tstzrange(now(), null), 'dubreuil'
    from utilisateur u
    where u.id <> '${uuid(2, LIGNES + 1)}';
    insert into habilitation (utilisateur, structure, application, niveau, periode)
    select s.gestionnaire_principal, s.id, a.id, a.niveaux, tstzrange(now(), null)
    from structure s
    cross join application a;
    insert into session (jeton, utilisateur, expire_le)
    values ('${JETON}', '${uuid(2, LIGNES + 1)}', now() + interval '7 days'); commit;`)
  await pool.query('vacuum (analyze)')
}

const PROFILS = [
  'factures-emises.modification',
  'factures-recues.consultation, Suivi des flux consultation',
  'marches.modification, engagements.consultation, factures-a-valider.modification',
]

async function fichier(): Promise<Buffer> {
  const lignes = Array.from({ length: LIGNES }, (_, i) => [
    i < FAUTES ? 'sans-arobase' : i < FAUTES + INVITATIONS ? `invitee.${i}@exemple.fr` : `personne.${i + 1}@exemple.fr`,
    'Camille',
    `Dubreuil ${i}`,
    'HORS_UE',
    `MESURE${(i % STRUCTURES) + 1}`,
    i % 2 ? `SERVICE_${(i % 12) + 1}` : '',
    PROFILS[i % 3]!,
    i % 4 ? '' : '31/12/2035',
  ])
  return Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: 'utilisateurs',
          rows: [
            ['Adresse électronique', 'Prénom', 'Nom', 'Type d’identifiant', 'Structure', 'Service', 'Profils', 'Date de fin'],
            ...lignes,
          ],
        },
      ],
    }),
  )
}

async function executer(outils: Outils): Promise<Ligne[]> {
  await peupler(outils.pool)
  const { rows: applications } = await outils.pool.query<object>('select id, code, niveaux from application')
  const rattachements = LIGNES - FAUTES - INVITATIONS
  return mesurerImport(outils, {
    genre: 'utilisateurs',
    demande: 'utilisateur.importer',
    contenu: await fichier(),
    lignes: LIGNES,
    travailleur: 'app/organisation/utilisateurs/importer.travailleur.ts',
    donnees: { applications },
    page: PAGE,
    juge: { erreurs: FAUTES, aRattacher: rattachements, aInviter: INVITATIONS },
    fait: { rattachements, invitations: INVITATIONS },
    dire: ({ habilitations }) => `faire ${LIGNES - FAUTES} lignes, un à trois profils (${habilitations} en tout)`,
    copie: (demande) => ['rattachement', 'habilitation'].map((table) => ({ table, ou: `demande = ${demande}` })),
  })
}

export const bench = { nom: 'import-utilisateurs', executer }
