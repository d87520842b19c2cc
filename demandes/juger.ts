import { autoriser } from '#demandes/autoriser.ts'
import { exigerAucun, joindre, lireCorps, recueillir, type Griefs, type Lecture } from '#demandes/lecture.ts'
import type { Milieu, Definition, Soumission } from '#demandes/milieu.ts'
import { objetNomme } from '#demandes/objet.ts'
import { refus } from '#demandes/refus.ts'
import { verifierVersion } from '#demandes/version.ts'
import type { Vises } from '#demandes/viser.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'

/** What a submission settles before it writes anything; the same for a simulation. Every error that can be known is told in one answer (INT-12). */
export async function juger(
  tx: Tx | Db,
  milieu: Milieu,
  { definition: d, auteur }: Soumission,
  corps: Record<string, unknown>,
  { perimetres, structures, structure, objet, decisions, lu }: Vises,
  enqueter: (lisible: Pick<Lecture, 'saisie' | 'lus'>) => unknown,
  simulation: boolean,
) {
  const { t, settings } = milieu
  await autoriser(tx, t, d.acces, auteur, perimetres, structures, decisions)
  const { saisie, erreurs, lus, version, aPartirDu } = lireCorps(d, corps, t)
  if (objetNomme(d, corps) && !objet) throw refus(t, 'introuvable')
  if (structure && !d.objet?.cree && !erreurs.length) await verifierVersion(tx, t, structure, objet, version)
  const griefs: Griefs = { erreurs, refus: [] }
  const enquete = await recueillir(griefs, async () => enqueter({ saisie, lus }))
  const e = { t, settings, saisie, structure, structures, objet, auteur, enquete, simulation, delai: delaiDe(d, saisie, settings), lu }
  // Of an object that is not named, nothing can be known.
  const examen =
    d.objet && !d.objet.cree && !objet ? undefined : await recueillir(griefs, async () => d.examiner?.(tx as Tx, { ...e, lus }))
  joindre(erreurs, examen?.erreurs ?? [])
  exigerAucun(d, t, griefs)
  const prepare = (await d.preparer?.(tx as Tx, { ...e, vu: examen?.vu })) ?? { saisie: sansStructure(saisie) }
  return { saisie, prepare, aPartirDu: aPartirDu ?? null, delai: e.delai }
}

export const delaiDe = (d: Definition, saisie: Record<string, unknown>, settings: Settings) =>
  d.effet === 'immediat' || d.immediatSi?.(saisie) ? 0 : settings.DELAI_EFFET_MINUTES[d.effet]

const sansStructure = ({ structure: _, ...reste }: Record<string, unknown>) => reste
