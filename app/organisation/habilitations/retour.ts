import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { lignesGardees } from '#app/organisation/habilitations/definir.ts'
import type { Recu } from '#demandes/index.ts'

/** Back at the list, which shows the change at once as programmed, with the number of its demande (HAB-04). */
export function retourALaListe(recu: Recu): string {
  const lignes = lignesGardees(recu.saisie)
  const [premiere] = lignes
  const seul = lignes.every((l) => l.utilisateur.id === premiere!.utilisateur.id)
  return `${GERER}?structure=${premiere!.structure.id}${seul ? `&utilisateur=${premiere!.utilisateur.id}` : ''}&recu=${recu.numero}`
}
