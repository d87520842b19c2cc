import type { Contexte } from '#app/contexte.ts'
import type { Envoi } from '#app/organisation/pieces-jointes/deposer.ts'
import { EXTENSIONS } from '#app/organisation/pieces-jointes/reconnaitre.ts'
import { Icone } from '#ui/index.ts'
import { taille } from '#ui/textes/format.ts'

interface Props {
  c: Pick<Contexte, 't' | 'langue' | 'settings'>
  nom: string
  libelle: string
  aide?: string
  multiple?: boolean
  facultatif?: boolean
  /** Those sent already, by an earlier try of the same form. */
  envois?: Envoi[]
  erreur?: string | undefined
}

/** Files of a form: a plain field without script; with it, a box to drop them in, with progress, stop, resume and remove. */
export function ChampFichiers({ c, nom, libelle, aide, multiple, facultatif, envois = [], erreur }: Props) {
  const x = c.t.pieces.champ
  return (
    <div class={erreur ? 'field field--error' : 'field'} data-controller="fichiers" data-fichiers-nom-value={nom} data-fichiers-multiple-value={multiple ? 'true' : 'false'} data-fichiers-max-value={c.settings.TAILLE_FICHIER_MAX}>
      <label for={nom}>{libelle}{facultatif ? <span class="optional"> ({c.t.champs.facultatif})</span> : null}</label>
      <p class="hint" id={`${nom}-aide`}>{aide ? `${aide} ` : ''}{x.aide(taille(c.settings.TAILLE_FICHIER_MAX, c.langue))}</p>
      {erreur ? <p class="error" id={`${nom}-erreur`}><Icone nom="erreur" /><span>{erreur}</span></p> : null}
      <div class="upload" data-fichiers-target="zone">
        <input class="input" type="file" id={nom} name={nom} multiple={multiple} accept={EXTENSIONS.map((e) => `.${e}`).join(',')} data-fichiers-target="champ" aria-describedby={erreur ? `${nom}-aide ${nom}-erreur` : `${nom}-aide`} aria-invalid={erreur ? 'true' : undefined} />
        <p class="mt2" data-fichiers-target="invite" hidden>{multiple ? x.deposer : x.deposerUn}</p>
      </div>
      <ul class="files mt2" data-fichiers-target="liste">
        {envois.map((e) => (
          <li key={e.id}>
            <Icone nom="document" />
            <span>{e.nom}<br /><small>{e.etat === 'sain' ? x.envoye(taille(e.taille, c.langue)) : x.enAttente(taille(e.taille, c.langue))}</small></span>
            <label class="small"><input type="checkbox" name={nom} value={e.id} checked /> {x.garder}</label>
          </li>
        ))}
      </ul>
      <p class="visually-hidden" role="status" data-fichiers-target="statut" />
    </div>
  )
}
