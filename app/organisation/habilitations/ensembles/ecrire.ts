import { sql } from 'kysely'
import { z } from 'zod'
import { GESTION, lireEnsemble, type Ensemble } from '#app/organisation/habilitations/ensembles/lire.ts'
import { qualitesSur } from '#acces/index.ts'
import { autoriser, demanderAcces } from '#demandes/autoriser.ts'
import { RefStructure } from '#demandes/communs.ts'
import { refus, refusDeChamps, type Milieu } from '#demandes/index.ts'
import { journaliser } from '#demandes/journal.ts'
import { code, erreursDeChamps, texte, texteRequis } from '#demandes/validation.ts'
import { verrouillerStructure } from '#demandes/verrou.ts'
import type { Tx } from '#platform/database/open.ts'
import { liste } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

/** Sets of one structure. */
const MAXIMUM = 100

const profils = z
  .array(z.string().regex(/^[a-z][a-z-]*\.(consultation|modification)$/, code('profil-inconnu')))
  .min(1, code('champ-manquant'))
  .max(100, code('trop-de-lignes', 100))
const CHAMPS = {
  nom: texteRequis(80),
  description: texte(200),
  profils,
  parDefaut: z.boolean().meta({ description: 'Ce que reçoit un nouveau rattachement à la structure.' }),
}
export const SaisieEnsemble = z.strictObject({
  structure: RefStructure,
  ...CHAMPS,
  description: CHAMPS.description.default(''),
  parDefaut: CHAMPS.parDefaut.default(false),
})
export const SaisieModification = z.strictObject(CHAMPS).partial()

const ACCES = { profil: GESTION, sur: 'structure' } as const

type Qui = { id: string; roles: string[] }
type Contenu = Pick<Ensemble, 'nom' | 'description' | 'profils' | 'parDefaut'>

function lire<S extends z.ZodType>(t: Milieu['t'], schema: S, corps: unknown): z.output<S> {
  const lu = schema.safeParse(corps ?? {})
  if (!lu.success) throw refusDeChamps(t, erreursDeChamps(lu.error, t))
  return lu.data
}

/** The structure's lock, then the right to manage it. @throws Refus introuvable, acces-refuse */
async function entrer(tx: Tx, t: Milieu['t'], qui: Qui, structure: string) {
  const [verrouillee, decisions] = await Promise.all([verrouillerStructure(tx, structure), demanderAcces(tx, ACCES, qui, [{ structure }])])
  await autoriser(tx, t, ACCES, qui, [{ structure }], verrouillee ? [verrouillee] : [], decisions)
  return verrouillee!
}

/** A set with « Organisation modification » is the business of whoever grants it (HAB-01); it is never what a new attachment receives. */
async function juger(
  tx: Tx,
  t: Milieu['t'],
  qui: Qui,
  { id, gestionnaire }: Awaited<ReturnType<typeof entrer>>,
  avant: Contenu | null,
  apres: Contenu,
) {
  if ([avant, apres].some((e) => e?.profils.includes(GESTION)) && !(await qualitesSur(tx, qui.id, [id])).size)
    throw refus(t, 'acces-refuse', { raison: t.habilitations.refus.octroi, remede: t.acces.remedeGestionnaire(gestionnaire) })
  if (apres.parDefaut && apres.profils.includes(GESTION))
    throw refusDeChamps(t, [
      {
        champ: 'profils',
        code: 'ensemble-par-defaut-sans-gestion',
        message: t.champs.erreur('ensemble-par-defaut-sans-gestion', t.champs.libelles.profils),
      },
    ])
}

/** « modification » includes « consultation »: of both, the higher. */
const uniques = (lus: string[]) =>
  [...new Set(lus)].filter((p) => !(p.endsWith('.consultation') && lus.includes(p.replace('.consultation', '.modification'))))

async function poser(tx: Tx, t: Milieu['t'], id: string, structure: string, e: Contenu) {
  if (e.parDefaut)
    await sql`update ensemble_profils set par_defaut = false where structure = ${structure}::uuid and par_defaut and id <> ${id}::uuid`.execute(
      tx,
    )
  await sql`update ensemble_profils set nom = ${e.nom}, description = ${e.description}, par_defaut = ${e.parDefaut} where id = ${id}::uuid`.execute(
    tx,
  )
  await sql`delete from ensemble_profil where ensemble = ${id}::uuid`.execute(tx)
  const { rows } = await sql`insert into ensemble_profil (ensemble, application, niveau)
      select ${id}::uuid, a.id, x.niveau
      from (select split_part(p, '.', 1) as code, case split_part(p, '.', 2) when 'modification' then 2 else 1 end as niveau
          from unnest(${e.profils}::text[]) p) x
      join application a on a.code = x.code and a.niveaux >= x.niveau
      returning application`.execute(tx)
  if (rows.length !== e.profils.length)
    throw refusDeChamps(t, [
      { champ: 'profils', code: 'profil-inconnu', message: t.champs.erreur('profil-inconnu', t.champs.libelles.profils) },
    ])
}

/** As the history tells it: what changed, in words. */
const enJournal = ({ nom, description, profils: p, parDefaut }: Contenu): Record<string, unknown> => ({
  nom,
  description,
  profils: liste(p.map((x) => fr.catalogue.profil(x.split('.')[0]!, x.endsWith('modification') ? 2 : 1)).toSorted()),
  parDefaut,
})
const RIEN = { nom: null, description: null, profils: null, parDefaut: null }

async function sansDoublon<T>(t: Milieu['t'], travail: () => Promise<T>): Promise<T> {
  try {
    return await travail()
  } catch (erreur) {
    if ((erreur as { constraint?: string }).constraint === 'nom_ensemble_deja_pris')
      throw refusDeChamps(t, [{ champ: 'nom', code: 'nom-deja-pris', message: t.champs.erreur('nom-deja-pris', t.champs.libelles.nom) }])
    throw erreur
  }
}

/** A set of the structure's own (HAB-09). @throws Refus of access and of the fields */
export const creerEnsemble = ({ db, t }: Pick<Milieu, 'db' | 't'>, qui: Qui, corps: unknown): Promise<Ensemble> =>
  sansDoublon(t, () =>
    db.transaction().execute(async (tx) => {
      const { structure, ...lu } = lire(t, SaisieEnsemble, corps)
      const e = { ...lu, profils: uniques(lu.profils) }
      const verrouillee = await entrer(tx, t, qui, structure)
      await juger(tx, t, qui, verrouillee, null, e)
      const { rows } = await sql<{
        id: string
      }>`insert into ensemble_profils (structure, nom)
        select ${verrouillee.id}::uuid, ${e.nom}
        where (select count(*) from ensemble_profils where structure = ${verrouillee.id}::uuid) < ${MAXIMUM}
        returning id`.execute(tx)
      if (!rows[0]) throw refusDeChamps(t, [{ champ: 'nom', code: 'trop-d-ensembles', message: t.droits.ensembles.refus.maximum(MAXIMUM) }])
      await poser(tx, t, rows[0].id, verrouillee.id, e)
      await journaliser(tx, {
        chaine: verrouillee.id,
        auteur: qui.id,
        evenement: 'ensemble.creer:effective',
        contenu: { avant: RIEN, apres: enJournal(e) },
      })
      return (await lireEnsemble(tx, rows[0].id))!
    }),
  )

/** What is under the lock; the portal's own are not changed here. */
async function entrerPour(tx: Tx, t: Milieu['t'], qui: Qui, id: string) {
  const vu = await lireEnsemble(tx, id)
  if (!vu) throw refus(t, 'introuvable')
  if (vu.structure === null)
    throw refus(t, 'acces-refuse', { raison: t.droits.ensembles.refus.duPortail, remede: t.droits.ensembles.refus.duPortailRemede })
  const structure = await entrer(tx, t, qui, vu.structure)
  const avant = await lireEnsemble(tx, id)
  if (!avant) throw refus(t, 'introuvable')
  return { structure, avant }
}

/** Changes what is said of it; the rest stays. Rights granted with it do not move. */
export const modifierEnsemble = ({ db, t }: Pick<Milieu, 'db' | 't'>, qui: Qui, id: string, corps: unknown): Promise<Ensemble> =>
  sansDoublon(t, () =>
    db.transaction().execute(async (tx) => {
      const { structure, avant } = await entrerPour(tx, t, qui, id)
      const lu = lire(t, SaisieModification, corps)
      const dits = Object.fromEntries(Object.entries(lu).filter(([, v]) => v !== undefined)) as Partial<Contenu>
      const apres: Contenu = {
        nom: avant.nom,
        description: avant.description,
        parDefaut: avant.parDefaut,
        profils: avant.profils,
        ...dits,
        ...(dits.profils ? { profils: uniques(dits.profils) } : {}),
      }
      await juger(tx, t, qui, structure, avant, apres)
      const [ancien, nouveau] = [enJournal(avant), enJournal(apres)]
      const changes = Object.keys(nouveau).filter((n) => ancien[n] !== nouveau[n])
      if (!changes.length) return avant
      await poser(tx, t, id, structure.id, apres)
      const garder = (e: Record<string, unknown>) => Object.fromEntries(changes.map((n) => [n, e[n]]))
      await journaliser(tx, {
        chaine: structure.id,
        auteur: qui.id,
        evenement: 'ensemble.modifier:effective',
        contenu: { ensemble: { id, nom: avant.nom }, avant: garder(ancien), apres: garder(nouveau) },
      })
      return (await lireEnsemble(tx, id))!
    }),
  )

/** What was granted with it stays granted. */
export const supprimerEnsemble = ({ db, t }: Pick<Milieu, 'db' | 't'>, qui: Qui, id: string): Promise<Ensemble> =>
  db.transaction().execute(async (tx) => {
    const { structure, avant } = await entrerPour(tx, t, qui, id)
    await juger(tx, t, qui, structure, avant, { ...avant, parDefaut: false })
    await sql`delete from ensemble_profils where id = ${id}::uuid`.execute(tx)
    await journaliser(tx, {
      chaine: structure.id,
      auteur: qui.id,
      evenement: 'ensemble.supprimer:effective',
      contenu: { avant: enJournal(avant), apres: RIEN },
    })
    return avant
  })

/** « Ce que reçoit un nouveau rattachement » (PLUS-02): one of the structure's sets; null: the portal's. */
export const choisirDefaut = ({ db, t }: Pick<Milieu, 'db' | 't'>, qui: Qui, structure: string, ensemble: string | null): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const verrouillee = await entrer(tx, t, qui, structure)
    const choisi = ensemble ? await lireEnsemble(tx, ensemble) : null
    if (ensemble && choisi?.structure !== verrouillee.id)
      throw refusDeChamps(t, [
        { champ: 'ensemble', code: 'choix-invalide', message: t.champs.erreur('choix-invalide', t.champs.libelles.ensemble) },
      ])
    if (choisi) await juger(tx, t, qui, verrouillee, null, { ...choisi, parDefaut: true })
    const { rows } = await sql<{
      nom: string
    }>`update ensemble_profils
      set par_defaut = false
      where structure = ${verrouillee.id}::uuid and par_defaut and id is distinct from ${ensemble}::uuid
      returning nom`.execute(tx)
    const { rows: poses } =
      await sql`update ensemble_profils set par_defaut = true where id = ${ensemble}::uuid and not par_defaut returning id`.execute(tx)
    if (rows.length || poses.length)
      await journaliser(tx, {
        chaine: verrouillee.id,
        auteur: qui.id,
        evenement: 'ensemble.choisir-defaut:effective',
        contenu: { avant: { ensemble: rows[0]?.nom ?? null }, apres: { ensemble: choisi?.nom ?? null } },
      })
  })
