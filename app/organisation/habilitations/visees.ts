import { sql } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { lignesDuBrouillon, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { listerHabilitations, type HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { LIGNES_MAXIMUM } from '#app/organisation/habilitations/saisie.ts'
import { refus } from '#demandes/index.ts'

interface Nommee {
  utilisateur?: string
  structure?: string
  service?: string | null
  profil?: string
}

/**
 * The lines that the address names, one by one or all of a person's in a structure, or those of the draft. What one does not see does not exist;
 * what somebody else has changed or removed meanwhile is shown as it is now.
 */
export async function lignesVisees(c: ContexteDuParcours): Promise<HabilitationEnListe[]> {
  const ids = c.url.searchParams.getAll('ligne').filter(estUuid)
  const gardees = ids.length ? [] : await lignesDuBrouillon(c)
  // Sent twice: the draft is spent, and the demande it became answers.
  if (!ids.length && !gardees.length && uuidDe(c, 'brouillon')) return []
  const trouvees = ids.length ? await lister(c, { ids }) : []
  const visees = trouvees.length ? trouvees : await memesLignes(c, ids.length ? await surQuoi(c, ids) : gardees)
  if (visees.length && visees.every((l) => l.action === 'profil-manquant'))
    throw refus(c.t, 'acces-refuse', {
      raison: c.t.habilitations.pourquoi('profil-manquant', null).raison,
      remede: { libelle: c.t.habilitations.mes.titre, href: '/organisation/habilitations/mes' },
    })
  return visees
}

const lister = async (c: ContexteDuParcours, f: Parameters<typeof listerHabilitations>[2]) =>
  (await listerHabilitations(c.db, c.utilisateur.id, { taille: LIGNES_MAXIMUM, tri: 'profil', ...f })).elements

/** What lines that hold no more were about. */
const surQuoi = async (c: ContexteDuParcours, ids: string[]): Promise<Nommee[]> =>
  (
    await sql<Nommee>`select h.utilisateur, h.structure, h.service, a.code as profil from habilitation h join application a on a.id = h.application
    where h.id = any(${ids}::uuid[])`.execute(c.db)
  ).rows

/** Those that hold, or will; where none does any more, those that have ended. All of the person's in the structure, if none is named. */
async function memesLignes(c: ContexteDuParcours, nommees: Nommee[]): Promise<HabilitationEnListe[]> {
  const [structure, utilisateur] = [uuidDe(c, 'structure') ?? nommees[0]?.structure, uuidDe(c, 'utilisateur') ?? nommees[0]?.utilisateur]
  if (!structure || !utilisateur) throw refus(c.t, 'introuvable')
  if (!nommees.length) return lister(c, { structure, utilisateur })
  for (const etat of ['', 'terminee']) {
    const memes = (await lister(c, { structure, utilisateur, etat })).filter((l) =>
      nommees.some((n) => (n.service ?? null) === (l.service?.id ?? null) && n.profil?.split('.')[0] === l.application),
    )
    if (memes.length) return memes
  }
  throw refus(c.t, 'introuvable')
}

/** A line as the demandes take it. */
export const enSaisie = (l: HabilitationEnListe) => ({
  utilisateur: l.utilisateur.id,
  structure: l.structure.id,
  service: l.service?.id ?? null,
})
