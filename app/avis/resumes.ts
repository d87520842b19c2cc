import { sql } from 'kysely'
import { adresseDeDesabonnement, type Resume } from '#app/avis/desabonnement.ts'
import type { Programme } from '#app/contexte.ts'
import { langueDe } from '#app/comptes/courriels/envoyer.ts'
import { sendMail } from '#platform/mail/index.ts'
import { composeMail } from '#platform/mail/layout.tsx'
import { dateHeure } from '#ui/textes/format.ts'
import { textes } from '#ui/textes/index.ts'

const PAR_LOT = 200
/** Lines of one mail; the centre has them all. */
const LIGNES = 30

/**
 * The last eight o'clock that passed in Paris: of today or yesterday, of Monday for the week. What came before it is told; missed, the next
 * turn tells it.
 */
const LIMITE: Record<Resume, ReturnType<typeof sql>> = {
  jour: sql`(date_trunc('day', (maintenant() at time zone 'Europe/Paris') - interval '8 hours') + interval '8 hours') at time zone 'Europe/Paris'`,
  semaine: sql`(date_trunc('week', (maintenant() at time zone 'Europe/Paris') - interval '8 hours') + interval '8 hours') at time zone 'Europe/Paris'`,
}

/** Sends what is due of both summaries (CPT-08): each notice is told once, whichever process does it. */
export async function envoyerResumes(programme: Pick<Programme, 'db' | 'settings' | 'jobs'>): Promise<number> {
  let envoyes = 0
  for (const resume of ['jour', 'semaine'] as const) {
    for (let lot = PAR_LOT; lot === PAR_LOT; envoyes += lot) {
      const { rows } = await sql<{
        utilisateur: string
      }>`/* @resumes */
        select distinct utilisateur
        from avis
        where cadence = ${resume} and resume_le is null and cree_le < ${LIMITE[resume]}
        limit ${PAR_LOT}`.execute(programme.db)
      for (const { utilisateur } of rows) await resumer(programme, utilisateur, resume)
      lot = rows.length
    }
  }
  return envoyes
}

interface Ligne {
  titre: string
  adresse: string
  genre: string
  creeLe: Date
  voulu: boolean
  rang: string
}

async function resumer(programme: Pick<Programme, 'db' | 'settings' | 'jobs'>, utilisateur: string, resume: Resume) {
  const { PUBLIC_URL, SECRET_KEY } = programme.settings
  await programme.db.transaction().execute(async (tx) => {
    // What one has stopped wanting meanwhile is not told.
    const { rows } = await sql<Ligne>`with faits as (update avis a
            set resume_le = maintenant()
            where utilisateur = ${utilisateur}::uuid and cadence = ${resume} and resume_le is null and cree_le < ${LIMITE[resume]}
            returning a.id, a.titre, a.adresse, a.genre, a.cree_le)
        select f.titre, f.adresse, f.genre, f.cree_le, f.id::text as rang,
          coalesce((select cadence from preference_avis p where p.utilisateur = ${utilisateur}::uuid and p.genre = f.genre), 'aussitot') <>
            'jamais' as voulu
        from faits f
        order by f.cree_le desc, f.id desc`.execute(tx)
    const lignes = rows.filter((r) => r.voulu)
    const {
      rows: [u],
    } = await sql<{
      prenom: string
      langue: string
      adresse: string
    }>`select prenom, langue, coalesce(adresse_contact, adresse_electronique)::text as adresse
      from utilisateur
      where id = ${utilisateur}::uuid and est_actif`.execute(tx)
    if (!u || !lignes.length) return
    const langue = langueDe(u.langue)
    const { genres, courriel: x } = textes[langue].avis
    const desabonnement = PUBLIC_URL + adresseDeDesabonnement(utilisateur, resume, SECRET_KEY)
    const suite = lignes.length - LIGNES
    await sendMail(programme, tx, {
      id: `resume:${resume}:${utilisateur}:${lignes[0]!.rang}`,
      a: u.adresse,
      desabonnement,
      ...composeMail(langue, {
        sujet: x.sujet[resume]!(lignes.length),
        avant: [
          x.bonjour(u.prenom),
          ...[...Map.groupBy(lignes.slice(0, LIGNES), (l) => l.genre)].map(([genre, siens]) => ({
            titre: genres[genre]!,
            lignes: siens.map((l) => ({ libelle: l.titre, href: PUBLIC_URL + l.adresse, detail: dateHeure(l.creeLe, langue) })),
          })),
          ...(suite > 0 ? [x.autres(suite)] : []),
        ],
        action: { libelle: x.voir, href: `${PUBLIC_URL}/compte/avis` },
        apres: [x.regler],
        pied: { texte: x.choisi, lien: { libelle: x.desabonner, href: desabonnement } },
      }),
    })
  })
}
