import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { dateHeure } from '#ui/textes/format.ts'
import { destinataire, langueDe, prevenir } from '../courriels/envoyer.ts'
import { nouveauSecret, pasDuCode } from './totp.ts'

const NOMBRE_CODES = 10
// Without the letters and digits read one for another on paper.
const SIGNES = 'abcdefghjkmnpqrstuvwxyz23456789'

type AvecCle = Pick<Programme, 'settings' | 'db'>

async function chiffre({ SECRET_KEY, SECRET_KEY_ANCIENNE }: Programme['settings']) {
  const { symmetricDecrypt, symmetricEncrypt } = await import('better-auth/crypto')
  const ouvrir = (data: string) =>
    symmetricDecrypt({ data, key: SECRET_KEY }).catch((cause: Error) =>
      SECRET_KEY_ANCIENNE ? symmetricDecrypt({ data, key: SECRET_KEY_ANCIENNE }) : Promise.reject(cause),
    )
  return { fermer: (data: string) => symmetricEncrypt({ data, key: SECRET_KEY }), ouvrir }
}

const nouveauxCodes = () =>
  Array.from({ length: NOMBRE_CODES }, () =>
    Array.from({ length: 10 }, (_, i) => (i === 5 ? '-' : '') + SIGNES[randomInt(SIGNES.length)]!).join(''),
  )
/** A recovery code as it is kept, however it was typed. */
export const codeSecoursNormal = (brut: string) => {
  const c = brut.toLowerCase().replace(/[^a-z0-9]/g, '')
  return `${c.slice(0, 5)}-${c.slice(5)}`
}

export interface SecondFacteur {
  actif: boolean
  creeLe: Date
  secret: string
  codes: string[]
}

/** Someone's application of codes, its secrets opened; null when there is none, even begun. */
export async function lireSecondFacteur({ db, settings }: AvecCle, utilisateur: string): Promise<SecondFacteur | null> {
  const l = await db
    .selectFrom('secondFacteur')
    .select(['secret', 'codesSecours', 'verifie', 'creeLe'])
    .where('utilisateur', '=', utilisateur)
    .executeTakeFirst()
  if (!l) return null
  const { ouvrir } = await chiffre(settings)
  return { actif: l.verifie, creeLe: l.creeLe, secret: await ouvrir(l.secret), codes: JSON.parse(await ouvrir(l.codesSecours)) as string[] }
}

/** Begins to set one up, unless one is on already; begun twice, the first secret stays. */
export async function preparerSecondFacteur({ db, settings }: AvecCle, utilisateur: string): Promise<void> {
  const { fermer } = await chiffre(settings)
  await db
    .insertInto('secondFacteur')
    .values({
      utilisateur,
      verifie: false,
      secret: await fermer(nouveauSecret()),
      codesSecours: await fermer(JSON.stringify(nouveauxCodes())),
    })
    .onConflict((c) => c.column('utilisateur').doNothing())
    .execute()
}

/** Accepts a code once: its time step must be later than the last accepted one. */
export async function consommerCode(c: AvecCle, utilisateur: string, code: string): Promise<boolean> {
  const sf = await lireSecondFacteur(c, utilisateur)
  const pas = sf && pasDuCode(sf.secret, code.replace(/\s/g, ''))
  if (!pas) return false
  const { numUpdatedRows } = await c.db
    .updateTable('secondFacteur')
    .set({ dernierPas: pas })
    .where('utilisateur', '=', utilisateur)
    .where((e) => e.or([e('dernierPas', 'is', null), e('dernierPas', '<', pas)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Accepts a recovery code once, wherever one proves who one is: of two uses at once, one finds the codes as it read them. */
export async function consommerCodeDeSecours({ db, settings }: AvecCle, utilisateur: string, saisi: string): Promise<boolean> {
  const l = await db
    .selectFrom('secondFacteur')
    .select('codesSecours')
    .where('utilisateur', '=', utilisateur)
    .where('verifie', '=', true)
    .executeTakeFirst()
  if (!l) return false
  const { ouvrir, fermer } = await chiffre(settings)
  const codes = JSON.parse(await ouvrir(l.codesSecours)) as string[]
  const restants = codes.filter((c) => c !== codeSecoursNormal(saisi))
  if (restants.length === codes.length) return false
  const { numUpdatedRows } = await db
    .updateTable('secondFacteur')
    .set({ codesSecours: await fermer(JSON.stringify(restants)) })
    .where('utilisateur', '=', utilisateur)
    .where('codesSecours', '=', l.codesSecours)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const fermerAutresSessions = (tx: Tx | Db, utilisateur: string, sauf: string) =>
  sql`delete from session where utilisateur = ${utilisateur} and id <> ${sauf}`.execute(tx)

/** Turns it on after a first code; the other sessions, opened without it, end. */
export async function activerSecondFacteur(c: Programme, utilisateur: string, session: string): Promise<void> {
  await c.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('secondFacteur')
      .set({ verifie: true, creeLe: sql<Date>`clock_timestamp()` })
      .where('utilisateur', '=', utilisateur)
      .where('verifie', '=', false)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return
    await tx.updateTable('utilisateur').set({ secondFacteurActif: true }).where('id', '=', utilisateur).execute()
    await fermerAutresSessions(tx, utilisateur, session)
    const a = await destinataire(tx, utilisateur)
    await prevenir(c, tx, a, 'second-facteur', (m) => m.secondFacteurActive(a.prenom, a.nom, dateHeure(new Date(), langueDe(a.langue))))
  })
}

/** Turns it off; every other session ends (C08). */
export async function retirerSecondFacteur(c: Programme, utilisateur: string, session: string): Promise<void> {
  await c.db.transaction().execute(async (tx) => {
    const retire = await tx.deleteFrom('secondFacteur').where('utilisateur', '=', utilisateur).returning('verifie').executeTakeFirst()
    await tx.updateTable('utilisateur').set({ secondFacteurActif: false }).where('id', '=', utilisateur).execute()
    if (!retire?.verifie) return
    await fermerAutresSessions(tx, utilisateur, session)
    const a = await destinataire(tx, utilisateur)
    await prevenir(c, tx, a, 'second-facteur', (m) => m.secondFacteurRetire(a.prenom, a.nom, dateHeure(new Date(), langueDe(a.langue))))
  })
}

/** Replaces the recovery codes; the former ones no longer serve. */
export async function renouvelerCodes({ db, settings }: AvecCle, utilisateur: string): Promise<void> {
  const { fermer } = await chiffre(settings)
  await db
    .updateTable('secondFacteur')
    .set({ codesSecours: await fermer(JSON.stringify(nouveauxCodes())) })
    .where('utilisateur', '=', utilisateur)
    .execute()
}

/** `cles:tourner`: what the SECRET_KEY of before encrypted, encrypted again with today's; one at a time, so that a code being used is not lost. */
export async function rechiffrerSecondsFacteurs({ db, settings }: AvecCle): Promise<number> {
  const { ouvrir, fermer } = await chiffre(settings)
  const lignes = await db.selectFrom('secondFacteur').select('utilisateur').execute()
  let faits = 0
  for (const { utilisateur } of lignes)
    await db.transaction().execute(async (tx) => {
      const l = await tx
        .selectFrom('secondFacteur')
        .select(['secret', 'codesSecours'])
        .where('utilisateur', '=', utilisateur)
        .forUpdate()
        .executeTakeFirst()
      // One that does not open, altered, is of no use already: its owner asks for another.
      const clair = l && (await Promise.all([ouvrir(l.secret), ouvrir(l.codesSecours)]).catch(() => null))
      if (!clair) return
      await tx
        .updateTable('secondFacteur')
        .set({ secret: await fermer(clair[0]), codesSecours: await fermer(clair[1]) })
        .where('utilisateur', '=', utilisateur)
        .execute()
      faits++
    })
  return faits
}
