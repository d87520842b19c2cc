import { exigerPreuve } from '#app/comptes/preuve.ts'
import type { Contexte } from '#app/contexte.ts'
import { GERER, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { enLigne, habilitationsEnFeuille } from '#app/organisation/habilitations/feuille.ts'
import { ETATS_HABILITATIONS, listerHabilitations, TRIS_HABILITATIONS } from '#app/organisation/habilitations/lister.ts'
import { definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { EXPORT_LIMIT } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import { FORMATS, toFile, type Format } from '#platform/spreadsheets.ts'

const EXPORT = `${GERER}/export`
type Filtre = Parameters<typeof listerHabilitations>[2]
export const estFichier = (f: string | null): f is Exclude<Format, 'json'> => f !== 'json' && (FORMATS as readonly (string | null)[]).includes(f)
const parmi = <T extends string>(v: string | null, valeurs: readonly T[]) => valeurs.find((x) => x === v)

/** What the address narrows the list to. */
export const filtreDe = (c: Contexte) => {
  const p = c.url.searchParams
  return {
    tri: parmi(p.get('tri'), TRIS_HABILITATIONS) ?? 'contact', recherche: (p.get('recherche') ?? '').slice(0, 200), etat: parmi(p.get('etat'), ETATS_HABILITATIONS),
    profil: parmi(p.get('profil'), Object.keys(c.t.catalogue.applications)), service: uuidDe(c, 'service') ?? undefined, utilisateur: uuidDe(c, 'utilisateur') ?? undefined,
  }
}

export function adresseExport(c: Contexte, structure: string, format: string): string {
  const p = new URLSearchParams({ structure, ...Object.fromEntries(Object.entries(filtreDe(c)).filter((e): e is [string, string] => Boolean(e[1]))), format })
  return `${EXPORT}?${p}`
}

async function exporterHabilitations(db: Db, qui: string, f: Filtre, format: Exclude<Format, 'json'>) {
  const elements: ReturnType<typeof enLigne>[] = []
  let apres: string | null = null
  do {
    const lue: Awaited<ReturnType<typeof listerHabilitations>> = await listerHabilitations(db, qui, { ...f, page: 1, taille: 200, apres: apres ?? undefined })
    elements.push(...lue.elements.map(enLigne))
    apres = lue.suivant
  } while (apres && elements.length < EXPORT_LIMIT)
  return toFile(format, habilitationsEnFeuille(elements))
}

/** The list of rights names people and their addresses: as a file, only after a recent proof of identity (CPT-07). */
export const routeExport = definirRoute({
  chemin: EXPORT,
  acces: 'session',
  repondre: async (c) => {
    const format = c.url.searchParams.get('format') ?? 'csv'
    if (!estFichier(format)) throw refus(c.t, 'introuvable')
    const retour = new URLSearchParams(c.url.search)
    retour.delete('format')
    retour.set('export', format)
    return exigerPreuve(c, `${GERER}?${retour}`) ?? exporterHabilitations(c.db, c.utilisateur!.id, { ...filtreDe(c), structure: uuidDe(c, 'structure') ?? undefined }, format)
  },
})
