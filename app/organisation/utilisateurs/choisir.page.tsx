import { nomDe } from '#app/organisation/structures/lire.ts'
import { cadre } from '#app/cadre.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { listerUtilisateurs, type UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'
import { adressePersonne } from '#app/organisation/utilisateurs/adresses.ts'
import { definirPage } from '#app/page.ts'
import { Bouton, ListeLiens, Page, Vide } from '#ui/index.ts'

const MONTRES = 20

/** « Afficher un utilisateur » begins with the person: searched among those of one's structures. */
export const pageChoisir = definirPage<{ recherche: string; trouves: UtilisateurEnListe[]; total: number }>({
  chemin: '/organisation/utilisateurs/personnes',
  acces: 'session',
  charger: async (c) => {
    const recherche = (c.url.searchParams.get('recherche') ?? '').trim().slice(0, 200)
    if (!recherche) return { recherche, trouves: [], total: 0 }
    const { elements, total } = await listerUtilisateurs(c.db, c.utilisateur!.id, { structure: null, recherche, taille: MONTRES })
    return { recherche, trouves: elements, total }
  },
  vue: ({ recherche, trouves, total }, c) => {
    const x = c.t.utilisateurs
    return (
      <Page
        c={cadre(c)}
        titre={x.choisir.titre}
        chapo={x.choisir.chapo}
        fil={filDesUtilisateurs(c, { nom: x.choisir.titre })}
        aide="/documentation/organisation/utilisateurs/afficher-un-utilisateur"
      >
        <div class="narrow stack">
          <form class="field" role="search" aria-label={x.choisir.titre} method="get" action={c.chemin}>
            <label for="recherche">{x.choisir.champ}</label>
            <div class="with-button">
              <input class="input" id="recherche" type="search" name="recherche" value={recherche} maxLength={200} />
              <Bouton>{x.choisir.bouton}</Bouton>
            </div>
          </form>
          <div role="status">
            {trouves.length ? (
              <p class="small muted">
                {x.liste.resultats(total, true)}
                {total > trouves.length ? ` ${x.choisir.premiers(trouves.length)}` : ''}
              </p>
            ) : null}
          </div>
          {trouves.length ? (
            <ListeLiens
              liens={trouves.map((u) => ({
                libelle: `${u.prenom} ${u.nom}`,
                href: adressePersonne(u),
                detail: [
                  nomDe(u.structure),
                  u.maille === 'structure' ? null : u.services.map((s) => s.code).join(', '),
                  u.role === 'gestionnaire' ? x.role.gestionnaire : null,
                  u.adresseElectronique,
                ]
                  .filter(Boolean)
                  .join(' · '),
              }))}
            />
          ) : null}
          {recherche && !trouves.length ? <Vide titre={x.choisir.vide} texte={x.choisir.videTexte} /> : null}
          {recherche ? null : (
            <p>
              <a href="/organisation/utilisateurs/liste">{x.liste.titre}</a>
            </p>
          )}
        </div>
      </Page>
    )
  },
})
