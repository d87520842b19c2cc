import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'
import { date } from '#ui/textes/format.ts'

type Envoi = Pick<Programme, 'settings' | 'db' | 'jobs'>
interface Destinataire {
  role: 'demandeur' | 'titulaire'
  utilisateur: string
  prenom: string
  nom: string
  langue: string
  adresse: string
}
interface Sujet {
  structure: string
  identifiant: string
  contestation: boolean
  demandeur: string
  jusque: Date
  destinataires: Destinataire[]
}

/** Every address known of the incumbent (sign-in, contact, the structure's own), and the requester's; each once. */
async function sujetDe(tx: Tx | Db, id: string): Promise<Sujet> {
  const { rows } =
    await sql<Sujet>`select ${NOM_AFFICHE} as structure, s.identifiant, r.contestation, d.prenom || ' ' || d.nom as demandeur,
        r.attente_jusqua as jusque,
        (select coalesce(json_agg(x order by x.role, x.adresse), '[]')
          from (select distinct on (lower(a.adresse)) 'titulaire' as role, g.id as utilisateur, g.prenom, g.nom, g.langue, a.adresse
              from unnest(array[g.adresse_electronique::text, g.adresse_contact::text, s.adresse_electronique]) a(adresse)
              where g.id is not null and nullif(a.adresse, '') is not null
              union all select 'demandeur', d.id, d.prenom, d.nom, d.langue, coalesce(d.adresse_contact, d.adresse_electronique)::text) x) as destinataires
      from recuperation r
      join structure s on s.id = r.structure
      join utilisateur d on d.id = r.demandeur
      left join utilisateur g on g.id = coalesce(r.titulaire, s.gestionnaire_principal)
      where r.id = ${id}::uuid`.execute(tx)
  return rows[0]!
}

type Contenu = ReturnType<Textes['courriels']['activation']>

async function envoyer(
  milieu: Envoi,
  tx: Tx | Db,
  id: string,
  moment: string,
  a: ('demandeur' | 'titulaire')[],
  contenu: (s: Sujet, d: Destinataire, c: Textes['courriels']) => Contenu,
) {
  const sujet = await sujetDe(tx, id)
  for (const d of sujet.destinataires.filter((x) => a.includes(x.role))) {
    // Whoever disputes from outside is told of it by the identifier they gave.
    const s = sujet.contestation && d.role === 'demandeur' ? { ...sujet, structure: sujet.identifiant } : sujet
    await aviser(
      milieu,
      tx,
      { utilisateur: d.utilisateur, genre: 'securite', adresse: `/organisation/recuperation/${id}`, cle: `recuperation:${id}:${moment}` },
      composer(
        milieu,
        langueDe(d.langue),
        `recuperation:${id}:${moment}:${d.adresse}`,
        d.adresse,
        (c) => contenu(s, d, c),
        `/organisation/recuperation/${id}`,
      ),
    )
  }
}

export const avertirTitulaire = (milieu: Envoi, tx: Tx | Db, id: string, moment: 'debut' | 'rappel') =>
  envoyer(milieu, tx, id, moment, ['titulaire'], (s, d, c) =>
    (s.contestation ? c.creationContestee : c.recuperationAvertie)(
      d.prenom,
      d.nom,
      s.structure,
      s.demandeur,
      date(s.jusque, langueDe(d.langue)),
    ),
  )

export const annoncerArret = (milieu: Envoi, tx: Tx, id: string, motif: (t: 'fr' | 'en') => string) =>
  envoyer(milieu, tx, id, 'arret', ['demandeur', 'titulaire'], (s, d, c) =>
    c.recuperationArretee(d.prenom, d.nom, s.structure, motif(langueDe(d.langue))),
  )

export const annoncerDecision = (milieu: Envoi, tx: Tx, id: string, acceptee: boolean, motif: string) =>
  envoyer(milieu, tx, id, 'decision', ['demandeur', 'titulaire'], (s, d, c) =>
    c.recuperationDecidee(d.prenom, d.nom, s.structure, acceptee, motif),
  )

/** Half-way through the waiting period the incumbent is warned again, once. */
export async function rappelerTitulaires(programme: Programme): Promise<number> {
  return programme.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      id: string
    }>`update recuperation set rappel_le = maintenant() where id in (select id from recuperation where etat = 'en-attente' and rappel_le is null
      and maintenant() >= cree_le + (attente_jusqua - cree_le) / 2 order by cree_le limit 200 for update skip locked) returning id`.execute(
      tx,
    )
    for (const { id } of rows) await avertirTitulaire(programme, tx, id, 'rappel')
    return rows.length
  })
}
