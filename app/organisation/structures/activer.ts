import { sql } from 'kysely'
import { z } from 'zod'
import { lieuDeLaStructure } from '#app/organisation/structures/lieu.ts'
import { exigerOuvert, type RegistreOuvert } from '#app/organisation/structures/registre.ts'
import { RefStructure } from '#demandes/communs.ts'
import type { StructureVerrouillee } from '#demandes/definir.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/** STR-07: active again; nothing of what the deactivation cancelled is revived. The register is asked when it is submitted, not when it falls due. */
export const activerStructure = definirDemande({
  type: 'structure.activer',
  saisie: z.strictObject({ structure: RefStructure }),
  acces: { profil: 'organisation.modification', sur: 'structure', memeInactive: true },
  approbation: 'aucune',
  effet: 'structure',
  lieu: lieuDeLaStructure,

  async enquerir(milieu, { structure }): Promise<RegistreOuvert | null> {
    if (structure!.statut === 'ACTIVE') throw refus(milieu.t, 'structure-deja-active')
    return structure!.typeIdentifiant === 'SIRET' ? exigerOuvert(milieu, structure!.identifiant) : null
  },

  async preparer(tx, { structure, t }) {
    await verifierActivable(tx, t, structure!)
    return { saisie: { statut: 'ACTIVE' }, avant: { statut: 'INACTIVE' } }
  },

  async appliquer(tx, { structure, milieu }) {
    await verifierActivable(tx, milieu.t, structure!)
    await sql`update structure set statut = 'ACTIVE' where id = ${structure!.id}::uuid`.execute(tx)
  },
})

/** An active structure is governed by somebody attached to it. */
async function verifierActivable(tx: Tx, t: Textes, s: StructureVerrouillee) {
  if (s.statut === 'ACTIVE') throw refus(t, 'structure-deja-active')
  if (!s.gestionnairePrincipal) {
    if (s.typeStructure === 'PRIVEE') throw refus(t, 'gestionnaire-manquant')
    return
  }
  const { rows } = await sql`select from rattachement
      where structure = ${s.id}::uuid and utilisateur = ${s.gestionnairePrincipal}::uuid and service is null and retire_le is null
        and periode @> maintenant()`.execute(tx)
  if (!rows.length) throw refus(t, 'gestionnaire-manquant')
}
