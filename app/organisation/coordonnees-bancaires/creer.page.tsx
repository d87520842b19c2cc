import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse, PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { libelleDe } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import { AutourDuCompte, ChampsCompte, dansLOrdre, PourInformation, rangDe } from '#app/organisation/coordonnees-bancaires/champs.page.tsx'
import { creerCoordonnee } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { ChampFichiers } from '#app/organisation/pieces-jointes/champ.tsx'
import { ChoixDeStructure } from '#app/organisation/structures/choisir.tsx'
import { structureOuChoix, type StructureOuChoix } from '#app/organisation/structures/choix.ts'
import { filDesStructures, pourLaStructure } from '#app/organisation/structures/fil.ts'
import { nomDe, type Structure } from '#app/organisation/structures/lire.ts'
import type { Demande } from '#demandes/index.ts'
import { Formulaire, Groupe, Page, Resume } from '#ui/index.ts'

const AIDE = '/documentation/organisation/structures/creer-une-coordonnee-bancaire'
const CHEMIN = '/organisation/coordonnees-bancaires/creer'

const fil = (c: ContexteDuParcours, s?: { id: string; raisonSociale: unknown }) => [
  ...filDesStructures(c, s),
  { nom: c.t.coordonnees.creer.titre },
]

export const parcoursCreer = definirParcours<StructureOuChoix>({
  chemin: CHEMIN,
  definition: creerCoordonnee as unknown as Demande,
  fichiers: 'rib',
  charger: (c) => structureOuChoix(c, creerCoordonnee.type),
  structureDe: () => null,
  adapter: (champs, saisie, { structure }) => ({ ...saisie, structure: champs.get('structure')?.[0] || structure?.id }),
  formulaire: (c, { structure, choix }, etat) => {
    const x = c.t.coordonnees.creer
    return structure ? (
      <Formulaires c={c} structure={structure} etat={etat} />
    ) : (
      <ChoixDeStructure
        c={c}
        choix={choix}
        titre={x.titre}
        question={x.structure}
        aide={AIDE}
        vide={{ titre: x.aucune, texte: x.aucuneTexte }}
        erreurs={etat.erreurs}
      />
    )
  },
  verification: (c, { cle, recu }) => {
    const { t } = c
    const x = t.coordonnees.creer
    const champ = (n: string) =>
      n === 'compte' ? (recu.saisie.type === 'IBAN' ? 'iban' : 'bban') : n === 'nomDuRib' ? 'rib' : n === 'affactureur' ? 'factor' : n
    return (
      <Page
        c={cadre(c)}
        titre={x.titreVerifier}
        pour={pourLaStructure(c, recu.structure!)}
        fil={fil(c, recu.structure!)}
        etapes={{ liste: x.etapes, courante: 1 }}
      >
        <div class="narrow stack">
          <section class="card" aria-labelledby="resume">
            <h2 id="resume">{x.resume}</h2>
            <Resume
              lignes={Object.entries(recu.saisie)
                .toSorted(([a], [b]) => rangDe(champ(a)) - rangDe(champ(b)))
                .map(([n, v]) => {
                  const cleDe = libelleDe(t, n)
                  return {
                    cle: cleDe,
                    valeur: afficher(t, c.langue, n, v),
                    action: { href: `${c.chemin}?brouillon=${cle}#${champ(n)}`, complement: cleDe },
                  }
                })}
            />
          </section>
          <PourInformation c={c} />
          <CeQuiSePasse c={c} recu={recu} />
          <BoutonsDeVerification c={c} cle={cle} bouton={x.bouton} />
        </div>
      </Page>
    )
  },
})

function Formulaires({ c, structure, etat }: { c: ContexteDuParcours; structure: Structure; etat: EtatDuFormulaire }) {
  const x = c.t.coordonnees
  const erreurs = dansLOrdre(c, etat.erreurs)
  return (
    <Page
      c={cadre(c)}
      titre={x.creer.titre}
      pour={pourLaStructure(c, structure as never)}
      fil={fil(c, structure as never)}
      etapes={{ liste: x.creer.etapes, courante: 0 }}
      {...fautesDe(c, erreurs, etat.refus)}
      aide={AIDE}
    >
      <PourInformation c={c} />
      <div class="split split--wide mt5">
        <Formulaire action={`${CHEMIN}?structure=${structure.id}`} attrs={{ enctype: 'multipart/form-data' }}>
          <div class="stack">
            <AlertesDuFormulaire c={c} etat={etat} attente={[]} />
          </div>
          <input type="hidden" name="_cle" value={etat.cle} />
          <input type="hidden" name="structure" value={structure.id} />
          <div class="card">
            <ChampsCompte c={c} valeurs={etat.saisie ?? {}} erreurs={erreurs} />
            <Groupe titre={x.groupes.rib} id="groupe-rib">
              <ChampFichiers
                c={c}
                nom="rib"
                libelle={c.t.champs.libelles.rib}
                aide={x.aides.rib(nomDe({ ...structure, libelle: null }))}
                etat={etat}
              />
            </Groupe>
          </div>
          <PiedDuFormulaire c={c} verifier={x.creer.verifier} retour={`/organisation/structures/${structure.id}`} note={x.creer.note} />
          <p class="small mt4">
            <a href={CHEMIN}>{x.creer.autre}</a>
          </p>
        </Formulaire>
        <aside class="stack" aria-label={x.ou.titre}>
          <AutourDuCompte c={c} />
        </aside>
      </div>
    </Page>
  )
}
