import { sql } from 'kysely'
import { jugerSituees, situerLignes, type Genre, type Jugement } from '#app/organisation/habilitations/juger.ts'
import { lignesDeSaisie, manques, type Saisie } from '#app/organisation/habilitations/saisie.ts'
import type { Ligne, LigneSituee } from '#app/organisation/habilitations/situation.ts'
import { RANG_NIVEAU, type DroitAPoser } from '#acces/index.ts'
import type { Preparation, StructureVerrouillee } from '#demandes/definir.ts'
import type { SontLus } from '#demandes/lecture.ts'
import { refusDeChamps } from '#demandes/index.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'
import { phraseDuChamp } from '#demandes/validation.ts'

interface Examine {
  t: Textes
  saisie: Saisie & { commentaire?: string | null | undefined; immediat?: boolean | undefined }
  structures: StructureVerrouillee[]
  auteur: { id: string }
  delai: number
}
const jugement = (e: Examine, genre: Genre): Jugement => ({
  t: e.t,
  genre,
  structures: e.structures,
  octroyeur: genre === 'demander' ? null : e.auteur.id,
  delai: e.delai,
  immediat: e.saisie.immediat ?? false,
})

/** What is wrong with the lines that are well-formed; of one alone, with its days only when both are. */
export async function examinerLignes(
  tx: Tx,
  e: Examine & { lus: SontLus },
  genre: Genre,
): Promise<{ erreurs: ErreurChamp[]; vu: LigneSituee[] }> {
  const { saisie, lus } = e
  if (!lus('utilisateur', 'structure', 'service', 'profil', 'application', 'ensemble', 'renoncer')) return { erreurs: [], vu: [] }
  const ensemble = saisie.ensemble
    ? await lireEnsemble(
        tx,
        e.t,
        saisie.ensemble,
        e.structures.map((s) => s.id),
      )
    : null
  const demandees = lignesDeSaisie(saisie, {
    retrait: genre === 'supprimer',
    ensemble,
    ...(genre === 'demander' ? { defaut: e.auteur.id } : {}),
  })
  const { vises, erreurs } = await situerLignes(tx, demandees, jugement(e, genre))
  const jours = lus('debut', 'fin')
  return { erreurs: erreurs.filter((f) => jours || !/(^|\.)(debut|fin)$/.test(f.champ)), vu: vises }
}

/** What a definition settles, from what was examined to what is kept: the same for every path to a right. */
export async function preparerLignes(
  tx: Tx,
  e: Examine & { vu: LigneSituee[] },
  genre: Genre,
): Promise<{ preparation: Preparation; lignes: Ligne[] }> {
  const { saisie } = e
  const lignes = await jugerSituees(tx, e.vu, jugement(e, genre))
  const seul = (de: (l: Ligne) => string | null) => (new Set(lignes.map(de)).size === 1 ? de(lignes[0]!) : null)
  const concerne = seul((l) => l.utilisateur.id)
  return {
    lignes,
    preparation: {
      saisie: {
        lignes,
        ...(saisie.commentaire ? { commentaire: saisie.commentaire } : {}),
        ...(saisie.immediat ? { immediat: true } : {}),
      },
      concerne: concerne === e.auteur.id ? null : concerne,
      service: seul((l) => l.service?.id ?? null),
    },
  }
}

/** The profiles of a set: the portal's, or of one of the structures that are named. */
async function lireEnsemble(tx: Tx, t: Textes, id: string, structures: string[]): Promise<{ application: string; niveau: number }[]> {
  const { rows } = await sql<{
    application: string
    niveau: number
  }>`select a.code as application, p.niveau
    from ensemble_profils e
    join ensemble_profil p on p.ensemble = e.id
    join application a on a.id = p.application
    where e.id = ${id}::uuid and (e.structure is null or e.structure = any(${structures}::uuid[]))
    order by a.id`.execute(tx)
  if (!rows.length)
    throw refusDeChamps(t, [
      { champ: 'ensemble', code: 'choix-invalide', message: t.champs.erreur('choix-invalide', t.champs.libelles.ensemble) },
    ])
  return rows
}

/** Compulsory members, and those that `lignes` replaces. */
export const controlerLignes =
  (obligatoires: string[][]) =>
  (corps: Record<string, unknown>, t: Textes): ErreurChamp[] => {
    const enTrop = Array.isArray(corps.lignes)
      ? ['utilisateur', 'structure', 'structures', 'service', 'profil', 'application', 'debut', 'fin', 'revenir', 'renoncer']
          .filter((n) => corps[n] !== undefined)
          .concat(corps.ensemble === undefined ? [] : profilsEnTrop(corps.lignes))
      : corps.structures !== undefined && corps.structure !== undefined
        ? ['structure']
        : []
    return [
      ...manques(corps, obligatoires).map((champ) => ({
        champ,
        code: 'champ-manquant',
        message: phraseDuChamp(t, champ, 'champ-manquant'),
      })),
      ...enTrop.map((champ) => ({ champ, code: 'champ-inconnu', message: t.champs.erreur('champ-inconnu', champ) })),
    ]
  }

/** A set for all the lines leaves nothing for them to name. */
const profilsEnTrop = (lignes: unknown[]) =>
  lignes.flatMap((l, i) =>
    ['profil', 'application']
      .filter((n) => l && typeof l === 'object' && (l as Record<string, unknown>)[n] !== undefined)
      .map((n) => `lignes.${i}.${n}`),
  )

/** What is kept, as the rights are written. */
export const droitsDe = (lignes: Ligne[]): DroitAPoser[] =>
  lignes.map((l) => ({
    utilisateur: l.utilisateur.id,
    structure: l.structure.id,
    service: l.service?.id ?? null,
    application: l.application,
    niveau: l.apres ? RANG_NIVEAU[l.apres] : 1,
    debut: l.debut,
    fin: l.fin,
    retour: l.retour ? { niveau: RANG_NIVEAU[l.retour.profil], fin: l.retour.fin } : null,
  }))

export const lignesGardees = (saisie: object): Ligne[] => (saisie as { lignes: Ligne[] }).lignes
