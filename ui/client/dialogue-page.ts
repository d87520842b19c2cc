import { textesClient } from '#ui/client/textes.ts'

/**
 * Opens the form of the page that this link leads to, in a dialog over the page one is at. What it answers is a page as ever: the check, or
 * the form with its errors.
 */
export async function ouvrirPageEnDialogue(lien: HTMLAnchorElement) {
  if (lien.ariaBusy === 'true') return
  lien.ariaBusy = 'true'
  const reponse = await fetch(lien.href, { headers: { accept: 'text/html' } }).catch(() => null)
  const html = reponse?.ok && !reponse.redirected ? await reponse.text().catch(() => '') : ''
  const lue = html ? new DOMParser().parseFromString(html, 'text/html') : null
  lien.ariaBusy = null
  if (!lien.isConnected) return
  const contenu = lue?.querySelector('main [data-en-dialogue]')
  const titre = lue?.querySelector('h1')?.textContent
  // Signed out meanwhile, refused, unreachable: the page itself says so.
  if (!contenu || !titre) return void location.assign(lien.href)
  const dialogue = dessiner(titre, document.importNode(contenu, true))
  dialogue.addEventListener('click', (e) => {
    const vers = (e.target as Element).closest<HTMLAnchorElement>('a[href]')
    // « Abandonner » leads back to the page that is there, beneath.
    if (!vers || vers.pathname !== location.pathname || e.ctrlKey || e.metaKey || e.shiftKey) return
    e.preventDefault()
    dialogue.close()
  })
  dialogue.addEventListener('close', () => {
    dialogue.remove()
    if (lien.isConnected) lien.focus()
  })
  document.body.append(dialogue)
  lien.focus()
  dialogue.showModal()
  dialogue.querySelector<HTMLElement>('.dialog__body :is(input:not([type=hidden]), select, textarea)')?.focus()
}

function dessiner(titre: string, contenu: Element): HTMLDialogElement {
  const dialogue = document.createElement('dialog')
  dialogue.className = 'dialog'
  dialogue.dataset.jetable = ''
  dialogue.setAttribute('aria-labelledby', 'dialogue-page-titre')
  const croix = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M6.5 6.5l11 11m0-11-11 11"/></svg>'
  dialogue.innerHTML = `<div class="dialog__head"><h2 id="dialogue-page-titre"></h2><button class="icon-button" type="button" data-dialogue-fermer>${croix}</button></div><div class="dialog__body"></div>`
  dialogue.querySelector('h2')!.textContent = titre
  dialogue.querySelector('button')!.ariaLabel = textesClient().fermer
  dialogue.querySelector('.dialog__body')!.append(contenu)
  return dialogue
}
