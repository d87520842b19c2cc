import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { PoolClient } from 'pg'
import { fr } from '#ui/textes/index.ts'
import { ROOT } from '#platform/root.ts'

/**
 * Three thousand real communes as public structures (INT-05). Written in bulk: the triggers that keep the search row by row
 * are set aside, and the search is made once for all, afterwards. They have no gestionnaire principal until the operator names one.
 */
export async function chargerCommunes(client: PoolClient): Promise<void> {
  await client.query('create temporary table commune_lue (siret text, nom text, code_postal text) on commit drop')
  await pipeline(
    createReadStream(join(ROOT, 'app', 'demonstration', 'donnees', 'communes.csv')),
    client.query(copyFrom('copy commune_lue from stdin with (format csv, header true)')),
  )
  // What waits for the end of the transaction is checked now: a table with checks pending cannot be altered.
  await client.query('set constraints all immediate')
  await client.query('alter table structure disable trigger user')
  await client.query(`insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, code_postal, ville, categorie_juridique)
    select 'SIRET', siret, 'Commune de ' || nom, 'PUBLIQUE', code_postal, nom, '7210' from commune_lue on conflict do nothing`)
  await client.query(EXIGENCES)
  await client.query('alter table structure enable trigger user')
}

/** Their services, and the search over all structures: they hold nobody up. */
export async function peuplerLesCommunes(client: PoolClient): Promise<void> {
  await client.query(SERVICES, [fr.structures.creer.servicePublic])
  await client.query('select reconstruire_recherche()')
}

/** Requirements and services made up, and that look so: one commune in five asks for something. */
const EXIGENCES = `update structure s
  set code_service_obligatoire = n % 5 in (1, 2), numero_engagement_obligatoire = n % 5 in (2, 3),
    code_service_ou_numero_engagement = n % 5 = 4
  from (select id, row_number() over (order by identifiant) n from structure where type_structure = 'PUBLIQUE') r
  where r.id = s.id and s.gestionnaire_principal is null and r.n % 7 = 0`
const SERVICES = `with publiques as (select id, gestionnaire_principal, code_service_obligatoire or numero_engagement_obligatoire
        or code_service_ou_numero_engagement as exigeante
      from structure
      where type_structure = 'PUBLIQUE'),
    reserve as (insert into service (structure, code, nom) select id, 'FACTURES_PUBLIQUES', $1 from publiques on conflict do nothing)
  insert into service (structure, code, nom, description, numero_engagement_obligatoire)
  select p.id, v.code, v.nom, 'Service fictif de démonstration', v.engagement
  from publiques p,
    (values ('DEMO-FIN', 'Finances (fictif)', false), ('DEMO-TRAVAUX', 'Travaux (fictif)', true), ('DEMO-ECOLES', 'Écoles (fictif)', false))
      v (code, nom, engagement)
  where p.exigeante and p.gestionnaire_principal is null
  on conflict do nothing`
