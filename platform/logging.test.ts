import { expect, test } from 'vitest'
import { errorInWords } from '#platform/logging.ts'

test('S08 P06 une erreur de base se journalise sans le client qu’elle traîne : ni adresse, ni clé d’annulation', () => {
  const erreur = Object.assign(new Error('terminating connection'), {
    code: '57P01',
    detail: 'Key (iban)=(FR76…)',
    client: { secretKey: 1295885040, connectionParameters: { password: 'secret' } },
  })
  const ligne = errorInWords(erreur)
  expect(ligne).toMatchObject({ type: 'Error', message: 'terminating connection', code: '57P01' })
  expect(JSON.stringify(ligne)).not.toMatch(/1295885040|secret|FR76/)
})
