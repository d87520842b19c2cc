import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import type { Readable } from 'node:stream'
import type { Contexte } from '#app/contexte.ts'
import { deposer } from '#app/organisation/pieces-jointes/deposer.ts'
import { estRefus, type ErreurChamp } from '#platform/http/problem.ts'

/** The fields of a form, by name, and what was wrong with its files. A file that was taken is a field that holds its id. */
export type FormulaireRecu = Map<string, string[]> & { erreurs?: ErreurChamp[] }

const FICHIERS_MAX = 20
const mal = (statusCode: number) => Object.assign(new Error('unreadable multipart body'), { statusCode })

/** Reads a multipart form as it comes: each file is checked and kept while the next one waits, nothing is held in memory. @throws an error with statusCode 400 */
export async function lireFormulaire(c: Contexte & { utilisateur: { id: string } }, corps: Readable): Promise<FormulaireRecu> {
  const champs: FormulaireRecu = new Map()
  const [nouveaux, erreurs] = [new Map<string, string[]>(), [] as ErreurChamp[]]
  const lecteur = lecteurDe(c)
  const depots: Promise<void>[] = []
  lecteur.on('field', (nom, valeur) => void champs.set(nom, [...(champs.get(nom) ?? []), valeur]))
  lecteur.on('file', (champ, flux, nom) => {
    // An empty field of a browser: no name, no bytes.
    if (!nom) return void flux.resume()
    const depot = deposer(c, c.utilisateur, { nom, contenu: flux }).then(
      (e) => void nouveaux.set(champ, [...(nouveaux.get(champ) ?? []), e.id]),
      (e: unknown) => {
        flux.resume()
        if (!estRefus(e) || !e.probleme.champs) throw e
        erreurs.push(...e.probleme.champs.map((x) => ({ ...x, champ })))
      })
    depot.catch(() => {})
    depots.push(depot)
  })
  let trop = false
  lecteur.on('filesLimit', () => (trop = true)).on('fieldsLimit', () => (trop = true))
  await new Promise<void>((fini, echec) => {
    lecteur.on('finish', fini).on('error', () => echec(mal(400)))
    corps.on('error', echec).on('close', () => { if (!corps.readableEnded) echec(mal(400)) })
    corps.pipe(lecteur)
  })
  await Promise.all(depots)
  if (trop) throw mal(413)
  // What has just been chosen comes before what was sent at an earlier try.
  for (const [nom, ids] of nouveaux) champs.set(nom, [...ids, ...(champs.get(nom) ?? [])])
  return Object.assign(champs, erreurs.length ? { erreurs } : {})
}

function lecteurDe(c: Contexte) {
  try {
    return new Busboy({ headers: c.requete.headers as BusboyHeaders, limits: { files: FICHIERS_MAX, fields: 1000, fieldSize: 100_000, parts: 1100 } })
  } catch {
    throw mal(400)
  }
}
