import { sql } from 'kysely'
import { decrire, identite, nommer } from '#app/demandes/decrire.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { PERSONNES, type LigneJournal } from '#demandes/journal.ts'
import { compterJusqua, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr, type Textes } from '#ui/textes/index.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

export const TRIS_HISTORIQUE = ['-le', 'le'] as const
export interface FiltreHistorique {
  page?: number
  taille?: number
  tri?: string | undefined
  recherche?: string | undefined
  apres?: string | undefined
}
type Ligne = Omit<LigneJournal, 'le'> & { le: Date }

const evenementsDe = (t: Textes): Record<string, string> => ({
  ...t.pieces.evenements,
  ...t.coordonnees.evenements,
  ...t.services.evenements,
  ...t.structures.evenements,
})
export const titreEvenement = (t: Textes, evenement: string) => evenementsDe(t)[evenement] ?? evenement

/**
 * A structure's history as any list (INT-11): searched in what it says, by page or by key (the rank); `personnes`: events about people's
 * rights too. Two statements.
 */
export async function listerHistorique(
  db: Db,
  chaine: string,
  f: FiltreHistorique,
  { personnes }: { personnes: boolean },
): Promise<PageDeListe<Ligne>> {
  const { page = 1, taille = 20 } = f
  const cherche = f.recherche?.trim().toLocaleLowerCase('fr') || null
  const nommes = cherche
    ? Object.entries(evenementsDe(fr))
        .filter(([, nom]) => nom.toLocaleLowerCase('fr').includes(cherche))
        .map(([code]) => code)
    : []
  const depuis = sql`from journal j
    left join demande d on d.id = j.demande
    left join utilisateur u on u.id = j.auteur
    where j.chaine = ${chaine}::uuid and (${personnes}::boolean or split_part(j.evenement, '.', 1) <> all(${PERSONNES}::text[]))
      and (${cherche}::text is null or j.evenement = any(${nommes}::text[])
          or strpos(plier(coalesce(d.numero, '') || ' ' || coalesce(u.prenom || ' ' || u.nom, '') || ' ' || j.contenu::text),
              ${motPlie(cherche)}) > 0)`
  const croissant = f.tri === 'le'
  const apres = /^\d{1,15}$/.test(f.apres ?? '') ? f.apres! : null
  const { rows } = await sql<
    Ligne & { prenom: string | null; nom: string | null }
  >`select j.rang, j.le, j.evenement, d.numero, j.contenu, u.prenom,
      u.nom ${depuis} ${apres ? sql`and j.rang ${croissant ? sql`>` : sql`<`} ${apres}::bigint` : sql``}
    order by j.rang ${croissant ? sql`asc` : sql`desc`}
    limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(db)
  const compte = await compterJusqua(db, depuis)
  const elements = rows.map(({ prenom, nom, ...l }) => ({ ...l, auteur: nom === null ? null : { prenom: prenom!, nom } }))
  return { elements, ...compte, page, taille, suivant: rows.length === taille ? String(rows.at(-1)!.rang) : null }
}

type Nomme = { prenom?: string; nom?: string; raisonSociale?: string; identifiant?: string }
/** A value in words: people, structures and services by their name. */
function dire(champ: string, v: unknown): string {
  if (Array.isArray(v)) return v.map((x) => dire(champ, x)).join(', ')
  if (typeof v !== 'object' || v === null) return afficher(fr, 'fr', champ, v)
  const x = v as Nomme
  return x.raisonSociale ? identite({ ...x, raisonSociale: x.raisonSociale }) : [x.prenom, x.nom].filter(Boolean).join(' ')
}
/** What is kept of a change of this structure, field by field; lines about people as their demande tells them. */
function valeurs(structure: string, { evenement, auteur }: Ligne, saisie: Record<string, unknown> | null | undefined): string {
  const type = evenement.split(':')[0]!
  return Object.entries(saisie ?? {})
    .flatMap(([champ, v]) =>
      champ === 'lignes' && Array.isArray(v)
        ? nommer(fr, decrire(fr, 'fr', { type, saisie: saisie!, auteur, structure: { id: structure } }), []).map((c) => c.texte)
        : [`${libelleDuChamp(fr, champ)}${fr.commun.deuxPoints}${dire(champ, v)}`],
    )
    .join(' ; ')
}

/** The history of one structure: it is not named again line by line. */
export const historiqueEnFeuille =
  (structure: string) =>
  (elements: Ligne[]): Sheet => {
    const x = fr.structures.historique
    return {
      nom: 'historique',
      entetes: [x.le, x.evenement, x.demande, x.auteur, x.avant, x.apres, x.motif],
      lignes: elements.map((l) => [
        l.le,
        titreEvenement(fr, l.evenement),
        l.numero ?? '',
        l.auteur ? `${l.auteur.prenom} ${l.auteur.nom}` : fr.structures.consulter.portail,
        valeurs(structure, l, l.contenu.avant),
        valeurs(structure, l, l.contenu.apres),
        l.contenu.motif ?? '',
      ]),
    }
  }
