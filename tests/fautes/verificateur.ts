// Knows the ledger and the tables, nothing of the program: imports none of it, so that a fault cannot excuse itself.
import { createHash } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'
import { lireLivre, type Entree } from './grand-livre.ts'

export interface Bilan {
  acquittees: number
  refusees: number
  relancees: number
  annulees: number
  demandes: number
  effets: number
  /** What is wrong; nothing when every promise was kept (R1, R2). */
  fautes: string[]
}

interface Demande {
  id: string
  numero: string
  type: string
  structure: string | null
  etat: string
  saisie: Record<string, unknown>
  effets: number
  fins: number
}

const FINIS = new Set(['effective', 'annulee', 'echouee', 'refusee', 'expiree'])

type Base = Pick<ClientBase | Pool, 'query'>

/** Compares what the client was told with what the database holds. */
export async function verifier(base: Base, livre: string): Promise<Bilan> {
  const entrees = [...lireLivre(livre).values()]
  const { rows: demandes } = await base.query<Demande>(`
    select d.id::text, d.numero, d.type, d.structure::text, d.etat, d.saisie,
      (select count(*)::int from journal j where j.demande = d.id and j.evenement = d.type || ':effective') as effets,
      (select count(*)::int from journal j where j.demande = d.id and j.evenement in (d.type || ':effective', d.type || ':annulee', d.type || ':echouee')) as fins
    from demande d order by d.id`)
  const fautes = [
    ...fautesDuLivre(entrees, demandes),
    ...fautesDesDemandes(demandes),
    ...(await fautesDesEffets(base)),
    ...(await fautesDuJournal(base)),
    ...(await fautesDesAvis(base)),
  ]
  return {
    acquittees: entrees.filter((e) => e.issue === 'acquittee').length,
    refusees: entrees.filter((e) => e.issue === 'refusee').length,
    relancees: entrees.filter((e) => e.essais > 1).length,
    annulees: demandes.filter((d) => d.etat === 'annulee').length,
    demandes: demandes.length,
    effets: demandes.reduce((n, d) => n + d.effets, 0),
    fautes,
  }
}

/** Acknowledged: there, once. Refused: not there. Retried until answered: exactly one. */
function fautesDuLivre(entrees: Entree[], demandes: Demande[]): string[] {
  const parNumero = new Map(demandes.map((d) => [d.numero, d]))
  const parMarque = Map.groupBy(demandes, (d) =>
    String(Object.values(d.saisie).find((v) => typeof v === 'string' && v.startsWith('M-')) ?? ''),
  )
  return entrees.flatMap((e) => {
    if (e.issue === 'inconnu') return [`${e.cle} : restée sans réponse après ${e.essais} essais`]
    const vue = e.numero ? parNumero.get(e.numero) : undefined
    if (e.genre === 'annulation')
      return e.issue === 'acquittee' && vue?.etat !== 'annulee'
        ? [`${e.numero} : annulation acquittée, mais « ${vue?.etat ?? 'absente'} »`]
        : []
    const n = parMarque.get(e.marque)?.length ?? 0
    if (e.issue === 'refusee') return n ? [`${e.cle} : refusée (${e.statut}), mais ${n} demande(s) écrite(s)`] : []
    if (!vue) return [`${e.numero} : demande acquittée et perdue (${e.cle})`]
    return [
      ...(n === 1 ? [] : [`${e.cle} : ${n} demandes pour une seule clé`]),
      ...(vue.saisie[e.champ] === e.marque && vue.type === e.type ? [] : [`${e.numero} : ne porte pas ce qui a été demandé (${e.cle})`]),
      ...(e.etat === 'effective' && vue.etat !== 'effective' ? [`${e.numero} : acquittée effective, maintenant « ${vue.etat} »`] : []),
    ]
  })
}

/** Each ended once, and says so once. */
const fautesDesDemandes = (demandes: Demande[]) =>
  demandes.flatMap((d) => [
    ...(FINIS.has(d.etat) ? [] : [`${d.numero} : reste « ${d.etat} »`]),
    ...(d.effets === (d.etat === 'effective' ? 1 : 0) ? [] : [`${d.numero} : « ${d.etat} » avec ${d.effets} effet(s) dans l’historique`]),
    ...(FINIS.has(d.etat) && d.fins !== 1 ? [`${d.numero} : ${d.fins} fins dans l’historique`] : []),
  ])

/** The object holds what its last effective change gave it, and its version counts its history: nothing applied twice, nothing skipped. */
async function fautesDesEffets(base: Base): Promise<string[]> {
  const { rows } = await base.query<{
    identifiant: string
    libelle: string | null
    voulu: string | null
    version: number
    lignes: number
  }>(`
    select s.identifiant, s.libelle, s.version, (select count(*)::int from journal j where j.chaine = s.id) as lignes,
      (select d.saisie->>'libelle' from journal j join demande d on d.id = j.demande where j.chaine = s.id and j.evenement = d.type || ':effective' and d.saisie ? 'libelle' order by j.rang desc limit 1) as voulu
    from structure s where exists (select from demande d where d.structure = s.id)`)
  return rows.flatMap((s) => [
    ...(s.voulu === null || s.voulu === s.libelle
      ? []
      : [`${s.identifiant} : porte « ${s.libelle} », son dernier effet était « ${s.voulu} »`]),
    ...(s.version === s.lignes ? [] : [`${s.identifiant} : version ${s.version}, ${s.lignes} lignes d’historique`]),
  ])
}

/** The chain, hashed again here. */
async function fautesDuJournal(base: Base): Promise<string[]> {
  const { rows } = await base.query<{ chaine: string; rang: string; empreinte: Buffer; texte: string }>(`
    select chaine::text, rang::text, empreinte, jsonb_build_array(chaine, rang, extract(epoch from le), auteur, evenement, demande, contenu)::text as texte from journal order by chaine, journal.rang`)
  const { rows: tetes } = await base.query<{ chaine: string; rang: string; empreinte: Buffer }>(
    'select chaine::text, rang::text, empreinte from journal_tete where rang > 0',
  )
  const fautes: string[] = []
  const dernieres = new Map<string, { rang: number; empreinte: Buffer }>()
  for (const l of rows) {
    const avant = dernieres.get(l.chaine) ?? { rang: 0, empreinte: Buffer.alloc(0) }
    if (Number(l.rang) !== avant.rang + 1) fautes.push(`historique ${l.chaine} : rang ${l.rang} après ${avant.rang}`)
    if (!createHash('sha256').update(avant.empreinte).update(l.texte, 'utf8').digest().equals(l.empreinte))
      fautes.push(`historique ${l.chaine} : empreinte fausse au rang ${l.rang}`)
    dernieres.set(l.chaine, { rang: Number(l.rang), empreinte: l.empreinte })
  }
  for (const t of tetes) {
    const fin = dernieres.get(t.chaine)
    if (fin?.rang !== Number(t.rang) || !fin.empreinte.equals(t.empreinte)) fautes.push(`historique ${t.chaine} : fin coupée`)
  }
  return fautes
}

/** Of each event of a demande, one promise to tell it: on its way, in its queue, or kept, in the centre of notices. Neither missing nor doubled. */
async function fautesDesAvis(base: Base): Promise<string[]> {
  const { rows } = await base.query<{ numero: string; moment: string; avis: number }>(`
    select d.numero, m.moment, (select count(*)::int from depart p where p.file = 'demande.avis' and p.donnees->>'demande' = d.id::text and p.donnees->>'moment' = m.moment)
        + greatest((select count(*)::int from pgboss.job j where j.name = 'demande.avis' and j.data->>'demande' = d.id::text and j.data->>'moment' = m.moment),
          exists (select from avis a where a.cle = 'demande:' || d.numero || ':' || m.moment || ':' || a.utilisateur)::int) as avis
    from demande d cross join lateral (
      select case split_part(j.evenement, ':', 2) when 'programmee' then 'recue' when 'demandee' then 'recue' else split_part(j.evenement, ':', 2) end as moment from journal j where j.demande = d.id) m`)
  return rows.filter((r) => r.avis !== 1).map((r) => `${r.numero} : ${r.avis} avis « ${r.moment} »`)
}
