import { sql, type RawBuilder } from 'kysely'
import type { Saisie } from '#app/accueil/recherche/saisie.ts'
import type { Resultat } from '#app/accueil/recherche/recherche.ts'
import type { Contexte } from '#app/contexte.ts'
import { DECIDEES } from '#app/organisation/approbations/lister.ts'
import { niveauDestinataire, niveauEmetteur, portees } from '#app/support/tickets/acces.ts'
import type { StatutTicket } from '#app/support/tickets/champs.ts'
import { visiblePour } from '#demandes/index.ts'

/** By a name, the latest are looked at: of one's own demandes, of a structure's approvals and tickets. By its number, whatever its age. */
const DERNIERS = 500
/** Of tickets, so many of all structures together: whoever answers for twenty large ones types no slower than anybody else. */
const TICKETS_EN_TOUT = 1000

/** What is open and what is closed have each their index (0026): read from both, in their order. */
function derniers(ou: RawBuilder<unknown>): RawBuilder<unknown> {
  const moitie = (statut: RawBuilder<unknown>) =>
    sql`(select id, cree_le from ticket where ${ou} and statut ${statut} 'FERME' order by cree_le desc limit ${DERNIERS})`
  return sql`(${moitie(sql`<>`)} union all ${moitie(sql`=`)} order by cree_le desc limit ${DERNIERS})`
}

interface Dossier {
  genre: 'demande' | 'approbation' | 'ticket'
  numero: string
  type: string
  etat: string
  titre: string | null
  structure: string | null
  exact: boolean
}

/** Demandes, approvals and tickets by number, by structure, by person or by title; each under the rule of its own screen. One statement. */
export async function lireDossiers(
  c: Pick<Contexte, 'db' | 't'>,
  moi: Pick<NonNullable<Contexte['utilisateur']>, 'id' | 'roles'>,
  saisie: Saisie,
  limite: number,
): Promise<Resultat[]> {
  const { texte, chiffres, demandes, tickets } = saisie
  const mots = sql`array(select '%' || m || '%' from unnest(string_to_array(plier(${texte}), ' ')) m where m <> '')`
  /** Every word in these columns; a text of signs only says nothing. */
  const dit = (colonnes: RawBuilder<unknown>) => sql`(plier(${texte}) <> '' and plier(concat_ws(' ', ${colonnes})) like all (${mots}))`
  const deStructure = sql`(${dit(sql`nom_structure(s), s.libelle`)} or s.identifiant = ${chiffres ?? ''})`
  const { rows } = await sql<Dossier>`
    with p as materialized (${portees(moi.id, 'emetteur')}),
      q as materialized (${portees(moi.id, 'destinataire')}),
      decidees as materialized (select structure from ${DECIDEES(moi.id)} x (structure)),
      d1 as (select d.id, d.numero = any (${demandes}::text[]) as exact
        from demande d
        left join structure s on s.id = d.structure
        where (d.numero = any (${demandes}::text[]) and ${visiblePour(moi)})
          or (d.id in (select id from demande where auteur = ${moi.id}::uuid order by id desc limit ${DERNIERS}) and ${deStructure})
        order by 2 desc, 1 desc
        limit ${limite}),
      a1 as (select x.demande as id, x.exact
        from decidees m
        join structure s on s.id = m.structure
        cross join lateral (select a.demande, d.numero = any (${demandes}::text[]) as exact
            from (select a.demande, a.demandeur from approbation a where a.structure = m.structure order by a.cree_le desc limit ${DERNIERS})
                a
            join demande d on d.id = a.demande
            where ${deStructure} or ${dit(sql`a.demandeur`)} or d.numero = any (${demandes}::text[])
            union select a.demande, true
            from demande d
            join approbation a on a.demande = d.id
            where d.numero = any (${demandes}::text[]) and a.structure = m.structure) x
        order by 2 desc, 1 desc
        limit ${limite}),
      candidat as (select id
        from ticket
        where numero = any (${tickets}::text[])
        union (select x.id
            from (${derniers(sql`auteur = ${moi.id}::uuid and structure is null`)}
                union all select x.*
                from (select distinct structure
                    from rattachement
                    where utilisateur = ${moi.id}::uuid and retire_le is null and periode @> maintenant()) r
                cross join lateral ${derniers(sql`auteur = ${moi.id}::uuid and structure = r.structure`)} x
                union all ${derniers(sql`${moi.roles.includes('agent')} and destinataire is null`)}
                union all select x.*
                from p
                cross join lateral ${derniers(sql`structure = p.structure`)} x
                union all select x.*
                from q
                cross join lateral ${derniers(sql`destinataire = q.structure`)} x) x
            order by x.cree_le desc
            limit ${TICKETS_EN_TOUT})),
      t1 as (select t.id, t.numero = any (${tickets}::text[]) as exact
        from candidat
        join ticket t using (id)
        left join structure s on s.id = t.structure
        where (t.numero = any (${tickets}::text[]) or ${dit(sql`t.titre, t.numero_objet, s.raison_sociale, s.nom, s.libelle`)}
              or s.identifiant = ${chiffres ?? ''} or lower(t.courriel) = lower(${texte})
              or (length(${chiffres}) >= 9 and right(regexp_replace(t.telephone, '\\D', '', 'g'), 9) = right(${chiffres}, 9)))
          and (${niveauEmetteur(moi.id)} > 0 or ${niveauDestinataire(moi.id)} > 0)
        order by 2 desc, 1 desc
        limit ${limite})
    select 'demande' as genre, d.numero, d.type, d.etat, null as titre, nom_structure(s) as structure, d1.exact
    from d1
    join demande d using (id)
    left join structure s on s.id = d.structure
    union all select 'approbation', d.numero, d.type, a.etat, u.prenom || ' ' || u.nom, nom_structure(s), a1.exact
    from a1
    join demande d using (id)
    join approbation a on a.demande = d.id
    join utilisateur u on u.id = d.auteur
    join structure s on s.id = a.structure
    union all select 'ticket', t.numero, '', t.statut, t.titre, nom_structure(s), t1.exact
    from t1
    join ticket t using (id)
    left join structure s on s.id = t.structure
    order by 1, exact desc, 2 desc`.execute(c.db)
  return rows.map((d) => dessiner(c, d))
}

function dessiner({ t }: Pick<Contexte, 't'>, { genre, numero, type, etat, titre, structure, exact }: Dossier): Resultat {
  const phrase = t.demandes.phrases[type] ?? type
  const ligne = (...morceaux: (string | null | undefined)[]) => morceaux.filter(Boolean).join(' · ')
  if (genre === 'ticket')
    return {
      genre,
      titre: `${numero} – ${titre}`,
      detail: ligne(t.tickets.statuts[etat as StatutTicket], structure),
      adresse: `/support/tickets/${numero}`,
      exact,
    }
  if (genre === 'approbation')
    return {
      genre,
      titre: `${numero} – ${t.approbations.descriptions[type] ?? phrase}`,
      detail: ligne(t.approbations.etats[etat], titre, structure),
      adresse: `/approbations/${numero}`,
      exact,
    }
  return { genre, titre: `${numero} – ${phrase}`, detail: ligne(t.demandes.etats[etat], structure), adresse: `/demandes/${numero}`, exact }
}
