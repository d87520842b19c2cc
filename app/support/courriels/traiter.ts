import { sql } from 'kysely'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { ajouterAuTicket, milieuDe, ouvrirUnTicket, type Issue } from '#app/support/courriels/ajouter.ts'
import { adresseDeReponse } from '#app/support/courriels/adresses.ts'
import { jugerCourriel, type Auteur, type CourrielRecu, type RaisonEcart } from '#app/support/courriels/juger.ts'
import { sendMail } from '#platform/mail/index.ts'
import type { Resolver } from '#platform/mail/incoming/authenticate.ts'
import { readMail, type ReadMail } from '#platform/mail/incoming/read.ts'
import type { Tx } from '#platform/database/open.ts'
import { debutDe } from '#platform/plier.ts'
import { textes } from '#ui/textes/index.ts'

const TEXTE_GARDE = 20_000
const MARQUES = [textes.fr.courriels.marque, textes.en.courriels.marque]

/**
 * Looks at a mail that was kept: adds it to its ticket, or sets it aside. Cut anywhere and taken up again, it happens once: the ticket
 * knows its key, and the row leaves « recu » once.
 * @throws Error when the names of its domain cannot be asked now: to be tried again
 */
export async function traiterCourriel(programme: Programme, id: string, resolver?: Resolver): Promise<void> {
  const {
    rows: [r],
  } =
    await sql<CourrielRecu>`select id, source, enveloppe_de, enveloppe_a, ip, helo, recu_le < maintenant() - interval '30 minutes' as ancien
      from courriel_recu
      where id = ${id}::uuid and etat = 'recu'`.execute(programme.db)
  if (!r) return
  const m = await readMail(r.source, MARQUES)
  if (!m) return finir(programme, r, null, { issue: { ecarte: 'illisible' } })
  const v = await jugerCourriel(programme, r, m, resolver)
  if ('attendre' in v) throw new Error('the domain of a mail cannot be asked now')
  if ('ecarte' in v) return finir(programme, r, m, { issue: { ecarte: v.ecarte }, ticket: v.ticket })
  const c = milieuDe(programme, v.auteur)
  const issue = v.reponse ? await ajouterAuTicket(c, v.reponse.numero, r.id, m) : await ouvrirUnTicket(c, r.id, m)
  await finir(programme, r, m, { issue, ticket: v.reponse?.ticket, auteur: v.auteur, numero: v.reponse?.numero })
}

interface Fin {
  issue: Issue
  ticket?: number | undefined
  auteur?: Auteur
  numero?: string | undefined
}

/** The row leaves « recu » once, and whoever wrote is told in that same transaction. */
async function finir(programme: Programme, r: CourrielRecu, m: ReadMail | null, f: Fin) {
  const [fait, raison] = 'fait' in f.issue ? [f.issue, null] : [null, f.issue.ecarte]
  await programme.db.transaction().execute(async (tx) => {
    const { rows } = await sql`update courriel_recu
        set etat = ${fait?.fait ?? 'ecarte'}, raison = ${raison}, traite_le = maintenant(),
          de = ${f.auteur?.adresse ?? m?.from.join(', ').slice(0, 254) ?? null}, objet = ${m?.subject ?? null},
          texte = ${m ? debutDe(m.text, TEXTE_GARDE) : null},
          ticket = coalesce(${f.ticket ?? null}::bigint, (select t.id from ticket t where t.numero = ${fait?.numero ?? null}))
        where id = ${r.id}::uuid and etat = 'recu'
        returning id`.execute(tx)
    const numero = fait?.numero ?? f.numero
    if (!rows.length || !f.auteur || !numero || fait?.fait === 'ajoute' || !(await premiereDeLHeure(tx, f.auteur.adresse))) return
    await sql`update courriel_recu set repondu_le = maintenant() where id = ${r.id}::uuid`.execute(tx)
    await repondre(programme, tx, { id: r.id, auteur: f.auteur, numero, raison })
  })
}

/** One answer by itself to an address in an hour (RFC 3834, hard case T02). */
async function premiereDeLHeure(tx: Tx, adresse: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`courriel:${adresse}`}, 0))`.execute(tx)
  return (
    (await sql`select from courriel_recu where de = ${adresse} and repondu_le > maintenant() - interval '1 hour' limit 1`.execute(tx)).rows
      .length === 0
  )
}

/** An answer to the refusal would meet it again; whoever has no account, and so no page to go to, keeps the way of the mail. */
const A_FAIRE_DANS_CHORAL: ReadonlySet<RaisonEcart> = new Set(['autre-statut', 'pas-pris', 'acces'])

/** Only to somebody who is who they say: nobody makes the portal write to a third party (hard case T07). */
async function repondre(
  programme: Programme,
  tx: Tx,
  { id, auteur, numero, raison }: { id: string; auteur: Auteur; numero: string; raison: RaisonEcart | null },
) {
  const langue = langueDe(auteur.langue)
  const tropTard = raison === 'ferme'
  const reponse =
    tropTard || (auteur.utilisateur && raison && A_FAIRE_DANS_CHORAL.has(raison))
      ? null
      : await adresseDeReponse(programme, tx, numero, auteur.contact ? { contact: auteur.contact } : { utilisateur: auteur.utilisateur! })
  const dite = raison && textes[langue].courrielsRecus.raisons[raison]
  const courriel = composer(
    programme,
    langue,
    `courriel:${id}`,
    auteur.adresse,
    (c) =>
      !dite
        ? c.courrielDevenuTicket(numero)
        : tropTard
          ? c.courrielTropTard(numero, dite, auteur.contact !== null)
          : c.courrielNonAjoute(numero, dite),
    !auteur.contact ? `/support/tickets/${numero}` : tropTard ? '/support/sans-compte' : undefined,
    reponse,
    auteur.contact !== null,
  )
  await sendMail(programme, tx, { ...courriel, enReponse: true })
}
