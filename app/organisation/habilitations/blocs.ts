import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

/** A block of the form: one contact, one service, dates, and the profiles ticked for them; each becomes a line of the demande. */
export interface Bloc {
  utilisateur: string
  service: string
  debut: string
  fin: string
  /** At the end, what is replaced comes back. */
  revenir: boolean
  profils: string[]
}
interface LigneDuFormulaire {
  utilisateur?: string | undefined
  structure: string
  service: string | null
  profil?: string | undefined
  debut?: string | null
  fin?: string | null
  revenir?: boolean
}

const BLOC_VIDE: Bloc = { utilisateur: '', service: '', debut: '', fin: '', revenir: true, profils: [] }
const BLOCS_MAXIMUM = 20

/** « Ensuite » as it was posted; not there, it was not asked. */
export const revientSelon = (ensuite: string | undefined) => ensuite !== 'rien'

/** « modification » includes « consultation »: ticked both, the higher is meant. */
const retenir = (profils: string[]) =>
  profils.filter((p) => !(p.endsWith('.consultation') && profils.includes(p.replace('.consultation', '.modification'))))

/** The blocks as they were typed; `nombre`: as many at least. */
export function lireBlocs(lire: (nom: string) => string[], nombre = 1): Bloc[] {
  const n = Math.min(BLOCS_MAXIMUM, Math.max(nombre, Number(lire('nombre')[0]) || 1))
  const un = (nom: string) => lire(nom)[0]?.trim() ?? ''
  return Array.from({ length: n }, (_, i) => ({
    utilisateur: un(`utilisateur.${i}`),
    service: un(`service.${i}`),
    debut: un(`debut.${i}`),
    fin: un(`fin.${i}`),
    revenir: revientSelon(lire(`ensuite.${i}`)[0]),
    profils: lire(`profil.${i}`),
  }))
}

/** The lines of the demande; a block left empty among others is no line. No end typed is no end, whatever that of what is held. */
export function lignesDesBlocs(blocs: Bloc[], structure: string): LigneDuFormulaire[] {
  const remplis = blocs.filter((b, i) => i === 0 || b.profils.length || b.service || b.debut || b.fin)
  return remplis.flatMap((b) =>
    (b.profils.length ? retenir(b.profils) : [undefined]).map((profil) => ({
      ...(b.utilisateur ? { utilisateur: b.utilisateur } : {}),
      structure,
      service: b.service || null,
      ...(profil ? { profil } : {}),
      ...(b.debut ? { debut: b.debut } : {}),
      fin: b.fin || null,
      ...(b.fin ? { revenir: b.revenir } : {}),
    })),
  )
}

const cleDe = (l: LigneDuFormulaire) =>
  JSON.stringify([l.utilisateur ?? '', l.service ?? '', l.debut ?? '', l.fin ?? '', l.revenir ?? true])

/** The blocks that gave these lines, and the block of each. */
export function blocsDesLignes(lignes: LigneDuFormulaire[]): { blocs: Bloc[]; rangs: number[] } {
  const blocs: Bloc[] = []
  let derniere = ''
  const rangs = lignes.map((l) => {
    if (cleDe(l) !== derniere)
      blocs.push({
        ...BLOC_VIDE,
        utilisateur: l.utilisateur ?? '',
        service: l.service ?? '',
        debut: l.debut ?? '',
        fin: l.fin ?? '',
        revenir: l.revenir ?? true,
        profils: [],
      })
    derniere = cleDe(l)
    if (l.profil) blocs.at(-1)!.profils.push(l.profil)
    return blocs.length - 1
  })
  return { blocs: blocs.length ? blocs : [BLOC_VIDE], rangs }
}

/** « lignes.2.profil » is of the second block: its error stands there, once. */
export function erreursDesBlocs(t: Textes, erreurs: ErreurChamp[], rangs: number[]): ErreurChamp[] {
  const vues = new Map<string, ErreurChamp>()
  for (const e of erreurs) {
    const [, rang, champ] = /^lignes\.(\d+)\.(\w+)$/.exec(e.champ) ?? []
    const ici = rang === undefined ? { ...e } : { ...e, champ: `${champ}.${rangs[Number(rang)] ?? 0}` }
    // Profiles are ticked, and not filled in.
    if (e.code === 'champ-manquant' && ici.champ.startsWith('profil.')) ici.message = t.champs.erreur('profil-manquant', '')
    if (!vues.has(ici.champ + ici.message)) vues.set(ici.champ + ici.message, ici)
  }
  return [...vues.values()]
}
