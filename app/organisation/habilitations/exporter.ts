import type { Contexte } from '#app/contexte.ts'
import { fichierProuve } from '#app/listes/fichier.tsx'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { habilitationsEnFeuille } from '#app/organisation/habilitations/feuille.ts'
import {
  ETATS_HABILITATIONS,
  listerHabilitations,
  TRIS_HABILITATIONS,
  type HabilitationEnListe,
} from '#app/organisation/habilitations/lister.ts'
import { definirRoute } from '#app/page.ts'
import { EXPORT_LIMIT } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import { toFile, type Format } from '#platform/spreadsheets.ts'

const EXPORT = `${GERER}/export`
type Filtre = Parameters<typeof listerHabilitations>[2]
const parmi = <T extends string>(v: string | null, valeurs: readonly T[]) => valeurs.find((x) => x === v)

/** What the address narrows the list to. */
export const filtreDe = (c: Contexte) => {
  const p = c.url.searchParams
  return {
    tri: parmi(p.get('tri'), TRIS_HABILITATIONS) ?? 'contact',
    recherche: (p.get('recherche') ?? '').slice(0, 200),
    etat: parmi(p.get('etat'), ETATS_HABILITATIONS),
    profil: parmi(p.get('profil'), Object.keys(c.t.catalogue.applications)),
    service: uuidDe(c, 'service') ?? undefined,
    utilisateur: uuidDe(c, 'utilisateur') ?? undefined,
  }
}

export function adresseExport(c: Contexte, structure: string, format: string): string {
  const p = new URLSearchParams({
    structure,
    ...Object.fromEntries(Object.entries(filtreDe(c)).filter((e): e is [string, string] => Boolean(e[1]))),
    format,
  })
  return `${EXPORT}?${p}`
}

async function exporterHabilitations(db: Db, qui: string, f: Filtre, format: Exclude<Format, 'json'>) {
  const elements: HabilitationEnListe[] = []
  let apres: string | null = null
  do {
    const lue: Awaited<ReturnType<typeof listerHabilitations>> = await listerHabilitations(db, qui, {
      ...f,
      page: 1,
      taille: 200,
      apres: apres ?? undefined,
    })
    elements.push(...lue.elements)
    apres = lue.suivant
  } while (apres && elements.length < EXPORT_LIMIT)
  return toFile(format, habilitationsEnFeuille(elements))
}

/** The list of rights names people and their addresses: as a file, only after a recent proof of identity (CPT-07). */
export const routeExport = definirRoute({
  chemin: EXPORT,
  acces: 'session',
  repondre: (c) =>
    fichierProuve(c, GERER, (format) =>
      exporterHabilitations(c.db, c.utilisateur!.id, { ...filtreDe(c), structure: uuidDe(c, 'structure') ?? undefined }, format),
    ),
})
