import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { saisieEnCours } from '#app/demandes/saisie-en-cours.ts'
import { erreurIdentifiant } from '#app/organisation/structures/creer/controle.ts'
import { nomsAuRegistre, refusEntitePublique, refuserDoublon } from '#app/organisation/structures/creer/creer.ts'
import { limiterCreations } from '#app/organisation/structures/creer/limite.ts'
import { exigerAction } from '#app/organisation/structures/exiger.ts'
import { lireEmportables, type Emportables } from '#app/organisation/structures/dupliquer/lire.ts'
import { TYPES_DUPLIQUES } from '#app/organisation/structures/dupliquer/proposer.ts'
import { publiqueEtrangere } from '#app/organisation/structures/dupliquer/dupliquer.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { grouper, normaliser, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { StructureVue } from '#app/organisation/structures/lire.ts'
import { listerStructures, type StructureEnListe } from '#app/organisation/structures/lister.ts'
import { adresseDupliquer, refusDuRegistre, type RegistreOuvert } from '#app/organisation/structures/registre.ts'
import { consulterSiret, type ReponseRegistre } from '#app/organisation/sirene/index.ts'
import { refusDeChamps } from '#demandes/index.ts'
import { estRefus, type ErreurChamp, type Probleme } from '#platform/http/problem.ts'

export const CHEMIN = '/organisation/structures/dupliquer'
export const filDupliquer = (c: ContexteDuParcours) => [...filDesStructures(c), { nom: c.t.dupliquer.titre }]

type TypeDuplique = (typeof TYPES_DUPLIQUES)[number]

/** Which structure, to which identifier, as far as it is known; the register's answer; why it cannot be. */
export interface Duplication {
  texte: string
  ancienne: StructureVue | null
  /** More than one of one's own answers to what was typed. */
  proches: StructureEnListe[]
  type: TypeDuplique
  identifiant: string
  registre: ReponseRegistre | null
  emportables: Emportables | null
  refus: Probleme | null
}

/** Reads what was typed: in the form that was posted, in its draft, or in the address. */
export async function situerDuplication(c: ContexteDuParcours): Promise<Duplication> {
  const s = await saisieDe(c)
  const { elements, ancienne } = s.structure
    ? { elements: [], ancienne: await exigerAction(c, s.structure, 'dupliquer') }
    : await chercher(c, s.texte)
  const type = TYPES_DUPLIQUES.find((x) => x === s.type) ?? 'SIRET'
  const d: Duplication = {
    texte: ancienne ? nommer(ancienne) : s.texte,
    ancienne,
    proches: elements,
    type,
    identifiant: normaliser(type, s.identifiant),
    registre: null,
    emportables: null,
    refus: null,
  }
  if (!s.demandee) return d
  try {
    const champs: ErreurChamp[] = []
    const x = c.t.dupliquer
    if (!ancienne)
      champs.push({
        champ: 'texte',
        code: 'choix-invalide',
        message: !s.texte.trim() ? x.choisirAncienne : elements.length ? x.plusieurs(elements.length) : x.inconnue,
      })
    const erreur = erreurIdentifiant(type, s.identifiant, c.t)
    if (erreur) {
      champs.push(erreur)
      d.identifiant = s.identifiant.trim()
    }
    if (champs.length) throw refusDeChamps(c.t, champs)
    await interroger(c, d, s.pose)
    d.emportables = await lireEmportables(c.db, ancienne!.id, c.utilisateur.id)
  } catch (e) {
    if (!estRefus(e)) throw e
    d.refus = e.probleme
  }
  return d
}

/** A form that was posted is judged by its demande; here is only what it needs to be drawn again. */
async function interroger(c: ContexteDuParcours, d: Duplication, pose: boolean) {
  if (!pose) {
    await limiterCreations(c.db, c.t, c.utilisateur)
    await refuserDoublon(c.db, c.t, d.type, d.identifiant, c.utilisateur.id)
  }
  if (d.type === 'SIRET') d.registre = await consulterSiret(c.db, c.settings, d.identifiant)
  const motif =
    d.registre && d.registre.etat !== 'injoignable'
      ? refusDuRegistre(c.t, d.registre, d.identifiant, adresseDupliquer(d.ancienne!.id))
      : null
  if (motif) throw motif
  const ouvert = d.registre && 'etablissement' in d.registre ? (d.registre as RegistreOuvert) : null
  if (publiqueEtrangere(d.ancienne!, d.identifiant, ouvert) && !c.utilisateur.roles.includes('operateur'))
    throw refusEntitePublique(c.t, {
      typeIdentifiant: d.type,
      identifiant: d.identifiant,
      noms: nomsAuRegistre(ouvert?.etablissement),
      dupliquee: d.ancienne!.typeStructure === 'PUBLIQUE',
    })
}

async function chercher(c: ContexteDuParcours, texte: string): Promise<{ elements: StructureEnListe[]; ancienne: StructureVue | null }> {
  // The list proposes « 123 456 782 00010 — Name »: what stands before the dash is the identifier.
  const cherche = texte.split(' — ')[0]!.trim()
  if (!cherche) return { elements: [], ancienne: null }
  const { elements } = await listerStructures(c.db, c.utilisateur.id, { recherche: cherche, taille: 20 })
  const exactes = elements.filter((s) => s.identifiant === cherche.replace(/[\s\u00A0.]/g, ''))
  const trouvees = exactes.length ? exactes : elements
  return trouvees.length === 1
    ? { elements: [], ancienne: await exigerAction(c, trouvees[0]!.id, 'dupliquer') }
    : { elements: trouvees, ancienne: null }
}

const nommer = (s: StructureVue) =>
  `${grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)} — ${String(s.raisonSociale ?? `${String(s.prenom)} ${String(s.nom)}`)}`

async function saisieDe(c: ContexteDuParcours) {
  const s = await saisieEnCours(c, 'structure.dupliquer')
  const lire = (nom: string) => String(s.brouillon?.[nom] ?? s.lire(nom)).slice(0, 300)
  const a = c.structureActive
  const demandee = s.estPosee || c.url.searchParams.has('identifiant')
  const texte = lire('texte') || (!demandee && a ? `${grouper(a.typeIdentifiant as TypeIdentifiant, a.identifiant)} — ${a.nom}` : '')
  // What is only proposed is not chosen yet: one may have no right there.
  return {
    structure: lire('structure'),
    texte: demandee || c.url.searchParams.has('texte') ? texte : '',
    type: lire('typeIdentifiant'),
    identifiant: lire('identifiant'),
    demandee,
    pose: s.estPosee,
  }
}
