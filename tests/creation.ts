import { afterAll, beforeEach } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'

export const OUVERT = '41816609600069'

interface Probleme {
  code: string
  detail: string
  champs?: { champ: string; code: string; message: string }[]
  remede?: { libelle: string; href: string } | string
}
export const probleme = async (r: Response) => (await r.json()) as Probleme
export const adresse = { adresse: '1 rue Haute', codePostal: '98800', ville: 'Nouméa', pays: 'NC' }

/** A portal beside its register, where structures are made by the API: Camille's, unless another asks. */
export async function creationDuMonde() {
  const insee = await demarrerInsee()
  afterAll(() => insee.arreter())
  const env = { SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle }
  const p = await portailDuMonde(env)
  const [camille, daniel, operateur] = [await p.session('camille'), await p.session('daniel'), await p.session('operateur')]
  const creer = (corps: object, cookie = camille, headers: Record<string, string> = {}, simulation = '') =>
    p.demander(`/api/v1/demandes/structure.creer${simulation}`, { cookie, json: corps, headers })
  const nombre = async (identifiant: string) =>
    Number((await p.pool.query('select count(*) as n from structure where identifiant = $1', [identifiant])).rows[0].n)
  beforeEach(async () => {
    insee.mode = 'normal'
    await p.pool.query('truncate sirene_cache')
  })
  return { p, insee, env, camille, daniel, operateur, creer, nombre }
}
