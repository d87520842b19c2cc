import { randomBytes } from 'node:crypto'
import { adresseCanonique } from '#app/comptes/adresse.ts'
import { enregistrerMotDePasse } from '#app/comptes/motdepasse/enregistrer.ts'
import { hacherMotDePasse } from '#app/comptes/motdepasse/hacher.ts'
import { openDatabase } from '#platform/database/open.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { avecBase } from './base.ts'

export const nom = 'operateur:creer'
export const resume = 'Crée le premier opérateur, ou donne ce rôle à un compte.'
export const mots = 3
export const aide = `Usage : npm run choral -- operateur:creer <adresse> <prénom> <nom>

Un compte neuf reçoit un mot de passe, montré une seule fois ; changez-le à la première connexion.
Un compte qui existe déjà reçoit seulement le rôle.`

/** INT-04: the first operator. */
export async function executer(args: string[], settings: Settings): Promise<void> {
  const [brute, prenom, patronyme] = args
  const adresse = adresseCanonique(brute)
  if (!adresse) throw new StartError('Donnez une adresse électronique : npm run choral -- operateur:creer <adresse> <prénom> <nom>.')
  await avecBase(settings, async (pool) => {
    const connu = await pool.query('update utilisateur set est_operateur = true where adresse_electronique = $1 returning id', [adresse])
    if (connu.rowCount) return void process.stdout.write(`${adresse} est maintenant opérateur.\n`)
    if (!prenom || !patronyme) throw new StartError('Ce compte n’existe pas encore : donnez aussi le prénom et le nom.')
    const motDePasse = randomBytes(15).toString('base64url')
    const { rows } = await pool.query<{ id: string }>(
      `insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet, est_operateur)
        values ($1, true, $2, $3, $2 || ' ' || $3, true)
        returning id`,
      [adresse, prenom, patronyme],
    )
    await enregistrerMotDePasse(openDatabase(pool), rows[0]!.id, await hacherMotDePasse(motDePasse))
    process.stdout.write(`Opérateur créé : ${adresse}\nMot de passe, montré une seule fois : ${motDePasse}\n`)
  })
}
