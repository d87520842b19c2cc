import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse } from '#app/demandes/verification.tsx'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { GROUPES } from '#app/organisation/structures/champs.ts'
import { CHEMIN } from '#app/organisation/structures/creer/identification.ts'
import { filCreer } from '#app/organisation/structures/creer/identifier.tsx'
import { grouper, normaliser, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { Recu } from '#demandes/index.ts'
import { Page, Resume, type LigneResume } from '#ui/index.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

/** « Vérifier vos réponses »: what will exist, each answer with the way back to it. */
export function VerificationCreation({
  c,
  cle,
  recu,
  saisie,
}: {
  c: ContexteDuParcours
  cle: string
  recu: Recu
  saisie: Record<string, unknown>
}): JSX.Element {
  const { t } = c
  const d = { type: saisie.typeIdentifiant as TypeIdentifiant, identifiant: String(saisie.identifiant ?? '') }
  const x = t.structures.creer
  const ligne = (n: string): LigneResume => ({
    cle: libelleDuChamp(t, n),
    valeur: afficher(t, c.langue, n, recu.saisie[n]),
    action: { href: `${CHEMIN}?brouillon=${cle}#${n}`, complement: libelleDuChamp(t, n) },
  })
  const identite: LigneResume[] = [
    { cle: t.champs.libelles.typeIdentifiant, valeur: t.structures.types[d.type] },
    { cle: t.champs.libelles.identifiant, valeur: d.identifiant ? grouper(d.type, normaliser(d.type, d.identifiant)) : x.sansSaisie },
    ...(d.type === 'PARTICULIER'
      ? [
          {
            cle: x.naissance,
            valeur: x.naissanceTexte(
              saisie.sexe === 1 ? x.homme : x.femme,
              String(saisie.moisNaissance).padStart(2, '0'),
              String(saisie.anneeNaissance),
            ),
            action: { href: `${CHEMIN}?brouillon=${cle}#sexe`, complement: x.naissance },
          },
        ]
      : []),
    { cle: t.champs.libelles.typeStructure, valeur: afficher(t, c.langue, 'typeStructure', recu.saisie.typeStructure) },
    { cle: x.gestionnaire, valeur: x.vous(`${c.utilisateur.prenom} ${c.utilisateur.nom}`) },
  ]
  return (
    <Page c={cadre(c)} titre={x.titreVerifier} fil={filCreer(c)} etapes={{ liste: x.etapes, courante: 2 }}>
      <div class="narrow stack">
        <section class="card" aria-labelledby="quoi">
          <h2 id="quoi">{x.resume}</h2>
          <Resume lignes={identite} />
        </section>
        {GROUPES.map((g) => ({ ...g, champs: g.champs.filter((n) => n in recu.saisie) }))
          .filter((g) => g.champs.length)
          .map((g) => (
            <section class="card" key={g.cle} aria-labelledby={`g-${g.cle}`}>
              <h2 id={`g-${g.cle}`}>{t.structures.groupes[g.cle]}</h2>
              <Resume lignes={g.champs.map(ligne)} />
            </section>
          ))}
        <CeQuiSePasse c={c} recu={recu} />
        <BoutonsDeVerification c={c} cle={cle} bouton={x.bouton} />
      </div>
    </Page>
  )
}
