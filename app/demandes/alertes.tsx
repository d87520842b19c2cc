import type { ComponentProps } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { dansLOrdre } from '#app/demandes/ordre.ts'
import type { EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import type { Changement, Recu } from '#demandes/index.ts'
import { Alerte } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

/**
 * What a form must say before its fields: refused, changed meanwhile (`perimee`: in whose words, the structure's unless said), programmed,
 * an earlier draft.
 */
export function AlertesDuFormulaire({
  c,
  etat,
  attente = [],
  perimee,
}: {
  c: Contexte
  etat: EtatDuFormulaire
  attente?: Recu[]
  perimee?: string
}) {
  const { t } = c
  return (
    <>
      <RefusAvecRemede refus={etat.refus} />
      {etat.changements ? <Perimee c={c} changements={etat.changements} titre={perimee ?? t.structures.modifier.perimee} /> : null}
      {attente.map((d) => (
        <ChangementProgramme key={d.numero} c={c} demande={d} />
      ))}
      <Reprendre c={c} ancien={etat.ancien} />
    </>
  )
}

/**
 * The head of a demande's form: what is to be said before its fields, then what travels with them: the key, the version it started from or
 * the structure it is for.
 */
export const TeteDuFormulaire = ({
  version,
  structure,
  ...p
}: ComponentProps<typeof AlertesDuFormulaire> & { version?: number; structure?: string }) => (
  <>
    <div class="stack">
      <AlertesDuFormulaire {...p} />
    </div>
    <input type="hidden" name="_cle" value={p.etat.cle} />
    {version === undefined ? null : <input type="hidden" name="_version" value={version} />}
    {structure === undefined ? null : <input type="hidden" name="structure" value={structure} />}
  </>
)

/** What was begun and not submitted, to take up again. */
export function Reprendre({ c, ancien }: { c: Contexte; ancien: EtatDuFormulaire['ancien'] }) {
  const x = c.t.demandes.brouillon
  return ancien ? (
    <Alerte genre="info" titre={x.titre}>
      <p>{x.texte(quand(ancien.modifieLe, c.heure, c.langue))}</p>
      <p class="row small">
        <a href={`${c.chemin}?brouillon=${ancien.cle}`}>{x.reprendre}</a>
      </p>
    </Alerte>
  ) : null
}

function Perimee({ c, changements, titre }: { c: Contexte; changements: Changement[]; titre: string }) {
  const x = c.t.structures.modifier
  return (
    <Alerte genre="warn" role="alert" titre={titre}>
      <p>{x.perimeeTexte}</p>
      <ul>
        {changements.map((ch, i) => (
          <li key={i}>
            <strong>{libelleDuChamp(c.t, ch.champ)}</strong> <del>{afficher(c.t, c.langue, ch.champ, ch.avant)}</del> →{' '}
            <ins>{afficher(c.t, c.langue, ch.champ, ch.apres)}</ins> {ch.par ? x.par(ch.par, quand(ch.le, c.heure, c.langue)) : null}
            {ch.effetLe ? `, ${x.vigueurLe(quand(new Date(ch.effetLe), c.heure, c.langue))}` : null}
          </li>
        ))}
      </ul>
    </Alerte>
  )
}

/** A pending change at its place: number, time, what it changes, how to cancel it. */
export function ChangementProgramme({ c, demande }: { c: Contexte; demande: Recu }) {
  const x = c.t.structures.modifier
  const a = demande.effetLe ? quand(demande.effetLe, c.heure, c.langue) : ''
  const champs = dansLOrdre(c.t, Object.keys(demande.avant ?? {}))
  const moi = c.utilisateur?.id
  const peutAnnuler = !c.voirComme && (demande.auteur.id === moi || demande.gestionnaire?.id === moi)
  return (
    <Alerte
      genre="plan"
      titre={champs.length ? x.programme : `${c.t.demandes.phrases[demande.type]}, ${a || c.t.mandats.enAttente.toLowerCase()}`}
    >
      {champs.map((n) => (
        <p key={n}>
          {x.programmeTexte(
            libelleDuChamp(c.t, n),
            afficher(c.t, c.langue, n, demande.avant?.[n]),
            afficher(c.t, c.langue, n, demande.saisie[n]),
            a,
          )}
        </p>
      ))}
      {champs.length ? <p>{x.ancienne}</p> : null}
      <p class="row small">
        <a href={`/demandes/${demande.numero}`}>{x.voirDemande(demande.numero ?? '')}</a>{' '}
        {peutAnnuler ? <a href={`/demandes/${demande.numero}/annuler`}>{x.annuler}</a> : null}
      </p>
    </Alerte>
  )
}
