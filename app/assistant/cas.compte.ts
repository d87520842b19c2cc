import { sql } from 'kysely'
import { MONTRES, type Moi } from '#app/assistant/cas.commun.ts'
import type { Reponse } from '#app/assistant/repondre.ts'
import type { Contexte } from '#app/contexte.ts'
import { listerSuppleances } from '#app/organisation/approbations/suppleances.ts'
import { listerTicketsGardes } from '#app/support/tickets/emetteur/brouillons.ts'
import { date, dateHeure } from '#ui/textes/format.ts'

/** With which address one signs in, where mails go, since when. Of nobody but oneself. */
export async function surMonCompte(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  if (c.voirComme) return { genre: 'cas', texte: [t.compteSeul], liens: [] }
  const {
    rows: [u],
  } = await sql<{
    adresse: string
    contact: string | null
    cree: Date
    derniere: Date | null
  }>`select adresse_electronique::text as adresse, adresse_contact::text as contact, cree_le as cree, derniere_connexion_le as derniere
    from utilisateur
    where id = ${moi.id}::uuid`.execute(c.db)
  return {
    genre: 'cas',
    texte: [
      t.monCompte(u!.adresse, u!.contact),
      t.mesConnexions(date(u!.cree, c.langue), u!.derniere ? dateHeure(u!.derniere, c.langue) : null),
    ],
    liens: [{ libelle: c.t.comptes.compte.titre, href: '/compte' }],
  }
}

/** The tickets that one began and did not send. */
export async function surMesBrouillons(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  if (c.voirComme) return { genre: 'cas', texte: [t.compteSeul], liens: [] }
  return {
    genre: 'cas',
    texte: [t.mesBrouillons((await listerTicketsGardes(c.db, moi.id)).length)],
    liens: [{ libelle: c.t.emission.brouillons.onglet, href: '/support/tickets/brouillons' }],
  }
}

/** Who decides in whose place, now or soon. */
export async function surMesSuppleances(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const siennes = (await listerSuppleances(c.db, moi.id)).filter((s) => s.etat === 'enCours' || s.etat === 'aVenir').slice(0, MONTRES)
  return {
    genre: 'cas',
    texte: siennes.length
      ? siennes.map((s) =>
          t.suppleance(
            s.gestionnaire.id === moi.id,
            s.gestionnaire.id === moi.id ? `${s.suppleant.prenom} ${s.suppleant.nom}` : `${s.gestionnaire.prenom} ${s.gestionnaire.nom}`,
            s.structure?.raisonSociale ?? null,
            dateHeure(s.debut, c.langue),
            dateHeure(s.fin, c.langue),
          ),
        )
      : [t.aucuneSuppleance],
    liens: [{ libelle: c.t.approbations.suppleants.titre, href: '/approbations/suppleants' }],
  }
}
