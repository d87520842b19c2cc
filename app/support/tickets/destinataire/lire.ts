import { sql } from 'kysely'
import { equipe } from '#app/support/tickets/acces.ts'
import type { Ticket } from '#app/support/tickets/lire.ts'
import type { Db } from '#platform/database/open.ts'

interface Nomme {
  id: string
  nom: string
}
/** What whoever answers a ticket needs around it. */
export interface Traitement {
  /** To whom it can be assigned. */
  equipe: Nomme[]
  reponses: { id: string; titre: string }[]
  /** Not over, or over for less than a week; and the one that is linked. */
  incidents: { id: string; titre: string }[]
  /** Open ones of the same emitter, here: what it may be merged into. */
  voisins: { numero: string; titre: string }[]
  /** Merged into it. */
  reunis: string[]
  suivi: boolean
}

/** One statement; nothing for whoever may not act on the recipient's side. */
export async function lireTraitement(db: Db, t: Ticket, utilisateur: string, langue: 'fr' | 'en' = 'fr'): Promise<Traitement | null> {
  if (t.destinataireNiveau === 0) return null
  const destinataire = t.destinataire?.id ?? null
  const { rows } = await sql<Traitement>`select coalesce((select json_agg(json_build_object('id', u.id, 'nom', u.prenom || ' ' || u.nom)
                order by u.nom, u.prenom)
            from (${equipe({ destinataire, destinataireService: t.destinataireService?.id ?? null })}) e
            join utilisateur u on u.id = e.id
            where u.est_actif), '[]') as equipe,
      coalesce((select json_agg(x)
            from (select id, ${langue === 'en' ? sql`coalesce(titre_en, titre)` : sql`titre`} as titre
                from reponse_type
                where structure is not distinct from ${destinataire}::uuid
                order by plier(reponse_type.titre) collate "C"
                limit 200) x), '[]') as reponses,
      coalesce((select json_agg(x)
            from (select id, titre
                from incident
                where coalesce(fin, 'infinity') > maintenant() - interval '7 days' or id = ${t.incident}::uuid
                order by debut desc
                limit 50) x), '[]') as incidents,
      coalesce((select json_agg(x)
            from (select a.numero, a.titre
                from ticket a
                where ${memeEmetteur(t)} and a.statut <> 'FERME' and a.destinataire is not distinct from ${destinataire}::uuid
                  and a.id <> ${t.id}
                order by a.id desc
                limit 20) x), '[]') as voisins,
      array(select numero from ticket where fusionne_dans = ${t.id} order by id limit 100) as reunis,
      exists (select from ticket_abonne where ticket = ${t.id} and utilisateur = ${utilisateur}::uuid) as suivi`.execute(db)
  return rows[0]!
}

const memeEmetteur = (t: Ticket) =>
  t.structure
    ? sql`a.structure = ${t.structure.id}::uuid`
    : t.contact
      ? sql`a.contact = ${t.contact}::uuid`
      : sql`a.auteur = ${t.auteur}::uuid and a.structure is null`
