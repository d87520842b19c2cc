import { Controller } from '@hotwired/stimulus'
import { textesClient } from '#ui/client/textes.ts'

const mod97 = (iban: string) =>
  [...(iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (c) => String(c.charCodeAt(0) - 55))].reduce(
    (reste, c) => (reste * 10 + Number(c)) % 97,
    0,
  )
/** French and Monegasque accounts: bank, branch, account, key. */
const PARTIES = [0, 5, 10, 21, 23]

/** Says as it is typed whether an IBAN is right, and fills the country and the BBAN from it; the server judges anyway. */
export default class extends Controller<HTMLElement> {
  static override targets = ['iban', 'etat', 'pays', 'bban', 'parties']
  declare ibanTarget: HTMLInputElement
  declare etatTarget: HTMLElement
  declare paysTarget: HTMLSelectElement
  declare bbanTarget: HTMLInputElement
  declare partiesTarget: HTMLElement

  override connect() {
    // In error already, the server has said why.
    if (this.ibanTarget.value && this.ibanTarget.getAttribute('aria-invalid') !== 'true') this.juger()
  }

  lire() {
    const iban = this.juger()
    if (!iban) return
    this.bbanTarget.value = iban.slice(4)
    if ([...this.paysTarget.options].some((o) => o.value === iban.slice(0, 2))) this.paysTarget.value = iban.slice(0, 2)
  }

  private juger(): string | null {
    const iban = this.ibanTarget.value
      .replace(/[\s\u00A0\u202F.-]/g, '')
      .toUpperCase()
      .replace(/^IBAN(?=[A-Z]{2}\d{2})/, '')
    const juste = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && mod97(iban) === 1
    const t = textesClient()
    this.etatTarget.textContent = juste ? t.ibanJuste : iban.length < 15 ? '' : t.ibanFaux
    this.etatTarget.classList.toggle('is-wrong', !juste)
    const rib = juste && /^(FR|MC)/.test(iban) && iban.length === 27 ? iban.slice(4) : null
    this.partiesTarget.hidden = !rib
    if (rib)
      for (const [i, dd] of this.partiesTarget.querySelectorAll('dd').entries()) dd.textContent = rib.slice(PARTIES[i], PARTIES[i + 1])
    return juste ? iban : null
  }
}
