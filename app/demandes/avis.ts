import { sql } from 'kysely'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { definitionDe } from '#demandes/definir.ts'
import type { Moment } from '#demandes/notifier.ts'
import { sendMail } from '#platform/mail/index.ts'
import { dateHeure } from '#ui/textes/format.ts'
import { textes } from '#ui/textes/index.ts'

interface Sujet { numero: string; type: string; effetLe: Date; motif: string | null; nom: string; destinataires: { id: string; prenom: string; adresse: string; langue: string }[] }

/** The mail about a demande, to its author and to the structure's gestionnaire principal; a repeat bears the same identity. */
export async function envoyerAvis(programme: Programme, { demande, moment }: { demande: number; moment: Moment }): Promise<void> {
  const { rows } = await sql<Sujet>`
    select d.numero, d.type, d.effet_le, d.motif, coalesce(nullif(s.libelle, ''), s.raison_sociale, s.prenom || ' ' || s.nom, '') as nom,
      (select json_agg(json_build_object('id', u.id, 'prenom', u.prenom, 'adresse', coalesce(u.adresse_contact, u.adresse_electronique), 'langue', u.langue))
        from utilisateur u where u.est_actif and (u.id = d.auteur or u.id = s.gestionnaire_principal)) as destinataires
    from demande d left join structure s on s.id = d.structure where d.id = ${demande}`.execute(programme.db)
  const d = rows[0]
  if (!d || definitionDe(d.type)?.avisPropre) return
  if (moment === 'a-decider' || moment === 'rappel' || moment === 'approuvee' || moment === 'refusee' || moment === 'expiree') return
  await programme.db.transaction().execute(async (tx) => {
    for (const a of d.destinataires ?? []) {
      const langue = langueDe(a.langue)
      const { demandes } = textes[langue]
      const quoi = demandes.phrases[d.type] ?? d.type
      const x = demandes.courriel
      const corps = moment === 'recue' ? x.corpsRecue(d.numero, d.nom, dateHeure(d.effetLe, langue)) : moment === 'effective' ? x.corpsEffective(d.numero, d.nom, dateHeure(d.effetLe, langue)) : moment === 'annulee' ? x.corpsAnnulee(d.numero, d.nom, d.motif ?? '') : x.corpsEchouee(d.numero, d.nom, d.motif ?? '')
      const contenu = { sujet: x[moment](quoi, d.numero), avant: [x.bonjour(a.prenom), corps], libelle: x.voir, apres: [] }
      await sendMail(programme, tx, composer(programme, langue, `demande:${d.numero}:${moment}:${a.id}`, a.adresse, () => contenu, `/demandes/${d.numero}`))
    }
  })
}
