import type { Contexte } from '#app/contexte.ts'
import { refaire } from '#app/demandes/refaire.ts'
import { Cache, Carte, Etiquette, Identifiant } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'
import type { Demandee } from './structures.ts'

/** Not mine yet: what I have asked there, until when it waits, or why it was refused. */
export function Ailleurs({ c, demandees }: { c: Contexte; demandees: Demandee[] }) {
  const t = c.t.comptes.structures
  if (demandees.length === 0) return null
  return (
    <Carte titre={t.demandees} id="demandees">
      <ul class="plain stack">
        {demandees.map((d) => (
          <li key={d.numero}>
            <strong>{d.structure}</strong>{' '}
            <span class="muted">
              <Identifiant valeur={d.identifiant} />
            </span>
            <br />
            <a href={`/demandes/${d.numero}`}>{d.numero}</a> {c.t.demandes.phrases[d.type] ?? d.type}{' '}
            <Etiquette genre={d.etat === 'demandee' ? 'action' : d.etat === 'refusee' ? 'err' : 'warn'}>
              {c.t.demandes.etats[d.etat]}
            </Etiquette>
            {d.etat !== 'demandee' ? (
              <SansSuite c={c} d={d} />
            ) : d.expireLe ? (
              <span class="small muted"> {t.attend(date(d.creeLe, c.langue), date(d.expireLe, c.langue))}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </Carte>
  )
}

/** Why not, and how to ask again. */
function SansSuite({ c, d }: { c: Contexte; d: Demandee }) {
  const href = refaire(d)[0]?.href
  return (
    <>
      {d.termineeLe ? <span class="small muted"> {date(d.termineeLe, c.langue)}</span> : null}
      {d.motif ? (
        <>
          <br />
          <span class="small">{d.motif}</span>
        </>
      ) : null}
      {href ? (
        <>
          <br />
          <a href={href}>
            {c.t.demandes.recu.refaire.bouton}
            <Cache> {d.structure}</Cache>
          </a>
        </>
      ) : null}
    </>
  )
}
