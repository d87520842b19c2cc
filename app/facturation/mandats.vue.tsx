import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, lignePrevenus } from '#app/demandes/verification.tsx'
import { MANDATS } from '#app/facturation/adresses.ts'
import { type Donnees, Liste } from '#app/facturation/mandats.liste.tsx'
import type { Mandat } from '#app/facturation/mandats.ts'
import { TYPES_IDENTIFIANT } from '#app/organisation/structures/identifiants/index.ts'
import { ChercherUneStructure } from '#app/organisation/structures/parmi.tsx'
import type { Recu } from '#demandes/index.ts'
import { Actions, Bouton, Carte, Champ, Champs, Formulaire, Page, Resume, Vide, optionsDe } from '#ui/index.ts'
import { date, identifiantGroupe } from '#ui/textes/format.ts'

const fil = (c: ContexteDuParcours) => [{ nom: c.t.mandats.fil, href: '/domaines/facturation' }, { nom: c.t.mandats.titre }]

/** Access is judged first, and without a mandataire there is none to judge: what else is missing is said with it, each at its field. */
function avecCeQuiManque(c: ContexteDuParcours, etat: EtatDuFormulaire): EtatDuFormulaire {
  if (!etat.erreurs.some((e) => e.champ === 'structure')) return etat
  const x = c.t.mandats
  const manquants = Object.entries({ mandataire: x.leMandataire, identifiant: x.identifiant, debut: x.debut }).filter(
    ([champ]) => !etat.saisie?.[champ],
  )
  return {
    ...etat,
    erreurs: manquants.map(([champ, libelle]) => ({
      champ,
      code: 'champ-manquant',
      message: c.t.champs.erreur(champ === 'mandataire' ? 'choix-manquant' : 'champ-manquant', libelle),
    })),
  }
}

export function Mandats({ c, d, etat: recu }: { c: ContexteDuParcours; d: Donnees; etat: EtatDuFormulaire }): JSX.Element {
  const x = c.t.mandats
  const etat = avecCeQuiManque(c, recu)
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={fil(c)}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide="/documentation/facturation/mandats"
    >
      <div class="stack stack--loose">
        <Carte nue titre={x.mesMandats}>
          <Liste c={c} d={d} />
        </Carte>
        {d.choix.parmi.nombre ? (
          <Carte titre={x.souscrire}>
            <div class="narrow">
              <FormulaireMandat c={c} choix={d.choix} etat={etat} />
            </div>
          </Carte>
        ) : (
          <Vide
            titre={x.sansDroit}
            texte={x.sansDroitTexte}
            action={
              <Bouton genre="second" href="/organisation/habilitations/mes?profil=mandats-de-facturation.modification">
                {c.t.accueil.tuile.profilRemede}
              </Bouton>
            }
          />
        )}
      </div>
    </Page>
  )
}

function FormulaireMandat({
  c,
  choix: { structures, parmi },
  etat,
}: {
  c: ContexteDuParcours
  choix: Donnees['choix']
  etat: EtatDuFormulaire
}) {
  const x = c.t.mandats
  const valeur = (n: string) => String(etat.saisie?.[n] ?? c.url.searchParams.get(n) ?? '')
  const erreur = (n: string) => {
    const message = etat.erreurs.find((e) => e.champ === n)?.message
    return message ? { erreur: message } : {}
  }
  const choisie =
    valeur('mandataire') ||
    (structures.some((s) => s.id === c.structureActive?.id) ? c.structureActive!.id : structures.length === 1 ? structures[0]!.id : '')
  return (
    <Formulaire action={MANDATS} class="stack">
      <AlertesDuFormulaire c={c} etat={etat} attente={[]} />
      <input type="hidden" name="_cle" value={etat.cle} />
      <Champs>
        <ChercherUneStructure c={c} parmi={parmi} attrs={{ formmethod: 'get', 'data-turbo': 'false' }} />
        <Champ
          nom="mandataire"
          type="select"
          libelle={x.mandataire}
          aide={x.mandataireAide}
          valeur={choisie}
          {...erreur('mandataire')}
          sansChoix={x.choisir}
          options={structures.map((s) => ({ valeur: s.id, libelle: s.raisonSociale }))}
        />
        <Champ
          nom="typeIdentifiant"
          type="select"
          largeur="w3"
          libelle={x.typeIdentifiant}
          valeur={valeur('typeIdentifiant') || 'SIRET'}
          {...erreur('typeIdentifiant')}
          options={optionsDe(
            TYPES_IDENTIFIANT.filter((n) => n !== 'PARTICULIER'),
            c.t.structures.types,
          )}
        />
        <Champ
          nom="identifiant"
          largeur="w3"
          libelle={x.identifiant}
          aide={x.identifiantAide}
          valeur={valeur('identifiant')}
          {...erreur('identifiant')}
          maxLength={100}
        />
        <Champ nom="debut" type="date" largeur="w2" libelle={x.debut} aide={x.debutAide} valeur={valeur('debut')} {...erreur('debut')} />
        <Champ nom="fin" type="date" largeur="w2" libelle={x.fin} aide={x.finAide} facultatif valeur={valeur('fin')} {...erreur('fin')} />
        <Champ
          nom="commentaire"
          type="textarea"
          libelle={x.commentaire}
          aide={x.commentaireAide}
          facultatif
          valeur={valeur('commentaire')}
          {...erreur('commentaire')}
          maxLength={500}
        />
      </Champs>
      <Actions>
        <Bouton name="_etape" value="verifier">
          {x.verifier}
        </Bouton>
      </Actions>
    </Formulaire>
  )
}

type Partie = Pick<Mandat['autre'], 'typeIdentifiant' | 'identifiant' | 'raisonSociale'>

/** Each by its name and its number: neither side knows the other well. */
export const lignesDesParties = (c: ContexteDuParcours, { mandant, mandataire }: { mandant: Partie; mandataire: Partie }) =>
  [[c.t.mandats.mandant, mandant] as const, [c.t.mandats.leMandataire, mandataire] as const].map(([cle, s]) => ({
    cle,
    valeur: `${s.raisonSociale} (${identifiantGroupe(s.identifiant, s.typeIdentifiant)})`,
  }))

export function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.mandats
  const s = recu.saisie as {
    mandant: Partie
    mandataire: Partie
    debut: string
    fin: string | null
    commentaire: string | null
  }
  const decideur = recu.resultat?.decideur as string | null | undefined
  return (
    <Page
      c={cadre(c)}
      titre={x.titreVerifier}
      fil={[...fil(c).slice(0, 1), { nom: x.titre, href: MANDATS }, { nom: x.souscrire }]}
      etapes={{ liste: x.etapes, courante: 1 }}
    >
      <div class="narrow stack">
        <Resume
          lignes={[
            ...lignesDesParties(c, s),
            { cle: x.periode, valeur: c.t.approbations.decrire.periode(date(s.debut, c.langue), s.fin ? date(s.fin, c.langue) : null) },
            ...(s.commentaire ? [{ cle: x.commentaire, valeur: s.commentaire }] : []),
            { cle: x.quiDecide, valeur: decideur ? x.decide(decideur) : x.decideOperateur },
            lignePrevenus(c, recu),
          ]}
        />
        <p>{x.ensuite}</p>
        <BoutonsDeVerification c={c} cle={cle} bouton={x.soumettre} />
      </div>
    </Page>
  )
}
