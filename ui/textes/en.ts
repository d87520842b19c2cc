import { acces } from '#ui/textes/fr/acces.ts'
import { api } from '#ui/textes/fr/api.ts'
import { champs } from '#ui/textes/fr/champs.ts'
import { client } from '#ui/textes/en/client.ts'
import { commun } from '#ui/textes/en/commun.ts'
import { demandes } from '#ui/textes/fr/demandes.ts'
import { erreurs } from '#ui/textes/en/erreurs.ts'
import { identifiants } from '#ui/textes/en/identifiants.ts'
import { structures } from '#ui/textes/fr/structures.ts'
import type { fr } from '#ui/textes/fr.ts'

export const en = {
  acces,
  api,
  champs,
  client,
  commun,
  demandes,
  erreurs,
  identifiants,
  structures,
} satisfies typeof fr
