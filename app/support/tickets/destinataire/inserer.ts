import { sql, type RawBuilder } from 'kysely'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { garderBrouillon, lireBrouillon } from '#app/demandes/brouillon.ts'
import { lireEnvois } from '#app/organisation/pieces-jointes/index.ts'
import type { Reponse } from '#app/page.ts'
import { remplir, valeursDe } from '#app/support/reponses/remplir.ts'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import { lireTicket, type Ticket } from '#app/support/tickets/lire.ts'
import { direPresence } from '#app/support/tickets/presence.ts'
import { ETAT_NEUF, fichiersRecus } from '#app/support/tickets/ticket.agir.ts'
import type { EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import { refus } from '#demandes/index.ts'
import type { Db } from '#platform/database/open.ts'
import { debutDe } from '#platform/plier.ts'
import type { Langue } from '#ui/textes/format.ts'

const TYPE = 'ticket.reponse'

const langueDuTicket = (auteur: RawBuilder<unknown>, contact: RawBuilder<unknown>) =>
  sql`coalesce((select u.langue from utilisateur u where u.id = ${auteur}), (select v.langue from contact_verifie v where v.id = ${contact}))`

interface Choix {
  reponses: { id: string; titre: string }[]
  incidents: { id: string; titre: string }[]
}

/**
 * What goes with one answer to several: canned answers of their recipient (null: the portal's support; undefined: several, whose answers
 * nobody has), and incidents not long over. One statement.
 */
export async function choixPourTous(db: Db, destinataire: string | null | undefined, langue: Langue): Promise<Choix> {
  const { rows } = await sql<Choix>`select coalesce((select json_agg(x)
              from (select id, ${langue === 'en' ? sql`coalesce(titre_en, titre)` : sql`titre`} as titre
                  from reponse_type
                  where ${destinataire !== undefined} and structure is not distinct from ${destinataire ?? null}::uuid
                  order by plier(reponse_type.titre) collate "C"
                  limit 200) x), '[]') as reponses,
        coalesce((select json_agg(x)
              from (select id, ${langue === 'en' ? sql`coalesce(titre_en, titre)` : sql`titre`} as titre
                  from incident
                  where coalesce(fin, 'infinity') > maintenant() - interval '7 days'
                  order by debut desc
                  limit 50) x), '[]') as incidents`.execute(db)
  return rows[0]!
}

/** One text for several tickets: in each language that those who wrote them read, French first. */
export async function reponsePourTous(db: Db, numeros: string[], id: string): Promise<string | null> {
  const { rows } = await sql<{
    texte: string
    texteEn: string | null
    langues: string[]
  }>`select texte, texte_en,
      array(select distinct coalesce(${langueDuTicket(sql`t.auteur`, sql`t.contact`)}, 'fr')
        from ticket t
        where t.numero = any(${numeros}::text[])) as langues
    from reponse_type
    where id = ${id}::uuid`.execute(db)
  const r = rows[0]
  if (!r) return null
  const enAnglais = r.texteEn !== null && r.langues.includes('en')
  return [...(enAnglais && !r.langues.includes('fr') ? [] : [r.texte]), ...(enAnglais ? [r.texteEn] : [])].join('\n\n')
}

/** A canned answer of this ticket's recipient, filled for this ticket: in the language of whoever wrote it, who reads it. */
export async function reponsePour(db: Db, t: Ticket, id: string): Promise<string | null> {
  const { rows } = await sql<{
    texte: string
  }>`select case when ${langueDuTicket(sql`${t.auteur}::uuid`, sql`${t.contact}::uuid`)} = 'en' then coalesce(texte_en, texte)
      else texte end as texte
    from reponse_type
    where id = ${id}::uuid and structure is not distinct from ${t.destinataire?.id ?? null}::uuid`.execute(db)
  return rows[0] ? remplir(rows[0].texte, valeursDe(t)) : null
}

/** Without a script: what was typed is kept under the form's key, the canned answer after it, and the page comes back. */
export async function inserer(c: Contexte, champs: Map<string, string[]>): Promise<Reponse> {
  const numero = c.params.numero ?? ''
  const t = await lireTicket(c.db, c.utilisateur!.id, numero)
  if (!t || t.destinataireNiveau < 2) throw refus(c.t, 'introuvable')
  const [recue, choisie] = [champs.get('_cle')?.[0], champs.get('reponse')?.[0]]
  const cle = estUuid(recue) ? recue : ETAT_NEUF().cle
  const tape = (champs.get('texte')?.[0] ?? '').replaceAll('\r\n', '\n').trim()
  const pret = estUuid(choisie) ? await reponsePour(c.db, t, choisie) : null
  const { ids } = await fichiersRecus(c, c.utilisateur!.id, champs)
  await garderBrouillon(c.db, {
    cle,
    auteur: c.utilisateur!.id,
    type: TYPE,
    structure: null,
    saisie: { numero, texte: debutDe([tape, pret].filter(Boolean).join('\n\n'), TEXTE_MAX), envois: ids },
    version: null,
  })
  await direPresence(c.db, t, c.utilisateur!.id)
  return { rediriger: `${c.chemin}?brouillon=${cle}#repondre` }
}

/** The form as it was kept, for the same ticket and person. */
export async function reprendre(c: Contexte): Promise<EtatDuTicket | null> {
  const cle = c.url.searchParams.get('brouillon')
  if (!estUuid(cle)) return null
  const trouve = await lireBrouillon(c.db, { auteur: c.utilisateur!.id, type: TYPE, structure: null, cle })
  const saisie = trouve && 'brouillon' in trouve ? (trouve.brouillon.saisie as { numero: string; texte: string; envois: string[] }) : null
  if (!saisie || saisie.numero !== c.params.numero) return null
  return {
    ...ETAT_NEUF(),
    cle,
    texte: saisie.texte,
    envois: saisie.envois.length ? await lireEnvois(c.db, c.utilisateur!.id, saisie.envois) : [],
  }
}
