import { sql } from 'kysely'

/** The kind of entity of a structure `s`, one of AUDIENCES. */
export const ENTITE = sql`case when s.type_structure = 'PUBLIQUE' then 'entite-publique' when s.type_identifiant = 'PARTICULIER' then 'particulier'
        when s.categorie_juridique like '92%' then 'association' else 'entreprise' end`
