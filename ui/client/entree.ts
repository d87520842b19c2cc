/** In a conversation Enter sends, Shift-Enter goes to the next line; without the script the button sends. */
export function envoyerParEntree() {
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.defaultPrevented) return
    if (!(e.target instanceof HTMLTextAreaElement) || !('entree' in e.target.dataset)) return
    e.preventDefault()
    e.target.form?.requestSubmit()
  })
}
