import { etatDeListe } from '#app/listes/lister.ts'
import { sql } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import { portees } from '#app/support/tickets/acces.ts'
import { ONGLETS, PRIORITES, STATUTS_TICKET } from '#app/support/tickets/champs.ts'
import { GROUPES, type FiltreTickets } from '#app/support/tickets/criteres.ts'
import { TRIS_TICKETS } from '#app/support/tickets/lister.ts'
import type { Db } from '#platform/database/open.ts'

/** Those that « Réinitialiser les filtres » takes away. */
export const NOMS_DES_FILTRES = [
  'recherche',
  'categorie',
  'sousCategorie',
  'mois',
  'statut',
  'priorite',
  'attribue',
  'retard',
  'service',
  'incident',
  'suivis',
] as const

export type FiltreRecus = FiltreTickets &
  Required<Pick<FiltreTickets, 'tri'>> & { onglet: NonNullable<FiltreTickets['onglet']>; tri: string; page: number; taille: number }

/** The state of « Tickets reçus », as its address says it: the most pressing first. */
export function filtreDesRecus(p: URLSearchParams): FiltreRecus {
  const parmi = <T extends string>(nom: string, valeurs: readonly T[]) => valeurs.find((v) => v === p.get(nom))
  const ou = (nom: string, mots: string[]) => {
    const v = p.get(nom) ?? ''
    return mots.includes(v) || estUuid(v) ? v : undefined
  }
  const onglet = parmi('onglet', ONGLETS) ?? 'actions'
  const grouper = parmi('grouper', GROUPES)
  const code = (nom: string) => /^[a-z-]{1,50}$/.exec(p.get(nom) ?? '')?.[0]
  const defaut = onglet === 'clotures' ? '-creeLe' : 'echeance'
  return {
    onglet,
    grouper,
    ...etatDeListe(p, TRIS_TICKETS, grouper && grouper !== 'agent' && grouper !== 'service' ? grouper : defaut),
    categorie: code('categorie'),
    sousCategorie: code('sousCategorie'),
    mois: /^\d{4}-(0[1-9]|1[0-2])$/.exec(p.get('mois') ?? '')?.[0],
    statut: parmi('statut', STATUTS_TICKET),
    priorite: parmi('priorite', PRIORITES),
    attribue: ou('attribue', ['moi', 'personne']),
    retard: parmi('retard', ['oui']),
    service: ou('service', ['aucun']),
    incident: ou('incident', []),
    suivis: parmi('suivis', ['oui']),
  }
}

/** As a request, for the export and for a bulk answer. */
export const requeteDesRecus = (f: FiltreTickets): URLSearchParams =>
  new URLSearchParams(
    ['onglet', 'tri', ...NOMS_DES_FILTRES].flatMap((n) => {
      const v = f[n as keyof FiltreTickets]
      return v ? [[n, String(v)]] : []
    }),
  )

export interface ChoixDesRecus {
  /** Holds « Sollicitations reçues modification » somewhere, or is an agent. */ repond: boolean
  services: { id: string; nom: string }[]
  personnes: { id: string; nom: string }[]
  incident: { id: string; titre: string } | null
}

/**
 * What the filters offer: services of the structures one answers for, who holds a ticket there, and the incident that is asked for. One
 * statement.
 */
export async function lireChoixDesRecus(db: Db, qui: { id: string; roles: readonly string[] }, f: FiltreTickets): Promise<ChoixDesRecus> {
  const { rows } = await sql<ChoixDesRecus>`/* @recus-choix */ with p as materialized (${portees(qui.id, 'destinataire')})
    select ${qui.roles.includes('agent')}
      or exists (select from acces_en_vigueur a where a.utilisateur = ${qui.id}::uuid and a.application = 11 and a.niveau = 2) as repond,
      coalesce((select json_agg(json_build_object('id', x.id, 'nom', x.nom))
            from (select v.id, v.nom || case when (select count(*) from p) > 1 then ' (' || nom_structure(s) || ')' else '' end as nom
                from p
                join service v on v.structure = p.structure and (p.entiere or v.id = any (p.services))
                join structure s on s.id = v.structure
                where v.statut = 'ACTIF'
                order by v.nom
                limit 200) x), '[]') as services,
      coalesce((select json_agg(json_build_object('id', u.id, 'nom', u.prenom || ' ' || u.nom) order by u.nom, u.prenom)
            from utilisateur u
            where u.id <> ${qui.id}::uuid
              and (u.id in (select a.utilisateur
                    from p
                    join acces_en_vigueur a on a.structure = p.structure and a.application = 11 and a.niveau = 2
                    limit 200) or (u.est_agent and ${qui.roles.includes('agent')}))), '[]') as personnes,
      (select json_build_object('id', i.id, 'titre', i.titre) from incident i where i.id = ${f.incident ?? null}::uuid) as incident`.execute(
    db,
  )
  return rows[0]!
}
