import { writeOds } from 'hucre'
import { expect } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { enCsv, enXlsx, type Ligne } from '#tests/feuilles.ts'
import { portailDuMonde } from '#tests/monde.ts'

export const SIRET = '12345678200010'
export const IMPORTER = '/organisation/utilisateurs/importer'
export const TITRES = ['Adresse électronique', 'Prénom', 'Nom', 'Structure', 'Service', 'Profils', 'Date de fin']

export const csv = (lignes: Ligne[], titres = TITRES) => enCsv([titres, ...lignes])
export const xlsx = (lignes: Ligne[], plus?: object) => enXlsx([TITRES, ...lignes], plus)
export const ods = async (lignes: Ligne[]) => Buffer.from(await writeOds({ sheets: [{ name: 'a', rows: [TITRES, ...lignes] }] }))

export interface Vu {
  id: string
  lignes: number
  aRattacher: number
  aInviter: number
  aCompleter: number
  inchangees: number
  erreurs: number
  traitees: number
  rattachees: number
  invitees: number
  completees: number
  echouees: number
  demande: { numero: string; etat: string } | null
  ignorees: string[]
  code?: string
  detail?: string
}
interface LigneVue {
  ligne: number
  resultat: string
  issue: string | null
  ajouts: string[]
  cellules: Record<string, string>
  fautes: { colonne: string; code: string; remede: string }[]
}

/** A portal where files of users are sent, judged and applied by the API: Daniel's, for his menuiserie, unless another asks. */
export async function importsDUtilisateurs() {
  const p = await portailDuMonde()
  const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]
  async function envoyer(cookie: string, contenu: Buffer, nom = 'liste.csv'): Promise<{ statut: number; vu: Vu }> {
    const corps = new FormData()
    corps.set('fichier', new Blob([new Uint8Array(contenu)]), nom)
    const r = await p.demander('/api/v1/imports/utilisateurs', { method: 'POST', cookie, body: corps })
    return { statut: r.status, vu: (await r.json()) as Vu }
  }
  const importe = async (cookie: string, contenu: Buffer, nom?: string) => {
    const { statut, vu } = await envoyer(cookie, contenu, nom)
    expect([statut, vu.detail]).toEqual([201, undefined])
    return vu
  }
  const lire = async (id: string, cookie = daniel) => (await (await p.demander(`/api/v1/imports/${id}`, { cookie })).json()) as Vu
  const lignes = async (id: string, cookie = daniel) =>
    ((await (await p.demander(`/api/v1/imports/${id}/lignes?tri=ligne&taille=200`, { cookie })).json()) as { elements: LigneVue[] })
      .elements
  const lancer = (id: string, quoi: 'toutes' | 'valides', cookie = daniel) =>
    p.demander('/api/v1/demandes/utilisateur.importer', { cookie, json: { import: id, lignes: quoi } })
  const fautes = async (id: string, cookie = daniel) => (await lignes(id, cookie)).map((l) => l.fautes.map((f) => f.code).join(' '))
  /** Whatever an import could have written. */
  const traces = async () =>
    (
      await p.pool.query<{ n: number }>(
        `select (select count(*) from rattachement) + (select count(*) from habilitation) + (select count(*) from invitation) + (select count(*) from demande) + (select count(*) from journal) + (select count(*) from depart) as n`,
      )
    ).rows[0]!.n
  const droits = async (utilisateur: string, structure = p.monde.menuiserie) =>
    (
      await p.pool.query<{ d: string }>(
        `select a.code || '.' || h.niveau || coalesce('@' || v.code, '') as d from habilitation h join application a on a.id = h.application left join service v on v.id = h.service
    where h.utilisateur = $1 and h.structure = $2 and h.retiree_le is null and h.periode @> maintenant() order by 1`,
        [utilisateur, structure],
      )
    ).rows.map((r) => r.d)
  const nouveau = (nom: string) => creerUtilisateur(p.pool, { nom, prenom: 'Léa' })

  return { p, daniel, heloise, nadia, envoyer, importe, lire, lignes, lancer, fautes, traces, droits, nouveau }
}
