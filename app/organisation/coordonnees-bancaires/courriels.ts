import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import { quiAnnule } from '#app/demandes/etapes.ts'
import { libelleDe } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import { ADRESSES, type Adresse } from '#app/organisation/coordonnees-bancaires/prevenus.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Moment } from '#demandes/notifier.ts'
import { terminaisonPour } from '#demandes/recu.ts'
import { sendMail } from '#platform/mail/index.ts'
import { quand } from '#ui/textes/format.ts'
import { textes } from '#ui/textes/index.ts'

type MilieuDAvis = Pick<Milieu, 'db' | 'settings' | 'jobs'>
/** A mail is read another day: always the date. */
const JAMAIS = new Date(0)

interface Annonce {
  numero: string
  type: string
  effetLe: Date | null
  motif: string | null
  termineePar: { id: string; prenom: string; nom: string } | null
  parUnePersonne: boolean
  saisie: Record<string, unknown>
  avant: Record<string, unknown> | null
  structure: string
  nom: string
  auteur: string
  gestionnaire: string | null
  idGestionnaire: string | null
  adresses: Adresse[]
}

/** BAN-04: what becomes of an account, told to its author and to each address of `ADRESSES`. */
export async function annoncerCompte(milieu: MilieuDAvis, { demande, moment }: { demande: number; moment: Moment }): Promise<void> {
  const d = await lireAnnonce(milieu, demande)
  if (!d) return
  await milieu.db.transaction().execute(async (tx) => {
    for (const { adresse, utilisateur, prenom, langue: choisie } of d.adresses) {
      const langue = langueDe(choisie)
      const t = textes[langue]
      const x = t.coordonnees.courriel
      const quoi = t.demandes.phrases[d.type] ?? d.type
      // Three changes in a row are told apart in a list of notices.
      const duCompte = d.nom ? x.duCompte(quoi, d.nom) : quoi
      const le = d.effetLe ? quand(d.effetLe, JAMAIS, langue) : ''
      const changements = Object.keys(d.avant ?? {}).map((n) =>
        x.change(libelleDe(t, n), afficher(t, langue, n, d.avant?.[n]), afficher(t, langue, n, d.saisie[n])),
      )
      const suite =
        moment === 'recue'
          ? x.recue(le)
          : moment === 'effective'
            ? x.effective(le)
            : moment === 'annulee'
              ? x.annulee(quiAnnule(t, d, utilisateur ?? undefined), d.motif ?? '').trim()
              : x.echouee(d.motif ?? '')
      const courriel = composer(
        milieu,
        langue,
        `demande:${d.numero}:${moment}:${adresse}`,
        adresse,
        () => ({
          sujet: x.sujets[moment]?.(duCompte, d.structure) ?? `${duCompte}, ${d.structure}`,
          avant: [x.bonjour(prenom ?? ''), x.quoi(d.auteur, quoi, d.nom, d.structure, d.numero), ...changements, suite],
          libelle: t.demandes.courriel.voir,
          apres: [x.inattendu(moment, d.gestionnaire, utilisateur !== null && utilisateur === d.idGestionnaire), x.jamais],
        }),
        `/demandes/${d.numero}`,
        null,
        !utilisateur,
      )
      if (utilisateur)
        await aviser(
          milieu,
          tx,
          { utilisateur, genre: 'securite', adresse: `/demandes/${d.numero}`, cle: `demande:${d.numero}:${moment}` },
          courriel,
        )
      else await sendMail(milieu, tx, courriel)
    }
  })
}

async function lireAnnonce({ db }: MilieuDAvis, demande: number): Promise<Annonce | undefined> {
  const { rows } = await sql<Annonce>`
    select d.numero, d.type, d.effet_le, d.motif, ${terminaisonPour(sql`d.auteur`)}, d.saisie, d.avant, ${NOM_AFFICHE} as structure,
      coalesce(c.nom, d.saisie->>'nom', '') as nom, u.prenom || ' ' || u.nom as auteur, g.prenom || ' ' || g.nom as gestionnaire,
      g.id as id_gestionnaire, ${ADRESSES} as adresses
    from demande d
    join structure s on s.id = d.structure
    join utilisateur u on u.id = d.auteur
    left join utilisateur g on g.id = s.gestionnaire_principal
    left join coordonnee_bancaire c on c.id = d.objet
    where d.id = ${demande}`.execute(db)
  return rows[0]
}
