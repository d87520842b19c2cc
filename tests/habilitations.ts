import { decider } from '#acces/index.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

interface Reponse {
  statut: number
  corps: {
    numero: string
    etat: string
    effetLe: string
    code: string
    detail: string
    raison?: string
    champs?: { champ: string; code: string; message: string }[]
    saisie: { lignes: { avant: string | null; apres: string | null; fin: string | null }[] }
    resultat?: { demandesAnnulees?: string[] }
    demande?: string
  }
}

/** A portal where rights are granted, changed and asked for by the API: Daniel's doing, unless another's cookie is given. */
export async function droitsDuMonde() {
  const p = await portailDuMonde()
  const { menuiserie } = p.monde
  const [daniel, heloise, nadia, camille] = [
    await p.session('daniel'),
    await p.session('heloise'),
    await p.session('nadia'),
    await p.session('camille'),
  ]
  const services: Record<string, string> = Object.fromEntries(
    (await p.pool.query<{ code: string; id: string }>('select code, id from service')).rows.map((r) => [r.code, r.id]),
  )
  async function demander(type: string, json: object, cookie = daniel, suite = ''): Promise<Reponse> {
    const r = await p.demander(`/api/v1/demandes/habilitation.${type}${suite}`, { cookie, json })
    return { statut: r.status, corps: (await r.json()) as Reponse['corps'] }
  }
  const annuler = (numero: string, cookie = daniel) => p.demander(`/api/v1/demandes/${numero}/annulation`, { cookie, json: {} })

  /** A new person attached to the menuiserie, or to one of its services, with these rights. */
  async function personne(
    droits: Record<string, 1 | 2> = {},
    { structure = menuiserie, service = null }: { structure?: string; service?: string | null } = {},
  ) {
    const { id } = await creerUtilisateur(p.pool)
    await p.pool.query(
      `insert into rattachement (utilisateur, structure, service, periode) values ($1, $2, $3, tstzrange(maintenant() - interval '1 day', null))`,
      [id, structure, service],
    )
    for (const [application, niveau] of Object.entries(droits))
      await p.pool.query(
        `insert into habilitation (utilisateur, structure, service, application, niveau, periode) select $1, $2, $3, a.id, $5, tstzrange(maintenant() - interval '1 hour', null) from application a where a.code = $4`,
        [id, structure, service, application, niveau],
      )
    return { id, cookie: await p.session(id) }
  }
  const peut = async (
    utilisateur: string,
    application: string,
    niveau: 'consultation' | 'modification' = 'consultation',
    plus: { service?: string; structure?: string } = {},
  ) => (await decider(p.db, { utilisateur, structure: menuiserie, application, niveau, ...plus })).oui
  /** What waits takes effect as if its delay were over. */
  async function laisserPasser(numero: string) {
    await p.pool.query(
      `with d as (update demande set effet_le = maintenant() where numero = $1 returning id, effet_le) update habilitation h set periode = case when h.demande = d.id then tstzrange(d.effet_le, upper(h.periode)) else tstzrange(lower(h.periode), d.effet_le) end from d where d.id in (h.demande, h.terminee_par)`,
      [numero],
    )
    await appliquerEcheances(p.programme)
  }
  /** A structure whose gestionnaire principal has lost every right: others govern it. */
  async function structureDe(gestionnaire: string) {
    const { rows } = await p.pool.query<{ id: string }>(
      `with s as (insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal) values ('HORS_UE', gen_random_uuid()::text, 'Sans droits', 'PRIVEE', $1) returning id)
      insert into rattachement (utilisateur, structure, periode) select $1, id, tstzrange(maintenant(), null) from s returning structure as id`,
      [gestionnaire],
    )
    return rows[0]!.id
  }
  const lignes = async (utilisateur: string, application: string) =>
    (
      await p.pool.query<{ niveau: number; debut: Date; fin: Date | null; retiree: boolean }>(
        `select h.niveau, lower(h.periode) as debut, upper(h.periode) as fin, h.retiree_le is not null as retiree from habilitation h join application a on a.id = h.application where h.utilisateur = $1 and a.code = $2 order by lower(h.periode), h.id`,
        [utilisateur, application],
      )
    ).rows

  return {
    p,
    cookies: { daniel, heloise, nadia, camille },
    services,
    demander,
    annuler,
    personne,
    peut,
    laisserPasser,
    structureDe,
    lignes,
  }
}
