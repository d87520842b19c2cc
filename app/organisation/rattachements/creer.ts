import { sql } from 'kysely'
import { z } from 'zod'
import { accorderParDefaut, attacher } from '#acces/index.ts'
import { adresseCanonique } from '#app/comptes/adresse.ts'
import { prevenirRattache } from '#app/organisation/rattachements/courriels.ts'
import { decrireCreation } from '#app/organisation/rattachements/decrire.ts'
import { inviter, limiterInvitations } from '#app/organisation/rattachements/inviter.ts'
import { idDe, jsonService, refStructure, type Ligne, type RefSv, type RefU } from '#app/organisation/rattachements/references.ts'
import { refusRattachement } from '#app/organisation/rattachements/refus.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { lieuDesUtilisateurs } from '#app/organisation/utilisateurs/lieu.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import type { Perimetre } from '#demandes/definir.ts'
import { definirDemande } from '#demandes/index.ts'
import { code, phraseDuChamp, texteLibre } from '#demandes/validation.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

const MAX_LIGNES = 100
const RefService = reference().nullish().meta({ description: 'Identifiant (UUID) du service ; absent : maille structure.' })
const SAISIE = z.strictObject({
  structure: RefStructure.optional(),
  service: RefService,
  lignes: z
    .array(z.strictObject({ structure: RefStructure, service: RefService }))
    .min(1, code('champ-manquant'))
    .max(MAX_LIGNES, code('trop-de-lignes', MAX_LIGNES))
    .optional(),
  utilisateur: reference().optional(),
  adresseElectronique: z.string(code('champ-invalide')).trim().max(254, code('trop-long', 254)).optional(),
  commentaire: texteLibre(500),
})
interface Gardee {
  utilisateur: RefU | null
  adresseElectronique: string
  lignes: Ligne[]
}

/** UTI-02: attaches at once, to several structures and services, all or none; an address without a verified account is invited. */
export const creerRattachement = definirDemande({
  type: 'rattachement.creer',
  saisie: SAISIE,
  acces: { profil: 'organisation.modification', sur: 'structure', ouService: true },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDesUtilisateurs,
  decrire: decrireCreation,
  personnes: true,
  prevenus(_db, { saisie }) {
    const { utilisateur, adresseElectronique } = saisie as unknown as Gardee
    return [utilisateur ?? { adresse: adresseElectronique, quoi: 'invitation' }]
  },
  perimetres: lignesDuCorps,
  controler,

  async examiner(tx, { t, saisie, lus, auteur }) {
    const adresse = adresseCanonique(saisie.adresseElectronique)
    const sansAdresse = !saisie.utilisateur && !adresse && lus('utilisateur', 'adresseElectronique')
    const nommees = lus('structure', 'service') ? lignesDuCorps(saisie).map((l, i) => ({ ...(l as LigneDemandee), rang: i })) : []
    const demandees = sansDoublon(nommees.filter((l) => l.structure))
    const { personne, lignes } = await situer(tx, { id: saisie.utilisateur ?? null, adresse, auteur: auteur.id, lignes: demandees })
    const inconnu = { champ: 'utilisateur', code: 'utilisateur-inconnu', message: t.rattachements.rattacher.utilisateurInconnu }
    return {
      erreurs: [
        ...(sansAdresse ? [erreur(t, 'adresseElectronique', 'adresse-electronique-invalide')] : []),
        ...(saisie.utilisateur && !personne?.estConnue ? [inconnu] : []),
        ...demandees.flatMap((l, i) =>
          l.service && !lignes[i]!.service ? [erreur(t, saisie.lignes ? `lignes.${l.rang}.service` : 'service', 'service-inconnu')] : [],
        ),
      ],
      vu: { adresse, demandees, personne, lignes },
    }
  },

  async preparer(tx, { t, saisie, structures, auteur, simulation, vu: { adresse, demandees, personne, lignes } }) {
    const gardees = demandees.map((l, i): Ligne => ({
      structure: refStructure(structures.find((s) => s.id === l.structure.toLowerCase())!),
      service: lignes[i]!.service,
    }))
    refuserDeja(t, personne, gardees, lignes)
    if (!personne) await limiterInvitations(tx, t, auteur.id)
    // Who holds an address is told once it is done, with the person's knowledge; a check tells it of colleagues only.
    const dite = personne && (personne.estConnue || !simulation) ? refU(personne) : null
    return {
      concerne: dite?.id ?? null,
      service: seul(gardees),
      saisie: {
        commentaire: saisie.commentaire ?? null,
        utilisateur: dite,
        adresseElectronique: personne && saisie.utilisateur ? personne.adresseElectronique : adresse!,
        lignes: gardees,
      },
    }
  },

  async appliquer(tx, { milieu, demande, saisie, auteur }) {
    const { utilisateur, adresseElectronique, lignes } = saisie as unknown as Gardee
    if (!utilisateur)
      return {
        resultat: {
          invitations: await inviter(tx, milieu, {
            adresse: adresseElectronique,
            invitePar: auteur.id,
            demande,
            lignes: lignes.map((l) => ({ structure: l.structure.id, service: l.service?.id ?? null })),
          }),
        },
      }
    for (const l of lignes) {
      const qui = { utilisateur: utilisateur.id, structure: l.structure.id, service: l.service?.id ?? null, demande }
      if (!(await attacher(tx, qui)))
        throw refusRattachement(milieu.t, (await estClos(tx, qui.utilisateur)) ? 'compte-inactif' : 'deja-rattache')
      await accorderParDefaut(tx, qui)
    }
    await prevenirRattache(tx, milieu, {
      utilisateur: utilisateur.id,
      par: `${auteur.prenom} ${auteur.nom}`,
      lignes,
      cle: `rattachement:${demande}`,
    })
    return { resultat: { rattachements: lignes.length } }
  },
})

/** Closed since it was looked at, in the same instant. */
const estClos = async (tx: Tx, utilisateur: string) =>
  (await sql`select from utilisateur where id = ${utilisateur}::uuid and not est_actif`.execute(tx)).rows.length > 0

interface LigneDemandee {
  structure: string
  service: string | null
}

/** Also of what was kept, where references are objects. */
function lignesDuCorps(corps: Record<string, unknown>): Perimetre[] {
  const lignes = Array.isArray(corps.lignes) ? (corps.lignes as unknown[]).slice(0, MAX_LIGNES) : [corps]
  return lignes.map((l) => ({
    structure: idDe((l as Perimetre | null)?.structure),
    service: idDe((l as Perimetre | null)?.service) ?? null,
  }))
}

const sansDoublon = <L extends LigneDemandee>(lignes: L[]) => [
  ...new Map(lignes.map((l) => [`${l.structure}/${l.service}`.toLowerCase(), l])).values(),
]
const seul = (lignes: Ligne[]) => (lignes.length === 1 ? (lignes[0]!.service?.id ?? null) : null)
const refU = ({ id, prenom, nom, adresseElectronique }: RefU): RefU => ({ id, prenom, nom, adresseElectronique })
const erreur = (t: Textes, champ: string, code: string): ErreurChamp => ({
  champ,
  code,
  message: phraseDuChamp(t, champ, code),
})

function controler(corps: Record<string, unknown>, t: Textes): ErreurChamp[] {
  const dit = (n: string) => corps[n] !== undefined && corps[n] !== null
  const enTrop = [
    ...(dit('lignes') ? ['structure', 'service'].filter(dit) : []),
    ...(dit('utilisateur') && dit('adresseElectronique') ? ['adresseElectronique'] : []),
  ]
  return [
    ...(dit('utilisateur') || (dit('adresseElectronique') && corps.adresseElectronique !== '')
      ? []
      : [erreur(t, 'adresseElectronique', 'champ-manquant')]),
    ...enTrop.map((champ) => ({ champ, code: 'champ-inconnu', message: t.champs.erreur('champ-inconnu', champ) })),
  ]
}

interface Situation {
  /** `estConnue`: attached to a structure of the author's. */
  personne: (RefU & { estConnue: boolean }) | null
  lignes: { service: RefSv | null; deja: boolean; invitee: boolean }[]
}

/** Everything that several lines are judged by, in one statement. A verified, active account only: another address is invited. */
async function situer(
  tx: Tx,
  q: { id: string | null; adresse: string | null; auteur: string; lignes: LigneDemandee[] },
): Promise<Situation> {
  const { rows } = await sql<Situation>`with p as (select u.id, u.prenom, u.nom, u.adresse_electronique::text as "adresseElectronique",
            exists (select from rattachement a
              join rattachement b on b.structure = a.structure
              where a.utilisateur = u.id and b.utilisateur = ${q.auteur}::uuid and a.retire_le is null and a.periode @> maintenant()
                and b.retire_le is null and b.periode @> maintenant()) as "estConnue"
          from utilisateur u
          where u.est_actif and u.adresse_verifiee and case when ${q.id}::uuid is not null then u.id = ${q.id}::uuid
            else u.adresse_electronique = ${q.adresse}::citext end)
      select (select row_to_json(p) from p) as personne,
        (select json_agg(json_build_object('service', ${jsonService('v')}, 'deja',
                    exists (select from rattachement r, p
                      where r.utilisateur = p.id and r.structure = l.structure and r.service is not distinct from l.service
                        and r.retire_le is null and r.periode @> maintenant()), 'invitee',
                    exists (select from invitation i
                      where i.adresse_electronique = ${q.adresse}::citext and i.structure = l.structure
                        and i.service is not distinct from l.service and i.etat = 'en-attente' and i.expire_le > maintenant()))
              order by l.rang)
          from unnest(${q.lignes.map((l) => l.structure)}::uuid[], ${q.lignes.map((l) => l.service)}::uuid[]) with ordinality l (structure,
                service, rang)
          left join service v on v.id = l.service and v.structure = l.structure and v.statut = 'ACTIF') as lignes`.execute(tx)
  return rows[0]!
}

/** @throws Refus naming the first line that stops all the others */
function refuserDeja(t: Textes, personne: Situation['personne'], gardees: Ligne[], vues: Situation['lignes']) {
  const ou = (i: number) => [nomDe(gardees[i]!.structure), gardees[i]!.service?.code ?? null] as const
  const deja = vues.findIndex((l) => l.deja)
  if (personne && deja >= 0)
    throw refusRattachement(t, 'deja-rattache', {
      detail: t.rattachements.rattacher.deja(`${personne.prenom} ${personne.nom}`, ...ou(deja)),
    })
  const invitee = personne ? -1 : vues.findIndex((l) => l.invitee)
  if (invitee >= 0)
    throw refusRattachement(t, 'invitation-deja-en-attente', {
      detail: t.rattachements.rattacher.invitee(...ou(invitee)),
      remede: {
        libelle: t.rattachements.invitations.titre,
        href: `/organisation/utilisateurs/invitations?structure=${gardees[invitee]!.structure.id}`,
      },
    })
}
