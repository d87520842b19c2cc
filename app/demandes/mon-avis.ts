import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { refus, refusDeChamps, type RecuVisible } from '#demandes/index.ts'
import type { Db } from '#platform/database/open.ts'

export const AVIS_MAX = 1000
export interface MonAvis {
  note: number
  texte: string | null
}

/** What this person said of the procedure that made this demande; null: nothing yet. */
export async function lireMonAvis(db: Db, numero: string, utilisateur: string): Promise<MonAvis | null> {
  const { rows } = await sql<MonAvis>`select a.note, a.texte
      from avis_demarche a
      join demande d on d.id = a.demande
      where d.numero = ${numero} and a.utilisateur = ${utilisateur}::uuid`.execute(db)
  return rows[0] ?? null
}

/** « Je donne mon avis » (POR-17): whoever went through the procedure, once, changed by saying it again. @throws Refus */
export async function donnerMonAvis(
  c: Pick<Contexte, 'db' | 't'>,
  d: RecuVisible,
  utilisateur: string,
  avis: { note: number; texte: string },
): Promise<void> {
  const x = c.t.demandes.avis
  if (d.auteur.id !== utilisateur) throw refus(c.t, 'acces-refuse', { raison: x.auteurSeul })
  const texte = avis.texte.replaceAll('\r\n', '\n').trim()
  const erreurs = [
    ...(Number.isInteger(avis.note) && avis.note >= 1 && avis.note <= 5
      ? []
      : [{ champ: 'note', code: avis.note ? 'valeur-inconnue' : 'champ-manquant', message: x.choisir }]),
    ...(texte.length > AVIS_MAX ? [{ champ: 'texte', code: 'trop-long', message: c.t.tickets.tropLong(AVIS_MAX) }] : []),
    ...(/[^\P{Cc}\n\t]/u.test(texte) ? [{ champ: 'texte', code: 'caracteres-interdits', message: c.t.tickets.fautes.caracteres }] : []),
  ]
  if (erreurs.length) throw refusDeChamps(c.t, erreurs)
  await sql`insert into avis_demarche (demande, utilisateur, note, texte)
    select id, ${utilisateur}::uuid, ${avis.note}, ${texte || null}
    from demande
    where numero = ${d.numero}
    on conflict (demande, utilisateur) do update
    set note = excluded.note, texte = excluded.texte, le = excluded.le`.execute(c.db)
}
