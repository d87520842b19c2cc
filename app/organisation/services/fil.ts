import { estUuid } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { serviceVisible, type ActionService, type ServiceVu } from '#app/organisation/services/lire.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { demandesEnAttente, type Recu } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'

export interface ServiceEtAttente {
  service: ServiceVu
  attente: Recu[]
}
export const adresseDe = (s: ServiceVu) => `/organisation/structures/${s.structure.id}/services/${s.id}`

/** The service of the address, with what waits on it; for an action, when one may do it: refused with reason and remedy otherwise. */
export async function chargerService(c: ContexteDuParcours, action?: ActionService): Promise<ServiceEtAttente> {
  const [id, structure] = [c.params.service, c.params.id]
  const service = await serviceVisible(
    c.db,
    c.t,
    c.utilisateur.id,
    estUuid(id) ? id : null,
    estUuid(structure) ? structure.toLowerCase() : 'aucune',
  )
  const possible = action ? service.actions[action] : true
  if (possible !== true) throw refusAcces(c.t, possible.raison, possible.le, possible.qui)
  return { service, attente: await demandesEnAttente(c.db, service.structure.id, service.id) }
}

export const filDuService = (c: ContexteDuParcours, s: ServiceVu, dernier?: string) => [
  ...filDesStructures(c, s.structure),
  { nom: c.t.services.titre, href: `/organisation/structures/${s.structure.id}/services` },
  ...(dernier ? [{ nom: s.code, href: adresseDe(s) }, { nom: dernier }] : [{ nom: s.code }]),
]
export const pourLeService = (s: ServiceVu) => ({ libelle: `${s.code}, ${s.nom}`, detail: nomDe(s.structure) })
