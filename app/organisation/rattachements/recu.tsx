import type { Contexte } from '#app/contexte.ts'
import type { Recu } from '#demandes/index.ts'
import { Alerte } from '#ui/index.ts'

/** An attachment that waits for an address to be verified is said to wait. */
export function InvitationsEnvoyees({ c, d }: { c: Contexte; d: Recu }) {
  const x = c.t.rattachements.invitations
  if (d.type !== 'rattachement.creer' || !Array.isArray(d.resultat?.invitations)) return null
  return (
    <div class="mt5">
      <Alerte genre="plan" titre={x.envoyee(String(d.saisie.adresseElectronique))}>
        <p>{x.envoyeeTexte}</p>
        <p>
          <a href="/organisation/utilisateurs/invitations">{x.voir}</a>
        </p>
      </Alerte>
    </div>
  )
}

/** Whether its reader is likely to be attached where it leads: who asks is not yet, who left is no more. */
export const mene = (c: Contexte, d: Recu) =>
  // The structure of a mandate is the other side's.
  (d.type !== 'mandat-facturation.souscrire' || c.structures.some((s) => s.id === d.structure?.id)) &&
  !(d.type === 'rattachement.demander' && d.etat !== 'effective' && d.auteur.id === c.utilisateur?.id) &&
  !(d.type === 'rattachement.terminer' && (d.saisie.utilisateur as { id: string } | undefined)?.id === c.utilisateur?.id)
