import { Metadata } from '@tus/server'
import { sql } from 'kysely'
import type { Utilisateur } from '#app/comptes/session.ts'
import type { Contexte } from '#app/contexte.ts'
import { deborde, garder, refusFichier, type Envoi } from '#app/organisation/pieces-jointes/deposer.ts'
import { extensionDe, nettoyer } from '#app/organisation/pieces-jointes/nom.ts'
import { mesurer } from '#app/organisation/pieces-jointes/recevoir.ts'
import { refusDExtension } from '#app/organisation/pieces-jointes/reconnaitre.ts'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'

type ContexteConnecte = Contexte & { utilisateur: Utilisateur }
/** A file on its way, as its owner announced it. */
export interface EnCours { id: string; nom: string; taille: number }
type Fini = Pick<Envoi, 'taille' | 'etat'>

const mal = () => Object.assign(new Error('unreadable tus headers'), { statusCode: 400 })

/** What is sure to be refused is refused before a byte of it is sent; the rest has its place kept. @throws Refus on the field `fichiers` */
export async function reserver(c: ContexteConnecte, id: string): Promise<EnCours> {
  const { taille, nomRecu } = lireAnnonce(c)
  const extension = extensionDe(nomRecu)
  const nom = extension ? nettoyer(nomRecu, extension) : nettoyer(nomRecu, 'x').slice(0, -2)
  const defaut = taille === 0 ? 'fichier-vide' : taille > c.settings.TAILLE_FICHIER_MAX ? 'fichier-trop-grand' : refusDExtension(extension)
  if (defaut) throw refusFichier(c, defaut, nom)
  return c.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${c.utilisateur.id}, 24))`.execute(tx)
    if (await deborde(tx, c.utilisateur.id, taille)) throw refusFichier(c, 'trop-de-fichiers', nom)
    await sql`insert into envoi_en_cours (id, auteur, nom, taille) values (${id}::uuid, ${c.utilisateur.id}::uuid, ${nom}, ${taille})`.execute(tx)
    return { id, nom, taille }
  })
}

function lireAnnonce({ requete: { headers } }: ContexteConnecte): { taille: number; nomRecu: string } {
  const taille = String(headers['upload-length'] ?? '')
  if (!/^\d{1,15}$/.test(taille)) throw mal()
  try {
    const nom = headers['upload-metadata'] ? Metadata.parse(String(headers['upload-metadata'])).filename : null
    return { taille: Number(taille), nomRecu: (nom ?? 'fichier').replaceAll('\0', '').toWellFormed() }
  } catch {
    throw mal()
  }
}

export async function lireEnCours(c: ContexteConnecte, id: string): Promise<EnCours | undefined> {
  const { rows } = await sql<EnCours>`select id, nom, taille::float8 as taille from envoi_en_cours where id = ${id}::uuid and auteur = ${c.utilisateur.id}::uuid`.execute(c.db)
  return rows[0]
}

export const oublier = (c: ContexteConnecte, id: string) => sql`delete from envoi_en_cours where id = ${id}::uuid and auteur = ${c.utilisateur.id}::uuid`.execute(c.db)

const finitions = new Map<string, Promise<Envoi>>()

/** Checks and keeps what has come whole; two requests that see it at once share one answer. A failure of ours leaves all in place, for the next one. @throws Refus */
export function terminer(c: ContexteConnecte, enCours: EnCours, chemin: string, jeter: () => Promise<unknown>): Promise<Envoi> {
  const deja = finitions.get(enCours.id)
  if (deja) return deja
  const finition = finir(c, enCours, chemin, jeter).finally(() => finitions.delete(enCours.id))
  finitions.set(enCours.id, finition)
  return finition
}

async function finir(c: ContexteConnecte, enCours: EnCours, chemin: string, jeter: () => Promise<unknown>): Promise<Envoi> {
  try {
    const envoi = await garder(c, c.utilisateur, enCours.nom, await mesurer(chemin), enCours.id)
    await jeter()
    await oublier(c, enCours.id)
    return envoi
  } catch (erreur) {
    const disparu = (erreur as NodeJS.ErrnoException).code === 'ENOENT'
    if (!estRefus(erreur) && !disparu) throw erreur
    await jeter()
    await oublier(c, enCours.id)
    throw disparu ? refus(c.t, 'introuvable') : erreur
  }
}

export async function lireFini(c: ContexteConnecte, id: string): Promise<Fini | undefined> {
  const { rows } = await sql<Fini>`select f.taille::float8 as taille, f.controle as etat from envoi e join fichier f on f.empreinte = e.fichier where e.id = ${id}::uuid and e.auteur = ${c.utilisateur.id}::uuid`.execute(c.db)
  return rows[0]
}

/** Sent and not wanted any more; its content goes with the next clean-up. */
export async function effacerFini(c: ContexteConnecte, id: string): Promise<boolean> {
  return Number((await sql`delete from envoi where id = ${id}::uuid and auteur = ${c.utilisateur.id}::uuid`.execute(c.db)).numAffectedRows) > 0
}
