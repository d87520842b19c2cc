import type { JSX } from 'preact'
import { accesAuxStructures, deciderPlusieurs } from '#acces/index.ts'
import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { estUuid } from '#app/contexte.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, lignePrevenus, PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { lignesDesParties } from '#app/facturation/mandats.vue.tsx'
import { lireMandat, type MandatLu } from '#app/facturation/mandats.ts'
import { terminerMandat } from '#app/facturation/terminer.ts'
import { refus, type Demande, type Recu } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'
import { Alerte, Champ, Champs, Formulaire, Page, Resume } from '#ui/index.ts'
import { date, jourIso } from '#ui/textes/format.ts'

interface Donnees {
  mandat: MandatLu
  structure: string
}

/** « Mettre fin au mandat »: at once, or after a day; the reason is read by both sides. */
export const parcoursTerminerMandat = definirParcours<Donnees>({
  chemin: '/facturation/mandats/:mandat/fin',
  definition: terminerMandat as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (_champs, saisie, { mandat, structure }) => ({ ...saisie, structure, mandat: mandat.id }),
  formulaire: (c, d, etat) => <Forme c={c} d={d} etat={etat} />,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

/** Of one's own two sides, the one on which one may; attached to neither, it does not exist. @throws Refus 403, 404 */
async function charger(c: ContexteDuParcours): Promise<Donnees> {
  const mandat = estUuid(c.params.mandat) ? await lireMandat(c.db, c.params.mandat) : null
  if (!mandat) throw refus(c.t, 'introuvable')
  const cotes = [mandat.mandant.id, mandat.mandataire.id]
  const chez = await accesAuxStructures(c.db, c.utilisateur.id, cotes)
  const miens = cotes.filter((id) => chez.has(id))
  if (!miens.length) throw refus(c.t, 'introuvable')
  const decisions = await deciderPlusieurs(
    c.db,
    miens.map((structure) => ({
      utilisateur: c.utilisateur.id,
      structure,
      application: 'mandats-de-facturation',
      niveau: 'modification',
      memeInactive: true,
    })),
  )
  const rang = decisions.findIndex((d) => d.oui)
  const [premiere] = decisions
  if (rang < 0 && premiere && !premiere.oui) throw refusAcces(c.t, premiere.raison, premiere.le, chez.get(miens[0]!)!.gestionnaire)
  return { mandat, structure: miens[rang]! }
}

const fil = (c: ContexteDuParcours) => [
  { nom: c.t.mandats.fil, href: '/domaines/facturation' },
  { nom: c.t.mandats.titre, href: '/facturation/mandats' },
  { nom: c.t.mandats.terminer.titre },
]
const periode = (c: ContexteDuParcours, { debut, fin }: { debut: string; fin: string | null }) =>
  c.t.approbations.decrire.periode(date(debut, c.langue), fin ? date(fin, c.langue) : null)

function Forme({ c, d: { mandat }, etat }: { c: ContexteDuParcours; d: Donnees; etat: EtatDuFormulaire }): JSX.Element {
  const x = c.t.mandats
  const y = x.terminer
  const champ = (nom: string) => {
    const erreur = etat.erreurs.find((e) => e.champ === nom)?.message
    return { nom, valeur: String(etat.saisie?.[nom] ?? ''), ...(erreur ? { erreur } : {}) }
  }
  return (
    <Page
      c={cadre(c)}
      titre={y.titre}
      fil={fil(c)}
      etapes={{ liste: y.etapes, courante: 0 }}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide="/documentation/facturation/mandats"
    >
      <div class="narrow stack">
        <Resume lignes={[...lignesDesParties(c, mandat), { cle: x.periode, valeur: periode(c, mandat) }]} />
        {mandat.termine ? (
          <Alerte genre="warn" titre={y.deja}>
            <p>
              <a href="/facturation/mandats">{x.titre}</a>
            </p>
          </Alerte>
        ) : (
          <Formulaire class="stack">
            <AlertesDuFormulaire c={c} etat={etat} attente={[]} />
            <input type="hidden" name="_cle" value={etat.cle} />
            <Champs>
              <Champ
                {...champ('fin')}
                type="date"
                largeur="w2"
                libelle={y.dernierJour}
                aide={y.dernierJourAide}
                facultatif
                attrs={{ min: jourIso(c.heure), max: '2099-12-31' }}
              />
              <Champ {...champ('commentaire')} type="textarea" libelle={y.motif} aide={y.motifAide} maxLength={500} />
            </Champs>
            <p>{y.suite}</p>
            <PiedDuFormulaire c={c} verifier={y.verifier} retour="/facturation/mandats" abandonner={y.garder} />
          </Formulaire>
        )}
      </div>
    </Page>
  )
}

function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.mandats
  const s = recu.saisie as unknown as Pick<MandatLu, 'mandant' | 'mandataire'> & {
    mandat: { fin: string | null; aLaDate: boolean }
    debut: string
    fin: string
    commentaire: string
  }
  return (
    <Page c={cadre(c)} titre={x.titreVerifier} fil={fil(c)} etapes={{ liste: x.terminer.etapes, courante: 1 }}>
      <div class="narrow stack">
        <Resume
          lignes={[
            ...lignesDesParties(c, s),
            { cle: x.periode, valeur: periode(c, { debut: s.debut, fin: s.mandat.fin }) },
            { cle: x.terminer.prendFin, valeur: s.mandat.aLaDate ? date(s.fin, c.langue) : x.terminer.toutDeSuite },
            { cle: x.terminer.motif, valeur: s.commentaire },
            lignePrevenus(c, recu),
          ]}
        />
        <p>{x.terminer.suite}</p>
        <BoutonsDeVerification c={c} cle={cle} bouton={x.terminer.bouton} genre="danger" />
      </div>
    </Page>
  )
}
