import { sql } from 'kysely'
import { autoriser } from '#demandes/autoriser.ts'
import { enregistrer, terminer } from '#demandes/enregistrer.ts'
import { marque, inscrireAuJournal } from '#demandes/inscrire.ts'
import { juger } from '#demandes/juger.ts'
import { lireCorps } from '#demandes/lecture.ts'
import type { Milieu, Soumission } from '#demandes/milieu.ts'
import { situer } from '#demandes/objet.ts'
import { lireRecu, type Recu } from '#demandes/recu.ts'
import { simuler } from '#demandes/simuler.ts'
import { perimetresDe, viser, viserSousCle } from '#demandes/viser.ts'
import type { Tx } from '#platform/database/open.ts'
import { estRefus } from '#platform/http/problem.ts'

/**
 * Submits a demande in one transaction: lock → idempotency → access → validate → record → (apply) → journal → job.
 * A simulation authorises and validates, says what would happen and when, and writes nothing. Same key and same body: the same demande again.
 * @throws Refus with the codes of INT-12
 */
export async function soumettre(milieu: Milieu, s: Soumission): Promise<{ recu: Recu; rejouee: boolean }> {
  const recu = (s.corps && typeof s.corps === 'object' && !Array.isArray(s.corps) ? s.corps : {}) as Record<string, unknown>
  const corps = s.definition.objet ? await situer(milieu.db, milieu.t, s.definition, recu) : recu
  if (s.simulation) return { recu: await simuler(milieu, s, corps), rejouee: false }
  const enquete = await enquerir(milieu, s, corps)
  const fait = await milieu.db.transaction().execute((tx) => dansLaTransaction(tx, milieu, s, corps, enquete, true))
  noterUsages(milieu, s, corps)
  return fait
}

/** Submitting uses the profile that allowed it (PLUS-02); of oneself, being attached was enough. */
function noterUsages({ usages }: Milieu, { definition: d, auteur }: Soumission, corps: Record<string, unknown>) {
  if (!('profil' in d.acces) || d.acces.ouSoi) return
  const application = d.acces.profil.slice(0, d.acces.profil.lastIndexOf('.'))
  for (const { structure } of perimetresDe(d, corps)) usages?.noter(auteur.id, String(structure), application)
}

/**
 * Asks outside, before any lock that would last; what it answers, or refuses, is judged with the rest. A key that led to a demande is
 * answered by that demande.
 */
async function enquerir(
  { db, t, ...milieu }: Milieu,
  { definition: d, auteur, cle }: Soumission,
  corps: Record<string, unknown>,
): Promise<() => unknown> {
  const rien = () => undefined
  if (!d.enquerir) return rien
  const servie =
    cle &&
    (await sql`select from idempotence where auteur = ${auteur.id}::uuid and cle = ${cle} and route = ${d.type}`.execute(db)).rows.length
  if (servie) return rien
  const { perimetres, structures, structure, objet, decisions } = await viser(db, d, auteur, corps)
  await autoriser(db, t, d.acces, auteur, perimetres, structures, decisions)
  const { saisie, lus } = lireCorps(d, corps, t)
  try {
    const rendu = await d.enquerir({ db, t, ...milieu }, { saisie, lus, structure, structures, objet, auteur })
    return () => rendu
  } catch (erreur) {
    if (!estRefus(erreur)) throw erreur
    return () => {
      throw erreur
    }
  }
}

/** The same inside another demande's transaction: a demande of its own, which stands or falls with it. The caller holds the structure's lock. */
export const soumettreDans = (tx: Tx, milieu: Milieu, s: Pick<Soumission, 'definition' | 'auteur'> & { corps: Record<string, unknown> }) =>
  dansLaTransaction(tx, milieu, s, s.corps, () => undefined, false)

async function dansLaTransaction(
  tx: Tx,
  milieu: Milieu,
  s: Soumission,
  corps: Record<string, unknown>,
  enquete: () => unknown,
  seule: boolean,
) {
  const { definition: d, auteur, cle } = s
  const vises = await viserSousCle(
    tx,
    milieu.t,
    d,
    auteur,
    corps,
    cle ? { auteur: auteur.id, route: d.type, cle, corps: s.corps, secret: milieu.settings } : null,
  )
  if (vises.deja) return { recu: await lireRecu(tx, vises.deja), rejouee: true }
  const { structure, structures, objet } = vises
  const { saisie, prepare, aPartirDu, delai } = await juger(tx, milieu, s, corps, vises, enquete, false)
  const attend = d.approbation !== 'aucune'
  const ecrit = { avant: prepare.avant ?? null, apres: prepare.saisie }
  const moment = attend ? 'demandee' : 'programmee'
  // Known to wait, on one structure: its line of history goes with it.
  const avecLui = (attend || delai > 0) && structures.length <= 1
  const chaine = prepare.structure ?? structure?.id ?? auteur.id
  const ligne = await enregistrer(tx, {
    journal: avecLui
      ? {
          chaine,
          evenement: `${d.type}:${moment}`,
          contenu: { ...ecrit, ...marque(d, structure, objet) },
          version: d.objet ? (objet ? d.objet.table : null) : structure && !d.personnes ? 'structure' : null,
        }
      : null,
    type: d.type,
    auteur: auteur.id,
    structure: prepare.structure ?? structure?.id ?? null,
    service: prepare.service ?? (d.objet?.table === 'service' ? (objet?.id ?? null) : null),
    objet: objet?.id ?? null,
    concerne: prepare.concerne ?? null,
    saisie: prepare.saisie,
    avant: prepare.avant ?? null,
    attend,
    joursApprobation: milieu.settings.APPROBATION_JOURS.expiration,
    delai,
    aPartirDu,
    cle: cle ?? null,
    longue: Boolean(d.avancer),
    derniere: seule && avecLui && !attend && !d.inscrire,
  })
  const immediate = !attend && !ligne.differee && !d.avancer
  const effet = {
    milieu,
    demande: ligne.id,
    saisie: { ...saisie, ...prepare.saisie },
    structure,
    structures,
    objet,
    auteur,
    quand: ligne.recu.effetLe ?? ligne.recu.creeLe,
  }
  const inscrit = attend ? undefined : await d.inscrire?.(tx, effet)
  const issue = immediate ? { ...inscrit, ...(await d.appliquer?.(tx, effet)) } : null
  if (issue) await terminer(tx, ligne.id, issue)
  if (!avecLui)
    await inscrireAuJournal(tx, {
      d,
      chaines: structures.length ? structures.map((x) => x.id) : [issue?.structure ?? chaine],
      auteur: auteur.id,
      demande: ligne.id,
      moment: immediate ? 'effective' : moment,
      contenu: { ...ecrit, ...(immediate || attend ? {} : { effetLe: ligne.recu.effetLe }) },
      versions: structures,
      objet: objet ?? (issue?.objet ? { id: issue.objet, version: 0 } : null),
      enVigueur: immediate,
    })
  return { recu: immediate || attend ? await lireRecu(tx, ligne.id) : ligne.recu, rejouee: false }
}
