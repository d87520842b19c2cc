import type { Contexte } from '#app/contexte.ts'
import { CHAMPS_PUBLICS, champsDe, GROUPES, type NomChamp } from '#app/organisation/services/champs.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { choixDePays } from '#ui/textes/pays.ts'
import { Champ, Champs, Groupe } from '#ui/index.ts'

interface Trait {
  largeur?: 'w2' | 'w3' | 'w4'
  facultatif?: boolean
  type?: 'text' | 'email' | 'tel' | 'select' | 'date' | 'textarea'
  autoComplete?: string
  maxLength?: number
}

/** How each field is asked; its rule is in champs.ts, its label in the texts. */
const TRAITS: Partial<Record<NomChamp, Trait>> = {
  code: { largeur: 'w3', maxLength: 100 },
  nom: { largeur: 'w3', maxLength: 200 },
  description: { facultatif: true, type: 'textarea', maxLength: 1000 },
  adresseElectronique: { largeur: 'w3', facultatif: true, type: 'email' },
  telephone: { largeur: 'w3', facultatif: true, type: 'tel' },
  adresse: { facultatif: true, maxLength: 200 },
  complementAdresse1: { largeur: 'w3', facultatif: true, maxLength: 200 },
  complementAdresse2: { largeur: 'w3', facultatif: true, maxLength: 200 },
  codePostal: { largeur: 'w2', facultatif: true, maxLength: 10 },
  ville: { largeur: 'w2', facultatif: true, maxLength: 100 },
  pays: { largeur: 'w2', facultatif: true, type: 'select' },
  debutValidite: { largeur: 'w3', facultatif: true, type: 'date' },
  finValidite: { largeur: 'w3', facultatif: true, type: 'date' },
}

type Adresse = Record<'adresse' | 'complementAdresse1' | 'complementAdresse2' | 'codePostal' | 'ville' | 'pays', string | null>
/** An address on one line. */
export const enLigne = (c: Contexte, a: Adresse) =>
  [
    a.adresse,
    a.complementAdresse1,
    a.complementAdresse2,
    `${a.codePostal ?? ''} ${a.ville ?? ''}`.trim(),
    a.pays && a.pays !== 'FR' ? afficher(c.t, c.langue, 'pays', a.pays) : null,
  ]
    .filter(Boolean)
    .join(', ')

/** The groups of fields of SER-01, shared by creation and modification. `fixes`: shown, not to be changed here. */
export function ChampsService({
  c,
  structure,
  valeurs,
  erreurs,
  fixes = {},
}: {
  c: Contexte
  structure: Adresse & { typeStructure: string }
  valeurs: Record<string, unknown>
  erreurs: { champ: string; message: string }[]
  fixes?: Partial<Record<NomChamp, string>>
}) {
  const { t } = c
  const x = t.services
  const aide = (n: NomChamp) =>
    n === 'adresse' ? x.aides.adresse(enLigne(c, structure)) : (x.aides as unknown as Record<string, string>)[n === 'pays' ? '' : n]
  return (
    <>
      {GROUPES.map((g) => ({ ...g, champs: g.champs.filter((n) => champsDe(structure).includes(n)) }))
        .filter((g) => g.champs.length)
        .map((g) => (
          <Groupe key={g.cle} id={`groupe-${g.cle}`} titre={x.groupes[g.cle]}>
            <Champs>
              {g.champs.map((n) => {
                const commun = {
                  key: n,
                  nom: n,
                  libelle: t.champs.libelles[n],
                  erreur: erreurs.find((e) => e.champ === n)?.message,
                  aide: fixes[n] ? undefined : aide(n),
                }
                if (CHAMPS_PUBLICS.includes(n)) return <Champ {...commun} type="checkbox" valeur={valeurs[n] === true} />
                const { type = 'text', ...trait } = TRAITS[n] ?? {}
                const valeur = typeof valeurs[n] === 'string' ? (valeurs[n] as string) : ''
                return fixes[n] ? (
                  <Champ {...commun} largeur={trait.largeur} valeur={valeur} verrou={{ pourquoi: fixes[n]! }} />
                ) : (
                  <Champ
                    {...commun}
                    {...trait}
                    type={type}
                    valeur={valeur}
                    {...(n === 'pays' ? { sansChoix: x.aides.pays, options: choixDePays(c.langue) } : {})}
                  />
                )
              })}
            </Champs>
          </Groupe>
        ))}
    </>
  )
}
