import { decrire, enUneLigne, identite, nommer } from '#app/demandes/decrire.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { refaire } from '#app/demandes/refaire.ts'
import { lignesDe } from '#app/demandes/prevenus.ts'
import { quiAnnule } from '#app/demandes/etapes.ts'
import type { Moment } from '#demandes/notifier.ts'
import { entreDeux } from '#demandes/recu.ts'
import { date, liste, quand } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

type Personne = { prenom: string; nom: string }
export type Role = 'auteur' | 'gestionnaire' | 'concerne' | 'decideur'
interface Destinataire extends Personne {
  id: string
  adresse: string
  langue: string
  role: Role
  /** Of those that the demande names, whose gestionnaire principal they are. */
  gouvernees: string[]
}

/** What the mails about a demande are made of. */
export interface Sujet {
  numero: string
  type: string
  etat: string
  creeLe: Date
  effetLe: Date | null
  motif: string | null
  termineePar: (Personne & { id: string }) | null
  parUnePersonne: boolean
  saisie: Record<string, unknown>
  nom: string
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string } | null
  auteur: Personne & { id: string }
  approbation: {
    etat: string
    expireLe: string
    rappels: number
    motif: string | null
    qualite: string | null
    decideePar: Personne | null
    decideurs: (Personne & { qualite: string })[]
  } | null
  personnes: Destinataire[]
  /** What one of those whose rights it changes reads: their own lines, on the page of their own rights. */
  parmiAutres?: true
}

interface Message {
  sujet: string
  avant: string[]
  libelle: string
  apres: string[]
}

/** A mail is read another day: never « today », always the date. */
const JAMAIS = new Date(0)

/** A mail has one reader: of those whom a demande between two sides reaches, whoever decides an attachment is of the structure. */
const dehors = (d: Sujet, role: Role) => entreDeux(d.type) && (role === 'auteur' || d.type !== 'rattachement.demander')

/**
 * What concerns several people, or several structures, at once: each reads what becomes of their own rights or structures, and nothing of
 * the others'.
 */
export function pourLui(d: Sujet, p: Destinataire): Sujet {
  if (p.role !== 'concerne' && p.role !== 'gestionnaire') return d
  const toutes = lignesDe(d)
  const lignes = toutes.filter((l) => l.utilisateur?.id === p.id || p.gouvernees.includes(l.structure.id))
  if (lignes.length === toutes.length) return d
  const structures = [...new Map(lignes.map(({ structure }) => [structure.id, structure])).values()]
  const vu = { ...d, saisie: { ...d.saisie, lignes }, nom: structures.map(nomDe).join(', ') }
  return p.gouvernees.length
    ? { ...vu, structure: structures.find((s) => s.id === d.structure?.id) ?? structures[0]! }
    : { ...vu, parmiAutres: true }
}

/** What this person reads at this moment: what happened, what it changes in words, why, and what comes next. */
export function messageDe(
  t: Textes,
  langue: 'fr' | 'en',
  sujetDeTous: Sujet,
  moment: Moment,
  a: Omit<Destinataire, 'adresse' | 'langue' | 'gouvernees'>,
): Message {
  const d = sujetDeTous.structure && dehors(sujetDeTous, a.role) ? { ...sujetDeTous, nom: identite(sujetDeTous.structure) } : sujetDeTous
  const y = t.approbations.courriel
  const quoi = t.approbations.descriptions[d.type] ?? t.demandes.phrases[d.type] ?? d.type
  const changements = nommer(t, decrire(t, langue, d), [a, d.auteur])
  const { sujet, corps } = phrases(t, langue, d, moment, a, quoi)
  const lignes = changements.length
    ? [(moment === 'effective' || moment === 'approuvee' || a.role === 'concerne' ? y.change : y.demande)(enUneLigne(t, changements, 8))]
    : []
  const commentaire =
    typeof d.saisie.commentaire === 'string' && d.saisie.commentaire && (moment === 'a-decider' || moment === 'rappel')
      ? [y.commentaire(d.saisie.commentaire)]
      : []
  const motif = moment === 'approuvee' || moment === 'refusee' ? d.approbation?.motif : null
  const effet =
    moment === 'approuvee' ? [d.etat === 'programmee' && d.effetLe ? y.effetLe(quand(d.effetLe, JAMAIS, langue)) : y.effetImmediat] : []
  const decide = a.role === 'decideur'
  return {
    sujet,
    avant: [y.bonjour(a.prenom), corps, ...lignes, ...commentaire, ...(motif ? [y.motif(motif)] : []), ...effet],
    libelle: decide ? y.decider : d.parmiAutres ? y.voirLesSiennes : t.demandes.courriel.voir,
    apres: decide ? [y.lienPersonnel] : moment === 'refusee' && refaire(d).length ? [y.refaire] : [],
  }
}

function phrases(
  t: Textes,
  langue: 'fr' | 'en',
  d: Sujet,
  moment: Moment,
  a: { id: string; role: Role },
  quoi: string,
): { sujet: string; corps: string } {
  const x = t.demandes.courriel
  const y = t.approbations.courriel
  const p = d.approbation
  const qui = `${d.auteur.prenom} ${d.auteur.nom}`
  const le = (m: Date | string) => quand(m, JAMAIS, langue)
  const effet = d.effetLe ? le(d.effetLe) : ''
  const decideePar = p?.decideePar ? t.approbations.une.enQualite(`${p.decideePar.prenom} ${p.decideePar.nom}`, p.qualite ?? '') : ''
  if (a.role === 'concerne' && ['recue', 'effective'].includes(moment))
    return {
      sujet: (moment === 'recue' && d.etat === 'programmee' ? y.sujetConcernera : y.sujetConcerne)(quoi, d.nom, d.numero),
      corps: y.concerne(d.numero, d.nom, qui, d.effetLe && d.etat === 'programmee' ? le(d.effetLe) : null),
    }
  switch (moment) {
    case 'recue':
      return p
        ? {
            sujet: y.sujetRecue(quoi, d.numero),
            corps: y.recueAttente(
              d.numero,
              d.nom,
              liste(
                p.decideurs.map((q) => (q.qualite === 'operateur' ? y.operateur : `${q.prenom} ${q.nom}`)),
                langue,
              ) || y.operateur,
              le(p.expireLe),
            ),
          }
        : a.role === 'auteur'
          ? { sujet: x.recue(quoi, d.numero), corps: x.corpsRecue(d.numero, d.nom, effet) }
          : { sujet: x.recue(quoi, d.numero), corps: y.recueProgrammee(d.numero, d.nom, d.effetLe ? le(d.effetLe) : '') }
    case 'a-decider':
      return a.id === d.auteur.id
        ? { sujet: y.sujetLaSienne(quoi), corps: y.laSienne(d.numero, d.nom, le(p!.expireLe)) }
        : { sujet: y.sujetADecider(quoi, qui), corps: y.aDecider(qui, d.numero, d.nom, le(p!.expireLe)) }
    case 'rappel':
      if (a.id === d.auteur.id) return { sujet: y.sujetRappelLaSienne(quoi), corps: y.laSienne(d.numero, d.nom, le(p!.expireLe)) }
      return {
        sujet: y.sujetRappel(quoi, qui),
        corps: y.rappel(qui, d.numero, d.nom, `${langue === 'fr' ? 'le ' : ''}${date(d.creeLe, langue)}`, le(p!.expireLe)),
      }
    case 'approuvee':
      return { sujet: y.sujetApprouvee(quoi, d.numero), corps: y.approuvee(d.numero, d.nom, decideePar) }
    case 'refusee':
      return { sujet: y.sujetRefusee(quoi, d.numero), corps: y.refusee(d.numero, d.nom, decideePar) }
    case 'expiree':
      return { sujet: y.sujetExpiree(quoi, d.numero), corps: y.expiree(d.numero, d.nom) }
    case 'effective':
      return { sujet: x.effective(quoi, d.numero), corps: x.corpsEffective(d.numero, d.nom, effet) }
    case 'annulee':
      return { sujet: x.annulee(quoi, d.numero), corps: x.corpsAnnulee(d.numero, d.nom, quiAnnule(t, d, a.id), d.motif ?? '').trim() }
    default:
      return { sujet: x.echouee(quoi, d.numero), corps: x.corpsEchouee(d.numero, d.nom, d.motif ?? '') }
  }
}
