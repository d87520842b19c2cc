import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { fichierPresent, FORMATS_ANNUAIRE, JEUX_ANNUAIRE } from '#app/organisation/annuaire/fichiers.ts'
import { Alerte } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

/** Size and date of each file; none for one that nobody asked for yet. */
export async function lireFichiers(c: Contexte) {
  return Promise.all(
    JEUX_ANNUAIRE.map(async (jeu) => ({
      jeu,
      formats: await Promise.all(FORMATS_ANNUAIRE.map(async (format) => ({ format, present: await fichierPresent(c, jeu, format) }))),
    })),
  )
}

/** The whole directory, made once a week. */
export function FichiersDeLaSemaine({ c, fichiers }: { c: Contexte; fichiers: Awaited<ReturnType<typeof lireFichiers>> }): JSX.Element {
  const x = c.t.annuaire
  return (
    <Alerte genre="info">
      <p>
        <strong>{x.fichiers}</strong>
        {c.t.commun.deuxPoints}
        {x.fichiersTexte}
      </p>
      {fichiers.map(({ jeu, formats }) => (
        <p key={jeu}>
          {jeu === 'structures' ? x.fichiersStructures : x.fichiersServices}
          {c.t.commun.deuxPoints}
          {formats.map(({ format, present }, i) => (
            <>
              {i ? ' · ' : ''}
              <a href={`/annuaire/fichiers/${jeu}.${format}`} data-turbo="false">
                {format.toUpperCase()}
                {present ? `, ${x.octets(present.taille)}` : ''}
              </a>
            </>
          ))}
          {formats[0]?.present ? <> · {x.du(date(formats[0].present.faitLe, c.langue))}</> : null}
        </p>
      ))}
    </Alerte>
  )
}
