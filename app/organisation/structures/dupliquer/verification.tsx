import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, lignePrevenus } from '#app/demandes/verification.tsx'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { JamaisRepris } from '#app/organisation/structures/dupliquer/choix.tsx'
import { CHAMPS_DEMANDES } from '#app/organisation/structures/dupliquer/proposer.ts'
import { CHEMIN, filDupliquer } from '#app/organisation/structures/dupliquer/situer.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { Recu } from '#demandes/index.ts'
import { Page, Resume, type LigneResume } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

type Reference = { id: string; nom: string; code?: string; designation?: string; compte?: string; prenom?: string }

/** Beyond, they unfold: three hundred services are not between a reader and the button. */
const MONTREES = 10

const Lignes = ({ noms }: { noms: string[] }) => (
  <>
    {noms.map((n, i) => (
      <span key={i}>
        {n}
        <br />
      </span>
    ))}
  </>
)

/** « Vérifier vos réponses »: what will exist, all that comes along by name, what never follows. */
export function VerificationDuplication({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }): JSX.Element {
  const { t } = c
  const x = t.dupliquer
  const s = recu.saisie
  const lien = (ancre: string, complement: string) => ({ href: `${CHEMIN}?brouillon=${cle}#${ancre}`, complement })
  const champs: LigneResume[] = CHAMPS_DEMANDES.filter((n) => n in s).map((n) => ({
    cle: libelleDuChamp(t, n),
    valeur: afficher(t, c.langue, n, s[n]),
    action: lien(n, libelleDuChamp(t, n)),
  }))
  const listes = (['services', 'coordonneesBancaires', 'piecesJointes', 'utilisateurs'] as const).map((g) => {
    const l = (s[g] ?? []) as Reference[]
    const dire = (r: Reference) =>
      r.prenom ? `${r.prenom} ${r.nom}` : r.code ? `${r.nom} (${r.code})` : r.compte ? `${r.nom} (${r.compte})` : r.designation || r.nom
    return {
      cle: `${x.genres[g]} (${l.length})`,
      valeur: l.length ? (
        <>
          <Lignes noms={l.slice(0, MONTREES).map(dire)} />
          {l.length > MONTREES ? (
            <details>
              <summary>{t.gouvernance.transferer.etAutres(l.length - MONTREES)}</summary>
              <Lignes noms={l.slice(MONTREES).map(dire)} />
            </details>
          ) : null}
          {g === 'utilisateurs' ? <span class="muted">{x.comptes.habilitations(Number(recu.resultat?.habilitations ?? 0))}</span> : null}
        </>
      ) : (
        <span class="muted">{x.aucunRepris}</span>
      ),
      action: lien(g, x.genres[g]),
    }
  })
  return (
    <Page
      c={cadre(c)}
      titre={x.titreVerifier}
      {...(recu.structure ? { pour: pourLaStructure(c, recu.structure) } : {})}
      styles={['dupliquer']}
      fil={filDupliquer(c)}
      etapes={{ liste: x.etapes, courante: 2 }}
    >
      <div class="narrow stack">
        <section class="card" aria-labelledby="quoi">
          <h2 id="quoi">{x.nouvelle}</h2>
          <Resume
            lignes={[
              {
                cle: t.structures.types[String(s.typeIdentifiant)] ?? '',
                valeur: grouper(s.typeIdentifiant as TypeIdentifiant, String(s.identifiant)),
              },
              { cle: t.champs.libelles.typeStructure, valeur: afficher(t, c.langue, 'typeStructure', s.typeStructure) },
              ...champs,
              { cle: x.gestionnaire, valeur: x.vous(`${c.utilisateur.prenom} ${c.utilisateur.nom}`) },
            ]}
          />
        </section>
        <section class="card" aria-labelledby="avec">
          <h2 id="avec">{x.avecElle}</h2>
          <Resume lignes={listes} />
        </section>
        <JamaisRepris c={c} mandats={0} />
        <section class="card" aria-labelledby="suite">
          <h2 id="suite">{t.structures.creer.apres}</h2>
          <Resume
            lignes={[
              {
                cle: x.ancienne,
                valeur: s.desactiverLe ? x.desactivee(date(String(s.desactiverLe), c.langue)) : x.inchangee,
                action: lien('groupe-apres', x.ancienne),
              },
              lignePrevenus(c, recu),
              { cle: x.effet, valeur: x.immediat },
            ]}
          />
        </section>
        <BoutonsDeVerification c={c} cle={cle} bouton={x.bouton} />
      </div>
    </Page>
  )
}
