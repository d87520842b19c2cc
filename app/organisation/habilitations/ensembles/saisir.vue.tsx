import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { filDe } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { GrilleDeProfils } from '#app/organisation/habilitations/champs.tsx'
import { GESTION, type Ensemble } from '#app/organisation/habilitations/ensembles/lire.ts'
import { ENSEMBLES } from '#app/organisation/habilitations/ensembles/liste.vue.tsx'
import type { AvecStructure } from '#app/organisation/habilitations/gouvernees.ts'
import { UN_NIVEAU } from '#app/organisation/habilitations/qui-peut-quoi/groupes.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import type { Probleme } from '#platform/http/problem.ts'
import { Actions, Bouton, Carte, Champ, Champs, Formulaire, Page, ResumeErreurs } from '#ui/index.ts'

export interface Donnees {
  gouvernees: AvecStructure
  ensemble: Ensemble | null
  modele: Ensemble | null
  octroi: boolean
}

export type Saisie = Pick<Ensemble, 'nom' | 'description' | 'profils' | 'parDefaut'>

export function Saisir({
  c,
  d: { gouvernees, ensemble, modele, octroi },
  saisie,
  refuse,
}: {
  c: Contexte
  d: Donnees
  saisie?: Saisie
  refuse?: Probleme
}): JSX.Element {
  const x = c.t.droits.ensembles
  const titre = ensemble ? x.modifierTitre(ensemble.nom) : x.creer
  const e =
    saisie ??
    ensemble ??
    (modele
      ? {
          ...modele,
          nom: x.copieDe(modele.nom),
          parDefaut: false,
          profils: octroi ? modele.profils : modele.profils.filter((p) => p !== GESTION),
        }
      : { nom: '', description: '', profils: [], parDefaut: false })
  // The boxes are a group of their own: « profils.3 » is said there.
  const erreurs = (refuse?.champs ?? []).map((f) => ({ ...f, champ: f.champ.startsWith('profils') ? 'profil.0' : f.champ }))
  const erreur = (nom: string) => {
    const message = erreurs.find((f) => f.champ === nom)?.message
    return message ? { erreur: message } : {}
  }
  const retour = `${ENSEMBLES}?structure=${gouvernees.structure.id}`
  const fil = filDe(c, titre)
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      pour={pourLaStructure(c, gouvernees.structure)}
      fil={[...fil.slice(0, -1), { nom: x.titre, href: retour }, fil.at(-1)!]}
      erreur={Boolean(refuse)}
      aide="/documentation/organisation/utilisateurs/ensembles-de-profils"
      resume={<ResumeErreurs erreurs={erreurs} />}
    >
      <div class="narrow stack stack--loose">
        {refuse && !erreurs.length ? <RefusAvecRemede refus={refuse} /> : null}
        <Formulaire action={ensemble ? `${ENSEMBLES}/${ensemble.id}` : `${ENSEMBLES}/creer?structure=${gouvernees.structure.id}`}>
          <Champs>
            <Champ
              nom="nom"
              libelle={c.t.champs.libelles.nom}
              aide={x.nomAide}
              valeur={e.nom}
              maxLength={80}
              autoComplete="off"
              {...erreur('nom')}
            />
            <Champ
              nom="description"
              libelle={x.description}
              aide={x.descriptionAide}
              facultatif
              valeur={e.description}
              maxLength={200}
              autoComplete="off"
              {...erreur('description')}
            />
            <GrilleDeProfils c={c} rang={0} profils={e.profils} erreur={erreur('profil.0').erreur} octroi={octroi} unNiveau={UN_NIVEAU} />
            <Champ nom="parDefaut" type="checkbox" libelle={x.parDefautCase} valeur={e.parDefaut} />
          </Champs>
          <Actions note={x.note}>
            <Bouton>{x.enregistrer}</Bouton>
            <Bouton genre="discret" href={retour}>
              {c.t.structures.modifier.abandonner}
            </Bouton>
          </Actions>
        </Formulaire>
        {ensemble ? (
          <Carte danger titre={x.supprimerTitre}>
            <p>
              {x.supprimerTexte} {ensemble.parDefaut ? x.supprimerDefaut : null}
            </p>
            <Formulaire action={`${ENSEMBLES}/${ensemble.id}/suppression`}>
              <Actions>
                <Bouton genre="danger-second" icone="supprimer">
                  {x.supprimer}
                </Bouton>
              </Actions>
            </Formulaire>
          </Carte>
        ) : null}
      </div>
    </Page>
  )
}
