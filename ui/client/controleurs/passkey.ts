import { Controller } from '@hotwired/stimulus'

const API = '/api/auth/passkey/'

/** Adds a passkey, or enters with one; the browser does the rest, no library. Shown only where it can work. */
export default class extends Controller<HTMLElement> {
  static override targets = ['bouton', 'etat']
  static override values = { retour: { type: String, default: '/' }, refus: String }
  declare boutonTarget: HTMLButtonElement
  declare etatTarget: HTMLElement
  declare retourValue: string
  declare refusValue: string

  override connect() {
    this.boutonTarget.hidden = !('PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential)
  }

  async ajouter() {
    await this.tenter(async () => {
      const options = await demander('generate-register-options')
      const cle = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as never) })
      return demander('verify-registration', { response: (cle as PublicKeyCredential).toJSON() })
    })
  }

  async entrer() {
    await this.tenter(async () => {
      const options = await demander('generate-authenticate-options')
      const cle = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as never) })
      return demander('verify-authentication', { response: (cle as PublicKeyCredential).toJSON(), retour: this.retourValue })
    })
  }

  /** A person who gives up is told nothing; a refusal says its sentence, or leads to the proof it asks for. */
  private async tenter(travail: () => Promise<unknown>) {
    this.boutonTarget.disabled = true
    this.etatTarget.textContent = ''
    try {
      const { suite } = (await travail()) as { suite: string }
      // A whole page: the session has changed, nothing kept from before serves.
      location.assign(suite)
    } catch (erreur) {
      this.boutonTarget.disabled = false
      if (erreur instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(erreur.name)) return
      const probleme = erreur as { detail?: string; remede?: { href?: string } }
      if (probleme.remede?.href) location.assign(probleme.remede.href)
      else this.etatTarget.textContent = probleme.detail ?? this.refusValue
    }
  }
}

async function demander(quoi: string, corps?: object): Promise<object> {
  const reponse = await fetch(
    API + quoi,
    corps ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(corps) } : {},
  )
  const recu = (await reponse.json().catch(() => ({}))) as object
  if (!reponse.ok) throw recu
  return recu
}
