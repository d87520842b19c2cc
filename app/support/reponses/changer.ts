import { sql } from 'kysely'
import { net, VERSION } from '#app/communication/saisie.ts'
import type { Contexte } from '#app/contexte.ts'
import { lireLieux, lireReponse, type ReponseType } from '#app/support/reponses/lire.ts'
import { variableInconnue } from '#app/support/reponses/remplir.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

type Milieu = Pick<Contexte, 'db' | 't'> & { utilisateur: { id: string; roles: readonly string[] } | null }
/** `pour`: a structure, or « portail ». */
export interface SaisieReponse {
  titre?: string | undefined
  texte?: string | undefined
  titreEn?: string | undefined
  texteEn?: string | undefined
  pour?: string | undefined
  /** The version the form was opened on. */ [VERSION]?: string | undefined
}

export const PORTAIL = 'portail'
const lieuDe = (pour: string) => (pour === PORTAIL ? null : pour)

const propre = (s: SaisieReponse) => ({ titre: net(s.titre), texte: net(s.texte), titreEn: net(s.titreEn), texteEn: net(s.texteEn) })
const texteFaux = (v: string) => v.length > 4000 || /[^\P{Cc}\n\t]/u.test(v)

function fautes(t: Textes, { titre, texte, titreEn, texteEn }: ReturnType<typeof propre>): ErreurChamp[] {
  const x = t.traitement.reponses.fautes
  return [
    ...(!titre || titre.length > 100 ? [{ champ: 'titre', code: titre ? 'trop-long' : 'champ-manquant', message: x.titre }] : []),
    ...(!texte || texteFaux(texte) ? [{ champ: 'texte', code: texte ? 'trop-long' : 'champ-manquant', message: x.texte }] : []),
    ...(['texte', 'texteEn'] as const).flatMap((champ) => {
      const inconnue = variableInconnue(champ === 'texte' ? texte : texteEn)
      return inconnue ? [{ champ, code: 'valeur-inconnue', message: x.variable(inconnue) }] : []
    }),
    ...(titreEn.length > 100 ? [{ champ: 'titreEn', code: 'trop-long', message: x.titreEn }] : []),
    ...(texteFaux(texteEn) ? [{ champ: 'texteEn', code: 'trop-long', message: x.texteEn }] : []),
  ]
}

const estDeja = (r: ReponseType, s: ReturnType<typeof propre>) =>
  r.titre === s.titre && r.texte === s.texte && (r.titreEn ?? '') === s.titreEn && (r.texteEn ?? '') === s.texteEn

/** The title is what one chooses by: two of the same place would not be told apart. */
const estPris = (e: unknown) => (e as { constraint?: string }).constraint === 'reponse_type_un_titre'
const titrePris = (t: Textes) =>
  refusDeChamps(t, [{ champ: 'titre', code: 'deja-present', message: t.traitement.reponses.fautes.titrePris }])

/** Sent twice, it is one. @throws Refus */
export async function creerReponse(c: Milieu, cle: string, saisie: SaisieReponse): Promise<string> {
  const qui = c.utilisateur!
  const lieux = await lireLieux(c.db, qui)
  if (!lieux.length)
    throw refus(c.t, 'acces-refuse', { raison: c.t.tickets.pasVotreCote.destinataire, remede: c.t.tickets.pasVotreCoteRemede })
  const s = propre(saisie)
  const lieu = lieux.find((l) => l.id === lieuDe(saisie.pour ?? ''))
  const erreurs = [
    ...(lieu
      ? []
      : [{ champ: 'pour', code: saisie.pour ? 'valeur-inconnue' : 'champ-manquant', message: c.t.traitement.reponses.fautes.pour }]),
    ...fautes(c.t, s),
  ]
  if (erreurs.length) throw refusDeChamps(c.t, erreurs)
  try {
    const { rows } = await sql<{
      id: string
    }>`with fait as (insert into reponse_type (cle, structure, titre, texte, titre_en, texte_en, auteur)
          values (${cle}::uuid, ${lieu!.id}::uuid, ${s.titre}, ${s.texte}, ${s.titreEn || null}, ${s.texteEn || null}, ${qui.id}::uuid)
          on conflict (auteur, cle) do nothing
          returning id)
      select id
      from fait
      union all select id
      from reponse_type
      where auteur = ${qui.id}::uuid and cle = ${cle}::uuid
      limit 1`.execute(c.db)
    return rows[0]!.id
  } catch (e) {
    throw estPris(e) ? titrePris(c.t) : e
  }
}

/** @throws Refus */
export async function modifierReponse(c: Milieu, id: string, saisie: SaisieReponse): Promise<void> {
  const s = propre(saisie)
  try {
    await c.db.transaction().execute(async (tx) => {
      const r = await lireReponse(tx, c.utilisateur!, id, true)
      if (!r) throw refus(c.t, 'introuvable')
      const erreurs = fautes(c.t, s)
      if (erreurs.length) throw refusDeChamps(c.t, erreurs)
      // Sent twice, it is already what was typed.
      if (saisie[VERSION] && saisie[VERSION] !== r.modifieLe.toISOString() && !estDeja(r, s)) throw refus(c.t, 'version-perimee')
      await sql`update reponse_type
        set titre = ${s.titre}, texte = ${s.texte}, titre_en = ${s.titreEn || null}, texte_en = ${s.texteEn || null},
          modifie_le = maintenant()
        where id = ${id}::uuid`.execute(tx)
    })
  } catch (e) {
    throw estPris(e) ? titrePris(c.t) : e
  }
}

/** @throws Refus */
export async function supprimerReponse(c: Milieu, id: string): Promise<void> {
  await c.db.transaction().execute(async (tx) => {
    if (!(await lireReponse(tx, c.utilisateur!, id, true))) throw refus(c.t, 'introuvable')
    await sql`delete from reponse_type where id = ${id}::uuid`.execute(tx)
  })
}
