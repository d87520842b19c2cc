import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import type { Genre } from '#app/organisation/imports/genre.ts'
import type { FiltreLignes, Import, LigneImportee } from '#app/organisation/imports/lister.ts'
import { textesImport } from '#app/organisation/imports/refus.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import {
  Alerte,
  Carte,
  Champ,
  Etiquette,
  Filtres,
  Icone,
  Outils,
  Pages,
  Tableau,
  Vide,
  type Genre as GenreUi,
  type NomIcone,
} from '#ui/index.ts'
import { nombre } from '#ui/textes/format.ts'

export interface Lien {
  libelle: string
  href: string
}
export interface ListeDeLignes<L> {
  filtre: FiltreLignes & { page: number; taille: number }
  liste: PageDeListe<L>
}

const GENRES: Record<string, { genre: GenreUi; icone?: NomIcone }> = {
  erreur: { genre: 'err', icone: 'erreur' },
  echouee: { genre: 'err', icone: 'erreur' },
  'a-rattacher': { genre: 'ok', icone: 'plus' },
  rattachee: { genre: 'ok', icone: 'coche' },
  'a-creer': { genre: 'ok', icone: 'plus' },
  creee: { genre: 'ok', icone: 'coche' },
  'a-inviter': { genre: 'ok', icone: 'courriel' },
  invitee: { genre: 'ok', icone: 'courriel' },
  'a-completer': { genre: 'action', icone: 'modifier' },
  completee: { genre: 'ok', icone: 'modifier' },
  'a-modifier': { genre: 'action', icone: 'modifier' },
  modifiee: { genre: 'ok', icone: 'modifier' },
  inchangee: { genre: 'neutre' },
}

/** Counts that filter, then the lines: what each would do or has done, what is wrong and how to mend it. */
export function LignesDImport<L extends LigneImportee>({
  g,
  c,
  i,
  d: { filtre, liste },
}: {
  g: Genre<L>
  c: Contexte
  i: Import
  d: ListeDeLignes<L>
}): JSX.Element {
  const x = textesImport(c.t, g.genre)
  const v = x.verification
  const fait = i.demande !== null
  const url = new URL(`${g.chemin}/${i.id}${c.url.search}`, c.url)
  const champ = fait ? 'issue' : 'resultat'
  const comptes = Object.entries(fait ? g.faits(i) : g.prevus(i)).filter(([nom, n]) => n > 0 || g.toujours.includes(nom))
  const { total, totalExact } = liste
  const etat = {
    page: filtre.page,
    taille: filtre.taille,
    tri: filtre.tri ?? '',
    total,
    totalExact,
    ...(liste.suivant ? { suivant: liste.suivant } : {}),
  }
  const avis = fait ? null : (g.avis?.(c, liste.elements) ?? null)
  return (
    <>
      <ul class="tally">
        {comptes.map(([nom, n]) => (
          <li key={nom} class={['erreur', 'echouee'].includes(nom) ? 'is-err' : undefined}>
            <a href={`${url.pathname}?${champ}=${nom}`} aria-current={filtre[champ] === nom ? 'true' : undefined}>
              <b>{nombre(n, c.langue)}</b> {(fait ? x.rendu : x).compteurs[nom]!(n)}
              {fait ? null : <small>{x.compteursTexte[nom]}</small>}
            </a>
          </li>
        ))}
      </ul>
      {avis ? (
        <Alerte genre="warn" titre={avis.titre}>
          <p>{avis.texte}</p>
        </Alerte>
      ) : null}
      <Carte nue>
        <Filtres libelle={v.filtrer} url={url} noms={['recherche', champ, 'tri']}>
          <Champ nom="recherche" type="search" libelle={v.personne} valeur={filtre.recherche ?? ''} />
          <Champ
            nom={champ}
            type="select"
            libelle={x.colonnes.resultat!}
            valeur={filtre[champ] ?? ''}
            sansChoix={v.tous}
            options={(fait ? g.issues : g.resultats).map((r) => ({ valeur: r, libelle: (fait ? x.issues[r] : x.resultats[r]) ?? r }))}
          />
          <Champ
            nom="tri"
            type="select"
            libelle={v.trier}
            valeur={filtre.tri ?? 'erreurs'}
            options={[
              { valeur: 'erreurs', libelle: v.erreursDabord },
              { valeur: 'ligne', libelle: v.ordreDuFichier },
            ]}
          />
        </Filtres>
        <Outils
          actions={
            i.erreurs || i.echouees ? (
              <a href={`${url.pathname}/lignes.xlsx?resultat=erreur`} download data-turbo="false">
                <Icone nom="telecharger" /> {v.telecharger(fait ? Math.max(i.echouees, i.erreurs) : i.erreurs)}
              </a>
            ) : null
          }
        >
          {v.toutesLesLignes(total, totalExact)}
        </Outils>
        {liste.elements.length ? (
          <>
            <Tableau
              legende={v.legende}
              url={url}
              etat={etat}
              colonnes={[
                { nom: 'ligne', libelle: x.colonnes.ligne!, num: true },
                ...g.colonnes.map((k) => ({ ...k, libelle: x.colonnes[k.nom]! })),
                { nom: 'resultat', libelle: x.colonnes.resultat! },
              ]}
              lignes={liste.elements.map((l) => ({
                cle: String(l.ligne),
                cellules: [String(l.ligne), ...g.cellules(c, l), <Resultat g={g} c={c} l={l} />],
              }))}
            />
            <Pages etat={etat} url={url} />
          </>
        ) : (
          <Vide titre={v.vide} texte={v.videTexte} />
        )}
      </Carte>
    </>
  )
}

/** What is wrong is underlined where it stands. */
export const Cellule = ({ l, colonne, texte }: { l: LigneImportee; colonne: string; texte: string }) =>
  l.fautes.some((f) => f.colonne === colonne) ? <span class="bad">{texte || '—'}</span> : <>{texte}</>

function Resultat<L extends LigneImportee>({ g, c, l }: { g: Genre<L>; c: Contexte; l: L }) {
  const x = textesImport(c.t, g.genre)
  const etat = l.issue ?? l.resultat
  const avis = 'avis' in l ? (l.avis as LigneImportee['fautes']) : []
  return (
    <>
      <Etiquette genre={GENRES[etat]?.genre ?? 'neutre'} {...(GENRES[etat]?.icone ? { icone: GENRES[etat].icone } : {})}>
        {l.issue ? x.issues[l.issue] : x.resultats[l.resultat]}
      </Etiquette>
      {!l.issue && l.resultat !== 'erreur' && x.resultatsTexte[l.resultat] ? <span class="sub">{x.resultatsTexte[l.resultat]}</span> : null}
      {[...l.fautes, ...(l.fautes.length || l.issue ? [] : avis)].map((f) => {
        const { motif, remede } = x.faute(f.code, f.valeur)
        return (
          <span key={f.code + f.colonne}>
            <span class="sub">
              {x.colonnes[f.colonne] ? <b>{x.deColonne(x.colonnes[f.colonne]!)}</b> : null}
              {motif}
            </span>
            <span class="fix">
              <Icone nom="fleche" /> {remede}
            </span>
          </span>
        )
      })}
    </>
  )
}
