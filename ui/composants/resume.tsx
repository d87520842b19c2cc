import type { VNode } from 'preact'
import { avecCoupure } from './adresse.tsx'
import { Cache, useTextes, type Enfant } from '#ui/langue.tsx'

/** A link « Modifier », completed for those who only hear it by what it changes. */
interface ActionResume {
  href: string
  libelle?: string
  complement?: string
}

/** `href`: the page of what the key names. */
export interface LigneResume {
  cle: string
  valeur: Enfant
  href?: string | undefined
  action?: ActionResume | VNode
}

const estVide = (v: Enfant) => v === null || v === undefined || v === ''
const estNoeud = (a: ActionResume | VNode): a is VNode => 'props' in a

/** Keys and values; `serre` in an aside, `grille` for a page of reference: the value under its key, as many side by side as fit. */
export function Resume({ lignes, serre, grille }: { lignes: readonly LigneResume[]; serre?: boolean; grille?: boolean }) {
  const { t } = useTextes()
  return (
    <dl class={serre ? 'summary summary--tight' : grille ? 'summary summary--grid' : 'summary'}>
      {lignes.map(({ cle, valeur, href, action }) => (
        <div key={cle}>
          <dt>{href ? <a href={href}>{cle}</a> : cle}</dt>
          <dd>{estVide(valeur) ? <span class="muted">{t.commun.vide}</span> : avecCoupure(valeur)}</dd>
          {action ? <dd class="act">{estNoeud(action) ? action : <LienAction action={action} cle={cle} />}</dd> : null}
        </div>
      ))}
    </dl>
  )
}

function LienAction({ action, cle }: { action: ActionResume; cle: string }) {
  const { t } = useTextes()
  return (
    <a href={action.href}>
      {action.libelle ?? t.commun.modifier}
      <Cache> {action.complement ?? `(${cle})`}</Cache>
    </a>
  )
}

export interface LigneDiff {
  nom: string
  avant: Enfant
  apres: Enfant
  action?: ActionResume
  genre?: 'ajout' | 'retrait' | undefined
}

/** Only what changes, before and after, in words as much as in colour. */
export function Diff({
  legende,
  lignes,
  colonnes,
  vide,
}: {
  legende: string
  lignes: readonly LigneDiff[]
  colonnes?: { champ: string; avant: string; apres: string }
  vide?: string
}) {
  const { t } = useTextes()
  const d = { ...t.commun.diff, ...colonnes }
  const avecAction = lignes.some((l) => l.action)
  return (
    <table class="diff">
      <caption>{legende}</caption>
      <thead>
        <tr>
          <th scope="col">{d.champ}</th>
          <th scope="col">{d.avant}</th>
          <th scope="col">{d.apres}</th>
          {avecAction ? (
            <th scope="col">
              <Cache>{d.action}</Cache>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {lignes.map((l, i) => (
          <tr key={i} class={l.genre === 'ajout' ? 'is-added' : l.genre === 'retrait' ? 'is-removed' : undefined}>
            <th scope="row">{l.nom}</th>
            <td data-label={d.avant}>
              {estVide(l.avant) ? <span class="muted">{vide ?? t.commun.vide}</span> : <del>{avecCoupure(l.avant)}</del>}
            </td>
            <td data-label={d.apres}>
              {estVide(l.apres) ? <span class="muted">{vide ?? t.commun.vide}</span> : <ins>{avecCoupure(l.apres)}</ins>}
            </td>
            {avecAction ? <td>{l.action ? <LienAction action={l.action} cle={l.nom} /> : null}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
