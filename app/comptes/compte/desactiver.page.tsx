import { sql } from 'kysely'
import { cadre } from '#app/cadre.ts'
import { annuleesPar } from '#app/comptes/compte/desactiver.annulees.ts'
import { desactiverCompte } from '#app/comptes/compte/desactiver.ts'
import {
  PROPOSES,
  type ARemettre,
  type Donnees,
  chercheDe,
  FormulaireDesactiver,
  Verification,
} from '#app/comptes/compte/desactiver.vue.tsx'
import { estUuid } from '#app/contexte.ts'
import { definirParcours, type ContexteDuParcours } from '#app/demandes/parcours.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { definirPage } from '#app/page.ts'
import type { Demande } from '#demandes/index.ts'
import { Bouton, Page, Resume } from '#ui/index.ts'

/** Beyond, one transfers them all first: a page of two hundred lists helps nobody. */
const MONTREES = 20

/** Chosen already, before a search or in what was posted or kept: offered whatever is searched. */
async function choisisDe(c: ContexteDuParcours): Promise<string[]> {
  const recus =
    c.requete.body instanceof Map
      ? [...(c.requete.body as Map<string, string[]>)].flatMap(([k, v]) => v.map((x) => [k, x] as const))
      : [...c.url.searchParams]
  const cle = c.url.searchParams.get('brouillon')
  const { rows } = estUuid(cle)
    ? await sql<{
        id: string
      }>`select l->>'utilisateur' as id
        from brouillon b, jsonb_array_elements(b.saisie->'successeurs') l
        where b.cle = ${cle}::uuid and b.auteur = ${c.utilisateur.id}::uuid`.execute(c.db)
    : { rows: [] }
  return [...recus.flatMap(([k, v]) => (k.startsWith('successeurs.') ? [v] : [])), ...rows.map((r) => r.id)].filter(estUuid)
}

const lire = async (c: ContexteDuParcours): Promise<Donnees> => {
  const [cherche, choisis] = [chercheDe(c) || null, await choisisDe(c)]
  const { rows } = await sql<
    ARemettre & { total: number }
  >`select s.id, ${NOM_AFFICHE} as nom, s.statut = 'INACTIVE' as inactive, count(*) over ()::int as total,
      coalesce(p.candidats, '[]') as candidats, coalesce(p.nombreux, false) as nombreux
    from structure s
    cross join lateral (with v as materialized (select u.id, u.prenom, u.nom, r.tri, u.adresse_electronique,
              u.id = any(${choisis}::uuid[]) as choisi
            from rattachement r
            join utilisateur u on u.id = r.utilisateur and u.est_actif and u.adresse_verifiee
            where r.structure = s.id and r.service is null and r.utilisateur <> ${c.utilisateur.id}::uuid and r.retire_le is null
              and r.periode @> maintenant())
        select (select json_agg(json_build_object('id', x.id, 'prenom', x.prenom, 'nom', x.nom, 'adresseElectronique',
                      x.adresse_electronique))
            from (select *
                from v
                where ${cherche}::text is null or choisi
                  or strpos(tri || ' ' || plier(prenom || ' ' || nom) || ' ' || plier(adresse_electronique::text), ${motPlie(cherche)}) > 0
                order by choisi desc, tri, id
                limit ${PROPOSES}) x) as candidats, (select count(*) from (select from v limit ${PROPOSES + 1}) x) > ${PROPOSES} as nombreux)
        p
    where s.gestionnaire_principal = ${c.utilisateur.id}::uuid
    order by s.statut, plier(${NOM_AFFICHE}) collate "C", s.id
    limit ${MONTREES}`.execute(c.db)
  return { structures: rows, total: rows[0]?.total ?? 0, annulees: await annuleesPar(c.db, c.utilisateur.id) }
}

/** CPT-04. */
export const parcoursDesactiverCompte = definirParcours<Donnees>({
  chemin: '/compte/desactiver',
  definition: desactiverCompte as unknown as Demande,
  charger: lire,
  structureDe: () => null,
  adapter: (champs, _saisie, { structures }) => {
    const choix = structures.map((s) => ({ structure: s.id, utilisateur: champs.get(`successeurs.${s.id}`)?.[0] ?? '' }))
    return {
      successeurs: choix.filter((x) => x.utilisateur && x.utilisateur !== 'oui'),
      desactivees: choix.filter((x) => x.utilisateur === 'oui').map((x) => x.structure),
    }
  },
  apres: (recu) => `/compte-desactive?numero=${recu.numero}`,
  formulaire: (c, d, etat) => <FormulaireDesactiver c={c} d={d} etat={etat} />,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

/** Where one lands: nobody is signed in any more. */
export const pageCompteDesactive = definirPage({
  chemin: '/compte-desactive',
  acces: 'public',
  charger: async () => null,
  vue: (_d, c) => {
    const x = c.t.gouvernance.desactiver
    const numero = /^RITM\d{7,12}$/.exec(c.url.searchParams.get('numero') ?? '')?.[0]
    return (
      <Page c={cadre(c)} titre={x.faite} chapo={x.faiteTexte}>
        {numero ? <Resume lignes={[{ cle: c.t.demandes.recu.numero, valeur: numero }]} /> : null}
        <p class="mt5">
          <Bouton genre="second" href="/">
            {c.t.erreurs.page.accueil}
          </Bouton>
        </p>
      </Page>
    )
  },
})
