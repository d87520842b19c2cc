import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'

/** Sets someone's password, already hashed. */
export const enregistrerMotDePasse = (tx: Tx | Db, utilisateur: string, hache: string) =>
  sql`insert into identite (utilisateur, fournisseur, identifiant, mot_de_passe, mot_de_passe_le)
    values (${utilisateur}::uuid, 'credential', ${utilisateur}::text, ${hache}, clock_timestamp())
    on conflict (fournisseur, identifiant) do update
    set mot_de_passe = excluded.mot_de_passe, mot_de_passe_le = excluded.mot_de_passe_le, modifie_le = clock_timestamp()`.execute(tx)
