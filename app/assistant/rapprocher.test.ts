import { expect, test } from 'vitest'
import { rapprocheur } from '#app/assistant/rapprocher.ts'

const connues = Object.entries({
  banque: ['changer de RIB', 'le compte bancaire est clôturé', 'supprimer un IBAN', 'notre banque a changé'],
  compte: ['mot de passe oublié', 'changer de mot de passe', 'fermer mon compte'],
  ailleurs: ['quel temps fera-t-il demain', 'une recette de gâteau', 'ouvrir un compte dans une banque en ligne'],
}).flatMap(([sujet, questions]) => questions.map((question) => ({ sujet, question })))
const proches = await rapprocheur(connues)

test.each([
  ['changer de rib', 'banque'],
  ['MOT DE PASSE OUBLIÉ', 'compte'],
  ['mo de pase oublier', 'compte'],
  ['nous avons clos le compte en banque', 'banque'],
  ['recettes de gateaux', 'ailleurs'],
])('ASS-01 « %s » se rapproche de « %s », fautes comprises', (question, sujet) => {
  expect(proches(question)[0]!.sujet).toBe(sujet)
})

test('ASS-01 la même question se ressemble tout à fait, ce qui ne ressemble à rien pas du tout, et la plus proche est dite', () => {
  const [un] = proches('supprimer un IBAN')
  expect([un!.ressemblance, connues[un!.question]]).toEqual([expect.closeTo(1, 6), { sujet: 'banque', question: 'supprimer un IBAN' }])
  for (const q of ['', '???', 'zzzz kkkk', '__proto__ constructor'])
    expect([q, Math.max(...proches(q).map((p) => p.ressemblance))]).toEqual([q, expect.toSatisfy((n: number) => n < 0.15)])
})

test('ASS-01 une question démesurée ne coûte pas plus que quarante mots', () => {
  const mots = Array.from({ length: 40 }, (_, i) => `mot${i}`).join(' ')
  expect(proches(`${mots} changer de RIB`)).toEqual(proches(mots))
  expect(proches('a'.repeat(100_000))).toHaveLength(3)
})

test('ASS-01 ce que l’on fait et à quoi, loin l’un de l’autre ou dits autrement, désignent ensemble le sujet', async () => {
  const sait = await rapprocheur(
    Object.entries({
      deposer: ['ajouter un document', 'ajouter une pièce', 'joindre un fichier'],
      enlever: ['supprimer un document', 'supprimer une pièce', 'retirer un fichier'],
      sortir: ['supprimer un collègue', 'retirer un salarié', 'enlever une personne'],
    }).flatMap(([sujet, questions]) => questions.map((question) => ({ sujet, question }))),
  )
  for (const [question, sujet] of [
    ['effacer de notre dossier ce justificatif', 'enlever'],
    ['virer l’ancien employé', 'sortir'],
    ['enregistrer chez vous un pdf', 'deposer'],
  ] as const)
    expect([question, sait(question)[0]!.sujet]).toEqual([question, sujet])
})
