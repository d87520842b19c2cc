import { cadre } from '#app/cadre.ts'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse } from '#app/demandes/verification.tsx'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { pourLaDemande } from '#app/organisation/structures/fil.ts'
import type { Recu } from '#demandes/index.ts'
import { libelleDuChamp } from '#demandes/validation.ts'
import { Champ, Champs, Diff, Groupe, Page, type Enfant } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** « Prise d’effet »: the day from which a modification holds, at once when none is given. */
export function PriseEffet({ c, etat, titre, aide }: { c: ContexteDuParcours; etat: EtatDuFormulaire; titre?: string; aide: string }) {
  return (
    <Groupe titre={titre ?? c.t.structures.modifier.priseEffet} id="effet">
      <Champs>
        <ChampAPartirDu c={c} etat={etat} aide={aide} />
      </Champs>
    </Groupe>
  )
}

export const ChampAPartirDu = ({ c, etat, aide }: { c: ContexteDuParcours; etat: EtatDuFormulaire; aide: string }) => (
  <Champ
    nom="aPartirDu"
    type="date"
    libelle={c.t.champs.libelles.aPartirDu}
    facultatif
    aide={aide}
    largeur="w2"
    valeur={String(etat.saisie?.aPartirDu ?? '')}
    erreur={etat.erreurs.find((e) => e.champ === 'aPartirDu')?.message}
  />
)

interface Verifiee {
  c: ContexteDuParcours
  fil: NonNullable<Parameters<typeof Page>[0]['fil']>
  etapes: string[]
  cle: string
  recu: Recu
  /** What a field is called, where it is not what every screen calls it. */
  libelle?: (champ: string) => string
  /** Where its answer is corrected in the form; null where it is not by field. */
  ancre?: ((champ: string) => string) | null
  children?: Enfant
}

/** « Vérifier vos réponses » of a modification: field by field, as it is and as it will be. */
export function VerificationDeModification({ c, fil, etapes, cle, recu, libelle, ancre = (n) => n, children }: Verifiee) {
  const { t } = c
  const x = t.structures.modifier
  const nom = libelle ?? ((n: string) => libelleDuChamp(t, n))
  return (
    <Page c={cadre(c)} titre={x.titreVerifier} pour={pourLaDemande(c, recu)} fil={fil} etapes={{ liste: etapes, courante: 1 }}>
      <div class="narrow stack">
        <Diff
          legende={x.changement}
          lignes={Object.keys(recu.saisie).map((n) => ({
            nom: nom(n),
            avant: afficher(t, c.langue, n, recu.avant?.[n]),
            apres: afficher(t, c.langue, n, recu.saisie[n]),
            ...(ancre ? { action: { href: `${c.chemin}?brouillon=${cle}#${ancre(n)}`, complement: nom(n) } } : {}),
          }))}
        />
        {children}
        <CeQuiSePasse c={c} recu={recu} />
        <BoutonsDeVerification
          c={c}
          cle={cle}
          bouton={recu.etat === 'programmee' ? x.soumettre(quand(recu.effetLe!, c.heure, c.langue)) : x.soumettreImmediat}
        />
      </div>
    </Page>
  )
}
