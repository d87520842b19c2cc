import { cadre } from '#app/cadre.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, lignePrevenus } from '#app/demandes/verification.tsx'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { CHEMIN } from '#app/organisation/rattachements/rattacher.vue.tsx'
import type { Ligne } from '#app/organisation/rattachements/references.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { Recu } from '#demandes/index.ts'
import { Page, Resume } from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

/** Whether the address has an account is not said beforehand: both outcomes are. */
export function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.rattachements
  const { utilisateur, adresseElectronique, lignes, commentaire } = recu.saisie as unknown as {
    utilisateur: { prenom: string; nom: string } | null
    adresseElectronique: string
    lignes: Ligne[]
    commentaire: string | null
  }
  const action = (complement: string) => ({ href: `${CHEMIN}?brouillon=${cle}`, complement })
  return (
    <Page
      c={cadre(c)}
      titre={c.t.structures.modifier.titreVerifier}
      fil={filDesUtilisateurs(c, { nom: x.rattacher.titre })}
      etapes={{ liste: x.rattacher.etapes, courante: 1 }}
    >
      <div class="narrow stack">
        <Resume
          lignes={[
            {
              cle: x.rattacher.adresse,
              valeur: (
                <>
                  {utilisateur ? (
                    <>
                      {utilisateur.prenom} {utilisateur.nom}
                      <br />
                    </>
                  ) : null}
                  {adresseElectronique}
                </>
              ),
              action: action(x.rattacher.adresse),
            },
            {
              cle: x.rattacher.ou,
              valeur: (
                <ul>
                  {lignes.map((l) => (
                    <li key={`${l.structure.id}${l.service?.id}`}>
                      {nomDe(l.structure)}, {l.service ? x.surService(l.service.code, l.service.nom) : x.surStructure}
                    </li>
                  ))}
                </ul>
              ),
              action: action(x.rattacher.ou),
            },
            { cle: x.rattacher.profils, valeur: x.rattacher.profilsTexte },
            ...(commentaire
              ? [{ cle: c.t.champs.libelles.commentaire, valeur: commentaire, action: action(c.t.champs.libelles.commentaire) }]
              : []),
            {
              cle: x.rattacher.effet,
              valeur: utilisateur
                ? x.rattacher.effetConnu(`${utilisateur.prenom} ${utilisateur.nom}`)
                : x.rattacher.effetSelon(dateHeure(new Date(recu.creeLe.getTime() + 30 * 86_400_000), c.langue)),
            },
            lignePrevenus(c, recu),
          ]}
        />
        <BoutonsDeVerification c={c} cle={cle} bouton={x.rattacher.bouton} />
      </div>
    </Page>
  )
}
