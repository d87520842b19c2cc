import { sql } from 'kysely'
import type { Db } from '#platform/database/open.ts'

export interface Compte {
  civilite: 'M' | 'MME' | null
  prenom: string
  nom: string
  adresse: string
  adresseContact: string | null
  telephone: string | null
  langue: 'fr' | 'en'
  creeLe: Date
  motDePasseLe: Date | null
  aMotDePasse: boolean
  secondFacteurLe: Date | null
  relie: boolean
  structures: number
  gestionnaireDe: number
  liens: { genre: 'adresse-connexion' | 'adresse-contact'; adresse: string; expireLe: string }[]
  cles: { id: string; nom: string | null; creeLe: string; utiliseeLe: string | null }[]
  sessions: { id: string; agent: string | null; adresseIp: string | null; creeLe: string; modifieLe: string }[]
}

/** All that « Mon compte » shows, in one statement; times inside lists are ISO texts. */
export async function lireCompte(db: Db, id: string): Promise<Compte> {
  const { rows } = await sql<Compte>`
    select u.civilite, u.prenom, u.nom, u.adresse_electronique::text as adresse, u.adresse_contact::text as adresse_contact, u.telephone,
      u.langue, u.cree_le, i.mot_de_passe_le, i.mot_de_passe is not null as a_mot_de_passe, sf.cree_le as second_facteur_le,
      exists (select from identite where utilisateur = u.id and fournisseur <> 'credential') as relie,
      (select count(distinct structure) from rattachement where utilisateur = u.id and retire_le is null and periode @> maintenant())::int as structures,
      (select count(*) from structure where gestionnaire_principal = u.id)::int as gestionnaire_de,
      coalesce((select json_agg(json_build_object('genre', genre, 'adresse', adresse, 'expireLe', expire_le) order by cree_le)
            from (select distinct on (genre) genre, adresse, expire_le, cree_le
                from lien
                where utilisateur = u.id and genre like 'adresse-%' and utilise_le is null and expire_le > clock_timestamp()
                order by genre, cree_le desc) l), '[]') as liens,
      coalesce((select json_agg(json_build_object('id', id, 'nom', nom, 'creeLe', cree_le, 'utiliseeLe', utilisee_le) order by cree_le)
            from cle_acces
            where utilisateur = u.id), '[]') as cles,
      coalesce((select json_agg(s order by s."creeLe" desc)
            from (select id, agent, adresse_ip as "adresseIp", cree_le as "creeLe", modifie_le as "modifieLe"
                from session
                where utilisateur = u.id and expire_le > now()
                order by cree_le desc
                limit 50) s), '[]') as sessions
    from utilisateur u
    left join identite i on i.utilisateur = u.id and i.fournisseur = 'credential'
    left join second_facteur sf on sf.utilisateur = u.id and sf.verifie
    where u.id = ${id}`.execute(db)
  return rows[0]!
}

const NAVIGATEURS: [RegExp, string][] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMES: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

/** « Firefox, Linux »; null when the browser did not say who it is. */
export function nomDuNavigateur(agent: string | null): string | null {
  const trouver = (liste: [RegExp, string][]) => liste.find(([r]) => r.test(agent ?? ''))?.[1]
  return [trouver(NAVIGATEURS), trouver(SYSTEMES)].filter(Boolean).join(', ') || null
}
