import { setTimeout as attendre } from 'node:timers/promises'
import { writeXlsx } from 'hucre'
import type { Pool } from 'pg'
import { NOM_COOKIE_SESSION, signerCookie } from '#app/comptes/cookie.ts'
import { nombre, quantile } from './outils/chiffres.ts'
import { copier, lireSeul, pendant, residente } from './outils/imports.ts'
import { CLE_SECRETE } from './outils/portail.ts'
import type { Ligne, Outils } from './outils/types.ts'

const LIGNES = Number(process.env.BENCH_LIGNES ?? 100_000)
const STRUCTURES = 300
const MODIFIEES = Math.round(LIGNES / 10)
const FAUTES = 500
const [JUGER_S, FAIRE_S, MEMOIRE_MO, PAGE_MS] = [15, 30, 250, 200]
const JETON = 'jeton-de-mesure-1'
const ELLE = '00000002-0000-7000-8000-000000000001'
const structure = (n: number) => `00000001-0000-7000-8000-${String(n).padStart(12, '0')}`
const entetes = { cookie: `${NOM_COOKIE_SESSION}=${signerCookie(JETON, CLE_SECRETE)}`, 'sec-fetch-site': 'same-origin' }
const PAGE = { chemin: `/organisation/structures/${structure(1)}/services`, entetes }

/** One person who governs three hundred public structures, a tenth of whose services are there already. */
async function peupler(pool: Pool) {
  await pool.query(`
    begin;
    insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) values ('${ELLE}', 'nadia@exemple.fr', true, 'Nadia', 'Mesure', '');
    insert into structure (id, type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal)
      select ('00000001-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'HORS_UE', 'MESURE' || n, 'Commune de mesure ' || n, 'PUBLIQUE', '${ELLE}'::uuid from generate_series(1, ${STRUCTURES}) n;
    insert into service (structure, code, nom) select ('00000001-0000-7000-8000-' || lpad((i % ${STRUCTURES} + 1)::text, 12, '0'))::uuid, 'SERVICE_' || i, 'Ancien nom ' || i from generate_series(${FAUTES}, ${FAUTES + MODIFIEES - 1}) i;
    insert into rattachement (utilisateur, structure, periode, tri) select s.gestionnaire_principal, s.id, tstzrange(now(), null), '' from structure s;
    insert into habilitation (utilisateur, structure, application, niveau, periode) select s.gestionnaire_principal, s.id, a.id, a.niveaux, tstzrange(now(), null) from structure s cross join application a;
    insert into session (jeton, utilisateur, expire_le) values ('${JETON}', '${ELLE}', now() + interval '7 days');
    commit;`)
  await pool.query('vacuum (analyze)')
}

async function fichier(): Promise<Buffer> {
  const lignes = Array.from({ length: LIGNES }, (_, i) => [
    'HORS_UE', `MESURE${(i % STRUCTURES) + 1}`, `SERVICE_${i}`, i < FAUTES ? '' : `Service de mesure ${i}`, i % 3 ? '' : 'Reçoit les factures de travaux.', `${i % 200} rue de la Mesure`, '69100', 'Villeurbanne', i % 4 ? '' : '31/12/2035', i % 2 ? 'oui' : 'non'])
  return Buffer.from(await writeXlsx({ sheets: [{ name: 'services', rows: [['Type d’identifiant', 'Structure', 'Code', 'Nom', 'Description', 'Adresse', 'Code postal', 'Ville', 'Fin de validité', 'Numéro d’engagement obligatoire'], ...lignes] }] }))
}

async function executer({ pool, url, journal, portail: demarrer }: Outils): Promise<Ligne[]> {
  await peupler(pool)
  const contenu = await fichier()
  const portail = await demarrer()
  for (let i = 0; i < 50; i++) await (await fetch(portail.url + PAGE.chemin, { headers: entetes })).text()
  const repos = residente(portail.pid)
  const lecture = await lireSeul('app/organisation/services/importer.travailleur.ts', contenu, { choisie: false, lignes: LIGNES })
  journal(`${LIGNES} lignes, ${nombre(contenu.length / 1e6)} Mo ; lecture seule ${nombre(lecture)} s ; serveur au repos ${nombre(repos)} Mo`)

  const corps = new FormData()
  corps.set('fichier', new Blob([new Uint8Array(contenu)]), 'services.xlsx')
  const depot = await pendant(portail, PAGE, async () => {
    const r = await fetch(`${portail.url}/api/v1/imports/services`, { method: 'POST', headers: entetes, body: corps })
    const vu = (await r.json()) as { id: string; aCreer: number; aModifier: number; erreurs: number; detail?: string }
    if (r.status !== 201) throw new Error(vu.detail)
    return vu
  })
  const vu = depot.issue
  const creees = LIGNES - FAUTES - MODIFIEES
  if (vu.erreurs !== FAUTES || vu.aCreer !== creees || vu.aModifier !== MODIFIEES) throw new Error(`vérification : ${JSON.stringify(vu)}`)
  journal(`dépôt et vérification ${nombre(depot.secondes)} s, page p99 ${nombre(quantile(depot.pages, 0.99))} ms, mémoire + ${nombre(depot.memoire - repos)} Mo`)

  const effet = await pendant(portail, PAGE, async () => {
    const r = await fetch(`${portail.url}/api/v1/demandes/service.importer`, { method: 'POST', headers: { ...entetes, 'content-type': 'application/json' }, body: JSON.stringify({ import: vu.id, lignes: 'valides' }) })
    if (r.status !== 201) throw new Error(await r.text())
    for (;;) {
      const { rows } = await pool.query<{ etat: string; resultat: { creees: number; modifiees: number; echouees: number } }>('select d.etat, d.resultat from import i join demande d on d.id = i.demande where i.id = $1', [vu.id])
      if (rows[0]?.etat === 'effective') return rows[0]
      await attendre(100)
    }
  })
  const fait = effet.issue.resultat
  if (fait.creees !== creees || fait.modifiees !== MODIFIEES || fait.echouees) throw new Error(`effet : ${JSON.stringify(fait)}`)
  journal(`effet ${nombre(effet.secondes)} s, page p99 ${nombre(quantile(effet.pages, 0.99))} ms, mémoire + ${nombre(effet.memoire - repos)} Mo`)
  await portail.arreter()
  const copie = await copier(url, [{ table: 'service', ou: `nom like 'Service de mesure %'` }])

  const apres = depot.secondes - lecture
  const memoire = Math.max(depot.memoire, effet.memoire) - repos
  const pages = (p: number[]) => `p50 ${nombre(quantile(p, 0.5))}, p99 ${nombre(quantile(p, 0.99))}, au plus ${nombre(Math.max(...p))} ms`
  return [
    { mesure: `vérifier ${LIGNES} lignes, lecture déduite`, nous: `${nombre(apres)} s`, pair: `lecture seule ${nombre(lecture)} s`, rapport: `${nombre(apres / lecture)} ×`, cible: `≤ ${JUGER_S} s`, atteint: apres <= JUGER_S },
    { mesure: `faire ${LIGNES - FAUTES} lignes, dont ${MODIFIEES} de services qui existent`, nous: `${nombre(effet.secondes)} s`, pair: `COPY des ${copie.lignes} mêmes services ${nombre(copie.secondes)} s`, rapport: `${nombre(effet.secondes / copie.secondes)} ×`, cible: `≤ ${FAIRE_S} s`, atteint: effet.secondes <= FAIRE_S },
    { mesure: 'mémoire du serveur, au plus fort', nous: `+ ${nombre(memoire)} Mo`, pair: `au repos ${nombre(repos)} Mo`, rapport: '', cible: `≤ + ${MEMOIRE_MO} Mo`, atteint: memoire <= MEMOIRE_MO },
    { mesure: 'page d’un autre, pendant la vérification', nous: pages(depot.pages), pair: '', rapport: '', cible: `p99 ≤ ${PAGE_MS} ms`, atteint: quantile(depot.pages, 0.99) <= PAGE_MS },
    { mesure: 'page d’un autre, pendant l’effet', nous: pages(effet.pages), pair: '', rapport: '', cible: `p99 ≤ ${PAGE_MS} ms`, atteint: quantile(effet.pages, 0.99) <= PAGE_MS },
  ]
}

export const bench = { nom: 'import-services', executer }
