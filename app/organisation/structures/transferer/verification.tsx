import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { NumerosAnnules } from '#app/demandes/annulees.tsx'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { CeQuiSePasse, BoutonsDeVerification } from '#app/demandes/verification.tsx'
import { filDesStructures, typeEtIdentifiant } from '#app/organisation/structures/fil.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { Personne, Reference } from '#app/organisation/structures/transferer/lire.ts'
import type { Recu } from '#demandes/index.ts'
import { ListeLiens, Page, Resume } from '#ui/index.ts'

export const filPlusieurs = (c: ContexteDuParcours) => [...filDesStructures(c), { nom: c.t.gouvernance.transferer.titre }]

const MONTREES = 20

export function Verification({
  c,
  cle,
  recu,
  etapes,
}: {
  c: ContexteDuParcours
  cle: string
  recu: Recu
  etapes: { liste: string[]; courante: number }
}): JSX.Element {
  const x = c.t.gouvernance.transferer
  const structures = recu.saisie.structures as Reference[]
  const successeur = recu.saisie.utilisateur as Personne
  const perdues = (recu.resultat?.demandesAnnulees as string[] | undefined) ?? []
  const lien = (s: Reference) => ({
    libelle: nomDe(s),
    detail: typeEtIdentifiant(c.t, s),
    href: `/organisation/structures/${s.id}`,
  })
  return (
    <Page c={cadre(c)} titre={c.t.structures.modifier.titreVerifier} fil={filPlusieurs(c)} etapes={etapes}>
      <div class="narrow stack">
        <Resume
          lignes={[
            {
              cle: x.nomUtilisateur,
              valeur: (
                <>
                  {successeur.prenom} {successeur.nom}
                  <br />
                  <span class="muted">{successeur.adresseElectronique}</span>
                </>
              ),
              action: { href: `${c.chemin}?brouillon=${cle}`, complement: x.nomUtilisateur },
            },
            {
              cle: x.concernees(structures.length),
              valeur: structures.length === 1 ? nomDe(structures[0]!) : <ListeLiens liens={structures.slice(0, MONTREES).map(lien)} />,
            },
          ]}
        />
        {structures.length > MONTREES ? (
          <details class="card">
            <summary>{x.etAutres(structures.length - MONTREES)}</summary>
            <ListeLiens liens={structures.slice(MONTREES).map(lien)} />
          </details>
        ) : null}
        <section class="card" aria-labelledby="consequences">
          <h2 id="consequences">{x.consequences}</h2>
          <ul>
            {x.liste(`${successeur.prenom} ${successeur.nom}`, structures.length).map((l) => (
              <li key={l}>{l}</li>
            ))}
            {perdues.length ? (
              <li>
                {x.perdues(perdues.length)}
                <br />
                <NumerosAnnules numeros={perdues.slice(0, MONTREES)} />
                {perdues.length > MONTREES ? x.etAutres(perdues.length - MONTREES) : null}
              </li>
            ) : null}
          </ul>
        </section>
        <CeQuiSePasse c={c} recu={recu} />
        <BoutonsDeVerification c={c} cle={cle} bouton={x.soumettre} genre="danger" />
      </div>
    </Page>
  )
}
