import { codeDuProfil, memeLigne, revient, suit } from '#acces/index.ts'
import { sql, type RawBuilder } from 'kysely'
import { motPlie } from '#app/listes/mot-plie.ts'
import type { NomNiveau } from '#app/organisation/habilitations/saisie.ts'
import { COUNT_LIMIT, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const TRIS_HABILITATIONS = [
  'contact',
  '-contact',
  'structure',
  '-structure',
  'service',
  '-service',
  'statutService',
  '-statutService',
  'profil',
  '-profil',
  'debut',
  '-debut',
] as const
export const ETATS_HABILITATIONS = ['en-vigueur', 'programmee', 'terminee'] as const

export interface FiltreHabilitations {
  page?: number
  taille?: number
  tri?: string | undefined
  recherche?: string | undefined
  apres?: string | undefined
  utilisateur?: string | undefined
  structure?: string | undefined
  service?: string | undefined
  profil?: string | undefined
  /** Absent: what holds and what will, one row a line. */
  etat?: string | undefined
  /** These lines alone. */
  ids?: string[] | undefined
  /** One's own alone. */
  miennes?: boolean
}

export interface HabilitationEnListe {
  id: string
  utilisateur: { id: string; prenom: string; nom: string; adresseElectronique: string }
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; libelle?: string | null }
  service: { id: string; code: string; nom: string; statut: string } | null
  application: string
  niveau: 1 | 2
  /** How many the application has. */
  niveaux: number
  profil: string
  etat: (typeof ETATS_HABILITATIONS)[number]
  debut: Date
  /** When it ends, or ended. */
  fin: Date | null
  /** What comes back at its end, and until when. */
  retour: { profil: string; fin: Date | null } | null
  /** Not in force yet, or about to end: by which demande and when; `avant`: the level held until then. */
  changement: {
    genre: 'ajout' | 'modification' | 'retrait'
    demande: string | null
    peutAnnuler: boolean
    effetLe: Date
    avant: NomNiveau | null
  } | null
  /** What one may do with the line, or why not. */
  action: 'possible' | 'programmee' | 'gestionnaire' | 'profil-manquant' | 'terminee'
}

interface Perimetre {
  entieres: string[]
  services: string[]
  miennes: string[]
}

/** Where one governs, the whole structure or a service of it, and where one is attached. */
async function lirePerimetre(db: Db, utilisateur: string, structure: string | undefined): Promise<Perimetre> {
  const { rows } = await sql<Perimetre>`with r as (select structure, service
          from rattachement
          where utilisateur = ${utilisateur}::uuid and (${structure ?? null}::uuid is null or structure = ${structure ?? null}::uuid)
            and retire_le is null and periode @> maintenant()),
        g as (select h.structure, h.service
          from habilitation h
          where h.utilisateur = ${utilisateur}::uuid and h.application = 1 and h.niveau = 2 and h.retiree_le is null
            and h.periode @> maintenant()
            and exists (select from r where r.structure = h.structure and (r.service is null or r.service = h.service)))
      select array(select structure from g where service is null) as entieres,
        array(select service from g where service is not null) as services, array(select distinct structure from r) as miennes`.execute(db)
  return rows[0]!
}

const CLES: Record<string, RawBuilder<unknown>> = {
  contact: sql`plier(u.nom || ' ' || u.prenom) || ' ' || a.code`,
  structure: sql`plier(nom_structure(s)) || ' ' || a.code`,
  service: sql`coalesce(plier(v.nom), '') || ' ' || a.code`,
  statutService: sql`coalesce(v.statut, '') || ' ' || a.code`,
  profil: sql`a.code || h.niveau`,
  debut: sql`to_char(lower(h.periode) at time zone 'UTC', 'YYYYMMDDHH24MISSUS')`,
}
const MEME_LIGNE = sql`${memeLigne('n', 'h')} and n.retiree_le is null`
const DEPUIS = sql`from (select maintenant() as ici offset 0) m
  cross join habilitation h
  join utilisateur u on u.id = h.utilisateur
  join structure s on s.id = h.structure
  join application a on a.id = h.application
  left join service v on v.id = h.service
  left join demande d on d.id = h.demande and d.etat = 'programmee' and d.effet_le > m.ici
  left join demande e on e.id = h.terminee_par and e.etat = 'programmee' and e.effet_le > m.ici`

/** A profile that comes back at the end of a temporary one is told by that one's line, until it has ended. */
const NE_REVIENT_PAS = sql`not exists (select from habilitation n where ${suit('h', 'n')} and n.retiree_le is null and upper(n.periode) > m.ici)`

/** A line whose next profile is written already is shown by that one. */
const ETATS: Record<string, RawBuilder<unknown>> = {
  'en-vigueur': sql`h.retiree_le is null and h.periode @> m.ici`,
  programmee: sql`h.retiree_le is null and (lower(h.periode) > m.ici or (h.periode @> m.ici and e.id is not null)) and ${NE_REVIENT_PAS}`,
  terminee: sql`(h.retiree_le is not null or upper(h.periode) <= m.ici) and lower(h.periode) < coalesce(h.retiree_le, upper(h.periode))`,
  '': sql`h.retiree_le is null and (upper_inf(h.periode) or upper(h.periode) > m.ici)
      and not exists (select from habilitation n where ${MEME_LIGNE} and n.demande = h.terminee_par) and ${NE_REVIENT_PAS}`,
}

function filtrer(utilisateur: string, p: Perimetre, f: FiltreHabilitations): RawBuilder<unknown> {
  const sien = sql`h.utilisateur = ${utilisateur}::uuid and h.structure = any(${p.miennes}::uuid[])`
  const visible =
    f.miennes || p.entieres.length + p.services.length === 0
      ? sien
      : sql`(h.structure = any(${p.entieres}::uuid[])
              or (h.structure = any(${p.miennes}::uuid[]) and h.service = any(${p.services}::uuid[])) or (${sien}))`
  const [application, niveau] = (f.profil ?? '').split('.')
  const cherche = f.recherche?.trim() || null
  return sql`${visible}
      and ${ETATS[f.etat ?? ''] ?? ETATS['']!} ${f.structure ? sql`and h.structure = ${f.structure}::uuid` : sql``}
        ${f.utilisateur ? sql`and h.utilisateur = ${f.utilisateur}::uuid` : sql``}
        ${f.service ? sql`and h.service = ${f.service}::uuid` : sql``} ${f.ids ? sql`and h.id = any(${f.ids}::uuid[])` : sql``}
        ${application ? sql`and a.code = ${application}` : sql``}
        ${niveau ? sql`and h.niveau = ${niveau === 'modification' ? 2 : 1}` : sql``}
        ${cherche ? sql`and strpos(plier(u.nom || ' ' || u.prenom || ' ' || u.nom || ' ' || u.adresse_electronique), ${motPlie(cherche)}) > 0` : sql``}`
}

type Lue = Omit<HabilitationEnListe, 'action' | 'profil' | 'retour'> & {
  retour: { niveau: number; fin: string | null } | null
  cle: string
  estGestionnaire: boolean
}

/** How many there are, and, whatever the page, how many are about to change; up to the limit. */
async function compter(db: Db, ou: RawBuilder<unknown>) {
  const {
    rows: [x],
  } = await sql<{
    n: number
    programmees: number
  }>`select count(*)::int as n, count(*) filter (where change)::int as programmees
    from (select lower(h.periode) > m.ici or (h.periode @> m.ici and e.id is not null) as change ${DEPUIS}
        where ${ou}
        limit ${COUNT_LIMIT + 1}) x`.execute(db)
  return { total: Math.min(x!.n, COUNT_LIMIT), totalExact: x!.n <= COUNT_LIMIT, programmees: x!.programmees }
}

/** Rights that one may see: all of what one governs, and one's own. Three statements, whatever the number. */
export async function listerHabilitations(
  db: Db,
  utilisateur: string,
  f: FiltreHabilitations,
): Promise<PageDeListe<HabilitationEnListe> & { programmees: number }> {
  const { page = 1, taille = 20, tri = 'contact' } = f
  const perimetre = await lirePerimetre(db, utilisateur, f.structure)
  const ou = filtrer(utilisateur, perimetre, f)
  const decroissant = tri.startsWith('-')
  const cle = sql`(${CLES[tri.replace('-', '')] ?? CLES.contact!}) collate "C"`
  const sens = decroissant ? sql`desc` : sql`asc`
  const apres = lireCle(f.apres, 'uuid')
  const suite = apres ? sql`and (${cle}, h.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}, ${apres[1]}::uuid)` : sql``
  const { rows } = await sql<Lue>`/* @habilitations */
      select h.id, ${cle} as cle,
        json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique) as utilisateur,
        json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant, 'raisonSociale',
            nom_structure(s), 'libelle', s.libelle) as structure,
        case when v.id is not null then json_build_object('id', v.id, 'code', v.code, 'nom', v.nom, 'statut', v.statut) end as service,
        a.code as application, a.niveaux, h.niveau, case when h.retiree_le is not null or upper(h.periode) <= m.ici then 'terminee'
        when lower(h.periode) > m.ici then 'programmee' else 'en-vigueur' end as etat, lower(h.periode) as debut,
        case when h.retiree_le is null then upper(h.periode) else least(h.retiree_le, upper(h.periode)) end as fin,
        case when h.retiree_le is null then (select json_build_object('niveau', n.niveau, 'fin', upper(n.periode))
          from habilitation n
          where ${revient('n', 'h')}) end as retour, case when h.retiree_le is not null then null
        when lower(h.periode) > m.ici then json_build_object('genre', case when p.niveau is null then 'ajout' else 'modification' end,
            'demande', d.numero, 'peutAnnuler',
            coalesce(d.auteur = ${utilisateur}::uuid or s.gestionnaire_principal = ${utilisateur}::uuid, false) and d.id is not null,
            'effetLe', lower(h.periode), 'avant', case p.niveau when 1 then 'consultation' when 2 then 'modification' end)
        when h.periode @> m.ici and e.id is not null then json_build_object('genre', 'retrait', 'demande', e.numero, 'peutAnnuler',
            e.auteur = ${utilisateur}::uuid or coalesce(s.gestionnaire_principal = ${utilisateur}::uuid, false), 'effetLe',
            upper(h.periode), 'avant', case h.niveau when 1 then 'consultation' else 'modification' end) end as changement,
        h.utilisateur = s.gestionnaire_principal and a.id = 1 and h.niveau = 2 and h.service is null as est_gestionnaire ${DEPUIS}
      left join lateral (select n.niveau from habilitation n where lower(h.periode) > m.ici and ${MEME_LIGNE} and n.periode @> m.ici) p on
          true
      where ${ou} ${suite}
      order by ${cle} ${sens}, h.id ${sens}
      limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(db)
  const compte = await compter(db, ou)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map((l) => enListe(l, perimetre)),
    ...compte,
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
  }
}

function enListe({ cle: _, estGestionnaire, changement, retour, ...l }: Lue, p: Perimetre): HabilitationEnListe {
  const gere = p.entieres.includes(l.structure.id) || (l.service !== null && p.services.includes(l.service.id))
  const action =
    l.etat === 'terminee'
      ? 'terminee'
      : !gere
        ? 'profil-manquant'
        : changement
          ? 'programmee'
          : estGestionnaire
            ? 'gestionnaire'
            : 'possible'
  return {
    ...l,
    profil: codeDuProfil(l.application, l.niveau),
    retour: retour && { profil: codeDuProfil(l.application, retour.niveau), fin: retour.fin === null ? null : new Date(retour.fin) },
    changement: changement && { ...changement, effetLe: new Date(changement.effetLe) },
    action,
  }
}
