import { sql } from 'kysely'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { estUuid } from '#app/contexte.ts'
import { lignesDuBrouillon } from '#app/organisation/habilitations/cadre.tsx'
import { lireEnsembles, type Ensemble } from '#app/organisation/habilitations/ensembles/lire.ts'
import { chargerGouvernees, type AvecStructure } from '#app/organisation/habilitations/gouvernees.ts'
import type { Db } from '#platform/database/open.ts'

export const PERSONNES_MAXIMUM = 200

export interface PersonneRattachee { id: string; prenom: string; nom: string; structures: string[] }
export interface ChoixDAttribution {
  gouvernees: AvecStructure
  /** Those that the demande is about, among those governed. */
  structures: { id: string; raisonSociale: string }[]
  /** For one structure only: one service of it. */
  service: string | null
  recherche: string
  ensembles: Ensemble[]
  personnes: PersonneRattachee[]
}

/** Who is attached to the whole of one of these structures, or to this service: each with where. One statement. */
async function lirePersonnes(db: Db, structures: string[], service: string | null, recherche: string): Promise<PersonneRattachee[]> {
  const { rows } = await sql<PersonneRattachee>`select u.id, u.prenom, u.nom, array_agg(distinct r.structure) as structures from rattachement r join utilisateur u on u.id = r.utilisateur and u.est_actif
    where r.structure = any(${structures}::uuid[]) and r.retire_le is null and r.periode @> maintenant() and (r.service is null or r.service = ${service}::uuid)
      ${recherche ? sql`and strpos(plier(u.nom || ' ' || u.prenom || ' ' || u.nom || ' ' || u.adresse_electronique), plier(${recherche})) > 0` : sql``}
    group by u.id order by plier(u.nom || ' ' || u.prenom) collate "C", u.id limit ${PERSONNES_MAXIMUM + 1}`.execute(db)
  return rows
}

/** What one chooses from, by the address, or by the draft that comes back. */
export async function chargerAttribution(c: ContexteDuParcours): Promise<ChoixDAttribution> {
  const p = c.url.searchParams
  const dites = p.getAll('structure').filter(estUuid).map((s) => s.toLowerCase())
  const gardees = dites.length ? [] : await lignesDuBrouillon(c)
  const voulues = dites.length ? dites : gardees.flatMap((l) => l.structure ?? [])
  const gouvernees = await chargerGouvernees(c, voulues[0] ?? null)
  const structures = [gouvernees.structure, ...gouvernees.structures].filter((s, i, tous) => (s.id === gouvernees.structure.id || voulues.includes(s.id)) && tous.findIndex((t) => t.id === s.id) === i)
  const dit = p.get('service') ?? gardees[0]?.service
  const service = structures.length === 1 && gouvernees.services.some((s) => s.id === dit) ? dit! : null
  const recherche = (p.get('recherche') ?? '').trim().slice(0, 200)
  const ids = structures.map((s) => s.id)
  const [ensembles, personnes] = await Promise.all([lireEnsembles(c.db, ids), lirePersonnes(c.db, ids, service, recherche)])
  return { gouvernees, structures, service, recherche, ensembles, personnes }
}

/** A line a person and a structure where they are attached; the set is said once. */
export function lignesDAttribution(champs: Map<string, string[]>, { personnes, structures, service }: ChoixDAttribution, avecFin: boolean) {
  const choisies = new Set(champs.get('personne') ?? [])
  const fin = champs.get('fin')?.[0]
  const lignes = personnes.filter((u) => choisies.has(u.id)).flatMap((u) => structures.filter((s) => u.structures.includes(s.id)).map((s) => ({ utilisateur: u.id, structure: s.id, service, ...(avecFin && fin ? { fin } : {}) })))
  return { lignes, ...(champs.get('ensemble')?.[0] ? { ensemble: champs.get('ensemble')![0] } : {}) }
}
