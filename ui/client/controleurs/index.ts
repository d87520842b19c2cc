import type { ControllerConstructor } from '@hotwired/stimulus'
import DevoilerController from '#ui/client/controleurs/devoiler.ts'
import FiltresController from '#ui/client/controleurs/filtres.ts'
import ImprimerController from '#ui/client/controleurs/imprimer.ts'
import SelectionController from '#ui/client/controleurs/selection.ts'
import SuggestionsController from '#ui/client/controleurs/suggestions.ts'

/** Name in `data-controller` → its code, in every page's script. A new controller is added here or below, and nowhere else. */
export const CONTROLEURS = {
  devoiler: DevoilerController,
  filtres: FiltresController,
  imprimer: ImprimerController,
  selection: SelectionController,
  suggestions: SuggestionsController,
}

/**
 * Those of few pages: a file of their own, asked for when an element first bears their name in `data-controller`, or is clicked that bears
 * it in `data-au-clic`.
 */
export const CONTROLEURS_A_PART: Record<string, () => Promise<{ default: ControllerConstructor }>> = {
  assistant: () => import('#ui/client/controleurs/assistant.ts'),
  clavardage: () => import('#ui/client/controleurs/clavardage.ts'),
  comptage: () => import('#ui/client/controleurs/comptage.ts'),
  envoi: () => import('#ui/client/controleurs/envoi.ts'),
  iban: () => import('#ui/client/controleurs/iban.ts'),
  palette: () => import('#ui/client/controleurs/palette.ts'),
  ticket: () => import('#ui/client/controleurs/ticket.ts'),
  passkey: () => import('#ui/client/controleurs/passkey.ts'),
  reponse: () => import('#ui/client/controleurs/reponse.ts'),
}
