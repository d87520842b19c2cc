import { sql } from 'kysely'
import { executionDImport } from '#app/organisation/imports/executer.ts'
import { avancer } from '#app/organisation/utilisateurs/importer.appliquer.ts'
import { definirDemande } from '#demandes/index.ts'

/** UTI-06: carries out an import of people and of their rights. */
export const importerUtilisateurs = definirDemande({
  type: 'utilisateur.importer',
  ...executionDImport({
    genre: 'utilisateurs', lignes: 'import_ligne', resultats: ['a-rattacher', 'a-inviter', 'a-completer'], aFaire: sql<number>`i.a_rattacher + i.a_inviter + i.a_completer`,
    faits: sql`jsonb_build_object('rattachements', i.rattachees, 'invitations', i.invitees, 'completees', i.completees, 'habilitations', i.habilitations, 'echouees', i.echouees, 'traitees', i.traitees)`,
  }),
  personnes: true,
  avisPropre: true,
  avancer,
})
