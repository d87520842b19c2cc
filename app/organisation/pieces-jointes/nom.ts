const LONGUEUR = 50
const RESERVES = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** The extension that a name bears, in small letters, or nothing. */
export const extensionDe = (nom: string) => /\.([\p{L}\p{N}]{1,8})$/u.exec(base(nom))?.[1]?.toLowerCase() ?? ''

/** What remains of a name once paths, invisible characters and what systems forbid are taken away. */
const base = (nom: string) =>
  nom
    .normalize('NFC')
    .split(/[/\\:]/)
    .at(-1)!
    .replace(/[\p{C}\p{Zl}\p{Zp}<>"|?*]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')

/** A name fit to be kept and shown: fifty characters at most with its extension (PJ-02). */
export function nettoyer(nom: string, extension: string): string {
  const racine =
    base(nom)
      .replace(/\.[\p{L}\p{N}]{1,8}$/u, '')
      .replace(/[.\s]+$/, '') || 'fichier'
  const permise = RESERVES.test(racine.split('.')[0]!) ? `_${racine}` : racine
  return `${[...permise]
    .slice(0, LONGUEUR - extension.length - 1)
    .join('')
    .trimEnd()}.${extension}`
}
