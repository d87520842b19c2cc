import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import type { FiltreLignes, Import, LigneDImport } from '#app/organisation/utilisateurs/importer.lister.ts'
import { ISSUES, RESULTATS } from '#app/organisation/utilisateurs/importer.lister.ts'
import { IMPORTER } from '#app/organisation/utilisateurs/importer.page.tsx'
import type { PageDeListe } from '#platform/database/lists.ts'
import { Carte, Champ, Etiquette, Filtres, Icone, Outils, Pages, Tableau, Vide, type Genre, type NomIcone } from '#ui/index.ts'
import { nombre } from '#ui/textes/format.ts'

export interface ListeDeLignes { filtre: FiltreLignes & { page: number; taille: number }; liste: PageDeListe<LigneDImport> }

const GENRES: Record<string, { genre: Genre; icone?: NomIcone }> = {
  erreur: { genre: 'err', icone: 'erreur' }, echouee: { genre: 'err', icone: 'erreur' }, 'a-rattacher': { genre: 'ok', icone: 'plus' }, rattachee: { genre: 'ok', icone: 'coche' },
  'a-inviter': { genre: 'ok', icone: 'courriel' }, invitee: { genre: 'ok', icone: 'courriel' }, 'a-completer': { genre: 'action', icone: 'modifier' }, completee: { genre: 'ok', icone: 'modifier' }, inchangee: { genre: 'neutre' },
}

/** Counts that filter, then the lines: what each would do or has done, what is wrong and how to mend it. */
export function LignesDImport({ c, i, d: { filtre, liste } }: { c: Contexte; i: Import; d: ListeDeLignes }): JSX.Element {
  const x = c.t.imports
  const v = x.verification
  const fait = i.demande !== null
  const url = new URL(`${IMPORTER}/${i.id}${c.url.search}`, c.url)
  const nombres: Record<string, number> = fait ? { rattachee: i.rattachees, invitee: i.invitees, completee: i.completees, echouee: i.echouees } : { 'a-rattacher': i.aRattacher, 'a-inviter': i.aInviter, 'a-completer': i.aCompleter, inchangee: i.inchangees, erreur: i.erreurs }
  const champ = fait ? 'issue' : 'resultat'
  const comptes = Object.entries(nombres).filter(([nom, n]) => n > 0 || ['a-rattacher', 'a-inviter', 'rattachee', 'invitee'].includes(nom))
  const { total, totalExact } = liste
  return (
    <>
      <ul class="tally">
        {comptes.map(([nom, n]) => (
          <li key={nom} class={['erreur', 'echouee'].includes(nom) ? 'is-err' : undefined}>
            <a href={`${url.pathname}?${champ}=${nom}`} aria-current={filtre[champ] === nom ? 'true' : undefined}><b>{nombre(n, c.langue)}</b> {fait ? x.rendu.compteurs[nom] : x.compteurs[nom]!(n)}{fait ? null : <small>{x.compteursTexte[nom]}</small>}</a>
          </li>
        ))}
      </ul>
      <Carte nue>
        <Filtres libelle={v.filtrer} url={url} noms={['recherche', champ, 'tri']}>
          <Champ nom="recherche" type="search" libelle={v.personne} valeur={filtre.recherche ?? ''} />
          <Champ nom={champ} type="select" libelle={x.colonnes.resultat!} valeur={filtre[champ] ?? ''} options={[{ valeur: '', libelle: v.tous }, ...(fait ? ISSUES : RESULTATS).map((r) => ({ valeur: r, libelle: (fait ? x.issues[r] : x.resultats[r]) ?? r }))]} />
          <Champ nom="tri" type="select" libelle={v.trier} valeur={filtre.tri ?? 'erreurs'} options={[{ valeur: 'erreurs', libelle: v.erreursDabord }, { valeur: 'ligne', libelle: v.ordreDuFichier }]} />
        </Filtres>
        <Outils actions={i.erreurs || i.echouees ? <a href={`${url.pathname}/lignes.xlsx?resultat=erreur`} download data-turbo="false"><Icone nom="telecharger" /> {v.telecharger(fait ? Math.max(i.echouees, i.erreurs) : i.erreurs)}</a> : null}>{v.toutesLesLignes(total, totalExact)}</Outils>
        {liste.elements.length ? (
          <>
            <Tableau legende={v.legende} url={url} etat={{ page: filtre.page, taille: filtre.taille, tri: filtre.tri ?? '', total, totalExact, ...(liste.suivant ? { suivant: liste.suivant } : {}) }}
              colonnes={[{ nom: 'ligne', libelle: x.colonnes.ligne!, num: true }, { nom: 'utilisateur', libelle: x.colonnes.utilisateur!, entete: true }, { nom: 'structure', libelle: x.colonnes.structure! }, { nom: 'profils', libelle: x.colonnes.profils! }, { nom: 'resultat', libelle: x.colonnes.resultat! }]}
              lignes={liste.elements.map((l) => ({ cle: String(l.ligne), cellules: [String(l.ligne), <Utilisateur l={l} />, <Ou c={c} l={l} />, <Profils c={c} l={l} />, <Resultat c={c} l={l} />] }))} />
            <Pages etat={{ page: filtre.page, taille: filtre.taille, tri: filtre.tri ?? '', total, totalExact, ...(liste.suivant ? { suivant: liste.suivant } : {}) }} url={url} />
          </>
        ) : <Vide titre={v.vide} texte={v.videTexte} />}
      </Carte>
    </>
  )
}

/** What is wrong is underlined where it stands. */
const Cellule = ({ l, colonne, texte }: { l: LigneDImport; colonne: string; texte: string }) => (l.fautes.some((f) => f.colonne === colonne) ? <span class="bad">{texte || '—'}</span> : <>{texte}</>)

function Utilisateur({ l }: { l: LigneDImport }) {
  const nom = [l.cellules.prenom, l.cellules.nom].filter(Boolean).join(' ')
  const adresse = <Cellule l={l} colonne="adresseElectronique" texte={l.cellules.adresseElectronique} />
  return nom ? <>{nom}<span class="sub">{adresse}</span></> : adresse
}

function Ou({ c, l }: { c: Contexte; l: LigneDImport }) {
  const service = l.fautes.some((f) => f.colonne === 'codeService') ? <Cellule l={l} colonne="codeService" texte={l.cellules.codeService} /> : (l.service?.nom ?? (l.cellules.codeService || c.t.imports.structureEntiere))
  return <>{l.structure && !l.fautes.some((f) => f.colonne === 'identifiant') ? l.structure.raisonSociale : <Cellule l={l} colonne="identifiant" texte={l.cellules.identifiant} />}<span class="sub">{service}</span></>
}

function Profils({ c, l }: { c: Contexte; l: LigneDImport }) {
  const x = c.t.imports
  const fin = l.cellules.fin ? <Cellule l={l} colonne="fin" texte={l.fautes.some((f) => f.colonne === 'fin') ? l.cellules.fin : x.jusquau(l.cellules.fin)} /> : null
  return <>{l.cellules.profils ? <Cellule l={l} colonne="profils" texte={l.cellules.profils} /> : x.parDefaut}{l.resultat !== 'erreur' && l.ajouts.length ? <span class="sub">{x.profils(l.ajouts.length)}</span> : null}{fin ? <span class="sub">{fin}</span> : null}</>
}

function Resultat({ c, l }: { c: Contexte; l: LigneDImport }) {
  const x = c.t.imports
  const etat = l.issue ?? l.resultat
  return (
    <>
      <Etiquette genre={GENRES[etat]?.genre ?? 'neutre'} {...(GENRES[etat]?.icone ? { icone: GENRES[etat].icone } : {})}>{l.issue ? x.issues[l.issue] : x.resultats[l.resultat]}</Etiquette>
      {!l.issue && l.resultat !== 'erreur' ? <span class="sub">{x.resultatsTexte[l.resultat]}</span> : null}
      {l.fautes.map((f) => {
        const { motif, remede } = x.faute(f.code, f.valeur)
        return <span key={f.code + f.colonne}><span class="sub">{motif}</span><span class="fix"><Icone nom="fleche" /> {remede}</span></span>
      })}
    </>
  )
}
