import type { JSX } from 'preact'
import { CATEGORIES, GROUPES, OPTIONS, REGIMES, type NomChamp } from '#app/organisation/structures/champs.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { choixDePays } from '#ui/textes/pays.ts'
import type { Contexte } from '#app/contexte.ts'
import { Champ, Champs, Groupe, optionsDe } from '#ui/index.ts'

interface Trait {
  largeur?: 'w2' | 'w3' | 'w4'
  facultatif?: boolean
  type?: 'text' | 'email' | 'tel' | 'select' | 'radios'
  autoComplete?: string
  inputMode?: 'numeric' | 'tel' | 'email'
  maxLength?: number
}

/** How each field is asked; its rule is in champs.ts, its label in the texts. */
const TRAITS: Partial<Record<NomChamp, Trait>> = {
  raisonSociale: { largeur: 'w3', autoComplete: 'organization', maxLength: 200 },
  nom: { largeur: 'w3', autoComplete: 'family-name', maxLength: 100 },
  prenom: { largeur: 'w3', autoComplete: 'given-name', maxLength: 100 },
  libelle: { largeur: 'w3', facultatif: true, maxLength: 200 },
  adresseElectronique: { largeur: 'w3', facultatif: true, type: 'email', autoComplete: 'email', inputMode: 'email' },
  telephone: { largeur: 'w3', facultatif: true, type: 'tel', autoComplete: 'tel', inputMode: 'tel' },
  numeroTva: { largeur: 'w3', facultatif: true, maxLength: 20 },
  rcs: { largeur: 'w3', facultatif: true, maxLength: 50 },
  categorieJuridique: { largeur: 'w3', facultatif: true, inputMode: 'numeric', maxLength: 4 },
  adresse: { autoComplete: 'address-line1', maxLength: 200 },
  complementAdresse1: { largeur: 'w3', facultatif: true, autoComplete: 'address-line2' },
  complementAdresse2: { largeur: 'w3', facultatif: true, autoComplete: 'address-line3' },
  codePostal: { largeur: 'w2', autoComplete: 'postal-code', maxLength: 10 },
  ville: { largeur: 'w2', autoComplete: 'address-level2', maxLength: 100 },
  pays: { largeur: 'w2', type: 'select' },
  categoriePrestataire: { largeur: 'w3', facultatif: true, type: 'select' },
  regime: { largeur: 'w3', facultatif: true, type: 'select' },
}

export interface PropsChampsStructure {
  c: Contexte
  noms: NomChamp[]
  valeurs: Record<string, unknown>
  erreurs: { champ: string; message: string }[]
  programmes?: Record<string, { a: string; valeur: string }>
  /** Not compulsory one by one here. */
  facultatifs?: NomChamp[]
  /** Drawn first in « Informations générales »: what cannot be changed here. */
  avant?: JSX.Element
}

/** The groups of fields of STR-01, shared by creation and modification. */
export function ChampsStructure({
  c,
  noms,
  valeurs,
  erreurs,
  programmes = {},
  facultatifs = [],
  avant,
}: PropsChampsStructure): JSX.Element {
  const { t } = c
  return (
    <>
      {GROUPES.map((g) => ({ ...g, champs: g.champs.filter((n) => noms.includes(n)) }))
        .filter((g) => g.champs.length)
        .map((g) => (
          <Groupe key={g.cle} id={`groupe-${g.cle}`} titre={t.structures.groupes[g.cle]}>
            <Champs>
              {g.cle === 'generales' ? avant : null}
              {g.champs.map((n) => (
                <ChampStructure
                  key={n}
                  c={c}
                  nom={n}
                  valeur={valeurs[n]}
                  erreur={erreurs.find((e) => e.champ === n)?.message}
                  programme={programmes[n]}
                  facultatif={facultatifs.includes(n)}
                />
              ))}
            </Champs>
          </Groupe>
        ))}
    </>
  )
}

function ChampStructure({
  c,
  nom,
  valeur,
  erreur,
  programme,
  facultatif,
}: {
  c: Contexte
  nom: NomChamp
  valeur: unknown
  erreur?: string
  programme?: { a: string; valeur: string }
  facultatif: boolean
}) {
  const { t } = c
  const commun = { nom, libelle: t.champs.libelles[nom], erreur, programme }
  if (OPTIONS.includes(nom))
    return (
      <Champ
        {...commun}
        type="checkbox"
        valeur={valeur === true}
        aide={
          nom === 'demandeRaccordementActive'
            ? t.structures.modifier.raccordementAide
            : nom === 'secondFacteurExige'
              ? t.structures.modifier.secondFacteurAide
              : undefined
        }
      />
    )
  const { type = 'text', ...trait } = TRAITS[nom] ?? {}
  // A code says nothing by itself.
  const aide = nom === 'categorieJuridique' && valeur ? afficher(t, c.langue, nom, valeur) : undefined
  return (
    <Champ
      {...commun}
      {...trait}
      {...(facultatif ? { facultatif } : {})}
      aide={aide}
      type={type}
      valeur={typeof valeur === 'string' ? valeur : ''}
      {...choixDuChamp(c, nom)}
    />
  )
}

function choixDuChamp({ t, langue }: Contexte, nom: NomChamp) {
  if (nom === 'pays') return { options: choixDePays(langue) }
  if (nom === 'regime') return { sansChoix: t.structures.vide, options: optionsDe(REGIMES, t.structures.regimes) }
  if (nom === 'categoriePrestataire') return { sansChoix: t.structures.vide, options: optionsDe(CATEGORIES, t.structures.categories) }
  return undefined
}
