import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import type { Readable } from 'node:stream'
import type { Contexte } from '#app/contexte.ts'
import { deposer, type Deposant, type Envoi } from '#app/organisation/pieces-jointes/deposer.ts'
import { guardFields } from '#platform/http/input.ts'
import { estRefus, type ErreurChamp } from '#platform/http/problem.ts'

/** The fields of a form, by name. Each file that was taken is a value of its field: the id under which it waits to be attached. */
export type FormulaireRecu = Map<string, string[]> & {
  envois: Envoi[]
  /** What was wrong with the other files, one error each. */
  erreurs: ErreurChamp[]
}

const FICHIERS_MAX = 20
const mal = (statusCode: number) => Object.assign(new Error('unreadable multipart body'), { statusCode })

/**
 * Reads a multipart form as it comes: each file of `champ` is checked and kept while the next one arrives, nothing is held in memory.
 * @throws an error with statusCode 400, 413 or 422
 */
export async function lireFormulaire(c: Contexte, auteur: Deposant, champ: string): Promise<FormulaireRecu> {
  const corps = c.requete.raw
  const champs = new Map<string, string[]>()
  const ouverts = new Set<Readable>()
  const depots: Promise<{ envoi: Envoi } | { erreurs: ErreurChamp[] }>[] = []
  const lecteur = ouvrirLecteur(c)
  let trop = false
  lecteur.on('field', (nom, valeur, nomCoupe, valeurCoupee) => {
    trop ||= nomCoupe || valeurCoupee
    champs.set(nom, [...(champs.get(nom) ?? []), valeur])
  })
  lecteur.on('file', (nomDuChamp, flux, nom) => {
    // A browser sends an empty part for a field left empty; a file under another name is nobody's.
    if (nomDuChamp !== champ || !nom) return void flux.resume()
    ouverts.add(flux)
    const depot = deposer(c, auteur, { nom, contenu: flux })
      .then(
        (envoi) => ({ envoi }),
        (e: unknown) => {
          flux.resume()
          if (!estRefus(e) || !e.probleme.champs) throw e
          return { erreurs: e.probleme.champs.map((x) => ({ ...x, champ })) }
        },
      )
      .finally(() => ouverts.delete(flux))
    depot.catch(() => {})
    depots.push(depot)
  })
  for (const limite of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) lecteur.on(limite, () => (trop = true))
  try {
    await new Promise<void>((fini, echec) => {
      lecteur.on('finish', fini).on('error', () => echec(mal(400)))
      corps.on('error', echec).on('close', () => {
        if (!corps.readableEnded) echec(mal(400))
      })
      corps.pipe(lecteur)
    })
  } catch (erreur) {
    // Cut on its way: what was arriving is not waited for.
    for (const flux of ouverts) flux.destroy(mal(400))
    corps.unpipe(lecteur)
    corps.resume()
    // Nothing of it is left behind when it is answered.
    await Promise.allSettled(depots)
    throw erreur
  }
  const issues = await Promise.all(depots)
  if (trop) throw mal(413)
  guardFields(champs)
  const envois = issues.flatMap((i) => ('envoi' in i ? [i.envoi] : []))
  // What has just been chosen comes before what was sent at an earlier try.
  if (envois.length) champs.set(champ, [...envois.map((e) => e.id), ...(champs.get(champ) ?? [])])
  return Object.assign(champs, { envois, erreurs: issues.flatMap((i) => ('erreurs' in i ? i.erreurs : [])) })
}

function ouvrirLecteur(c: Contexte) {
  try {
    return new Busboy({
      headers: c.requete.headers as BusboyHeaders,
      limits: { files: FICHIERS_MAX, fields: 1000, fieldSize: 100_000, parts: 1100 },
    })
  } catch {
    throw mal(400)
  }
}
