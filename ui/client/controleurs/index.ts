import AssistantController from '#ui/client/controleurs/assistant.ts'
import DevoilerController from '#ui/client/controleurs/devoiler.ts'
import EnvoiController from '#ui/client/controleurs/envoi.ts'
import FiltresController from '#ui/client/controleurs/filtres.ts'
import IbanController from '#ui/client/controleurs/iban.ts'
import ImprimerController from '#ui/client/controleurs/imprimer.ts'
import PasskeyController from '#ui/client/controleurs/passkey.ts'
import SelectionController from '#ui/client/controleurs/selection.ts'
import SuggestionsController from '#ui/client/controleurs/suggestions.ts'

/** Name in `data-controller` → its code. A new controller is added here, and nowhere else. */
export const CONTROLEURS = {
  assistant: AssistantController,
  devoiler: DevoilerController,
  envoi: EnvoiController,
  filtres: FiltresController,
  iban: IbanController,
  imprimer: ImprimerController,
  passkey: PasskeyController,
  selection: SelectionController,
  suggestions: SuggestionsController,
}
