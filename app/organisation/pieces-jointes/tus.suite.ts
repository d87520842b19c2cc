import { sql } from 'kysely'
import type { Utilisateur } from '#app/comptes/session.ts'
import type { Contexte } from '#app/contexte.ts'
import { scellerCle } from '#app/organisation/pieces-jointes/contenu.ts'
import { deborde, garder, refusFichier, type Envoi } from '#app/organisation/pieces-jointes/deposer.ts'
import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import { extensionDe, nettoyer } from '#app/organisation/pieces-jointes/nom.ts'
import { mesurer, Mesure, type Recu } from '#app/organisation/pieces-jointes/recevoir.ts'
import { refusDExtension } from '#app/organisation/pieces-jointes/reconnaitre.ts'
import { refus } from '#demandes/index.ts'
import type { Settings } from '#platform/settings.ts'
import { estRefus } from '#platform/http/problem.ts'
import { fileKey, sealRecords } from '#platform/secrets/chunks.ts'
import { unsealWith } from '#platform/secrets/ring.ts'

type ContexteConnecte = Contexte & { utilisateur: Utilisateur }
/** A file on its way, as its owner announced it, and the key that seals what comes of it. */
export interface EnCours {
  id: string
  nom: string
  taille: number
  cle: Buffer
}
type Fini = Pick<Envoi, 'taille' | 'etat'>

const mal = () => Object.assign(new Error('unreadable tus headers'), { statusCode: 400 })

const lieuDuSceau = (id: string) => `envoi_en_cours:${id}`

/** What is sure to be refused is refused before a byte of it is sent; the rest has its place kept. @throws Refus on the field `fichiers` */
export async function reserver(c: ContexteConnecte, id: string): Promise<EnCours> {
  const { taille, nomRecu } = lireAnnonce(c)
  const extension = extensionDe(nomRecu)
  const nom = extension ? nettoyer(nomRecu, extension) : nettoyer(nomRecu, 'x').slice(0, -2)
  const defaut = taille === 0 ? 'fichier-vide' : taille > c.settings.TAILLE_FICHIER_MAX ? 'fichier-trop-grand' : refusDExtension(extension)
  if (defaut) throw refusFichier(c, defaut, nom)
  return c.db.transaction().execute(async (tx) => {
    const cle = fileKey()
    const [, plein, sceau] = await Promise.all([
      // What is announced is worth no more than its bytes, which are not on the disk either before the last of them: its commit waits for nothing.
      sql`/* @envoi-verrou */ select pg_advisory_xact_lock(hashtextextended(${c.utilisateur.id}, 24)), set_config('synchronous_commit', 'off', true)`.execute(
        tx,
      ),
      deborde(tx, c.utilisateur.id, taille),
      scellerCle(tx, c.settings, cle, lieuDuSceau(id)),
    ])
    if (plein) throw refusFichier(c, 'trop-de-fichiers', nom)
    await sql`/* @fin-annonce */
      insert into envoi_en_cours (id, auteur, nom, taille, cle, scelle)
      values (${id}::uuid, ${c.utilisateur.id}::uuid, ${nom}, ${taille}, ${sceau.cle}, ${sceau.scelle})`.execute(tx)
    return { id, nom, taille, cle }
  })
}

function lireAnnonce({ requete: { headers } }: ContexteConnecte): { taille: number; nomRecu: string } {
  const taille = String(headers['upload-length'] ?? '')
  if (!/^\d{1,15}$/.test(taille)) throw mal()
  return { taille: Number(taille), nomRecu: nomAnnonce(String(headers['upload-metadata'] ?? '')) }
}

/** « filename » of a list « key base64, key base64 ». */
function nomAnnonce(metadonnees: string): string {
  const paires = metadonnees.split(',').map((m) => m.trim().split(' '))
  if (metadonnees && paires.some((m) => !m[0] || m.length > 2 || !/^[A-Za-z0-9+/]*={0,2}$/.test(m[1] ?? ''))) throw mal()
  const nom = paires.find(([cle]) => cle === 'filename')?.[1]
  return nom ? Buffer.from(nom, 'base64').toString().replaceAll('\0', '') : 'fichier'
}

export async function lireEnCours(c: ContexteConnecte, id: string): Promise<EnCours | undefined> {
  const {
    rows: [lu],
  } = await sql<
    Omit<EnCours, 'cle'> & { cle: number; enveloppe: Buffer; scelle: Buffer }
  >`/* @envoi-en-cours */ select e.id, e.nom, e.taille::float8 as taille, e.cle, d.enveloppe, e.scelle
    from envoi_en_cours e join cle_donnees d on d.id = e.cle where e.id = ${id}::uuid and e.auteur = ${c.utilisateur.id}::uuid`.execute(
    c.db,
  )
  if (!lu) return undefined
  const { cle, enveloppe, scelle, ...enCours } = lu
  return { ...enCours, cle: Buffer.from(unsealWith(c.settings, { id: cle, enveloppe }, scelle, lieuDuSceau(enCours.id)), 'hex') }
}

const MESURES_MAX = 500
/** What has passed through this process, so that a file that came whole by it is not read over to be hashed. */
const deCePortail = new WeakMap<Settings, { mesures: Map<string, Mesure>; finitions: Map<string, Promise<Fini>> }>()
function suivi({ settings }: ContexteConnecte) {
  const s = deCePortail.get(settings) ?? { mesures: new Map(), finitions: new Map() }
  deCePortail.set(settings, s)
  return s
}

/**
 * Keeps what comes from `depuis` on, and says where it stands then; null when it does not stand there. Stays kept what came before a cut.
 * @throws the cut
 */
export function continuer(
  c: ContexteConnecte,
  { id, cle }: EnCours,
  depuis: number,
  octets: AsyncIterable<Buffer>,
): Promise<number | null> {
  const { mesures } = suivi(c)
  const mesure = depuis === 0 ? new Mesure() : mesures.get(id)
  const suivie = mesure?.taille === depuis ? mesure : null
  return depotDe(c.settings).arriving.write(id, depuis, sealRecords(octets, cle, depuis), ({ clear }) => {
    if (!suivie) return void mesures.delete(id)
    for (const clair of clear) suivie.voir(clair)
    mesures.set(id, suivie)
    // Those of files that were given up.
    if (mesures.size > MESURES_MAX) mesures.delete(mesures.keys().next().value!)
  })
}

export const ouEnEst = (c: ContexteConnecte, id: string) => depotDe(c.settings).arriving.offset(id)

export async function abandonner(c: ContexteConnecte, id: string): Promise<void> {
  await jeterRecu(c, id)
  await sql`delete from envoi_en_cours where id = ${id}::uuid and auteur = ${c.utilisateur.id}::uuid`.execute(c.db)
}

async function jeterRecu(c: ContexteConnecte, id: string): Promise<void> {
  suivi(c).mesures.delete(id)
  await depotDe(c.settings).arriving.remove(id)
}

/**
 * Checks and keeps what has come whole; two requests that see it at once share one answer. A failure of ours leaves all in place, for the
 * next one. @throws Refus
 */
export function terminer(c: ContexteConnecte, enCours: EnCours): Promise<Fini> {
  const { finitions } = suivi(c)
  const deja = finitions.get(enCours.id)
  if (deja) return deja
  const finition = finir(c, enCours).finally(() => finitions.delete(enCours.id))
  finitions.set(enCours.id, finition)
  return finition
}

async function finir(c: ContexteConnecte, enCours: EnCours): Promise<Fini> {
  const { id, nom } = enCours
  try {
    const envoi = await depotDe(c.settings).arriving.whole(id, async (chemin) =>
      garder(c, c.utilisateur, nom, await recuEntier(c, enCours, chemin), id),
    )
    await jeterRecu(c, id)
    if (envoi) return envoi
  } catch (erreur) {
    const disparu = (erreur as NodeJS.ErrnoException).code === 'ENOENT'
    if (!estRefus(erreur) && !disparu) throw erreur
    await abandonner(c, id)
    if (!disparu) throw erreur
  }
  // Kept a moment ago by another request, or another machine.
  const fini = await lireFini(c, id)
  if (!fini) throw refus(c.t, 'introuvable')
  return fini
}

/** Damaged by a machine that stopped: does not exist any more. */
async function recuEntier(c: ContexteConnecte, { id, cle, taille }: EnCours, chemin: string): Promise<Recu> {
  const mesure = suivi(c).mesures.get(id)
  if (mesure?.taille === taille) return { chemin, cle, ...mesure.rendre(), tropGrand: false }
  const recu = await mesurer(chemin, cle).catch((erreur: NodeJS.ErrnoException) => {
    if (erreur.code === 'ENOENT') throw erreur
    return null
  })
  if (recu?.taille !== taille) throw refus(c.t, 'introuvable')
  return recu
}

export async function lireFini(c: ContexteConnecte, id: string): Promise<Fini | undefined> {
  const { rows } = await sql<Fini>`select f.taille::float8 as taille, f.controle as etat
      from envoi e
      join fichier f on f.empreinte = e.fichier
      where e.id = ${id}::uuid and e.auteur = ${c.utilisateur.id}::uuid`.execute(c.db)
  return rows[0]
}

/** Sent and not wanted any more; its content goes with the next clean-up. */
export async function effacerFini(c: ContexteConnecte, id: string): Promise<boolean> {
  return (
    Number((await sql`delete from envoi where id = ${id}::uuid and auteur = ${c.utilisateur.id}::uuid`.execute(c.db)).numAffectedRows) > 0
  )
}
