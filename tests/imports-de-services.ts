import { expect } from 'vitest'
import { enCsv, enXlsx, type Ligne } from '#tests/feuilles.ts'
import { portailDuMonde } from '#tests/monde.ts'

export const MAIRIE = '21690266800013'
export const IMPORTER = '/organisation/services/importer'
export const TITRES = [
  'Structure',
  'Code',
  'Nom',
  'Description',
  'Téléphone',
  'Adresse',
  'Code postal',
  'Ville',
  'Début de validité',
  'Fin de validité',
  'Numéro d’engagement obligatoire',
]

export const csv = (lignes: Ligne[], titres = TITRES) => enCsv([titres, ...lignes])
export const xlsx = (lignes: Ligne[], plus?: object, classeur?: object) => enXlsx([TITRES, ...lignes], plus, classeur)

export interface Vu {
  id: string
  genre: string
  lignes: number
  aCreer: number
  aModifier: number
  inchangees: number
  erreurs: number
  traitees: number
  creees: number
  modifiees: number
  echouees: number
  demande: { numero: string; etat: string } | null
  code?: string
  detail?: string
}
interface LigneVue {
  ligne: number
  resultat: string
  issue: string | null
  cellules: Record<string, string>
  avant: Record<string, unknown> | null
  fautes: { colonne: string; code: string; message: string; remede: string }[]
  avis: { code: string }[]
}

/** A portal where files of services are sent, judged and applied by the API: Nadia's, for her town hall, unless another asks. */
export async function importsDeServices() {
  const p = await portailDuMonde()
  const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]
  async function envoyer(
    contenu: Buffer,
    { cookie = nadia, structure, nom = 'services.csv' }: { cookie?: string; structure?: string; nom?: string } = {},
  ): Promise<{ statut: number; vu: Vu }> {
    const corps = new FormData()
    corps.set('fichier', new Blob([new Uint8Array(contenu)]), nom)
    if (structure) corps.set('structure', structure)
    const r = await p.demander('/api/v1/imports/services', { method: 'POST', cookie, body: corps })
    return { statut: r.status, vu: (await r.json()) as Vu }
  }
  const importe = async (contenu: Buffer, ou: Parameters<typeof envoyer>[1] = {}) => {
    const { statut, vu } = await envoyer(contenu, ou)
    expect([statut, vu.detail]).toEqual([201, undefined])
    return vu
  }
  const lire = async (id: string, cookie = nadia) => (await (await p.demander(`/api/v1/imports/${id}`, { cookie })).json()) as Vu
  const lignes = async (id: string, cookie = nadia) =>
    ((await (await p.demander(`/api/v1/imports/${id}/lignes?tri=ligne&taille=200`, { cookie })).json()) as { elements: LigneVue[] })
      .elements
  const lancer = (id: string, quoi: 'toutes' | 'valides' = 'toutes', cookie = nadia) =>
    p.demander('/api/v1/demandes/service.importer', { cookie, json: { import: id, lignes: quoi } })
  const fautes = async (id: string, cookie = nadia) => (await lignes(id, cookie)).map((l) => l.fautes.map((f) => f.code).join(' '))
  const traces = async () =>
    (
      await p.pool.query<{ n: number }>(
        `select (select count(*) from service) + (select count(*) from demande) + (select count(*) from journal) + (select count(*) from depart) as n`,
      )
    ).rows[0]!.n
  const service = async (code: string, structure = p.monde.mairie) =>
    (
      await p.pool.query<Record<string, unknown>>('select *, fin_validite::text as fin from service where structure = $1 and code = $2', [
        structure,
        code,
      ])
    ).rows[0]

  return { p, daniel, heloise, nadia, envoyer, importe, lire, lignes, lancer, fautes, traces, service }
}
