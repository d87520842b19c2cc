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

/** « Votre rattachement », to the people of an import; what it did, to those who govern. */
export const FILE_IMPORTS = 'utilisateur.importer'

/** People told by one job. */
const PAR_ENVOI = 50
/** And in one transaction: fewer statements than people. */
const PAR_LOT = 10
/** For each mail: a hundred thousand of them are not in the way of anybody's page. */
const PAUSE_MS = 50

/** What a job tells: those of these lines; without lines, those who govern. */
export interface EnvoiDImport {
  import: string
  rangs?: number[]
}

/**
 * Has those told who were attached, a few a job, and those who govern, once the import is over or stopped: while it lasts, neither it nor
 * anybody's page waits for their mails.
 */
export async function prevenirDImport(tx: Tx, id: string) {
  const { rows } = await sql<{
    rangs: number[]
  }>`select array_agg(rang order by rang) as rangs
    from (select rang, (dense_rank() over (order by utilisateur) - 1) / ${PAR_ENVOI}::int as envoi
        from import_ligne
        where import = ${id}::uuid and issue = 'rattachee' and not avertie) x
    group by envoi
    order by envoi`.execute(tx)
  await departs(tx, FILE_IMPORTS, [...rows.map(({ rangs }): EnvoiDImport => ({ import: id, rangs })), { import: id }])
}

/** One job of an import. */
export const envoyerAvisDImport = (programme: Programme, { import: id, rangs }: EnvoiDImport): Promise<void> =>
  rangs ? avertirRattachees(programme, id, rangs) : avertirGestionnaires(programme, id)

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
async function avertirRattachees(programme: Programme, id: string, rangs: number[]): Promise<void> {
  const { rows } = await sql<Personne>`/* @import-a-avertir */
      select u.id as utilisateur, u.prenom, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse, u.langue,
        min(a.prenom || ' ' || a.nom) as par, array_agg(l.rang) as rangs, min(l.structure::text) as structure,
        json_agg(json_build_object('structure', ${NOM_AFFICHE}, 'service', v.code) order by l.rang) as lignes
      from import i
      join utilisateur a on a.id = i.auteur
      join import_ligne l on l.import = i.id
      join utilisateur u on u.id = l.utilisateur and u.est_actif
      join structure s on s.id = l.structure
      left join service v on v.id = l.service
      where i.id = ${id}::uuid and l.rang = any(${unseen(rangs, 'int')}) and l.issue = 'rattachee' and not l.avertie
      group by u.id
      order by min(l.rang)`.execute(programme.db)
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

/** Structures that a mail names. */
const NOMMEES = 5

/**
 * What an import did in the structures of each gestionnaire principal, when somebody else sent it; one mail each, and nothing where nothing
 * was done.
 */
async function avertirGestionnaires(programme: Programme, id: string): Promise<void> {
  const { rows } = await sql<{
    utilisateur: string
    prenom: string
    adresse: string
    langue: string
    par: string
    structure: string
    structures: number
    noms: string[]
    rattachees: number
    invitees: number
    completees: number
  }>`/* @import-gestionnaires */
    select u.id as utilisateur, u.prenom, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse, u.langue, a.prenom || ' '
      || a.nom as par, min(s.id::text) as structure, count(distinct s.id)::int as structures,
      (array_agg(distinct ${NOM_AFFICHE}))[:${NOMMEES}::int] as noms, count(*) filter (where l.issue = 'rattachee')::int as rattachees,
      count(*) filter (where l.issue = 'invitee')::int as invitees, count(*) filter (where l.issue = 'completee')::int as completees
    from import i
    join utilisateur a on a.id = i.auteur
    join import_ligne l on l.import = i.id and l.issue in ('rattachee', 'invitee', 'completee')
    join structure s on s.id = l.structure
    join utilisateur u on u.id = s.gestionnaire_principal and u.id <> i.auteur and u.est_actif
    where i.id = ${id}::uuid
    group by u.id, a.id`.execute(programme.db)
  if (!rows.length) return
  const avis = rows.map((g) => {
    const langue = langueDe(g.langue)
    const x = textes[langue].imports
    // What they read of it: the history of the one structure, or whom they govern.
    const adresse = g.structures === 1 ? `/organisation/structures/${g.structure}/historique` : '/organisation/utilisateurs/liste'
    return {
      utilisateur: g.utilisateur,
      genre: 'droits' as const,
      adresse,
      mail: composer(
        programme,
        langue,
        `import:${id}:gestionnaire:${g.utilisateur}`,
        g.adresse,
        () => x.courrielGestionnaire(g.prenom, g.par, g.noms, g.structures, x.faits(g.rattachees, g.invitees, g.completees, 0)),
        adresse,
      ),
    }
  })
  await programme.db.transaction().execute((tx) => aviserPlusieurs(programme, tx, avis))
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
  }>`select u.id as utilisateur, u.prenom, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse, u.langue, i.nom,
      i.rattachees, i.invitees, i.completees, i.echouees
    from import i
    join utilisateur u on u.id = i.auteur and u.est_actif
    where i.id = ${id}::uuid`.execute(tx)
  const i = rows[0]
  if (!i) return
  const langue = langueDe(i.langue)
  const x = textes[langue].imports
  const adresse = `/organisation/utilisateurs/importer/${id}`
  await aviser(
    milieu,
    tx,
    { utilisateur: i.utilisateur, genre: 'imports', adresse },
    composer(
      milieu,
      langue,
      `import:${id}:fin`,
      i.adresse,
      () => x.courriel(i.prenom, i.nom, x.faits(i.rattachees, i.invitees, i.completees, i.echouees)),
      adresse,
    ),
  )
}
