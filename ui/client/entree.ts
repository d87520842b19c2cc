/**
 * In a conversation Enter sends, Shift-Enter goes to the next line; without the script the button sends. What was sent leaves the field,
 * what was typed since stays.
 */
export function envoyerParEntree() {
  const envoyes = new WeakMap<HTMLTextAreaElement, string>()
  const champ = (formulaire: HTMLFormElement) => formulaire.querySelector<HTMLTextAreaElement>('textarea[data-entree]')
  document.addEventListener('turbo:submit-start', (e) => {
    const ici = champ(e.detail.formSubmission.formElement)
    if (ici) envoyes.set(ici, ici.value)
  })
  document.addEventListener('turbo:submit-end', (e) => {
    const ici = champ(e.detail.formSubmission.formElement)
    if (ici && e.detail.success && ici.value === envoyes.get(ici)) ici.value = ''
  })
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.defaultPrevented) return
    if (!(e.target instanceof HTMLTextAreaElement) || !('entree' in e.target.dataset)) return
    e.preventDefault()
    e.target.form?.requestSubmit()
  })
}
