import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import { accepterMaintenant, annoncerAdresseVerifiee } from '#app/organisation/rattachements/accepter.ts'
import type { Textes } from '#ui/textes/index.ts'
import { adresseCanonique } from './adresse.ts'
import { demanderLien, utiliserLien, type Lien, type SaisieInscription } from './lien.ts'
import { enregistrerMotDePasse } from './motdepasse/enregistrer.ts'
import { hacherMotDePasse, verifierMotDePasse } from './motdepasse/hacher.ts'
import { defautMotDePasse } from './motdepasse/regles.ts'

export const CHAMPS_INSCRIPTION = ['civilite', 'prenom', 'nom', 'adresse', 'telephone', 'motDePasse', 'conditions'] as const
type Lu = Record<(typeof CHAMPS_INSCRIPTION)[number], string>

const TELEPHONE = /^\+?[\d ]{4,30}$/
export const telephoneValable = (t: string) => TELEPHONE.test(t) && /^\d{4,20}$/.test(t.replace(/[+ ]/g, ''))

/** What is to correct before a sign-up is accepted, all together. */
export function defautsInscription(lu: Lu, t: Textes['comptes']): { champ: string; message: string }[] {
  const adresse = adresseCanonique(lu.adresse)
  const motDePasse = defautMotDePasse(lu.motDePasse, [lu.adresse, lu.prenom, lu.nom])
  return [
    ...defautsNom(lu, t),
    ...(adresse ? [] : [{ champ: 'adresse', message: t.champs.adresseInvalide }]),
    ...(lu.telephone.trim() && !telephoneValable(lu.telephone.trim()) ? [{ champ: 'telephone', message: t.champs.telephoneInvalide }] : []),
    ...(motDePasse ? [{ champ: 'motDePasse', message: t.motDePasse[motDePasse] }] : []),
    ...(lu.conditions === 'oui' ? [] : [{ champ: 'conditions', message: t.inscription.conditionsManquantes }]),
  ]
}

export function defautsNom(lu: { prenom: string; nom: string }, t: Textes['comptes']): { champ: string; message: string }[] {
  return (['prenom', 'nom'] as const).flatMap((champ) => {
    const v = lu[champ].trim()
    if (!/\p{L}/u.test(v)) return [{ champ, message: champ === 'prenom' ? t.champs.prenomManquant : t.champs.nomManquant }]
    return v.length > 100 ? [{ champ, message: t.champs.nomLong }] : []
  })
}

/** A name as kept: one space between words, no control characters. */
export const nettoyerNom = (v: string) => v.normalize('NFC').replace(/\p{C}/gu, '').replace(/\s+/g, ' ').trim()
const civiliteDe = (v: string) => (v === 'M' || v === 'MME' ? v : null)

/**
 * Keeps a sign-up until its address answers, and has the link sent. The same work whether the address has an account or not:
 * only the mail, written in the background, differs (CPT-01).
 */
export async function inscrire(programme: Programme, lu: Lu, langue: 'fr' | 'en'): Promise<string> {
  const saisie: SaisieInscription = {
    civilite: civiliteDe(lu.civilite),
    prenom: nettoyerNom(lu.prenom),
    nom: nettoyerNom(lu.nom),
    telephone: lu.telephone.trim() || null,
    langue,
    motDePasse: await hacherMotDePasse(lu.motDePasse),
  }
  return programme.db
    .transaction()
    .execute((tx) => demanderLien(programme, tx, { genre: 'activation', adresse: adresseCanonique(lu.adresse)!, saisie }))
}

/**
 * Sends a sign-up's link again, with a new hour: that of this browser when it made one, otherwise the last for that address.
 * Nothing leaves when there is none; the work is the same.
 */
export async function renvoyerActivation(programme: Programme, adresse: string, faiteIci: string | null): Promise<string> {
  return programme.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      saisie: SaisieInscription
    }>`select saisie from lien where genre = 'activation' and adresse = ${adresse} and utilise_le is null and saisie is not null
      order by id = ${faiteIci}::uuid desc nulls last, cree_le desc limit 1`.execute(tx)
    return demanderLien(programme, tx, { genre: 'activation', adresse, ...(rows[0] ? { saisie: rows[0].saisie } : {}) })
  })
}

export const motDePasseDeLInscription = (lien: Lien, motDePasse: string) =>
  lien.saisie ? verifierMotDePasse(lien.saisie.motDePasse, motDePasse) : Promise.resolve(false)

/** Opens the account that a sign-up asked for: once, and never over an account that exists. */
export async function activer(programme: Programme, lien: Lien): Promise<'active' | 'deja' | 'perime'> {
  const s = lien.saisie
  if (!s) return 'perime'
  const compte = await programme.db.transaction().execute(async (tx) => {
    if (!(await utiliserLien(tx, lien.id))) return 'perime'
    const cree = await tx
      .insertInto('utilisateur')
      .values({
        adresseElectronique: lien.adresse,
        adresseVerifiee: true,
        civilite: s.civilite,
        prenom: s.prenom,
        nom: s.nom,
        nomComplet: `${s.prenom} ${s.nom}`,
        telephone: s.telephone,
        langue: s.langue,
      })
      .onConflict((c) => c.column('adresseElectronique').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!cree) return 'deja'
    await enregistrerMotDePasse(tx, cree.id, s.motDePasse)
    // The hash has moved to its place: it is not kept twice.
    await tx.updateTable('lien').set({ saisie: null }).where('genre', '=', 'activation').where('adresse', '=', lien.adresse).execute()
    await annoncerAdresseVerifiee(tx, programme, cree.id)
    return { id: cree.id }
  })
  if (typeof compte === 'string') return compte
  await accepterMaintenant(programme, compte.id)
  return 'active'
}
