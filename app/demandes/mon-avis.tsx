import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { AVIS_MAX, type MonAvis } from '#app/demandes/mon-avis.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import { Bouton, Carte, Champ, Formulaire, Succes, optionsDe } from '#ui/index.ts'

const NOTES = ['5', '4', '3', '2', '1'] as const

interface Props {
  c: Contexte
  numero: string
  note: string
  texte: string
  deja?: boolean
  erreurs?: ErreurChamp[]
}

/** Two questions at the end of a procedure (POR-17); without a script like any form. */
export function DonnerMonAvis({ c, numero, note, texte, deja = false, erreurs = [] }: Props): JSX.Element {
  const x = c.t.demandes.avis
  const erreur = (champ: string) => {
    const e = erreurs.find((y) => y.champ === champ)
    return e ? { erreur: e.message } : {}
  }
  return (
    <Carte titre={x.titre} id="avis">
      {c.url.searchParams.get('avis') === 'merci' ? <Succes>{x.merci}</Succes> : null}
      <Formulaire action={`/demandes/${numero}/avis`} class="stack">
        <Champ nom="note" type="radios" libelle={x.note} valeur={note} options={optionsDe(NOTES, x.notes)} {...erreur('note')} />
        <Champ
          nom="texte"
          type="textarea"
          libelle={x.texte}
          aide={x.texteAide}
          facultatif
          valeur={texte}
          maxLength={AVIS_MAX}
          {...erreur('texte')}
        />
        <p>
          <Bouton genre="second">{deja ? x.changer : x.envoyer}</Bouton>
        </p>
      </Formulaire>
      <p class="small muted mt2">
        <a href="/satisfaction">{x.publics}</a>
      </p>
    </Carte>
  )
}

export const avisDe = (a: MonAvis | null) => ({ note: a ? String(a.note) : '', texte: a?.texte ?? '', deja: a !== null })
