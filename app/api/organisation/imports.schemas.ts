import { codeDuProfil } from '#acces/index.ts'
import { z } from 'zod'
import type { Import } from '#app/organisation/imports/lister.ts'
import { textesImport, type GenreImport } from '#app/organisation/imports/refus.ts'
import * as desServices from '#app/organisation/services/importer.lister.ts'
import { ISSUES, RESULTATS, type LigneDImport } from '#app/organisation/utilisateurs/index.ts'
import { fr } from '#ui/textes/index.ts'

const n = z.number()

const COMMUNS = { lignes: n, inchangees: n, erreurs: n, traitees: n, echouees: n }

export const ImportVu = z
  .object({
    id: z.string(),
    genre: z.enum(['utilisateurs', 'services']),
    nom: z.string(),
    creeLe: z.string(),
    ignorees: z.array(z.string()),
    ...COMMUNS,
    aRattacher: n.optional(),
    aInviter: n.optional(),
    aCompleter: n.optional(),
    rattachees: n.optional(),
    invitees: n.optional(),
    completees: n.optional(),
    habilitations: n.optional(),
    aCreer: n.optional(),
    aModifier: n.optional(),
    creees: n.optional(),
    modifiees: n.optional(),
    demande: z.object({ numero: z.string(), etat: z.string() }).nullable(),
  })
  .meta({ id: 'Import' })

const FauteVue = z.array(z.object({ colonne: z.string(), code: z.string(), message: z.string(), remede: z.string() }))

export const TOUS_RESULTATS = [...new Set([...RESULTATS, ...desServices.RESULTATS])] as const

export const TOUTES_ISSUES = [...new Set([...ISSUES, ...desServices.ISSUES])] as const

export const LigneVue = z
  .object({
    ligne: n,
    cellules: z.record(z.string(), z.string()),
    resultat: z.enum(TOUS_RESULTATS),
    issue: z.enum(TOUTES_ISSUES).nullable(),
    structure: z.object({ id: z.string(), raisonSociale: z.string() }).nullable(),
    service: z.object({ code: z.string(), nom: z.string() }).nullable(),
    ajouts: z.array(z.string()).optional(),
    avant: z.record(z.string(), z.unknown()).nullable().optional(),
    fautes: FauteVue,
    avis: FauteVue.optional(),
  })
  .meta({ id: 'LigneImport' })

const COMPTES = {
  utilisateurs: ['aRattacher', 'aInviter', 'aCompleter', 'rattachees', 'invitees', 'completees', 'habilitations'],
  services: ['aCreer', 'aModifier', 'creees', 'modifiees'],
} as const

/** The counts of its own kind. */
export const vue = (i: Import) => ({
  id: i.id,
  genre: i.genre,
  nom: i.nom,
  creeLe: i.creeLe.toISOString(),
  ignorees: i.ignorees,
  demande: i.demande,
  lignes: i.lignes,
  inchangees: i.inchangees,
  erreurs: i.erreurs,
  traitees: i.traitees,
  echouees: i.echouees,
  ...Object.fromEntries(COMPTES[i.genre].map((c) => [c, i[c]])),
})

const dites = (genre: GenreImport, fautes: { colonne: string; code: string; valeur: string }[]) =>
  fautes.map(({ colonne, code, valeur }) => {
    const { motif, remede } = textesImport(fr, genre).faute(code, valeur)
    return { colonne, code, message: motif, remede }
  })

export const ligneVue = (l: LigneDImport) => ({
  ...l,
  ajouts: l.ajouts.map((a) => codeDuProfil(a.application, a.niveau)),
  fautes: dites('utilisateurs', l.fautes),
})

export const serviceVu = (l: desServices.LigneDeService) => ({ ...l, fautes: dites('services', l.fautes), avis: dites('services', l.avis) })
