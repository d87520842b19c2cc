import { sql } from 'kysely'
import type { Role } from '#app/demandes/avis.messages.ts'
import { definitionDe, type Auteur, type Demande, type Prevenu } from '#demandes/definir.ts'
import type { Moment } from '#demandes/notifier.ts'
import type { Recu } from '#demandes/recu.ts'
import { unseen } from '#platform/database/arrays.ts'
import type { Db } from '#platform/database/open.ts'

/**
 * Who is told of what: those who decide, of what waits for them; the author of what becomes of it; the gestionnaire principal and whom it
 * concerns, of what changes.
 */
const ROLES: Record<Moment, Role[]> = {
  recue: ['auteur', 'gestionnaire', 'concerne'],
  'a-decider': ['decideur'],
  rappel: ['decideur'],
  approuvee: ['auteur', 'concerne'],
  refusee: ['auteur'],
  expiree: ['auteur'],
  effective: ['auteur', 'gestionnaire', 'concerne'],
  annulee: ['auteur', 'gestionnaire', 'concerne'],
  echouee: ['auteur', 'gestionnaire', 'concerne'],
}
/** Told by a mail of their own, with what they may now do. */
const CONCERNE_PREVENU_AILLEURS = ['rattachement.creer', 'rattachement.terminer']

/** Whom the common mails tell at this moment. */
export const rolesDe = (type: string, moment: Moment, attend: boolean): Role[] =>
  moment === 'recue' && attend
    ? ['auteur']
    : CONCERNE_PREVENU_AILLEURS.includes(type)
      ? ROLES[moment].filter((r) => r !== 'concerne')
      : ROLES[moment]

/** Everybody whom this demande, simulated, will tell: by the common mails, by its own, and of what it cancels. Its author comes first. */
export async function lirePrevenus(db: Db, definition: Demande, recu: Recu): Promise<Prevenu[]> {
  const { auteur } = recu
  if (definition.approbation !== 'aucune') return [auteur, { quoi: 'decideurs' }]
  const { type, saisie, structure } = recu
  const annulees = await lireAnnulees(db, (recu.resultat?.demandesAnnulees as string[] | undefined) ?? [])
  const propres = await Promise.all(
    [{ definition, auteur, structure: structure?.id ?? null, saisie }, ...annulees.filter((a) => a.definition?.avisPropre)].map(
      async (d) => (await d.definition?.prevenus?.(db, d)) ?? [],
    ),
  )
  const de = { auteur: [auteur.id], gestionnaire: [recu.gestionnaire?.id], concerne: concernees(recu), decideur: [] }
  const communs = await nommer(
    db,
    [auteur, ...(recu.gestionnaire ? [recu.gestionnaire] : [])],
    [
      ...(definition.avisPropre ? [] : rolesDe(type, 'effective', false).flatMap<string | null | undefined>((r) => de[r])),
      ...annulees.filter((a) => !a.definition?.avisPropre).flatMap((a) => [a.auteur.id, a.gestionnaire, ...concernees(a)]),
    ],
    [...autresStructures(recu, structure?.id), ...annulees.flatMap((a) => autresStructures(a, a.structure))],
  )
  const vus = new Set<string>()
  return [...propres.flat(), ...communs]
    .toSorted((a, b) => rang(a, auteur.id) - rang(b, auteur.id))
    .filter((p) => {
      const cle = 'id' in p ? p.id : 'adresse' in p ? p.adresse : p.quoi
      return !vus.has(cle) && vus.add(cle)
    })
}

/** A right that changes, or an attachment of the one person it is about, as its demande keeps it. */
interface Ligne {
  utilisateur?: { id: string }
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; libelle?: string | null }
}

/** What a demande changes line by line, of several people or in several structures; nothing of a demande of another kind. */
export const lignesDe = ({ type, saisie }: Pick<Recu, 'type' | 'saisie'>) =>
  type.startsWith('habilitation.') || type === 'rattachement.creer' ? ((saisie.lignes ?? []) as Ligne[]) : []

/** The other structures that it names: the gestionnaire principal of each is told too. */
const autresStructures = (d: Pick<Recu, 'type' | 'saisie'>, premiere: string | null | undefined) =>
  lignesDe(d).flatMap(({ structure: { id } }) => (id === premiere ? [] : [id]))

/** The one person it is about, or each of those whose rights it changes together. */
const concernees = (d: Pick<Recu, 'type' | 'concerne' | 'saisie'>) =>
  d.concerne ? [d.concerne] : lignesDe(d).flatMap((l) => l.utilisateur?.id ?? [])

/** Oneself, then people, then addresses. */
const rang = (p: Prevenu, soi: string) => ('id' in p ? (p.id === soi ? 0 : 1) : 2)

interface Annulee {
  definition: Demande | undefined
  type: string
  auteur: Auteur
  structure: string | null
  saisie: Record<string, unknown>
  gestionnaire: string | null
  concerne: string | null
}

/** What is cancelled with it tells its own people so; by mails of its own, where it has an answer at each moment. */
async function lireAnnulees(db: Db, numeros: string[]): Promise<Annulee[]> {
  if (!numeros.length) return []
  const { rows } = await sql<Omit<Annulee, 'definition'>>`/* @prevenus-annulees */
    select d.type, json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as auteur,
      d.structure, d.saisie, s.gestionnaire_principal as gestionnaire, d.concerne
    from demande d
    join utilisateur u on u.id = d.auteur
    left join structure s on s.id = d.structure
    where d.numero = any(${unseen(numeros, 'text')})
    order by d.id`.execute(db)
  return rows.map((r) => ({ ...r, definition: definitionDe(r.type) })).filter((r) => r.definition?.avisPropre !== true)
}

type Personne = { id: string; prenom: string; nom: string }

/** These people, and the gestionnaire principal of these structures; those who are not known yet are read: most check pages ask nothing more. */
async function nommer(db: Db, connues: Personne[], ids: (string | null | undefined)[], structures: string[]): Promise<Personne[]> {
  const voulus = [...new Set(ids.filter((id) => id !== null && id !== undefined))]
  const inconnus = voulus.filter((id) => !connues.some((p) => p.id === id))
  if (!inconnus.length && !structures.length) return connues.filter((p) => voulus.includes(p.id))
  const { rows } = await sql<Personne>`/* @prevenus */ select id, prenom, nom from utilisateur where est_actif and id = any(array(
      select unnest(${unseen(inconnus, 'uuid')}) union select gestionnaire_principal from structure where id = any(${unseen(structures, 'uuid')})))
    order by array_position(${unseen(inconnus, 'uuid')}, id), nom, prenom`.execute(db)
  return [...connues.filter((p) => voulus.includes(p.id)), ...rows]
}
