import { sql } from 'kysely'
import { decider } from '#acces/index.ts'
import { listerPage, parInstant, parMot, type FiltrePage } from '#app/listes/lister.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import { DUREE, FILE_INVITATIONS } from '#app/organisation/rattachements/inviter.ts'
import {
  jsonService,
  jsonStructure,
  jsonUtilisateur,
  type RefS,
  type RefSv,
  type RefU,
} from '#app/organisation/rattachements/references.ts'
import { refusRattachement } from '#app/organisation/rattachements/refus.ts'
import { refus, type Milieu } from '#demandes/index.ts'
import { journaliser } from '#demandes/journal.ts'
import { refusAcces } from '#demandes/refus.ts'
import { verrouillerStructure } from '#demandes/verrou.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import { violatedConstraint } from '#platform/database/errors.ts'
import type { Db } from '#platform/database/open.ts'

export const ETATS_INVITATION = ['en-attente', 'acceptee', 'annulee', 'expiree', 'sans-effet'] as const
export const TRIS_INVITATIONS = ['-creeLe', 'creeLe', 'adresseElectronique', '-adresseElectronique', 'expireLe', '-expireLe'] as const

export interface Invitation {
  id: string
  adresseElectronique: string
  structure: RefS
  service: RefSv | null
  invitePar: RefU
  etat: (typeof ETATS_INVITATION)[number]
  creeLe: Date
  envoyeeLe: Date | null
  envois: number
  /** Why the last mail did not leave. */
  echec: string | null
  expireLe: Date
  termineeLe: Date | null
  motif: string | null
}

/** An invitation past its time is so at once, whenever its row is swept. */
const ETAT = sql`case when i.etat = 'en-attente' and i.expire_le <= maintenant() then 'expiree' else i.etat end`
const COLONNES = sql`i.id, i.adresse_electronique::text as adresse_electronique, ${jsonStructure('s')} as structure,
    ${jsonService('v')} as service, ${jsonUtilisateur('h')} as invite_par, ${ETAT} as etat, i.cree_le, i.envoyee_le, i.envois, i.echec,
    i.expire_le, i.terminee_le, i.motif`
const DEPUIS = sql`invitation i
  join structure s on s.id = i.structure
  join utilisateur h on h.id = i.invite_par
  left join service v on v.id = i.service`
/** Of structures and services whose people this person governs now. */
const GEREES = (u: string) => sql`exists (select from habilitation g
      join rattachement r on r.utilisateur = g.utilisateur and r.structure = g.structure and r.retire_le is null
        and r.periode @> maintenant()
      where g.utilisateur = ${u}::uuid and g.structure = i.structure and g.application = 1 and g.niveau = 2 and g.retiree_le is null
        and g.periode @> maintenant() and (g.service is null or g.service = i.service) and (r.service is null or r.service = i.service))`

export interface FiltreInvitations extends FiltrePage {
  etat?: string | undefined
  structure?: string | undefined
  recherche?: string | undefined
}

/** The invitations sent for what one governs, by whomever. Two statements. */
export function listerInvitations(db: Db, utilisateur: string, f: FiltreInvitations): Promise<PageDeListe<Invitation>> {
  const cherche = f.recherche?.trim() || null
  return listerPage<Invitation>(
    db,
    {
      colonnes: COLONNES,
      depuis: DEPUIS,
      unique: { colonne: sql`i.id`, type: 'uuid' },
      defaut: '-creeLe',
      tris: {
        creeLe: parInstant(sql`i.cree_le`),
        adresseElectronique: parMot(sql`i.adresse_electronique::text collate "C"`),
        expireLe: parInstant(sql`i.expire_le`),
      },
      // The structures first: the index is theirs.
      ou: sql`i.structure in (select g.structure
            from habilitation g
            where g.utilisateur = ${utilisateur}::uuid and g.application = 1 and g.niveau = 2 and g.retiree_le is null)
          and ${GEREES(utilisateur)} and (${f.structure ?? null}::uuid is null or i.structure = ${f.structure ?? null}::uuid)
          and (${f.etat ?? null}::text is null or ${ETAT} = ${f.etat ?? null})
          and (${cherche}::text is null or strpos(i.adresse_electronique::text, lower(${cherche})) > 0
              or strpos(plier(nom_structure(s)), ${motPlie(cherche)}) > 0)`,
    },
    f,
  )
}

export async function lireInvitation(db: Db, id: string): Promise<Invitation> {
  return (await sql<Invitation>`select ${COLONNES} from ${DEPUIS} where i.id = ${id}::uuid`.execute(db)).rows[0]!
}

const REPOS_SECONDES = 60

/** Sends it again, for thirty more days: the same link. @throws Refus introuvable, acces-refuse, invitation-deja-terminee, trop-de-requetes */
export const renvoyerInvitation = (milieu: Milieu, id: string, qui: { id: string }) => agir(milieu, id, qui, 'renvoyee')

/** Takes it back: its link opens nothing any more. @throws Refus introuvable, acces-refuse, invitation-deja-terminee */
export const annulerInvitation = (milieu: Milieu, id: string, qui: { id: string }) => agir(milieu, id, qui, 'annulee')

async function agir(milieu: Milieu, id: string, qui: { id: string }, geste: 'renvoyee' | 'annulee'): Promise<Invitation> {
  const { t, db } = milieu
  const vise = (
    await sql<{ structure: string; service: string | null }>`select structure, service from invitation where id = ${id}::uuid`.execute(db)
  ).rows[0]
  if (!vise) throw refus(t, 'introuvable')
  try {
    await db.transaction().execute(async (tx) => {
      const structure = await verrouillerStructure(tx, vise.structure)
      const decision = await decider(tx, {
        utilisateur: qui.id,
        structure: vise.structure,
        service: vise.service,
        application: 'organisation',
        niveau: 'modification',
        memeInactive: geste === 'annulee',
      })
      // Of a colleague's service, one need not know that anybody was invited.
      if (!decision.oui)
        throw decision.raison === 'autre-service'
          ? refus(t, 'introuvable')
          : refusAcces(t, decision.raison, decision.le, structure?.gestionnaire ?? null)
      const { rows } = await sql<{
        etat: string
        attente: number | null
        adresse: string
        demande: number | null
        service: string | null
      }>`select etat, adresse_electronique::text as adresse, demande, (select code from service where id = i.service) as service,
          ceil(extract(epoch from envoyee_le + interval '${sql.raw(String(REPOS_SECONDES))} seconds' - maintenant()))::int as attente
        from invitation i
        where id = ${id}::uuid for update`.execute(tx)
      const i = rows[0]!
      if (!['en-attente', ...(geste === 'renvoyee' ? ['expiree'] : [])].includes(i.etat))
        throw refusRattachement(t, 'invitation-deja-terminee', {
          detail: t.rattachements.invitations.terminee(t.rattachements.invitations.etats[i.etat] ?? i.etat),
        })
      if (geste === 'annulee')
        await sql`update invitation set etat = 'annulee', terminee_le = maintenant() where id = ${id}::uuid`.execute(tx)
      else {
        if ((i.attente ?? 0) > 0)
          throw refusRattachement(t, 'trop-de-requetes', { detail: t.rattachements.invitations.repos, reessayerDans: i.attente! })
        await sql`update invitation
          set etat = 'en-attente', terminee_le = null, expire_le = maintenant() + interval '${sql.raw(DUREE)}'
          where id = ${id}::uuid`.execute(tx)
        await milieu.jobs.send(tx, FILE_INVITATIONS, { invitations: [id] })
      }
      await journaliser(tx, {
        chaine: vise.structure,
        auteur: qui.id,
        demande: i.demande,
        evenement: `invitation.${geste}`,
        contenu: { apres: { adresseElectronique: i.adresse, ...(i.service ? { codeService: i.service } : {}) } },
      })
    })
  } catch (erreur) {
    if (violatedConstraint(erreur) === 'invitation_deja_en_attente') throw refusRattachement(t, 'invitation-deja-en-attente')
    throw erreur
  }
  return lireInvitation(db, id)
}
