import { sql } from 'kysely'
import type { z } from 'zod'
import type { Decision, Usages } from '#acces/index.ts'
import { autoriser, demanderAcces } from '#demandes/autoriser.ts'
import type { Auteur, Demande, ObjetVerrouille, Perimetre, StructureVerrouillee } from '#demandes/definir.ts'
import { enregistrer, heureDEffet, terminer, versionSuivante } from '#demandes/enregistrer.ts'
import { demandeSousCle, prendreCle, type Cle } from '#demandes/idempotence.ts'
import { journaliser, journaliserPlusieurs, proprementA } from '#demandes/journal.ts'
import { exigerAucun, joindre, lireCorps, recueillir, type Griefs, type Lecture } from '#demandes/lecture.ts'
import { objetNomme, situer, uuid, verrouillerObjet, versionObjetSuivante } from '#demandes/objet.ts'
import { lireRecu, type Recu } from '#demandes/recu.ts'
import { refus } from '#demandes/refus.ts'
import { verifierVersion } from '#demandes/version.ts'
import { verrouillerAvecCle, verrouillerStructures } from '#demandes/verrou.ts'
import type { Sending } from '#platform/jobs.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { estRefus } from '#platform/http/problem.ts'
import type { Settings } from '#platform/settings.ts'
import type { Textes } from '#ui/textes/index.ts'

export interface Milieu {
  db: Db
  settings: Settings
  jobs: Sending
  t: Textes
  usages?: Pick<Usages, 'noter'>
}

type Definition = Demande<string, z.ZodObject>

export interface Soumission {
  definition: Definition
  auteur: Auteur & { roles: string[] }
  /** The body as it came: access is decided before its fields are looked at (INT-09). */
  corps: unknown
  cle?: string | null
  simulation?: boolean
}

/** What the body names, under lock: the structures in the order of their ids, the first one it names, and the object of it that it changes; with what was asked of it in the same breath. */
interface Vises {
  perimetres: Perimetre[]
  structures: StructureVerrouillee[]
  structure: StructureVerrouillee | null
  objet: ObjetVerrouille | null
  decisions: Decision[] | null
  lu: unknown
}

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

export const perimetresDe = (d: Definition, corps: Record<string, unknown>): Perimetre[] =>
  d.perimetres?.(corps) ?? [{ structure: corps.structure, service: corps.service }]

const viser = async (tx: Db, d: Definition, auteur: Auteur, corps: Record<string, unknown>): Promise<Vises> =>
  (await verrouiller(tx, d, auteur, corps, async (ids) => ({ structures: await verrouillerStructures(tx, ids) }))).vises

/**
 * Asks for the locks and, without waiting, for what is judged under them: a transaction's connection answers in turn, each by what it sees when its turn comes,
 * and the lock is held one round trip instead of three.
 */
async function verrouiller<V extends { structures: StructureVerrouillee[] }>(
  tx: Db,
  d: Definition,
  auteur: Auteur,
  corps: Record<string, unknown>,
  prendre: (ids: unknown[]) => Promise<V>,
): Promise<{ vises: Vises; pris: V }> {
  const perimetres = 'sur' in d.acces ? perimetresDe(d, corps) : []
  const premiere = uuid(perimetres[0]?.structure)
  const [pris, decisions, lu] = await Promise.all([
    prendre(perimetres.map((p) => p.structure)),
    demanderAcces(tx, d.acces, auteur, perimetres),
    premiere ? d.lire?.(tx as Tx, premiere) : undefined,
  ])
  const structure = pris.structures.find((s) => s.id === premiere) ?? null
  const objet = d.objet ? await verrouillerObjet(tx, d.objet.table, objetNomme(d, corps), structure?.id) : null
  return { vises: { perimetres, structures: pris.structures, structure, objet, decisions, lu }, pris }
}

/** Locks what the body names, then takes the key; `deja`: the demande that the key led to. */
async function viserSousCle(
  tx: Tx,
  t: Textes,
  d: Definition,
  auteur: Auteur,
  corps: Record<string, unknown>,
  cle: Cle | null,
): Promise<Vises & { deja: number | null }> {
  if (!cle) return { ...(await viser(tx, d, auteur, corps)), deja: null }
  const { vises, pris } = await verrouiller(tx, d, auteur, corps, (ids) => verrouillerAvecCle(tx, ids, prendreCle(cle)))
  return { ...vises, deja: pris.prise ? null : await demandeSousCle(tx, t, cle) }
}

/** Asks outside, before any lock that would last; what it answers, or refuses, is judged with the rest. A key that led to a demande is answered by that demande. */
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

/** What a submission settles before it writes anything; the same for a simulation. Every error that can be known is told in one answer (INT-12). */
async function juger(
  tx: Tx | Db,
  milieu: Milieu,
  { definition: d, auteur }: Soumission,
  corps: Record<string, unknown>,
  { perimetres, structures, structure, objet, decisions, lu }: Vises,
  enqueter: (lisible: Pick<Lecture, 'saisie' | 'lus'>) => unknown,
  simulation: boolean,
) {
  const { t, settings } = milieu
  await autoriser(tx, t, d.acces, auteur, perimetres, structures, decisions)
  const { saisie, erreurs, lus, version, aPartirDu } = lireCorps(d, corps, t)
  if (objetNomme(d, corps) && !objet) throw refus(t, 'introuvable')
  if (structure && !d.objet?.cree && !erreurs.length) await verifierVersion(tx, t, structure, objet, version)
  const griefs: Griefs = { erreurs, refus: [] }
  const enquete = await recueillir(griefs, async () => enqueter({ saisie, lus }))
  const e = { t, settings, saisie, structure, structures, objet, auteur, enquete, simulation, delai: delaiDe(d, saisie, settings), lu }
  // Of an object that is not named, nothing can be known.
  const examen =
    d.objet && !d.objet.cree && !objet ? undefined : await recueillir(griefs, async () => d.examiner?.(tx as Tx, { ...e, lus }))
  joindre(erreurs, examen?.erreurs ?? [])
  exigerAucun(d, t, griefs)
  const prepare = (await d.preparer?.(tx as Tx, { ...e, vu: examen?.vu })) ?? { saisie: sansStructure(saisie) }
  return { saisie, prepare, aPartirDu: aPartirDu ?? null, delai: e.delai }
}

export const delaiDe = (d: Definition, saisie: Record<string, unknown>, settings: Settings) =>
  d.effet === 'immediat' || d.immediatSi?.(saisie) ? 0 : settings.DELAI_EFFET_MINUTES[d.effet]

/** The same judgement as a submission's, on what is in force now; nothing is locked for long, nothing is written. */
async function simuler(milieu: Milieu, s: Soumission, corps: Record<string, unknown>): Promise<Recu> {
  const { definition: d, auteur } = s
  const vises = await viser(milieu.db, d, auteur, corps)
  const { structure, structures, objet } = vises
  const { prepare, aPartirDu, delai } = await juger(
    milieu.db,
    milieu,
    s,
    corps,
    vises,
    async (lisible) => d.enquerir?.(milieu, { ...lisible, structure, structures, objet, auteur }),
    true,
  )
  const { creeLe, effetLe } = await heures(milieu.db, delai, aPartirDu, structure)
  const attend = d.approbation !== 'aucune'
  const { id, prenom, nom, adresseElectronique } = auteur
  return {
    numero: null,
    type: d.type,
    etat: attend ? 'demandee' : effetLe > creeLe ? 'programmee' : 'effective',
    creeLe,
    effetLe: attend ? null : effetLe,
    termineeLe: null,
    auteur: { id, prenom, nom, adresseElectronique },
    structure: structure && {
      id: structure.id,
      typeIdentifiant: structure.typeIdentifiant,
      identifiant: structure.identifiant,
      raisonSociale: structure.raisonSociale,
      libelle: structure.libelle,
    },
    saisie: prepare.saisie,
    avant: prepare.avant ?? null,
    motif: null,
    resultat: prepare.resultat ?? null,
    objet: objet?.id ?? null,
    nomObjet: objet?.nomAffiche ?? null,
    approbation: null,
    gestionnaire: structure?.gestionnaire ?? null,
  }
}

/** When it would be submitted and when it would hold; the clock came with the structure unless a day was chosen. */
async function heures(
  db: Db,
  delai: number,
  aPartirDu: string | null,
  structure: StructureVerrouillee | null,
): Promise<{ creeLe: Date; effetLe: Date }> {
  if (structure && !aPartirDu) return { creeLe: structure.heure, effetLe: new Date(structure.heure.getTime() + delai * 60_000) }
  const { rows } = await sql<{
    creeLe: Date
    effetLe: Date
  }>`select t.ici as cree_le, ${heureDEffet(delai, aPartirDu)} as effet_le from (select maintenant() as ici offset 0) t`.execute(db)
  return rows[0]!
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

interface AuJournal {
  d: Definition
  chaines: string[]
  auteur: string | null
  demande: number
  moment: string
  contenu: Record<string, unknown>
  versions: StructureVerrouillee[]
  objet: ObjetVerrouille | null
  enVigueur: boolean
}

/** What a line of history says of versions: « since version n » is read from it. */
function marque(d: Definition, structure: StructureVerrouillee | null | undefined, objet: ObjetVerrouille | null): Record<string, unknown> {
  if (d.objet) return objet ? { objet: objet.id, versionObjet: objet.version + 1 } : {}
  return structure && !d.personnes ? { version: structure.version + 1 } : {}
}

/** One line in the history of each structure it names; their version moves with it, unless only people are concerned. */
export async function inscrireAuJournal(tx: Tx, { d, chaines, auteur, demande, moment, contenu, versions, objet, enVigueur }: AuJournal) {
  const evenement = `${d.type}:${moment}`
  if (d.personnes && chaines.length > 1)
    return void (await journaliserPlusieurs(
      tx,
      chaines.map((chaine) => ({ chaine, auteur, demande, evenement, contenu: proprementA(contenu, chaine) })),
    ))
  for (const chaine of chaines) {
    const structure = d.personnes || d.objet ? undefined : versions.find((v) => v.id === chaine)
    // An object just made is at its first version already.
    const avec = structure
      ? versionSuivante(chaine, enVigueur)
      : d.objet && objet?.version
        ? versionObjetSuivante(d.objet.table, objet.id, enVigueur)
        : undefined
    await journaliser(tx, { chaine, auteur, demande, evenement, contenu: { ...contenu, ...marque(d, structure, objet) } }, avec)
  }
}

const sansStructure = ({ structure: _, ...reste }: Record<string, unknown>) => reste
