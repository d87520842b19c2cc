import { setTimeout as attendre } from 'node:timers/promises'
import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'
import { textes } from '#ui/textes/index.ts'

/** « Vous êtes rattaché », to the people of an import. */
export const FILE_IMPORTS = 'utilisateur.importer'

/** Between two mails: a hundred thousand of them are not in the way of anybody's page. */
const PAUSE_MS = 50

interface Personne { utilisateur: string; prenom: string; adresse: string; langue: string; par: string; rangs: number[]; structure: string; lignes: { structure: string; service: string | null }[] }

/** Tells each person attached, once, of all the lines that are theirs; what has left is marked as it leaves. */
export async function envoyerAvisDImport(programme: Programme, { import: id, rangs }: { import: string; rangs: number[] }): Promise<void> {
  const { rows } = await sql<Personne>`select u.id as utilisateur, u.prenom, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse, u.langue, min(a.prenom || ' ' || a.nom) as par, array_agg(l.rang) as rangs, min(l.structure::text) as structure,
      json_agg(json_build_object('structure', nom_structure(s), 'service', v.code) order by l.rang) as lignes
    from import i join utilisateur a on a.id = i.auteur join import_ligne l on l.import = i.id join utilisateur u on u.id = l.utilisateur and u.est_actif join structure s on s.id = l.structure left join service v on v.id = l.service
    where i.id = ${id}::uuid and l.rang = any(${rangs}::int[]) and l.issue = 'rattachee' and not l.avertie group by u.id order by min(l.rang)`.execute(programme.db)
  for (const p of rows) {
    const adresse = p.lignes.length === 1 ? `/organisation/structures/${p.structure}` : '/compte/structures'
    const langue = langueDe(p.langue)
    const lignes = p.lignes.map((l) => textes[langue].rattachements.courriels.ligne(l.structure, l.service))
    await programme.db.transaction().execute(async (tx) => {
      await aviser(programme, tx, { utilisateur: p.utilisateur, genre: 'droits', adresse }, composer(programme, langue, `import:${id}:${p.rangs[0]}:${p.utilisateur}`, p.adresse, () => textes[langue].imports.courrielRattache(p.prenom, p.par, lignes), adresse))
      await sql`update import_ligne set avertie = true where import = ${id}::uuid and rang = any(${p.rangs}::int[])`.execute(tx)
    })
    await attendre(PAUSE_MS)
  }
}

/** What came of an import, to whoever sent it. */
export async function prevenirFin(tx: Tx, milieu: Milieu, id: string) {
  const { rows } = await sql<{ utilisateur: string; prenom: string; adresse: string; langue: string; nom: string; rattachees: number; invitees: number; completees: number; echouees: number }>`select u.id as utilisateur, u.prenom, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse, u.langue, i.nom, i.rattachees, i.invitees, i.completees, i.echouees
    from import i join utilisateur u on u.id = i.auteur and u.est_actif where i.id = ${id}::uuid`.execute(tx)
  const i = rows[0]
  if (!i) return
  const langue = langueDe(i.langue)
  const adresse = `/organisation/utilisateurs/importer/${id}`
  await aviser(milieu, tx, { utilisateur: i.utilisateur, genre: 'imports', adresse }, composer(milieu, langue, `import:${id}:fin`, i.adresse, () => textes[langue].imports.courriel(i.prenom, i.nom, i), adresse))
}
