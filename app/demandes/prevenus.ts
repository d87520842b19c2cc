import { sql } from 'kysely'
import type { Role } from '#app/demandes/avis.messages.ts'
import { definitionDe, type Auteur, type Demande, type Prevenu } from '#demandes/definir.ts'
import type { Moment } from '#demandes/notifier.ts'
import type { Recu } from '#demandes/recu.ts'
import { unseen } from '#platform/database/arrays.ts'
import type { Db } from '#platform/database/open.ts'

/** Who is told of what: those who decide, of what waits for them; the author of what becomes of it; the gestionnaire principal and whom it concerns, of what changes. */
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
  )
  const vus = new Set<string>()
  return [...propres.flat(), ...communs]
    .toSorted((a, b) => rang(a, auteur.id) - rang(b, auteur.id))
    .filter((p) => {
      const cle = 'id' in p ? p.id : 'adresse' in p ? p.adresse : p.quoi
      return !vus.has(cle) && vus.add(cle)
    })
}

/** A right that changes, as its demande keeps it. */
type LigneDeDroit = { utilisateur: { id: string }; structure: { id: string; raisonSociale: string; libelle?: string | null } }

/** The rights that a demande changes, each with its person; none of a demande of another kind. */
export const lignesDeDroits = ({ type, saisie }: Pick<Recu, 'type' | 'saisie'>) =>
  type.startsWith('habilitation.') ? ((saisie.lignes ?? []) as LigneDeDroit[]) : []

/** The one person it is about, or each of those whose rights it changes together. */
const concernees = (d: Pick<Recu, 'type' | 'concerne' | 'saisie'>) =>
  d.concerne ? [d.concerne] : lignesDeDroits(d).map((l) => l.utilisateur.id)

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
    select d.type, json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as auteur, d.structure, d.saisie, s.gestionnaire_principal as gestionnaire, d.concerne
    from demande d join utilisateur u on u.id = d.auteur left join structure s on s.id = d.structure where d.numero = any(${unseen(numeros, 'text')}) order by d.id`.execute(
    db,
  )
  return rows.map((r) => ({ ...r, definition: definitionDe(r.type) })).filter((r) => r.definition?.avisPropre !== true)
}

type Personne = { id: string; prenom: string; nom: string }

/** Those who are not known yet are read: most check pages ask nothing more. */
async function nommer(db: Db, connues: Personne[], ids: (string | null | undefined)[]): Promise<Personne[]> {
  const voulus = [...new Set(ids.filter((id) => id !== null && id !== undefined))]
  const inconnus = voulus.filter((id) => !connues.some((p) => p.id === id))
  const lues = inconnus.length
    ? (
        await sql<Personne>`/* @prevenus */ select id, prenom, nom from utilisateur where id = any(${unseen(inconnus, 'uuid')}) and est_actif`.execute(
          db,
        )
      ).rows
    : []
  const parId = new Map([...connues, ...lues].map((p) => [p.id, p]))
  return voulus.flatMap((id) => parId.get(id) ?? [])
}
