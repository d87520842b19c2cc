import type { JSX } from 'preact'

const NUMERO = /^(\d+)\. /
const POINT = /^• /

interface Bloc {
  genre: 'p' | 'ol' | 'ul'
  debut: number
  lignes: string[]
}

const genreDe = (ligne: string): Bloc['genre'] => (NUMERO.test(ligne) ? 'ol' : POINT.test(ligne) ? 'ul' : 'p')

/** Lines of one list that follow each other make one list again. */
function grouper(lignes: string[]): Bloc[] {
  const blocs: Bloc[] = []
  for (const ligne of lignes) {
    const genre = genreDe(ligne)
    const dernier = blocs.at(-1)
    const nue = ligne.replace(NUMERO, '').replace(POINT, '')
    if (genre !== 'p' && dernier?.genre === genre) dernier.lignes.push(nue)
    else blocs.push({ genre, debut: Number(NUMERO.exec(ligne)?.[1] ?? 1), lignes: [nue] })
  }
  return blocs
}

/** What the assistant quotes, as the sheet sets it out: its steps are numbered. */
export const Dit = ({ lignes, lang }: { lignes: string[]; lang: string | undefined }): JSX.Element => (
  <>
    {grouper(lignes).map(({ genre, debut, lignes: siennes }) => {
      if (genre === 'p')
        return (
          <p key={siennes[0]} lang={lang}>
            {siennes[0]}
          </p>
        )
      const elements = siennes.map((l) => <li key={l}>{l}</li>)
      return genre === 'ul' ? (
        <ul lang={lang}>{elements}</ul>
      ) : (
        <ol lang={lang} start={debut === 1 ? undefined : debut}>
          {elements}
        </ol>
      )
    })}
  </>
)
