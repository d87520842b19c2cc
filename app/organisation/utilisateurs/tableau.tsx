import { nomDe } from '#app/organisation/structures/lire.ts'
import type { Contexte } from '#app/contexte.ts'
import { ACTIONS_GROUPEES } from '#app/organisation/utilisateurs/groupees.ts'
import type { FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
import { adresseExport, adressePersonne, cleDe } from '#app/organisation/utilisateurs/adresses.ts'
import type { UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'
import type { Perimetre } from '#app/organisation/utilisateurs/perimetre.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import {
  ActionsGroupees,
  AdresseElectronique,
  adresseAvec,
  Bouton,
  Etiquette,
  Exports,
  FormulaireDeSelection,
  Outils,
  Pages,
  Tableau,
  Temps,
  TriDesCartes,
  type Colonne,
} from '#ui/index.ts'

export const nomDuPerimetre = (c: Contexte, p: Perimetre): string => (p.structure ? nomDe(p.structure) : c.t.utilisateurs.filtres.toutes)

interface Props {
  c: Contexte
  filtre: FiltreUtilisateurs & { page: number; taille: number; tri: string }
  perimetre: Perimetre
  liste: PageDeListe<UtilisateurEnListe>
}

/** The lines, one a person and a structure; a manager ticks them, or takes all that the filter holds. */
export function TableauUtilisateurs(p: Props) {
  const { c, filtre, perimetre, liste } = p
  const x = c.t.utilisateurs
  const etat = {
    page: liste.page,
    taille: liste.taille,
    tri: filtre.tri,
    total: liste.total,
    totalExact: liste.totalExact,
    ...(liste.suivant ? { suivant: liste.suivant } : {}),
  }
  const colonnes = colonnesDe(c, perimetre)
  const choisir = liste.elements.some((u) => u.gere) && ACTIONS_GROUPEES.length > 0
  const table = (
    <Tableau
      colonnes={colonnes}
      etat={etat}
      url={c.url}
      legende={x.liste.legende}
      lignes={liste.elements.map((u) => ligne(c, perimetre, colonnes, u))}
      {...(choisir ? { selection: { nom: 'choix' } } : {})}
    />
  )
  return (
    <>
      <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
      <Outils actions={<Exports href={(f) => adresseExport(c, f)} />}>
        {(perimetre.structure || perimetre.structures === 1 ? x.liste.resultats : x.liste.lignes)(liste.total, liste.totalExact)}
      </Outils>
      {choisir ? (
        <FormulaireDeSelection action="/organisation/utilisateurs/selection">
          <input type="hidden" name="requete" value={requeteDe(c, filtre)} />
          <ActionsGroupees>
            {ACTIONS_GROUPEES.map((a) => (
              <Bouton key={a.code} petit name="action" value={a.code}>
                {x.selection.actions[a.code]!.bouton}
              </Bouton>
            ))}
            {liste.total > liste.elements.length
              ? ACTIONS_GROUPEES.map((a) => (
                  <Bouton key={a.code} petit genre="second" name="tous" value={a.code}>
                    {x.selection.actions[a.code]!.tous(liste.total, liste.totalExact)}
                  </Bouton>
                ))
              : null}
          </ActionsGroupees>
          {table}
        </FormulaireDeSelection>
      ) : (
        table
      )}
      {filtre.apres ? (
        <PagesParCle c={c} liste={liste} />
      ) : (
        <>
          <Pages etat={etat} url={c.url} />
          {liste.totalExact ? null : (
            <p class="small mt2">
              <a href={adresseAvec(c.url, { apres: 'fin' })}>{x.liste.dernieres}</a>
            </p>
          )}
        </>
      )}
    </>
  )
}

/** Past what is counted, rows have no number: one goes on, or back to the start. */
function PagesParCle({ c, liste }: { c: Contexte; liste: PageDeListe<UtilisateurEnListe> }) {
  const x = c.t.utilisateurs.liste
  return (
    <nav class="pages" aria-label={c.t.commun.pages.titre} data-turbo-prefetch="false">
      <p class="row">
        <a href={adresseAvec(c.url, {})}>{x.premieres}</a>
        {liste.suivant ? (
          <a href={adresseAvec(c.url, { apres: liste.suivant })} rel="next">
            {x.suivantes}
          </a>
        ) : null}
      </p>
    </nav>
  )
}

/** The filter as it stands, whatever the page shown: what « tous » selects. */
function requeteDe(c: Contexte, f: FiltreUtilisateurs): string {
  const q = new URLSearchParams(c.url.search)
  for (const cle of ['page', 'apres', 'taille', 'export']) q.delete(cle)
  q.set('structure', f.structure ?? 'toutes')
  return q.toString()
}

function colonnesDe(c: Contexte, p: Perimetre): Colonne[] {
  const x = c.t.utilisateurs.colonnes
  return [
    { nom: 'nom', libelle: x.nom, tri: true, entete: true },
    ...(p.gere ? [{ nom: 'adresseElectronique', libelle: x.adresseElectronique, tri: true }] : []),
    ...(p.structure ? [] : [{ nom: 'structure', libelle: x.structure }]),
    { nom: 'role', libelle: x.role, tri: true },
    { nom: 'service', libelle: x.service, tri: true },
    ...(p.gere
      ? [
          { nom: 'nombreHabilitations', libelle: x.nombreHabilitations, num: true },
          { nom: 'derniereConnexionLe', libelle: x.derniereConnexionLe, tri: true },
        ]
      : []),
    { nom: 'depuis', libelle: x.depuis, tri: true },
  ]
}

function ligne(c: Contexte, p: Perimetre, colonnes: Colonne[], u: UtilisateurEnListe) {
  const x = c.t.utilisateurs
  const cellules: Record<string, unknown> = {
    nom: (
      <a href={adressePersonne(u)}>
        {u.nom} {u.prenom}
      </a>
    ),
    adresseElectronique: u.adresseElectronique ? <AdresseElectronique valeur={u.adresseElectronique} /> : null,
    structure: nomDe(u.structure),
    role: u.role === 'gestionnaire' ? <Etiquette genre="ok">{x.role.gestionnaire}</Etiquette> : x.role.utilisateur,
    service: (
      <>
        {u.maille === 'structure' ? x.mailles.structure : null}
        {u.services.length ? (
          <>
            {u.maille === 'structure' ? ', ' : ''}
            <span title={u.services.map((s) => s.nom).join(', ')}>{u.services.map((s) => s.code).join(', ')}</span>
          </>
        ) : null}
      </>
    ),
    nombreHabilitations: u.nombreHabilitations === null ? null : String(u.nombreHabilitations),
    derniereConnexionLe: u.derniereConnexionLe ? (
      <Temps date={u.derniereConnexionLe} forme="courte" />
    ) : u.gere ? (
      <span class="muted">{x.liste.jamais}</span>
    ) : null,
    depuis: <Temps date={u.depuis} forme="courte" />,
  }
  // The gestionnaire principal is not detached before a transfer: nothing to tick.
  return {
    cle: cleDe(u),
    cellules: colonnes.map((col) => cellules[col.nom] as never),
    ...(u.gere && u.role !== 'gestionnaire' ? { selection: `${u.prenom} ${u.nom}` } : {}),
  }
}
