import type { Contexte } from '#app/contexte.ts'
import type { Recu } from '#demandes/index.ts'
import { Resume, Section } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

/** All that a duplication did, by counts, with the ways on (DUP-03). */
export function DuplicationFaite({ c, d }: { c: Contexte; d: Recu }) {
  if (d.type !== 'structure.dupliquer' || d.etat !== 'effective' || !d.resultat) return null
  const x = c.t.dupliquer
  const r = d.resultat as { structure: string; desactivation?: string } & Record<
    'services' | 'coordonneesBancaires' | 'piecesJointes' | 'utilisateurs' | 'habilitations',
    number
  >
  return (
    <Section titre={x.recu.titre}>
      <Resume
        lignes={[
          { cle: x.recu.creee, valeur: <a href={`/organisation/structures/${r.structure}`}>{x.recu.voirNouvelle}</a> },
          {
            cle: x.gestionnaire,
            valeur:
              d.auteur.id === c.utilisateur?.id ? x.recu.gestionnaire : x.recu.gestionnaireAutre(`${d.auteur.prenom} ${d.auteur.nom}`),
          },
          ...(r.services + r.coordonneesBancaires + r.piecesJointes + r.utilisateurs
            ? [
                {
                  cle: x.avec,
                  valeur: (['services', 'coordonneesBancaires', 'piecesJointes', 'utilisateurs', 'habilitations'] as const)
                    .filter((g) => r[g] > 0)
                    .map((g) => x.comptes[g](r[g]))
                    .join(', '),
                },
              ]
            : []),
          ...(r.utilisateurs ? [{ cle: x.recu.prevenusDeja, valeur: x.recu.prevenus }] : []),
          ...(r.desactivation
            ? [
                {
                  cle: x.recu.desactivation,
                  valeur: (
                    <>
                      {x.recu.desactivationLe(date(String(d.saisie.desactiverLe), c.langue))}{' '}
                      <a href={`/demandes/${r.desactivation}`}>{r.desactivation}</a>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}
