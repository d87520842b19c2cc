import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { comme } from '#app/demonstration/comme.ts'
import type { Monde, NomPersonne } from '#app/demonstration/monde.ts'
import { creerReponse, PORTAIL } from '#app/support/reponses/changer.ts'
import type { Settings } from '#platform/settings.ts'

/** Answers that come back often, of the town hall and of the support. */
const REPONSES: [qui: NomPersonne, titre: string, texte: string][] = [
  [
    'nadia',
    'Engagement inconnu',
    'Bonjour {prenom},\nle numéro d’engagement n’est pas celui de la commande de cette année. Il figure en haut du bon de commande : indiquez-le et déposez {objet} de nouveau.',
  ],
  [
    'nadia',
    'Code service à indiquer',
    'Bonjour {prenom},\nindiquez le code du service qui a passé la commande ; il est sur notre fiche, dans l’annuaire des structures publiques.',
  ],
  [
    'agent',
    'Courriel d’activation',
    'Bonjour {prenom},\nun nouveau lien vient de partir. Il vaut une heure ; regardez aussi dans les indésirables.',
  ],
  [
    'agent',
    'Certificat refusé',
    'Bonjour {prenom},\nle certificat a expiré ou n’est pas celui de {structure}. Envoyez-nous son numéro de série dans le ticket {numero}.',
  ],
]

/** Written through the portal's own door. */
export async function preparerDesReponses(pool: Pool, settings: Settings, monde: Monde) {
  for (const [nom, titre, texte] of REPONSES) {
    const { milieu, auteur } = await comme(pool, settings, monde[nom])
    await creerReponse({ ...milieu, utilisateur: { ...auteur, roles: nom === 'agent' ? ['agent'] : [] } }, randomUUID(), {
      titre,
      texte,
      pour: nom === 'agent' ? PORTAIL : monde.mairie,
    })
  }
}
