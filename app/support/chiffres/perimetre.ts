import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { SEMAINES, type Champ } from '#app/support/chiffres/calculer.ts'
import { portees } from '#app/support/tickets/acces.ts'

export interface Perimetre {
  cle: string
  nom: string
  champ: Champ
  services: { id: string; code: string; nom: string }[]
}
export interface FiltreDeChiffres {
  perimetre?: string | undefined
  service?: string | undefined
  categorie?: string | undefined
  semaines?: number | undefined
}

/**
 * Whose figures one may see: the operator's everything, the agents' portal, and each structure where one holds « Sollicitations reçues »;
 * what is left out does not exist.
 */
export async function perimetresDe(
  c: Pick<Contexte, 'db' | 't'> & { utilisateur: { id: string; roles: readonly string[] } },
): Promise<Perimetre[]> {
  const { id, roles } = c.utilisateur
  const x = c.t.chiffres
  const { rows } = await sql<{
    structure: string
    nom: string
    entiere: boolean
    services: Perimetre['services']
  }>`with p as (${portees(id, 'destinataire')})
    select p.structure, nom_structure(s) as nom, p.entiere,
      coalesce((select json_agg(json_build_object('id', v.id, 'code', v.code, 'nom', v.nom) order by v.code)
            from (select id, code, nom
                from service v
                where v.structure = p.structure and v.statut = 'ACTIF' and (p.entiere or v.id = any (p.services))
                order by code
                limit 200) v), '[]') as services
    from p
    join structure s on s.id = p.structure
    order by 2
    limit 100`.execute(c.db)
  return [
    ...(roles.includes('operateur') ? [{ cle: 'tous', nom: x.tous, champ: 'tous' as const, services: [] }] : []),
    ...(roles.includes('operateur') || roles.includes('agent')
      ? [{ cle: 'portail', nom: c.t.tickets.supportDuPortail, champ: 'portail' as const, services: [] }]
      : []),
    ...rows.map((r) => ({
      cle: r.structure,
      nom: r.nom,
      champ: { structure: r.structure, services: r.entiere ? null : r.services.map((s) => s.id) },
      services: r.services,
    })),
  ]
}

/** What an address asks for, among what one may see; the first when it says nothing. null: not theirs. */
export function choisir(
  perimetres: Perimetre[],
  f: FiltreDeChiffres,
  defaut?: string | null,
): { perimetre: Perimetre; service: string | undefined; semaines: number } | null {
  const perimetre = f.perimetre
    ? perimetres.find((p) => p.cle === f.perimetre)
    : (perimetres.find((p) => p.cle === defaut) ?? perimetres[0])
  if (!perimetre) return null
  return {
    perimetre,
    service: perimetre.services.find((s) => s.id === f.service)?.id,
    semaines: SEMAINES.find((n) => n === f.semaines) ?? 12,
  }
}
