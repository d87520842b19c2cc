import { sql } from 'kysely'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { estUuid } from '#app/contexte.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import { envoyes, lignesDuBrouillon } from '#app/organisation/habilitations/cadre.tsx'
import { lireEnsembles, type Ensemble } from '#app/organisation/habilitations/ensembles/lire.ts'
import { chargerGouvernees, type AvecStructure } from '#app/organisation/habilitations/gouvernees.ts'
import type { Db } from '#platform/database/open.ts'

export const PERSONNES_MAXIMUM = 200
/** Their ids are in the address of a search, with those of the people. */
const STRUCTURES_MAXIMUM = 100

export interface PersonneRattachee {
  id: string
  prenom: string
  adresseElectronique: string
  nom: string
  structures: string[]
}
export interface ChoixDAttribution {
  gouvernees: AvecStructure
  /** Those that the demande is about, among those governed. */
  structures: { id: string; raisonSociale: string; libelle?: string | null }[]
  /** For one structure only: one service of it. */
  service: string | null
  recherche: string
  /** Those ticked, whatever is searched since. */
  cochees: string[]
  ensembles: Ensemble[]
  /** Those ticked first, then those found, up to one more than are shown. */
  personnes: PersonneRattachee[]
}

/** Who is attached to the whole of one of these structures, or to this service: each with where. One statement. */
async function lirePersonnes(
  db: Db,
  structures: string[],
  service: string | null,
  recherche: string,
  cochees: string[],
): Promise<PersonneRattachee[]> {
  const { rows } =
    await sql<PersonneRattachee>`select u.id, u.prenom, u.nom, u.adresse_electronique, array_agg(distinct r.structure) as structures
      from rattachement r
      join utilisateur u on u.id = r.utilisateur and u.est_actif
      where r.structure = any(${structures}::uuid[]) and r.retire_le is null and r.periode @> maintenant()
        and (r.service is null or r.service = ${service}::uuid)
          ${
            recherche
              ? sql`and (u.id = any(${cochees}::uuid[])
                  or strpos(plier(u.nom || ' ' || u.prenom || ' ' || u.nom || ' ' || u.adresse_electronique), ${motPlie(recherche)}) > 0)`
              : sql``
          }
      group by u.id
      order by u.id = any(${cochees}::uuid[]) desc, plier(u.nom || ' ' || u.prenom) collate "C", u.id
      limit ${PERSONNES_MAXIMUM + 1}`.execute(db)
  return rows
}

const uuids = (valeurs: readonly (string | undefined)[]) => [...new Set(valeurs.filter(estUuid).map((v) => v.toLowerCase()))]

/** What one chooses from, by the address or the form that was sent, or by the draft that comes back. */
export async function chargerAttribution(c: ContexteDuParcours): Promise<ChoixDAttribution> {
  const dites = uuids(envoyes(c, /^structure$/))
  const gardees = await lignesDuBrouillon(c)
  const voulues = (dites.length ? dites : uuids(gardees.map((l) => l.structure))).slice(0, STRUCTURES_MAXIMUM)
  const gouvernees = await chargerGouvernees(c, voulues[0] ?? null, voulues)
  // All boxes unticked is not a choice of the first.
  const aucune = !voulues.length && c.requete.body instanceof Map
  const structures = aucune
    ? []
    : [gouvernees.structure, ...gouvernees.structures].filter(
        (s, i, tous) => (s.id === gouvernees.structure.id || voulues.includes(s.id)) && tous.findIndex((t) => t.id === s.id) === i,
      )
  const dit = envoyes(c, /^service$/)[0] ?? (dites.length ? null : gardees[0]?.service)
  const service = structures.length === 1 && gouvernees.services.some((s) => s.id === dit) ? dit! : null
  const recherche = (envoyes(c, /^recherche$/)[0] ?? '').trim().slice(0, 200)
  const cochees = uuids([...envoyes(c, /^personne$/), ...(dites.length ? [] : gardees.map((l) => l.utilisateur))]).slice(
    0,
    PERSONNES_MAXIMUM,
  )
  const ids = structures.map((s) => s.id)
  const [ensembles, personnes] = await Promise.all([lireEnsembles(c.db, ids), lirePersonnes(c.db, ids, service, recherche, cochees)])
  return { gouvernees, structures, service, recherche, cochees, ensembles, personnes }
}

/** A line a person and a structure where they are attached; the set is said once. No end typed is no end, whatever that of what is held. */
export function lignesDAttribution(champs: Map<string, string[]>, { personnes, structures, service }: ChoixDAttribution, avecFin: boolean) {
  const choisies = new Set(champs.get('personne') ?? [])
  const fin = champs.get('fin')?.[0]
  const lignes = personnes
    .filter((u) => choisies.has(u.id))
    .flatMap((u) =>
      structures
        .filter((s) => u.structures.includes(s.id))
        .map((s) => ({ utilisateur: u.id, structure: s.id, service, ...(avecFin ? { fin: fin || null } : {}) })),
    )
  return { lignes, ...(champs.get('ensemble')?.[0] ? { ensemble: champs.get('ensemble')![0] } : {}) }
}
