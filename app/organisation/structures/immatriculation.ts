import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'

const LOT = 200

interface Due {
  structure: string
  nom: string
  identifiant: string
  cle: string
  utilisateur: string
  prenom: string
  nomDeFamille: string
  langue: string
  adresse: string
}

const ATTENDENT = sql`s.type_identifiant = 'AUTRE' and s.statut = 'ACTIVE' and s.gestionnaire_principal is not null
    and s.cree_le <= maintenant() - interval '30 days' and not exists (select from structure n where n.structure_origine = s.id)`
/** One notice for each thirty days that a structure has waited. */
const CLE = sql`'immatriculation:' || s.id || ':' || floor(extract(epoch from maintenant() - s.cree_le) / 86400 / 30)`
const PAS_DIT = sql`not exists (select from avis a where a.utilisateur = s.gestionnaire_principal and a.cle = ${CLE})`

/**
 * Reminds whoever runs a structure « en cours d'immatriculation », each thirty days, that it waits for its SIRET (STR-02).
 * What was told is known by its notice, read again under the structure's lock: several processes, or one started again, tell it once.
 * @returns how many were reminded
 */
export async function rappelerImmatriculations(programme: Pick<Programme, 'settings' | 'db' | 'jobs'>): Promise<number> {
  for (let faits = 0; ;) {
    const lot = await programme.db.transaction().execute(async (tx) => {
      const { rows: prises } = await sql<{
        id: string
      }>`select s.id from structure s where ${ATTENDENT} and ${PAS_DIT} order by s.id limit ${LOT} for no key update of s skip locked`.execute(
        tx,
      )
      const { rows } =
        await sql<Due>`select s.id as structure, nom_structure(s) as nom, s.identifiant, ${CLE} as cle, u.id as utilisateur, u.prenom,
            u.nom as nom_de_famille, u.langue, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse
          from structure s
          join utilisateur u on u.id = s.gestionnaire_principal
          where s.id = any(${prises.map((s) => s.id)}::uuid[]) and ${ATTENDENT} and ${PAS_DIT}`.execute(tx)
      for (const d of rows) {
        const adresse = `/organisation/structures/dupliquer?structure=${d.structure}`
        await aviser(
          programme,
          tx,
          { utilisateur: d.utilisateur, genre: 'gestion', adresse, cle: d.cle },
          composer(
            programme,
            langueDe(d.langue),
            `${d.cle}:${d.utilisateur}`,
            d.adresse,
            (c) => c.siretAttendu(d.prenom, d.nomDeFamille, d.nom, d.identifiant),
            adresse,
          ),
        )
      }
      return rows.length
    })
    faits += lot
    if (lot < LOT) return faits
  }
}
