import { sql } from 'kysely'
import { executionDImport } from '#app/organisation/imports/executer.ts'
import { avancer } from '#app/organisation/utilisateurs/importer.appliquer.ts'
import { prevenirDImport } from '#app/organisation/utilisateurs/importer.courriels.ts'
import { lieuDeLImport } from '#app/organisation/utilisateurs/lieu.ts'
import { definirDemande } from '#demandes/index.ts'

const execution = executionDImport({
  genre: 'utilisateurs',
  lignes: 'import_ligne',
  resultats: ['a-rattacher', 'a-inviter', 'a-completer'],
  aFaire: sql<number>`i.a_rattacher + i.a_inviter + i.a_completer`,
  faits: sql`jsonb_build_object('rattachements', i.rattachees, 'invitations', i.invitees, 'completees', i.completees, 'habilitations',
          i.habilitations, 'echouees', i.echouees, 'traitees', i.traitees)`,
})

/** UTI-06: carries out an import of people and of their rights. */
export const importerUtilisateurs = definirDemande({
  type: 'utilisateur.importer',
  lieu: lieuDeLImport,
  ...execution,
  personnes: true,
  avisPropre: true,
  avancer,
  /** Stopped: those already attached are told, and those who govern. */
  async effacer(tx, e) {
    await execution.effacer!(tx, e)
    const { rows } = await sql<{ id: string }>`select id from import where demande = ${e.demande}`.execute(tx)
    for (const { id } of rows) await prevenirDImport(tx, id)
  },
})
