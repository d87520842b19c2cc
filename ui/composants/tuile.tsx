import { Icone } from '#ui/icones.tsx'
import { useTextes, type Enfant } from '#ui/langue.tsx'
import { Picto, type NomPicto } from '#ui/pictos.tsx'

/** Tiles side by side; `rangees` when room is short, one line each. */
export function Tuiles({ children, rangees }: { children: Enfant[] | Enfant; rangees?: boolean }) {
  return (
    <ul class={rangees ? 'tiles tiles--rows' : 'tiles'}>
      {[children].flat(2).map((tuile, i) => (
        <li key={i}>{tuile}</li>
      ))}
    </ul>
  )
}

/** Only the title is a link; it covers the tile. */
export function Tuile({
  titre,
  href,
  description,
  lien,
  picto,
  rangee,
  exterieur,
}: {
  titre: string
  href: string
  description: Enfant
  lien?: string
  picto?: NomPicto
  rangee?: boolean
  exterieur?: boolean
}) {
  const { t } = useTextes()
  return (
    <article class={rangee ? 'tile tile--row' : picto ? 'tile' : 'tile tile--app'}>
      {picto ? <Picto nom={picto} /> : null}
      <h3>
        <a href={href}>{titre}</a>
      </h3>
      <p>{description}</p>
      <span class="tile__go" aria-hidden="true">
        {rangee ? null : (lien ?? (picto ? t.commun.accederDomaine : t.commun.acceder))} <Icone nom={exterieur ? 'exterieur' : 'fleche'} />
      </span>
    </article>
  )
}

/** Closed is explained: the reason in one line, why, and the way to obtain it (POR-08). */
export function TuileFermee({
  titre,
  raison,
  remede,
  pourquoi,
}: {
  titre: string
  raison: string
  remede?: { libelle: string; href: string }
  pourquoi?: Enfant
}) {
  const { t } = useTextes()
  return (
    <article class="tile tile--app tile--closed">
      <h3>
        <Icone nom="verrou" />
        <span>{titre}</span>
      </h3>
      <p class="tile__why">{raison}</p>
      {pourquoi ? (
        <details>
          <summary>
            {t.commun.pourquoi} <Icone nom="chevron" class="chevron" />
          </summary>
          <p class="muted">{pourquoi}</p>
        </details>
      ) : null}
      {remede ? (
        <span class="tile__go">
          <a href={remede.href}>{remede.libelle}</a>
        </span>
      ) : null}
    </article>
  )
}
