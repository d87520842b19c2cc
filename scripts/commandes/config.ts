import { VARIABLES, type Settings } from '#platform/settings.ts'

export const nom = 'config'
export const resume = 'Liste les réglages, leur valeur et ce qui est accepté.'
export const mots = 0
export const aide = 'Usage : npm run choral -- config\n\nLes secrets ne sont jamais montrés.'

/** INT-06. */
export async function executer(_args: string[], settings: Settings): Promise<void> {
  for (const [variable, v] of Object.entries(VARIABLES)) {
    const valeur = (settings as unknown as Record<string, unknown>)[variable]
    const montree =
      valeur === undefined
        ? '(vide)'
        : 'secret' in v && v.secret
          ? '***'
          : typeof valeur === 'object'
            ? JSON.stringify(valeur)
            : String(valeur)
    // An address may carry a password where nobody expects one.
    process.stdout.write(`${variable.padEnd(22)} ${montree.replace(/\/\/[^/@\s]+@/, '//***@').padEnd(36)} ${v.accepte}\n`)
  }
}
