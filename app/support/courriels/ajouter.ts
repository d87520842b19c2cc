import { deposer } from '#app/organisation/pieces-jointes/index.ts'
import type { Programme } from '#app/contexte.ts'
import type { Auteur, RaisonEcart } from '#app/support/courriels/juger.ts'
import { agirSurTicket } from '#app/support/tickets/agir.ts'
import type { Action } from '#app/support/tickets/actions.ts'
import { TEXTE_MAX, TITRE_MAX } from '#app/support/tickets/champs.ts'
import { creerTicket, type MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import { FICHIERS_PAR_MESSAGE } from '#app/support/tickets/fichiers.ts'
import { lireTicket, type Ticket } from '#app/support/tickets/lire.ts'
import { estRefus } from '#platform/http/problem.ts'
import type { ReadMail } from '#platform/mail/incoming/read.ts'
import { debutDe } from '#platform/plier.ts'
import { textes, type Textes } from '#ui/textes/index.ts'

export type Issue = { fait: 'ajoute' | 'cree'; numero: string } | { ecarte: RaisonEcart }

export const milieuDe = (programme: Programme, a: Auteur): MilieuTicket => ({
  ...programme,
  t: textes[a.langue === 'en' ? 'en' : 'fr'],
  utilisateur: a.utilisateur ? { id: a.utilisateur, adresseElectronique: a.adresseElectronique } : null,
  contact: a.contact ? { id: a.contact, adresse: a.adresse } : null,
})

/** An answer by mail is what the same words typed in the portal would be (TIC-05, TIC-08); its key makes it happen once. */
export async function ajouterAuTicket(c: MilieuTicket, numero: string, cle: string, m: ReadMail): Promise<Issue> {
  const t = await lireTicket(c.db, c.contact ? { contact: c.contact.id } : c.utilisateur!.id, numero)
  const action = t ? actionDe(t, c) : { ecarte: 'acces' as const }
  if (typeof action !== 'string') return action
  const { texte, envois } = await contenuDe(c, m)
  if (!texte) return { ecarte: 'vide' }
  try {
    await agirSurTicket(c, numero, { action, texte, cle, envois, cleSeule: true })
    return { fait: 'ajoute', numero }
  } catch (e) {
    if (!estRefus(e)) throw e
    // It moved meanwhile.
    if (e.probleme.status === 409) return { ecarte: 'autre-statut' }
    return { ecarte: [403, 404].includes(e.probleme.status) ? 'acces' : 'refuse' }
  }
}

/** What an answer is, from the side of the one who writes and the state of the ticket. */
function actionDe(t: Ticket, c: MilieuTicket): Action | { ecarte: RaisonEcart } {
  if (t.statut === 'FERME') return { ecarte: 'ferme' }
  if (t.emetteur === 2) return t.statut === 'EN_ATTENTE' ? 'fournir' : t.statut === 'RESOLU' ? 'renvoyer' : 'completer'
  if (t.destinataireNiveau < 2) return { ecarte: 'acces' }
  if (t.agent !== c.utilisateur!.id) return { ecarte: 'pas-pris' }
  return t.statut === 'RESOLU' ? { ecarte: 'autre-statut' } : 'resoudre'
}

/** A mail to the bare address becomes a ticket to the support of the portal. */
export async function ouvrirUnTicket(c: MilieuTicket, cle: string, m: ReadMail): Promise<Issue> {
  const { texte, envois } = await contenuDe(c, m)
  if (!texte) return { ecarte: 'vide' }
  try {
    return {
      fait: 'cree',
      numero: await creerTicket(
        c,
        cle,
        { sousCategorie: 'generale-portail', titre: debutDe(m.subject, TITRE_MAX) || c.t.courrielsRecus.sansObjet, description: texte },
        envois,
        [],
        true,
      ),
    }
  } catch (e) {
    if (!estRefus(e)) throw e
    return { ecarte: 'refuse' }
  }
}

/** Its words, cut where a message ends, with the files that pass the checks of any upload; those that do not are named. */
async function contenuDe(c: MilieuTicket, m: ReadMail): Promise<{ texte: string; envois: string[] }> {
  const x = c.t.courrielsRecus
  const envois: string[] = []
  const refuses: string[] = []
  const deposant = c.contact ? { id: c.contact.id, sansCompte: true } : { id: c.utilisateur!.id }
  for (const [i, p] of m.attachments.entries()) {
    if (i >= FICHIERS_PAR_MESSAGE) {
      refuses.push(x.piecesEnPlus(m.attachments.length - i))
      break
    }
    try {
      envois.push((await deposer(c, deposant, { nom: p.name, contenu: p.content })).id)
    } catch (e) {
      if (!estRefus(e)) throw e
      refuses.push(e.probleme.champs?.[0]?.message ?? e.probleme.detail)
    }
  }
  const fin = refuses.length ? debutDe(`\n\n${x.piecesRefusees}\n${refuses.map((r) => `- ${r}`).join('\n')}`, 1000) : ''
  return { texte: couper(c.t, ecrit(m.written) || (envois.length ? x.sansTexte : ''), TEXTE_MAX - fin.length) + fin, envois }
}

/** Nothing but lines of what it answers says nothing: it would send an answer back without a word. */
const ecrit = (texte: string) => (texte.split('\n').every((l) => !l.trim() || l.trimStart().startsWith('>')) ? '' : texte)

const couper = (t: Textes, texte: string, max: number) =>
  texte.length <= max ? texte : `${debutDe(texte, max - t.courrielsRecus.coupe.length - 1)}\n${t.courrielsRecus.coupe}`
