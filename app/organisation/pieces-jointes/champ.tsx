import type { Contexte } from '#app/contexte.ts'
import type { Envoi } from '#app/organisation/pieces-jointes/deposer.ts'
import { EXTENSIONS } from '#app/organisation/pieces-jointes/reconnaitre.ts'
import { Cache, Icone } from '#ui/index.ts'
import { taille } from '#ui/textes/format.ts'

interface Props {
  c: Contexte
  /** Name of the field that holds the ids: « envois », « rib ». */
  nom: string
  libelle: string
  aide?: string
  multiple?: boolean
  facultatif?: boolean
  /** The resumable way needs a session: somebody without an account sends with the form. */
  sansScript?: boolean | undefined
  /** Of the form: the files sent already, and what was wrong. */
  etat: { envois: Envoi[]; erreurs: { champ: string; message: string }[] }
}

/**
 * The files of a form: without script a plain field, and those sent at an earlier try with a box each; with script (controller « envoi »),
 * sent at once, with progress.
 */
export function ChampFichiers({ c, nom, libelle, aide, multiple = false, facultatif, sansScript, etat }: Props) {
  const x = c.t.pieces.champ
  const erreurs = etat.erreurs.filter((e) => e.champ === nom || e.champ.startsWith(`${nom}.`))
  const decrit = [`${nom}-aide`, ...(erreurs.length ? [`${nom}-erreur`] : [])].join(' ')
  return (
    <div
      class={erreurs.length ? 'field field--error' : 'field'}
      data-controller={sansScript ? undefined : 'envoi'}
      data-envoi-nom-value={nom}
      data-envoi-multiple-value={String(multiple)}
      data-envoi-mots-value={JSON.stringify(x.script)}
      data-action="turbo:morph@document->envoi#connect"
    >
      <label for={nom}>
        {libelle}
        {facultatif ? (
          <>
            {' '}
            <span class="optional">{c.t.commun.champ.facultatif}</span>
          </>
        ) : null}
      </label>
      <p class="hint" id={`${nom}-aide`}>
        {aide ? `${aide} ` : ''}
        {x.aide(taille(c.settings.TAILLE_FICHIER_MAX, c.langue))}
      </p>
      {erreurs.length ? (
        <div id={`${nom}-erreur`}>
          {erreurs.map((e) => (
            <p key={e.message} class="error">
              <Icone nom="erreur" />
              <span>
                <Cache>{c.t.commun.champ.erreur}</Cache>
                {e.message}
              </span>
            </p>
          ))}
        </div>
      ) : null}
      <div class="upload" data-envoi-target="zone" data-action="dragover->envoi#survoler dragleave->envoi#survoler drop->envoi#deposer">
        <div class="row">
          <label class="button button--second" for={nom} data-envoi-target="bouton" hidden>
            <Icone nom="envoyer" /> {multiple ? x.choisir : x.choisirUn}
          </label>
          <input
            class="input"
            type="file"
            id={nom}
            name={nom}
            multiple={multiple}
            accept={EXTENSIONS.map((e) => `.${e}`).join(',')}
            data-envoi-target="champ"
            data-action="envoi#choisir"
            aria-required={facultatif || etat.envois.length ? undefined : 'true'}
            aria-describedby={decrit}
            aria-invalid={erreurs.length ? 'true' : undefined}
          />
          <span data-envoi-target="invite" hidden>
            {multiple ? x.deposer : x.deposerUn}
          </span>
        </div>
      </div>
      <ul class="files mt2" data-envoi-target="liste">
        {etat.envois.map((e) => (
          <li key={e.id}>
            <Icone nom="document" />
            <span>
              {e.nom}
              <br />
              <small>{e.etat === 'sain' ? x.envoye(taille(e.taille, c.langue)) : x.enAttente(taille(e.taille, c.langue))}</small>
            </span>
            <label class="choice">
              <input type="checkbox" name={nom} value={e.id} checked />
              <span>
                {x.garder}
                <Cache> {e.nom}</Cache>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <template data-envoi-target="modele">
        <li>
          <Icone nom="document" />
          <span>
            <span data-nom />
            <br />
            <small />
          </span>
          <span class="row">
            <button type="button" class="button button--quiet button--small" data-reprendre hidden>
              {x.reprendre}
              <Cache>
                {' '}
                <span data-nom />
              </Cache>
            </button>
            <button type="button" class="icon-button icon-button--danger" data-action="envoi#retirer">
              <Icone nom="supprimer" />
              <Cache>
                {x.retirer} <span data-nom />
              </Cache>
            </button>
          </span>
          <progress max="1" value="0" />
        </li>
      </template>
      <p class="visually-hidden" role="status" data-envoi-target="statut" />
    </div>
  )
}
