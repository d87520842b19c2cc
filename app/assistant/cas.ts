import { catalogueEnMemoire, type Application } from '#app/accueil/catalogue/index.ts'
import type { Moi } from '#app/assistant/cas.commun.ts'
import { surMesBrouillons, surMesSuppleances, surMonCompte } from '#app/assistant/cas.compte.ts'
import { surMesMandats, surMesPieces, surMonSecondFacteur } from '#app/assistant/cas.dossier.ts'
import { surLesPersonnes, surLesServices, surLIdentite } from '#app/assistant/cas.maison.ts'
import { casDemande, supposeOuFait, type Cas } from '#app/assistant/regles/index.ts'
import {
  surMesApprobations,
  surMesMessages,
  surUneDemande,
  surUnTicket,
  surMesTickets,
  surMesDemandes,
  surMesStructures,
  surCeQuiEstFerme,
  surUnAcces,
  surMesProfils,
  surMonGestionnaire,
  surQuiDecide,
  surUnProfil,
} from '#app/assistant/cas.reponses.ts'
import {
  surCeQuiAttend,
  surLActivite,
  surLesProgrammes,
  surMesComptesBancaires,
  surMesInvitations,
  surMesRattachements,
} from '#app/assistant/cas.siens.ts'
import { enMots } from '#app/assistant/traits.ts'
import type { Reponse } from '#app/assistant/repondre.ts'
import { parleDUneTuile, surUneTuile } from '#app/assistant/tuile.ts'
import type { Contexte } from '#app/contexte.ts'

const racine = (mot: string) => mot.replace(/(es|s|x)$/, '')

/** The person speaks of themselves, and asks what is rather than how to do. */
const DE_MOI = /\b(je|j|mon|ma|mes|moi|m|me|my|i|am)\b/

const CE_QUI_EST =
  /\b(combien|quel|quels|quelle|quelles|lesquels|ou en|ou est|est ce que|pourquoi|jusqu|quand|qui|ai je|suis je|puis je|dois je|(?:a|ont|sera|seront|est|sont|va|vont) (?:t )?(?:on|il|ils|elle|elles)|il reste|reste|attend|attendent|avance|deja|why|where|which|how many|until)\b/

const JUSQUA_QUAND = /\b(jusqu|fin|finit|termine\w*|expire\w*|date|echeance|until|end)\b/

const COMBIEN = /\b(combien|how many) (de |d |)(messages|approbations|tickets|demandes|structures|habilitations|profils)\b/

/** Said rather than asked: what is closed to them. */
const SANS_ACCES = /\b(vois|voit|trouve|peux|ai|arrive|acces|accede) (pas|plus)\b|\b(grisee?|fermee?|bloquee?|refusee?|interdite?)\b/

const POURQUOI_FERMEE =
  /\b(pourquoi|why|qui peut|who can)\b.*\b(gris|grise|grisee|verrouill\w*|fermee?|bloquee?|cadenas|ouvrir|donner|accorder|locked|gr[ea]y|gr[ea]yed|closed|disabled|grant|open)\b|\b(gris|grise|grisee|verrouill\w*|locked|gr[ea]yed)\b.*\b(pourquoi|why)\b/

/** « Pourquoi je ne peux pas donner ma place » names no application: what it is about tells which. */
const POURQUOI_JE_NE_PEUX_PAS = [
  /\b(pourquoi|pour quelle raison|comment se fait il|why|how come)\b/,
  /\b(je|j|m|me|moi|i|my)\b/,
  /\b(pas|plus|jamais|rien|impossible|empeche\w*|interdit\w*|refuse\w*|not|cannot|can t|cant|never)\b/,
  /\b(peux|puis|pouvons|possible|impossible|droit|acces|accede\w*|autorise\w*|arrive|laisse|propose|empeche\w*|interdit\w*|refuse\w*|can|cannot|cant|allowed|access|let)\b/,
]

/** Asked before trying: what is closed is said with its reason; what is open, the guide says how it is done. */
const PUIS_JE = /\b(puis je|(est ce que )?je peux|ai je le droit|j ai le droit|suis je autorisee?|can i|may i|am i allowed)\b/

export const estEmpeche = (question: string) => POURQUOI_JE_NE_PEUX_PAS.every((r) => r.test(enMots(question)))

/** How to do something is in the guide, whoever asks. */
const COMMENT = /^(bonjour |svp )*(comment|how (do|can|to))\b/

/**
 * What can be said of the person's own case, from what the portal lets them see and nothing else (ASS-02): each answer is read under their
 * name by the consultations of the screens.
 * Null: the question is not about them.
 */
export async function repondreSurSonCas(
  c: Contexte,
  question: string,
  sujets: string[],
  pressenti: Cas | null = null,
  plutotDuGuide = false,
): Promise<Reponse | null> {
  const q = enMots(question)
  const numero = /\britm ?(\d{7,15})\b/.exec(q)?.[1]
  const ticket = /\bcprocs ?(\d{7,15})\b/.exec(q)?.[1]
  const cas = COMMENT.test(q) ? null : casDemande(q, pressenti)
  const nommee = applicationNommee(c, q)
  const empeche = estEmpeche(question)
  const ferme = nommee && POURQUOI_FERMEE.test(q)
  const tuile = !nommee && !COMMENT.test(q) && parleDUneTuile(q)
  if (
    !numero &&
    !ticket &&
    !cas &&
    !ferme &&
    !tuile &&
    !empeche &&
    !PUIS_JE.test(q) &&
    (COMMENT.test(q) ||
      supposeOuFait(q) ||
      !(CE_QUI_EST.test(q) || (SANS_ACCES.test(q) && nommee)) ||
      !(DE_MOI.test(q) || COMBIEN.test(q) || sujets[0] === 'approbations'))
  )
    return null
  const moi = c.utilisateur
  const personnelle =
    numero ??
    ticket ??
    cas ??
    (tuile || null) ??
    (nommee && /\b(acces|pourquoi|jusqu|fin|profil|habilitation|droit|droits|puis je)\b/.test(q)) ??
    null
  if (!moi)
    return personnelle
      ? {
          genre: 'cas',
          texte: [c.t.assistant.connexion],
          liens: [{ libelle: c.t.assistant.seConnecter, href: '/connexion?retour=/assistant' }],
        }
      : null
  if (numero) return surUneDemande(c, moi, `RITM${numero}`)
  if (ticket) return surUnTicket(c, moi, `CPROCS${ticket}`)
  if (nommee && JUSQUA_QUAND.test(q)) return surUnProfil(c, moi, nommee)
  if (
    nommee &&
    /\b(acces|pourquoi|droits?|profils?|habilitations?|puis je|peux|vois|trouve|utiliser|ouvrir|ouverte?|fermee?|grisee?|bloquee?|refusee?|autorisee?|access|open|use|see)\b/.test(
      q,
    )
  )
    return surUnAcces(c, nommee)
  if (ferme) return surUnAcces(c, nommee)
  if (tuile) return surUneTuile(c, (a) => surUnAcces(c, a))
  const fermee = empeche || (!cas && PUIS_JE.test(q)) ? await surCeQuiEstFerme(c, sujets[0]) : null
  if (fermee) return fermee
  if (plutotDuGuide && !pressenti) return null
  if (cas) return PAR_CAS[cas](c, moi, q)
  if (
    /\b(approbations?|approuver|valider|decider|decisions?|approvals?)\b/.test(q) &&
    /\b(combien|attend\w*|attente|reste\w*|nombre|a faire|dois je|ai je|y a t il|quelque chose|how many)\b/.test(q)
  )
    return surMesApprobations(c)
  if (/\b(messages?|notifications?)\b/.test(q) && /\b(combien|non lus?|nouveaux?|attend\w*|ai je|recus?|unread)\b/.test(q))
    return surMesMessages(c)
  if (/\b(tickets?|sollicitations?|reclamations?)\b|\b(support|assistance)\b.*\brepon\w*/.test(q)) return surMesTickets(c, moi)
  if (/\b(profils?|habilitations?|droits?)\b/.test(q) && (JUSQUA_QUAND.test(q) || /\b(quels?|quelles?|mes|which|ai je|combien)\b/.test(q)))
    return surMesProfils(c, moi)
  if (/\bqui (est|sont|gere|dirige)\b/.test(q) && /\b(gestionnaires?|responsables?)\b/.test(q)) return surMonGestionnaire(c, moi)
  if (
    /\b(suis je|je suis|am i|je depends|dependons|quels?|quelles?|combien|mon role|which|mes)\b/.test(q) &&
    !/\bpas\b/.test(q) &&
    /\b(rattach\w*|attached|structures?|entreprises?|societes?|organisations?|organismes?|role|gestionnaire)\b/.test(q) &&
    !/\b(demander|existe|modifier|retire|part|pars|remplace)\b/.test(q)
  )
    return surMesStructures(c, moi)
  if (
    /\b(demandes?|modifications?|changements?|requests?)\b/.test(q) &&
    /\b(ou en|ou est|est ce que|quand|combien|etat|statut|avance|encore|deja|attente|mes|where|status)\b/.test(q)
  )
    return surMesDemandes(c, moi)
  // Asked of oneself, in other words: the subject tells what to read.
  const lire = PAR_SUJET[sujets[0] ?? '']
  return lire ? lire(c, moi) : null
}

/** The application whose whole name stands in the question; the longest when several do. */
function applicationNommee(c: Contexte, q: string): Application | null {
  const mots = new Set(q.split(' ').map(racine))
  const noms = catalogueEnMemoire(c.db).applications.map((a) => ({
    a,
    nom: enMots(a.nom[c.langue])
      .split(' ')
      .filter((m) => m.length > 2)
      .map(racine),
  }))
  return noms.filter(({ nom }) => nom.length && nom.every((m) => mots.has(m))).toSorted((x, y) => y.nom.length - x.nom.length)[0]?.a ?? null
}

const PAR_SUJET: Record<string, (c: Contexte, moi: Moi) => Promise<Reponse>> = {
  'mes-demandes': surMesDemandes,
  'mes-structures': surMesStructures,
  'gerer-mes-habilitations': surMesProfils,
  'tickets-emis': surMesTickets,
  approbations: surMesApprobations,
  communication: surMesMessages,
}

const PAR_CAS: Record<Cas, (c: Contexte, moi: Moi, q: string) => Promise<Reponse>> = {
  'a-faire': surCeQuiAttend,
  approbations: surMesApprobations,
  programmes: surLesProgrammes,
  invitations: surMesInvitations,
  demandes: surMesDemandes,
  tickets: surMesTickets,
  messages: surMesMessages,
  activite: surLActivite,
  decideur: surQuiDecide,
  rattachements: surMesRattachements,
  profils: surMesProfils,
  structures: surMesStructures,
  banque: surMesComptesBancaires,
  mandats: surMesMandats,
  'second-facteur': surMonSecondFacteur,
  pieces: surMesPieces,
  identite: surLIdentite,
  personnes: surLesPersonnes,
  services: surLesServices,
  compte: surMonCompte,
  brouillons: surMesBrouillons,
  suppleances: surMesSuppleances,
}
