import { estUuid } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { coordonneeVisible, type ActionCoordonnee, type CoordonneeVue } from '#app/organisation/coordonnees-bancaires/lire.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { demandesEnAttente, type Recu } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'

export interface CoordonneeEtAttente {
  coordonnee: CoordonneeVue
  attente: Recu[]
}
export const adresseDe = (d: CoordonneeVue) => `/organisation/structures/${d.structure.id}/coordonnees-bancaires/${d.id}`

/** The account of the address, with what waits on it; for an action, when one may do it: refused with reason and remedy otherwise. */
export async function chargerCoordonnee(c: ContexteDuParcours, action?: ActionCoordonnee): Promise<CoordonneeEtAttente> {
  const { coordonneeBancaire: id, id: structure } = c.params
  const coordonnee = await coordonneeVisible(
    c.db,
    c.t,
    c.utilisateur.id,
    estUuid(id) ? id : null,
    estUuid(structure) ? structure.toLowerCase() : 'aucune',
  )
  const possible = action ? coordonnee.actions[action] : true
  if (possible !== true) throw refusAcces(c.t, possible.raison, possible.le, possible.qui)
  return { coordonnee, attente: await demandesEnAttente(c.db, coordonnee.structure.id, coordonnee.id) }
}

const filDeLaListe = (c: ContexteDuParcours, s: { id: string; raisonSociale: string }) => [
  ...filDesStructures(c, s),
  { nom: c.t.coordonnees.titre, href: `/organisation/structures/${s.id}/coordonnees-bancaires` },
]
export const filDeLaCoordonnee = (c: ContexteDuParcours, d: CoordonneeVue, dernier?: string) => [
  ...filDeLaListe(c, d.structure),
  ...(dernier ? [{ nom: d.nom, href: adresseDe(d) }, { nom: dernier }] : [{ nom: d.nom }]),
]
export const filDeVerification = (c: ContexteDuParcours, s: { id: string; raisonSociale: string }, dernier: string) => [
  ...filDeLaListe(c, s),
  { nom: dernier },
]
export const pourLaCoordonnee = (d: CoordonneeVue) => ({ libelle: `${d.nom}, ${d.compte}`, detail: nomDe(d.structure) })
