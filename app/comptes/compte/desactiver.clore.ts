import { sql } from 'kysely'
import { annuleesPar } from '#app/comptes/compte/desactiver.annulees.ts'
import { composer, destinataire, langueDe } from '#app/comptes/courriels/envoyer.ts'
import { cloreSansEffet, type Milieu } from '#demandes/index.ts'
import { sendMail } from '#platform/mail/index.ts'
import type { Tx } from '#platform/database/open.ts'
import { dateHeure } from '#ui/textes/format.ts'

/** Everything one was and had asked for ends: demandes, rights, attachments, deputies, invitations, links, sessions; then the account. */
export async function cloreCompte(tx: Tx, milieu: Milieu, utilisateur: string, demande: number) {
  const { motif, annulation } = milieu.t.gouvernance.desactiver
  for (const d of await annuleesPar(tx, utilisateur))
    if (d.id !== demande) await cloreSansEffet(tx, milieu, d.id, 'annulee', annulation, utilisateur)
  await sql`with r as (update rattachement
        set retire_le = maintenant(), motif = ${motif}, demande = coalesce(demande, ${demande}::bigint)
        where utilisateur = ${utilisateur}::uuid and retire_le is null and (upper_inf(periode) or upper(periode) > maintenant())),
      h as (update habilitation
        set retiree_le = maintenant(), terminee_par = ${demande}::bigint, fin_avant = upper(periode)
        where utilisateur = ${utilisateur}::uuid and retiree_le is null and (upper_inf(periode) or upper(periode) > maintenant())),
      p as (update suppleance
        set retiree_le = maintenant()
        where (gestionnaire = ${utilisateur}::uuid or suppleant = ${utilisateur}::uuid) and retiree_le is null
          and upper(periode) > maintenant()),
      i as (update invitation
        set etat = 'sans-effet', terminee_le = maintenant(), motif = ${motif}
        where invite_par = ${utilisateur}::uuid and etat = 'en-attente'),
      c as (update recuperation
        set etat = 'annulee', decision_motif = ${motif}
        where demandeur = ${utilisateur}::uuid and etat = 'en-attente'),
      l as (update lien
        set utilise_le = clock_timestamp()
        where (utilisateur = ${utilisateur}::uuid
              or adresse = (select adresse_electronique from utilisateur where id = ${utilisateur}::uuid)) and utilise_le is null),
      b as (delete from brouillon where auteur = ${utilisateur}::uuid)
    delete from session
    where utilisateur = ${utilisateur}::uuid`.execute(tx)
  const a = await destinataire(tx, utilisateur)
  await sql`update utilisateur set est_actif = false, modifie_le = clock_timestamp() where id = ${utilisateur}::uuid`.execute(tx)
  const {
    rows: [heure],
  } = await sql<{ le: Date }>`select maintenant() as le`.execute(tx)
  await sendMail(
    milieu,
    tx,
    composer(milieu, langueDe(a.langue), `compte-desactive:${utilisateur}:${demande}`, a.adresseElectronique, (c) =>
      c.compteDesactive(a.prenom, a.nom, dateHeure(heure!.le, langueDe(a.langue))),
    ),
  )
}
