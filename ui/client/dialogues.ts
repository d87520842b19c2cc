import { ouvrirPageEnDialogue } from '#ui/client/dialogue-page.ts'

/**
 * A link that has `data-dialogue="id"` opens that dialog instead of the page it leads to, when this page holds it; one that has
 * `data-dialogue-page` opens the form of that page.
 */
export function ouvrirDialogues() {
  document.addEventListener(
    'click',
    (e) => {
      if (!(e.target instanceof Element)) return
      if (e.target.closest('[data-dialogue-fermer]')) return e.target.closest('dialog')?.close()
      if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return
      const page = e.target.closest<HTMLAnchorElement>('a[data-dialogue-page]')
      if (page) {
        e.preventDefault()
        // Turbo would follow it.
        e.stopPropagation()
        return void ouvrirPageEnDialogue(page)
      }
      const lien = e.target.closest<HTMLElement>('[data-dialogue]')
      if (!lien) return
      const dialogue = document.getElementById(lien.dataset.dialogue!)
      if (!(dialogue instanceof HTMLDialogElement)) return
      e.preventDefault()
      if (!dialogue.open) dialogue.showModal()
      // Its first field, rather than the button that closes it.
      dialogue.querySelector<HTMLElement>('[autofocus], .dialog__body :is(input:not([type=hidden]), select, textarea)')?.focus()
    },
    true,
  )
  // What Turbo keeps of a page must not come back with a dialog open and its page inert (the assistant's panel, beside a page, makes none
  // inert and stays); nor does one stay over the page that answers its form.
  document.addEventListener('turbo:before-cache', () => {
    jeter()
    for (const d of document.querySelectorAll<HTMLDialogElement>('dialog:modal')) d.close()
  })
  document.addEventListener('turbo:before-render', jeter)
}

const jeter = () => {
  for (const d of document.querySelectorAll('dialog[data-jetable]')) d.remove()
}
