import { sql } from 'kysely'
import { decideDe, type Qualite } from '#acces/index.ts'
import { aDeciderPar, DECIDEES, type ApprobationEnListe } from '#app/organisation/approbations/lister.ts'
import { terminaisonPour } from '#demandes/recu.ts'
import type { Db } from '#platform/database/open.ts'

type Personne = { id: string; prenom: string; nom: string }

export interface ApprobationLue extends ApprobationEnListe {
  demandeur: Personne & { adresseElectronique: string }
  /** State and hour of the demande itself: approved, it may still wait for its hour. */
  etatDemande: string
  effetLe: Date | null
  rappels: number
  /** Of a cancelled one: when, why, by whom. */
  termineeLe: Date | null
  motifDAnnulation: string | null
  termineePar: Personne | null
  parUnePersonne: boolean
  decideeLe: Date | null
  decideePar: Personne | null
  qualite: Qualite | null
  motif: string | null
  /** Who decides now. */
  decideurs: (Personne & { qualite: Qualite })[]
  /** As what this reader decides for the structure; null: not at all. */
  maQualite: Qualite | null
  /** Its author reads it as a demande of theirs. */
  estAuteur: boolean
  /** Other profiles that the requester holds there now. */
  autresProfils: number
  /** What of the applications asked for they hold now, by code and service. */
  actuels: { application: string; service: string | null; niveau: number }[]
  /** The next one to decide. */
  suivante: string | null
}

/** One approval, whoever asks: the page decides who may read it. One statement. */
export async function lireApprobation(db: Db, numero: string, lecteur: string): Promise<ApprobationLue | null> {
  const { rows } =
    await sql<ApprobationLue>`select d.numero, a.type, a.etat, a.cree_le, a.expire_le, a.rappels, a.decidee_le, a.qualite, a.motif,
        d.saisie, d.etat as etat_demande, d.terminee_le, d.motif as motif_d_annulation, ${terminaisonPour(lecteur)}, d.effet_le,
        d.auteur = ${lecteur}::uuid as est_auteur, a.etat = 'demandee' and a.expire_le > maintenant() and q.ma is not null as peut_decider,
        q.ma as ma_qualite, coalesce(q.tous, '[]'::json) as decideurs,
        json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as demandeur,
        json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant, 'raisonSociale',
            nom_structure(s), 'libelle', s.libelle) as structure,
        case when v.id is not null then json_build_object('id', v.id, 'code', v.code, 'nom', v.nom) end as service,
        (select json_build_object('id', p.id, 'prenom', p.prenom, 'nom', p.nom) from utilisateur p where p.id = a.decidee_par) as decidee_par,
        coalesce((select json_agg(json_build_object('application', ap.code, 'service', h.service, 'niveau', h.niveau))
              from habilitation h
              join application ap on ap.id = h.application
              where h.utilisateur = d.auteur and h.structure = a.structure and h.retiree_le is null and h.periode @> maintenant()), '[]') as actuels,
        case when q.ma is not null then (select n.numero
          from approbation a
          join demande n on n.id = a.demande
          where a.structure in ${DECIDEES(lecteur)} and ${aDeciderPar(lecteur)} and a.demande <> d.id
          order by a.demande < d.id desc, a.demande desc
          limit 1) end as suivante
      from demande d
      join approbation a on a.demande = d.id
      join utilisateur u on u.id = d.auteur
      join structure s on s.id = a.structure
      left join service v on v.id = d.service
      left join lateral (select min(x.qualite) filter (where x.utilisateur = ${lecteur}::uuid) as ma,
            json_agg(json_build_object('id', p.id, 'prenom', p.prenom, 'nom', p.nom, 'qualite', x.qualite) order by x.qualite, p.nom) as tous
          from decideur x
          join utilisateur p on p.id = x.utilisateur
          where x.structure = a.structure and ${decideDe('d.auteur')}) q on true
      where d.numero = ${numero}`.execute(db)
  const lue = rows[0]
  if (!lue) return null
  const demandees = new Set(
    ((lue.saisie.lignes ?? []) as { application: string; service: { id: string } | null }[]).map(
      (l) => `${l.application} ${l.service?.id ?? ''}`,
    ),
  )
  return { ...lue, autresProfils: lue.actuels.filter((h) => !demandees.has(`${h.application} ${h.service ?? ''}`)).length }
}
