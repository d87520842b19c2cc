import { sql } from 'kysely'
import { z } from 'zod'
import { terminerRattachements } from '#acces/index.ts'
import { dernierOrganisationModification } from '#app/organisation/habilitations/dernier.ts'
import { prevenirDetache } from '#app/organisation/rattachements/courriels.ts'
import { decrireFin } from '#app/organisation/rattachements/decrire.ts'
import { annulerSesDemandes, SES_DEMANDES } from '#app/organisation/rattachements/ses-demandes.ts'
import {
  idDe,
  jsonService,
  jsonUtilisateur,
  refStructure,
  type RefS,
  type RefSv,
  type RefU,
} from '#app/organisation/rattachements/references.ts'
import { refusRattachement } from '#app/organisation/rattachements/refus.ts'
import { lieuDesUtilisateurs } from '#app/organisation/utilisateurs/lieu.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import { texteRequis } from '#demandes/validation.ts'
import type { Tx } from '#platform/database/open.ts'

/** UTI-04: ends an attachment at once, with what hangs from it; one's own too. */
export const terminerRattachement = definirDemande({
  type: 'rattachement.terminer',
  saisie: z.strictObject({
    structure: RefStructure,
    service: reference().nullish(),
    utilisateur: reference(),
    commentaire: texteRequis(500),
  }),
  acces: { profil: 'organisation.modification', sur: 'structure', memeInactive: true, ouService: true, ouSoi: true },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDesUtilisateurs,
  decrire: decrireFin,
  personnes: true,
  prevenus: (_db, { saisie }) => [saisie.utilisateur as RefU],
  perimetres: (corps) => [{ structure: idDe(corps.structure), service: idDe(corps.service), utilisateur: idDe(corps.utilisateur) }],

  async examiner(tx, { t, saisie: { utilisateur, service = null }, lus, structure }) {
    if (!utilisateur || !lus('service')) return { erreurs: [], vu: null }
    const vu = await situer(tx, { utilisateur, structure: structure!.id, service })
    const absent = { champ: 'utilisateur', code: 'utilisateur-non-rattache', message: t.rattachements.terminer.nonRattache }
    return { erreurs: vu?.rattachements.length ? [] : [absent], vu }
  },

  async preparer(tx, { t, saisie, structure, vu: situation }) {
    const s = structure!
    const vu = situation!
    const { service: sv = null, commentaire } = saisie
    if (!sv && s.gestionnairePrincipal === vu.utilisateur.id)
      throw refusRattachement(t, 'gestionnaire-principal', {
        remede: { libelle: t.rattachements.terminer.transferer, href: `/organisation/structures/${s.id}/transferer` },
      })
    if (!sv && vu.gere && (await dernierOrganisationModification(tx, [{ utilisateur: vu.utilisateur.id, structure: s.id }])).size)
      throw refus(t, 'dernier-organisation-modification')
    const service = sv ? (vu.rattachements.find((r) => r?.id === sv.toLowerCase()) ?? null) : null
    return {
      concerne: vu.utilisateur.id,
      service: service?.id ?? null,
      saisie: { utilisateur: vu.utilisateur, structure: refStructure(s), service, commentaire },
      avant: { profils: vu.profils },
      resultat: { services: sv ? [] : vu.rattachements.filter(Boolean), profils: vu.profils, demandesAnnulees: vu.demandes },
    }
  },

  async appliquer(tx, { milieu, demande, saisie, structure, auteur }) {
    const { utilisateur, service, commentaire } = saisie as unknown as {
      utilisateur: RefU
      structure: RefS
      service: RefSv | null
      commentaire: string
    }
    const qui = { utilisateur: utilisateur.id, structure: structure!.id, service: service?.id ?? null }
    const termines = await terminerRattachements(tx, { ...qui, motif: commentaire, demande })
    const annulees = await annulerSesDemandes(tx, milieu, {
      ...qui,
      sauf: demande,
      motif: milieu.t.rattachements.terminer.annulation,
      par: auteur.id,
    })
    if (utilisateur.id !== auteur.id)
      await prevenirDetache(tx, milieu, {
        utilisateur: utilisateur.id,
        par: `${auteur.prenom} ${auteur.nom}`,
        ligne: { structure: refStructure(structure!), service },
        motif: commentaire,
        demande,
      })
    return { resultat: { rattachements: termines.length, demandesAnnulees: annulees } }
  },
})

interface Situation {
  utilisateur: RefU
  /** The attachments that would end; null: the structure's own. */
  rattachements: (RefSv | null)[]
  /** What is held, as « factures-emises.consultation », with the service's code if it is for one. */
  profils: string[]
  demandes: string[]
  /** Holds « Organisation modification » on the whole structure. */
  gere: boolean
}

async function situer(tx: Tx, q: { utilisateur: string; structure: string; service: string | null }): Promise<Situation | null> {
  const { rows } = await sql<Situation>`select ${jsonUtilisateur('u')} as utilisateur,
      (select coalesce(json_agg(${jsonService('v')} order by v.code nulls first), '[]')
        from rattachement r
        left join service v on v.id = r.service
        where r.utilisateur = u.id and r.structure = ${q.structure}::uuid and (${q.service}::uuid is null or r.service = ${q.service}::uuid)
          and r.retire_le is null and r.periode @> maintenant()) as rattachements,
      (select coalesce(json_agg(a.code || case h.niveau when 2 then '.modification' else '.consultation' end
                  || coalesce(' (' || v.code || ')', '')
                order by v.code nulls first, a.id), '[]')
        from habilitation h
        join application a on a.id = h.application
        left join service v on v.id = h.service
        where h.utilisateur = u.id and h.structure = ${q.structure}::uuid and (${q.service}::uuid is null or h.service = ${q.service}::uuid)
          and h.retiree_le is null and h.periode @> maintenant()) as profils,
      exists (select from habilitation h
        where h.utilisateur = u.id and h.structure = ${q.structure}::uuid and h.service is null and h.application = 1 and h.niveau = 2
          and h.retiree_le is null and h.periode @> maintenant()) as gere,
      (select coalesce(json_agg(d.numero order by d.id), '[]') from demande d where ${SES_DEMANDES(q)}) as demandes
    from utilisateur u
    where u.id = ${q.utilisateur}::uuid`.execute(tx)
  return rows[0] ?? null
}
