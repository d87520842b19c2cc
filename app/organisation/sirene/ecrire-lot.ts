import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { pipeline } from 'node:stream/promises'
import { StartError } from '#platform/settings.ts'
import { COLONNES, type Genre } from './colonnes.ts'
import { couper, type Lot } from './lots-csv.ts'
import { REPETITIONS, TYPES_VOIE } from './nomenclatures.ts'

const litteral = (texte: string) => `'${texte.replaceAll("'", "''")}'`
const table = (valeurs: Record<string, string>) => Object.entries(valeurs).map(([court, long]) => `(${litteral(court)}, ${litteral(long)})`).join(', ')

/** A lot that PostgreSQL has read and found good: what is left out, having no state, and the merge that remains. */
export interface LotPret {
  ignorees: number
  fusionner: () => Promise<void>
}

/**
 * Reads one lot in the caller's transaction: COPY of the file's own bytes into a table of the session.
 * @throws StartError with the line of the file, when a record is not as it must be
 */
export async function preparerLot(client: PoolClient, genre: Genre, entetes: readonly string[], lot: Lot, premiereLigne: number): Promise<LotPret> {
  // Columns are numbered: the headings of a file are text, not names of ours.
  const colonnes = entetes.map((_, i) => `c${i}`)
  await client.query(`create temp table if not exists sirene_lot (ligne integer generated always as identity, ${colonnes.map((c) => `${c} text`).join(', ')}) on commit drop`)
  const copie = client.query(copyFrom(`copy sirene_lot (${colonnes.join(', ')}) from stdin with (format csv, encoding 'UTF8')`))
  try {
    await pipeline([lot.csv], copie)
  } catch (error) {
    throw enPhrase(error, lot, premiereLigne, entetes.length)
  }
  // A line holding only « \. » ends a COPY early, without a word, on PostgreSQL before 18.
  if (copie.rowCount !== lot.enregistrements) throw new StartError(`Après la ligne ${ligneDe(lot, premiereLigne, copie.rowCount)} : les données s’interrompent (une ligne « \\. » ?).`)

  const source = `(select ligne, ${COLONNES[genre].map((c) => `c${entetes.indexOf(c)} as "${c}"`).join(', ')} from sirene_lot)`
  const { ignorees, doubles } = await controler(client, genre, source, (rang) => ligneDe(lot, premiereLigne, rang))
  const { cle, etat } = CLES[genre]
  // The last of two rows about one establishment wins. A file hardly ever has any, and sorting every lot costs half of its merge.
  const lignes = doubles ? `(select distinct on (${cle}) * from ${source} d where ${etat} order by ${cle}, ligne desc)` : source
  return { ignorees, fusionner: async () => void (await client.query(FUSION[genre](lignes))) }
}

/** Refuses a row without a proper key; counts those without a state, which say nothing of the establishment; says whether a key comes twice. */
async function controler(client: PoolClient, genre: Genre, source: string, ligne: (rang: number) => number): Promise<{ ignorees: number; doubles: boolean }> {
  const { cle, chiffres, etat } = CLES[genre]
  const { rows } = await client.query<{ fautive: number | null; ignorees: number; doubles: boolean }>(
    `select min(ligne) filter (where not valide) as fautive, count(*) filter (where (${etat}) is not true)::int as ignorees, count(distinct case when valide then ${cle}::bigint end) < count(*) as doubles
     from (select *, ${cle} is not null and length(${cle}) = ${chiffres} and translate(${cle}, '0123456789', '') = '' as valide from ${source} s) e`,
  )
  const { fautive, ...dit } = rows[0]!
  if (fautive === null) return dit
  const { rows: lues } = await client.query<{ valeur: string | null }>(`select left(${cle}, 30) as valeur from ${source} e where ligne = $1`, [fautive])
  throw new StartError(`Ligne ${ligne(fautive)} : « ${lues[0]?.valeur ?? ''} » n’est pas un ${cle.toUpperCase()} de ${chiffres} chiffres.`)
}

/** The line of the file on which a record of the lot begins (records from 1). */
const ligneDe = (lot: Lot, premiereLigne: number, rang: number): number => premiereLigne + (rang > 1 ? couper(lot.csv, rang - 1).lignes : 0)

function enPhrase(error: unknown, lot: Lot, premiereLigne: number, colonnes: number): unknown {
  const { code, message, where } = error as { code?: string; message?: string; where?: string }
  const lue = Number(/line (\d+)/.exec(where ?? '')?.[1] ?? 1)
  // PostgreSQL counts the lines inside quotes, but not those of a COPY's first record.
  const oubliees = lue > 1 ? couper(lot.csv, 1).lignes - 1 : 0
  const ligne = `Ligne ${premiereLigne + lue - 1 + oubliees}`
  if (code === '22P04' && message?.startsWith('missing data')) return new StartError(`${ligne} : moins de ${colonnes} colonnes ; le fichier est sans doute tronqué.`)
  if (code === '22P04' && message?.startsWith('extra data')) return new StartError(`${ligne} : plus de ${colonnes} colonnes.`)
  if (code === '22P04') return new StartError(`${ligne} : ce n’est pas du CSV correct (guillemet non refermé ou fin de ligne inattendue).`)
  if (code === '22021') return new StartError(`${ligne} : des octets ne sont pas de l’UTF-8.`)
  return error
}

const MODIFIE = (t: string, colonnes: string[]) =>
  `on conflict (${colonnes[0]}) do update set ${colonnes.slice(1).map((c) => `${c} = excluded.${c}`).join(', ')}
   where (${colonnes.slice(1).map((c) => `${t}.${c}`).join(', ')}) is distinct from (${colonnes.slice(1).map((c) => `excluded.${c}`).join(', ')})`

const ETABLISSEMENT = ['siret', 'date_creation', 'date_fermeture', 'est_ouvert', 'est_siege', 'est_diffusible', 'code_postal', 'ville', 'adresse', 'complement', 'distribution', 'pays_etranger', 'libelle']
const ETAT_ETABLISSEMENT = `"etatAdministratifEtablissement" in ('A', 'F')`
const UNITE_LEGALE = ['siren', 'nic_siege', 'categorie_juridique', 'est_diffusible', 'denomination', 'denomination_usuelle', 'nom', 'prenom']
const ETAT_UNITE_LEGALE = `"etatAdministratifUniteLegale" in ('A', 'C')`
const CLES: Record<Genre, { cle: string; chiffres: number; etat: string }> = {
  etablissement: { cle: 'siret', chiffres: 14, etat: ETAT_ETABLISSEMENT },
  'unite-legale': { cle: 'siren', chiffres: 9, etat: ETAT_UNITE_LEGALE },
}

// A row that says nothing new is not rewritten, so that a monthly import leaves no dead rows.
const FUSION: Record<Genre, (source: string) => string> = {
  etablissement: (source) => `
    insert into sirene_etablissement (${ETABLISSEMENT.join(', ')})
    select e.siret::bigint, sirene_date(e."dateCreationEtablissement"),
      case when e."etatAdministratifEtablissement" = 'F' then sirene_date(e."dateDebut") end, e."etatAdministratifEtablissement" = 'A',
      coalesce(lower(e."etablissementSiege") in ('true', 't', '1', 'oui'), false), e."statutDiffusionEtablissement" is not distinct from 'O',
      sirene_texte(e."codePostalEtablissement"), coalesce(sirene_texte(e."libelleCommuneEtablissement"), sirene_texte(e."libelleCommuneEtrangerEtablissement")),
      nullif(concat_ws(' ', sirene_texte(e."numeroVoieEtablissement"), coalesce(r.long, sirene_texte(e."indiceRepetitionEtablissement")),
        coalesce(v.long, sirene_texte(e."typeVoieEtablissement")), sirene_texte(e."libelleVoieEtablissement")), ''),
      sirene_texte(e."complementAdresseEtablissement"), sirene_texte(e."distributionSpecialeEtablissement"), sirene_texte(e."libellePaysEtrangerEtablissement"),
      coalesce(sirene_texte(e."enseigne1Etablissement"), sirene_texte(e."denominationUsuelleEtablissement"))
    from ${source} e left join (values ${table(TYPES_VOIE)}) v (court, long) on v.court = e."typeVoieEtablissement"
      left join (values ${table(REPETITIONS)}) r (court, long) on r.court = e."indiceRepetitionEtablissement"
    where ${ETAT_ETABLISSEMENT}
    ${MODIFIE('sirene_etablissement', ETABLISSEMENT)}`,
  'unite-legale': (source) => `
    insert into sirene_unite_legale (${UNITE_LEGALE.join(', ')})
    select u.siren::integer, case when u."nicSiegeUniteLegale" ~ '^\\d{1,5}$' then u."nicSiegeUniteLegale"::integer end,
      case when u."categorieJuridiqueUniteLegale" ~ '^\\d{1,4}$' then u."categorieJuridiqueUniteLegale"::smallint end,
      u."statutDiffusionUniteLegale" is not distinct from 'O', sirene_texte(u."denominationUniteLegale"),
      coalesce(sirene_texte(u."denominationUsuelle1UniteLegale"), sirene_texte(u."sigleUniteLegale")),
      coalesce(sirene_texte(u."nomUsageUniteLegale"), sirene_texte(u."nomUniteLegale")),
      coalesce(sirene_texte(u."prenomUsuelUniteLegale"), sirene_texte(u."prenom1UniteLegale"))
    from ${source} u
    where ${ETAT_UNITE_LEGALE}
    ${MODIFIE('sirene_unite_legale', UNITE_LEGALE)}`,
}
