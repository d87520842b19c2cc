import { sql } from 'kysely'
import { executionDImport } from '#app/organisation/imports/executer.ts'
import { avancer } from '#app/organisation/services/importer.appliquer.ts'
import { lieuDeLImport } from '#app/organisation/services/lieu.ts'
import { definirDemande } from '#demandes/index.ts'

/** SER-03: carries out an import of services. */
export const importerServices = definirDemande({
  type: 'service.importer',
  lieu: lieuDeLImport,
  ...executionDImport({
    genre: 'services',
    lignes: 'import_ligne_service',
    resultats: ['a-creer', 'a-modifier'],
    aFaire: sql<number>`i.a_creer + i.a_modifier`,
    faits: sql`jsonb_build_object('creees', i.creees, 'modifiees', i.modifiees, 'echouees', i.echouees, 'traitees', i.traitees)`,
  }),
  avancer,
})
