import { sql } from 'kysely'
import { AUDIENCES } from '#app/accueil/catalogue/index.ts'
import { destinataires } from '#app/communication/messages/acces.ts'
import { juge, net, type MilieuDePublication, type Saisie } from '#app/communication/saisie.ts'
import { estUuid } from '#app/contexte.ts'
import { estOperateur } from '#app/exploitation/acces.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export const CHAMPS_MESSAGE = [
  'portee',
  'entites',
  'profil',
  'lesquelles',
  'structures',
  'identifiants',
  'titre',
  'texte',
  'titreEn',
  'texteEn',
  'duree',
] as const
export const PORTEES = ['tous', 'audience', 'structures'] as const
export type Portee = (typeof PORTEES)[number]
/** Days that a message stays current. */
export const DUREES = ['7', '30', '90', '365'] as const
export const TITRE_MAX = 150
export const TEXTE_MAX = 4000
/** Beyond, it is a mistake or an attack. */
const PAR_JOUR = 20
const STRUCTURES_MAX = 2000

type MilieuMessage = Pick<MilieuDePublication, 'db' | 't' | 'utilisateur'>

interface Juge {
  portee: Portee | null
  entites: string[] | null
  application: number | null
  niveau: number | null
  structures: string[] | null
  titre: string | null
  texte: string | null
  titreEn: string | null
  texteEn: string | null
  jours: number
}

const liste = (v: string | undefined) =>
  net(v)
    .split(/[,;\s]+/)
    .filter(Boolean)

/** What was typed, and to whom it goes: a gestionnaire principal writes to the users of structures that are theirs now, the operator to anyone. */
export async function lireSaisieMessage(
  c: Pick<MilieuMessage, 't' | 'utilisateur'>,
  db: Db | Tx,
  saisie: Saisie,
): Promise<{ v: Juge; erreurs: ReturnType<typeof juge>['erreurs'] }> {
  const x = c.t.communication.messages.fautes
  const j = juge(c.t, saisie)
  const operateur = estOperateur(c.utilisateur)
  const portee = operateur ? j.parmi('portee', PORTEES, x.portee) : ('structures' as const)
  const v: Juge = {
    portee,
    entites: null,
    application: null,
    niveau: null,
    structures: null,
    titre: j.texte('titre', TITRE_MAX, x.titre),
    texte: j.texte('texte', TEXTE_MAX, x.texte),
    titreEn: j.texte('titreEn', TITRE_MAX, null),
    texteEn: j.texte('texteEn', TEXTE_MAX, null),
    jours: Number(DUREES.find((d) => d === saisie.duree) ?? 30),
  }
  if (saisie.duree && !(DUREES as readonly string[]).includes(saisie.duree)) j.dire('duree', 'valeur-inconnue', x.duree)
  if (portee === 'audience') {
    const entites = liste(saisie.entites)
    if (entites.some((e) => !(AUDIENCES as readonly string[]).includes(e))) j.dire('entites', 'valeur-inconnue', x.entites)
    v.entites = entites.length ? entites : null
    const [, code, mot] = /^([a-z-]+)\.(consultation|modification)$/.exec(net(saisie.profil)) ?? []
    const {
      rows: [application],
    } = code
      ? await sql<{ id: number; niveaux: number }>`select id, niveaux from application where code = ${code}`.execute(db)
      : { rows: [] }
    const niveau = mot === 'modification' ? 2 : 1
    if (net(saisie.profil) && (!application || application.niveaux < niveau)) j.dire('profil', 'valeur-inconnue', x.profil)
    if (application) Object.assign(v, { application: application.id, niveau })
    if (!v.entites && !v.application) j.dire('entites', 'champ-manquant', x.audience)
  }
  if (portee === 'structures') v.structures = await structuresDe(c, db, saisie, j.dire)
  return { v, erreurs: j.erreurs }
}

async function structuresDe(
  c: Pick<MilieuMessage, 't' | 'utilisateur'>,
  db: Db | Tx,
  saisie: Saisie,
  dire: ReturnType<typeof juge>['dire'],
): Promise<string[] | null> {
  const x = c.t.communication.messages.fautes
  const operateur = estOperateur(c.utilisateur)
  const identifiants = operateur ? liste(saisie.identifiants) : []
  const voulues = liste(saisie.structures).filter(estUuid)
  const toutes = !operateur && saisie.lesquelles === 'toutes'
  if (!toutes && !voulues.length && !identifiants.length)
    return dire(operateur ? 'identifiants' : 'structures', 'champ-manquant', operateur ? x.identifiants : x.structures)
  // The rows are held until the message is out: nobody loses the role between the check and the sending.
  const { rows } = await sql<{
    id: string
    identifiant: string
  }>`select s.id, s.identifiant
    from structure s
    where ${
      operateur
        ? sql`s.id = any(${voulues}::uuid[]) or s.identifiant = any(${identifiants}::text[])`
        : sql`s.gestionnaire_principal =
          ${c.utilisateur.id}::uuid and (${toutes} or s.id = any(${voulues}::uuid[]))`
    }
    order by s.id
    limit ${STRUCTURES_MAX + 1} for share`.execute(db)
  const inconnus = identifiants.filter((i) => !rows.some((r) => r.identifiant === i))
  if (inconnus.length) return dire('identifiants', 'valeur-inconnue', x.inconnus(inconnus.slice(0, 5).join(', ')))
  if (!toutes && voulues.some((id) => !rows.some((r) => r.id === id))) return dire('structures', 'valeur-inconnue', x.pasLesVotres)
  if (rows.length > STRUCTURES_MAX) return dire(operateur ? 'identifiants' : 'structures', 'trop-long', x.trop(STRUCTURES_MAX))
  return rows.length ? rows.map((r) => r.id) : dire('structures', 'champ-manquant', x.structures)
}

/** How many people it goes to, as things stand. */
export async function compterDestinataires(c: MilieuMessage, v: Juge): Promise<number> {
  return (await sql<{ n: number }>`${destinataires(v, sql`select unnest(${v.structures ?? []}::uuid[])`, c.utilisateur.id)}`.execute(c.db))
    .rows[0]!.n
}

/** Sends it under the form's key, once. @throws Refus */
export async function envoyerMessage(c: MilieuMessage, cle: string, saisie: Saisie): Promise<string> {
  return c.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`message:${c.utilisateur.id}`}, 0))`.execute(tx)
    const {
      rows: [etat],
    } = await sql<{
      deja: string | null
      titre: string | null
      texte: string | null
      recents: number
    }>`select f.*,
        (select count(*)::int from message where auteur = ${c.utilisateur.id}::uuid and cree_le > maintenant() - interval '1 day') as recents
      from (select) x
      left join lateral (select id as deja, titre, texte from message where auteur = ${c.utilisateur.id}::uuid and cle = ${cle}::uuid) f on
          true`.execute(tx)
    const { v, erreurs } = await lireSaisieMessage(c, tx, saisie)
    if (etat!.deja && (etat!.titre !== v.titre || etat!.texte !== v.texte))
      throw refus(c.t, 'cle-idempotence-reutilisee', { detail: c.t.communication.messages.fautes.dejaEnvoye })
    if (etat!.deja) return etat!.deja
    if (erreurs.length) throw refusDeChamps(c.t, erreurs)
    if (etat!.recents >= PAR_JOUR) throw refus(c.t, 'trop-de-requetes', { detail: c.t.communication.messages.fautes.tropSouvent(PAR_JOUR) })
    const {
      rows: [fait],
    } = await sql<{
      id: string
    }>`insert into message (cle, auteur, portee, entites, application, niveau, titre, texte, titre_en, texte_en, expire_le)
      values (${cle}::uuid, ${c.utilisateur.id}::uuid, ${v.portee}, ${v.entites}::text[], ${v.application}, ${v.niveau}, ${v.titre},
            ${v.texte}, ${v.titreEn}, ${v.texteEn}, maintenant() + make_interval(days => ${v.jours}))
      returning id`.execute(tx)
    if (v.structures)
      await sql`insert into message_structure (message, structure, expire_le)
        select m.id, s, m.expire_le
        from message m, unnest(${v.structures}::uuid[]) s
        where m.id = ${fait!.id}::uuid`.execute(tx)
    return fait!.id
  })
}

/** By its author or the operator; nobody reads it any more. @throws Refus introuvable */
export async function retirerMessage(c: MilieuMessage, id: string): Promise<void> {
  const fait = await sql`update message
      set retire_le = coalesce(retire_le, maintenant())
      where id = ${id}::uuid and (auteur = ${c.utilisateur.id}::uuid or ${estOperateur(c.utilisateur)})`.execute(c.db)
  if (!fait.numAffectedRows) throw refus(c.t, 'introuvable')
}
