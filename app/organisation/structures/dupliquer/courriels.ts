import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'

interface Annonce {
  auteur: { prenom: string; nom: string }
  ancienne: string
  nouvelle: { id: string; nom: string; identifiant: string }
  utilisateurs: string[]
  demande: number
}

/** Each person who came along is told, in their own language, where they are attached now and by whom. */
export async function annoncerDuplication(milieu: Milieu, tx: Tx, { auteur, ancienne, nouvelle, utilisateurs, demande }: Annonce) {
  if (!utilisateurs.length) return
  const { rows } = await sql<{
    id: string
    prenom: string
    nom: string
    adresse: string
    langue: string
  }>`select id, prenom, nom, coalesce(adresse_contact, adresse_electronique)::text as adresse, langue
    from utilisateur
    where id = any(${utilisateurs}::uuid[])`.execute(tx)
  const par = `${auteur.prenom} ${auteur.nom}`
  for (const u of rows)
    await aviser(
      milieu,
      tx,
      { utilisateur: u.id, genre: 'gestion', adresse: `/organisation/structures/${nouvelle.id}` },
      composer(
        milieu,
        langueDe(u.langue),
        `duplication:${demande}:${u.id}`,
        u.adresse,
        (c) => c.structureDupliquee(u.prenom, u.nom, par, ancienne, nouvelle.nom, nouvelle.identifiant),
        `/organisation/structures/${nouvelle.id}`,
      ),
    )
}
