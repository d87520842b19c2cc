import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { Rattache, StructureGeree } from '#app/organisation/rattachements/structures-gerees.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { Alerte, Champ, Formulaire, Icone, Page, Personne } from '#ui/index.ts'
import { majuscule } from '#ui/textes/format.ts'

export const CHEMIN = '/organisation/utilisateurs/detacher'

export function FormulaireDetacher({
  c,
  s,
  p,
  etat,
}: {
  c: ContexteDuParcours
  s: StructureGeree
  p: Rattache
  etat: EtatDuFormulaire
}): JSX.Element {
  const { t } = c
  const x = t.rattachements
  const soi = p.id === c.utilisateur.id
  const mailles = p.rattachements.map(({ service }) =>
    service
      ? { valeur: service.id, libelle: majuscule(x.surService(service.code, service.nom)), aide: x.terminer.serviceAide }
      : { valeur: 'structure', libelle: majuscule(x.surStructure), aide: x.terminer.structureAide },
  )
  const choisie = String(etat.saisie?.service ?? (etat.saisie ? 'structure' : (mailles[0]?.valeur ?? 'structure')))
  const erreur = (champ: string) => etat.erreurs.find((e) => e.champ === champ)?.message
  return (
    <Page
      c={cadre(c)}
      titre={soi ? x.terminer.titreSoi : x.terminer.titre}
      pour={pourLaStructure(c, s)}
      fil={filDesUtilisateurs(c, { nom: x.terminer.titre })}
      etapes={{ liste: x.terminer.etapes, courante: 1 }}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide="/documentation/organisation/utilisateurs/detacher-un-utilisateur"
    >
      <div class="split split--wide">
        <Formulaire action={CHEMIN} class="stack">
          <RefusAvecRemede refus={etat.refus} />
          {p.estGestionnaire && !etat.refus ? (
            <Alerte genre="warn" titre={x.refus['gestionnaire-principal']}>
              <p>
                <a href={`/organisation/structures/${s.id}/transferer`}>{x.terminer.transferer}</a>
              </p>
            </Alerte>
          ) : null}
          <Personne prenom={p.prenom} nom={p.nom} detail={p.adresseElectronique} />
          {soi ? null : (
            <p class="small">
              <a href={`${CHEMIN}?structure=${s.id}`}>{x.choisir.autrePersonne}</a>
            </p>
          )}
          <input type="hidden" name="_cle" value={etat.cle} />
          <input type="hidden" name="structure" value={s.id} />
          <input type="hidden" name="utilisateur" value={p.id} />
          {erreur('utilisateur') ? (
            <p class="error" id="utilisateur" tabIndex={-1}>
              <Icone nom="erreur" />
              <span>{erreur('utilisateur')}</span>
            </p>
          ) : null}
          <Champ nom="maille" type="radios" libelle={x.rattacher.niveaux} valeur={choisie} options={mailles} />
          <Champ
            nom="commentaire"
            type="textarea"
            libelle={t.champs.libelles.commentaire}
            aide={x.terminer.commentaireAide}
            valeur={String(etat.saisie?.commentaire ?? '')}
            erreur={erreur('commentaire')}
            maxLength={500}
          />
          <PiedDuFormulaire c={c} verifier={x.terminer.verifier} retour={`/organisation/structures/${s.id}`} note={x.note} />
        </Formulaire>
        <aside aria-labelledby="consequences">
          <h2 id="consequences">{x.terminer.consequences}</h2>
          <ul>
            {x.terminer.liste.map((l) => (
              <li key={l}>{l}</li>
            ))}
          </ul>
        </aside>
      </div>
    </Page>
  )
}

/** Nothing to fill in: the role is handed on first. */
export function GestionnairePrincipal({ c, s, p }: { c: ContexteDuParcours; s: StructureGeree; p: Rattache }) {
  const x = c.t.rattachements
  return (
    <Page
      c={cadre(c)}
      titre={x.terminer.titre}
      pour={pourLaStructure(c, s)}
      fil={filDesUtilisateurs(c, { nom: x.terminer.titre })}
      aide="/documentation/organisation/utilisateurs/detacher-un-utilisateur"
    >
      <div class="narrow stack">
        <Personne prenom={p.prenom} nom={p.nom} detail={c.t.structures.consulter.role.gestionnaire} />
        <Alerte genre="warn" titre={x.refus['gestionnaire-principal']}>
          <p>
            <a href={`/organisation/structures/${s.id}/transferer`}>{x.terminer.transferer}</a>
          </p>
        </Alerte>
        <p class="small">
          <a href={`${CHEMIN}?structure=${s.id}`}>{x.choisir.autrePersonne}</a>
        </p>
      </div>
    </Page>
  )
}
