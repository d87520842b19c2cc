import { sql } from 'kysely'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { lireChoix, type Choix } from '#app/organisation/habilitations/choix.ts'
import type { HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { aQuiDemander } from '#app/organisation/structures/a-qui-demander.ts'
import { chercheStructureDe } from '#app/organisation/structures/parmi.tsx'
import { accesAuxStructures } from '#acces/index.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { refus } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'
import { Etiquette } from '#ui/index.ts'

/** As an address or a form names it. */
export const PROFIL = /^[a-z][a-z-]*\.(consultation|modification)$/
export const uuidDe = (c: Contexte, nom: string): string | null => {
  const v = c.url.searchParams.get(nom)
  return estUuid(v) ? v.toLowerCase() : null
}

/** Of what is done with rights, under « Gérer les habilitations » unless it stands beside it. */
export const filDe = (c: Contexte, dernier: string, parent = true) =>
  filDesUtilisateurs(c, ...(parent ? [{ nom: c.t.habilitations.gerer.titre, href: GERER }] : []), { nom: dernier })

/** What is chosen from, for the structure of the address, of the draft, or the active one; refused with the reason where one does not govern. */
export async function chargerChoix(
  c: Contexte,
  voulue: string | null,
  utilisateur: string | null,
  contacts: { recherche?: string; choisis?: string[] } = {},
): Promise<Choix> {
  const active = c.structureActive?.id ?? null
  const q = { utilisateur, chercheStructure: chercheStructureDe(c), ...contacts }
  const choix = await lireChoix(c.db, c.utilisateur!.id, { structure: voulue ?? active, ...q })
  if (choix.structure) return choix
  if (!voulue && active && choix.parmi.nombre) return lireChoix(c.db, c.utilisateur!.id, { structure: null, ...q })
  if (voulue) await refuserStructure(c, voulue)
  return choix
}

/** To whoever manages nothing: why, and whom to ask when that is one person. */
export async function rienAGerer(c: Contexte): Promise<string> {
  const qui = await aQuiDemander(c, c.utilisateur!.id)
  return c.t.habilitations.gerer.rienTexte(qui ? c.t.acces.remedeGestionnaire(qui) : '')
}

/** Not attached: it does not exist; attached without the right: why, and who can give it. */
async function refuserStructure(c: Contexte, structure: string): Promise<never> {
  const acces = (await accesAuxStructures(c.db, c.utilisateur!.id, [structure])).get(structure)
  if (!acces) throw refus(c.t, 'introuvable')
  const { modificationMemeInactive: d } = acces
  throw refusAcces(c.t, d.oui ? 'profil-manquant' : d.raison, d.oui ? null : d.le, acces.gestionnaire)
}

/** Of the address, or of the form that was posted. */
export const envoyes = (c: Contexte, nom: RegExp): string[] =>
  (c.requete.body instanceof Map
    ? [...(c.requete.body as Map<string, string[]>)].flatMap(([k, v]) => v.map((x) => [k, x] as const))
    : [...c.url.searchParams]
  ).flatMap(([k, v]) => (nom.test(k) ? [v] : []))

/** The lines of a draft of one's own, whatever the form: its page knows from them what it is about. */
export async function lignesDuBrouillon(
  c: Contexte,
): Promise<{ utilisateur?: string; structure?: string; service?: string | null; profil?: string }[]> {
  const cle = uuidDe(c, 'brouillon')
  if (!cle) return []
  const { rows } = await sql<{
    lignes: unknown
  }>`select saisie->'lignes' as lignes from brouillon where cle = ${cle}::uuid and auteur = ${c.utilisateur!.id}::uuid`.execute(c.db)
  return Array.isArray(rows[0]?.lignes) ? rows[0].lignes : []
}

/** One field of such a draft, as it was typed. */
export async function champDuBrouillon(c: Contexte, champ: string): Promise<string | null> {
  const cle = uuidDe(c, 'brouillon')
  if (!cle) return null
  return (
    (
      await sql<{
        v: string | null
      }>`select saisie->>${champ}::text as v from brouillon where cle = ${cle}::uuid and auteur = ${c.utilisateur!.id}::uuid`.execute(c.db)
    ).rows[0]?.v ?? null
  )
}

export const profilDe = (c: Contexte, application: string, niveau: number | 'consultation' | 'modification') =>
  c.t.catalogue.profil(application, niveau === 'modification' || niveau === 2 ? 2 : 1)

/** Until when a line holds, and what comes back then. */
const finDe = (c: Contexte, { fin, retour, application }: HabilitationEnListe) => {
  const x = c.t.habilitations
  return (
    fin &&
    [
      x.jusqua(fin, c.heure),
      ...(retour ? [x.puis(profilDe(c, application, retour.profil.endsWith('modification') ? 2 : 1))] : []),
      ...(retour?.fin ? [x.jusqua(retour.fin, c.heure)] : []),
    ].join(', ')
  )
}

/** Since when, from when, until when a line holds (HAB-05). */
export function Vigueur({ c, l }: { c: Contexte; l: HabilitationEnListe }) {
  const x = c.t.habilitations
  const profil = profilDe(c, l.application, l.niveau)
  if (l.etat === 'terminee') return <span class="small muted">{x.periode(l.debut, l.fin)}</span>
  if (!l.changement) return l.fin ? <Etiquette genre="warn">{finDe(c, l)}</Etiquette> : <span class="small muted">{x.depuis(l.debut)}</span>
  const { genre, demande, peutAnnuler, effetLe, avant } = l.changement
  return (
    <>
      <Etiquette genre="plan" icone="horloge">
        {genre === 'retrait' ? x.retireeA(effetLe, c.heure) : x.aPartirDe(effetLe, c.heure)}
      </Etiquette>{' '}
      {genre === 'modification' && avant ? (
        <>
          <span class="small muted">{x.dIci(profilDe(c, l.application, avant))}</span>{' '}
        </>
      ) : null}
      {genre !== 'retrait' && l.fin ? (
        <>
          <span class="small muted">{finDe(c, l)}</span>{' '}
        </>
      ) : null}
      {demande ? (
        <a class="small nowrap" href={`/demandes/${demande}`}>
          {demande}
        </a>
      ) : null}{' '}
      {demande && peutAnnuler && !c.voirComme ? (
        <a class="small nowrap" href={`/demandes/${demande}/annuler`}>
          {x.annulerLigne}
          <span class="visually-hidden"> ({x.annulerQuoi(profil)})</span>
        </a>
      ) : null}
    </>
  )
}
