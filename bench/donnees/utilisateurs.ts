import type { Pool } from 'pg'

export const GRANDE = 10_000
export const PETITES = 300
const uuid = (sorte: number, n: number) => `0000000${sorte}-0000-7000-8000-${String(n).padStart(12, '0')}`
/** The structure of ten thousand people is the first; the others have some ten each. */
export const structureN = (n: number) => uuid(1, n)
/** Manages all of them. */
export const LECTEUR = uuid(2, 1)
export const JETON = 'jeton-de-mesure-1'

/** A structure of 10,000 people (a third at a service only, a third at both mailles) among small ones, with their rights and sign-ins. */
export async function peuplerUtilisateurs(pool: Pool) {
  const rang = 'right(u.id::text, 12)::int'
  await pool.query(`
    begin;
    insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet, derniere_connexion_le)
    select ('00000002-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'personne.' || n || '@exemple.fr', true,
      (array['Camille', 'Inès', 'Marc', 'Zoé', 'Paul', 'Léa', 'Noé'])[n % 7 + 1],
      (array['Martin', 'Bernard', 'Thomas', 'Petit', 'Robert', 'Richard', 'Durand', 'Dubois', 'Moreau', 'Laurent'])[n % 10 + 1] || ' '
      || left(md5(n::text), 6), 'Personne ' || n, case when n % 7 = 0 then null else now() - (n % 4000) * interval '2 hours' end
    from generate_series(1, ${GRANDE * 3}) n;
    insert into structure (id, type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal)
    select ('00000001-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'HORS_UE', 'MESURE' || n, 'Structure de mesure ' || n, 'PUBLIQUE',
      '${LECTEUR}'::uuid
    from generate_series(1, ${PETITES + 1}) n;
    insert into service (structure, code, nom)
    select s.id, 'SERVICE_' || k, 'Service ' || k
    from structure s, generate_series(1, 12) k;
    insert into rattachement (utilisateur, structure, periode, tri)
    select u.id, '${structureN(1)}', tstzrange(now() - ${rang} * interval '1 hour', null), plier(u.nom || ' ' || u.prenom)
    from utilisateur u
    where ${rang} <= ${GRANDE} and (${rang} % 3 < 2 or ${rang} = 1);
    insert into rattachement (utilisateur, structure, service, periode, tri)
    select u.id, v.structure, v.id, tstzrange(now() - ${rang} * interval '1 hour', null), plier(u.nom || ' ' || u.prenom)
    from utilisateur u
    join service v on v.structure = '${structureN(1)}' and v.code = 'SERVICE_' || (${rang} % 12 + 1)
    where ${rang} <= ${GRANDE} and ${rang} % 3 > 0;
    insert into rattachement (utilisateur, structure, periode, tri)
    select u.id, s.id, tstzrange(now() - interval '30 days', null), plier(u.nom || ' ' || u.prenom)
    from structure s
    join utilisateur u on ${rang} = 1 or (${rang} > ${GRANDE} and ${rang} % 2000 = right(s.id::text, 12)::int)
    where s.id <> '${structureN(1)}';
    insert into habilitation (utilisateur, structure, application, niveau, periode)
    select r.utilisateur, r.structure, a.id, case when a.id = 1 and r.utilisateur <> '${LECTEUR}' then 1 else a.niveaux end,
      tstzrange(lower(r.periode), null)
    from rattachement r
    cross join application a
    where r.service is null;
    insert into session (jeton, utilisateur, expire_le)
    values ('${JETON}', '${LECTEUR}', now() + interval '7 days'); commit;`)
  await pool.query('vacuum (analyze)')
}
