import { sql } from 'kysely'
import { z } from 'zod'
import { refusImport } from '#app/organisation/imports/refus.ts'
import { avancer } from '#app/organisation/services/importer.appliquer.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import { code } from '#demandes/validation.ts'

interface Lu { id: string; nom: string; demande: number | null; erreurs: number; aFaire: number; structures: string[] }

/** SER-03: carries out an import of services that was read and judged. Each line is judged again under the locks when its turn comes. */
export const importerServices = definirDemande({
  type: 'service.importer',
  saisie: z.strictObject({
    import: z.guid(code('champ-manquant')).meta({ description: 'Identifiant (UUID) de l’import, tel que sa lecture l’a rendu.' }),
    lignes: z.enum(['toutes', 'valides'], code('choix-invalide')).meta({ description: 'toutes : refusé tant qu’une ligne est à corriger ; valides : les autres seulement.' }),
  }),
  // Who may do what is asked line by line; the import is its author's alone.
  acces: { qui: 'connecte' },
  approbation: 'aucune',
  effet: 'immediat',

  async preparer(tx, { t, saisie, auteur, simulation }) {
    const { rows } = await sql<Lu>`select i.id, i.nom, i.demande, i.erreurs, i.a_creer + i.a_modifier as a_faire,
        (select coalesce(array_agg(x.structure), '{}') from (select distinct structure from import_ligne_service where import = i.id and resultat in ('a-creer', 'a-modifier') limit 2) x) as structures
      from import i where i.id = ${saisie.import}::uuid and i.auteur = ${auteur.id}::uuid and i.genre = 'services' and i.lu_le is not null ${simulation ? sql`` : sql`for update of i`}`.execute(tx)
    const i = rows[0]
    if (!i) throw refus(t, 'introuvable')
    if (i.demande) throw refusImport(t, 'import-deja-lance')
    if (saisie.lignes === 'toutes' && i.erreurs) throw refusImport(t, 'lignes-a-corriger', { detail: t.imports.lignesACorriger(i.erreurs) })
    if (!i.aFaire) throw refusImport(t, 'aucune-ligne-a-importer')
    return { saisie: { import: { id: i.id }, lignes: saisie.lignes, fichier: i.nom, nombre: i.aFaire }, ...(i.structures.length === 1 ? { structure: i.structures[0]! } : {}), resultat: { lignes: i.aFaire } }
  },

  inscrire: async (tx, { demande, saisie }) => void (await sql`update import set demande = ${demande} where id = ${(saisie as unknown as { import: { id: string } }).import.id}::uuid`.execute(tx)),
  avancer,
  /** Stopped between two batches: what is done stays, and is counted. */
  effacer: async (tx, { demande }) => void (await sql`update demande d set resultat = jsonb_build_object('creees', i.creees, 'modifiees', i.modifiees, 'echouees', i.echouees, 'traitees', i.traitees) from import i where d.id = ${demande} and i.demande = d.id`.execute(tx)),
})
