import { sql } from 'kysely'
import { z } from 'zod'
import { lieuDuService } from '#app/organisation/services/lieu.ts'
import { lireService, type Service } from '#app/organisation/services/lire.ts'
import { DU_SERVICE } from '#app/organisation/services/modifier.ts'
import { cloreSansEffet, definirDemande, refus } from '#demandes/index.ts'
import type { StructureVerrouillee } from '#demandes/definir.ts'
import { refusAcces } from '#demandes/refus.ts'
import { texteRequis } from '#demandes/validation.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

const COMMUN = {
  // « Already inactive » is a better answer than « inactive ».
  acces: { profil: 'organisation.modification', sur: 'structure', memeInactive: true, ouService: true },
  approbation: 'aucune',
  effet: 'service',
  lieu: lieuDuService,
  objet: { table: 'service', champ: 'service' },
} as const

/** SER-02: active again; rights on it count again as they were granted. */
export const activerService = definirDemande({
  type: 'service.activer',
  saisie: z.strictObject(DU_SERVICE),
  ...COMMUN,
  async preparer(tx, { t, structure, objet }) {
    await exiger(tx, t, structure!, objet!.id, 'INACTIF')
    return { saisie: { statut: 'ACTIF' }, avant: { statut: 'INACTIF' } }
  },
  async appliquer(tx, { milieu: { t }, structure, objet }) {
    await exiger(tx, t, structure!, objet!.id, 'INACTIF')
    await ecrireStatut(tx, objet!.id, 'ACTIF')
  },
})

/** SER-02: nobody loses access to the structure; rights on the service stay at « consultation », and whoever is attached only through it is named. */
export const desactiverService = definirDemande({
  type: 'service.desactiver',
  saisie: z.strictObject({ ...DU_SERVICE, motif: texteRequis(500) }),
  ...COMMUN,
  async preparer(tx, { t, saisie, structure, objet }) {
    const s = await exiger(tx, t, structure!, objet!.id, 'ACTIF')
    const attente = await enAttenteSur(tx, objet!.id, null)
    return { saisie: { statut: 'INACTIF', motif: saisie.motif }, avant: { statut: 'ACTIF' }, resultat: issue(s, attente) }
  },
  async appliquer(tx, { saisie, structure, objet, demande, milieu, auteur }) {
    const s = await exiger(tx, milieu.t, structure!, objet!.id, 'ACTIF')
    await ecrireStatut(tx, objet!.id, 'INACTIF')
    const attente = await enAttenteSur(tx, objet!.id, demande)
    for (const d of attente)
      await cloreSansEffet(tx, milieu, d.id, 'annulee', milieu.t.services.desactiver.annulation(saisie.motif), auteur.id)
    return { resultat: issue(s, attente) }
  },
})

const issue = (s: Service, attente: { numero: string }[]) => ({
  rattachesSeulement: s.seulement,
  nombreRattachesSeulement: s.nombreSeulement,
  demandesAnnulees: attente.map((d) => d.numero),
})

async function exiger(tx: Tx, t: Textes, structure: StructureVerrouillee, id: string, statut: 'ACTIF' | 'INACTIF'): Promise<Service> {
  if (structure.statut !== 'ACTIVE') throw refusAcces(t, 'structure-inactive', null, structure.gestionnaire)
  const s = await lireService(tx, id)
  if (!s) throw refus(t, 'introuvable')
  if (s.code === 'FACTURES_PUBLIQUES') throw refus(t, 'service-reserve')
  if (s.statut !== statut) throw refus(t, statut === 'ACTIF' ? 'service-deja-inactif' : 'service-deja-actif')
  return s
}

const ecrireStatut = (tx: Tx, id: string, statut: string) => sql`update service set statut = ${statut} where id = ${id}::uuid`.execute(tx)

/** Changes of the service that wait; what concerns people's rights goes on. */
async function enAttenteSur(tx: Tx, service: string, sauf: number | null) {
  const { rows } = await sql<{
    id: number
    numero: string
  }>`select id, numero from demande where objet = ${service}::uuid and etat = 'programmee' and id is distinct from ${sauf}::bigint order by id`.execute(
    tx,
  )
  return rows
}
