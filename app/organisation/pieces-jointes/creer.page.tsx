import { cadre } from '#app/cadre.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse, PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { ChampFichiers } from '#app/organisation/pieces-jointes/champ.tsx'
import { creerPieceJointe, FICHIERS_PAR_DEMANDE } from '#app/organisation/pieces-jointes/creer.ts'
import { filDesPieces } from '#app/organisation/pieces-jointes/fil.ts'
import { ChoixDeStructure } from '#app/organisation/structures/choisir.tsx'
import { structureOuChoix, type StructureOuChoix } from '#app/organisation/structures/choix.ts'
import type { Structure } from '#app/organisation/structures/lire.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { Demande } from '#demandes/index.ts'
import { Champ, Formulaire, Page, Resume } from '#ui/index.ts'

const AIDE = '/documentation/organisation/structures/creer-une-piece-jointe'

export const parcoursCreer = definirParcours<StructureOuChoix>({
  chemin: '/organisation/pieces-jointes/creer',
  definition: creerPieceJointe as unknown as Demande,
  fichiers: 'envois',
  charger: (c) => structureOuChoix(c, creerPieceJointe.type),
  structureDe: () => null,
  adapter: (champs, saisie, { structure }) => ({ ...saisie, structure: champs.get('structure')?.[0] || structure?.id }),
  formulaire: (c, { structure, choix }, etat) => {
    const x = c.t.pieces.creer
    return structure ? (
      <Formulaires c={c} structure={structure} etat={etat} />
    ) : (
      <ChoixDeStructure
        c={c}
        choix={choix}
        titre={x.titre}
        chapo={x.chapo}
        question={c.t.services.creer.structure}
        aide={AIDE}
        vide={{ titre: x.aucune, texte: x.aucuneTexte }}
        erreurs={etat.erreurs}
      />
    )
  },
  verification: (c, { cle, recu }) => {
    const { t } = c
    const x = t.pieces.creer
    const corriger = (champ: string, complement: string) => ({ href: `${c.chemin}?brouillon=${cle}#${champ}`, complement })
    return (
      <Page
        c={cadre(c)}
        titre={t.services.creer.titreVerifier}
        pour={pourLaStructure(c, recu.structure!)}
        fil={filDesPieces(c, recu.structure!, x.titre)}
        etapes={{ liste: x.etapes, courante: 1 }}
      >
        <div class="narrow stack">
          <section class="card" aria-labelledby="resume">
            <h2 id="resume">{x.resume}</h2>
            <Resume
              lignes={[
                { cle: x.fichiers, valeur: String(recu.saisie.fichiers), action: corriger('envois', x.fichiers) },
                {
                  cle: x.designation,
                  valeur: recu.saisie.designation ? String(recu.saisie.designation) : t.structures.vide,
                  action: corriger('designation', x.designation),
                },
              ]}
            />
          </section>
          <CeQuiSePasse c={c} recu={recu} />
          <BoutonsDeVerification c={c} cle={cle} bouton={x.bouton} />
        </div>
      </Page>
    )
  },
})

function Formulaires({ c, structure, etat }: { c: ContexteDuParcours; structure: Structure; etat: EtatDuFormulaire }) {
  const x = c.t.pieces.creer
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      pour={pourLaStructure(c, structure as never)}
      fil={filDesPieces(c, structure, x.titre)}
      etapes={{ liste: x.etapes, courante: 0 }}
      aide={AIDE}
      {...fautesDe(c, etat.erreurs, etat.refus, (champ) => champ.split('.')[0]!)}
    >
      <div class="narrow">
        <Formulaire action={`${c.chemin}?structure=${structure.id}`} attrs={{ enctype: 'multipart/form-data' }}>
          <div class="stack">
            <AlertesDuFormulaire c={c} etat={etat} attente={[]} />
          </div>
          <input type="hidden" name="_cle" value={etat.cle} />
          <input type="hidden" name="structure" value={structure.id} />
          <div class="fields mt4">
            <ChampFichiers c={c} nom="envois" libelle={x.fichiers} aide={x.fichiersAide(FICHIERS_PAR_DEMANDE)} multiple etat={etat} />
            <Champ
              nom="designation"
              libelle={x.designation}
              aide={x.designationAide}
              facultatif
              maxLength={200}
              valeur={String(etat.saisie?.designation ?? '')}
              erreur={etat.erreurs.find((e) => e.champ === 'designation')?.message}
            />
          </div>
          <PiedDuFormulaire c={c} verifier={x.verifier} retour={`/organisation/structures/${structure.id}`} note={x.note} />
        </Formulaire>
        <p class="small mt4">
          <a href={c.chemin}>{c.t.services.creer.autre}</a>
        </p>
      </div>
    </Page>
  )
}
