import { sql } from 'kysely'
import { catalogueEnMemoire, type Application } from '#app/accueil/catalogue/index.ts'
import { droitsDe, etatTuile } from '#app/accueil/catalogue/tuiles.ts'
import { casDemande, type Cas } from '#app/assistant/cas.regles.ts'
import { surMesMandats, surMesPieces, surMonSecondFacteur } from '#app/assistant/cas.dossier.ts'
import {
  surCeQuiAttend,
  surLActivite,
  surLesProgrammes,
  surMesComptesBancaires,
  surMesInvitations,
  surMesRattachements,
} from '#app/assistant/cas.siens.ts'
import { enMots } from '#app/assistant/rapprocher.ts'
import type { Reponse } from '#app/assistant/repondre.ts'
import { parleDUneTuile, surUneTuile } from '#app/assistant/tuile.ts'
import type { Contexte } from '#app/contexte.ts'
import { listerDemandes } from '#app/demandes/lister.ts'
import { lireMesStructures } from '#app/organisation/habilitations/mes.ts'
import { lireTicket } from '#app/support/tickets/lire.ts'
import { listerTickets } from '#app/support/tickets/lister.ts'
import { lireDemande } from '#demandes/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

type Moi = NonNullable<Contexte['utilisateur']>

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
/** How to do something is in the guide, whoever asks. */
const COMMENT = /^(bonjour |svp )*(comment|how (do|can|to))\b/

/**
 * What can be said of the person's own case, from what the portal lets them see and nothing else (ASS-02): each answer is read under their name by the consultations of the screens.
 * Null: the question is not about them.
 */
export async function repondreSurSonCas(
  c: Contexte,
  question: string,
  sujets: string[],
  pressenti: Cas | null = null,
): Promise<Reponse | null> {
  const q = enMots(question)
  const numero = /\britm ?(\d{7,15})\b/.exec(q)?.[1]
  const ticket = /\bcprocs ?(\d{7,15})\b/.exec(q)?.[1]
  const cas = COMMENT.test(q) ? null : casDemande(q, pressenti)
  const nommee = applicationNommee(c, q)
  const ferme = nommee && POURQUOI_FERMEE.test(q)
  const tuile = !nommee && !COMMENT.test(q) && parleDUneTuile(q)
  if (
    !numero &&
    !ticket &&
    !cas &&
    !ferme &&
    !tuile &&
    (COMMENT.test(q) ||
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

const surMesApprobations = async (c: Contexte): Promise<Reponse> => ({
  genre: 'cas',
  texte: [c.t.assistant.approbations(c.compteurs.approbations)],
  liens: [{ libelle: c.t.pages.liens.approbations, href: '/approbations' }],
})
const surMesMessages = async (c: Contexte): Promise<Reponse> => ({
  genre: 'cas',
  texte: [c.t.assistant.messages(c.compteurs.messages)],
  liens: [{ libelle: c.t.pages.liens.communication, href: '/communication' }],
})

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

async function surUneDemande(c: Contexte, moi: Moi, numero: string): Promise<Reponse> {
  const t = c.t.assistant
  const d = await lireDemande(c.db, numero, moi)
  if (!d)
    return { genre: 'cas', texte: [t.demandeInconnue(numero)], liens: [{ libelle: c.t.pages.liens.demandes, href: '/compte/demandes' }] }
  const decideurs = d.approbation?.decideurs.map((x) => `${x.prenom} ${x.nom}`) ?? []
  return {
    genre: 'cas',
    texte: [
      t.demande(numero, d.structure?.raisonSociale ?? null, t.etats[d.etat], d.effetLe ? dateHeure(d.effetLe, c.langue) : null),
      ...(decideurs.length ? [t.decideurs(decideurs)] : []),
      ...(d.motif ? [t.motif(d.motif)] : []),
    ],
    liens: [{ libelle: t.voirDemande(numero), href: `/demandes/${numero}` }],
  }
}

/** Read as its own screen reads it: what it says is shown by nothing here but its state. */
async function surUnTicket(c: Contexte, moi: Moi, numero: string): Promise<Reponse> {
  const t = c.t.assistant
  const ticket = c.voirComme ? null : await lireTicket(c.db, moi.id, numero)
  if (!ticket) return { genre: 'cas', texte: [t.ticketInconnu(numero)], liens: [{ libelle: c.t.tickets.emis, href: '/support/tickets' }] }
  const aVous = ticket.emetteur === 2 ? c.t.tickets.liste.aVous[ticket.statut] : undefined
  return {
    genre: 'cas',
    texte: [
      t.unTicket(numero, ticket.titre, c.t.tickets.statuts[ticket.statut], dateHeure(ticket.modifieLe, c.langue)),
      ...(aVous ? [aVous] : []),
    ],
    liens: [{ libelle: t.voirTicket(numero), href: `/support/tickets/${numero}` }],
  }
}

async function surMesTickets(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { elements, onglets } = await listerTickets(c.db, moi, 'emetteur', { taille: 3 })
  return {
    genre: 'cas',
    texte: [
      t.mesTickets(onglets.tous, onglets.actions),
      ...elements.map((x) => t.unTicket(x.numero, x.titre, c.t.tickets.statuts[x.statut], null)),
    ],
    liens: [{ libelle: c.t.tickets.emis, href: '/support/tickets' }],
  }
}

async function surMesDemandes(c: Contexte, moi: Moi, q = ''): Promise<Reponse> {
  const t = c.t.assistant
  const rattachement = /\b(rattach\w*|attachment)\b/.test(q)
  // Refused: the last one that was, with the reason given.
  const [refusee] = /\b(refus\w*|rejete\w*|rejected|dit non)\b/.test(q)
    ? (await listerDemandes(c.db, moi.id, { taille: 1, etat: 'refusee', ...(rattachement ? { type: 'rattachement.demander' } : {}) }))
        .elements
    : []
  if (refusee?.numero) return surUneDemande(c, moi, refusee.numero)
  const { elements, total } = await listerDemandes(c.db, moi.id, { taille: 3, ...(rattachement ? { type: 'rattachement.demander' } : {}) })
  return {
    genre: 'cas',
    texte: [
      rattachement ? t.mesRattachements(total) : t.mesDemandes(total),
      ...elements.map((d) =>
        t.demande(d.numero ?? '', d.structure?.raisonSociale ?? null, t.etats[d.etat], d.effetLe ? dateHeure(d.effetLe, c.langue) : null),
      ),
    ],
    liens: [{ libelle: c.t.pages.liens.demandes, href: '/compte/demandes' }],
  }
}

async function surMesStructures(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { structures } = await lireMesStructures(c.db, moi.id, c.structureActive?.id ?? null)
  const lignes = structures.slice(0, 10).map((s) =>
    t.structure(
      s.raisonSociale,
      s.entiere ? [] : s.services.map((v) => v.nom),
      c.structures.some((m) => m.id === s.id && m.role === 'gestionnaire'),
    ),
  )
  return {
    genre: 'cas',
    texte: [t.mesStructures(structures.length), ...lignes],
    liens: [{ libelle: c.t.pages.liens.structures, href: '/compte/structures' }],
  }
}

async function surUnAcces(c: Contexte, a: Application): Promise<Reponse> {
  const t = c.t.assistant
  const etat = etatTuile(c, a, await droitsDe(c))
  if (etat.genre === 'ouverte')
    return { genre: 'cas', texte: [t.ouverte(a.nom[c.langue])], liens: [{ libelle: a.nom[c.langue], href: etat.href }] }
  return {
    genre: 'cas',
    texte: [etat.raison, ...(etat.genre === 'fermee' ? [etat.pourquoi] : [])],
    liens: etat.genre === 'fermee' ? [etat.remede] : [{ libelle: a.nom[c.langue], href: `/applications/${a.code}` }],
  }
}

const EN_VIGUEUR = (moi: Moi) => sql`h.utilisateur = ${moi.id}::uuid and h.retiree_le is null and h.periode @> maintenant()
      and exists (select from rattachement r where r.utilisateur = h.utilisateur and r.structure = h.structure and r.retire_le is null and r.periode @> maintenant())`

async function surMesProfils(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    structure: string
    combien: number
    fin: Date | null
  }>`select nom_structure(s) as structure, count(*)::int as combien, min(upper(h.periode)) as fin from habilitation h join structure s on s.id = h.structure where ${EN_VIGUEUR(moi)} group by 1 order by 2 desc, 1 limit 5`.execute(
    c.db,
  )
  return {
    genre: 'cas',
    texte: rows.length ? rows.map((r) => t.mesProfils(r.structure, r.combien, r.fin ? dateHeure(r.fin, c.langue) : null)) : [t.aucunProfil],
    liens: [{ libelle: t.mesHabilitations, href: '/organisation/habilitations/mes' }],
  }
}

/** Of one's own structures only: their people see who governs them. */
async function surMonGestionnaire(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    structure: string
    qui: string | null
  }>`select nom_structure(s) as structure, (select u.prenom || ' ' || u.nom from utilisateur u where u.id = s.gestionnaire_principal) as qui from structure s
    where s.id in (select r.structure from rattachement r where r.utilisateur = ${moi.id}::uuid and r.retire_le is null and r.periode @> maintenant()) order by 1 limit 10`.execute(
    c.db,
  )
  return {
    genre: 'cas',
    texte: rows.length ? rows.map((r) => t.gestionnaire(r.structure, r.qui)) : [t.mesStructures(0)],
    liens: [{ libelle: c.t.pages.liens.structures, href: '/compte/structures' }],
  }
}

/** Of a demande that waits, whoever decides it; else who governs. */
async function surQuiDecide(c: Contexte, moi: Moi, q: string): Promise<Reponse> {
  const { elements } = /\b(demandes?|rattachements?|requests?|modifications?)\b/.test(q)
    ? await listerDemandes(c.db, moi.id, { taille: 1, etat: 'demandee' })
    : { elements: [] }
  return elements[0]?.numero ? surUneDemande(c, moi, elements[0].numero) : surMonGestionnaire(c, moi)
}

async function surUnProfil(c: Contexte, moi: Moi, a: Application): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    structure: string
    fin: Date | null
  }>`select nom_structure(s) as structure, upper(h.periode) as fin from habilitation h join application p on p.id = h.application join structure s on s.id = h.structure
    where ${EN_VIGUEUR(moi)} and p.code = ${a.profil?.application ?? ''} order by upper(h.periode) nulls last limit 10`.execute(c.db)
  const liens = [{ libelle: c.t.assistant.mesHabilitations, href: '/organisation/habilitations/mes' }]
  if (!rows.length) return { genre: 'cas', texte: [t.sansProfil(a.nom[c.langue])], liens }
  return { genre: 'cas', texte: rows.map((r) => t.profil(a.nom[c.langue], r.structure, r.fin ? dateHeure(r.fin, c.langue) : null)), liens }
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
}
