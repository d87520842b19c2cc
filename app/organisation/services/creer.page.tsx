import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse } from '#app/demandes/verification.tsx'
import { ChampsService } from '#app/organisation/services/champs.page.tsx'
import { creerService } from '#app/organisation/services/creer.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { ChoixDeStructure } from '#app/organisation/structures/choisir.tsx'
import { structureOuChoix, type StructureOuChoix } from '#app/organisation/structures/choix.ts'
import { filDesStructures, pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { Structure } from '#app/organisation/structures/lire.ts'
import type { Demande } from '#demandes/index.ts'
import { Actions, Bouton, Formulaire, Page, Resume } from '#ui/index.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

const fil = (c: ContexteDuParcours) => [...filDesStructures(c), { nom: c.t.services.creer.titre }]

export const parcoursCreer = definirParcours<StructureOuChoix>({
  chemin: '/organisation/services/creer',
  definition: creerService as unknown as Demande,
  charger: (c) => structureOuChoix(c, creerService.type),
  structureDe: () => null,
  adapter: (champs, saisie, { structure }) => ({
    ...Object.fromEntries(
      Object.entries(saisie).filter(([n, v]) => v !== false || structure?.typeStructure === 'PUBLIQUE' || n === 'structure'),
    ),
    structure: champs.get('structure')?.[0] || structure?.id,
  }),
  formulaire: (c, { structure, choix }, etat) => {
    const x = c.t.services.creer
    return structure ? (
      <Formulaires c={c} structure={structure} etat={etat} />
    ) : (
      <ChoixDeStructure
        c={c}
        choix={choix}
        titre={x.titre}
        question={x.structure}
        aideQuestion={x.structureAide}
        aide="/documentation/organisation/structures/creer-un-service"
        vide={{ titre: x.aucune, texte: x.aucuneTexte }}
        erreurs={etat.erreurs}
      />
    )
  },
  verification: (c, { cle, recu }) => {
    const { t } = c
    const x = t.services.creer
    const corriger = `${c.chemin}?brouillon=${cle}&structure=${recu.structure!.id}`
    return (
      <Page
        c={cadre(c)}
        titre={x.titreVerifier}
        pour={pourLaStructure(c, recu.structure!)}
        fil={fil(c)}
        etapes={{ liste: x.etapes, courante: 1 }}
      >
        <div class="narrow stack">
          <section class="card" aria-labelledby="resume">
            <h2 id="resume">{x.resume}</h2>
            <Resume
              lignes={Object.entries(recu.saisie).map(([n, v]) => {
                const cle = libelleDuChamp(t, n)
                return { cle, valeur: afficher(t, c.langue, n, v), action: { href: `${corriger}#${n}`, complement: cle } }
              })}
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
  const x = c.t.services.creer
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      pour={pourLaStructure(c, structure)}
      fil={fil(c)}
      etapes={{ liste: x.etapes, courante: 0 }}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide="/documentation/organisation/structures/creer-un-service"
    >
      <div class="narrow">
        <Formulaire action={`${c.chemin}?structure=${structure.id}`}>
          <div class="stack">
            <AlertesDuFormulaire c={c} etat={etat} attente={[]} />
          </div>
          <input type="hidden" name="_cle" value={etat.cle} />
          <input type="hidden" name="structure" value={structure.id} />
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
