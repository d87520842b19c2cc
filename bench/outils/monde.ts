import type { Pool } from 'pg'
import { NOM_COOKIE_SESSION, signerCookie } from '#app/comptes/cookie.ts'
import { CLE_SECRETE } from './portail.ts'

export const STRUCTURES = 2_000
export const UTILISATEURS = 500

const uuid = (sorte: number, n: number) => `0000000${sorte}-0000-7000-8000-${String(n).padStart(12, '0')}`
export const structureN = (n: number) => uuid(1, n)
export const utilisateurDe = (structure: number) => ((structure - 1) % UTILISATEURS) + 1
export const jetonN = (utilisateur: number) => `jeton-de-mesure-${utilisateur}`
export const cookieN = (utilisateur: number) => `${NOM_COOKIE_SESSION}=${signerCookie(jetonN(utilisateur), CLE_SECRETE)}`

/** Structures with a manager of a few of them each, all profiles, and an open session a person. */
export async function peupler(pool: Pool) {
  await pool.query(`
    begin;
    insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet)
    select ('00000002-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'personne.' || n || '@exemple.fr', true, 'Camille', 'Dubreuil '
      || n, 'Camille Dubreuil ' || n
    from generate_series(1, ${UTILISATEURS}) n;
    insert into structure (id, type_identifiant, identifiant, raison_sociale, type_structure, ville, code_postal, adresse, telephone,
          gestionnaire_principal)
    select ('00000001-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'SIRET', lpad((n * 7)::text, 9, '1') || lpad(n::text, 5, '0'),
      'Menuiserie de mesure ' || n, 'PRIVEE', 'Lyon', '69001', n || ' rue de la République', '0102030405',
      ('00000002-0000-7000-8000-' || lpad(((n - 1) % ${UTILISATEURS} + 1)::text, 12, '0'))::uuid
    from generate_series(1, ${STRUCTURES}) n;
    insert into rattachement (utilisateur, structure, periode, tri)
    select gestionnaire_principal, id, tstzrange(maintenant(), null), 'dubreuil camille'
    from structure;
    insert into habilitation (utilisateur, structure, application, niveau, periode)
    select s.gestionnaire_principal, s.id, a.id, a.niveaux, tstzrange(maintenant(), null)
    from structure s
    cross join application a;
    insert into session (jeton, utilisateur, expire_le)
    select 'jeton-de-mesure-' || right(id::text, 12)::int, id, now() + interval '7 days'
    from utilisateur; commit;`)
  await pool.query('vacuum (analyze)')
}
