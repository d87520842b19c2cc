import { cadre } from '#app/cadre.ts'
import { NumerosAnnules } from '#app/demandes/annulees.tsx'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse, lignePrevenus } from '#app/demandes/verification.tsx'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { filDe, profilDe } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { Ligne } from '#app/organisation/habilitations/situation.ts'
import type { Recu } from '#demandes/index.ts'
import { Diff, Page, Resume } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

export type Titre = 'ajouter' | 'modifier' | 'retirer' | 'demander'

/** What is told of a line: less than what is kept of it. */
export type LigneDite = Omit<Ligne, 'utilisateur' | 'structure' | 'service'> & {
  utilisateur: { prenom: string; nom: string }
  service: { nom: string } | null
}

/** Of one line, what is held now and what will be, with its dates. */
export function differences(c: ContexteDuParcours, lignes: LigneDite[]) {
  const x = c.t.habilitations
  const dire = (l: LigneDite) =>
    [
      l.apres ? profilDe(c, l.application, l.apres) : x.verification.rien,
      ...(l.debut ? [x.aPartirDe(new Date(l.debut), c.heure)] : []),
      ...(l.fin ? [x.jusqua(new Date(l.fin), c.heure)] : l.apres && l.apres === l.avant ? [c.t.approbations.decrire.sansFin] : []),
      ...(l.apres && l.fin && l.retour
        ? [x.puis(profilDe(c, l.application, l.retour.profil))]
        : l.avant && l.apres && l.fin
          ? [c.t.approbations.decrire.puisRien]
          : []),
      ...(l.retour?.fin ? [x.jusqua(new Date(l.retour.fin), c.heure)] : []),
    ].join(', ')
  return lignes.map((l) => ({
    nom: x.verification.ligne(
      c.t.catalogue.applications[l.application] ?? l.application,
      `${l.utilisateur.prenom} ${l.utilisateur.nom}`,
      l.service?.nom ?? x.touteLaStructure,
    ),
    avant: l.avant ? profilDe(c, l.application, l.avant) : null,
    apres: dire(l),
    genre: l.apres === null ? ('retrait' as const) : l.avant === null ? ('ajout' as const) : undefined,
  }))
}

/** « Vérifier vos réponses »: the lines, when they hold, who is told; drawn from the simulation alone (POR-16). */
export function Verification({
  c,
  cle,
  recu,
  titre,
  nom,
}: {
  c: ContexteDuParcours
  cle: string
  recu: Recu
  titre: Titre
  /** Of the screen it comes from, when not the usual one. */ nom?: string
}) {
  const x = c.t.habilitations
  const lignes = recu.saisie.lignes as Ligne[]
  const a = recu.effetLe ? quand(recu.effetLe, c.heure, c.langue) : ''
  const immediat = recu.saisie.immediat === true
  const bouton =
    titre === 'demander'
      ? x.verification.demander
      : titre === 'ajouter'
        ? x.verification.ajouter(lignes.length, a)
        : titre === 'modifier'
          ? x.verification.modifier(a)
          : immediat
            ? x.verification.retirerImmediat(lignes.length)
            : x.verification.retirer(lignes.length, a)
  const annulees = (recu.resultat?.demandesAnnulees as string[] | undefined) ?? []
  const { gestionnaire } = recu
  return (
    <Page
      c={cadre(c)}
      titre={x.verification.titre}
      pour={recu.structure ? pourLaStructure(c, recu.structure) : undefined}
      fil={
        titre === 'demander'
          ? [...filDe(c, x.mes.titre, false).slice(0, -1), { nom: x.mes.titre, href: `${GERER}/mes` }, { nom: x.demander.titre }]
          : filDe(c, nom ?? x[titre].titre)
      }
      etapes={{ liste: x[titre].etapes, courante: 1 }}
    >
      <div class="narrow stack">
        <Diff legende={x.verification.changement} lignes={differences(c, lignes)} />
        {recu.saisie.commentaire || annulees.length ? (
          <Resume
            lignes={[
              ...(recu.saisie.commentaire ? [{ cle: c.t.champs.libelles.commentaire, valeur: String(recu.saisie.commentaire) }] : []),
              ...(annulees.length
                ? [
                    {
                      cle: x.verification.annulees,
                      valeur: <NumerosAnnules numeros={annulees} />,
                    },
                  ]
                : []),
            ]}
          />
        ) : null}
        {titre === 'demander' ? (
          <Resume
            lignes={[
              {
                cle: x.verification.decideur,
                valeur: x.verification.gestionnaire(gestionnaire ? `${gestionnaire.prenom} ${gestionnaire.nom}` : null),
              },
              lignePrevenus(c, recu),
              { cle: x.verification.effet, valeur: x.verification.apresDecision(c.settings.DELAI_EFFET_MINUTES.habilitation) },
            ]}
          />
        ) : (
          <CeQuiSePasse c={c} recu={recu} />
        )}
        <BoutonsDeVerification c={c} cle={cle} bouton={bouton} {...(titre === 'retirer' ? { genre: 'danger' as const } : {})} />
      </div>
    </Page>
  )
}
