import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { detail } from '#app/listes/menu.tsx'
import type { Liste, Vue } from '#app/listes/vues.ts'
import { Actions, Bouton, Carte, Champ, Formulaire, ListeLiens, Page, ResumeErreurs, Section, Succes, Vide } from '#ui/index.ts'

const AIDE = '/documentation/organisation/utilisateurs/consulter-les-utilisateurs'

export const adresseDe = (v: { liste: Liste; requete: string }) => (v.requete ? `${v.liste}?${v.requete}` : v.liste)

export const gestion = (liste: Liste) => `/vues?liste=${encodeURIComponent(liste)}`

export interface Saisie {
  liste: Liste
  requete: string
  nom: string
  partage: string | null
}

export interface Donnees {
  liste: Liste
  vues: Vue[]
}

export function Vues({
  c,
  d: { liste, vues },
  saisie,
  erreur,
}: {
  c: Contexte
  d: Donnees
  saisie?: Saisie
  erreur?: string
}): JSX.Element {
  const x = c.t.listes
  return (
    <Page
      c={cadre(c)}
      titre={x.mesVues}
      chapo={x.noms[liste]}
      fil={[{ nom: x.noms[liste]!, href: liste }, { nom: x.mesVues }]}
      aide={AIDE}
      erreur={Boolean(erreur)}
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'nom', message: erreur }]} /> : undefined}
    >
      {c.url.searchParams.has('supprimee') ? <Succes>{x.supprimee}</Succes> : null}
      <div class="narrow stack">
        {saisie ? (
          <Carte titre={x.enregistrer}>
            <Formulaire action="/vues" class="stack">
              <input type="hidden" name="liste" value={saisie.liste} />
              <input type="hidden" name="requete" value={saisie.requete} />
              {saisie.partage ? <input type="hidden" name="partage" value={saisie.partage} /> : null}
              <Champ nom="nom" libelle={x.nom} aide={x.nomAide} valeur={saisie.nom} erreur={erreur} maxLength={200} autoComplete="off" />
              <Actions>
                <Bouton>{x.bouton}</Bouton>
                <Bouton genre="discret" href={adresseDe(saisie)}>
                  {x.revenir}
                </Bouton>
              </Actions>
            </Formulaire>
          </Carte>
        ) : null}
        {vues.length ? (
          <ListeLiens
            liens={vues.map((v) => ({ libelle: v.nom, href: `/vues/${v.id}`, ...(detail(c, v) ? { detail: detail(c, v)! } : {}) }))}
          />
        ) : saisie ? null : (
          <Vide
            titre={x.aucune}
            texte={x.aucuneTexte}
            action={
              <Bouton genre="second" href={liste}>
                {x.revenir}
              </Bouton>
            }
          />
        )}
      </div>
    </Page>
  )
}

export function UneVue({
  c,
  v,
  saisie,
  erreur,
}: {
  c: Contexte
  v: Vue
  saisie?: { nom: string; structure: string }
  erreur?: string
}): JSX.Element {
  const x = c.t.listes
  const miennes = c.structures.map((s) => ({ valeur: s.id, libelle: s.nom }))
  const options = [
    { valeur: '', libelle: x.pourMoi },
    ...(v.structure && !miennes.some((m) => m.valeur === v.structure!.id) ? [{ valeur: v.structure.id, libelle: v.structure.nom }] : []),
    ...miennes,
  ]
  return (
    <Page
      c={cadre(c)}
      titre={v.nom}
      fil={[{ nom: x.noms[v.liste]!, href: v.liste }, { nom: x.mesVues, href: gestion(v.liste) }, { nom: v.nom }]}
      aide={AIDE}
      actions={
        <Bouton genre="second" href={adresseDe(v)}>
          {x.ouvrir}
        </Bouton>
      }
      erreur={Boolean(erreur)}
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'nom', message: erreur }]} /> : undefined}
    >
      {c.url.searchParams.has('enregistree') ? <Succes>{x.enregistree}</Succes> : null}
      <div class="narrow">
        <Formulaire action={`/vues/${v.id}`} class="stack">
          <Champ nom="nom" libelle={x.nom} valeur={saisie?.nom ?? v.nom} erreur={erreur} maxLength={200} autoComplete="off" />
          <Champ
            nom="structure"
            type="select"
            libelle={x.partage}
            aide={x.partageAide}
            valeur={saisie?.structure ?? v.structure?.id ?? ''}
            options={options}
            facultatif
          />
          <Actions>
            <Bouton>{x.bouton}</Bouton>
          </Actions>
        </Formulaire>
        <Section titre={x.supprimer}>
          <p>{x.supprimerTexte}</p>
          <Formulaire action={`/vues/${v.id}/suppression`} class="mt4">
            <Bouton genre="danger-second">{x.supprimer}</Bouton>
          </Formulaire>
        </Section>
      </div>
    </Page>
  )
}
