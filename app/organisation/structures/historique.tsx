import type { Contexte } from '#app/contexte.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { titreEvenement } from '#app/organisation/structures/historique.lister.ts'
import type { LigneJournal } from '#demandes/index.ts'
import { Chronologie, type Evenement } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

/** States in which a demande came to nothing; what was only looked at has none. */
export const ARRETS = new Set(['refusee', 'annulee', 'expiree', 'echouee'])

/** The history as a person reads it, newest first: who, what, when, before and after (PLUS-06). */
export function Historique({ c, lignes }: { c: Contexte; lignes: LigneJournal[] }) {
  return <Chronologie evenements={lignes.map((l) => evenement(c, l))} />
}

function evenement(c: Contexte, l: LigneJournal): Evenement {
  const { t } = c
  const etat = l.evenement.split(':')[1]
  const genre = etat === 'programmee' ? 'plan' : etat === 'effective' ? 'ok' : etat === 'echouee' ? 'err' : 'neutre'
  const qui = l.auteur ? `${l.auteur.prenom} ${l.auteur.nom}` : t.structures.consulter.portail
  // What is about people is told by its demande.
  const champs = Object.entries(l.contenu.avant ?? {})
    .filter(([, v]) => v === null || typeof v !== 'object')
    .map(([n]) => n)
  // Files that were added, by their names.
  const ajoutes = champs.includes('fichiers') ? null : (l.contenu.apres?.fichiers as string | undefined)
  // What was only looked at: which account, its number or its RIB.
  const vu =
    etat === undefined && l.contenu.apres
      ? [l.contenu.apres.nom, l.contenu.apres.compte ?? l.contenu.apres.nomDuRib].filter(Boolean).join(', ')
      : null
  return {
    genre,
    icone: genre === 'plan' || etat === 'demandee' ? 'horloge' : genre === 'ok' ? 'coche' : ARRETS.has(etat ?? '') ? 'croix' : 'oeil',
    titre: (
      <>
        {titreEvenement(t, l.evenement)}
        {l.numero ? (
          <>
            {' '}
            <a href={`/demandes/${l.numero}`}>{l.numero}</a>
          </>
        ) : null}
      </>
    ),
    quand: t.demandes.recu.parQui(quand(l.le, c.heure, c.langue), qui),
    texte:
      champs.length || l.contenu.motif || ajoutes || vu ? (
        <>
          {l.contenu.motif ? <p class="small">{l.contenu.motif}</p> : null}
          {vu ? <p class="small">{vu}</p> : null}
          {ajoutes ? (
            <p class="small">
              <ins>{ajoutes}</ins>
            </p>
          ) : null}
          {champs.map((n) => (
            <p key={n} class="small">
              {libelleDuChamp(t, n)}
              {t.commun.deuxPoints}
              <del>{afficher(t, c.langue, n, l.contenu.avant?.[n])}</del> → <ins>{afficher(t, c.langue, n, l.contenu.apres?.[n])}</ins>
            </p>
          ))}
        </>
      ) : undefined,
  }
}
