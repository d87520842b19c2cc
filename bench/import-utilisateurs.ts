import { setTimeout as attendre } from 'node:timers/promises'
import { writeXlsx } from 'hucre'
import type { Pool } from 'pg'
import { NOM_COOKIE_SESSION, signerCookie } from '#app/comptes/cookie.ts'
import { nombre, quantile } from './outils/chiffres.ts'
import { copier, lireSeul, pendant, residente } from './outils/imports.ts'
import { CLE_SECRETE } from './outils/portail.ts'
import type { Ligne, Outils } from './outils/types.ts'

const LIGNES = Number(process.env.BENCH_LIGNES ?? 100_000)
const STRUCTURES = 3
const INVITATIONS = 1000
const FAUTES = 500
const [JUGER_S, FAIRE_S, MEMOIRE_MO, PAGE_MS] = [15, 30, 250, 200]
const JETON = 'jeton-de-mesure-1'
const uuid = (sorte: number, n: number) => `0000000${sorte}-0000-7000-8000-${String(n).padStart(12, '0')}`
const entetes = { cookie: `${NOM_COOKIE_SESSION}=${signerCookie(JETON, CLE_SECRETE)}`, 'sec-fetch-site': 'same-origin' }

/** Somebody else's page. */
const PAGE = { chemin: `/organisation/structures/${uuid(1, STRUCTURES + 1)}`, entetes }

/** Accounts of a hundred thousand people, and one who governs three structures and stands in a fourth with all of them. */
async function peupler(pool: Pool) {
  await pool.query(`
    begin;
    insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) select ('00000002-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'personne.' || n || '@exemple.fr', true, 'Camille', 'Dubreuil ' || n, '' from generate_series(1, ${LIGNES + 1}) n;
    insert into structure (id, type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal)
      select ('00000001-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'HORS_UE', 'MESURE' || n, 'Structure de mesure ' || n, 'PUBLIQUE', '${uuid(2, LIGNES + 1)}'::uuid from generate_series(1, ${STRUCTURES + 1}) n;
    insert into service (structure, code, nom) select s.id, 'SERVICE_' || k, 'Service ' || k from structure s, generate_series(1, 12) k;
    insert into rattachement (utilisateur, structure, periode, tri) select s.gestionnaire_principal, s.id, tstzrange(now(), null), '' from structure s;
    insert into rattachement (utilisateur, structure, periode, tri) select u.id, '${uuid(1, STRUCTURES + 1)}', tstzrange(now(), null), 'dubreuil' from utilisateur u where u.id <> '${uuid(2, LIGNES + 1)}';
    insert into habilitation (utilisateur, structure, application, niveau, periode) select s.gestionnaire_principal, s.id, a.id, a.niveaux, tstzrange(now(), null) from structure s cross join application a;
    insert into session (jeton, utilisateur, expire_le) values ('${JETON}', '${uuid(2, LIGNES + 1)}', now() + interval '7 days');
    commit;`)
  await pool.query('vacuum (analyze)')
}

const PROFILS = ['factures-emises.modification', 'factures-recues.consultation, Suivi des flux consultation', 'marches.modification, engagements.consultation, factures-a-valider.modification']

async function fichier(): Promise<Buffer> {
  const lignes = Array.from({ length: LIGNES }, (_, i) => [
    i < FAUTES ? 'sans-arobase' : i < FAUTES + INVITATIONS ? `invitee.${i}@exemple.fr` : `personne.${i + 1}@exemple.fr`, 'Camille', `Dubreuil ${i}`, 'HORS_UE', `MESURE${(i % STRUCTURES) + 1}`, i % 2 ? `SERVICE_${(i % 12) + 1}` : '', PROFILS[i % 3]!, i % 4 ? '' : '31/12/2035'])
  return Buffer.from(await writeXlsx({ sheets: [{ name: 'utilisateurs', rows: [['Adresse électronique', 'Prénom', 'Nom', 'Type d’identifiant', 'Structure', 'Service', 'Profils', 'Date de fin'], ...lignes] }] }))
}

async function executer(outils: Outils): Promise<Ligne[]> {
  const { pool, url, journal } = outils
  await peupler(pool)
  const contenu = await fichier()
  const { rows: applications } = await pool.query<object>('select id, code, niveaux from application')
  const portail = await outils.portail()
  for (let i = 0; i < 50; i++) await (await fetch(`${portail.url}/organisation/structures/${uuid(1, 1)}`, { headers: entetes })).text()
  const repos = residente(portail.pid)
  const lecture = await lireSeul('app/organisation/utilisateurs/importer.travailleur.ts', contenu, { applications, lignes: LIGNES })
  journal(`${LIGNES} lignes, ${nombre(contenu.length / 1e6)} Mo ; lecture seule ${nombre(lecture)} s ; serveur au repos ${nombre(repos)} Mo`)

  const corps = new FormData()
  corps.set('fichier', new Blob([new Uint8Array(contenu)]), 'utilisateurs.xlsx')
  const depot = await pendant(portail, PAGE, async () => {
    const r = await fetch(`${portail.url}/api/v1/imports/utilisateurs`, { method: 'POST', headers: entetes, body: corps })
    const vu = (await r.json()) as { id: string; aRattacher: number; aInviter: number; erreurs: number; detail?: string }
    if (r.status !== 201) throw new Error(vu.detail)
    return vu
  })
  const vu = depot.issue
  if (vu.erreurs !== FAUTES || vu.aRattacher !== LIGNES - FAUTES - INVITATIONS || vu.aInviter !== INVITATIONS) throw new Error(`vérification : ${JSON.stringify(vu)}`)
  journal(`dépôt et vérification ${nombre(depot.secondes)} s, page p99 ${nombre(quantile(depot.pages, 0.99))} ms, mémoire + ${nombre(depot.memoire - repos)} Mo`)

  const effet = await pendant(portail, PAGE, async () => {
    const r = await fetch(`${portail.url}/api/v1/demandes/utilisateur.importer`, { method: 'POST', headers: { ...entetes, 'content-type': 'application/json' }, body: JSON.stringify({ import: vu.id, lignes: 'valides' }) })
    if (r.status !== 201) throw new Error(await r.text())
    for (;;) {
      const { rows } = await pool.query<{ id: number; etat: string; resultat: { rattachements: number; invitations: number; habilitations: number; echouees: number } }>(`select d.id, d.etat, d.resultat from import i join demande d on d.id = i.demande where i.id = $1`, [vu.id])
      if (rows[0]?.etat === 'effective') return rows[0]
      await attendre(100)
    }
  })
  const fait = effet.issue.resultat
  if (fait.rattachements !== LIGNES - FAUTES - INVITATIONS || fait.invitations !== INVITATIONS || fait.echouees) throw new Error(`effet : ${JSON.stringify(fait)}`)
  journal(`effet ${nombre(effet.secondes)} s, page p99 ${nombre(quantile(effet.pages, 0.99))} ms, mémoire + ${nombre(effet.memoire - repos)} Mo`)
  await portail.arreter()
  const copie = await copier(url, ['rattachement', 'habilitation'].map((table) => ({ table, ou: `demande = ${effet.issue.id}` })))

  const apres = depot.secondes - lecture
  const memoire = Math.max(depot.memoire, effet.memoire) - repos
  const pages = (p: number[]) => `p50 ${nombre(quantile(p, 0.5))}, p99 ${nombre(quantile(p, 0.99))}, au plus ${nombre(Math.max(...p))} ms`
  return [
    { mesure: `vérifier ${LIGNES} lignes, lecture déduite`, nous: `${nombre(apres)} s`, pair: `lecture seule ${nombre(lecture)} s`, rapport: `${nombre(apres / lecture)} ×`, cible: `≤ ${JUGER_S} s`, atteint: apres <= JUGER_S },
    { mesure: `faire ${LIGNES - FAUTES} lignes, un à trois profils (${fait.habilitations} en tout)`, nous: `${nombre(effet.secondes)} s`, pair: `COPY des ${copie.lignes} mêmes lignes ${nombre(copie.secondes)} s`, rapport: `${nombre(effet.secondes / copie.secondes)} ×`, cible: `≤ ${FAIRE_S} s`, atteint: effet.secondes <= FAIRE_S },
    { mesure: 'mémoire du serveur, au plus fort', nous: `+ ${nombre(memoire)} Mo`, pair: `au repos ${nombre(repos)} Mo`, rapport: '', cible: `≤ + ${MEMOIRE_MO} Mo`, atteint: memoire <= MEMOIRE_MO },
    { mesure: 'page d’un autre, pendant la vérification', nous: pages(depot.pages), pair: '', rapport: '', cible: `p99 ≤ ${PAGE_MS} ms`, atteint: quantile(depot.pages, 0.99) <= PAGE_MS },
    { mesure: 'page d’un autre, pendant l’effet', nous: pages(effet.pages), pair: '', rapport: '', cible: `p99 ≤ ${PAGE_MS} ms`, atteint: quantile(effet.pages, 0.99) <= PAGE_MS },
  ]
}

export const bench = { nom: 'import-utilisateurs', executer }
