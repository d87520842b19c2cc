import { viserParEnsemble } from '#app/organisation/habilitations/ensembles/viser.ts'
import { dernierOrganisationModification } from '#app/organisation/habilitations/dernier.ts'
import type { LigneSaisie } from '#app/organisation/habilitations/saisie.ts'
import { lireSituations, type Ligne, type LigneSituee, type Situation } from '#app/organisation/habilitations/situation.ts'
import { qualitesSur, RANG_NIVEAU } from '#acces/index.ts'
import type { StructureVerrouillee } from '#demandes/definir.ts'
import { refus, refusDeChamps, type CodeRefus } from '#demandes/refus.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'
import { phraseDuChamp } from '#demandes/validation.ts'

export type Genre = 'ajouter' | 'modifier' | 'supprimer' | 'demander'

export interface Jugement {
  t: Textes
  genre: Genre
  structures: StructureVerrouillee[]
  /** Whose right it must be to grant « Organisation modification »; null: somebody who may has decided already, or will. */
  octroyeur: string | null
  /** Minutes before the change holds. */
  delai: number
  /** Cancels what is programmed too. */
  immediat?: boolean
}

type Faute = { code: string; ou: string; champ: string; message: string } & Partial<Pick<Situation, 'programme'>>

const NOM = { 1: 'consultation', 2: 'modification' } as const

/**
 * What every path to a right is judged by (HAB-03, HAB-07): all the lines, or none. Reads in three statements whatever their number; writes
 * nothing. @throws Refus of both below
 */
export async function jugerLignes(tx: Tx, lignes: LigneSaisie[], j: Jugement): Promise<Ligne[]> {
  const { vises, erreurs } = await situerLignes(tx, lignes, j)
  if (erreurs.length) throw refusDeChamps(j.t, erreurs)
  return jugerSituees(tx, vises, j)
}

/** The lines that count, and what is wrong with their fields. */
export async function situerLignes(tx: Tx, lignes: LigneSaisie[], j: Jugement): Promise<{ vises: LigneSituee[]; erreurs: ErreurChamp[] }> {
  const situations = await lireSituations(tx, lignes)
  const vises = lignes.map((l, i) => ({ l, s: situations[i]! })).flatMap((v) => (v.l.parEnsemble ? viserParEnsemble(v, j.delai) : [v]))
  const fautes = vises
    .flatMap(({ l, s }) => fautesDeChamp(j, l, s))
    .concat(
      doublons(
        j.t,
        vises.map((v) => v.l),
      ),
    )
  return { vises, erreurs: fautes.map(enErreur) }
}

/** Whether they may be. @throws Refus of what is held or programmed (409), of who may (403), each naming its line */
export async function jugerSituees(tx: Tx, vises: LigneSituee[], j: Jugement): Promise<Ligne[]> {
  if (!vises.length) throw refus(j.t, 'aucun-changement')
  refuser(
    j.t,
    vises.flatMap(({ l, s }) => conflit(j, l, s)),
  )
  await verifierOctroi(tx, j, vises)
  const jugees = vises.map(({ l, s }) => ligneDe(l, s))
  const quittees = vises.filter((_, i) => quitte(jugees[i]!))
  const gestionnaires = new Map(j.structures.map((s) => [s.id, s.gestionnairePrincipal]))
  refuser(
    j.t,
    quittees
      .filter(({ l }) => gestionnaires.get(l.structure) === l.utilisateur)
      .map(({ l }) => faute(j.t, 'habilitation-du-gestionnaire', l, 'profil')),
  )
  const sansPersonne = await dernierOrganisationModification(
    tx,
    quittees.map(({ l }) => l),
  )
  refuser(
    j.t,
    quittees.filter(({ l }) => sansPersonne.has(l.structure)).map(({ l }) => faute(j.t, 'dernier-organisation-modification', l, 'profil')),
  )
  return jugees
}

const faute = (t: Textes, code: string, l: LigneSaisie, ou: string): Faute => ({
  code,
  ou,
  champ: l.chemin + (l.parEnsemble && ou === 'profil' ? 'ensemble' : ou),
  message: (t.erreurs.parCode as Record<string, string>)[code] ?? phraseDuChamp(t, ou, code),
})
const enErreur = ({ champ, code, message }: Faute): ErreurChamp => ({ champ, code, message })

/** The end that the line would have: what is not said keeps the end of what is held. */
const finDe = (l: LigneSaisie, s: Situation) => (l.retrait ? null : l.fin === undefined && s.niveau !== null ? s.finActuelle : s.fin)

/** What comes back at the end of a temporary line: what was to already, else what it replaces, unless it would be over by then. */
function retourDe(l: LigneSaisie, s: Situation): { niveau: 1 | 2; fin: string | null } | null {
  const fin = finDe(l, s)
  const dure = l.suite ?? s.retour ?? (s.niveau && { niveau: s.niveau, fin: s.finActuelle?.toISOString() ?? null })
  if (!fin || !dure || l.retrait || !(l.revenir ?? s.retour !== null)) return null
  return dure.niveau !== RANG_NIVEAU[l.niveau!] && (dure.fin === null || new Date(dure.fin) > fin) ? dure : null
}

/** The same, as it is kept and told. */
export function ceQuiRevient(l: LigneSaisie, s: Situation): NonNullable<Ligne['retour']> | null {
  const retour = retourDe(l, s)
  return retour && { profil: NOM[retour.niveau], fin: retour.fin }
}

function fautesDeChamp({ t, genre, delai }: Jugement, l: LigneSaisie, s: Situation): Faute[] {
  const fautes: Faute[] = []
  const dire = (code: string, ou: string) => fautes.push(faute(t, code, l, ou))
  if (!s.niveaux || (l.niveau && RANG_NIVEAU[l.niveau] > s.niveaux)) dire('profil-inconnu', 'profil')
  if (l.service && (!s.service || (s.service.estSupprime && !l.retrait))) dire('service-inconnu', 'service')
  else if (!l.retrait && !s.estRattache) dire('utilisateur-non-rattache', 'utilisateur')
  const tenus = [s.niveau, s.programme?.niveau].filter(Boolean)
  if (s.niveaux && (l.retrait || genre === 'modifier') && !(l.retrait && l.niveau ? tenus.includes(RANG_NIVEAU[l.niveau]) : tenus.length))
    dire('habilitation-absente', 'profil')
  const maintenant = s.maintenant.getTime()
  // The end of what is replaced is told by the change that is programmed, if there is one.
  const fin = l.fin === undefined && s.programme ? undefined : finDe(l, s)?.getTime()
  if (s.debut && s.debut.getTime() < maintenant) dire('debut-passe', 'debut')
  else if (fin !== undefined && fin <= Math.max(maintenant + delai * 60_000, s.debut?.getTime() ?? 0)) dire('fin-trop-tot', 'fin')
  return fautes
}

function doublons(t: Textes, lignes: LigneSaisie[]): Faute[] {
  const vues = new Set<string>()
  return lignes
    .filter((l) => {
      const cle = JSON.stringify([l.utilisateur, l.structure, l.service, l.application])
      return vues.has(cle) || !vues.add(cle)
    })
    .map((l) => faute(t, 'ligne-en-double', l, 'profil'))
}

/** What is there already and what is programmed: 409. */
function conflit({ t, genre, immediat }: Jugement, l: LigneSaisie, s: Situation): Faute[] {
  if (s.programme && !immediat) return [{ ...faute(t, 'changement-deja-programme', l, 'profil'), programme: s.programme }]
  const memeFin = (finDe(l, s)?.getTime() ?? null) === (s.finActuelle?.getTime() ?? null) && retourDe(l, s)?.niveau === s.retour?.niveau
  const prolonge = l.suite !== undefined || ((genre === 'modifier' || l.parEnsemble) && !memeFin)
  return !l.retrait && s.niveau === RANG_NIVEAU[l.niveau!] && !prolonge ? [faute(t, 'habilitation-deja-detenue', l, 'profil')] : []
}

/** All the lines with the same trouble, under its code; a programmed change names the demande to cancel. */
function refuser(t: Textes, fautes: Faute[]) {
  const premiere = fautes[0]
  if (!premiere) return
  const { numero } = premiere.programme ?? {}
  const detail = premiere.programme ? { detail: t.habilitations.refus.programme(numero ?? null), plus: { demande: numero ?? null } } : {}
  throw refus(t, premiere.code as CodeRefus, {
    ...detail,
    champs: fautes
      .filter((f) => f.code === premiere.code)
      .map((f) => ({ ...enErreur(f), ...(f.programme ? { message: t.habilitations.refus.programme(f.programme.numero) } : {}) })),
  })
}

/** « Organisation modification » is granted by the gestionnaire principal and deputies alone (HAB-01). */
async function verifierOctroi(tx: Tx, { t, octroyeur, structures }: Jugement, vises: { l: LigneSaisie }[]) {
  const octrois = vises.filter(({ l }) => l.application === 'organisation' && l.niveau === 'modification' && !l.retrait && !l.suite)
  if (!octroyeur || !octrois.length) return
  const qualites = await qualitesSur(
    tx,
    octroyeur,
    octrois.map(({ l }) => l.structure),
  )
  const interdits = octrois.filter(({ l }) => !qualites.has(l.structure))
  if (!interdits.length) return
  const gestionnaire = structures.find((s) => s.id === interdits[0]!.l.structure)?.gestionnaire ?? null
  throw refus(t, 'acces-refuse', {
    raison: t.habilitations.refus.octroi,
    remede: t.acces.remedeGestionnaire(gestionnaire),
    champs: interdits.map(({ l }) => ({
      champ: `${l.chemin}${l.parEnsemble ? 'ensemble' : 'profil'}`,
      code: 'acces-refuse',
      message: t.habilitations.refus.octroi,
    })),
  })
}

function ligneDe(l: LigneSaisie, s: Situation): Ligne {
  const { estSupprime: _, ...service } = s.service ?? { estSupprime: false }
  const tenu = s.niveau ?? s.programme?.niveau ?? null
  return {
    utilisateur: s.utilisateur!,
    structure: s.structure!,
    service: s.service ? (service as Ligne['service']) : null,
    application: l.application,
    avant: tenu === null ? null : NOM[tenu as 1 | 2],
    apres: l.retrait ? null : l.niveau,
    debut: l.retrait ? null : (s.debut?.toISOString() ?? null),
    fin: finDe(l, s)?.toISOString() ?? null,
    retour: ceQuiRevient(l, s),
  }
}

/** Would no longer hold « Organisation modification » on the whole structure, or not for ever. */
const quitte = (l: Ligne) =>
  l.application === 'organisation' && !l.service && l.avant === 'modification' && (l.apres !== 'modification' || l.fin !== null)
