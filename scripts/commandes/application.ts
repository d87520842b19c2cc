import { parseArgs } from 'node:util'
import { creerCle, listerCles, revoquerCle } from '#acces/index.ts'
import { openDatabase } from '#platform/database/open.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { date, dateCourte } from '#ui/textes/format.ts'
import { avecBase } from './base.ts'

/** INT-16: keys of outside applications. */
export const applicationCreerCle = {
  nom: 'application:creer-cle',
  resume: 'Crée la clé d’une application extérieure, montrée une seule fois.',
  options: { '--nom': 'valeur', '--applications': 'valeur', '--expire': 'valeur' } as const,
  mots: 0,
  aide: `Usage : npm run choral -- application:creer-cle --nom <nom> --applications <code,…> [--expire AAAA-MM-JJ]

--nom            À qui est la clé.
--applications   Les applications sur lesquelles elle interroge le portail : factures-emises, marches…
--expire         Dernier jour où elle vaut. Sans lui, jusqu’à sa révocation.

La clé n’est montrée qu’ici : le portail n’en garde que l’empreinte.`,
  async executer(args: string[], settings: Settings): Promise<void> {
    const { nom, applications, expire } = parseArgs({
      args,
      options: { nom: { type: 'string' }, applications: { type: 'string' }, expire: { type: 'string' } },
    }).values
    const codes = (applications ?? '')
      .split(',')
      .map((a) => a.trim())
      .filter(Boolean)
    if (!nom?.trim() || nom.trim().length > 80 || !codes.length)
      throw new StartError(
        'Donnez un nom (80 caractères au plus) et au moins une application : npm run choral -- application:creer-cle --nom <nom> --applications <code,…>.',
      )
    if (expire !== undefined && !estUnJour(expire)) throw new StartError(`« ${expire} » n’est pas un jour : écrivez-le 2027-12-31.`)
    await avecBase(settings, async (pool) => {
      const passe = await pool.query(`select where $1::date < (maintenant() at time zone 'Europe/Paris')::date`, [expire ?? null])
      if (passe.rowCount) throw new StartError(`« ${expire} » est passé : la clé n’ouvrirait rien. Donnez un jour à venir.`)
      const issue = await creerCle(openDatabase(pool), { nom: nom.trim(), applications: [...new Set(codes)], expireLe: expire ?? null })
      if ('inconnues' in issue)
        throw new StartError(
          `Application inconnue : ${issue.inconnues.join(', ')}. Le catalogue les nomme : npm run choral -- catalogue:exporter.`,
        )
      process.stdout.write(`Clé ${issue.id}, montrée une seule fois :\n${issue.cle}\n`)
    })
  },
}

export const applicationListerCles = {
  nom: 'application:lister-cles',
  resume: 'Liste les clés d’application, leur portée et leur dernière utilisation.',
  mots: 0,
  aide: 'Usage : npm run choral -- application:lister-cles\n\nUne clé est reconnue à ses premiers caractères ; la suite n’est gardée nulle part.',
  async executer(_args: string[], settings: Settings): Promise<void> {
    const cles = await avecBase(settings, (pool) => listerCles(openDatabase(pool)))
    if (!cles.length) return void process.stdout.write('Aucune clé.\n')
    for (const c of cles) {
      const etat = c.revoqueeLe
        ? `révoquée le ${dateCourte(c.revoqueeLe)}`
        : !c.valable
          ? `expirée après le ${dernierJour(c.expireLe!)}`
          : c.expireLe
            ? `jusqu’au ${dernierJour(c.expireLe)}`
            : 'sans fin'
      process.stdout.write(
        `${c.id}  ${c.debut}…  ${c.nom}\n  ${c.applications.join(', ')} · ${etat} · ${c.derniereUtilisationLe ? `dernière utilisation le ${dateCourte(c.derniereUtilisationLe)}` : 'jamais utilisée'}\n`,
      )
    }
  },
}

export const applicationRevoquerCle = {
  nom: 'application:revoquer-cle',
  resume: 'Révoque une clé d’application, aussitôt.',
  mots: 1,
  aide: 'Usage : npm run choral -- application:revoquer-cle <id>\n\n<id>   Celui que donne application:lister-cles, ou les premiers caractères de la clé. Elle n’ouvre plus rien dès la question suivante.',
  async executer([id]: string[], settings: Settings): Promise<void> {
    if (!id) throw new StartError('Donnez l’id d’une clé : npm run choral -- application:revoquer-cle <id>.')
    if (!(await avecBase(settings, (pool) => revoquerCle(openDatabase(pool), id))))
      throw new StartError(`Aucune clé en vigueur n’est « ${id} ».`)
    process.stdout.write('Clé révoquée.\n')
  },
}

/** It is worth until the end of that day, as it was asked. */
const dernierJour = (fin: Date) => date(new Date(fin.getTime() - 1))

/** A day that exists: the 30th of February is moved by Date, and so is not what was written. */
function estUnJour(texte: string): boolean {
  const jour = new Date(`${texte}T00:00:00Z`)
  return !Number.isNaN(jour.getTime()) && jour.toISOString().startsWith(`${texte}T`)
}
