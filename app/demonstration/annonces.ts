import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { Saisie } from '#app/communication/saisie.ts'
import { comme } from '#app/demonstration/comme.ts'
import type { Monde } from '#app/demonstration/monde.ts'
import { publierActualite } from '#app/communication/actualites/publier.ts'
import { publierIncident } from '#app/communication/incidents/publier.ts'
import { envoyerMessage } from '#app/communication/messages/envoyer.ts'
import type { Settings } from '#platform/settings.ts'

const JOUR = 86_400_000
const ARTICLES: { jours: number; saisie: Saisie }[] = [
  {
    jours: 10,
    saisie: {
      sujet: 'nouveautes',
      titre: 'Modifier plusieurs services depuis un tableur',
      chapo: 'L’import vérifie chaque ligne et montre le résultat avant d’écrire quoi que ce soit.',
      texte:
        'Un tableur, une ligne par service : le portail dit ce qu’il créera, modifiera ou refusera, **avant** d’écrire.\n\n1. Ouvrez [Importer des services](/organisation/services/importer).\n2. Téléchargez le modèle, remplissez-le.\n3. Vérifiez, puis confirmez.',
      titreEn: 'Change several services from a spreadsheet',
      chapoEn: 'The import checks each line and shows the outcome before it writes anything.',
    },
  },
  {
    jours: 17,
    saisie: {
      sujet: 'conseils',
      titre: 'Vérifiez qui accède à vos coordonnées bancaires',
      chapo: 'Chaque consultation d’un compte entier figure désormais dans l’historique.',
      texte:
        'Un IBAN est masqué. Qui l’affiche en entier le fait sous son nom, et l’historique de la structure le garde.\n\nRelisez-le de temps en temps, et retirez les droits dont personne ne se sert.',
      titreEn: 'Check who reads your bank details',
      chapoEn: 'Each time a whole account is read, the history now says so.',
    },
  },
  {
    jours: 26,
    saisie: {
      sujet: 'nouveautes',
      titre: 'Approuver plusieurs demandes en une fois',
      chapo: 'Cochez les demandes, vérifiez la liste, décidez. Chaque demandeur est prévenu.',
      texte:
        'Dans [Approbations](/approbations), cochez les demandes à décider ensemble. La page de vérification dit ce que chacune changera.',
      titreEn: 'Approve several requests at once',
      chapoEn: 'Tick the requests, check the list, decide. Each requester is told.',
    },
  },
  {
    jours: 40,
    saisie: {
      sujet: 'reglementation',
      titre: 'Facturation électronique : vos données de structure',
      chapo: 'Ce que vos fournisseurs lisent de vous dans l’annuaire, et comment le tenir à jour.',
      texte:
        'Le code service et le numéro d’engagement que vous exigez paraissent dans [l’annuaire](/annuaire). Vérifiez-les avant la fin de l’année.',
      titreEn: 'Electronic invoicing: your structure’s data',
      chapoEn: 'What your suppliers read about you in the directory, and how to keep it up to date.',
    },
  },
  {
    jours: 55,
    saisie: {
      sujet: 'raccordements',
      titre: 'L’API de Choral est décrite en entier',
      chapo: 'Tout ce qu’un écran peut faire, l’API le peut aussi : la description OpenAPI est publique.',
      texte: 'La page [API](/api) la montre, lisible.',
      titreEn: 'The API of Choral is described whole',
      chapoEn: 'Whatever a screen can do, the API can too: the OpenAPI description is public.',
    },
  },
]

/** A few news by topic, messages, and a maintenance of last week: through the portal's own door, then set back in time. */
export async function annoncer(pool: Pool, settings: Settings, monde: Monde) {
  const { rows } = await pool.query<{ heure: Date }>('select maintenant() as heure')
  const { heure } = rows[0]!
  const milieu = async (id: string) => {
    const {
      milieu: { db, t },
      auteur,
    } = await comme(pool, settings, id)
    return { db, t, heure, utilisateur: { id: auteur.id, roles: id === monde.operateur ? ['operateur' as const] : [] } }
  }
  const operateur = await milieu(monde.operateur)
  for (const { jours, saisie } of ARTICLES)
    await publierActualite(operateur, randomUUID(), { ...saisie, publieLe: new Date(heure.getTime() - jours * JOUR).toISOString() }, null)
  const soir = new Date(heure.getTime() - 6 * JOUR)
  await publierIncident(
    operateur,
    randomUUID(),
    {
      genre: 'maintenance',
      titre: 'Mise à jour du portail',
      texte: 'Le portail a été fermé une heure et demie pour sa mise à jour. Aucune demande n’a été perdue.',
      titreEn: 'Portal update',
      texteEn: 'The portal was closed for an hour and a half for its update. No request was lost.',
      debut: new Date(soir.getTime() - 90 * 60_000).toISOString(),
      fin: soir.toISOString(),
    },
    null,
  )
  await envoyerMessage(operateur, randomUUID(), {
    portee: 'tous',
    titre: 'Bienvenue dans la démonstration',
    texte: 'Tout ce que vous voyez ici est fictif : essayez sans crainte.\n\nLe [guide](/documentation) a une fiche par application.',
    duree: '365',
  })
  await envoyerMessage(operateur, randomUUID(), {
    portee: 'audience',
    entites: 'entite-publique',
    titre: 'Services et engagements : vérifiez vos exigences',
    texte: 'Vos fournisseurs lisent dans l’annuaire ce que vous exigez d’eux. **Vérifiez-le avant la clôture.**',
    duree: '90',
  })
  await envoyerMessage(await milieu(monde.daniel), randomUUID(), {
    lesquelles: 'toutes',
    titre: 'Fermeture de l’atelier du 24 décembre au 2 janvier',
    texte: 'Déposez vos factures avant le **20 décembre**. Les approbations seront décidées par le suppléant.',
    duree: '90',
  })
}
