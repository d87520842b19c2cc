import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { refusImport, type GenreImport } from '#app/organisation/imports/refus.ts'
import { reference } from '#demandes/communs.ts'
import { refus, type Demande } from '#demandes/index.ts'
import { code } from '#demandes/validation.ts'

interface Lu {
  id: string
  nom: string
  demande: number | null
  erreurs: number
  aFaire: number
  structures: string[]
}

const saisie = z.strictObject({
  import: reference().meta({ description: 'Identifiant (UUID) de l’import, tel que sa lecture l’a rendu.' }),
  lignes: z
    .enum(['toutes', 'valides'], code('choix-invalide'))
    .meta({ description: 'toutes : refusé tant qu’une ligne est à corriger ; valides : les autres seulement.' }),
})

/** How one kind of import is counted, in terms of `i`, its row: lines that would do something, where they are, what was done. */
interface Comptes {
  genre: GenreImport
  aFaire: RawBuilder<number>
  lignes: string
  resultats: string[]
  faits: RawBuilder<unknown>
}

/**
 * UTI-06, SER-03: what carrying out an import that was read and judged has in common; each line is judged again under the locks when its
 * turn comes.
 */
export const executionDImport = ({
  genre,
  aFaire,
  lignes,
  resultats,
  faits,
}: Comptes): Omit<Demande<string, typeof saisie>, 'type' | 'lieu'> => ({
  saisie,
  // Who may do what is asked line by line; the import is its author's alone.
  acces: { qui: 'connecte' },
  approbation: 'aucune',
  effet: 'immediat',

  async preparer(tx, { t, saisie, auteur, simulation }) {
    const {
      rows: [i],
    } = await sql<Lu>`select i.id, i.nom, i.demande, i.erreurs, ${aFaire} as a_faire,
        (select coalesce(array_agg(x.structure), '{}')
          from (select distinct structure from ${sql.table(lignes)} where import = i.id and resultat = any(${resultats}) limit 2) x) as structures
      from import i
      where i.id = ${saisie.import}::uuid and i.auteur = ${auteur.id}::uuid and i.genre = ${genre}
        and i.lu_le is not null ${simulation ? sql`` : sql`for update of i`}`.execute(tx)
    if (!i) throw refus(t, 'introuvable')
    if (i.demande) throw refusImport(t, 'import-deja-lance')
    if (saisie.lignes === 'toutes' && i.erreurs) throw refusImport(t, 'lignes-a-corriger', { detail: t.imports.lignesACorriger(i.erreurs) })
    if (!i.aFaire) throw refusImport(t, 'aucune-ligne-a-importer')
    return {
      saisie: { import: { id: i.id }, lignes: saisie.lignes, fichier: i.nom, nombre: i.aFaire },
      ...(i.structures.length === 1 ? { structure: i.structures[0]! } : {}),
      resultat: { lignes: i.aFaire },
    }
  },

  // What was kept stands over what was typed: a reference is an object there.
  inscrire: async (tx, { demande, saisie }) =>
    void (await sql`update import set demande = ${demande} where id = ${(saisie as unknown as { import: { id: string } }).import.id}::uuid`.execute(
      tx,
    )),
  /** Stopped between two batches: what is done stays, and is counted. */
  effacer: async (tx, { demande }) =>
    void (await sql`update demande d set resultat = ${faits} from import i where d.id = ${demande} and i.demande = d.id`.execute(tx)),
})
