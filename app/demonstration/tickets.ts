import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { comme } from '#app/demonstration/comme.ts'
import { STRUCTURES, type Monde, type NomPersonne } from '#app/demonstration/monde.ts'
import { agirSurTicket } from '#app/support/tickets/agir.ts'
import { creerTicket } from '#app/support/tickets/emetteur/creer.ts'
import type { Settings } from '#platform/settings.ts'

type Pas = [qui: NomPersonne, action: string, texte: string | null]
interface Histoire {
  jours: number
  de: NomPersonne
  sousCategorie: string
  objet?: string
  titre: string
  description: string
  pas: Pas[]
}

/** A month of tickets, in each state. */
const HISTOIRES: Histoire[] = [
  {
    jours: 27,
    de: 'heloise',
    sousCategorie: 'activation',
    titre: 'Le courriel d’activation n’arrive pas',
    description: 'Ma collègue ne reçoit rien, même dans les indésirables.',
    pas: [
      ['agent', 'prendre', null],
      ['agent', 'resoudre', 'Un nouveau lien vient de partir : il vaut une heure.'],
      ['heloise', 'accepter', null],
    ],
  },
  {
    jours: 21,
    de: 'daniel',
    sousCategorie: 'facture-rejetee',
    objet: 'F-2026-118',
    titre: 'Facture F-2026-118 rejetée sans motif',
    description: 'Le rejet n’indique aucun motif. Que faut-il corriger ?',
    pas: [
      ['nadia', 'prendre', null],
      ['nadia', 'note', 'Le service Voirie a confondu deux commandes.'],
      ['nadia', 'resoudre', 'Le code du service était celui de la voirie : indiquez « ECOLES » et déposez-la à nouveau.'],
    ],
  },
  {
    jours: 12,
    de: 'daniel',
    sousCategorie: 'facture-question',
    objet: 'F-2026-131',
    titre: 'Engagement refusé au dépôt',
    description:
      'Bonjour,\nle dépôt de la facture F-2026-131 échoue : « numéro d’engagement inconnu ». Pouvez-vous vérifier de votre côté ?',
    pas: [
      ['nadia', 'prendre', null],
      ['nadia', 'demander', 'Le bon de commande est celui de 2025. Quel est le numéro d’engagement de la commande de 2026 ?'],
    ],
  },
  {
    jours: 5,
    de: 'daniel',
    sousCategorie: 'raccordement-api',
    titre: 'Raccordement API : certificat refusé',
    description: 'Le certificat de test est refusé depuis lundi.',
    pas: [
      ['agent', 'prendre', null],
      ['agent', 'priorite', 'haute'],
    ],
  },
  {
    jours: 1,
    de: 'daniel',
    sousCategorie: 'travaux-question',
    objet: 'FT-2026-007',
    titre: 'Avance forfaitaire non reprise',
    description: 'L’avance n’apparaît pas dans le décompte mensuel.',
    pas: [['nadia', 'priorite', 'urgente']],
  },
]

/** Sent and answered through the portal's own door, then set back in time. */
export async function envoyerLesTickets(pool: Pool, settings: Settings, monde: Monde) {
  for (const h of HISTOIRES) {
    const qui = async (nom: NomPersonne) => {
      const { milieu, auteur } = await comme(pool, settings, monde[nom])
      return { ...milieu, utilisateur: auteur }
    }
    const numero = await creerTicket(await qui(h.de), randomUUID(), {
      sousCategorie: h.sousCategorie,
      structure: monde.menuiserie,
      titre: h.titre,
      description: h.description,
      ...(h.objet ? { typeObjet: 'FACTURE', numeroObjet: h.objet, destinataire: STRUCTURES.mairie.identifiant } : {}),
    })
    for (const [nom, action, texte] of h.pas)
      await agirSurTicket(await qui(nom), numero, {
        action,
        cle: randomUUID(),
        ...(action === 'priorite' ? { texte: null, plus: { priorite: texte } } : { texte }),
      })
    await pool.query(
      `with t as (update ticket
            set cree_le = cree_le - make_interval(days => $2), recu_le = recu_le - make_interval(days => $2),
              modifie_le = modifie_le - make_interval(days => $2), resolu_le = resolu_le - make_interval(days => least($2, 3)),
              premiere_reponse_le = premiere_reponse_le - make_interval(days => $2)
            where numero = $1
            returning id)
        update ticket_activite a
        set le = a.le - make_interval(days => $2)
        from t
        where a.ticket = t.id`,
      [numero, h.jours],
    )
  }
}
