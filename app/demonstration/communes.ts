import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { PoolClient } from 'pg'
import { ROOT } from '#platform/root.ts'

/**
 * Three thousand real communes as public structures (INT-05). Written in bulk: the triggers that keep the search row by row
 * are set aside, and the search is made once for all. They have no gestionnaire principal until the operator names one.
 */
export async function chargerCommunes(client: PoolClient): Promise<void> {
  await client.query('create temporary table commune_lue (siret text, nom text, code_postal text) on commit drop')
  await pipeline(createReadStream(join(ROOT, 'app', 'demonstration', 'donnees', 'communes.csv')), client.query(copyFrom('copy commune_lue from stdin with (format csv, header true)')))
  // What waits for the end of the transaction is checked now: a table with checks pending cannot be altered.
  await client.query('set constraints all immediate')
  await client.query('alter table structure disable trigger user')
  await client.query(`insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, code_postal, ville, categorie_juridique)
    select 'SIRET', siret, 'Commune de ' || nom, 'PUBLIQUE', code_postal, nom, '7210' from commune_lue on conflict do nothing`)
  await client.query('alter table structure enable trigger user')
  await client.query('select reconstruire_recherche()')
}
