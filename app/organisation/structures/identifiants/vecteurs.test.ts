import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { identifiants as en } from '#ui/textes/en/identifiants.ts'
import { identifiants as fr } from '#ui/textes/fr/identifiants.ts'
import { estSiren, verifier, verifierNumeroTva, type TypeIdentifiant, type Verification } from './index.ts'

type Vecteur = { valeur: string; attendu: string; type?: TypeIdentifiant | 'WALLIS'; normalise?: string }
const lire = (fichier: string): Vecteur[] =>
  parse<Record<string, string>>(readFileSync(new URL(`../../../../tests/donnees/vecteurs/${fichier}`, import.meta.url)), {
    columns: true,
  }).map((l) => ({ ...l, valeur: l.valeur ?? l.numero ?? '', attendu: l.attendu! }) as Vecteur)

/** Runs every vector; a difference is named by its value. Returns how many were asserted and left aside. */
function comparer(fichier: string, vecteurs: Vecteur[], juger: (v: Vecteur) => Verification, raisons: Record<string, string[]>) {
  const ecarts: string[] = []
  let compares = 0
  let laisses = 0
  for (const vecteur of vecteurs) {
    if (['a_verifier', 'desaccord'].includes(vecteur.attendu)) {
      laisses++
      continue
    }
    compares++
    const lu = juger(vecteur)
    const permises = raisons[vecteur.attendu]
    if (lu.ok !== (vecteur.attendu === 'valide')) ecarts.push(`${fichier} ${vecteur.valeur}: ${vecteur.attendu}, ${JSON.stringify(lu)}`)
    else if (!lu.ok && permises && !permises.includes(lu.raison))
      ecarts.push(`${fichier} ${vecteur.valeur}: ${vecteur.attendu}, ${lu.raison}`)
    // Whatever is wrong, both languages have a sentence for it, and nothing of it is left unfilled.
    if (!lu.ok) for (const t of [fr, en]) expect(t.raisons[lu.raison](lu.params), vecteur.valeur).toMatch(/^(?!.*undefined).{10,}\.$/su)
  }
  expect(ecarts).toEqual([])
  return { compares, laisses }
}

test('STR-02 SIRET : chaque vecteur est jugé comme attendu', () => {
  const vu = comparer('siret.csv', lire('siret.csv'), (v) => verifier('SIRET', v.valeur), {
    cle_invalide: ['cle', 'siren'],
    siren_invalide: ['siren'],
    longueur_invalide: ['longueur', 'caracteres', 'siren-seul', 'vide'],
    format_invalide: ['caracteres'],
  })
  expect(vu).toEqual({ compares: 264, laisses: 0 })
})

test('STR-02 SIREN : chaque vecteur est jugé comme attendu', () => {
  const vecteurs = lire('siren.csv')
  expect(vecteurs).toHaveLength(17)
  for (const { valeur, attendu } of vecteurs) expect(estSiren(valeur.replace(/\s/g, '')), valeur).toBe(attendu === 'valide')
})

test('STR-02 UE hors France : chaque vecteur de TVA est jugé comme attendu', () => {
  const vu = comparer('tva_ue.csv', lire('tva_ue.csv'), (v) => verifier('UE_HORS_FRANCE', v.valeur), {
    france: ['france'],
    hors_UE: ['pays', 'prefixe-absent'],
    irlande_du_nord: ['irlande-du-nord'],
    prefixe_double: ['prefixe-double'],
    // Numbers of other countries are judged by their country, not by their check digits.
    cle_invalide: ['cle', 'pays', 'prefixe-absent', 'france'],
  })
  expect(vu).toEqual({ compares: 1971, laisses: 7 })
})

test('STR-01 n° de TVA : chaque vecteur français est jugé comme attendu', () => {
  expect(comparer('tva_fr.csv', lire('tva_fr.csv'), (v) => verifierNumeroTva(v.valeur), {})).toEqual({ compares: 8, laisses: 0 })
})

test('STR-02 RIDET, Tahiti, Hors UE : chaque vecteur est jugé et normalisé comme attendu', () => {
  const vecteurs = lire('ridet_tahiti_hors_ue.csv')
  const juger = (v: Vecteur) => verifier(v.type === 'WALLIS' ? 'HORS_UE' : v.type!, v.valeur)
  const vu = comparer('ridet_tahiti_hors_ue.csv', vecteurs, juger, {
    longueur_invalide: ['longueur', 'vide', 'rid-seul', 'tahiti-entreprise-seule', 'denomination-absente'],
    format_invalide: ['caracteres'],
    pays_invalide: ['etat-membre', 'france'],
  })
  expect(vu).toEqual({ compares: 21, laisses: 2 })
  for (const v of vecteurs.filter((l) => l.attendu === 'valide' && l.normalise))
    expect(juger(v)).toEqual({ ok: true, identifiant: v.normalise })
})
