import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { TeteDuFormulaire } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { libelleDe } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import {
  ancreDe,
  AutourDuCompte,
  ChampsCompte,
  dansLOrdre,
  PourInformation,
  rangDe,
} from '#app/organisation/coordonnees-bancaires/champs.page.tsx'
import { creerCoordonnee } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { ChampFichiers } from '#app/organisation/pieces-jointes/champ.tsx'
import { definirCreation, VerificationDeCreation } from '#app/organisation/structures/creation.parties.tsx'
import { filDesStructures, pourLaStructure } from '#app/organisation/structures/fil.ts'
import { nomDe, type Structure } from '#app/organisation/structures/lire.ts'
import type { Demande } from '#demandes/index.ts'
import { Formulaire, Groupe, Page } from '#ui/index.ts'

const AIDE = '/documentation/organisation/structures/creer-une-coordonnee-bancaire'
const CHEMIN = '/organisation/coordonnees-bancaires/creer'

const fil = (c: ContexteDuParcours, s?: { id: string; raisonSociale: unknown }) => [
  ...filDesStructures(c, s),
  { nom: c.t.coordonnees.creer.titre },
]

export const parcoursCreer = definirCreation({
  chemin: CHEMIN,
  definition: creerCoordonnee as unknown as Demande,
  fichiers: 'rib',
  choisir: (c) => {
    const { titre, structure, aucune, aucuneTexte } = c.t.coordonnees.creer
    return { titre, question: structure, aide: AIDE, vide: { titre: aucune, texte: aucuneTexte } }
  },
  formulaire: (c, structure, etat) => <Formulaires c={c} structure={structure} etat={etat} />,
  verification: (c, { cle, recu }) => {
    const x = c.t.coordonnees.creer
    const ancre = (n: string) => ancreDe(n, recu.saisie.type)
    return (
      <VerificationDeCreation
        c={c}
        titre={x.titreVerifier}
        fil={fil(c, recu.structure!)}
        etapes={x.etapes}
        cle={cle}
        recu={recu}
        resume={x.resume}
        lignes={Object.entries(recu.saisie)
          .toSorted(([a], [b]) => rangDe(ancre(a)) - rangDe(ancre(b)))
          .map(([n, v]) => {
            const libelle = libelleDe(c.t, n)
            return {
              cle: libelle,
              valeur: afficher(c.t, c.langue, n, v),
              action: { href: `${c.chemin}?brouillon=${cle}#${ancre(n)}`, complement: libelle },
            }
          })}
        bouton={x.bouton}
      >
        <PourInformation c={c} />
      </VerificationDeCreation>
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
      pour={pourLaStructure(c, structure)}
      fil={fil(c, structure)}
      etapes={{ liste: x.creer.etapes, courante: 0 }}
      {...fautesDe(c, erreurs, etat.refus)}
      aide={AIDE}
    >
      <PourInformation c={c} />
      <div class="split split--wide mt5">
        <Formulaire action={`${CHEMIN}?structure=${structure.id}`} attrs={{ enctype: 'multipart/form-data' }}>
          <TeteDuFormulaire c={c} etat={etat} structure={structure.id} />
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
