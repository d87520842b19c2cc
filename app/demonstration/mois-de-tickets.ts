import type { Pool } from 'pg'
import { AU_PORTAIL, A_LA_MAIRIE, MERCI } from '#app/demonstration/mois-de-tickets.sujets.ts'
import type { Monde, NomPersonne } from '#app/demonstration/monde.ts'

const JOURS = 84

const NOMBRE = 150

/** The same numbers at every load. */
function hasard(graine: number) {
  let a = graine
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Twelve weeks of tickets, more of them lately, answered sooner and sooner; almost all are over. */
function tirer(monde: Monde) {
  const r = hasard(2026)
  const parmi = <T>(l: readonly T[]) => l[Math.floor(r() * l.length)]!
  return Array.from({ length: NOMBRE }, (_, i) => {
    const mairie = r() < 0.55
    const s = parmi(mairie ? A_LA_MAIRIE : AU_PORTAIL)
    const jours = 2 + Math.floor((JOURS - 3) * (1 - i / NOMBRE) ** 1.3)
    const premiere = Math.round(20 + 900 * r() ** 2 * (0.5 + jours / JOURS))
    const resolution = Math.round(premiere + 60 + 5400 * r() ** 2 * (0.4 + jours / JOURS))
    // Sent at six in the evening at the latest, closed within nine hours: over by now, were it just past midnight.
    const finie = 1080 + resolution + 530 < jours * 1440
    const statut = finie ? (r() < 0.03 ? 'RESOLU' : 'FERME') : r() < 0.5 ? 'EN_ATTENTE' : 'OUVERT'
    const note = statut === 'FERME' && r() < 0.45 ? Math.min(5, Math.max(1, Math.round(4.7 - resolution / 3600 - r() * 1.2))) : null
    const attente = statut === 'EN_ATTENTE' || (s.demande && finie)
    return {
      auteur: monde[r() < 0.6 ? 'daniel' : ('heloise' satisfies NomPersonne)],
      agent: statut === 'OUVERT' ? null : monde[mairie ? 'nadia' : 'agent'],
      destinataire: mairie ? monde.mairie : null,
      jours,
      minute: 480 + Math.floor(r() * 600),
      sous: s.sous,
      titre: s.titre,
      description: s.description,
      type_objet: s.objet ? 'FACTURE' : null,
      numero_objet: s.objet ? `${s.objet}${String(100 + Math.floor(r() * 800))}` : null,
      statut,
      note,
      avis: note && r() < 0.4 ? MERCI[note >= 5 ? 0 : note === 4 ? 1 : note === 3 ? 2 : 3]! : null,
      demande: attente ? (s.demande ?? 'Pouvez-vous préciser, en joignant ce que vous avez reçu ?') : null,
      reponse: finie ? s.reponse : null,
      premiere,
      resolution,
      fin: resolution + 30 + Math.floor(r() * 500),
    }
  })
}

/** Written in three statements, each as its activities tell it. */
export async function remplirLeMois(pool: Pool, monde: Monde) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `create temp table mois on commit drop as
        select row_number() over () as rang, gen_random_uuid() as cle, x.*,
          (date_trunc('day', maintenant() at time zone 'Europe/Paris') - make_interval(days => x.jours + case extract(isodow
                    from maintenant() at time zone 'Europe/Paris' - make_interval(days => x.jours)) when 6 then 1 when 7 then 2 else 0 end,
                  mins => -x.minute)) at time zone 'Europe/Paris' as ne
        from jsonb_to_recordset($1::jsonb) x(auteur uuid, agent uuid, destinataire uuid, jours int, minute int, sous text, titre text,
              description text, type_objet text, numero_objet text, statut text, note smallint, avis text, demande text, reponse text,
              premiere int, resolution int, fin int)`,
      [JSON.stringify(tirer(monde))],
    )
    await client.query(
      `insert into ticket (cle, auteur, structure, courriel, categorie, sous_categorie, type_objet, numero_objet, destinataire, titre,
              description, statut, agent, cree_le, recu_le, modifie_le, resolu_le, satisfaction, satisfaction_texte, satisfaction_le)
        select m.cle, m.auteur, $1, (select adresse_electronique from utilisateur u where u.id = m.auteur), k.categorie, k.code,
          m.type_objet, m.numero_objet, m.destinataire, m.titre, m.description, m.statut, m.agent, m.ne, m.ne,
          m.ne + make_interval(mins => m.fin), case when m.reponse is not null then m.ne + make_interval(mins => m.resolution) end, m.note,
          m.avis, case when m.note is not null then m.ne + make_interval(mins => m.fin) end
        from mois m
        join ticket_sous_categorie k on k.code = m.sous
        order by m.ne`,
      [monde.menuiserie],
    )
    await client.query(`insert into ticket_activite (ticket, le, auteur, cote, action, texte, de, vers, par)
      select t.id, m.ne + make_interval(mins => a.apres), case a.cote when 'emetteur' then m.auteur else m.agent end, a.cote, a.action,
        a.texte, a.de, a.vers, case when a.vers is not null then a.cote end
      from mois m
      join ticket t on t.cle = m.cle,
        lateral (values (1, 0, 'emetteur', 'creer', null, null, null, true),
            (2, m.premiere - 10, 'destinataire', 'prendre', null, null, null, m.agent is not null),
            (3, m.premiere, 'destinataire', 'demander', m.demande, 'OUVERT', 'EN_ATTENTE', m.demande is not null),
            (4, (m.premiere + m.resolution) / 2, 'emetteur', 'fournir', 'Voici ce que vous demandez.', 'EN_ATTENTE', 'OUVERT',
                m.demande is not null and m.reponse is not null),
            (5, m.resolution, 'destinataire', 'resoudre', m.reponse, 'OUVERT', 'RESOLU', m.reponse is not null),
            (6, m.fin, 'emetteur', 'accepter', null, 'RESOLU', 'FERME', m.statut = 'FERME')) a(pas, apres, cote, action, texte, de, vers,
            garde)
      where a.garde
      order by m.ne, t.id, a.pas`)
    await client.query('commit')
  } catch (erreur) {
    await client.query('rollback').catch(() => {})
    throw erreur
  } finally {
    client.release()
  }
}
