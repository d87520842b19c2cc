import { cadre } from '#app/cadre.ts'
import { TeteDuFormulaire } from '#app/demandes/alertes.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { ChampFichiers } from '#app/organisation/pieces-jointes/champ.tsx'
import { creerPieceJointe, FICHIERS_PAR_DEMANDE } from '#app/organisation/pieces-jointes/creer.ts'
import { filDesPieces } from '#app/organisation/pieces-jointes/fil.ts'
import { definirCreation, VerificationDeCreation } from '#app/organisation/structures/creation.parties.tsx'
import type { Structure } from '#app/organisation/structures/lire.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { Demande } from '#demandes/index.ts'
import { Champ, Formulaire, Page } from '#ui/index.ts'

const AIDE = '/documentation/organisation/structures/creer-une-piece-jointe'

export const parcoursCreer = definirCreation({
  chemin: '/organisation/pieces-jointes/creer',
  definition: creerPieceJointe as unknown as Demande,
  fichiers: 'envois',
  choisir: (c) => {
    const { titre, chapo, aucune, aucuneTexte } = c.t.pieces.creer
    return { titre, chapo, question: c.t.services.creer.structure, aide: AIDE, vide: { titre: aucune, texte: aucuneTexte } }
  },
  formulaire: (c, structure, etat) => <Formulaires c={c} structure={structure} etat={etat} />,
  verification: (c, { cle, recu }) => {
    const { t } = c
    const x = t.pieces.creer
    const corriger = (champ: string, complement: string) => ({ href: `${c.chemin}?brouillon=${cle}#${champ}`, complement })
    return (
      <VerificationDeCreation
        c={c}
        titre={t.services.creer.titreVerifier}
        fil={filDesPieces(c, recu.structure!, x.titre)}
        etapes={x.etapes}
        cle={cle}
        recu={recu}
        resume={x.resume}
        lignes={[
          { cle: x.fichiers, valeur: String(recu.saisie.fichiers), action: corriger('envois', x.fichiers) },
          {
            cle: x.designation,
            valeur: recu.saisie.designation ? String(recu.saisie.designation) : t.structures.vide,
            action: corriger('designation', x.designation),
          },
        ]}
        bouton={x.bouton}
      />
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
      pour={pourLaStructure(c, structure)}
      fil={filDesPieces(c, structure, x.titre)}
      etapes={{ liste: x.etapes, courante: 0 }}
      aide={AIDE}
      {...fautesDe(c, etat.erreurs, etat.refus, (champ) => champ.split('.')[0]!)}
    >
      <div class="narrow">
        <Formulaire action={`${c.chemin}?structure=${structure.id}`} attrs={{ enctype: 'multipart/form-data' }}>
          <TeteDuFormulaire c={c} etat={etat} structure={structure.id} />
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
