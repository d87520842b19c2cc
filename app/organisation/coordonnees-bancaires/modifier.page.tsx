import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse, PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { libelleDe } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import { AutourDuCompte, ChampsCompte, dansLOrdre, PourInformation } from '#app/organisation/coordonnees-bancaires/champs.page.tsx'
import {
  adresseDe,
  chargerCoordonnee,
  filDeLaCoordonnee,
  filDeVerification,
  pourLaCoordonnee,
  type CoordonneeEtAttente,
} from '#app/organisation/coordonnees-bancaires/fil.ts'
import { modifierCoordonnee } from '#app/organisation/coordonnees-bancaires/modifier.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { ChampFichiers } from '#app/organisation/pieces-jointes/champ.tsx'
import { pourLaDemande } from '#app/organisation/structures/fil.ts'
import type { Demande } from '#demandes/index.ts'
import { Champ, Champs, Diff, Formulaire, Groupe, Page } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

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
            <div class="stack">
              <AlertesDuFormulaire c={c} etat={etat} attente={attente} perimee={x.modifier.perimee} />
            </div>
            <input type="hidden" name="_cle" value={etat.cle} />
            <input type="hidden" name="_version" value={d.version} />
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
              <Groupe titre={x.groupes.effet} id="effet">
                <Champs>
                  <Champ
                    nom="aPartirDu"
                    type="date"
                    libelle={t.champs.libelles.aPartirDu}
                    facultatif
                    aide={x.aides.aPartirDu}
                    largeur="w2"
                    valeur={String(etat.saisie?.aPartirDu ?? '')}
                    erreur={etat.erreurs.find((e) => e.champ === 'aPartirDu')?.message}
                  />
                </Champs>
              </Groupe>
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
    const { t } = c
    const x = t.structures.modifier
    const ancre = (n: string) => (n === 'compte' ? 'iban' : n === 'nomDuRib' ? 'rib' : n === 'affactureur' ? 'factor' : n)
    return (
      <Page
        c={cadre(c)}
        titre={x.titreVerifier}
        pour={pourLaDemande(c, recu)}
        fil={filDeVerification(c, recu.structure!, t.coordonnees.modifier.titre)}
        etapes={{ liste: t.coordonnees.modifier.etapes, courante: 1 }}
      >
        <div class="narrow stack">
          <Diff
            legende={x.changement}
            lignes={Object.keys(recu.saisie).map((n) => ({
              nom: libelleDe(t, n),
              avant: afficher(t, c.langue, n, recu.avant?.[n]),
              apres: afficher(t, c.langue, n, recu.saisie[n]),
              action: { href: `${c.chemin}?brouillon=${cle}#${ancre(n)}`, complement: libelleDe(t, n) },
            }))}
          />
          <PourInformation c={c} />
          <CeQuiSePasse c={c} recu={recu} />
          <BoutonsDeVerification
            c={c}
            cle={cle}
            bouton={recu.etat === 'programmee' ? x.soumettre(quand(recu.effetLe!, c.heure, c.langue)) : x.soumettreImmediat}
          />
        </div>
      </Page>
    )
  },
})
