import { creerCle } from '#acces/index.ts'
import { portailDuMonde } from '#tests/monde.ts'

interface Retour {
  statut: number
  corps: {
    decision?: boolean
    context?: Record<string, unknown>
    evaluations?: { decision: boolean; context?: Record<string, unknown> }[]
    code?: string
    detail?: string
  }
  entetes: Headers
}

export const sujet = (nom: string) => ({ type: 'utilisateur', id: `${nom}@exemple.fr` })
export const action = (name: string) => ({ name })
export const ressource = (quoi: string, properties: object = {}, id = 'factures-emises') => ({
  type: 'application',
  id,
  properties: { structure: quoi, ...properties },
})
export const question = (nom: string, quoi: string, sur: string, properties?: object) => ({
  subject: sujet(nom),
  action: action(quoi),
  resource: ressource(sur, properties),
})

/**
 * The two people and the two records of the interoperability scenario, with what it wants of them held as true rights: record-2 is archived,
 * which is here an inactive structure. The key is of an application that asks about « Factures émises » and « Organisation ».
 */
export async function guichetDuScenario() {
  const p = await portailDuMonde()
  const nouvelleCle = async (applications: string[], expireLe: string | null = null) => {
    const issue = await creerCle(p.db, { nom: 'Essai', applications, expireLe })
    return 'cle' in issue ? issue : Promise.reject(new Error(issue.inconnues.join()))
  }
  const droit = (nom: string, sur: string, niveau: number, deService: string | null = null) =>
    p.pool.query(
      `insert into habilitation (utilisateur, structure, service, application, niveau, periode) select u.id, $2, $3, a.id, $4, tstzrange(maintenant(), null) from utilisateur u, application a where u.adresse_electronique = $1 and a.code = 'factures-emises'`,
      [`${nom}@exemple.fr`, sur, deService, niveau],
    )
  const rattacher = (nom: string, sur: string, deService: string | null = null) =>
    p.pool.query(
      `insert into rattachement (utilisateur, structure, service, periode) select id, $2, $3, tstzrange(maintenant(), null) from utilisateur where adresse_electronique = $1`,
      [`${nom}@exemple.fr`, sur, deService],
    )

  const service = { 'record-1': '', 'record-2': '' }
  const { cle } = await nouvelleCle(['factures-emises', 'organisation'])
  await p.pool.query(
    `insert into utilisateur (adresse_electronique, prenom, nom) values ('alice@exemple.fr', 'Alice', 'Martin'), ('bob@exemple.fr', 'Bob', 'Petit'), ('eve@exemple.fr', 'Ève', 'Noir')`,
  )
  const { rows } = await p.pool.query<{ id: string; identifiant: 'record-1' | 'record-2' }>(
    `insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, statut) values ('HORS_UE', 'record-1', 'Record 1', 'PUBLIQUE', 'ACTIVE'), ('HORS_UE', 'record-2', 'Record 2', 'PUBLIQUE', 'INACTIVE') returning id, identifiant`,
  )
  const structure = Object.fromEntries(rows.map((r) => [r.identifiant, r.id])) as Record<'record-1' | 'record-2', string>
  for (const nom of ['record-1', 'record-2'] as const) {
    service[nom] = (
      await p.pool.query<{ id: string }>(
        `insert into service (structure, code, nom) values ($1, 'COMPTA', 'Comptabilité'), ($1, 'ACHATS', 'Achats') returning id`,
        [structure[nom]],
      )
    ).rows[0]!.id
    await rattacher('alice', structure[nom])
    await droit('alice', structure[nom], 2)
  }
  await rattacher('bob', structure['record-1'])
  await droit('bob', structure['record-1'], 1)
  await rattacher('bob', structure['record-2'], service['record-2'])
  await droit('bob', structure['record-2'], 1, service['record-2'])

  async function demander(
    chemin: string,
    json: unknown,
    { porteur = cle, entetes = {} }: { porteur?: string | null; entetes?: Record<string, string> } = {},
  ): Promise<Retour> {
    const r = await fetch(`${p.url}/access/v1/${chemin}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(porteur ? { authorization: `Bearer ${porteur}` } : {}), ...entetes },
      body: typeof json === 'string' ? json : JSON.stringify(json),
    })
    const texte = await r.text()
    return { statut: r.status, corps: texte ? JSON.parse(texte) : {}, entetes: r.headers }
  }

  return { p, cle, structure, service, demander, nouvelleCle, droit, rattacher }
}
