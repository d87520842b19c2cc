import { cadre } from '#app/cadre.ts'
import { NumerosAnnules } from '#app/demandes/annulees.tsx'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, lignePrevenus } from '#app/demandes/verification.tsx'
import { CHEMIN } from '#app/organisation/rattachements/detacher.vue.tsx'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { RefS, RefSv, RefU } from '#app/organisation/rattachements/references.ts'
import type { Recu } from '#demandes/index.ts'
import { Page, Resume } from '#ui/index.ts'
import { majuscule } from '#ui/textes/format.ts'

interface Suites {
  services: RefSv[]
  profils: string[]
  demandesAnnulees: string[]
}

/** What follows is named before the button: attachments, profiles, and what is programmed. */
export function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.rattachements
  const { utilisateur, structure, service, commentaire } = recu.saisie as unknown as {
    utilisateur: RefU
    structure: RefS
    service: RefSv | null
    commentaire: string
  }
  const suites = recu.resultat as unknown as Suites
  const action = (complement: string) => ({ href: `${CHEMIN}?brouillon=${cle}`, complement })
  const nom = `${utilisateur.prenom} ${utilisateur.nom}`
  return (
    <Page
      c={cadre(c)}
      titre={c.t.structures.modifier.titreVerifier}
      pour={pourLaStructure(c, structure)}
      fil={filDesUtilisateurs(c, { nom: x.terminer.titre })}
      etapes={{ liste: x.terminer.etapes, courante: 2 }}
    >
      <div class="narrow stack">
        <Resume
          lignes={[
            { cle: c.t.champs.libelles.utilisateur, valeur: nom },
            {
              cle: x.terminer.rattachement,
              valeur: majuscule(service ? x.surService(service.code, service.nom) : x.surStructure),
              action: action(x.terminer.rattachement),
            },
            ...(suites.services.length ? [{ cle: x.terminer.services, valeur: suites.services.map((v) => v.code).join(', ') }] : []),
            { cle: x.terminer.profils, valeur: x.terminer.profilsNombre(suites.profils.length) },
            ...(suites.demandesAnnulees.length
              ? [
                  {
                    cle: c.t.structures.desactiver.annulees,
                    valeur: <NumerosAnnules numeros={suites.demandesAnnulees} />,
                  },
                ]
              : []),
            { cle: c.t.champs.libelles.commentaire, valeur: commentaire, action: action(c.t.champs.libelles.commentaire) },
            { cle: c.t.demandes.verification.effet, valeur: c.t.demandes.verification.toutDeSuite },
            lignePrevenus(c, recu),
          ]}
        />
        <BoutonsDeVerification
          c={c}
          cle={cle}
          bouton={utilisateur.id === c.utilisateur.id ? x.terminer.boutonSoi : x.terminer.bouton(nom)}
          genre="danger"
        />
      </div>
    </Page>
  )
}
