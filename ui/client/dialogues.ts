/** A link that has `data-dialogue="id"` opens that dialog instead of the page it leads to, when this page holds it. */
export function ouvrirDialogues() {
  document.addEventListener('click', (e) => {
    if (!(e.target instanceof Element)) return
    if (e.target.closest('[data-dialogue-fermer]')) return e.target.closest('dialog')?.close()
    const lien = e.target.closest<HTMLElement>('[data-dialogue]')
    if (!lien || e.ctrlKey || e.metaKey || e.shiftKey) return
    const dialogue = document.getElementById(lien.dataset.dialogue!)
    if (!(dialogue instanceof HTMLDialogElement)) return
    e.preventDefault()
    if (!dialogue.open) dialogue.showModal()
    // Its first field, rather than the button that closes it.
    dialogue.querySelector<HTMLElement>('[autofocus], .dialog__body :is(input:not([type=hidden]), select, textarea)')?.focus()
  }, true)
  // What Turbo keeps of a page must not come back with a dialog open and its page inert.
  document.addEventListener('turbo:before-cache', () => {
    for (const d of document.querySelectorAll('dialog[open]')) (d as HTMLDialogElement).close()
  })
}
