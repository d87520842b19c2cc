import { sql } from 'kysely'
import { deciderPlusieurs, type Decision, type Possible } from '#acces/index.ts'
import { RESERVE, type Valeurs } from '#app/organisation/services/champs.ts'
import { refus } from '#demandes/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Whether it counts today, by its dates. */
export type Validite = 'en-cours' | 'a-venir' | 'passee'
export type StatutService = 'ACTIF' | 'INACTIF' | 'SUPPRIME'

export interface Service extends Valeurs {
  id: string
  code: string
  nom: string
  statut: StatutService
  validite: Validite
  version: number
  creeLe: Date
  modifieLe: Date
  structure: {
    id: string
    typeIdentifiant: string
    identifiant: string
    raisonSociale: string
    libelle: string | null
    typeStructure: 'PRIVEE' | 'PUBLIQUE'
    statut: 'ACTIVE' | 'INACTIVE'
  } & Record<'adresse' | 'complementAdresse1' | 'complementAdresse2' | 'codePostal' | 'ville' | 'pays', string | null>
  gestionnaire: { prenom: string; nom: string } | null
  /** People attached to the structure only through it, the first of them. */
  seulement: { id: string; prenom: string; nom: string }[]
  nombreSeulement: number
}

const JOUR = sql`(maintenant() at time zone 'Europe/Paris')::date`
export const VALIDITE = sql`case when v.debut_validite > ${JOUR} then 'a-venir' when v.fin_validite < ${JOUR} then 'passee' else 'en-cours' end`

/** Whoever would have nothing left of the structure without it: at most twenty names, and how many. */
export const SEULEMENT = 20
const SEULS = (service: ReturnType<typeof sql>) => sql`(select u.id, u.prenom, u.nom, r.tri
      from rattachement r
      join utilisateur u on u.id = r.utilisateur and u.est_actif
      where r.service = ${service} and r.structure = v.structure and r.retire_le is null and r.periode @> maintenant()
        and not exists (select from rattachement o
          where o.utilisateur = r.utilisateur and o.structure = r.structure and o.service is distinct from r.service and o.retire_le is null
            and o.periode @> maintenant()))`

/** Everything of SER-01, its structure, and who is attached only through it: one statement. Whether the reader may see it is asked apart. */
export async function lireService(db: Db | Tx, id: string): Promise<Service | null> {
  const { rows } = await sql<Service>`/* @service */
      select v.id, v.code, v.nom, v.description, v.statut, v.adresse_electronique, v.telephone, v.adresse, v.complement_adresse1,
        v.complement_adresse2, v.code_postal, v.ville, v.pays, v.debut_validite::text, v.fin_validite::text,
        v.numero_engagement_obligatoire, v.mise_en_paiement, v.version, v.cree_le, v.modifie_le, ${VALIDITE} as validite,
        json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant, 'raisonSociale',
            nom_structure(s), 'libelle', s.libelle, 'typeStructure', s.type_structure, 'statut', s.statut, 'adresse', s.adresse,
            'complementAdresse1', s.complement_adresse1, 'complementAdresse2', s.complement_adresse2, 'codePostal', s.code_postal, 'ville',
            s.ville, 'pays', s.pays) as structure,
        case when g.id is not null then json_build_object('prenom', g.prenom, 'nom', g.nom) end as gestionnaire,
        coalesce((select json_agg(json_build_object('id', x.id, 'prenom', x.prenom, 'nom', x.nom) order by x.tri, x.id)
              from (select * from ${SEULS(sql`v.id`)} y order by y.tri, y.id limit ${SEULEMENT}) x), '[]') as seulement,
        (select count(*) from ${SEULS(sql`v.id`)} x)::int as nombre_seulement
      from service v
      join structure s on s.id = v.structure
      left join utilisateur g on g.id = s.gestionnaire_principal
      where v.id = ${id}::uuid and v.statut <> 'SUPPRIME'`.execute(db)
  return rows[0] ?? null
}

export type ActionService = 'modifier' | 'activer' | 'desactiver'
export interface ServiceVu extends Service {
  actions: Record<ActionService, Possible>
}

/** A service that one may read, on the whole structure or on itself, with what one may do there. Two statements. @throws Refus 404, 403 */
export async function serviceVisible(db: Db, t: Textes, utilisateur: string, id: string | null, structure?: string): Promise<ServiceVu> {
  const s = id ? await lireService(db, id) : null
  if (!s || (structure && s.structure.id !== structure)) throw refus(t, 'introuvable')
  const question = { utilisateur, structure: s.structure.id, application: 'organisation', service: s.id }
  const [lire, modifier, meme] = await deciderPlusieurs(db, [
    { ...question, niveau: 'consultation' },
    { ...question, niveau: 'modification' },
    { ...question, niveau: 'modification', memeInactive: true },
  ])
  if (!lire!.oui) throw refusDeLecture(t, lire!, s.gestionnaire)
  const possible = (d: Decision): Possible => d.oui || { raison: d.raison, le: d.le, qui: s.gestionnaire }
  // « Activer » opens what is inactive; of an inactive structure, the structure first.
  const statut: Possible =
    s.structure.statut === 'ACTIVE' ? possible(meme!) : possible(meme!.oui ? { oui: false, raison: 'structure-inactive', le: null } : meme!)
  return { ...s, actions: { modifier: possible(modifier!), activer: statut, desactiver: statut } }
}

/** Not attached: as if it did not exist; attached without the right to read: why, and who can give it. */
export function refusDeLecture(t: Textes, d: Exclude<Decision, { oui: true }>, gestionnaire: { prenom: string; nom: string } | null) {
  if (['non-rattache', 'rattachement-termine', 'inconnu'].includes(d.raison)) return refus(t, 'introuvable')
  return refus(t, 'acces-refuse', {
    raison: t.acces.raison(d.raison, d.le, { voulu: t.services.lecture, tenu: '' }),
    remede: t.acces.remede(d.raison, gestionnaire),
  })
}

export const estReservee = (s: { code: string }) => s.code === RESERVE
