import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { garderChoisis, lireChoisis } from '#app/demandes/brouillon.ts'
import { remplir, valeursDe } from '#app/support/reponses/remplir.ts'
import { niveauDestinataire } from '#app/support/tickets/acces.ts'
import { agirSurTicket } from '#app/support/tickets/agir.ts'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import { listerTickets } from '#app/support/tickets/lister.ts'
import type { Ticket } from '#app/support/tickets/lire.ts'
import { presents } from '#app/support/tickets/presence.ts'
import { filtreDesRecus } from '#app/support/tickets/destinataire/filtre.ts'
import { estRefus } from '#platform/http/problem.ts'
import type { Db } from '#platform/database/open.ts'

/** Tickets that one bulk answer takes. */
export const MAXIMUM = 200
const TYPE = 'ticket.lot'
/** What is answered in one request: the rest follows at the next, so that none lasts too long. */
const DUREE_MAXIMUM = 12_000
const NUMERO = /^CPROCS\d{7,19}$/

export interface Reponse {
  action: 'resoudre' | 'demander'
  texte: string
  quandMeme: boolean
  /** Linked to this incident as well. */ incident?: string | undefined
}
export interface IssueDeTicket {
  numero: string
  issue: 'faite' | 'laissee'
  detail: string | null
}
/** What was ticked in the list, then what was answered, and what became of each. */
export interface Lot extends Reponse {
  choix: string[]
  filtre: string
  trop: boolean
  issues: IssueDeTicket[] | null
}

/** The ticked ones, or all that the list's filter shows, those of an incident above all. */
export async function retenirLot(c: Contexte, champs: Map<string, string[]>): Promise<{ cle: string | null; filtre: string }> {
  const filtre = champs.get('filtre')?.[0]?.slice(0, 2000) ?? ''
  const tous = champs.has('tous')
    ? (
        await listerTickets(
          c.db,
          c.utilisateur!,
          'destinataire',
          { ...filtreDesRecus(new URLSearchParams(filtre)), page: 1, taille: MAXIMUM + 1 },
          'rien',
        )
      ).elements
    : null
  const trouves =
    tous?.filter((t) => t.statut === 'OUVERT' || t.statut === 'EN_ATTENTE').map((t) => t.numero) ??
    [...new Set(champs.get('choix') ?? [])].filter((n) => NUMERO.test(n))
  if (!trouves.length) return { cle: null, filtre }
  const cle = randomUUID()
  // Those that were left aside are taken up again with what had been written.
  const avant = await lireLot(c, champs.get('depuis')?.[0] ?? '')
  await garderLot(c, cle, {
    choix: trouves.slice(0, MAXIMUM),
    filtre,
    action: avant?.action ?? 'resoudre',
    texte: avant?.texte ?? '',
    incident: avant?.incident,
    quandMeme: false,
    trop: (tous ?? trouves).length > MAXIMUM,
    issues: null,
  })
  return { cle, filtre }
}

export const garderLot = (c: Contexte, cle: string, lot: Lot) => garderChoisis(c, TYPE, cle, lot)
export const lireLot = (c: Contexte, cle: string) => lireChoisis<Lot>(c, TYPE, cle)

export type LigneDeLot = Pick<Ticket, 'numero' | 'titre' | 'numeroObjet' | 'auteurNom' | 'structure' | 'statut' | 'agent' | 'presents'> & {
  agentNom: string | null
  destinataire: string | null
  niveau: number
}

/** Those of the lot that one may still read, whatever became of them. One statement. */
export async function lireLignes(db: Db, qui: string, numeros: string[]): Promise<Map<string, LigneDeLot>> {
  const { rows } = await sql<LigneDeLot>`select *
      from (select t.numero, t.titre, t.numero_objet, t.statut, t.agent, t.destinataire,
            (select g.prenom || ' ' || g.nom from utilisateur g where g.id = t.agent) as agent_nom,
            json_build_object('prenom', coalesce(u.prenom, ''), 'nom', coalesce(u.nom, o.nom, o.adresse::text)) as auteur_nom,
            case when s.id is not null then json_build_object('id', s.id, 'identifiant', s.identifiant, 'raisonSociale', nom_structure(s))
              end as structure, ${presents(qui)} as presents, ${niveauDestinataire(qui)} as niveau
          from ticket t
          left join utilisateur u on u.id = t.auteur
          left join contact_verifie o on o.id = t.contact
          left join structure s on s.id = t.structure
          where t.numero = any(${numeros}::text[])) x
      where niveau > 0`.execute(db)
  return new Map(rows.map((l) => [l.numero, l]))
}

/** Why a ticket can no longer be answered here; null when it can. */
export function pourquoiPas(
  c: Pick<Contexte, 't'>,
  qui: string,
  l: LigneDeLot | undefined,
  r: Pick<Reponse, 'action' | 'quandMeme'>,
): { raison: string; attente?: true } | null {
  const x = c.t.traitement
  if (!l || l.niveau < 2) return { raison: x.lot.plusPourVous }
  if (l.statut !== 'OUVERT' && (l.statut !== 'EN_ATTENTE' || r.action === 'demander'))
    return { raison: c.t.tickets.autreStatut(c.t.tickets.statuts[l.statut]) }
  if (l.agent && l.agent !== qui) return { raison: c.t.tickets.dejaPris(l.agentNom!) }
  return l.presents.length && !r.quandMeme ? { raison: x.presence(l.presents), attente: true } : null
}

/** A key of its own for each ticket: sent again, each answer is there once. */
const cleDe = (cle: string, numero: string) =>
  createHash('sha256')
    .update(`${cle}:${numero}`)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')

/** Each ticket by itself, in its own transaction, judged where it stands; one that is refused stops none. */
export async function repondreATous(
  c: MilieuTicket & Pick<Contexte, 'log'>,
  cle: string,
  numeros: string[],
  r: Reponse,
): Promise<IssueDeTicket[]> {
  const lignes = await lireLignes(c.db, c.utilisateur!.id, numeros)
  const limite = performance.now() + DUREE_MAXIMUM
  const issues: IssueDeTicket[] = []
  for (const numero of numeros) {
    if (performance.now() > limite) break
    issues.push(await repondreA(c, cle, numero, lignes.get(numero), r))
  }
  return issues
}

async function repondreA(
  c: MilieuTicket & Pick<Contexte, 'log'>,
  cle: string,
  numero: string,
  l: LigneDeLot | undefined,
  r: Reponse,
): Promise<IssueDeTicket> {
  const x = c.t.traitement.lot
  const laissee = (detail: string): IssueDeTicket => ({ numero, issue: 'laissee', detail })
  if (!l) return laissee(x.plusPourVous)
  if (l.presents.length && !r.quandMeme) return laissee(c.t.traitement.presence(l.presents))
  try {
    await agirSurTicket(c, numero, {
      action: r.action,
      texte: remplir(r.texte, valeursDe(l)),
      cle: cleDe(cle, numero),
      prendre: true,
      plus: { incident: r.incident },
    })
    return { numero, issue: 'faite', detail: null }
  } catch (erreur) {
    if (!estRefus(erreur)) {
      c.log.error({ err: erreur, numero }, 'one ticket of a bulk answer failed')
      return laissee(x.inconnu)
    }
    const { status, detail, raison, champs } = erreur.probleme
    return laissee(status === 404 ? x.plusPourVous : (champs?.[0]?.message ?? [detail, raison].filter(Boolean).join(' ')))
  }
}
