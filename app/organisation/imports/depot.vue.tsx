import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { fil } from '#app/organisation/imports/fil.ts'
import type { Genre } from '#app/organisation/imports/genre.ts'
import { importsRecents, type LigneImportee } from '#app/organisation/imports/lister.ts'
import { textesImport } from '#app/organisation/imports/refus.ts'
import {
  Actions,
  Alerte,
  Bouton,
  Carte,
  Colonnes,
  Formulaire,
  Icone,
  ListeLiens,
  Page,
  Resume,
  ResumeErreurs,
  Telecharger,
} from '#ui/index.ts'
import { quand, taille } from '#ui/textes/format.ts'

export const FORMATS = ['xlsx', 'ods', 'csv'] as const

export interface Erreur {
  message: string
  alerte?: boolean
  champ?: string
}

/** The file and its model; `structure`: the one asked for in the form, where the kind asks for one. */
export async function depot<L extends LigneImportee>(
  g: Genre<L>,
  c: Contexte,
  erreur: Erreur | null,
  structure: string | null,
): Promise<JSX.Element> {
  const x = textesImport(c.t, g.genre)
  const recents = await importsRecents(c.db, c.utilisateur!.id, g.genre)
  const plus = await g.champs?.(c, structure)
  const erreurs = erreur && !erreur.alerte ? [{ champ: erreur.champ ?? 'fichier', message: erreur.message }] : []
  const duFichier = erreurs.some((e) => e.champ === 'fichier')
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      fil={fil(g, c)}
      chapo={x.chapo}
      aide={x.aide}
      etapes={{ liste: x.etapes, courante: 0 }}
      erreur={erreur !== null}
      resume={<ResumeErreurs erreurs={erreurs} />}
    >
      <Colonnes
        large
        aCote={
          <>
            <Carte titre={x.telecharger}>
              <div class="stack">
                {FORMATS.map((f) => (
                  <Telecharger key={f} href={`${g.chemin}/modele.${f}`}>
                    {x.modeles(f.toUpperCase())}
                  </Telecharger>
                ))}
              </div>
            </Carte>
            {recents.length ? (
              <Carte titre={x.recents}>
                <ListeLiens
                  liens={recents.map((i) => ({
                    libelle: x.recent(i.nom, quand(i.creeLe, c.heure, c.langue), i.lignes),
                    href: `${g.chemin}/${i.id}`,
                  }))}
                />
              </Carte>
            ) : null}
          </>
        }
      >
        {erreur?.alerte ? (
          <Alerte genre="err" role="alert" titre={erreur.message}>
            {null}
          </Alerte>
        ) : null}
        <Formulaire action={g.chemin} class="stack" attrs={{ enctype: 'multipart/form-data', 'data-turbo': 'false' }}>
          {plus}
          <div class={duFichier ? 'field field--error' : 'field'}>
            <label for="fichier">{x.fichierLibelle}</label>
            <p class="hint" id="fichier-aide">
              {x.fichierAide(taille(c.settings.TAILLE_FICHIER_MAX, c.langue))}
            </p>
            {duFichier ? (
              <p class="error" id="fichier-erreur">
                <Icone nom="erreur" />
                <span>{erreur!.message}</span>
              </p>
            ) : null}
            <input
              class="input"
              type="file"
              id="fichier"
              name="fichier"
              required
              accept=".xlsx,.ods,.csv,.txt"
              aria-describedby={duFichier ? 'fichier-aide fichier-erreur' : 'fichier-aide'}
              aria-invalid={duFichier ? 'true' : undefined}
            />
          </div>
          <Actions>
            <Bouton>{x.verifier}</Bouton>
          </Actions>
        </Formulaire>
        <div class="mt6">
          <Carte titre={x.modele}>
            <p>{x.modeleTexte}</p>
            <Resume lignes={x.colonnesDuModele} serre />
          </Carte>
        </div>
      </Colonnes>
    </Page>
  )
}
