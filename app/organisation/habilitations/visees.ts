import { estUuid } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { lignesDuBrouillon, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { listerHabilitations, type HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { LIGNES_MAXIMUM } from '#app/organisation/habilitations/saisie.ts'
import { refus } from '#demandes/index.ts'

/** The lines that the address names, one by one or all of a person's in a structure, or those of the draft. What one does not see does not exist. */
export async function lignesVisees(c: ContexteDuParcours): Promise<HabilitationEnListe[]> {
  const ids = c.url.searchParams.getAll('ligne').filter(estUuid)
  const gardees = ids.length ? [] : await lignesDuBrouillon(c)
  // Sent twice: the draft is spent, and the demande it became answers.
  if (!ids.length && !gardees.length && uuidDe(c, 'brouillon')) return []
  const [structure, utilisateur] = [uuidDe(c, 'structure') ?? gardees[0]?.structure, uuidDe(c, 'utilisateur') ?? gardees[0]?.utilisateur]
  if (!ids.length && !(structure && utilisateur)) throw refus(c.t, 'introuvable')
  const { elements } = await listerHabilitations(c.db, c.utilisateur.id, {
    taille: LIGNES_MAXIMUM,
    tri: 'profil',
    ...(ids.length ? { ids } : { structure, utilisateur }),
  })
  const visees = gardees.length
    ? elements.filter((l) =>
        gardees.some((g) => (g.service ?? null) === (l.service?.id ?? null) && g.profil?.split('.')[0] === l.application),
      )
    : elements
  if (!visees.length && (ids.length || gardees.length)) throw refus(c.t, 'introuvable')
  if (visees.length && visees.every((l) => l.action === 'profil-manquant'))
    throw refus(c.t, 'acces-refuse', {
      raison: c.t.habilitations.pourquoi('profil-manquant', null).raison,
      remede: { libelle: c.t.habilitations.mes.titre, href: '/organisation/habilitations/mes' },
    })
  return visees
}

/** A line as the demandes take it. */
export const enSaisie = (l: HabilitationEnListe) => ({
  utilisateur: l.utilisateur.id,
  structure: l.structure.id,
  service: l.service?.id ?? null,
})
