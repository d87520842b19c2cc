import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { TeteDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { libelleDe } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import { ancreDe, AutourDuCompte, ChampsCompte, dansLOrdre, PourInformation } from '#app/organisation/coordonnees-bancaires/champs.page.tsx'
import {
  adresseDe,
  chargerCoordonnee,
  filDeLaCoordonnee,
  filDeVerification,
  pourLaCoordonnee,
  type CoordonneeEtAttente,
} from '#app/organisation/coordonnees-bancaires/fil.ts'
import { modifierCoordonnee } from '#app/organisation/coordonnees-bancaires/modifier.ts'
import { ChampFichiers } from '#app/organisation/pieces-jointes/champ.tsx'
import { PriseEffet, VerificationDeModification } from '#app/organisation/structures/modifier.parties.tsx'
import type { Demande } from '#demandes/index.ts'
import { Formulaire, Groupe, Page } from '#ui/index.ts'

export const parcoursModifier = definirParcours<CoordonneeEtAttente>({
  chemin: '/organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/modifier',
  definition: modifierCoordonnee as unknown as Demande,
  fichiers: 'rib',
  charger: (c) => chargerCoordonnee(c, 'modifier'),
  structureDe: ({ coordonnee: d }) => ({ id: d.structure.id, version: d.version }),
  objetDe: ({ coordonnee: d }) => ({ champ: 'coordonneeBancaire', id: d.id, version: d.version }),
  // A country that was not touched is the IBAN's when another IBAN is typed.
  adapter: (_champs, saisie, { coordonnee: d }) =>
    Object.fromEntries(
      Object.entries(saisie).filter(([n, v]) => n !== 'structure' && n !== 'coordonneeBancaire' && !(n === 'pays' && v === d.pays)),
    ),
  formulaire: (c, { coordonnee: d, attente }, etat) => {
    const { t } = c
    const x = t.coordonnees
    const erreurs = dansLOrdre(c, etat.erreurs)
    return (
      <Page
        c={cadre(c)}
        titre={x.modifier.titre}
        pour={pourLaCoordonnee(d)}
        fil={filDeLaCoordonnee(c, d, x.modifier.titre)}
        etapes={{ liste: x.modifier.etapes, courante: 0 }}
        {...fautesDe(c, erreurs, etat.refus)}
        aide="/documentation/organisation/structures/gerer-une-coordonnee-bancaire"
      >
        <PourInformation c={c} />
        <div class="split split--wide mt5">
          <Formulaire attrs={{ enctype: 'multipart/form-data' }}>
            <TeteDuFormulaire c={c} etat={etat} attente={attente} perimee={x.modifier.perimee} version={d.version} />
            <div class="card">
              <ChampsCompte c={c} valeurs={{ ...d, ...etat.saisie }} erreurs={erreurs} compte={d.compte} />
              <Groupe titre={x.groupes.rib} id="groupe-rib">
                <ChampFichiers
                  c={c}
                  nom="rib"
                  libelle={t.champs.libelles.rib}
                  facultatif
                  aide={d.rib ? `${d.rib.nom}. ${x.aides.ribNouveau}` : x.aides.rib(d.structure.raisonSociale)}
                  etat={etat}
                />
              </Groupe>
              <PriseEffet c={c} etat={etat} titre={x.groupes.effet} aide={x.aides.aPartirDu} />
            </div>
            <PiedDuFormulaire c={c} verifier={t.structures.modifier.verifier} retour={adresseDe(d)} note={x.creer.note} />
          </Formulaire>
          <aside class="stack" aria-label={x.ou.titre}>
            <AutourDuCompte c={c} />
          </aside>
        </div>
      </Page>
    )
  },
  verification: (c, { cle, recu }) => {
    const { titre, etapes } = c.t.coordonnees.modifier
    return (
      <VerificationDeModification
        c={c}
        fil={filDeVerification(c, recu.structure!, titre)}
        etapes={etapes}
        cle={cle}
        recu={recu}
        libelle={(n) => libelleDe(c.t, n)}
        ancre={(n) => ancreDe(n, 'IBAN')}
      >
        <PourInformation c={c} />
      </VerificationDeModification>
    )
  },
})
