import { sql } from 'kysely'
import { conclure } from '#app/organisation/habilitations/conclure.ts'
import { decrireDroits } from '#app/organisation/habilitations/decrire.ts'
import { controlerLignes, droitsDe, examinerLignes, lignesGardees, preparerLignes } from '#app/organisation/habilitations/definir.ts'
import { perimetresDesLignes, SaisieSupprimer } from '#app/organisation/habilitations/saisie.ts'
import type { Ligne } from '#app/organisation/habilitations/situation.ts'
import { effacerDroits, retirerDroits } from '#acces/index.ts'
import { lieuDesUtilisateurs } from '#app/organisation/utilisateurs/lieu.ts'
import { cloreSansEffet, definirDemande } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'

/** HAB-04: takes rights back; after the delay, or at once with what was programmed on the same lines. */
export const supprimerHabilitation = definirDemande({
  type: 'habilitation.supprimer',
  saisie: SaisieSupprimer,
  acces: { profil: 'organisation.modification', sur: 'structure', ouService: true },
  approbation: 'aucune',
  effet: 'habilitation',
  lieu: lieuDesUtilisateurs,
  decrire: decrireDroits,
  immediatSi: (saisie) => saisie.immediat === true,
  personnes: true,
  perimetres: perimetresDesLignes,
  controler: controlerLignes([['utilisateur'], ['profil', 'application', 'ensemble']]),

  examiner: (tx, e) => examinerLignes(tx, e, 'supprimer'),

  async preparer(tx, e) {
    const { preparation, lignes } = await preparerLignes(tx, e, 'supprimer')
    if (!e.saisie.immediat) return preparation
    const annulees = await programmeesSur(tx, lignes)
    return { ...preparation, resultat: { demandesAnnulees: annulees.map((d) => d.numero) } }
  },

  async inscrire(tx, { demande, quand, saisie, milieu, auteur }) {
    const lignes = lignesGardees(saisie)
    const immediat = saisie.immediat === true
    const annulees = immediat ? await programmeesSur(tx, lignes) : []
    for (const d of annulees) await cloreSansEffet(tx, milieu, d.id, 'annulee', milieu.t.habilitations.retiree, auteur.id)
    await retirerDroits(tx, droitsDe(lignes), { demande, quand, immediat })
    return immediat ? { resultat: { demandesAnnulees: annulees.map((d) => d.numero) } } : {}
  },
  appliquer: conclure,
  effacer: (tx, { demande }) => effacerDroits(tx, demande),
})

/** The programmed changes of these lines that touch no other: they are cancelled with them. Of those with other lines, only these are withdrawn. */
async function programmeesSur(tx: Tx, lignes: Ligne[]): Promise<{ id: number; numero: string }[]> {
  const cles = lignes.map((l) => ({
    utilisateur: l.utilisateur.id,
    structure: l.structure.id,
    service: l.service?.id ?? null,
    application: l.application,
  }))
  const { rows } = await sql<{
    id: number
    numero: string
  }>`with l as (select x.*, a.id as cle
        from jsonb_to_recordset(${JSON.stringify(cles)}::jsonb) as x (utilisateur uuid, structure uuid, service uuid, application text)
        join application a on a.code = x.application),
      d as (select distinct d.id, d.numero, d.saisie
        from l
        join habilitation h on h.utilisateur = l.utilisateur and h.structure = l.structure and h.application = l.cle
          and h.service is not distinct from l.service and h.retiree_le is null
        join demande d on d.id in (h.demande, h.terminee_par) and d.etat = 'programmee' and d.effet_le > maintenant()
          and d.type like 'habilitation.%')
    select d.id, d.numero
    from d
    where not exists (select from jsonb_array_elements(d.saisie->'lignes') e
        where not exists (select from l
            where l.utilisateur = (e->'utilisateur'->>'id')::uuid and l.structure = (e->'structure'->>'id')::uuid
              and l.service is not distinct from (e->'service'->>'id')::uuid and l.application = e->>'application'))
    order by d.id`.execute(tx)
  return rows
}
