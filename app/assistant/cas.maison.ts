import { sql } from 'kysely'
import { mesStructures, MONTRES, structuresLisibles, type Moi } from '#app/assistant/cas.commun.ts'
import type { Reponse } from '#app/assistant/repondre.ts'
import type { Contexte } from '#app/contexte.ts'

/** Those one is attached to now, and where: null, the whole of it. */
const MIENNES = (
  moi: Moi,
) => sql`(select r.structure, case when bool_or(r.service is null) then null else array_agg(r.service) end as services from rattachement r
    where r.utilisateur = ${moi.id}::uuid and r.retire_le is null and r.periode @> maintenant() group by r.structure)`

/** What a structure is: whoever belongs to it reads it in the directory too. */
export async function surLIdentite(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    nom: string
    type: string
    identifiant: string
    ou: string
  }>`select nom_structure(s) as nom, s.type_identifiant as type, s.identifiant,
      concat_ws(', ', nullif(s.adresse, ''), nullif(trim(s.code_postal || ' ' || s.ville), '')) as ou
    from ${MIENNES(moi)} m
    join structure s on s.id = m.structure
    order by s.statut, 1, s.id
    limit ${MONTRES}`.execute(c.db)
  return {
    genre: 'cas',
    texte: rows.length
      ? rows.map((s) => t.identite(s.nom, c.t.identifiants.types[s.type as 'SIRET'], s.type === 'PARTICULIER' ? '' : s.identifiant, s.ou))
      : [t.mesStructures(0)],
    liens: [mesStructures(c)],
  }
}

/** As many as their list shows: of one's services and of the whole structure to whoever is of a service only. */
export async function surLesPersonnes(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    nom: string
    combien: number
    qui: string | null
  }>`select nom_structure(s) as nom, (select u.prenom || ' ' || u.nom from utilisateur u where u.id = s.gestionnaire_principal) as qui,
      (select count(distinct r.utilisateur)::int
        from rattachement r
        where r.structure = s.id and r.retire_le is null and r.periode @> maintenant()
          and (m.services is null or r.service is null or r.service = any(m.services))) as combien
    from ${MIENNES(moi)} m
    join structure s on s.id = m.structure
    order by s.statut, 1, s.id
    limit ${MONTRES}`.execute(c.db)
  return {
    genre: 'cas',
    texte: rows.length ? rows.map((s) => t.personnes(s.nom, s.combien, s.qui)) : [t.mesStructures(0)],
    liens: [{ libelle: t.mesCollegues, href: '/organisation/utilisateurs/liste' }],
  }
}

/** Of the structures where one may read « Organisation ». */
export async function surLesServices(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { toutes, lisibles } = await structuresLisibles(c, moi)
  const { rows } = await sql<{
    nom: string
    combien: number
    premiers: string[]
  }>`select nom_structure(s) as nom, (select count(*)::int from service v where v.structure = s.id and v.statut = 'ACTIF') as combien,
      array(select v.nom
        from service v
        where v.structure = s.id and v.statut = 'ACTIF'
        order by plier(v.nom) collate "C", v.id
        limit ${MONTRES}) as premiers
    from structure s
    where s.id = any(${lisibles}::uuid[])
    order by 2 desc, 1, s.id
    limit ${MONTRES}`.execute(c.db)
  return {
    genre: 'cas',
    texte: rows.length ? rows.map((s) => t.services(s.nom, s.combien, s.premiers)) : [toutes ? t.servicesFermes : t.mesStructures(0)],
    liens: [{ libelle: t.mesServices, href: '/organisation/services/gerer' }],
  }
}
