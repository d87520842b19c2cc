import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { libelleDe, Masque } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import {
  adresseDe,
  chargerCoordonnee,
  filDeLaCoordonnee,
  filDeVerification,
  pourLaCoordonnee,
  type CoordonneeEtAttente,
} from '#app/organisation/coordonnees-bancaires/fil.ts'
import { activerCoordonnee, desactiverCoordonnee } from '#app/organisation/coordonnees-bancaires/statut.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { FormulaireDeStatut, INVERSE, VerificationDeStatut, type Action } from '#app/organisation/structures/statut.parties.tsx'
import type { Demande } from '#demandes/index.ts'
import { Resume } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** « Voulez-vous désactiver ces informations bancaires ? », and the way back (BAN-02). */
const definirStatut = (action: Action, definition: Demande) =>
  definirParcours<CoordonneeEtAttente>({
    chemin: `/organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/${action}`,
    definition,
    charger: (c) => chargerCoordonnee(c, action),
    structureDe: ({ coordonnee: d }) => ({ id: d.structure.id, version: d.version }),
    objetDe: ({ coordonnee: d }) => ({ champ: 'coordonneeBancaire', id: d.id, version: d.version }),
    adapter: (_champs, { structure: _s, coordonneeBancaire: _c, ...saisie }) => saisie,
    formulaire: (c, { coordonnee: d, attente }, etat) => {
      const { t } = c
      const x = t.coordonnees[action]
      const inverse = INVERSE[action]
      return (
        <FormulaireDeStatut
          c={c}
          titre={x.titre}
          pour={pourLaCoordonnee(d)}
          fil={filDeLaCoordonnee(c, d, x.titre)}
          etapes={x.etapes}
          etat={etat}
          version={d.version}
          aide="/documentation/organisation/structures/gerer-une-coordonnee-bancaire"
          deja={
            d.statut === (action === 'activer' ? 'ACTIVE' : 'INACTIVE')
              ? { titre: x.deja, suite: <a href={`${adresseDe(d)}/${inverse}`}>{t.coordonnees[inverse].titre}</a> }
              : null
          }
          alertes={<AlertesDuFormulaire c={c} etat={etat} attente={attente} perimee={t.coordonnees.modifier.perimee} />}
          consequences={{
            titre: x.consequences,
            texte: (
              <ul>
                {x.liste.map((l) => (
                  <li key={l}>{l}</li>
                ))}
              </ul>
            ),
          }}
          aPartirDu={t.coordonnees.aides.aPartirDu}
          note={t.coordonnees.creer.note}
          verifier={x.verifier}
          retour={adresseDe(d)}
        >
          <h2>{x.question}</h2>
          <Resume
            lignes={[
              ...(['nom', 'type', 'pays', 'bic'] as const).map((n) => ({ cle: libelleDe(t, n), valeur: afficher(t, c.langue, n, d[n]) })),
              { cle: t.coordonnees.numero, valeur: <Masque c={c} compte={d.compte} /> },
            ]}
          />
        </FormulaireDeStatut>
      )
    },
    verification: (c, { cle, recu }) => {
      const x = c.t.coordonnees[action]
      return (
        <VerificationDeStatut
          c={c}
          fil={filDeVerification(c, recu.structure!, x.titre)}
          etapes={x.etapes}
          cle={cle}
          recu={recu}
          action={action}
          bouton={recu.etat === 'programmee' ? x.bouton(quand(recu.effetLe!, c.heure, c.langue)) : x.immediat}
          avant={<p class="lead">{x.question}</p>}
        />
      )
    },
  })

export const parcoursActiver = definirStatut('activer', activerCoordonnee as unknown as Demande)
export const parcoursDesactiver = definirStatut('desactiver', desactiverCoordonnee as unknown as Demande)
