import { sql } from 'kysely'
import { accorderParDefaut, attacher, decider, poserDroits, qualitesSur, type DroitAPoser } from '#acces/index.ts'
import { prevenirRattache, prevenirSansEffet } from '#app/organisation/rattachements/courriels.ts'
import { jsonService, jsonStructure, type Ligne } from '#app/organisation/rattachements/references.ts'
import { journaliser } from '#demandes/journal.ts'
import type { Milieu } from '#demandes/index.ts'
import { verrouillerStructures } from '#demandes/verrou.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { fr } from '#ui/textes/index.ts'

/** An address was verified: what was promised to it waits for this queue. */
export const FILE_ADRESSE_VERIFIEE = 'rattachement.adresse-verifiee'

/** In the transaction that verifies an address: what waits for it is taken up, whatever happens to this process. */
export const annoncerAdresseVerifiee = (tx: Tx | Db, milieu: Pick<Milieu, 'jobs'>, utilisateur: string) =>
  milieu.jobs.send(tx, FILE_ADRESSE_VERIFIEE, { utilisateur })

interface Attendue {
  id: string
  structure: string
}
interface Invitation extends Ligne {
  id: string
  adresse: string
  invitePar: string
  nomInvitant: string
  demande: number | null
  estPerimee: boolean
  serviceOuvert: boolean
  profils: { application: string; niveau: 1 | 2; fin?: string | null }[] | null
  utilisateur: string | null
}

/**
 * Takes up all that was promised to this person's address, if it is verified: each invitation in its own transaction, once, under its
 * structure's lock,
 * and only while whoever invited still governs there. @returns how many attachments came of it
 */
export async function accepterInvitations(programme: Omit<Milieu, 't'>, utilisateur: string): Promise<number> {
  const milieu = { ...programme, t: fr }
  const { rows } =
    await sql<Attendue>`select i.id, i.structure from invitation i join utilisateur u on u.adresse_electronique = i.adresse_electronique
    where u.id = ${utilisateur}::uuid and u.adresse_verifiee and u.est_actif and i.etat = 'en-attente' order by i.id`.execute(milieu.db)
  let faites = 0
  for (const attendue of rows) if (await milieu.db.transaction().execute((tx) => accepter(tx, milieu, attendue, utilisateur))) faites++
  return faites
}

/** At once, for whoever is signing in; what fails stops nobody: the job tries again. */
export const accepterMaintenant = (programme: Omit<Milieu, 't'>, utilisateur: string) =>
  accepterInvitations(programme, utilisateur).catch(() => annoncerAdresseVerifiee(programme.db, programme, utilisateur))

async function accepter(tx: Tx, milieu: Milieu, { id, structure }: Attendue, utilisateur: string): Promise<boolean> {
  await verrouillerStructures(tx, [structure])
  const { rows } =
    await sql<Invitation>`select i.id, i.adresse_electronique::text as adresse, i.invite_par, h.prenom || ' ' || h.nom as nom_invitant,
        i.demande, i.profils, i.expire_le <= maintenant() as est_perimee, i.service is null or v.statut = 'ACTIF' as service_ouvert,
        ${jsonStructure('s')} as structure, ${jsonService('v')} as service,
        (select u.id
          from utilisateur u
          where u.id = ${utilisateur}::uuid and u.adresse_electronique = i.adresse_electronique and u.adresse_verifiee and u.est_actif) as utilisateur
      from invitation i
      join structure s on s.id = i.structure
      join utilisateur h on h.id = i.invite_par
      left join service v on v.id = i.service
      where i.id = ${id}::uuid and i.etat = 'en-attente' for update of i`.execute(tx)
  const i = rows[0]
  if (!i?.utilisateur) return false
  if (i.estPerimee) return terminer(tx, i, 'expiree')
  const motif = i.serviceOuvert ? await empechement(tx, i) : 'service-ferme'
  if (motif) {
    await terminer(tx, i, 'sans-effet', motif)
    await prevenirSansEffet(tx, milieu, {
      invitePar: i.invitePar,
      adresse: i.adresse,
      ligne: i,
      motif: fr.rattachements.invitations.motifs[motif] ?? motif,
      id,
    })
    return false
  }
  const qui = { utilisateur, structure, service: i.service?.id ?? null, demande: i.demande }
  if (await attacher(tx, qui)) await accorder(tx, i, qui)
  await terminer(tx, i, 'acceptee', null, utilisateur)
  await prevenirRattache(tx, milieu, { utilisateur, par: i.nomInvitant, lignes: [i], cle: `invitation:${id}` })
  return true
}

/** Whoever invited must govern still, as on the day: « Organisation modification », and the role itself to grant it. */
async function empechement(tx: Tx, i: Invitation): Promise<string | null> {
  const decision = await decider(tx, {
    utilisateur: i.invitePar,
    structure: i.structure.id,
    service: i.service?.id ?? null,
    application: 'organisation',
    niveau: 'modification',
  })
  if (!decision.oui)
    return decision.raison === 'structure-inactive'
      ? 'structure-inactive'
      : decision.raison === 'service-inactif'
        ? 'service-ferme'
        : 'droit-perdu'
  const accordeLaGestion = i.profils?.some((p) => p.application === 'organisation' && p.niveau === 2)
  return accordeLaGestion && !(await qualitesSur(tx, i.invitePar, [i.structure.id])).size ? 'droit-perdu' : null
}

async function accorder(
  tx: Tx,
  { profils }: Invitation,
  qui: { utilisateur: string; structure: string; service: string | null; demande: number | null },
) {
  if (!profils) return accorderParDefaut(tx, qui)
  const { rows } = await sql<{ ici: Date }>`select maintenant() as ici`.execute(tx)
  const droits = profils.map((p): DroitAPoser => ({
    utilisateur: qui.utilisateur,
    structure: qui.structure,
    service: qui.service,
    application: p.application,
    niveau: p.niveau,
    fin: p.fin ?? null,
  }))
  await poserDroits(tx, droits, { demande: null, quand: rows[0]!.ici })
}

async function terminer(
  tx: Tx,
  i: Invitation,
  etat: 'acceptee' | 'expiree' | 'sans-effet',
  motif: string | null = null,
  auteur: string | null = null,
): Promise<false> {
  await sql`update invitation set etat = ${etat}, terminee_le = maintenant(), motif = ${motif} where id = ${i.id}::uuid`.execute(tx)
  await journaliser(tx, {
    chaine: i.structure.id,
    auteur,
    demande: i.demande,
    evenement: `invitation.${etat}`,
    contenu: {
      apres: { adresseElectronique: i.adresse, ...(i.service ? { codeService: i.service.code } : {}) },
      ...(motif ? { motif } : {}),
    },
  })
  return false
}
