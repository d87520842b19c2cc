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

test('S08 INT-07 une adresse qu’un serveur de courrier refuse ne va pas au journal : son hôte suffit', () => {
  const refus = new Error('Recipient command failed: 550 5.1.1 <heloise.ferdinand+factures@mairie.exemple.fr>: no such user', {
    cause: new Error('heloise@exemple.fr refused'),
  })
  refus.stack = `${refus.stack}\n    at /srv/choral/node_modules/@fastify/x.js:1:2`
  const dit = JSON.stringify(errorInWords(refus))
  expect(dit).not.toMatch(/heloise/)
  expect(dit).toContain('<***@mairie.exemple.fr>: no such user')
  expect(dit).toContain('node_modules/@fastify/x.js')
})
