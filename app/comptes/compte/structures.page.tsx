import { groupesDe, type GroupeStructures } from '#app/accueil/groupes/groupes.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { entier } from '#app/listes/entier.ts'
import { definirPage } from '#app/page.ts'
import { SansStructure } from '#app/organisation/structures/sans.tsx'
import { adresseAvec, Bouton, Carte, Champ, Filtres, Outils, Page, Pages, Pastilles, Vide, optionsDe } from '#ui/index.ts'
import { Ailleurs } from './structures.ailleurs.tsx'
import { UneStructure } from './structures.carte.tsx'
import { demandeesAilleurs, mesStructures, type FiltreStructures } from './structures.ts'

function filtreDe(url: URL): FiltreStructures {
  const q = url.searchParams
  const taille = entier(q, 'taille', 20, 200)
  const role = q.get('role')
  return {
    taille,
    page: entier(q, 'page', 1, Math.ceil(10_000 / taille)),
    recherche: q.get('recherche')?.trim().slice(0, 100) || undefined,
    role: role === 'gestionnaire' || role === 'utilisateur' ? role : undefined,
  }
}

/** « Mes structures » (CPT-05): role, services, profiles and pending demandes in each. */
export const pageStructures = definirPage({
  chemin: '/compte/structures',
  acces: 'session',
  async charger(c) {
    const filtre = filtreDe(c.url)
    const moi = c.utilisateur!.id
    const [liste, groupes, demandees] = await Promise.all([
      mesStructures(c.db, moi, filtre),
      groupesDe(c.db, moi),
      demandeesAilleurs(c.db, moi),
    ])
    return { filtre, liste, groupes, demandees }
  },
  vue({ filtre, liste, groupes, demandees }, c) {
    const t = c.t.comptes.structures
    const etat = { page: filtre.page, taille: filtre.taille, tri: '', total: liste.total, totalExact: liste.totalExact }
    const filtree = Boolean(filtre.recherche || filtre.role)
    const sans = liste.total === 0 && !filtree
    const pastilles = [
      ...(filtre.role ? [{ libelle: t.roles[filtre.role]!, href: adresseAvec(c.url, { role: null, page: null }) }] : []),
      ...(filtre.recherche ? [{ libelle: filtre.recherche, href: adresseAvec(c.url, { recherche: null, page: null }) }] : []),
    ]
    return (
      <Page
        c={cadre(c)}
        titre={t.titre}
        fil={[{ nom: c.t.comptes.compte.titre, href: '/compte' }, { nom: t.titre }]}
        actions={
          sans ? undefined : (
            <Bouton genre="second" href="/compte/groupes">
              {c.t.accueil.groupes.titre}
            </Bouton>
          )
        }
      >
        <Ailleurs c={c} demandees={demandees} />
        {sans ? (
          <SansStructure c={c} />
        ) : (
          <>
            <Groupes c={c} groupes={groupes} />
            <Carte nue>
              <Filtres libelle={t.filtrer} url={c.url} noms={['recherche', 'role']}>
                <Champ nom="recherche" libelle={t.recherche} type="search" valeur={filtre.recherche} maxLength={100} />
                <Champ
                  nom="role"
                  libelle={t.role}
                  type="select"
                  valeur={filtre.role ?? ''}
                  sansChoix={t.tous}
                  options={optionsDe(Object.keys(t.roles), t.roles)}
                />
              </Filtres>
              <Pastilles pastilles={pastilles} reinitialiser={c.url.pathname} />
              <Outils>{t.nombre(liste.total, liste.totalExact)}</Outils>
            </Carte>
            {liste.elements.length === 0 ? (
              <Vide titre={t.aucunResultat} texte={c.t.comptes.demandes.aucunResultatTexte} />
            ) : (
              <div class="columns columns--cards mt4">
                {liste.elements.map((s) => (
                  <UneStructure key={s.id} c={c} s={s} />
                ))}
              </div>
            )}
            <Pages etat={etat} url={c.url} />
          </>
        )}
      </Page>
    )
  },
})

/** One's groups, under their own names (POR-13). */
function Groupes({ c, groupes }: { c: Contexte; groupes: GroupeStructures[] }) {
  if (groupes.length === 0) return null
  return (
    <p class="row">
      {groupes.map((g) => (
        <span key={g.id}>
          <a href={`/compte/groupes/${g.id}`}>{g.nom}</a> <span class="muted small">{c.t.accueil.groupes.nombre(g.nombre)}</span>
        </span>
      ))}
    </p>
  )
}
