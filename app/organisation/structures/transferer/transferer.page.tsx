import { estUuid } from '#app/contexte.ts'
import { garderBrouillon, lireBrouillon } from '#app/demandes/brouillon.ts'
import { definirParcours, type ContexteDuParcours } from '#app/demandes/parcours.ts'
import { exigerStructure } from '#app/organisation/structures/exiger.ts'
import type { StructureVue } from '#app/organisation/structures/lire.ts'
import { filDeLaStructure, pourLaStructure } from '#app/organisation/structures/fil.ts'
import { CHERCHE_STRUCTURE, chercheStructureDe } from '#app/organisation/structures/parmi.tsx'
import { ChoixDesStructures } from '#app/organisation/structures/transferer/choisir.tsx'
import {
  candidatsPour,
  structuresGouvernees,
  structuresNommees,
  type Candidats,
  type Nommee,
  type StructureGouvernee,
} from '#app/organisation/structures/transferer/lire.ts'
import { Successeur } from '#app/organisation/structures/transferer/successeur.tsx'
import { transfererGestionnaire } from '#app/organisation/structures/transferer/transferer.ts'
import { filPlusieurs, Verification } from '#app/organisation/structures/transferer/verification.tsx'
import { definirAction } from '#app/page.ts'
import { refus, type Demande } from '#demandes/index.ts'

const definition = transfererGestionnaire as unknown as Demande

const CHEMIN = '/organisation/structures/transferer'

const ids = (v: unknown): string[] => (Array.isArray(v) ? v : []).filter(estUuid)

interface Une {
  structure: StructureVue
  candidats: Candidats
}

async function chargerGouvernee(c: ContexteDuParcours): Promise<StructureVue> {
  const structure = await exigerStructure(c, c.params.id)
  if (structure.actions.transferer !== true)
    throw refus(c.t, 'acces-refuse', {
      raison: c.t.acces.gestionnaireSeul,
      remede: c.t.acces.remedeGestionnaire(structure.acces.gestionnaire),
    })
  return structure
}

const chercher = (c: ContexteDuParcours) => (c.url.searchParams.get('nom') ?? '').slice(0, 100)

/** « Transfert unitaire » (GP-01): the structure is that of the address. */
export const parcoursTransferer = definirParcours<Une>({
  chemin: '/organisation/structures/:id/transferer',
  definition,
  charger: async (c) => {
    const structure = await chargerGouvernee(c)
    return { structure, candidats: await candidatsPour(c.db, [structure.id], { sauf: c.utilisateur.id, recherche: chercher(c) }) }
  },
  // No version: the role is no field of the structure's own.
  structureDe: ({ structure }) => ({ id: structure.id, version: 0 }),
  adapter: (_champs, { utilisateur }) => ({ utilisateur }),
  formulaire: (c, { structure, candidats }, etat) => {
    const x = c.t.gouvernance.transferer
    return (
      <Successeur
        c={c}
        etat={etat}
        candidats={candidats}
        recherche={chercher(c)}
        pour={pourLaStructure(c, structure)}
        fil={filDeLaStructure(c, structure, x.titre)}
        etapes={{ liste: x.etapesUne, courante: 0 }}
        structures={[]}
        seule={structure}
        retour={`/organisation/structures/${structure.id}`}
      />
    )
  },
  verification: (c, { cle, recu }) => (
    <Verification c={c} cle={cle} recu={recu} etapes={{ liste: c.t.gouvernance.transferer.etapesUne, courante: 1 }} />
  ),
})

interface Plusieurs {
  gouvernees: StructureGouvernee[] | null
  choisies: Nommee[]
  candidats: Candidats | null
}

/** « Transfert à sélection multiple » and « Transfert global »: which structures first, then who takes them over; what was chosen is a draft. */
const plusieurs = definirParcours<Plusieurs>({
  chemin: CHEMIN,
  definition,
  charger: async (c) => {
    const cle = c.url.searchParams.get('brouillon')
    const trouve =
      estUuid(cle) && c.url.searchParams.get('etape') !== 'structures'
        ? await lireBrouillon(c.db, { auteur: c.utilisateur.id, type: definition.type, structure: null, cle })
        : null
    const choisies = trouve && 'brouillon' in trouve ? ids(trouve.brouillon.saisie.structures) : []
    if (!choisies.length)
      return {
        gouvernees: await structuresGouvernees(c.db, c.utilisateur.id, { cherche: chercheStructureDe(c) }),
        choisies: [],
        candidats: null,
      }
    return {
      gouvernees: null,
      choisies: await structuresNommees(c.db, choisies),
      candidats: await candidatsPour(c.db, choisies, { sauf: c.utilisateur.id, recherche: chercher(c) }),
    }
  },
  structureDe: () => null,
  formulaire: (c, d, etat) => {
    const x = c.t.gouvernance.transferer
    if (!d.candidats) return <ChoixDesStructures c={c} etat={etat} gouvernees={d.gouvernees ?? []} />
    return (
      <Successeur
        c={c}
        etat={etat}
        candidats={d.candidats}
        recherche={chercher(c)}
        fil={filPlusieurs(c)}
        etapes={{ liste: x.etapes, courante: 1 }}
        structures={d.choisies}
        retour={`${CHEMIN}?brouillon=${etat.cle}&etape=structures`}
      />
    )
  },
  verification: (c, { cle, recu }) => (
    <Verification c={c} cle={cle} recu={recu} etapes={{ liste: c.t.gouvernance.transferer.etapes, courante: 2 }} />
  ),
})

export const parcoursTransfererPlusieurs = { page: plusieurs.page, action: definirAction({ ...plusieurs.action, executer: recevoir }) }

async function recevoir(c0: Parameters<typeof plusieurs.action.executer>[0], champs: Map<string, string[]>) {
  const c = c0 as ContexteDuParcours
  const cle = champs.get('_cle')?.[0]
  const etape = champs.get('_etape')?.[0]
  if (!estUuid(cle) || etape === 'confirmer') return plusieurs.action.executer(c, champs)
  // Reads go on from the draft of this form.
  c.url.searchParams.set('brouillon', cle)
  const qui = { auteur: c.utilisateur.id, type: definition.type, structure: null, cle }
  if (etape === 'structures' || etape === 'chercher') {
    const type = champs.get('type')?.[0] ?? ''
    const gouvernees = await structuresGouvernees(c.db, c.utilisateur.id)
    const structures =
      type === 'global' ? gouvernees.map((s) => s.id) : gouvernees.filter((s) => champs.get('structures')?.includes(s.id)).map((s) => s.id)
    // What is ticked stays, whatever is searched next.
    if (etape === 'chercher') {
      await garderBrouillon(c.db, { ...qui, saisie: { type, structures: type === 'global' ? [] : structures }, version: null })
      return {
        rediriger: `${CHEMIN}?${new URLSearchParams({ brouillon: cle, etape: 'structures', [CHERCHE_STRUCTURE]: chercheStructureDe(c) })}`,
      }
    }
    const x = c.t.gouvernance.transferer
    const erreur = !(type in x.types)
      ? { champ: 'type', code: 'champ-manquant', message: x.choisirType }
      : !structures.length
        ? { champ: 'structures', code: 'champ-manquant', message: x.choisirStructures }
        : type === 'unitaire' && structures.length > 1
          ? { champ: 'structures', code: 'une-seule-structure', message: x.uneSeule }
          : null
    if (erreur)
      return {
        statut: 422,
        page: (
          <ChoixDesStructures
            c={c}
            gouvernees={gouvernees}
            etat={{ cle, saisie: { type, structures }, erreurs: [erreur], refus: null, changements: null, ancien: null, envois: [] }}
          />
        ),
      }
    if (type === 'unitaire') return { rediriger: `/organisation/structures/${structures[0]}/transferer` }
    await garderBrouillon(c.db, { ...qui, saisie: { structures }, version: null })
    return { rediriger: `${CHEMIN}?brouillon=${cle}` }
  }
  const trouve = await lireBrouillon(c.db, qui)
  if (trouve && 'brouillon' in trouve) champs.set('structures', ids(trouve.brouillon.saisie.structures))
  return plusieurs.action.executer(c, champs)
}
