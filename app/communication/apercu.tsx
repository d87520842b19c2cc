import type { JSX } from 'preact'
import { rendreMarkdown } from '#app/communication/markdown.ts'
import type { EtatDePublication } from '#app/communication/publication.ts'
import { VERSION } from '#app/communication/saisie.ts'
import type { Contexte } from '#app/contexte.ts'
import { Alerte, Champ, ResumeErreurs, type PropsChamp } from '#ui/index.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Text of somebody: raw HTML was refused when it was rendered. */
export const Redige = ({
  source,
  niveau,
  lang,
  serre,
}: {
  source: string
  niveau?: number
  lang?: 'fr' | undefined
  serre?: boolean
}): JSX.Element => (
  <div class={serre ? 'prose small' : 'prose'} lang={lang} dangerouslySetInnerHTML={{ __html: rendreMarkdown(source, niveau) }} />
)

/** In the reader's language where it was written, in French otherwise. */
export function dansLaLangue(
  c: Pick<Contexte, 'langue'>,
  v: { titre: string; texte: string; titreEn: string | null; texteEn: string | null },
) {
  const anglais = c.langue === 'en'
  return {
    titre: (anglais && v.titreEn) || v.titre,
    texte: (anglais && v.texteEn) || v.texte,
    langTitre: anglais && !v.titreEn ? ('fr' as const) : undefined,
    langTexte: anglais && !v.texteEn ? ('fr' as const) : undefined,
  }
}

export const Fautes = ({ etat, t }: { etat: Pick<EtatDePublication, 'erreurs' | 'refus' | 'autre'>; t: Textes }) => (
  <>
    {etat.erreurs.length ? <ResumeErreurs erreurs={etat.erreurs} /> : null}
    {etat.refus ? (
      <Alerte genre="err" role="alert">
        {etat.refus}
        {etat.autre ? (
          <>
            {' '}
            <a href={etat.autre}>{t.communication.voirPublie}</a>
          </>
        ) : null}
      </Alerte>
    ) : null}
  </>
)

/** What every form of what is published carries. */
export const Caches = ({ etat }: { etat: EtatDePublication }) => (
  <>
    <input type="hidden" name="_cle" value={etat.cle} />
    {etat.saisie[VERSION] ? <input type="hidden" name={VERSION} value={etat.saisie[VERSION]} /> : null}
  </>
)

/** A field of what is being written, with its value and its error. */
export const champDe =
  (etat: EtatDePublication) =>
  (nom: string): { nom: string; valeur: string; erreur?: string } => {
    const erreur = etat.erreurs.find((e) => e.champ === nom)?.message
    return { nom, valeur: etat.saisie[nom] ?? '', ...(erreur ? { erreur } : {}) }
  }

/** A text in Markdown, long enough to be seen whole. */
export const ChampMarkdown = (p: Omit<PropsChamp, 'type'>) => <Champ {...p} type="textarea" attrs={{ rows: 10 }} />
