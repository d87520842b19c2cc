import { lireBrouillon } from '#app/demandes/brouillon.ts'
import { definirParcours, type ContexteDuParcours } from '#app/demandes/parcours.ts'
import { Deuxieme } from '#app/organisation/structures/dupliquer/deuxieme.tsx'
import { Premiere } from '#app/organisation/structures/dupliquer/premiere.tsx'
import { CHEMIN, situerDuplication, type Duplication } from '#app/organisation/structures/dupliquer/situer.ts'
import { dupliquerStructure } from '#app/organisation/structures/dupliquer/dupliquer.ts'
import { VerificationDuplication } from '#app/organisation/structures/dupliquer/verification.tsx'
import { definirRoute } from '#app/page.ts'
import type { Demande } from '#demandes/index.ts'

const parcours = definirParcours<Duplication>({
  chemin: CHEMIN,
  definition: dupliquerStructure as unknown as Demande,
  charger: situerDuplication,
  structureDe: () => null,
  // The date counts only under « La désactiver à une date », where it must be given.
  adapter: (champs, saisie) => ({
    ...saisie,
    desactiverLe: champs.get('apres')?.[0] === 'desactiver' ? (champs.get('desactiverLe')?.[0] ?? '') : null,
  }),
  formulaire: (c, d, etat) => (d.emportables ? <Deuxieme c={c} d={d} etat={etat} /> : <Premiere c={c} d={d} ancien={null} />),
  verification: (c, etat) => <VerificationDuplication c={c} {...etat} />,
})

/** Which structure, to which identifier: until both are known and may be, the first step by itself. */
const premiere = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  repondre: async (contexte) => {
    const c = contexte as ContexteDuParcours
    if (c.url.searchParams.has('brouillon')) return parcours.page.repondre(c)
    const d = await situerDuplication(c)
    if (d.emportables) return parcours.page.repondre(c)
    const trouve = d.refus ? null : await lireBrouillon(c.db, { auteur: c.utilisateur.id, type: 'structure.dupliquer', structure: null })
    const page = <Premiere c={c} d={d} ancien={trouve && 'brouillon' in trouve ? trouve.brouillon : null} />
    return d.refus ? { statut: d.refus.status, page } : page
  },
})

export const parcoursDupliquer = { page: premiere, action: parcours.action }
