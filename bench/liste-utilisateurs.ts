import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NOM_COOKIE_SESSION, signerCookie } from '#app/comptes/cookie.ts'
import { GRANDE, JETON, peuplerUtilisateurs, structureN } from './donnees/utilisateurs.ts'
import { charger } from './outils/charge.ts'
import { auPlus, etendue, mediane, nombre } from './outils/chiffres.ts'
import { ecouter } from './outils/instructions.ts'
import { CLE_SECRETE, lancer } from './outils/portail.ts'
import type { Ligne, Outils } from './outils/types.ts'

const TOURS = Number(process.env.BENCH_TOURS ?? 5)
const SECONDES = Number(process.env.BENCH_SECONDES ?? 1)
const TAILLE = 20
const entetes = { cookie: `${NOM_COOKIE_SESSION}=${signerCookie(JETON, CLE_SECRETE)}` }

/** Milliseconds at the 95th percentile, over HTTP: by name, and by whatever must be read whole. */
const [PAR_NOM, AUTREMENT, DERNIERE] = [8, 25, 1.2]
const AUTRES = ['adresseElectronique', 'role', 'service', 'derniereConnexionLe', 'depuis']

interface Scenario {
  nom: string
  requete: string
  cible: number | null
  page?: true
}
const SCENARIOS: Scenario[] = [
  ...['nom', '-nom'].map((tri) => ({ nom: `tri ${tri}`, requete: `tri=${tri}`, cible: PAR_NOM })),
  ...AUTRES.flatMap((t) => [t, `-${t}`]).map((tri) => ({ nom: `tri ${tri}`, requete: `tri=${tri}`, cible: AUTREMENT })),
]
const FILTRES: Scenario[] = [
  { nom: 'recherche « martin zoe »', requete: 'recherche=martin+zoe', cible: AUTREMENT },
  { nom: 'recherche d’une adresse', requete: 'recherche=personne.77', cible: AUTREMENT },
  { nom: 'services seulement', requete: 'maille=service', cible: AUTREMENT },
  { nom: 'rôle utilisateur', requete: 'role=utilisateur', cible: AUTREMENT },
  { nom: 'profil détenu', requete: 'profil=factures-emises.modification', cible: AUTREMENT },
  { nom: 'sans connexion depuis 90 jours', requete: 'sansConnexionDepuis=90', cible: AUTREMENT },
  { nom: 'page HTML par nom', requete: 'tri=nom', cible: PAR_NOM, page: true },
]
const chemin = (s: Pick<Scenario, 'requete' | 'page'>, structure: string, page = 1) =>
  `${s.page ? '/organisation/utilisateurs/liste' : '/api/v1/utilisateurs'}?structure=${structure}&taille=${TAILLE}&page=${page}&${s.requete}`

/** The same statements, answered as JSON by a server that does nothing else. */
async function nu(outils: Outils, c: string) {
  const { instructions } = await ecouter(outils.url, (serveur) => serveur.inject({ url: c, headers: entetes }))
  const fichier = join(outils.tmp, 'instructions.json')
  writeFileSync(fichier, JSON.stringify({ instructions }))
  const lance = lancer(['bench/outils/serveur-nu.mjs', fichier, outils.url])
  await once(lance.processus.stdout!, 'data')
  return {
    url: `http://localhost:${(JSON.parse(lance.dit()) as { port: number }).port}`,
    arreter: lance.arreter,
    instructions: instructions.length,
  }
}

async function executer(outils: Outils): Promise<Ligne[]> {
  await peuplerUtilisateurs(outils.pool)
  const portail = await outils.portail()
  const lignes: Ligne[] = []

  /** Turn by turn, the first warms: p95 of us and of the bare statements, and the medians of us. */
  async function mesurer(chemins: string[]) {
    const nus = []
    for (const c of chemins) nus.push(await nu(outils, c))
    const p95 = chemins.map(() => [] as number[])
    const p50 = chemins.map(() => [] as number[])
    const eux = chemins.map(() => [] as number[])
    for (let tour = 0; tour <= TOURS; tour++)
      for (const [i, c] of chemins.entries()) {
        const a = await charger(portail.url, 1, SECONDES * 1000, () => ({ chemin: c, entetes }))
        const b = await charger(nus[i]!.url, 1, SECONDES * 1000, () => ({ chemin: '/a/b/c' }))
        if (a.erreurs || b.erreurs) throw new Error(`${c} : ${a.erreurs} et ${b.erreurs} réponses en erreur`)
        if (!tour) continue
        p95[i]!.push(a.p95)
        p50[i]!.push(a.p50)
        eux[i]!.push(b.p95)
      }
    for (const n of nus) await n.arreter()
    return { p95, p50, eux, instructions: nus[0]!.instructions }
  }
  const ligne = (nom: string, p95: number[], eux: number[], cible: number | null) =>
    lignes.push({
      mesure: nom,
      nous: `p95 ${etendue(p95)} ms`,
      pair: `mêmes instructions en JSON, p95 ${etendue(eux)} ms`,
      rapport: `${nombre(mediane(p95) / mediane(eux))} ×`,
      cible: cible === null ? '' : `≤ ${cible} ms`,
      atteint: cible === null ? null : auPlus(p95, cible),
    })

  for (const s of SCENARIOS) {
    const { p95, p50, eux, instructions } = await mesurer([chemin(s, structureN(1)), chemin(s, structureN(1), GRANDE / TAILLE)])
    ligne(`${s.nom}, première page`, p95[0]!, eux[0]!, s.cible)
    ligne(`${s.nom}, dernière page`, p95[1]!, eux[1]!, s.cible)
    const rapports = p50[1]!.map((x, i) => x / p50[0]![i]!)
    lignes.push({
      mesure: `${s.nom}, dernière page sur première`,
      nous: `p50 ${etendue(p50[1]!)} ms`,
      pair: `première p50 ${etendue(p50[0]!)} ms`,
      rapport: `${etendue(rapports)} ×`,
      cible: `≤ ${nombre(DERNIERE)} ×`,
      atteint: auPlus(rapports, DERNIERE),
    })
    outils.journal(`${s.nom} : ${nombre(mediane(p95[0]!))} et ${nombre(mediane(p95[1]!))} ms (${instructions} instructions)`)
  }
  for (const s of FILTRES) {
    const { p95, eux } = await mesurer([chemin(s, structureN(1))])
    ligne(s.nom, p95[0]!, eux[0]!, s.cible)
    outils.journal(`${s.nom} : ${nombre(mediane(p95[0]!))} ms`)
  }
  for (const [nom, structure] of [
    ['petite structure, par nom', structureN(7)],
    ['petite structure, par dernière connexion', structureN(7)],
    ['301 structures ensemble, par nom', ''],
  ] as const) {
    const requete = nom.includes('connexion') ? 'tri=-derniereConnexionLe' : 'tri=nom'
    const { p95, eux } = await mesurer([structure ? chemin({ requete }, structure) : `/api/v1/utilisateurs?taille=${TAILLE}&${requete}`])
    ligne(nom, p95[0]!, eux[0]!, structure ? PAR_NOM : null)
    outils.journal(`${nom} : ${nombre(mediane(p95[0]!))} ms`)
  }
  return lignes
}

export const bench = { nom: 'liste-utilisateurs', executer }
