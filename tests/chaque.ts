// Before each test file.
import { afterAll } from 'vitest'
import { fermerFenetres } from '#tests/navigateur.ts'

afterAll(fermerFenetres)
