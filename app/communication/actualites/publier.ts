import { sql } from 'kysely'
import { rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { lireActualite, SUJETS } from '#app/communication/actualites/lire.ts'
import { juge, meme, type MilieuDePublication, type Saisie } from '#app/communication/saisie.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'

export const CHAMPS_ACTUALITE = ['sujet', 'titre', 'chapo', 'texte', 'titreEn', 'chapoEn', 'texteEn', 'publieLe'] as const
export const TITRE_MAX = 150
export const CHAPO_MAX = 300
export const TEXTE_MAX = 20_000

export function lireSaisieActualite(c: Pick<MilieuDePublication, 't'>, saisie: Saisie) {
  const x = c.t.communication.actualites.fautes
  const j = juge(c.t, saisie)
  const v = {
    sujet: j.parmi('sujet', SUJETS, x.sujet),
    titre: j.texte('titre', TITRE_MAX, x.titre),
    chapo: j.texte('chapo', CHAPO_MAX, x.chapo),
    texte: j.texte('texte', TEXTE_MAX, x.texte),
    titreEn: j.texte('titreEn', TITRE_MAX, null),
    chapoEn: j.texte('chapoEn', CHAPO_MAX, null),
    texteEn: j.texte('texteEn', TEXTE_MAX, null),
    publieLe: j.instant('publieLe'),
  }
  return { v, erreurs: j.erreurs }
}

/** Out at once, or at its date; taken up again, what was withdrawn is out again. @throws Refus */
export async function publierActualite(c: MilieuDePublication, cle: string, saisie: Saisie, id: string | null): Promise<string> {
  const { v, erreurs } = lireSaisieActualite(c, saisie)
  if (erreurs.length) throw refusDeChamps(c.t, erreurs)
  const valeurs = sql`${v.sujet}, ${v.titre}, ${v.chapo}, ${v.texte}, ${v.titreEn}, ${v.chapoEn}, ${v.texteEn}`
  const { rows } = id
    ? await sql<{
        id: string
      }>`update actualite
        set (sujet, titre, chapo, texte, titre_en, chapo_en, texte_en, publie_le, retire_le, modifie_le) = (${valeurs},
              coalesce(${v.publieLe}::timestamptz, least(publie_le, maintenant())), null::timestamptz, maintenant())
        where id = ${id}::uuid and ${meme(saisie)}
        returning id`.execute(c.db)
    : await sql<{
        id: string
      }>`insert into actualite (sujet, titre, chapo, texte, titre_en, chapo_en, texte_en, publie_le, auteur, cle)
        values (${valeurs}, coalesce(${v.publieLe}::timestamptz, maintenant()), ${c.utilisateur.id}::uuid, ${cle}::uuid)
        on conflict on constraint actualite_cle do update
        set cle = excluded.cle
        where (actualite.titre, actualite.texte) = (excluded.titre, excluded.texte)
        returning id`.execute(c.db)
  if (!rows[0] && !id) throw refus(c.t, 'cle-idempotence-reutilisee', { detail: c.t.communication.fautes.dejaPublie })
  if (!rows[0]) throw refus(c.t, (await lireActualite(c.db, id!, true)) ? 'version-perimee' : 'introuvable')
  await rafraichirCatalogue(c.db, true)
  return rows[0].id
}

/** @throws Refus introuvable */
export async function retirerActualite(c: MilieuDePublication, id: string): Promise<void> {
  const fait = await sql`update actualite
      set modifie_le = case when retire_le is null then maintenant() else modifie_le end, retire_le = coalesce(retire_le, maintenant())
      where id = ${id}::uuid`.execute(c.db)
  if (!fait.numAffectedRows && !(await lireActualite(c.db, id, true))) throw refus(c.t, 'introuvable')
  await rafraichirCatalogue(c.db, true)
}
