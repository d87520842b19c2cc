import { z } from 'zod'
import { PRIORITES, STATUTS_TICKET } from '#app/support/tickets/champs.ts'
import { CHAMPS_DU_DESTINATAIRE } from '#app/support/tickets/destinataire/effets.ts'
import { CHAMPS_TICKET } from '#app/support/tickets/emetteur/creer.ts'
import { FICHIERS_PAR_MESSAGE, type FichierDeTicket } from '#app/support/tickets/fichiers.ts'
import type { TicketEnListe as TicketLu } from '#app/support/tickets/lister.ts'
import { actionsPossibles, type Activite, type Ticket } from '#app/support/tickets/lire.ts'

export const texte = z.string().nullable()

export const Statut = z.enum(STATUTS_TICKET)

export const TicketEnListe = z
  .object({
    numero: z.string(),
    titre: z.string(),
    categorie: z.string(),
    sousCategorie: z.string(),
    statut: Statut,
    creeLe: z.string(),
    structure: texte,
    destinataire: texte,
    agent: texte,
    emetteur: texte,
    service: texte,
    priorite: z.enum(PRIORITES).nullable(),
    echeance: texte,
    enRetard: z.boolean(),
    presents: z.array(z.string()),
  })
  .meta({ id: 'TicketEnListe' })
export const vueEnListe = (t: TicketLu) => ({ ...t, creeLe: t.creeLe.toISOString(), echeance: t.echeance?.toISOString() ?? null })

const Organisation = z.object({ id: z.string(), identifiant: z.string(), raisonSociale: z.string() }).nullable()

const Service = z.object({ code: z.string(), nom: z.string() }).nullable()

const Personne = z.object({ prenom: z.string(), nom: z.string() }).nullable()

const FichierVu = z.object({ id: z.string(), nom: z.string(), taille: z.number().nullable(), type: texte, etat: texte })

export const ENVOIS = z.array(z.guid()).max(FICHIERS_PAR_MESSAGE).optional()

export const AVIS = z.strictObject({ note: z.number().nullish(), texte: z.string().max(20_000).nullish() })
export const avisDe = ({ note, texte: dit }: z.output<typeof AVIS>) => ({ note: note ?? 0, texte: dit?.trim() || null })

export const TicketVue = z
  .object({
    numero: z.string(),
    titre: z.string(),
    description: z.string(),
    statut: Statut,
    categorie: z.string(),
    sousCategorie: z.string(),
    typeObjet: texte,
    numeroObjet: texte,
    creeLe: z.string(),
    modifieLe: z.string(),
    /** The recipient's side alone: null for the emitter. */
    traitement: z.object({ priorite: z.enum(PRIORITES), echeance: texte, enRetard: z.boolean(), incident: texte }).nullable(),
    presents: z.array(z.string()),
    emetteur: z.object({ auteur: Personne, structure: Organisation, service: Service, courriel: z.string(), telephone: texte }),
    destinataire: z.object({ structure: Organisation, service: Service, agent: Personne }),
    activites: z.array(
      z.object({
        le: z.string(),
        action: z.string(),
        cote: z.string(),
        interne: z.boolean(),
        texte,
        statut: texte,
        auteur: Personne,
        personne: Personne,
        recuPar: texte,
        priorite: z.enum(PRIORITES).nullable(),
        incident: texte,
        autre: texte,
        fichiers: z.array(FichierVu),
      }),
    ),
    actions: z.array(z.string()),
  })
  .meta({ id: 'Ticket' })

export const vueDuTicket = (t: Ticket, activites: Activite[], fichiers: FichierDeTicket[], qui: string | null) => ({
  numero: t.numero,
  titre: t.titre,
  description: t.description,
  statut: t.statut,
  categorie: t.categorie.code,
  sousCategorie: t.sousCategorie.code,
  typeObjet: t.typeObjet,
  numeroObjet: t.numeroObjet,
  creeLe: t.creeLe.toISOString(),
  modifieLe: t.modifieLe.toISOString(),
  traitement:
    t.destinataireNiveau > 0
      ? { priorite: t.priorite, echeance: t.echeance?.toISOString() ?? null, enRetard: t.enRetard, incident: t.incident }
      : null,
  presents: t.presents,
  emetteur: { auteur: t.auteurNom, structure: t.structure, service: t.service, courriel: t.courriel, telephone: t.telephone },
  destinataire: { structure: t.destinataire, service: t.destinataireService, agent: t.agentNom },
  activites: activites.map(({ id, vers, le, aLInstant: _, ...a }) => ({
    ...a,
    le: le.toISOString(),
    statut: vers,
    fichiers: fichiers.filter((f) => f.activite === id).map(({ activite: _, ...f }) => f),
  })),
  actions: actionsPossibles(t, qui),
})

/** As they are typed: judged together, never by their shape. */
export const CHAMPS = Object.fromEntries(CHAMPS_TICKET.map((n) => [n, z.string().max(20_000).nullish()])) as Record<
  (typeof CHAMPS_TICKET)[number],
  z.ZodOptional<z.ZodNullable<z.ZodString>>
>

export const PLUS = Object.fromEntries(CHAMPS_DU_DESTINATAIRE.map((n) => [n, z.string().max(200).nullish()])) as Record<
  (typeof CHAMPS_DU_DESTINATAIRE)[number],
  z.ZodOptional<z.ZodNullable<z.ZodString>>
>
