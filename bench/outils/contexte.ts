import type { Pool } from 'pg'
import { rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { lireMenu } from '#app/comptes/session.ts'
import type { Contexte } from '#app/contexte.ts'
import { creerMonde, PERSONNES } from '#app/demonstration/monde.ts'
import { openDatabase } from '#platform/database/open.ts'
import { readSettings } from '#platform/settings.ts'
import { textes } from '#ui/textes/index.ts'

/** What a consultation needs of a request, for Daniel of the small world, who governs three structures. */
export async function contexteDeMesure(pool: Pool): Promise<Contexte> {
  const db = openDatabase(pool)
  await rafraichirCatalogue(db, true)
  const { daniel: id } = await creerMonde(pool)
  const { prenom, nom, adresse: adresseElectronique } = PERSONNES.daniel
  return {
    db,
    pool,
    settings: readSettings({ DATABASE_URL: 'postgres://bench' }),
    log: console,
    langue: 'fr',
    t: textes.fr,
    url: new URL('http://localhost/'),
    chemin: '/',
    params: {},
    requete: { headers: {} },
    utilisateur: { id, prenom, nom, adresseElectronique, roles: [] },
    ...(await lireMenu(db, id, null)),
    structureActive: null,
    voirComme: null,
    heure: new Date(),
  } as unknown as Contexte
}
