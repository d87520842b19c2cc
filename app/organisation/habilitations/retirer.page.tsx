import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { filDe, profilDe, Vigueur } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { retourALaListe } from '#app/organisation/habilitations/retour.ts'
import { supprimerHabilitation } from '#app/organisation/habilitations/supprimer.ts'
import { Verification } from '#app/organisation/habilitations/verification.tsx'
import { enSaisie, lignesVisees } from '#app/organisation/habilitations/visees.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import type { Demande } from '#demandes/index.ts'
import { Alerte, Bouton, Champ, Formulaire, Page, Vide } from '#ui/index.ts'
import { liste } from '#ui/textes/format.ts'

/** What may be taken back: all but what the gestionnaire principal keeps; what is programmed, at once only. */
const retirables = (lignes: HabilitationEnListe[]) => lignes.filter((l) => l.action === 'possible' || l.action === 'programmee')

/** HAB-04: the cross, « Supprimer tout » which names them all, « Retirer immédiatement ». */
export const parcoursRetirer = definirParcours<HabilitationEnListe[]>({
  chemin: `${GERER}/retirer`,
  definition: supprimerHabilitation as unknown as Demande,
  charger: lignesVisees,
  structureDe: () => null,
  adapter: (champs, _saisie, lignes) => {
    const immediat = champs.get('quand')?.[0] === 'immediat'
    const visees = retirables(lignes).filter((l) => immediat || lignes.length === 1 || l.action === 'possible')
    return {
      lignes: visees.map((l) => ({ ...enSaisie(l), profil: l.profil })),
      commentaire: champs.get('commentaire')?.[0] ?? null,
      ...(immediat ? { immediat } : {}),
    }
  },
  apres: retourALaListe,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} titre="retirer" />,
  formulaire: (c, lignes, etat) => <FormulaireRetrait c={c} lignes={lignes} etat={etat} />,
})

function FormulaireRetrait({ c, lignes, etat }: { c: ContexteDuParcours; lignes: HabilitationEnListe[]; etat: EtatDuFormulaire }) {
  const x = c.t.habilitations
  const visees = retirables(lignes)
  const gardees = lignes.filter((l) => !visees.includes(l))
  const [premiere] = lignes
  const retour = premiere ? `${GERER}?structure=${premiere.structure.id}&utilisateur=${premiere.utilisateur.id}` : GERER
  const tout = lignes.length > 1
  const titre = tout ? x.retirer.titreTout : x.retirer.titre
  const erreurs = etat.erreurs.map((e) => ({ ...e, champ: e.champ.startsWith('lignes') ? 'lignes' : e.champ }))
  const minutes = c.settings.DELAI_EFFET_MINUTES.habilitation
  const differable = tout || visees[0]?.action === 'possible'
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      pour={premiere ? pourLaStructure(c, premiere.structure) : undefined}
      fil={filDe(c, titre)}
      etapes={{ liste: x.retirer.etapes, courante: 0 }}
      {...fautesDe(c, erreurs, etat.refus)}
      aide="/documentation/organisation/utilisateurs/gerer-les-habilitations"
    >
      <div class="narrow stack" data-en-dialogue>
        <RefusAvecRemede refus={etat.refus} />
        {visees.length ? (
          <Formulaire
            action={`${GERER}/retirer?${premiere && lignes.length > 1 ? `structure=${premiere.structure.id}&utilisateur=${premiere.utilisateur.id}` : `ligne=${visees[0]!.id}`}`}
            class="stack"
          >
            <input type="hidden" name="_cle" value={etat.cle} />
            <section class="card" aria-labelledby="lignes-titre" id="lignes" tabindex={-1}>
              <h2 id="lignes-titre">{x.retirer.lignes}</h2>
              <p class="muted">
                {visees[0]!.utilisateur.prenom} {visees[0]!.utilisateur.nom}
              </p>
              <ul class="stack mt2">
                {visees.map((l) => (
                  <li key={l.id}>
                    <strong>{profilDe(c, l.application, l.niveau)}</strong>, {l.service?.nom ?? x.touteLaStructure.toLowerCase()}{' '}
                    <Vigueur c={c} l={l} />
                  </li>
                ))}
              </ul>
            </section>
            {gardees.length ? (
              <Alerte genre="info">{`${x.retirer.gardees(
                liste(
                  gardees.map((l) => profilDe(c, l.application, l.niveau)),
                  c.langue,
                ),
              )} ${x.pourquoi(gardees[0]!.action, null).raison}`}</Alerte>
            ) : null}
            <Champ
              nom="quand"
              type="radios"
              libelle={x.retirer.quand}
              valeur={etat.saisie?.immediat || !differable ? 'immediat' : 'differe'}
              options={[
                ...(differable
                  ? [
                      {
                        valeur: 'differe',
                        libelle: x.retirer.differe(minutes),
                        aide: visees.some((l) => l.action === 'programmee')
                          ? `${x.retirer.differeAide} ${x.retirer.seulesImmediates}`
                          : x.retirer.differeAide,
                      },
                    ]
                  : []),
                { valeur: 'immediat', libelle: x.retirer.immediat, aide: x.retirer.immediatAide },
              ]}
            />
            <Champ
              nom="commentaire"
              type="textarea"
              libelle={x.retirer.commentaire}
              facultatif
              valeur={String(etat.saisie?.commentaire ?? '')}
              erreur={erreurs.find((e) => e.champ === 'commentaire')?.message}
              maxLength={500}
            />
            <PiedDuFormulaire c={c} verifier={x.retirer.verifier} retour={retour} note={x.ajouter.note} />
          </Formulaire>
        ) : (
          <Vide
            titre={x.retirer.rien}
            texte={gardees[0] ? `${x.pourquoi(gardees[0].action, null).raison} ${x.pourquoi(gardees[0].action, null).remede}` : ''}
            action={<Bouton href={retour}>{x.retirer.retour}</Bouton>}
          />
        )}
      </div>
    </Page>
  )
}
