import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { filDe, pourDe, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { GrilleDeProfils } from '#app/organisation/habilitations/champs.tsx'
import { creerEnsemble, modifierEnsemble, supprimerEnsemble } from '#app/organisation/habilitations/ensembles/ecrire.ts'
import { ENSEMBLES } from '#app/organisation/habilitations/ensembles/liste.page.tsx'
import { GESTION, lireEnsemble, lireEnsembles, type Ensemble } from '#app/organisation/habilitations/ensembles/lire.ts'
import { chargerGouvernees, type AvecStructure } from '#app/organisation/habilitations/gouvernees.ts'
import { UN_NIVEAU } from '#app/organisation/habilitations/qui-peut-quoi/groupes.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { definirAction, definirPage, type Reponse } from '#app/page.ts'
import { qualitesSur } from '#acces/index.ts'
import { refus } from '#demandes/index.ts'
import { estRefus, type Probleme } from '#platform/http/problem.ts'
import { Actions, Bouton, Carte, Champ, Champs, Formulaire, Page, ResumeErreurs } from '#ui/index.ts'

interface Donnees {
  gouvernees: AvecStructure
  ensemble: Ensemble | null
  modele: Ensemble | null
  octroi: boolean
}
type Saisie = Pick<Ensemble, 'nom' | 'description' | 'profils' | 'parDefaut'>

const octroiSur = async (c: Contexte, structure: string) => (await qualitesSur(c.db, c.utilisateur!.id, [structure])).size > 0

async function chargerCreation(c: Contexte): Promise<Donnees> {
  const gouvernees = await chargerGouvernees(c)
  const modele = uuidDe(c, 'modele')
  return {
    gouvernees,
    ensemble: null,
    modele: modele ? ((await lireEnsembles(c.db, [gouvernees.structure.id])).find((e) => e.id === modele) ?? null) : null,
    octroi: await octroiSur(c, gouvernees.structure.id),
  }
}

/** A set of a structure that one governs; another's does not exist, the portal's is not changed, the gestionnaire principal's neither. */
async function chargerEnsemble(c: Contexte): Promise<Donnees> {
  const ensemble = estUuid(c.params.id) ? await lireEnsemble(c.db, c.params.id) : null
  if (!ensemble) throw refus(c.t, 'introuvable')
  if (ensemble.structure === null)
    throw refus(c.t, 'acces-refuse', {
      raison: c.t.droits.ensembles.refus.duPortail,
      remede: { libelle: c.t.droits.ensembles.refus.duPortailRemede, href: ENSEMBLES },
    })
  const gouvernees = await chargerGouvernees(c, ensemble.structure)
  const octroi = await octroiSur(c, ensemble.structure)
  if (ensemble.profils.includes(GESTION) && !octroi)
    throw refus(c.t, 'acces-refuse', { raison: c.t.habilitations.refus.octroi, remede: c.t.acces.remedeGestionnaire(null) })
  return { gouvernees, ensemble, modele: null, octroi }
}

export const pageCreer = definirPage<Donnees>({
  chemin: `${ENSEMBLES}/creer`,
  acces: 'session',
  charger: chargerCreation,
  vue: (d, c) => <Saisir c={c} d={d} />,
})
export const pageModifier = definirPage<Donnees>({
  chemin: `${ENSEMBLES}/:id`,
  acces: 'session',
  charger: chargerEnsemble,
  vue: (d, c) => <Saisir c={c} d={d} />,
})

function Saisir({
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
      pour={pourDe(c, gouvernees.structure)}
      fil={[...fil.slice(0, -1), { nom: x.titre, href: retour }, fil.at(-1)!]}
      erreur={Boolean(refuse)}
      aide="/documentation/organisation/utilisateurs/ensembles-de-profils"
      resume={erreurs.length ? <ResumeErreurs erreurs={erreurs} /> : undefined}
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
              {c.t.habilitations.ajouter.abandonner}
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

const saisieDe = (champs: Map<string, string[]>): Saisie => ({
  nom: champs.get('nom')?.[0] ?? '',
  description: champs.get('description')?.[0] ?? '',
  profils: champs.get('profil.0') ?? [],
  parDefaut: champs.get('parDefaut')?.[0] === 'oui',
})

/** Writes, or brings the form back with what was typed. */
async function ecrire(
  c: Contexte,
  saisie: Saisie,
  charger: (c: Contexte) => Promise<Donnees>,
  travail: (s: Saisie) => Promise<Ensemble>,
  fait: string,
): Promise<Reponse> {
  try {
    return { rediriger: `${ENSEMBLES}?structure=${(await travail(saisie)).structure}&fait=${fait}` }
  } catch (erreur) {
    if (!estRefus(erreur) || erreur.probleme.status === 404) throw erreur
    return { statut: erreur.probleme.status, page: <Saisir c={c} d={await charger(c)} saisie={saisie} refuse={erreur.probleme} /> }
  }
}

export const actionCreer = definirAction({
  chemin: `${ENSEMBLES}/creer`,
  acces: 'session',
  executer: async (c, champs) => {
    const { structure } = await chargerGouvernees(c)
    return ecrire(c, saisieDe(champs), chargerCreation, (s) => creerEnsemble(c, c.utilisateur!, { structure: structure.id, ...s }), 'cree')
  },
})
export const actionModifier = definirAction({
  chemin: `${ENSEMBLES}/:id`,
  acces: 'session',
  executer: async (c, champs) => {
    await chargerEnsemble(c)
    return ecrire(c, saisieDe(champs), chargerEnsemble, (s) => modifierEnsemble(c, c.utilisateur!, c.params.id!, s), 'modifie')
  },
})
export const actionSupprimer = definirAction({
  chemin: `${ENSEMBLES}/:id/suppression`,
  acces: 'session',
  executer: async (c) => {
    await chargerEnsemble(c)
    return { rediriger: `${ENSEMBLES}?structure=${(await supprimerEnsemble(c, c.utilisateur!, c.params.id!)).structure}&fait=supprime` }
  },
})
