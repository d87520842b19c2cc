import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { droitsDeRepondre, repondant } from '#app/support/tickets/acces.ts'

interface Attente {
  cle: string
  structure: string
  nom: string
  service: string | null
  tickets: number
  /** No gestionnaire principal: the operator names one. */
  aNommer: boolean
  active: boolean
  utilisateur: string
  prenom: string
  nomDeLUtilisateur: string
  langue: string
  adresse: string
}

const cheminDe = (x: Attente) =>
  x.aNommer
    ? '/exploitation/gestionnaires'
    : x.active
      ? `/organisation/habilitations?structure=${x.structure}`
      : `/organisation/structures/${x.structure}`

/**
 * Open tickets of a structure, or of a service, where nobody may answer any more: whoever can mend it is told (TIC-08), its gestionnaire
 * principal, else the operator.
 * Once: told again only after somebody was given the right and nobody has it any more.
 */
export async function prevenirSansRepondant(c: Pick<Programme, 'db' | 'settings' | 'jobs'>): Promise<number> {
  return c.db.transaction().execute(async (tx) => {
    const { rows } = await sql<Attente>`/* @sans-repondant */ with lieux as materialized (select t.destinataire, t.destinataire_service,
            count(*)::int as tickets
          from ticket t
          where t.statut = 'OUVERT' and t.destinataire is not null
          group by 1, 2),
        seuls as (select t.*, s.statut, g.id as gestionnaire,
            concat_ws(':', 'sans-repondant', s.id, t.destinataire_service, (${droitsDeRepondre})) as cle, nom_structure(s) as nom,
            (select v.nom from service v where v.id = t.destinataire_service) as service
          from lieux t
          join structure s on s.id = t.destinataire
          left join utilisateur g on g.id = s.gestionnaire_principal and g.est_actif
          where not ${repondant})
      select x.cle, x.destinataire as structure, x.nom, x.service, x.tickets, x.gestionnaire is null as a_nommer,
        x.statut = 'ACTIVE' as active, u.id as utilisateur, u.prenom, u.nom as nom_de_l_utilisateur, u.langue,
        coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse
      from seuls x
      join utilisateur u on u.est_actif and (u.id = x.gestionnaire or (x.gestionnaire is null and u.est_operateur))
      where not exists (select from avis a where a.utilisateur = u.id and a.cle = x.cle)
      order by x.cle, u.id
      limit 500`.execute(tx)
    for (const x of rows)
      await aviser(
        c,
        tx,
        { utilisateur: x.utilisateur, genre: 'gestion', adresse: cheminDe(x), cle: x.cle },
        composer(
          c,
          langueDe(x.langue),
          `${x.cle}:${x.utilisateur}`,
          x.adresse,
          (t) =>
            t.sansRepondant(x.prenom, x.nomDeLUtilisateur, [x.nom, x.service].filter(Boolean).join(' — '), x.tickets, x.aNommer, x.active),
          cheminDe(x),
        ),
      )
    return rows.length
  })
}
