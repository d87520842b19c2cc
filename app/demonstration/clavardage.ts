import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { comme } from '#app/demonstration/comme.ts'
import type { Monde } from '#app/demonstration/monde.ts'
import { ecrireMessage } from '#app/support/clavardage/ecrire.ts'
import { ouvrirConversation } from '#app/support/clavardage/ouvrir.ts'
import { prendreConversation } from '#app/support/clavardage/prendre.ts'
import { terminerConversation } from '#app/support/clavardage/terminer.ts'
import type { Settings } from '#platform/settings.ts'

/** A colleague to hand a conversation to, there for the day; signs in with the agent's password. */
const accueillirUnCollegue = (pool: Pool, agent: string) =>
  pool.query(
    `with u as (insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet, est_agent)
          values ('agent2@exemple.fr', true, 'Yanis', 'Lambert', 'Yanis Lambert', true)
          returning id),
        i as (insert into identite (utilisateur, fournisseur, identifiant, mot_de_passe, mot_de_passe_le)
          select u.id, m.fournisseur, u.id::text, m.mot_de_passe, m.mot_de_passe_le
          from u, identite m
          where m.utilisateur = $1::uuid)
      insert into agent_presence (utilisateur, etat, vu_le)
      select id, 'disponible', maintenant() + interval '1 day'
      from u`,
    [agent],
  )

/** One conversation that ended, one that waits; the support open around the clock, so that it can be tried at any hour. */
export async function tenirDesConversations(pool: Pool, settings: Settings, monde: Monde) {
  await pool.query('delete from horaire_support')
  await pool.query(`insert into horaire_support (jour, debut, fin) select j, '00:00', '24:00' from generate_series(1, 7) j`)
  await accueillirUnCollegue(pool, monde.agent)
  const qui = async (nom: 'daniel' | 'camille' | 'agent') => {
    const { milieu, auteur } = await comme(pool, settings, monde[nom])
    return {
      c: { ...milieu, waker: { wake() {}, listen() {}, close: async () => {} }, utilisateur: auteur },
      qui: { utilisateur: monde[nom], jeton: null },
    }
  }
  const [daniel, camille, agent] = [await qui('daniel'), await qui('camille'), await qui('agent')]
  const id = await ouvrirConversation(
    daniel.c,
    { utilisateur: monde.daniel },
    {
      cle: randomUUID(),
      langue: 'fr',
      structure: monde.menuiserie,
      page: '/organisation/services',
      texte: 'Le service « Dépôt sud » est inactif et bloque une habilitation.',
    },
  )
  await prendreConversation(agent.c, id)
  await ecrireMessage(agent.c, agent.qui, id, {
    cle: randomUUID(),
    texte: 'Bonjour Daniel. Déplacez son droit du service vers la structure : il vaut trente minutes après.',
  })
  await ecrireMessage(daniel.c, daniel.qui, id, { cle: randomUUID(), texte: 'Parfait, je le fais. Merci.' })
  await terminerConversation(daniel.c, daniel.qui, id)
  await ouvrirConversation(
    camille.c,
    { utilisateur: monde.camille },
    { cle: randomUUID(), langue: 'fr', texte: 'Comment demander mon rattachement à une structure ?' },
  )
  // Set back in time; who waits came a moment ago, and stays for the day.
  await pool.query(
    `update conversation
      set ouverte_le = ouverte_le - interval '3 days', file_le = file_le - interval '3 days',
        prise_le = prise_le - interval '3 days' + interval '4 minutes',
        terminee_le = terminee_le - interval '3 days' + interval '14 minutes', lu_agent = dernier, recu_agent = dernier
      where id = $1`,
    [id],
  )
  await pool.query(
    `update conversation_message set le = le - interval '3 days' + make_interval(mins => 2 * rang) where conversation = $1`,
    [id],
  )
  await pool.query(`update conversation set vu_le = vu_le + interval '1 day' where etat = 'attente'`)
}
