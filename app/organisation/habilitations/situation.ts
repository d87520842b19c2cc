import { sql } from 'kysely'
import { revient, suit } from '#acces/index.ts'
import type { LigneSaisie, NomNiveau } from '#app/organisation/habilitations/saisie.ts'
import type { Db, Tx } from '#platform/database/open.ts'

interface RefU {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
}
interface RefS {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
  libelle?: string | null
}
interface RefSv {
  id: string
  code: string
  nom: string
}

/** A line as it is kept in a demande, so that it can be read without look-ups. */
export interface Ligne {
  utilisateur: RefU
  structure: RefS
  service: RefSv | null
  application: string
  avant: NomNiveau | null
  apres: NomNiveau | null
  debut: string | null
  fin: string | null
  /** What comes back at its end, and until when. */
  retour?: { profil: NomNiveau; fin: string | null } | null
}

/** Of one line asked: who and what it names, what is held there now, and what is programmed. */
export interface Situation {
  utilisateur: RefU | null
  structure: RefS | null
  service: (RefSv & { estSupprime: boolean }) | null
  niveaux: number | null
  estRattache: boolean
  niveau: 1 | 2 | null
  /** Of what is held: its end, if it has one. */
  finActuelle: Date | null
  /** What comes back at that end, and until when. */
  retour: { niveau: 1 | 2; fin: string | null } | null
  /** A change that has not happened yet, and the demande it comes from; null number: its demande is done, the right begins later. */
  programme: { niveau: number | null; fin: string | null; demande: number | null; numero: string | null } | null
  /** The hours asked for, in the domain's time. */
  debut: Date | null
  fin: Date | null
  maintenant: Date
}

/** A line, and what it is about as it is now. */
export interface LigneSituee {
  l: LigneSaisie
  s: Situation
}

/** A day alone begins, or ends, at midnight in Paris; today has begun already. */
const debutDe = sql`case when l.debut ~ '^\\d{4}-\\d\\d-\\d\\d$' then case when l.debut::date = (m.ici at time zone 'Europe/Paris')::date
      then null else l.debut::date::timestamp at time zone 'Europe/Paris' end else l.debut::timestamptz end`
const finDe = sql`case when l.fin ~ '^\\d{4}-\\d\\d-\\d\\d$' then (l.fin::date + 1)::timestamp at time zone 'Europe/Paris' else l.fin::timestamptz end`

/** A day stays a day; an instant is written as the database reads any of them. */
const instant = (v: string | null) => (v === null || v.length === 10 ? v : new Date(v).toISOString())

/** The situation of every line, in their order: one statement whatever their number. */
export async function lireSituations(tx: Tx | Db, lignes: LigneSaisie[]): Promise<Situation[]> {
  const posees = lignes.map((l, rang) => ({
    rang,
    utilisateur: l.utilisateur || null,
    structure: l.structure || null,
    service: l.service,
    application: l.application,
    debut: instant(l.debut),
    fin: instant(l.fin ?? null),
  }))
  const { rows } = await sql<Situation>`/* @situations */ with l as (select *
          from jsonb_to_recordset(${JSON.stringify(posees)}::jsonb) as x (rang int, utilisateur uuid, structure uuid, service uuid,
                application text, debut text, fin text)),
        m as (select maintenant() as ici offset 0)
      select case when u.id is not null then json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique',
            u.adresse_electronique) end as utilisateur,
        case when s.id is not null then json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant,
            'raisonSociale', nom_structure(s), 'libelle', s.libelle) end as structure,
        case when v.id is not null then json_build_object('id', v.id, 'code', v.code, 'nom', v.nom, 'estSupprime', v.statut = 'SUPPRIME')
          end as service, a.niveaux, h.niveau, upper(h.periode) as fin_actuelle,
        case when r.id is not null then json_build_object('niveau', r.niveau, 'fin', upper(r.periode)) end as retour, u.est_actif
        and exists (select from rattachement r
          where r.utilisateur = u.id and r.structure = s.id and (r.service is null or r.service = l.service) and r.retire_le is null
            and r.periode @> m.ici) as est_rattache,
        case when f.id is not null then json_build_object('niveau', f.niveau, 'fin', upper(f.periode), 'demande', d.id, 'numero', d.numero)
        when h.terminee_par is not null then json_build_object('niveau', null, 'fin', null, 'demande', h.terminee_par, 'numero', h.numero)
          end as programme, ${debutDe} as debut, ${finDe} as fin, m.ici as maintenant
      from m
      cross join l
      left join utilisateur u on u.id = l.utilisateur
      left join structure s on s.id = l.structure
      left join service v on v.id = l.service and v.structure = s.id
      left join application a on a.code = l.application
      left join lateral (select x.utilisateur, x.structure, x.service, x.application, x.niveau, x.periode, x.demande, e.id as terminee_par,
            e.numero
          from habilitation x
          left join demande e on e.id = x.terminee_par and e.etat = 'programmee' and e.effet_le > m.ici
          where x.utilisateur = u.id and x.structure = s.id and x.service is not distinct from l.service and x.application = a.id
            and x.retiree_le is null and x.periode @> m.ici) h on true
      left join lateral (select x.id, x.niveau, x.periode, x.demande
          from habilitation x
          where x.utilisateur = u.id and x.structure = s.id and x.service is not distinct from l.service and x.application = a.id
            and x.retiree_le is null and lower(x.periode) > m.ici and (${suit('x', 'h')}) is not true
          order by lower(x.periode)
          limit 1) f on true
      left join habilitation r on ${revient('r', 'h')}
      left join demande d on d.id = f.demande and d.etat = 'programmee' and d.effet_le > m.ici
      order by l.rang`.execute(tx)
  return rows
}
