import { sql } from 'kysely'
import { adresseCanonique } from '#app/comptes/adresse.ts'
import { composer, langueDe, prevenir } from '#app/comptes/courriels/envoyer.ts'
import type { Contexte } from '#app/contexte.ts'
import { refusDeChamps } from '#demandes/index.ts'
import { journaliser } from '#demandes/journal.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { sendMail } from '#platform/mail/index.ts'
import { dateHeure } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

export const MOTIF_MAX = 1000

/** What an operator must know before taking away somebody's second factor, and no more. */
export interface Protection {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
  adresseContact: string | null
  langue: string
  derniereConnexionLe: Date | null
  applicationLe: Date | null
  cles: number
  sessions: number
}

/** Of an active account; null when no such address has one. */
export async function lireProtection(db: Db | Tx, saisie: string): Promise<Protection | null> {
  const adresse = adresseCanonique(saisie.slice(0, 254))
  if (!adresse) return null
  return (
    (
      await sql<Protection>`select u.id, u.prenom, u.nom, u.adresse_electronique::text as adresse_electronique,
          u.adresse_contact::text as adresse_contact, u.langue, u.derniere_connexion_le,
          (select f.cree_le from second_facteur f where f.utilisateur = u.id and f.verifie) as application_le,
          (select count(*)::int from cle_acces k where k.utilisateur = u.id) as cles,
          (select count(*)::int from session s where s.utilisateur = u.id and s.expire_le > now()) as sessions
        from utilisateur u
        where u.adresse_electronique = ${adresse} and u.est_actif`.execute(db)
    ).rows[0] ?? null
  )
}

/** Why there is nothing to take away from this account; null: there is. */
export function defautDeLevee(c: Contexte, p: Protection | null): { code: string; message: string } | null {
  const x = c.t.secondsFacteurs.fautes
  if (!p) return { code: 'valeur-inconnue', message: x.inconnue }
  if (p.id === c.utilisateur!.id) return { code: 'soi-meme', message: x.soi }
  return p.applicationLe || p.cles ? null : { code: 'sans-second-facteur', message: x.rien }
}

/**
 * For somebody who lost it, and the recovery codes with it: application, codes and passkeys go, every session ends.
 * The password goes too: until its owner has chosen another, from a link at the account's address, who knows only that password opens nothing.
 * @throws Refus
 */
export async function leverSecondFacteur(c: Contexte, adresse: string, saisie: string, champ = 'adresse'): Promise<Protection> {
  const x = c.t.secondsFacteurs.fautes
  const motif = saisie.trim()
  const faute = (ou: string, code: string, message: string) => ({ champ: ou, code, message })
  return c.db.transaction().execute(async (tx) => {
    await sql`select from utilisateur where adresse_electronique = ${adresseCanonique(adresse.slice(0, 254)) ?? ''} for update`.execute(tx)
    const p = await lireProtection(tx, adresse)
    const defaut = defautDeLevee(c, p)
    const erreurs = [
      defaut ? faute(champ, defaut.code, defaut.message) : null,
      motif
        ? motif.length > MOTIF_MAX
          ? faute('motif', 'trop-long', x.motifLong(MOTIF_MAX))
          : null
        : faute('motif', 'champ-manquant', x.motif),
    ].filter((e) => e !== null)
    if (!p || erreurs.length) throw refusDeChamps(c.t, erreurs)
    await sql`with facteur as (delete from second_facteur where utilisateur = ${p.id}::uuid),
        cles as (delete from cle_acces where utilisateur = ${p.id}::uuid),
        sessions as (delete from session where utilisateur = ${p.id}::uuid),
        passe as (update identite
          set mot_de_passe = null, modifie_le = clock_timestamp()
          where utilisateur = ${p.id}::uuid and fournisseur = 'credential')
      update utilisateur
      set second_facteur_actif = false
      where id = ${p.id}::uuid`.execute(tx)
    await journaliser(tx, {
      chaine: p.id,
      auteur: c.utilisateur!.id,
      evenement: 'compte.lever-second-facteur:effective',
      contenu: { motif, avant: { application: Boolean(p.applicationLe), clesAcces: p.cles } },
    })
    await annoncer(c, tx, p)
    return p
  })
}

/** At every address known: an owner who asked for nothing must hear of it. */
async function annoncer(c: Contexte, tx: Tx, p: Protection) {
  const langue = langueDe(p.langue)
  const contenu = (m: Textes['courriels']) => m.secondFacteurLeve(p.prenom, p.nom, dateHeure(new Date(), langue))
  await prevenir(c, tx, p, 'second-facteur-leve', contenu, '/mot-de-passe-oublie')
  if (p.adresseContact && p.adresseContact !== p.adresseElectronique)
    await sendMail(
      c,
      tx,
      composer(c, langue, `second-facteur-leve:${p.id}:${crypto.randomUUID()}`, p.adresseContact, contenu, '/mot-de-passe-oublie'),
    )
}
