import { structures } from '#ui/textes/fr/structures.ts'
import { demandes } from '#ui/textes/fr/demandes.ts'
import { champs } from '#ui/textes/fr/champs.ts'
import { acces } from '#ui/textes/fr/acces.ts'
import { client } from '#ui/textes/en/client.ts'
import { commun } from '#ui/textes/en/commun.ts'
import { erreurs } from '#ui/textes/en/erreurs.ts'
import { identifiants } from '#ui/textes/en/identifiants.ts'
import type { fr } from '#ui/textes/fr.ts'

export const en = { acces, champs, client, commun, demandes, erreurs, identifiants, structures } satisfies typeof fr
