import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Reponse } from '#app/assistant/repondre.ts'
import type { Contexte } from '#app/contexte.ts'
import { debutDe } from '#platform/plier.ts'

export interface Echange {
  cle: string
  question: string
  reponse: Reponse
}

const COOKIE = 'choral.conversation'
/** Forgotten a day after its last question. */
const DUREE = '1 day'
const ECHANGES_MAXIMUM = 30

const empreinte = (jeton: string) => createHash('sha256').update(jeton).digest()
const jetonDe = (c: Contexte) => (/^[\w-]{43}$/.test(c.requete.cookies[COOKIE] ?? '') ? c.requete.cookies[COOKIE]! : null)
/** Whose it is: an account's, or a visitor's by their cookie; nobody's while one looks as somebody else. */
const sienne = (c: Contexte) => {
  const jeton = jetonDe(c)
  return c.voirComme ? null : c.utilisateur ? sql`utilisateur = ${c.utilisateur.id}::uuid` : jeton ? sql`jeton = ${empreinte(jeton)}` : null
}

/** Said in this browser before its user signed in: theirs from the first time it is read, and no more the cookie's. */
async function reprendre(c: Contexte): Promise<void> {
  const jeton = jetonDe(c)
  if (!jeton || !c.utilisateur || c.voirComme) return
  await sql`with prise as (delete from conversation_assistant where jeton = ${empreinte(jeton)} returning echanges, modifie_le)
    insert into conversation_assistant as k (utilisateur, echanges, modifie_le)
    select ${c.utilisateur.id}::uuid, echanges, modifie_le
    from prise
    where modifie_le > maintenant() - ${DUREE}::interval
    on conflict (utilisateur) do update
    set modifie_le = greatest(k.modifie_le, excluded.modifie_le),
      echanges = case when k.modifie_le <= maintenant() - ${DUREE}::interval then excluded.echanges
      else (select jsonb_agg(e.valeur order by e.rang)
        from (select valeur, rang
            from jsonb_array_elements(k.echanges || excluded.echanges) with ordinality as x (valeur, rang)
            order by rang desc
            limit ${sql.lit(ECHANGES_MAXIMUM)}) e) end`.execute(c.db)
  oublierLeCookie(c)
}

const oublierLeCookie = (c: Contexte) =>
  c.reponse.setCookie(COOKIE, '', {
    path: '/',
    sameSite: 'lax',
    httpOnly: true,
    secure: c.settings.PUBLIC_URL.startsWith('https:'),
    expires: new Date(0),
  })

export async function lireConversation(c: Contexte): Promise<Echange[]> {
  await reprendre(c)
  const ou = sienne(c)
  if (!ou) return []
  const { rows } = await sql<{
    echanges: Echange[]
  }>`select echanges from conversation_assistant where ${ou} and modifie_le > maintenant() - ${DUREE}::interval`.execute(c.db)
  return rows[0]?.echanges ?? []
}

/** Keeps one more, once per key of its form; the oldest makes room. */
export async function ajouterEchange(c: Contexte, echange: Echange): Promise<void> {
  await reprendre(c)
  const jeton = c.utilisateur ? null : (jetonDe(c) ?? randomBytes(32).toString('base64url'))
  const nouvel = JSON.stringify([echange])
  await sql`insert into conversation_assistant as k (utilisateur, jeton, echanges)
    values (${c.utilisateur?.id ?? null}::uuid, ${jeton ? empreinte(jeton) : null}, ${nouvel}::jsonb)
    on conflict (${jeton ? sql`jeton` : sql`utilisateur`}) do update
    set modifie_le = maintenant(), echanges = case when k.modifie_le <= maintenant() - ${DUREE}::interval then excluded.echanges
      when k.echanges @> ${JSON.stringify([{ cle: echange.cle }])}::jsonb then k.echanges
      when jsonb_array_length(k.echanges) >= ${sql.lit(ECHANGES_MAXIMUM)} then (k.echanges - 0) || excluded.echanges
      else k.echanges || excluded.echanges end`.execute(c.db)
  if (jeton)
    c.reponse.setCookie(COOKIE, jeton, {
      path: '/',
      sameSite: 'lax',
      httpOnly: true,
      secure: c.settings.PUBLIC_URL.startsWith('https:'),
      maxAge: 86_400,
    })
}

export async function oublierConversation(c: Contexte): Promise<void> {
  await reprendre(c)
  const ou = sienne(c)
  if (ou) await sql`delete from conversation_assistant where ${ou}`.execute(c.db)
  if (!c.utilisateur && jetonDe(c)) oublierLeCookie(c)
}

export const oublierLesAnciennes = (db: Contexte['db']) =>
  sql`delete from conversation_assistant where modifie_le <= maintenant() - ${DUREE}::interval`.execute(db)

/** The conversation as the text of a ticket: who said what, with the sheets; at most so many characters, the end first. */
export function transcrire(c: Contexte, echanges: Echange[], maximum: number): string {
  const t = c.t.assistant
  const dit = c.t.commun.deuxPoints
  const lignes = echanges.map(({ question, reponse }) =>
    [
      `${t.questionPosee}${dit}${question}`,
      `${t.titre}${dit}${reponse.texte.join(' ')}`,
      ...(reponse.source ? [`${t.source} « ${reponse.source.libelle} »`] : []),
    ].join('\n'),
  )
  while (lignes.length > 1 && lignes.join('\n\n').length > maximum) lignes.shift()
  return debutDe(lignes.join('\n\n'), maximum)
}
