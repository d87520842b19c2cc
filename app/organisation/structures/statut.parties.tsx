import type { ComponentChildren } from 'preact'
import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse, PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { pourLaDemande } from '#app/organisation/structures/fil.ts'
import { ChampAPartirDu } from '#app/organisation/structures/modifier.parties.tsx'
import type { Recu } from '#demandes/index.ts'
import { Alerte, Carte, Champ, Champs, Diff, Formulaire, Page, Resume } from '#ui/index.ts'

export type Action = 'desactiver' | 'activer'
export const INVERSE = { desactiver: 'activer', activer: 'desactiver' } as const

type PropsPage = Parameters<typeof Page>[0]
interface Entete {
  c: ContexteDuParcours
  fil: NonNullable<PropsPage['fil']>
  etapes: string[]
}

interface Forme extends Entete {
  titre: string
  pour: NonNullable<PropsPage['pour']>
  etat: EtatDuFormulaire
  version: number
  aide: string
  /** Already so: said in place of the form, with what may be done instead. */
  deja: { titre: string; suite: ComponentChildren } | null
  alertes: ComponentChildren
  /** What follows from it, said before anything is sent. */
  consequences: { titre: string; texte: ComponentChildren }
  motif?: { libelle: string; aide: string } | null
  aPartirDu: string
  note: string
  verifier: string
  retour: string
  children?: ComponentChildren
}

/** « Désactiver » and « Activer », of whatever a structure holds. */
export function FormulaireDeStatut({
  c,
  titre,
  pour,
  fil,
  etapes,
  etat,
  version,
  aide,
  deja,
  alertes,
  consequences,
  motif,
  aPartirDu,
  note,
  verifier,
  retour,
  children,
}: Forme) {
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      pour={pour}
      fil={fil}
      etapes={{ liste: etapes, courante: 0 }}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide={aide}
    >
      <div class="narrow">
        {deja ? (
          <Alerte genre="warn" titre={deja.titre}>
            <p>{deja.suite}</p>
          </Alerte>
        ) : (
          <Formulaire class="stack">
            {alertes}
            {children}
            <Carte titre={consequences.titre} id="consequences">
              {consequences.texte}
            </Carte>
            <input type="hidden" name="_cle" value={etat.cle} />
            <input type="hidden" name="_version" value={version} />
            {motif ? (
              <Champ
                nom="motif"
                type="textarea"
                libelle={motif.libelle}
                aide={motif.aide}
                maxLength={500}
                valeur={String(etat.saisie?.motif ?? '')}
                erreur={etat.erreurs.find((e) => e.champ === 'motif')?.message}
              />
            ) : null}
            <Champs>
              <ChampAPartirDu c={c} etat={etat} aide={aPartirDu} />
            </Champs>
            <PiedDuFormulaire c={c} verifier={verifier} retour={retour} note={note} />
          </Formulaire>
        )}
      </div>
    </Page>
  )
}

interface Verifiee extends Entete {
  cle: string
  recu: Recu
  action: Action
  bouton: string
  avant?: ComponentChildren
  apres?: ComponentChildren
  children?: ComponentChildren
}

/** What will change, before it is sent: the state, the reason, what follows. */
export function VerificationDeStatut({ c, fil, etapes, cle, recu, action, bouton, avant, apres, children }: Verifiee) {
  const { t } = c
  const dire = (v: unknown) => afficher(t, c.langue, 'statut', v)
  return (
    <Page
      c={cadre(c)}
      titre={t.structures.modifier.titreVerifier}
      pour={pourLaDemande(c, recu)}
      fil={fil}
      etapes={{ liste: etapes, courante: 1 }}
    >
      <div class="narrow stack">
        {avant}
        <Diff
          legende={t.structures.modifier.changement}
          lignes={[{ nom: t.champs.libelles.statut, avant: dire(recu.avant?.statut), apres: dire(recu.saisie.statut) }]}
        />
        {recu.saisie.motif ? (
          <Resume
            lignes={[
              {
                cle: t.champs.libelles.motif,
                valeur: String(recu.saisie.motif),
                action: { href: `${c.chemin}?brouillon=${cle}#motif`, complement: t.champs.libelles.motif },
              },
            ]}
          />
        ) : null}
        {children}
        <CeQuiSePasse c={c} recu={recu} />
        {apres}
        <BoutonsDeVerification c={c} cle={cle} bouton={bouton} {...(action === 'desactiver' ? { genre: 'danger' as const } : {})} />
      </div>
    </Page>
  )
}
