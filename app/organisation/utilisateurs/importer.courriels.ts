import { setTimeout as attendre } from 'node:timers/promises'
import { sql } from 'kysely'
import { aviser, aviserPlusieurs } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import type { Milieu } from '#demandes/index.ts'
import { unseen } from '#platform/database/arrays.ts'
import type { Tx } from '#platform/database/open.ts'
import { departs } from '#platform/outbox.ts'
import { textes } from '#ui/textes/index.ts'

/** « Votre rattachement », to the people of an import. */
export const FILE_IMPORTS = 'utilisateur.importer'

/** People told by one job. */
const PAR_ENVOI = 50
/** And in one transaction: fewer statements than people. */
const PAR_LOT = 10
/** For each mail: a hundred thousand of them are not in the way of anybody's page. */
const PAUSE_MS = 50

/** Has those told who were attached, a few a job, once the import is over or stopped: while it lasts, neither it nor anybody's page waits for their mails. */
export async function prevenirRattachees(tx: Tx, id: string) {
  const { rows } = await sql<{
    rangs: number[]
  }>`select array_agg(rang order by rang) as rangs from (select rang, (dense_rank() over (order by utilisateur) - 1) / ${PAR_ENVOI}::int as envoi from import_ligne
    where import = ${id}::uuid and issue = 'rattachee' and not avertie) x group by envoi order by envoi`.execute(tx)
  if (rows.length)
    await departs(
      tx,
      FILE_IMPORTS,
      rows.map(({ rangs }) => ({ import: id, rangs })),
    )
}

interface Personne {
  utilisateur: string
  prenom: string
  adresse: string
  langue: string
  par: string
  rangs: number[]
  structure: string
  lignes: { structure: string; service: string | null }[]
}

/** Tells each person attached, once, of all the lines that are theirs; what has left is marked as it leaves. */
export async function envoyerAvisDImport(programme: Programme, { import: id, rangs }: { import: string; rangs: number[] }): Promise<void> {
  const { rows } =
    await sql<Personne>`/* @import-a-avertir */ select u.id as utilisateur, u.prenom, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse, u.langue, min(a.prenom || ' ' || a.nom) as par, array_agg(l.rang) as rangs, min(l.structure::text) as structure,
      json_agg(json_build_object('structure', ${NOM_AFFICHE}, 'service', v.code) order by l.rang) as lignes
    from import i join utilisateur a on a.id = i.auteur join import_ligne l on l.import = i.id join utilisateur u on u.id = l.utilisateur and u.est_actif join structure s on s.id = l.structure left join service v on v.id = l.service
    where i.id = ${id}::uuid and l.rang = any(${unseen(rangs, 'int')}) and l.issue = 'rattachee' and not l.avertie group by u.id order by min(l.rang)`.execute(
      programme.db,
    )
  for (let i = 0; i < rows.length; i += PAR_LOT) {
    const lot = rows.slice(i, i + PAR_LOT)
    const avis = lot.map((p) => {
      const adresse = p.lignes.length === 1 ? `/organisation/structures/${p.structure}` : '/compte/structures'
      const langue = langueDe(p.langue)
      const lignes = p.lignes.map((l) => textes[langue].rattachements.courriels.ligne(l.structure, l.service))
      return {
        utilisateur: p.utilisateur,
        genre: 'droits' as const,
        adresse,
        mail: composer(
          programme,
          langue,
          `import:${id}:${p.rangs[0]}:${p.utilisateur}`,
          p.adresse,
          () => textes[langue].imports.courrielRattache(p.prenom, p.par, lignes),
          adresse,
        ),
      }
    })
    await programme.db.transaction().execute(async (tx) => {
      await aviserPlusieurs(programme, tx, avis)
      await sql`/* @import-avertie */ update import_ligne set avertie = true where import = ${id}::uuid and rang = any(${unseen(
        lot.flatMap((p) => p.rangs),
        'int',
      )})`.execute(tx)
    })
    await attendre(PAUSE_MS * lot.length)
  }
}

/** What came of an import, to whoever sent it. */
export async function prevenirFin(tx: Tx, milieu: Milieu, id: string) {
  const { rows } = await sql<{
    utilisateur: string
    prenom: string
    adresse: string
    langue: string
    nom: string
    rattachees: number
    invitees: number
    completees: number
    echouees: number
  }>`select u.id as utilisateur, u.prenom, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse, u.langue, i.nom, i.rattachees, i.invitees, i.completees, i.echouees
    from import i join utilisateur u on u.id = i.auteur and u.est_actif where i.id = ${id}::uuid`.execute(tx)
  const i = rows[0]
  if (!i) return
  const langue = langueDe(i.langue)
  const adresse = `/organisation/utilisateurs/importer/${id}`
  await aviser(
    milieu,
    tx,
    { utilisateur: i.utilisateur, genre: 'imports', adresse },
    composer(milieu, langue, `import:${id}:fin`, i.adresse, () => textes[langue].imports.courriel(i.prenom, i.nom, i), adresse),
  )
}
