import { nomDe } from '#app/organisation/structures/lire.ts'
import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'

interface Prevenu {
  id: string
  prenom: string
  nom: string
  adresse: string
  langue: string
}

const lirePrevenus = async (tx: Tx, ids: string[]) =>
  (
    await sql<Prevenu>`select id, prenom, nom, coalesce(adresse_contact, adresse_electronique)::text as adresse, langue
      from utilisateur
      where id = any(${ids}::uuid[])`.execute(tx)
  ).rows

/**
 * Both are told, each in their own words and language (GP-02); `de` null: nobody is left to tell. `parQui`: who passed it on, when it is
 * not them; empty, the operator.
 */
export async function annoncerTransfert(
  milieu: Milieu,
  tx: Tx,
  {
    de,
    parQui,
    a,
    structures,
    demande = null,
    cle = `transfert:${demande}`,
  }: {
    de: string | null
    parQui?: string
    a: string
    structures: { id: string; raisonSociale: string; libelle?: string | null }[]
    demande?: number | null
    cle?: string
  },
) {
  const prevenus = await lirePrevenus(tx, [a, ...(de ? [de] : [])])
  const nom = (id: string | null) => {
    const p = prevenus.find((x) => x.id === id)
    return p ? `${p.prenom} ${p.nom}` : ''
  }
  const noms = structures.map(nomDe)
  const adresse = structures.length === 1 ? `/organisation/structures/${structures[0]!.id}` : '/compte/structures'
  // Whoever no longer runs it is always told: it may not have been them.
  for (const p of prevenus)
    await aviser(
      milieu,
      tx,
      { utilisateur: p.id, genre: p.id === a ? 'gestion' : 'securite', adresse },
      composer(
        milieu,
        langueDe(p.langue),
        `${cle}:${p.id}`,
        p.adresse,
        (c) => (p.id === a ? c.gestionRecue(p.prenom, p.nom, noms, parQui ?? nom(de)) : c.gestionTransmise(p.prenom, p.nom, noms, nom(a))),
        adresse,
      ),
    )
}
