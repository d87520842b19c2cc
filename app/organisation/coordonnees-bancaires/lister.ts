import { sql } from 'kysely'
import { listerPage, parInstant, parMot, type FiltrePage } from '#app/listes/lister.ts'
import { defautDeLecture, type AccesStructure } from '#acces/index.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import { masque } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import type { Coordonnee, StatutCoordonnee } from '#app/organisation/coordonnees-bancaires/lire.ts'
import { refusAcces } from '#demandes/refus.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

export const TRIS_COORDONNEES = ['nom', '-nom', 'type', '-type', 'pays', '-pays', 'statut', '-statut', 'modifieLe', '-modifieLe'] as const
export const STATUTS_COORDONNEES = ['ACTIVE', 'INACTIVE'] as const satisfies StatutCoordonnee[]

export type CoordonneeEnListe = Pick<
  Coordonnee,
  'id' | 'type' | 'nom' | 'compte' | 'pays' | 'bic' | 'affactureur' | 'designationAffactureur' | 'statut' | 'version' | 'modifieLe'
> & { prochainEffet: Date | null }

export interface FiltreCoordonnees extends FiltrePage {
  statut?: string | undefined
  recherche?: string | undefined
}

/** Bank details are the whole structure's: who may read « Organisation » there. @throws Refus 403 */
export function exigerLectureCoordonnees(t: Textes, a: AccesStructure) {
  const defaut = defautDeLecture(a)
  if (defaut) throw refusAcces(t, defaut, null, a.gestionnaire)
}

const COLONNES = sql`c.id, c.type, c.nom, c.fin, c.pays, c.bic, c.affactureur, c.designation_affactureur, c.statut, c.version, c.modifie_le,
  (select min(d.effet_le) from demande d where d.objet = c.id and d.etat = 'programmee') as prochain_effet`

/** A structure's accounts, one page of them. Two statements. */
export async function listerCoordonnees(db: Db, structure: string, f: FiltreCoordonnees): Promise<PageDeListe<CoordonneeEnListe>> {
  const texte = f.recherche?.trim()
  const page = await listerPage<Omit<CoordonneeEnListe, 'compte'> & { fin: string }>(
    db,
    {
      colonnes: COLONNES,
      depuis: sql`coordonnee_bancaire c`,
      unique: { colonne: sql`c.id`, type: 'uuid' },
      defaut: 'nom',
      tris: {
        nom: parMot(sql`plier(c.nom) collate "C"`),
        type: parMot(sql`c.type`),
        pays: parMot(sql`c.pays`),
        statut: parMot(sql`c.statut`),
        modifieLe: parInstant(sql`c.modifie_le`),
      },
      ou: sql`c.structure = ${structure}::uuid ${f.statut ? sql`and c.statut = ${f.statut}` : sql``}
            ${
              texte
                ? sql`and strpos(plier(c.nom || ' ' || coalesce(c.bic, '') || ' ' || coalesce(c.designation_affactureur, '')),
                    ${motPlie(texte)}) > 0`
                : sql``
            }`,
    },
    f,
  )
  return { ...page, elements: page.elements.map(({ fin, ...c }) => ({ ...c, compte: masque(fin) })) }
}
