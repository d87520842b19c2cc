import { nomDe } from '#app/organisation/structures/lire.ts'
import { sql } from 'kysely'
import { lireDossiers } from '#app/accueil/recherche/dossiers.ts'
import { lireSaisie, type Saisie } from '#app/accueil/recherche/saisie.ts'
import type { Resultat } from '#app/accueil/recherche/recherche.ts'
import type { Contexte } from '#app/contexte.ts'
import { estOperateur } from '#app/exploitation/acces.ts'
import { chercherComptes } from '#app/exploitation/comptes.ts'
import { lireApres } from '#app/organisation/utilisateurs/lister.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

/**
 * Somebody's own, best first: structures, people, demandes, approvals and tickets that they may see, by number, name or address (POR-14).
 * At most `limite` of a kind. Three statements.
 */
export async function chercherLesMiennes(c: Contexte, q: string, limite: number): Promise<Resultat[]> {
  const moi = c.utilisateur
  const saisie = lireSaisie(q)
  if (!moi || (saisie.texte.length < 2 && !saisie.demandes.length)) return []
  const [structures, personnes, dossiers] = await Promise.all([
    lesStructures(c, moi.id, saisie, limite),
    lesPersonnes(c, moi.id, saisie, limite),
    lireDossiers(c, moi, saisie, limite),
  ])
  return [...structures, ...personnes, ...dossiers]
}

async function lesStructures({ db }: Contexte, moi: string, { texte, chiffres }: Saisie, limite: number): Promise<Resultat[]> {
  const { rows } = await sql<{
    id: string
    nom: string
    libelle: string | null
    typeIdentifiant: string
    identifiant: string
    ville: string
    exact: boolean
  }>`
    with m as materialized (select distinct r.structure
        from rattachement r
        where r.utilisateur = ${moi}::uuid and r.retire_le is null and r.periode @> maintenant()),
      x as (select c.structure, c.rang
        from chercher_parmi(${texte}, array(select structure from m), false, null, ${limite}) with ordinality c (structure, score, rang)
        union all select s.id, 0
        from m
        join structure s on s.id = m.structure
        where s.type_identifiant <> 'PARTICULIER'
          and (lower(s.adresse_electronique) = lower(${texte})
              or (length(${chiffres}) >= 9 and right(regexp_replace(s.telephone, '\\D', '', 'g'), 9) = right(${chiffres}, 9))))
    select s.id, nom_structure(s) as nom, s.libelle, s.type_identifiant, s.identifiant, s.ville, y.rang = 0
      or s.identifiant = ${chiffres ?? ''} as exact
    from (select structure, min(rang) as rang from x group by structure) y
    join structure s on s.id = y.structure
    order by y.rang
    limit ${limite}`.execute(db)
  return rows.map((s) => ({
    genre: 'structure',
    titre: s.libelle && s.libelle !== s.nom ? `${s.libelle} (${s.nom})` : s.nom,
    detail: [identifiantGroupe(s.identifiant, s.typeIdentifiant), s.ville].filter(Boolean).join(' · '),
    adresse: `/organisation/structures/${s.id}`,
    exact: s.exact,
  }))
}

/**
 * By name, or by address where it may be read: the list's own rules. One line a person, whatever their structures. The operator finds any
 * account by its whole name or address too.
 */
async function lesPersonnes(c: Contexte, moi: string, { texte, chiffres }: Saisie, limite: number): Promise<Resultat[]> {
  if (chiffres) return []
  const comptes = estOperateur(c.utilisateur) && !c.voirComme ? await chercherComptes(c.db, texte) : []
  const { elements } = await lireApres(c.db, moi, { structure: null, recherche: texte }, null, limite * 3)
  const parPersonne = [...Map.groupBy(elements, (u) => u.id).values()].slice(0, limite)
  const vues = new Set(parPersonne.map((lignes) => lignes[0]!.id))
  const siennes = parPersonne.map((lignes) => {
    const [u] = lignes as [(typeof elements)[number]]
    const adresse = lignes.find((l) => l.adresseElectronique)?.adresseElectronique
    return {
      genre: 'utilisateur' as const,
      titre: `${u.prenom} ${u.nom}`,
      detail: [adresse, ...lignes.slice(0, 2).map((l) => nomDe(l.structure))].filter(Boolean).join(' · '),
      adresse: `/organisation/utilisateurs/personnes/${u.id}`,
      exact: adresse?.toLowerCase() === texte.toLowerCase(),
    }
  })
  const autres = comptes
    .filter((u) => !vues.has(u.id))
    .map((u) => ({
      genre: 'utilisateur' as const,
      titre: `${u.prenom} ${u.nom}`,
      detail: u.adresseElectronique,
      adresse: `/exploitation/comptes/${u.id}`,
      exact: u.adresseElectronique.toLowerCase() === texte.toLowerCase(),
    }))
  return [...siennes, ...autres].slice(0, limite)
}
