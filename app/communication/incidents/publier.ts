import { sql } from 'kysely'
import { rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { GENRES_INCIDENT, lireIncident } from '#app/communication/incidents/lire.ts'
import { juge, meme, type MilieuDePublication, type Saisie } from '#app/communication/saisie.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'

export const CHAMPS_INCIDENT = ['genre', 'titre', 'texte', 'titreEn', 'texteEn', 'debut', 'fin'] as const
export const TITRE_MAX = 150
export const TEXTE_MAX = 4000

/** All that is wrong is said together; without a beginning, it begins now. */
export function lireSaisieIncident(c: Pick<MilieuDePublication, 't' | 'heure'>, saisie: Saisie) {
  const x = c.t.communication.incidents.fautes
  const j = juge(c.t, saisie)
  const v = {
    genre: j.parmi('genre', GENRES_INCIDENT, x.genre),
    titre: j.texte('titre', TITRE_MAX, x.titre),
    texte: j.texte('texte', TEXTE_MAX, x.texte),
    titreEn: j.texte('titreEn', TITRE_MAX, null),
    texteEn: j.texte('texteEn', TEXTE_MAX, null),
    debut: j.instant('debut'),
    fin: j.instant('fin'),
  }
  if (v.genre === 'maintenance' && !v.fin && !j.erreurs.some((e) => e.champ === 'fin')) j.dire('fin', 'champ-manquant', x.fin)
  if (v.fin && v.fin <= (v.debut ?? c.heure)) j.dire('fin', 'periode', x.periode)
  return { v, erreurs: j.erreurs }
}

/** Published or modified, and on every page within seconds. @throws Refus */
export async function publierIncident(c: MilieuDePublication, cle: string, saisie: Saisie, id: string | null): Promise<string> {
  const { v, erreurs } = lireSaisieIncident(c, saisie)
  if (erreurs.length) throw refusDeChamps(c.t, erreurs)
  const valeurs = sql`${v.genre}, ${v.titre}, ${v.texte}, ${v.titreEn}, ${v.texteEn},
      coalesce(${v.debut}::timestamptz, date_trunc('second', maintenant())), ${v.fin}::timestamptz`
  const { rows } = id
    ? await sql<{
        id: string
      }>`update incident
        set (genre, titre, texte, titre_en, texte_en, debut, fin, modifie_le) = (${valeurs}, maintenant())
        where id = ${id}::uuid and ${meme(saisie)}
        returning id`.execute(c.db)
    : await sql<{
        id: string
      }>`insert into incident (genre, titre, texte, titre_en, texte_en, debut, fin, auteur, cle)
        values (${valeurs}, ${c.utilisateur.id}::uuid, ${cle}::uuid)
        on conflict on constraint incident_cle do update
        set cle = excluded.cle
        where (incident.titre, incident.texte) = (excluded.titre, excluded.texte)
        returning id`.execute(c.db)
  if (!rows[0] && !id) throw refus(c.t, 'cle-idempotence-reutilisee', { detail: c.t.communication.fautes.dejaPublie })
  if (!rows[0]) throw refus(c.t, (await lireIncident(c.db, id!)) ? 'version-perimee' : 'introuvable')
  await rafraichirCatalogue(c.db, true)
  return rows[0].id
}

/** Over now; called off when it had not begun. Already over: nothing more. @throws Refus introuvable */
export async function terminerIncident(c: MilieuDePublication, id: string): Promise<void> {
  const fait = await sql`update incident
      set fin = greatest(debut, maintenant()), modifie_le = maintenant()
      where id = ${id}::uuid and (fin is null or fin > maintenant()) and (fin is null or fin > debut)`.execute(c.db)
  if (!fait.numAffectedRows && !(await lireIncident(c.db, id))) throw refus(c.t, 'introuvable')
  await rafraichirCatalogue(c.db, true)
}
