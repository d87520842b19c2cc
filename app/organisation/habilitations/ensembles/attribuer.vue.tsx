import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { filDe } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { PERSONNES_MAXIMUM, type ChoixDAttribution } from '#app/organisation/habilitations/ensembles/choisir.ts'
import { ENSEMBLES } from '#app/organisation/habilitations/ensembles/liste.vue.tsx'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { ChercherUneStructure } from '#app/organisation/structures/parmi.tsx'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { optionsDePersonnes } from '#app/organisation/utilisateurs/homonymes.ts'
import { Actions, Bouton, Champ, Champs, Formulaire, Page, Vide } from '#ui/index.ts'
import { jourIso } from '#ui/textes/format.ts'

export type Sens = 'accorder' | 'retirer'

/** « lignes.3.fin » is said by the one field that all the lines share; without a line, nobody was ticked, or no structure. */
function erreursDuFormulaire(c: ContexteDuParcours, { erreurs, saisie }: EtatDuFormulaire, sansStructure: boolean) {
  const x = c.t.droits.ensembles.attribuer
  const manque = (champ: string, libelle: string) => ({
    champ,
    code: 'champ-manquant',
    message: c.t.champs.erreur('choix-manquant', libelle),
  })
  const ensemble = erreurs.length && !saisie?.ensemble ? [manque('ensemble', x.ensemble)] : []
  if (sansStructure) return [manque('structure', x.structures), ...ensemble]
  const vues = new Map(
    erreurs.map((e) => {
      const nom = e.champ.split('.').at(-1)!
      const champ =
        nom === 'lignes' || nom === 'utilisateur' || (nom === 'structure' && e.code === 'champ-manquant')
          ? 'personne'
          : nom === 'profil'
            ? 'ensemble'
            : nom
      const message =
        e.code === 'champ-manquant' && champ in { personne: 1, ensemble: 1 }
          ? c.t.champs.erreur('choix-manquant', champ === 'personne' ? x.personnes : x.ensemble)
          : e.message
      return [champ + message, { ...e, champ, message }] as const
    }),
  )
  const dites = [...vues.values()]
  return [...dites, ...ensemble.filter((e) => !dites.some((d) => d.champ === e.champ))]
}

export function Attribuer({
  c,
  d,
  etat,
  sens,
}: {
  c: ContexteDuParcours
  d: ChoixDAttribution
  etat: EtatDuFormulaire
  sens: Sens
}): JSX.Element {
  const x = c.t.droits.ensembles.attribuer
  const { structure } = d.gouvernees
  const chemin = `${ENSEMBLES}/${sens}`
  const erreurs = erreursDuFormulaire(c, etat, etat.erreurs.length > 0 && d.structures.length === 0)
  const erreur = (nom: string) => {
    const message = erreurs.find((e) => e.champ === nom)?.message
    return message ? { erreur: message } : {}
  }
  const lignes = (etat.saisie?.lignes as { utilisateur: string; fin?: string }[] | undefined) ?? []
  const fil = filDe(c, x[sens].titre)
  const montrees = d.personnes.slice(0, PERSONNES_MAXIMUM)
  return (
    <Page
      c={cadre(c)}
      titre={x[sens].titre}
      chapo={x[sens].chapo}
      pour={d.structures.length === 1 ? pourLaStructure(c, structure) : undefined}
      fil={[...fil.slice(0, -1), { nom: c.t.droits.ensembles.titre, href: `${ENSEMBLES}?structure=${structure.id}` }, fil.at(-1)!]}
      etapes={{ liste: x.etapes, courante: 0 }}
      {...fautesDe(c, erreurs, etat.refus)}
      aide="/documentation/organisation/utilisateurs/ensembles-de-profils"
    >
      <div class="narrow stack stack--loose">
        <RefusAvecRemede refus={etat.refus} />
        <Formulaire action={chemin} class="stack">
          <input type="hidden" name="_cle" value={etat.cle} />
          <Champs>
            <OuEtQui c={c} d={d} erreur={erreur('structure')} />
            {montrees.length ? (
              <Champ
                nom="personne"
                type="cases"
                libelle={x.personnes}
                aide={d.personnes.length > PERSONNES_MAXIMUM ? `${x.personnesAide} ${x.beaucoup(PERSONNES_MAXIMUM)}` : x.personnesAide}
                valeur={[...d.cochees, ...lignes.map((l) => l.utilisateur)]}
                options={optionsDePersonnes(montrees, (u) =>
                  d.structures.length > 1
                    ? ` (${d.structures
                        .filter((s) => u.structures.includes(s.id))
                        .map((s) => nomDe(s))
                        .join(', ')})`
                    : '',
                )}
                {...erreur('personne')}
              />
            ) : (
              <div>
                <Vide niveau="h3" titre={x.personne} texte={x.personneTexte} />
              </div>
            )}
            <Champ
              nom="ensemble"
              type="select"
              libelle={x.ensemble}
              valeur={String(etat.saisie?.ensemble ?? c.url.searchParams.get('ensemble') ?? '')}
              sansChoix={c.t.habilitations.ajouter.choisir}
              options={d.ensembles.map((e) => ({
                valeur: e.id,
                libelle: d.ensembles.some((a) => a !== e && a.nom.toLowerCase() === e.nom.toLowerCase())
                  ? x.homonyme(e.nom, e.structure !== null)
                  : e.nom,
              }))}
              {...erreur('ensemble')}
            />
            {sens === 'accorder' ? (
              <Champ
                nom="fin"
                type="date"
                largeur="w3"
                libelle={c.t.habilitations.ajouter.fin}
                aide={c.t.habilitations.ajouter.finAide}
                facultatif
                valeur={lignes[0]?.fin ?? c.url.searchParams.get('fin') ?? ''}
                attrs={{ min: jourIso(c.heure), max: '2099-12-31' }}
                {...erreur('fin')}
              />
            ) : (
              <Champ
                nom="immediat"
                type="checkbox"
                libelle={x.immediat}
                valeur={etat.saisie?.immediat === true || c.url.searchParams.get('immediat') === 'oui'}
              />
            )}
          </Champs>
          <Actions note={c.t.habilitations.ajouter.note}>
            {montrees.length ? (
              <Bouton name="_etape" value="verifier">
                {x.verifier}
              </Bouton>
            ) : null}
            <Bouton genre="discret" href={`${ENSEMBLES}?structure=${structure.id}`}>
              {c.t.structures.modifier.abandonner}
            </Bouton>
          </Actions>
        </Formulaire>
      </div>
    </Page>
  )
}

/** Which structures, which service, whose name: asked again by the address, of the same form, so that nothing ticked or typed is lost. */
function OuEtQui({ c, d, erreur }: { c: ContexteDuParcours; d: ChoixDAttribution; erreur: { erreur?: string } }) {
  const x = c.t.droits.ensembles.attribuer
  const { structures, services, structure, parmi } = d.gouvernees
  const choisies = d.structures.map((s) => s.id)
  const parAdresse = { formmethod: 'get', 'data-turbo': 'false' }
  return (
    <>
      {parmi.nombre > 1 ? (
        <>
          <ChercherUneStructure c={c} parmi={parmi} attrs={parAdresse} />
          <Champ
            nom="structure"
            type="cases"
            libelle={x.structures}
            valeur={choisies}
            options={(structures.some((s) => s.id === structure.id) || !choisies.includes(structure.id)
              ? structures
              : [structure, ...structures]
            ).map((s) => ({ valeur: s.id, libelle: nomDe(s) }))}
            {...erreur}
          />
        </>
      ) : (
        <input type="hidden" name="structure" value={structure.id} />
      )}
      {d.structures.length === 1 && services.length ? (
        <Champ
          nom="service"
          type="select"
          facultatif
          libelle={c.t.champs.libelles.service}
          valeur={d.service ?? ''}
          sansChoix={c.t.habilitations.touteLaStructure}
          options={services.map((s) => ({ valeur: s.id, libelle: s.nom }))}
        />
      ) : null}
      <div class="field">
        <label for="recherche">{x.recherche}</label>
        <div class="with-button">
          <input class="input" id="recherche" type="search" name="recherche" value={d.recherche} maxLength={200} autocomplete="off" />
          <Bouton genre="second" attrs={parAdresse}>
            {x.afficher}
          </Bouton>
        </div>
      </div>
    </>
  )
}
