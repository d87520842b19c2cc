import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { TeteDuFormulaire } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { ChampsService } from '#app/organisation/services/champs.page.tsx'
import { creerService } from '#app/organisation/services/creer.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { definirCreation, VerificationDeCreation } from '#app/organisation/structures/creation.parties.tsx'
import { filDesStructures, pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { Structure } from '#app/organisation/structures/lire.ts'
import type { Demande } from '#demandes/index.ts'
import { Actions, Bouton, Formulaire, Page } from '#ui/index.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

const AIDE = '/documentation/organisation/structures/creer-un-service'

const fil = (c: ContexteDuParcours) => [...filDesStructures(c), { nom: c.t.services.creer.titre }]

export const parcoursCreer = definirCreation({
  chemin: '/organisation/services/creer',
  definition: creerService as unknown as Demande,
  choisir: (c) => {
    const { titre, structure, structureAide, aucune, aucuneTexte } = c.t.services.creer
    return { titre, question: structure, aideQuestion: structureAide, aide: AIDE, vide: { titre: aucune, texte: aucuneTexte } }
  },
  adapter: (saisie, structure) =>
    Object.fromEntries(
      Object.entries(saisie).filter(([n, v]) => v !== false || structure?.typeStructure === 'PUBLIQUE' || n === 'structure'),
    ),
  formulaire: (c, structure, etat) => <Formulaires c={c} structure={structure} etat={etat} />,
  verification: (c, { cle, recu }) => {
    const { t } = c
    const x = t.services.creer
    const corriger = `${c.chemin}?brouillon=${cle}&structure=${recu.structure!.id}`
    return (
      <VerificationDeCreation
        c={c}
        titre={x.titreVerifier}
        fil={fil(c)}
        etapes={x.etapes}
        cle={cle}
        recu={recu}
        resume={x.resume}
        lignes={Object.entries(recu.saisie).map(([n, v]) => {
          const libelle = libelleDuChamp(t, n)
          return { cle: libelle, valeur: afficher(t, c.langue, n, v), action: { href: `${corriger}#${n}`, complement: libelle } }
        })}
        bouton={x.bouton}
      />
    )
  },
})

function Formulaires({ c, structure, etat }: { c: ContexteDuParcours; structure: Structure; etat: EtatDuFormulaire }) {
  const x = c.t.services.creer
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      pour={pourLaStructure(c, structure)}
      fil={fil(c)}
      etapes={{ liste: x.etapes, courante: 0 }}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide={AIDE}
    >
      <div class="narrow">
        <Formulaire action={`${c.chemin}?structure=${structure.id}`}>
          <TeteDuFormulaire c={c} etat={etat} structure={structure.id} />
          <ChampsService c={c} structure={structure as never} valeurs={etat.saisie ?? {}} erreurs={etat.erreurs} />
          <Actions note={x.note}>
            <Bouton name="_etape" value="verifier">
              {x.verifier}
            </Bouton>
            <Bouton genre="discret" href={`/organisation/structures/${structure.id}`}>
              {c.t.structures.modifier.abandonner}
            </Bouton>
            <Bouton genre="discret" href={`/organisation/services/importer?structure=${structure.id}`}>
              {c.t.importsServices.titre}
            </Bouton>
          </Actions>
        </Formulaire>
        <p class="small mt4">
          <a href={c.chemin}>{x.autre}</a>
        </p>
      </div>
    </Page>
  )
}
