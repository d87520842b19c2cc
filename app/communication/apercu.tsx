import type { JSX } from 'preact'
import { rendreMarkdown } from '#app/communication/markdown.ts'
import type { EtatDePublication } from '#app/communication/publication.ts'
import type { Contexte } from '#app/contexte.ts'
import { Alerte, Champ, ResumeErreurs, type PropsChamp } from '#ui/index.ts'

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

export const Fautes = ({ etat }: { etat: EtatDePublication }) => (
  <>
    {etat.erreurs.length ? <ResumeErreurs erreurs={etat.erreurs} /> : null}
    {etat.refus ? (
      <Alerte genre="err" role="alert">
        {etat.refus}
      </Alerte>
    ) : null}
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
